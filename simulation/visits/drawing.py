"""Drawing visits: who comes in a period, for what, how long it will take and how long they would wait.

Everything is drawn before the queue runs, each purpose from its own stream of each outlet, so that two plans of windows
meet the same people. Visits are columns, the outlets of a group one after the other, each sorted by arrival.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

import numpy as np
from attrs import evolve, frozen

from simulation import tapes
from simulation.engine.serving import Path
from simulation.engine.station import Bools, Floats, Ints
from simulation.tapes import Origin, Some, Tapes, sum_up
from simulation.units import DAY
from simulation.visits.calendar_grid import Demand, Grid
from simulation.visits.dossiers import Objects, all_objects

STREAMS: Final = (
    "counts", "arrivals", "services", "times", "bank_times", "patience", "bank_patience", "classes", "papers", "returns",
    "slots", "asking", "days", "elsewhere_papers", "elsewhere_asking", "outlets",
)  # fmt: skip


@frozen(eq=False)
class Visits:
    """People on their way: outlet of the group, minutes on the run's clock, place of the service, which visit.

    `bank_only`: the HRSS side's part was done at an earlier visit. `people`, in full mode: who they are, None for whom
    nobody has drawn yet.
    """

    outlet: Ints
    arrival: Floats
    service: Ints
    number: Ints
    bank_only: Bools
    people: Objects | None = None

    def __len__(self) -> int:
        return len(self.arrival)

    @classmethod
    def none(cls) -> "Visits":
        """Return nobody."""
        nothing = np.zeros(0, np.int64)
        return cls(nothing, np.zeros(0), nothing, nothing, np.zeros(0, bool))

    @classmethod
    def first(cls, outlet: Ints, arrival: Floats, service: Ints, number: int = 1) -> "Visits":
        """Return people who come for the first time, or who are about to (`number` 0)."""
        return cls(outlet, arrival, service, np.full(len(arrival), number), np.zeros(len(arrival), bool))

    def where(self, chosen: Bools | Ints | slice) -> "Visits":
        """Return some of them."""
        return Visits(
            self.outlet[chosen],
            self.arrival[chosen],
            self.service[chosen],
            self.number[chosen],
            self.bank_only[chosen],
            None if self.people is None else self.people[chosen],
        )

    def at(self, arrival: Floats) -> "Visits":
        """Return the same people coming at other moments."""
        return Visits(self.outlet, arrival, self.service, self.number, self.bank_only, self.people)

    def moved(self, outlets: int) -> "Visits":
        """Return the same people at outlets so many places on."""
        return evolve(self, outlet=self.outlet + outlets)

    def cut(self, edges: list[int]) -> list["Visits"]:
        """Return the people of outlets from each edge to the next, with the outlets counted from there."""
        ordered = self.where(np.argsort(self.outlet, kind="stable"))
        places = np.searchsorted(ordered.outlet, edges).tolist()
        cuts = zip(pairwise(places), edges, strict=False)
        return [ordered.where(slice(*ends)).moved(-begin) for ends, begin in cuts]

    def sorted(self) -> "Visits":
        """Return them outlet by outlet, each in the order of arrival."""
        return self.where(order_of(self.outlet, self.arrival))

    def bounds(self, outlets: int) -> Ints:
        """Return where each outlet's people begin, and the end; they must be sorted."""
        return np.searchsorted(self.outlet, np.arange(outlets + 1))


def order_of(outlet: Ints, moment: Floats) -> Ints:
    """Return the order by outlet, then by moment; quick where the columns are nearly sorted."""
    span = float(np.max(moment, initial=0.0)) + DAY
    return np.argsort(outlet * span + moment, kind="stable")


def together(parts: list[Visits]) -> Visits:
    """Return several lots of people as one, unsorted."""
    kept = [part for part in parts if len(part)]
    if not kept:
        return Visits.none()
    if len(kept) == 1:
        return kept[0]
    return Visits(
        np.concatenate([part.outlet for part in kept]),
        np.concatenate([part.arrival for part in kept]),
        np.concatenate([part.service for part in kept]),
        np.concatenate([part.number for part in kept]),
        np.concatenate([part.bank_only for part in kept]),
        all_objects([(part.people, len(part)) for part in kept]),
    )


