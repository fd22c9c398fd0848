"""A diagram as Mermaid, which code hosts draw. Ids are ASCII, since Chinese ones do not parse; labels are both."""

import re
from collections.abc import Iterator
from typing import Final

from sscard_core.audit.diagrams.model import Diagram
from sscard_core.audit.diagrams.telling import Tongue, label_lines, state_lines

_MEANS_SOMETHING: Final = re.compile(r"[^\w .,+·，。、（）()\[\]/-]")


def as_mermaid(diagram: Diagram, tongue: Tongue = None) -> str:
    """Return a diagram of one part as a Mermaid state diagram."""
    return "\n".join(_lines(diagram, tongue)) + "\n"


def _lines(diagram: Diagram, tongue: Tongue) -> Iterator[str]:
    yield "stateDiagram-v2"
    for node in diagram.nodes:
        yield f'    state "{escaped(" ".join(state_lines(node)))}" as {node.id}'
    for node in diagram.nodes:
        if node.is_first:
            yield f"    [*] --> {node.id}"
    for edge in diagram.edges:
        said = "<br/>".join(escaped(line.text) for line in label_lines(edge, tongue))
        yield f"    {edge.source.id} --> {edge.target.id} : {said}"


def escaped(text: str) -> str:
    """Return a text in which everything that could mean something to Mermaid is an entity.

    >>> escaped('a"b;c')
    'a#34;b#59;c'
    """
    return _MEANS_SOMETHING.sub(lambda found: f"#{ord(found[0])};", text)
