"""The formats in which a diagram is written."""

from collections.abc import Callable
from typing import Final

from sscard_core.audit.diagrams.dot import as_dot, as_png
from sscard_core.audit.diagrams.machines import as_aldebaran, as_scxml
from sscard_core.audit.diagrams.mermaid import as_mermaid
from sscard_core.audit.diagrams.model import Diagram
from sscard_core.audit.diagrams.svg import as_svg
from sscard_core.audit.diagrams.telling import Tongue
from sscard_core.model.words import Word


class Format(Word):
    """One way of writing a diagram."""

    SVG = "svg", "矢量图"
    MERMAID = "mermaid", "Mermaid 图"
    DOT = "dot", "Graphviz 图"
    SCXML = "scxml", "状态机 XML"
    AUT = "aut", "标号迁移图"
    PNG = "png", "位图"


ONE_PART: Final = frozenset({Format.MERMAID, Format.PNG})
"""Formats that hold one picture, so that of a machine told in parts one must be chosen."""


class PartNeeded(ValueError):
    """A machine is told in several parts and the format holds one."""


_WRITERS: Final[dict[Format, Callable[[Diagram, Tongue], str | bytes]]] = {
    Format.SVG: as_svg,
    Format.MERMAID: as_mermaid,
    Format.DOT: as_dot,
    Format.SCXML: lambda diagram, _tongue: as_scxml(diagram),
    Format.AUT: lambda diagram, _tongue: as_aldebaran(diagram),
    Format.PNG: as_png,
}


def written(diagram: Diagram, form: Format, tongue: Tongue = None) -> bytes:
    """Return a diagram in a format; text is UTF-8.

    Raises: PartNeeded, GraphvizMissing, FontMissing.
    """
    if form in ONE_PART and len(diagram.parts) > 1:
        parts = ", ".join(part.name for part in diagram.parts)
        raise PartNeeded(f"{diagram.region} has several parts, and {form} holds one; choose among {parts}")
    made = _WRITERS[form](diagram, tongue)
    return made.encode("utf-8") if isinstance(made, str) else made