@frozen(eq=False)
class Drawers:
    """What draws for the outlets of a group: the streams of each, its own.

    The path chooses how the numbers are made, and no bit of them.
    """

    tapes: Tapes

    @classmethod
    def of(cls, outlets: Sequence[Origin], path: Path = Path.SIMPY) -> "Drawers":
        """Return what draws for some outlets, or for what stands beside them."""
        return cls(Tapes.of(outlets, path))

    def __len__(self) -> int:
        return len(self.tapes)

    def part(self, begin: int, end: int) -> "Drawers":
        """Return what draws for some of the outlets."""
        return Drawers(self.tapes.part(begin, end))

    def twin(self) -> "Drawers":
        """Return what draws the same numbers from here on."""
        return Drawers(self.tapes.twin())

    def first_visits(self, demands: tuple[Demand, ...]) -> Visits:
        """Draw the people who come for the first time, with their services."""
        return together([self._first_visits(demand) for demand in demands])

    def _first_visits(self, demand: Demand) -> Visits:
        counts = poisson(demand.expected, self.uniform("counts", np.arange(len(self) + 1)))
        bounds = np.concatenate([[0], np.cumsum(counts)])
        arrival = demand.grid.moments(self._sorted_uniforms(counts), self.tapes.path)
        service = chosen(demand.cumulated, self.uniform("services", bounds))
        return Visits.first(np.repeat(np.arange(len(counts)), counts), arrival, service)

    def _sorted_uniforms(self, counts: Ints) -> Floats:
        """Draw so many uniform numbers for each outlet, in ascending order: spacings are exponential numbers."""
        bounds = np.concatenate([[0], np.cumsum(counts + 1)])
        sums = self.exponential("arrivals", bounds)
        sum_up(sums, bounds, self.tapes.path)
        last = bounds[1:] - 1
        within = np.ones(len(sums), bool)
        within[last] = False
        spread: Floats = sums[within] / np.repeat(sums[last], counts)
        return spread

    def come_again(self, visits: Visits, grid: Grid) -> Visits:
        """Draw when people come who come again: moments of a grid, counted from the arrival told of each."""
        ordered = visits.where(np.argsort(visits.outlet, kind="stable"))
        moments = grid.moments(self.uniform("returns", ordered.bounds(len(self))), self.tapes.path)
        return evolve(ordered, arrival=ordered.arrival + moments, number=ordered.number + 1)

    def uniform(self, stream: str, bounds: Ints) -> Floats:
        """Draw uniform numbers, each outlet's between two bounds from its own stream."""
        return tapes.uniform(self.tapes.bits(known(stream), bounds))

    def normal(self, stream: str, bounds: Ints, some: Some | None = None) -> Floats:
        """Draw standard normal numbers; of all those between the bounds, or of some: outlet and place of each."""
        return tapes.normal(self.tapes.bits(known(stream), bounds, some))

    def exponential(self, stream: str, bounds: Ints, some: Some | None = None) -> Floats:
        """Draw exponential numbers of mean 1."""
        return tapes.exponential(self.tapes.bits(known(stream), bounds, some))


def known(stream: str) -> str:
    """Return a stream's name, which must be one that is listed."""
    assert stream in STREAMS, f"no stream is called {stream}"
    return stream


def poisson(expected: float, uniform: Floats) -> Ints:
    """Return Poisson numbers by inversion: a number for each uniform one.

    What lies more than twelve standard deviations out is cut off.
    """
    spread = 12.0 * expected**0.5
    numbers = np.arange(max(0, int(expected - spread) - 20), int(expected + spread) + 40)
    steps = np.zeros(len(numbers))
    with np.errstate(divide="ignore"):  # of nobody expected, nobody comes
        steps[1:] = np.log(expected / numbers[1:])
    logarithms = np.cumsum(steps)
    reached = np.cumsum(np.exp(logarithms - logarithms.max()))
    drawn: Ints = numbers[0] + np.searchsorted(reached / reached[-1], uniform, side="right")
    return drawn


def chosen(cumulated: Floats, uniform: Floats) -> Ints:
    """Return the place that each uniform number falls into, of cumulated shares; of few, passes are quicker than a search."""
    place = np.zeros(len(uniform), np.int8)
    for share in cumulated[:-1].tolist():
        place += uniform >= share
    return place.astype(np.int64)


def lognormal(normal: Floats, means: Floats | float, sigmas: Floats | float) -> Floats:
    """Return lognormal times with given means; `sigmas` are those of the logarithms."""
    return from_logarithms(normal, log_means(means, sigmas), sigmas)


def log_means(means: Floats | float, sigmas: Floats | float) -> Floats:
    """Return the means of the logarithms of times with given means."""
    with np.errstate(divide="ignore"):  # what takes no time has the logarithm of nought
        logarithms: Floats = np.log(means) - 0.5 * np.square(sigmas)
    return logarithms


def from_logarithms(normal: Floats, logarithms: Floats | float, sigmas: Floats | float) -> Floats:
    """Return lognormal times whose logarithms have given means."""
    drawn = normal * sigmas
    drawn += logarithms
    return np.exp(drawn, out=drawn)


def log_sigma(cv: Floats | float) -> Floats:
    """Return the standard deviation of the logarithm of a time with a coefficient of variation."""
    sigma: Floats = np.sqrt(np.log1p(np.square(cv)))
    return sigma


def some_days_after(moments: Floats, days: Floats) -> Floats:
    """Return moments so many days later, on the next day at the earliest."""
    tomorrow = (np.floor(moments / DAY) + 1.0) * DAY
    later: Floats = np.maximum(moments + days * DAY, tomorrow)
    return later
