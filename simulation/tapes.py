"""Random numbers by their place: the n-th number of an outlet's stream follows from the stream's name and n alone.

All outlets are drawn for at once, and no generator is opened. A stream is SplitMix64 with a start and a step of its own,
both a digest of seed, replication, outlet and name: G. L. Steele, D. Lea, C. H. Flood, Fast splittable pseudorandom
number generators, OOPSLA 2014. Times and normal numbers are functions of one number each, so that the n-th visit keeps
what it drew whatever the others draw.
"""

from collections.abc import Sequence
from hashlib import blake2b
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

from simulation.engine.serving import Path, compiled_loop
from simulation.engine.station import Floats, Ints
from simulation.streams import Streams

Words = NDArray[np.uint64]
Origin = tuple[int, int]
"""What tells a place from every other in any replication under any seed."""
FEWEST_FLIPS: Final = 24
"""Changes between neighbouring bits of a step below which it is mixed once more: section 3 of the source."""


def digest(name: str) -> tuple[int, int]:
    """Return the two numbers of 64 bits that stand for a name."""
    found = blake2b(name.encode(), digest_size=16).digest()
    return int.from_bytes(found[:8], "big"), int.from_bytes(found[8:], "big")


def mix(words: Words) -> Words:
    """Return words so mixed that neighbours have nothing in common: Stafford's variant 13, as in SplitMix64."""
    mixed = words ^ (words >> np.uint64(30))
    mixed *= np.uint64(0xBF58476D1CE4E5B9)
    mixed ^= mixed >> np.uint64(27)
    mixed *= np.uint64(0x94D049BB133111EB)
    mixed ^= mixed >> np.uint64(31)
    return mixed


def step_of(words: Words) -> Words:
    """Return odd steps whose bits change often enough."""
    steps = mix(words) | np.uint64(1)
    flips = np.bitwise_count(steps ^ (steps >> np.uint64(1)))
    return np.where(flips < FEWEST_FLIPS, steps ^ np.uint64(0xAAAAAAAAAAAAAAAA), steps)


class Tapes:
    """The streams of some places: outlets, or what stands beside them. Each remembers how far it was read."""

    def __init__(self, origins: Sequence[Origin], path: Path) -> None:
        self.path = path
        self.origins = np.array(origins, np.uint64).reshape(-1, 2)
        self.streams: dict[str, tuple[Words, Words]] = {}

    def _stream(self, name: str) -> tuple[Words, Words]:
        """Return where a stream's next number of each place is mixed from, and its steps."""
        if name not in self.streams:
            start, step = (np.uint64(each) for each in digest(name))
            steps = step_of(self.origins[:, 1] ^ step)
            self.streams[name] = (mix(self.origins[:, 0] ^ start) + steps, steps)
        return self.streams[name]

    def bits(self, name: str, bounds: Ints) -> Words:
        """Return the next numbers of a stream, those of each place between two bounds."""
        first, steps = self._stream(name)
        counts = np.diff(bounds)
        self.streams[name] = (first + steps * counts.astype(np.uint64), steps)
        fill = compiled_loop("fill", self.path)
        if fill is None:
            return _filled(first, steps, bounds, counts)
        found = np.empty(int(bounds[-1]), np.uint64)
        fill(first, steps, bounds, found)
        return found

    def uniform(self, name: str, bounds: Ints) -> Floats:
        """Draw uniform numbers of 53 bits, from 0 to below 1."""
        drawn = (self.bits(name, bounds) >> np.uint64(11)).astype(float)
        drawn *= 2.0**-53
        return drawn

    def exponential(self, name: str, bounds: Ints) -> Floats:
        """Draw exponential numbers of mean 1."""
        drawn = self.uniform(name, bounds)
        np.log(np.subtract(1.0, drawn, out=drawn), out=drawn)
        return np.negative(drawn, out=drawn)

    def normal(self, name: str, bounds: Ints) -> Floats:
        """Draw standard normal numbers by Box and Muller's transform: half of the bits for the radius, half for the angle."""
        bits = self.bits(name, bounds)
        drawn = (bits >> np.uint64(32)).astype(float)
        drawn += 0.5
        drawn *= 2.0**-32
        np.log(drawn, out=drawn)
        drawn *= -2.0
        np.sqrt(drawn, out=drawn)
        angle = (bits & np.uint64(0xFFFFFFFF)).astype(float)
        angle *= 2.0**-31 * np.pi
        drawn *= np.cos(angle, out=angle)
        return drawn


def _filled(first: Words, steps: Words, bounds: Ints, counts: Ints) -> Words:
    """Return the numbers of streams as the compiled loop writes them."""
    states = np.arange(int(bounds[-1]), dtype=np.uint64)
    states *= np.repeat(steps, counts)
    states += np.repeat(first - steps * bounds[:-1].astype(np.uint64), counts)
    return mix(states)


def sum_up(numbers: Floats, bounds: Ints, path: Path) -> None:
    """Replace numbers by their running sums, which begin anew at every bound."""
    loop = compiled_loop("sum_up", path)
    if loop is not None:
        loop(numbers, bounds)
        return
    for begin, end in pairwise(bounds.tolist()):
        np.add.accumulate(numbers[begin:end], out=numbers[begin:end])


def origin(streams: Streams, *words: str | int) -> Origin:
    """Return the origin of the streams of an outlet, or of what the words name beside the outlets."""
    place = (streams.master, streams.replication, streams.outlet, *words)
    return digest("/".join(str(each) for each in place))
