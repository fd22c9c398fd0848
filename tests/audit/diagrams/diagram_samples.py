"""What the tests of the diagrams share: the pictures of the four rulebooks, gathered once, and a hostile one."""

import shutil
from functools import cache

import pytest
from attrs import evolve

from sscard_core.audit.diagrams.gathering import diagrams_of
from sscard_core.audit.diagrams.model import Diagram, Edge, Move, Way
from sscard_core.lifecycle.table import Region
from sscard_core.rulebooks import RULEBOOK_IDS, rulebook
from sscard_core.rulebooks.telling import Phrase

BOOKS = RULEBOOK_IDS
HOSTILE = "</title><script>alert(1)</script>\"';\\N{x} --> #amp; ]]> [*]: \u202e\x01%% |a|" + "长" * 300

needs_dot = pytest.mark.skipif(shutil.which("dot") is None, reason="Graphviz (dot) is not installed")


def machine(book: str, region: Region) -> Diagram:
    """Return one machine under a published rulebook."""
    return diagrams_of(rulebook(book))[region]


def machines(book: str) -> list[Diagram]:
    """Return all machines under a published rulebook."""
    return list(diagrams_of(rulebook(book)).values())


@cache
def pictures(book: str) -> tuple[Diagram, ...]:
    """Return every picture of a published rulebook."""
    return tuple(part for diagram in machines(book) for part in diagram.pictures())


def hostile() -> Diagram:
    """Return a diagram whose rulebook was written to break out of every format."""
    plain = pictures("jiangsu")[0]
    edges = tuple(_hostile_edge(edge) for edge in plain.edges)
    part = evolve(plain.parts[0], title=Phrase(HOSTILE, HOSTILE), edges=edges)
    return evolve(plain, title=Phrase(HOSTILE, HOSTILE), parts=(part,))


def _hostile_edge(edge: Edge) -> Edge:
    return evolve(edge, moves=tuple(_hostile_move(move) for move in edge.moves))


def _hostile_move(move: Move) -> Move:
    ways = tuple(Way(evolve(way.provision, name=HOSTILE), way.asks) for way in move.ways)
    return evolve(move, ways=ways)
