"""Drawing visits: who comes in a period, for what, how long it will take and how long they would wait.

Everything is drawn before the queue runs, each purpose from its own stream of each outlet, so that two plans of windows
meet the same people. Visits are columns, the outlets of a group one after the other, each sorted by arrival.
"""

from typing import Final

import numpy as np
from attrs import frozen
from numpy.random import Generator

from simulation.engine.station import Bools, Floats, Ints
from simulation.streams import Streams
from simulation.units import DAY
from simulation.visits.calendar_grid import Demand, Grid
from simulation.visits.dossiers import Objects

STREAMS: Final = (
    "arrivals", "services", "times", "bank_times", "patience", "bank_patience", "classes", "papers", "returns",
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

    def where(self, chosen: Bools | Ints) -> "Visits":
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
        _all_people(kept) if any(part.people is not None for part in kept) else None,
    )


def _all_people(parts: list[Visits]) -> Objects:
    """Return the people of several lots; those of whom nobody knows yet who they are, are None."""
    lots = (np.full(len(part), None) if part.people is None else part.people for part in parts)
    return np.concatenate(list(lots))


class Purposes(dict[str, Generator]):
    """The streams of one outlet by purpose, each opened when it is first drawn from."""

    def __init__(self, streams: Streams, words: tuple[str | int, ...]) -> None:
        super().__init__()
        self.streams, self.words = streams, words

    def __missing__(self, name: str) -> Generator:
        assert name in STREAMS, f"no stream is called {name}"
        self[name] = self.streams.named(*self.words, name)
        return self[name]


class Drawer:
    """The random numbers of one outlet, each purpose from its stream; `words` name another place than an outlet."""

    def __init__(self, streams: Streams, *words: str | int) -> None:
        self.of = Purposes(streams, words)

    def uniform_arrivals(self, expected: float) -> Floats:
        """Draw a Poisson number of sorted uniforms."""
        rng = self.of["arrivals"]
        sums = np.cumsum(rng.standard_exponential(int(rng.poisson(expected)) + 1))
        sums /= sums[-1]
        return sums[:-1]


class Drawers:
    """The drawers of the outlets of a group."""

    def __init__(self, drawers: list[Drawer]) -> None:
        self.drawers = drawers

    def __len__(self) -> int:
        return len(self.drawers)

    def first_visits(self, demands: tuple[Demand, ...]) -> Visits:
        """Draw the people who come for the first time, with their services."""
        return together([self._first_visits(demand) for demand in demands])

    def _first_visits(self, demand: Demand) -> Visits:
        drawn = [drawer.uniform_arrivals(demand.expected) for drawer in self.drawers]
        counts = np.array([len(each) for each in drawn])
        arrival = demand.grid.moments(np.concatenate(drawn))
        bounds = np.concatenate([[0], np.cumsum(counts)])
        service = np.searchsorted(demand.cumulated, self.uniform("services", bounds), side="right")
        return Visits.first(np.repeat(np.arange(len(counts)), counts), arrival, service)

    def come_again(self, visits: Visits, grid: Grid) -> Visits:
        """Draw when people come who come again: moments of a grid, counted from the arrival told of each."""
        ordered = visits.where(np.argsort(visits.outlet, kind="stable"))
        moments = ordered.arrival + grid.moments(self.uniform("returns", ordered.bounds(len(self))))
        return Visits(
            ordered.outlet, moments, ordered.service, ordered.number + 1, ordered.bank_only, ordered.people
        )

    def uniform(self, stream: str, bounds: Ints) -> Floats:
        """Draw uniform numbers, each outlet's between two bounds from its own stream."""
        drawn = np.empty(int(bounds[-1]))
        edges = bounds.tolist()
        for place, drawer in enumerate(self.drawers):
            if edges[place] < edges[place + 1]:
                drawer.of[stream].random(out=drawn[edges[place] : edges[place + 1]])
        return drawn

    def normal(self, stream: str, bounds: Ints) -> Floats:
        """Draw standard normal numbers."""
        drawn = np.empty(int(bounds[-1]))
        edges = bounds.tolist()
        for place, drawer in enumerate(self.drawers):
            if edges[place] < edges[place + 1]:
                drawer.of[stream].standard_normal(out=drawn[edges[place] : edges[place + 1]])
        return drawn

    def exponential(self, stream: str, bounds: Ints) -> Floats:
        """Draw exponential numbers of mean 1."""
        drawn = np.empty(int(bounds[-1]))
        edges = bounds.tolist()
        for place, drawer in enumerate(self.drawers):
            if edges[place] < edges[place + 1]:
                drawer.of[stream].standard_exponential(out=drawn[edges[place] : edges[place + 1]])
        return drawn


def lognormal(normal: Floats, means: Floats | float, sigmas: Floats | float) -> Floats:
    """Return lognormal times with given means; `sigmas` are those of the logarithms."""
    drawn: Floats = means * np.exp(sigmas * normal - 0.5 * np.square(sigmas))
    return drawn


def log_sigma(cv: Floats | float) -> Floats:
    """Return the standard deviation of the logarithm of a time with a coefficient of variation."""
    sigma: Floats = np.sqrt(np.log1p(np.square(cv)))
    return sigma


def some_days_after(moments: Floats, days: Floats) -> Floats:
    """Return moments so many days later, on the next day at the earliest."""
    tomorrow = (np.floor(moments / DAY) + 1.0) * DAY
    later: Floats = np.maximum(moments + days * DAY, tomorrow)
    return later
