"""A machine for other programs: as SCXML (W3C, 2015), and as a labelled graph in Aldebaran form.

Both hold the whole machine, not its parts, and name a step by request and trigger. A release brings back the state
that the report covered; which that is, the name of the step says, so that every step has one end.
"""

from collections.abc import Iterator
from typing import Final

from sscard_core.audit.diagrams.markup import element
from sscard_core.audit.diagrams.model import Diagram, Edge, Move, Node

NAMESPACE: Final = "http://www.w3.org/2005/07/scxml"
OURS: Final = "urn:sscard:diagram"
"""The namespace of what SCXML has no place for: Chinese names, national codes, clauses."""


def event_name(move: Move) -> str:
    """Return the name of a step."""
    names = (move.cause, move.trigger, *((move.restores,) if move.restores else ()))
    return ".".join(str(each) for each in names)


def steps(diagram: Diagram) -> Iterator[tuple[Edge, Move]]:
    """Yield every move with its edge, whatever part it is told in."""
    for edge in diagram.edges:
        yield from ((edge, move) for move in edge.moves)


def as_scxml(diagram: Diagram) -> str:
    """Return the machine as SCXML."""
    initial = next((node.id for node in diagram.nodes if node.is_first), None)
    document = element(
        "scxml",
        *(_state(diagram, node) for node in diagram.nodes),
        "\n",
        xmlns=NAMESPACE,
        xmlns__sscard=OURS,
        version="1.0",
        datamodel="null",
        name=f"{diagram.rulebook}-{diagram.region}",
        initial=initial,
    )
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{document}\n'


def _state(diagram: Diagram, node: Node) -> str:
    leaving = [(edge, move) for edge, move in steps(diagram) if edge.source is node]
    transitions = (
        "\n    "
        + element(
            "transition",
            event=event_name(move),
            target=edge.target.id,
            sscard__zh=f"{move.cause.zh}·{move.trigger.zh}",
            sscard__clauses=" ".join(str(each) for each in move.clauses) or None,
        )
        for edge, move in leaving
    )
    content = [*transitions, "\n  "] if leaving else []
    return "\n  " + element(
        "state", *content, id=node.id, sscard__zh=node.state.zh, sscard__code=node.code or None
    )


def as_aldebaran(diagram: Diagram) -> str:
    """Return the machine as a labelled graph; states are numbered in their own order, so that none need be reached."""
    numbers = {node: number for number, node in enumerate(diagram.nodes)}
    first = next((numbers[node] for node in diagram.nodes if node.is_first), 0)
    lines = [
        f'({numbers[edge.source]}, "{_label(move)}", {numbers[edge.target]})' for edge, move in steps(diagram)
    ]
    return "\n".join([f"des ({first}, {len(lines)}, {len(numbers)})", *lines]) + "\n"


def _label(move: Move) -> str:
    cited = "".join(f" {each}" for each in move.clauses)
    return f"{event_name(move)}{cited}".replace('"', "'")
