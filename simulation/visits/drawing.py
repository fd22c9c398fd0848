"""Drawing visits: who comes in a period, for what, how long it will take and how long they would wait.

Everything is drawn before the queue runs, each purpose from its own stream, so that two plans of windows meet the same
people. Visits are columns, sorted by arrival.
"""

from typing import Final

import numpy as np
from attrs import frozen
from numpy.random import Generator

from simulation.engine.station import Bools, Floats, Ints
from simulation.network.services import Work
from simulation.streams import Streams
from simulation.units import HALF_HOUR
from simulation.visits.calendar_grid import Demand, Grid

ORDINARY: Final = 0
PRIORITY: Final = 1
APPOINTMENT: Final = 2
"""The classes of customers, in the order of the station's credits."""

STREAMS: Final = ("arrivals", "services", "times", "bank_times", "patience", "classes", "papers", "returns")


@frozen(eq=False)
class Visits:
    """People on their way: minutes on the run's clock, the place of their service among the network's, which visit.

    `bank_only`: the HRSS side's part was done at an earlier visit.
    """

    arrival: Floats
    service: Ints
    number: Ints
    bank_only: Bools

    def __len__(self) -> int:
        return len(self.arrival)

    @classmethod
    def none(cls) -> "Visits":
        """Return nobody."""
        return cls(np.zeros(0), np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0, bool))

    def where(self, chosen: "Bools | Ints") -> "Visits":
        """Return some of them."""
        return Visits(self.arrival[chosen], self.service[chosen], self.number[chosen], self.bank_only[chosen])

    def at(self, arrival: Floats) -> "Visits":
        """Return the same people coming at other moments."""
        return Visits(arrival, self.service, self.number, self.bank_only)

    def again(self, arrival: Floats) -> "Visits":
        """Return the same people on their next visit."""
        return Visits(arrival, self.service, self.number + 1, self.bank_only)


def together(parts: list[Visits]) -> Visits:
    """Return several lots of people as one, sorted by arrival."""
    kept = [part for part in parts if len(part)]
    if not kept:
        return Visits.none()
    if len(kept) == 1:
        return kept[0]
    arrival = np.concatenate([part.arrival for part in kept])
    order = np.argsort(arrival, kind="stable")
    return Visits(
        arrival[order],
        np.concatenate([part.service for part in kept])[order],
        np.concatenate([part.number for part in kept])[order],
        np.concatenate([part.bank_only for part in kept])[order],
    )


class Drawer:
    """The random numbers of one outlet, each purpose from its stream; `words` name another place than an outlet."""

    def __init__(self, streams: Streams, *words: str | int) -> None:
        self.of: dict[str, Generator] = {name: streams.named(*words, name) for name in STREAMS}

    def first_visits(self, demand: Demand) -> Visits:
        """Draw the people who come for the first time: a Poisson number, sorted, with their services."""
        rng = self.of["arrivals"]
        count = int(rng.poisson(demand.expected))
        gaps = rng.standard_exponential(count + 1)
        sums = np.cumsum(gaps)
        arrival = demand.grid.moments(sums[:-1] / sums[-1])
        service = np.searchsorted(demand.cumulated, self.of["services"].random(count), side="right")
        return Visits(arrival, service, np.ones(count, np.int64), np.zeros(count, bool))

    def all_first_visits(self, demands: tuple[Demand, ...]) -> Visits:
        """Draw the first visits of several parts of a demand."""
        return together([self.first_visits(each) for each in demands])

    def alike(self, stream: str, count: int, mean: float, cv: float) -> Floats:
        """Draw lognormal times of one mean."""
        sigma = float(np.sqrt(np.log1p(cv * cv)))
        return self.minutes(stream, count, np.full(count, mean), np.full(count, sigma))

    def come_again(self, visits: Visits, grid: Grid) -> Visits:
        """Draw when people come who come again: on any day and minute of a period, as demand is spread."""
        moments = np.sort(grid.moments(self.of["returns"].random(len(visits))))
        return visits.again(moments)

    def minutes(self, stream: str, count: int, means: Floats, sigmas: Floats) -> Floats:
        """Draw lognormal times with given means; `sigmas` are those of the logarithms."""
        normal = self.of[stream].standard_normal(count)
        drawn: Floats = means * np.exp(sigmas * normal - 0.5 * sigmas * sigmas)
        return drawn

    def patience(self, count: int, mean: float) -> Floats:
        """Draw how long people would wait: exponential."""
        return self.of["patience"].standard_exponential(count) * mean

    def classes(self, count: int, priority: float, appointments: float) -> Ints:
        """Draw who is old or disabled, and who has an appointment."""
        uniform = self.of["classes"].random(count)
        if appointments == 0.0:
            return (uniform < priority).astype(np.int64)
        chosen = np.where(uniform < priority, PRIORITY, ORDINARY)
        return np.where(uniform >= 1.0 - appointments * (1.0 - priority), APPOINTMENT, chosen)

    def slots(self, arrival: Floats, punctuality: float) -> Floats:
        """Return the moments at which people with appointments come: their slot, give or take."""
        noise = self.of["arrivals"].standard_normal(len(arrival)) * punctuality
        slots: Floats = np.maximum(arrival // HALF_HOUR * HALF_HOUR + noise, 0.0)
        return slots


def log_sigmas(works: tuple[Work, ...]) -> Floats:
    """Return the standard deviations of the logarithms of the services' times."""
    cv = np.array([work.cv for work in works])
    sigmas: Floats = np.sqrt(np.log1p(cv * cv))
    return sigmas
