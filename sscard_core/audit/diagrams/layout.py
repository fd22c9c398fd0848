"""Laying a picture out: `dot` says where boxes and lines go, and knows nothing of texts and fonts.

Every state and every label is handed to `dot` as a box whose size is reckoned here, so that the same input gives the
same picture whatever fonts the machine has. Lengths are points; y grows downwards, as in SVG.
"""

import json
from collections.abc import Iterator, Mapping
from itertools import combinations, permutations
from typing import Final

from attrs import frozen
from graphviz import Digraph, ExecutableNotFound  # type: ignore[import-untyped]

from sscard_core.audit.diagrams.fonts import width
from sscard_core.audit.diagrams.geometry import Box, Line, Point
from sscard_core.audit.diagrams.model import Diagram, Edge, Node
from sscard_core.audit.diagrams.telling import LabelLine, Tongue, label_lines, state_lines

TEXT: Final = 10.0
"""Size of every text at an edge or state."""

SMALLEST: Final = 7.0
"""Size in points that a text has at least once the picture is on an A4 page."""

LINE: Final = 14.0
"""Height of a line of text."""

MARGIN: Final = 12.0
POINTS: Final = 72.0
"""Points in an inch, the unit in which `dot` takes sizes."""

A4: Final = (538.0, 785.0)
"""What an A4 page has inside margins of 1 cm."""


@frozen
class Way:
    """How to lay a picture out: the direction, the distance in inches, and whether a clause has a line of its own."""

    direction: str
    apart: str
    stacked: bool


PERFECT: Final = (0, SMALLEST, 0, 1.0)
"""The fitness of a layout that needs no other beside it."""

WAYS: Final = tuple(
    Way(direction, apart, stacked)
    for apart in ("0.3", "0.5", "0.7")
    for stacked in (False, True)
    for direction in ("TB", "LR")
)
"""The ways that are tried, the first being best where two are alike."""


class GraphvizMissing(RuntimeError):
    """The program `dot` is not installed."""

    def __init__(self) -> None:
        super().__init__(
            "`dot` of Graphviz is needed to lay a diagram out; install it: "
            "apt-get install graphviz, brew install graphviz, or graphviz.org for Windows"
        )


@frozen
class Layout:
    """Where everything of a picture is."""

    width: float
    height: float
    nodes: Mapping[Node, Box]
    lines: tuple[tuple[Edge, Line], ...]
    said: tuple[tuple[LabelLine, ...], ...]

    @property
    def boxes(self) -> tuple[Box, ...]:
        """The boxes of all states and labels."""
        return (*self.nodes.values(), *(line.label for _, line in self.lines))

    @property
    def overlaps(self) -> int:
        """The number of pairs of states and labels that overlap."""
        return sum(one.overlaps(other) for one, other in combinations(self.boxes, 2))

    @property
    def crossings(self) -> int:
        """The number of labels that a line of another edge runs through."""
        lines = [line for _, line in self.lines]
        return sum(one.runs_through(other.label) for one, other in permutations(lines, 2))

    @property
    def fitness(self) -> tuple[int, float, int, float]:
        """How good a layout is; more is better: no overlaps, large enough to read, few crossings, large."""
        scale = round(self.scale, 3)
        return -self.overlaps, min(scale * TEXT, SMALLEST), -self.crossings, scale

    @property
    def scale(self) -> float:
        """By how much the picture is made smaller to fit an A4 page, upright or across; 1 where it fits."""
        narrow, long = A4
        upright = min(narrow / self.width, long / self.height)
        across = min(long / self.width, narrow / self.height)
        return min(1.0, max(upright, across))


def lay_out(diagram: Diagram, tongue: Tongue) -> Layout:
    """Lay out a diagram of one part: of several ways the one that fits a page best, without overlaps where there is one.

    Raises: GraphvizMissing.
    """
    best: Layout | None = None
    for way in WAYS:
        layout = _laid_out(diagram, tongue, way)
        if best is None or layout.fitness > best.fitness:
            best = layout
        if best.fitness == PERFECT:
            break
    assert best is not None, "there are ways"
    return best


def node_size(node: Node) -> tuple[float, float]:
    """Return the width and height of a state's box."""
    return max(width(each, TEXT) for each in state_lines(node)) + 20, 2 * LINE + 8


def label_size(lines: tuple[LabelLine, ...]) -> tuple[float, float]:
    """Return the width and height of a label."""
    return max(width(each.text, TEXT) for each in lines) + 8, LINE * len(lines) + 2


def _laid_out(diagram: Diagram, tongue: Tongue, way: Way) -> Layout:
    graph = Digraph(graph_attr={"rankdir": way.direction, "nodesep": way.apart, "ranksep": way.apart})
    graph.attr("node", shape="box", fixedsize="true", label="")
    for node in diagram.nodes:
        wide, high = node_size(node)
        graph.node(node.id, width=f"{wide / POINTS:.3f}", height=f"{high / POINTS:.3f}")
    said = tuple(label_lines(edge, tongue, stacked=way.stacked) for edge in diagram.edges)
    for number, edge in enumerate(diagram.edges):
        wide, high = label_size(said[number])
        label = f'<<TABLE BORDER="0" FIXEDSIZE="TRUE" WIDTH="{wide:.0f}" HEIGHT="{high:.0f}"><TR><TD></TD></TR></TABLE>>'
        graph.edge(edge.source.id, edge.target.id, label=label, id=str(number))
    try:
        return _Reader(diagram, said, json.loads(graph.pipe(format="json", encoding="utf-8"))).layout()
    except ExecutableNotFound:
        raise GraphvizMissing from None


class _Reader:
    """Reads what `dot` says."""

    def __init__(
        self, diagram: Diagram, said: tuple[tuple[LabelLine, ...], ...], told: Mapping[str, object]
    ) -> None:
        self.diagram, self.said, self.told = diagram, said, told
        box = [float(each) for each in str(told["bb"]).split(",")]
        self.width, self.height = box[2] + 2 * MARGIN, box[3] + 2 * MARGIN

    def layout(self) -> Layout:
        ids = {node.id: node for node in self.diagram.nodes}
        boxes = {
            ids[each["name"]]: Box(*self._point(each["pos"]), *node_size(ids[each["name"]]))
            for each in self._list("objects")
        }
        lines = {int(each["id"]): self._line(each) for each in self._list("edges")}
        edges = tuple((edge, lines[number]) for number, edge in enumerate(self.diagram.edges))
        return Layout(self.width, self.height, boxes, edges, self.said)

    def _list(self, key: str) -> Iterator[Mapping[str, str]]:
        found = self.told.get(key, [])
        assert isinstance(found, list)
        return iter(found)

    def _line(self, told: Mapping[str, str]) -> Line:
        tip, *points = told["pos"].removeprefix("e,").split(" ")
        label = Box(*self._point(told["lp"]), *label_size(self.said[int(told["id"])]))
        return Line(tuple(map(self._point, points)), self._point(tip), label)

    def _point(self, text: str) -> Point:
        """Return a point of `dot`, whose y grows upwards, as one of ours."""
        x, y = (float(each) for each in text.split(","))
        return round(x + MARGIN, 2), round(self.height - MARGIN - y, 2)
