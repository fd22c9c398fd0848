"""State diagrams and journeys, drawn from the tables that run.

`gathering.diagram_of(region, rulebook)` returns a machine as data and `gathering.diagrams_of(rulebook)` all of them;
`svg.as_svg(diagram, language)` draws one, `telling.account(move, language)` tells everything about a move.
`journeys.journeys(rulebook)` plays the journeys at the desk, `lanes.journey_as_svg(journey, language)` draws one.
"""
