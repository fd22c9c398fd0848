"""Random numbers by their place: the n-th number of an outlet's stream follows from the stream's name and n alone.

All outlets are drawn for at once, and no generator is opened. A stream is SplitMix64 with a start and a step of its own,
both a digest of seed, replication, outlet and name: G. L. Steele, D. Lea, C. H. Flood, Fast splittable pseudorandom
number generators, OOPSLA 2014. Times and normal numbers are functions of one number each, so that the n-th visit keeps
what it drew whatever the others draw.
"""

from collections.abc import Sequence
from functools import cache
from hashlib import blake2b
from itertools import pairwise
from math import factorial, pi
from typing import Final

import numpy as np
from attrs import evolve, field, frozen
from numpy.typing import NDArray

from simulation.engine.serving import Path, compiled_loop
from simulation.engine.station import Floats, Ints
from simulation.streams import Streams

Words = NDArray[np.uint64]
Some = tuple[Ints, Ints]
Origin = tuple[int, int]
"""What tells a place from every other in any replication under any seed."""
FEWEST_FLIPS: Final = 24
"""Changes between neighbouring bits of a step below which it is mixed once more: section 3 of the source."""


@cache
def name_of_stream(name: str) -> tuple[np.uint64, np.uint64]:
    """Return the numbers that tell a stream from the others of its place."""
    start, step = digest(name)
    return np.uint64(start), np.uint64(step)


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


@frozen(eq=False)
class Tapes:
    """The streams of some places: outlets, or what stands beside them. Each stream remembers how far it was read.

    `streams`: by name, the state that the next number of each place is mixed from, and the steps. A part of the places
    (`cut`) reads on in the streams of the whole.
    """

    path: Path
    origins: Words
    streams: dict[str, tuple[Words, Words]] = field(factory=dict)
    cut: slice = slice(None)

    @classmethod
    def of(cls, origins: Sequence[Origin], path: Path) -> "Tapes":
        """Return the streams of places at their beginning."""
        return cls(path, np.array(origins, np.uint64).reshape(-1, 2))

    def __len__(self) -> int:
        return len(self.origins[self.cut])

    def part(self, begin: int, end: int) -> "Tapes":
        """Return the streams of some of the places."""
        return evolve(self, cut=slice(begin, end))

    def twin(self) -> "Tapes":
        """Return the same streams, read so far and from here on apart."""
        return evolve(
            self, streams={name: (states.copy(), steps) for name, (states, steps) in self.streams.items()}
        )

    def _stream(self, name: str) -> tuple[Words, Words]:
        """Return the states and steps of a stream."""
        if name not in self.streams:
            start, step = name_of_stream(name)
            steps = step_of(self.origins[:, 1] ^ step)
            self.streams[name] = (mix(self.origins[:, 0] ^ start) + steps, steps)
        states, steps = self.streams[name]
        return states[self.cut], steps[self.cut]

    def bits(self, name: str, bounds: Ints, some: Some | None = None) -> Words:
        """Return the next numbers of a stream, those of each place between two bounds.

        Of `some` alone, where few are wanted: at which of the places they are, and where between its bounds.
        """
        first, steps = self._stream(name)
        found = self._made(first, steps, bounds, some)
        first += steps * np.diff(bounds).astype(np.uint64)
        return found

    def _made(self, first: Words, steps: Words, bounds: Ints, some: Some | None) -> Words:
        fill = compiled_loop("fill" if some is None else "fill_some", self.path)
        begin = first - steps * bounds[:-1].astype(np.uint64)
        if fill is None:
            place = np.repeat(np.arange(len(steps)), np.diff(bounds)) if some is None else some[0]
            states = (
                np.arange(int(bounds[-1]), dtype=np.uint64) if some is None else some[1].astype(np.uint64)
            )
            states *= steps[place]
            states += begin[place]
            return mix(states)
        found = np.empty(int(bounds[-1]) if some is None else len(some[0]), np.uint64)
        if some is None:
            fill(first, steps, bounds, found)
        else:
            fill(begin, steps, *some, found)
        return found


def uniform(bits: Words) -> Floats:
    """Return uniform numbers of 53 bits, from 0 to below 1."""
    drawn = (bits >> np.uint64(11)).astype(float)
    drawn *= 2.0**-53
    return drawn


def exponential(bits: Words) -> Floats:
    """Return exponential numbers of mean 1."""
    drawn = uniform(bits)
    np.log(np.subtract(1.0, drawn, out=drawn), out=drawn)
    return np.negative(drawn, out=drawn)


def normal(bits: Words) -> Floats:
    """Return standard normal numbers by Box and Muller's transform: half of the bits for the radius, half for the angle.

    The sine of half a turn stands for the cosine of a whole one, whose law is the same.
    """
    drawn = (bits >> np.uint64(32)).astype(float)
    drawn += 0.5
    drawn *= 2.0**-32
    np.log(drawn, out=drawn)
    drawn *= -2.0
    np.sqrt(drawn, out=drawn)
    angle = (bits & np.uint64(0xFFFFFFFF)).astype(float)
    angle *= 2.0**-32
    angle -= 0.5
    drawn *= sine(angle)
    return drawn


def sine(half_turns: Floats) -> Floats:
    """Return the sines of angles from -1/2 to 1/2 half turns, to 1e-13; twice as quick as numpy's, which takes any."""
    square = np.square(half_turns)
    found = square * _SINE[-1]
    for each in _SINE[-2:0:-1]:
        found += each
        found *= square
    found += _SINE[0]
    found *= half_turns
    return found


_SINE: Final = tuple((-1.0) ** each * pi ** (2 * each + 1) / factorial(2 * each + 1) for each in range(9))
"""Taylor's coefficients."""


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
