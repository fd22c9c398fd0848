"""State diagrams and journeys, drawn from the tables that run.

`gathering.diagram_of(region, rulebook)` returns a machine as data, `svg.as_svg(diagram, language)` its picture,
`journeys.journeys(rulebook)` the journeys played at the desk.
"""
