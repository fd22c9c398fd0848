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
LOOP: Final = 26.0
"""Room for a loop between its state and its label."""

TIP: Final = 9.0
"""Length of an arrow's head."""

PORT: Final = "state"
"""The box of a state beside its loop: where lines end."""

A4: Final = (538.0, 785.0)
"""What an A4 page has inside margins of 1 cm."""


@frozen
class Way:
    """How to lay a picture out: the direction, the distance in inches, and whether a clause has a line of its own.

    `turned` is by how many states the order is turned, since `dot` ranks from the first.
    """

    direction: str
    apart: str
    stacked: bool
    turned: int = 0


PERFECT: Final = (0, SMALLEST, 0, 1.0)
"""The fitness of a layout that needs no other beside it."""

GOOD: Final = (0, SMALLEST, 0, 0.0)
"""The fitness that is enough once the states were tried in their own order."""

WAYS: Final = tuple(
    Way(direction, apart, stacked, turned)
    for turned in range(5)
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
        if best is not None and way.turned and best.fitness >= GOOD:
            break
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
    picture = _Picture(
        diagram, tuple(label_lines(edge, tongue, stacked=way.stacked) for edge in diagram.edges)
    )
    try:
        told = picture.graph(way).pipe(format="json", encoding="utf-8")
    except ExecutableNotFound:
        raise GraphvizMissing from None
    return _Reader(picture, json.loads(told)).layout()


@frozen
class _Picture:
    """What is to be laid out. A loop with its label is part of its state's box, so that no other line runs through."""

    diagram: Diagram
    said: tuple[tuple[LabelLine, ...], ...]

    def loops(self) -> dict[Node, tuple[float, float]]:
        """Return the size of the label of each state's loop."""
        edges = zip(self.diagram.edges, self.said, strict=True)
        return {edge.source: label_size(said) for edge, said in edges if edge.source is edge.target}

    def size(self, node: Node) -> tuple[float, float]:
        """Return the size of a state's box; it is as high as the label of its loop."""
        wide, high = node_size(node)
        return wide, max(high, self.loops().get(node, (0, 0))[1])

    def graph(self, way: Way) -> Digraph:
        """Return the picture as `dot` gets it."""
        graph = Digraph(graph_attr={"rankdir": way.direction, "nodesep": way.apart, "ranksep": way.apart})
        graph.attr("node", shape="plain")
        loops = self.loops()
        for node in self.diagram.nodes[way.turned :] + self.diagram.nodes[: way.turned]:
            beside = [(LOOP + loops[node][0], "")] if node in loops else []
            graph.node(node.id, label=_cells(self.size(node)[1], [(self.size(node)[0], PORT), *beside]))
        for number, (edge, said) in enumerate(zip(self.diagram.edges, self.said, strict=True)):
            if edge.source is not edge.target:
                wide, high = label_size(said)
                ends = (f"{edge.source.id}:{PORT}", f"{edge.target.id}:{PORT}")
                graph.edge(*ends, label=_cells(high, [(wide, "")]), id=str(number))
        return graph


def _cells(high: float, cells: list[tuple[float, str]]) -> str:
    """Return boxes side by side, without any text, as `dot` takes them; a name makes a box one that lines end at."""
    told = "".join(
        f'<TD FIXEDSIZE="TRUE" WIDTH="{wide:.0f}" HEIGHT="{high:.0f}"'
        + (f' PORT="{name}"' if name else "")
        + "></TD>"
        for wide, name in cells
    )
    return f'<<TABLE BORDER="0" CELLBORDER="0" CELLSPACING="0" CELLPADDING="0"><TR>{told}</TR></TABLE>>'


class _Reader:
    """Reads what `dot` says."""

    def __init__(self, picture: _Picture, told: Mapping[str, object]) -> None:
        self.picture, self.told = picture, told
        box = [float(each) for each in str(told["bb"]).split(",")]
        self.width, self.height = box[2] + 2 * MARGIN, box[3] + 2 * MARGIN

    def layout(self) -> Layout:
        ids = {node.id: node for node in self.picture.diagram.nodes}
        loops = self.picture.loops()
        boxes, lines = {}, {int(each["id"]): self._line(each) for each in self._list("edges")}
        for each in self._list("objects"):
            node = ids[each["name"]]
            wide, high = self.picture.size(node)
            x, y = self._point(each["pos"])
            beside = LOOP + loops[node][0] if node in loops else 0
            boxes[node] = Box(x - beside / 2, y, wide, high)
        edges = tuple(
            (edge, lines[number] if number in lines else _loop(boxes[edge.source], *loops[edge.source]))
            for number, edge in enumerate(self.picture.diagram.edges)
        )
        return Layout(self.width, self.height, boxes, edges, self.picture.said)

    def _list(self, key: str) -> Iterator[Mapping[str, str]]:
        found = self.told.get(key, [])
        assert isinstance(found, list)
        return iter(found)

    def _line(self, told: Mapping[str, str]) -> Line:
        tip, *points = told["pos"].removeprefix("e,").split(" ")
        label = Box(*self._point(told["lp"]), *label_size(self.picture.said[int(told["id"])]))
        return Line(tuple(map(self._point, points)), self._point(tip), label)

    def _point(self, text: str) -> Point:
        """Return a point of `dot`, whose y grows upwards, as one of ours."""
        x, y = (float(each) for each in text.split(","))
        return round(x + MARGIN, 2), round(self.height - MARGIN - y, 2)


def _loop(box: Box, wide: float, high: float) -> Line:
    """Return a loop at the right side of a state, with its label beside it."""
    right, out = box.x + box.width / 2, LOOP - 2
    points = (
        (right, box.y - 8),
        (right + out, box.y - 16),
        (right + out, box.y + 16),
        (right + TIP, box.y + 9),
    )
    return Line(points, (right, box.y + 6), Box(right + LOOP + wide / 2, box.y, wide, high))
