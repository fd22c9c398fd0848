"""What a diagram is made of. Data only: how it is gathered stands in tracing, how it is drawn in the formats."""

from collections.abc import Iterator
from typing import Final

from attrs import evolve, frozen

from sscard_core.lifecycle.table import Region, State, Trigger
from sscard_core.model.arguments import RequestName
from sscard_core.model.citations import Assumption, Clause, assumptions_in, clauses_in
from sscard_core.model.events import EventName
from sscard_core.rulebooks.book import Grounds, Provision
from sscard_core.rulebooks.describe import Named, grounds_of
from sscard_core.rulebooks.telling import Phrase

MOST_EDGES: Final = 25
"""Edges in one picture; a machine with more is told in parts."""

Cause = RequestName | EventName
"""What makes a region move: a request, or what time or a wrong password alone brings about."""


@frozen
class Node:
    """A state of a machine. `code` is the national code (AAZ502) where there is one.

    `is_first` for the state in which an insured person's file is opened.
    """

    state: State
    id: str
    code: str = ""
    is_first: bool = False


@frozen
class Way:
    """One provision under which a request makes the move, with every condition that is asked under it."""

    provision: Provision
    asks: tuple[Named, ...]


@frozen
class Move:
    """One reason for an edge: its cause, the trigger fired, and under which provisions or which reading.

    `is_narrowed` where the same cause fires something else elsewhere in the machine, so that the trigger tells more.
    `restores` is the state that a release or unlocking brings back: the one that the report or lock covered.
    `reading` is a switch and its value: that which rules a move made by time or by wrong passwords.
    `grounds` are what the move itself rests on, those that say that it is offered first.
    """

    cause: Cause
    trigger: Trigger
    ways: tuple[Way, ...] = ()
    reading: tuple[str, str] | None = None
    is_narrowed: bool = False
    restores: State | None = None
    grounds: Grounds = ()

    @property
    def clauses(self) -> tuple[Clause, ...]:
        """The clauses that the move rests on."""
        return clauses_in(self.grounds)

    @property
    def assumed(self) -> tuple[Assumption, ...]:
        """The assumptions that the move rests on."""
        return assumptions_in(self.grounds)

    @property
    def everything(self) -> Grounds:
        """What the move rests on with all its conditions, papers, fees and times; what offers it comes first."""
        said = (each for way in self.ways for each in grounds_of(way.provision))
        asked = (each for way in self.ways for ask in way.asks for each in ask.because)
        return tuple(dict.fromkeys((*self.grounds, *said, *asked)))


@frozen
class Edge:
    """All moves of a part from one state to another, or from a state to itself."""

    source: Node
    target: Node
    moves: tuple[Move, ...]

    @property
    def rests_on(self) -> tuple[Clause, ...]:
        """The clauses of all its moves with their conditions, papers, fees and times, each once."""
        return clauses_in(each for move in self.moves for each in move.everything)


@frozen
class Part:
    """What is drawn in one picture: the edges of one subject, or of all where they are few."""

    name: str
    title: Phrase
    edges: tuple[Edge, ...]


@frozen(kw_only=True)
class Diagram:
    """The machine of one region as one rulebook lets it run. Moves that it does not permit are absent."""

    region: Region
    rulebook: str
    title: Phrase
    nodes: tuple[Node, ...]
    parts: tuple[Part, ...]

    @property
    def name(self) -> str:
        """The name of its file: rulebook, machine and, where only one of several parts is meant, the part."""
        alone = self.parts[0].name if len(self.parts) == 1 else ""
        return "-".join(each for each in (self.rulebook, self.region.value, alone) if each)

    @property
    def edges(self) -> tuple[Edge, ...]:
        """The edges of all parts."""
        return tuple(edge for part in self.parts for edge in part.edges)

    def pictures(self) -> Iterator["Diagram"]:
        """Yield each part as a diagram of its own, with the states that it touches."""
        for part in self.parts:
            touched = {node for edge in part.edges for node in (edge.source, edge.target)}
            nodes = tuple(node for node in self.nodes if node in touched or not touched)
            yield evolve(self, nodes=nodes, parts=(part,))
