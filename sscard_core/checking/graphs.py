"""Labelled graphs: the desk's and the specification's, compared edge by edge, and kept in Aldebaran form.

The form is that of CADP and mCRL2: `des (first state, edges, states)`, then `(from, "label", to)`. States are numbered
breadth first with labels in order, so that two graphs whose steps are determined are the same graph exactly when their
files are the same.
"""

import re
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from attrs import define, field, frozen

from sscard_core.checking.views import Vector

Edge = tuple[Vector, str, Vector]
Moves = Mapping[Vector, Mapping[str, frozenset[Vector]]]

_LINE: Final = re.compile(r'\((\d+), "([^"]*)", (\d+)\)')
_HEAD: Final = re.compile(r"des \((\d+), (\d+), (\d+)\)")


class GraphError(ValueError):
    """A file is not a graph in Aldebaran form."""


@define
class Graph:
    """A first state, and the states that each action leads to from each state."""

    first: Vector
    moves: dict[Vector, dict[str, set[Vector]]] = field(factory=dict)

    @classmethod
    def of(cls, first: Vector, edges: Iterable[Edge]) -> "Graph":
        """Return the graph of some edges."""
        graph = cls(first, {first: {}})
        for before, action, after in edges:
            graph.moves.setdefault(before, {}).setdefault(action, set()).add(after)
            graph.moves.setdefault(after, {})
        return graph

    @property
    def edges(self) -> int:
        """The number of edges."""
        return sum(len(after) for by_action in self.moves.values() for after in by_action.values())

    def numbered(self) -> dict[Vector, int]:
        """Return the states that are reached, numbered breadth first with actions and states in order."""
        numbers, todo = {self.first: 0}, deque([self.first])
        while todo:
            here = self.moves[todo.popleft()]
            for action in sorted(here):
                for after in sorted(here[action]):
                    if after not in numbers:
                        numbers[after] = len(numbers)
                        todo.append(after)
        return numbers

    def lines(self) -> Iterator[str]:
        """Yield the lines of the graph in Aldebaran form."""
        numbers = self.numbered()
        yield f"des (0, {self.edges}, {len(numbers)})"
        for state, number in numbers.items():
            for action in sorted(self.moves[state]):
                for after in sorted(self.moves[state][action], key=numbers.__getitem__):
                    yield f'({number}, "{action}", {numbers[after]})'


@frozen
class Numbered:
    """A graph as read from Aldebaran form: states are numbers."""

    states: int
    moves: Mapping[int, Mapping[str, tuple[int, ...]]]

    @property
    def edges(self) -> int:
        """The number of edges."""
        return sum(len(after) for by_action in self.moves.values() for after in by_action.values())


def read_aldebaran(text: str) -> Numbered:
    """Read a graph. Raises: GraphError, with the line."""
    lines = text.splitlines()
    head = _HEAD.fullmatch(lines[0]) if lines else None
    if head is None:
        raise GraphError("line 1: a graph begins with des (first, edges, states)")
    moves: dict[int, dict[str, tuple[int, ...]]] = {}
    for number, line in enumerate(lines[1:], start=2):
        parts = _LINE.fullmatch(line)
        if parts is None:
            raise GraphError(f'line {number}: an edge is (from, "label", to); found {line!r}')
        source, action, target = int(parts[1]), parts[2], int(parts[3])
        here = moves.setdefault(source, {})
        here[action] = (*here.get(action, ()), target)
    graph = Numbered(int(head[3]), moves)
    if graph.edges != int(head[2]):
        raise GraphError(f"line 1: {head[2]} edges are announced, {graph.edges} follow")
    return graph


@frozen
class Difference:
    """One step that only one of two graphs takes, with a shortest way to where it does."""

    only: str
    path: tuple[str, ...]
    action: str
    before: Vector
    after: Vector | None = None
    other: Vector | None = None


def compare(code: Graph, spec: Graph, limit: int = 1000) -> list[Difference]:
    """Return how the specification's graph differs from the desk's, on the states that both know.

    A state that one of them reaches by a step the other does not take is not gone into: the step is the difference.
    """
    found: list[Difference] = []
    paths: dict[Vector, tuple[str, ...]] = {code.first: ()}
    if code.first != spec.first:
        return [Difference("code", (), "", code.first, code.first, spec.first)]
    todo = deque([code.first])
    while todo and len(found) < limit:
        state = todo.popleft()
        ours, theirs = code.moves.get(state, {}), spec.moves.get(state, {})
        for action in sorted({*ours, *theirs}):
            here, there = ours.get(action, set()), theirs.get(action, set())
            if here != there:
                found.append(_difference(paths[state], action, state, here - there, there - here))
            for after in sorted(here & there):
                if after not in paths:
                    paths[after] = (*paths[state], action)
                    todo.append(after)
    return found


def _difference(
    path: tuple[str, ...], action: str, state: Vector, ours: set[Vector], theirs: set[Vector]
) -> Difference:
    if ours and theirs:
        return Difference("both", path, action, state, min(ours), min(theirs))
    return Difference("code" if ours else "spec", path, action, state, min(ours or theirs))


def compare_numbered(code: Graph, expected: Numbered, limit: int = 1000) -> list[Difference]:
    """Return how a graph that was kept differs from the desk's: both are walked in step, by their labels."""
    found: list[Difference] = []
    paths: dict[tuple[Vector, int], tuple[str, ...]] = {(code.first, 0): ()}
    todo = deque([(code.first, 0)])
    while todo and len(found) < limit:
        state, number = todo.popleft()
        path = paths[state, number]
        ours, theirs = code.moves.get(state, {}), expected.moves.get(number, {})
        for action in sorted({*ours, *theirs}):
            here, there = sorted(ours.get(action, ())), theirs.get(action, ())
            if len(here) != len(there):
                only = "code" if len(here) > len(there) else "spec"
                found.append(Difference(only, path, action, state, here[0] if here else None))
            for pair in zip(here, there, strict=False):
                if pair not in paths:
                    paths[pair] = (*path, action)
                    todo.append(pair)
    matched = {number for _, number in paths}
    if not found and (len(paths) != len(matched) or len({state for state, _ in paths}) != len(paths)):
        found.append(Difference("both", (), "", code.first))
    return found
