"""Random streams with names: which numbers an outlet draws for a purpose depends on nothing else.

A stream is PCG64 seeded by SeedSequence(master, spawn_key=(replication, outlet, stream)), where the stream's place in the
key is a digest of its name. So results do not depend on the order of outlets, on the number of workers, or on
which other streams exist; two scenarios with the same seed draw the same numbers for the same purpose. What is drawn
for visits, of many outlets at a time, comes from `simulation.tapes`, to which the same holds.
"""

from collections.abc import Iterable
from hashlib import blake2b
from typing import Final

from attrs import frozen
from numpy.random import PCG64, Generator, SeedSequence

NETWORK: Final = 2**32 - 1
"""The place of what belongs to no outlet: hotline, production, banks."""


def stream_key(name: str) -> int:
    """Return the 32-bit number that stands for a stream's name."""
    return int.from_bytes(blake2b(name.encode(), digest_size=4).digest(), "big")


@frozen
class Streams:
    """The streams of one outlet in one replication."""

    master: int
    replication: int
    outlet: int = NETWORK

    def named(self, *names: str | int) -> Generator:
        """Return the stream of a name, at its beginning; further words narrow it (`arrivals`, `replace`)."""
        name = "/".join(str(each) for each in names)
        seed = SeedSequence(self.master, spawn_key=(self.replication, self.outlet, stream_key(name)))
        return Generator(PCG64(seed))

    def at(self, outlet: int) -> "Streams":
        """Return the streams of another outlet in the same replication."""
        return Streams(self.master, self.replication, outlet)


def clashes(names: Iterable[str]) -> list[tuple[str, str]]:
    """Return pairs of different names that would share a stream."""
    seen: dict[int, str] = {}
    found = []
    for name in names:
        before = seen.setdefault(stream_key(name), name)
        if before != name:
            found.append((before, name))
    return found
