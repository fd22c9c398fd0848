"""A diagram in the language of Graphviz, for whoever lays it out again; and as a picture drawn from that."""

from collections.abc import Iterable

from graphviz import Digraph, ExecutableNotFound, escape  # type: ignore[import-untyped]

from sscard_core.audit.diagrams.fonts import FAMILIES, font_with
from sscard_core.audit.diagrams.layout import GraphvizMissing
from sscard_core.audit.diagrams.markup import plain
from sscard_core.audit.diagrams.model import Diagram
from sscard_core.audit.diagrams.svg import caption_of
from sscard_core.audit.diagrams.telling import Tongue, label_lines, state_lines

PIXELS_PER_INCH = 144


def as_dot(diagram: Diagram, tongue: Tongue = None) -> str:
    """Return a diagram as DOT; several parts are as many graphs in one file."""
    return "".join(str(_graph(each, tongue, FAMILIES[0]).source) for each in diagram.pictures())


def as_png(diagram: Diagram, tongue: Tongue = None) -> bytes:
    """Return a diagram of one part as a picture. Raises: GraphvizMissing; FontMissing, where a sign would be a box."""
    font = font_with(_all_text(diagram, tongue))
    graph = _graph(diagram, tongue, font)
    graph.attr(dpi=str(PIXELS_PER_INCH))
    try:
        drawn: bytes = graph.pipe(format="png")
    except ExecutableNotFound:
        raise GraphvizMissing from None
    return drawn


def _graph(diagram: Diagram, tongue: Tongue, font: str) -> Digraph:
    graph = Digraph(
        name=diagram.name, graph_attr={"label": _text([caption_of(diagram, tongue)]), "labelloc": "t"}
    )
    graph.attr("graph", fontname=font)
    graph.attr("node", shape="box", style="rounded", fontname=font)
    graph.attr("edge", fontname=font, fontsize="10")
    for node in diagram.nodes:
        graph.node(node.id, label=_text(state_lines(node)), peripheries="2" if node.is_first else "1")
    for edge in diagram.edges:
        label = "".join(f"{_text([line.text])}\\l" for line in label_lines(edge, tongue))
        links = {"URL": f"#{edge.rests_on[0]}"} if edge.rests_on else {}
        graph.edge(edge.source.id, edge.target.id, label=label, **links)
    return graph


def _text(lines: Iterable[str]) -> str:
    return "\\n".join(escape(plain(line)) for line in lines)


def _all_text(diagram: Diagram, tongue: Tongue) -> str:
    labels = (line.text for edge in diagram.edges for line in label_lines(edge, tongue))
    states = (line for node in diagram.nodes for line in state_lines(node))
    return "".join((caption_of(diagram, tongue), *labels, *states))
