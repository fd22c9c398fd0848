"""Queues that are not in equilibrium: a day whose rate swings, a day that closes, and everybody there at opening.

Time: the mean service is the unit, where nothing else is said.
"""

from collections.abc import Callable, Iterator

import numpy as np
from attrs import frozen
from numpy.random import Generator
from numpy.typing import NDArray
from scipy.linalg import expm

from simulation.analysis.erlang import sinusoidal_busy
from simulation.engine.serving import Path, serve_each
from simulation.engine.station import Customers, Fate, QueueAtClosing, Served, Station

Floats = NDArray[np.float64]
Sample = Callable[[Generator, int, Path], Floats]
SETTLING_PERIODS = 2
"""Periods before the one that is looked at: twelve mean services each."""


def thinned(
    stream: Generator, runs: int, until: float, most: float, rate: Callable[[Floats], Floats]
) -> list[Floats]:
    """Return Poisson arrivals of a rate that changes, one array a run. Source: P. Lewis, G. Shedler (1979), thinning."""
    found = []
    for count in stream.poisson(most * until, runs):
        moments = np.sort(stream.uniform(0.0, until, count))
        found.append(moments[stream.random(count) * most < rate(moments)])
    return found


def serve_lists(
    station: Station, arrivals: list[Floats], stream: Generator, service: float, path: Path
) -> Served:
    """Serve runs with different numbers of customers."""
    bounds = np.cumsum([0, *(len(each) for each in arrivals)])
    arrival = np.concatenate(arrivals)
    return serve_each(station, Customers(arrival, stream.exponential(service, len(arrival))), bounds, path)


def sums(values: Floats, arrivals: list[Floats]) -> Floats:
    """Return the sum over each run."""
    bounds = np.cumsum([0, *(len(each) for each in arrivals)])
    totals = np.concatenate([[0.0], np.cumsum(values)])
    return np.asarray(totals[bounds[1:]] - totals[bounds[:-1]])


@frozen
class Swinging:
    """M_t/M/infinity with a sinusoidal rate: so many servers that nobody waits."""

    rate: float
    swing: float
    period: float
    service: float

    def exact(self, moment: float) -> float:
        """Return the mean number busy at a moment of a period."""
        return sinusoidal_busy(self.rate, self.swing, self.period, self.service, moment)

    def sampler(self, moment: float) -> Sample:
        """Return how the number busy is drawn."""
        watched = SETTLING_PERIODS * self.period + moment

        def rate(moments: Floats) -> Floats:
            return np.asarray(self.rate * (1 + self.swing * np.sin(2 * np.pi * moments / self.period)))

        def sample(stream: Generator, runs: int, path: Path) -> Floats:
            arrivals = thinned(stream, runs, watched, self.rate * (1 + self.swing), rate)
            servers = round(6 * self.rate * self.service)
            served = serve_lists(Station.constant(servers), arrivals, stream, self.service, path)
            return sums(((served.start <= watched) & (watched < served.end)).astype(float), arrivals)

        return sample


@frozen
class ClosingDay:
    """M/M/c that begins empty, closes at a moment, and sends home who still waits."""

    servers: int
    rate: float
    closes: float
    most: int = 120
    """People in the system that are reckoned with."""

    def shares(self, moment: float) -> Floats:
        """Return the probabilities of 0, 1, 2... people. Source: Kolmogorov's forward equations, by matrix exponential."""
        states = np.arange(self.most + 1)
        leaving = np.minimum(states, self.servers).astype(float)
        flow = np.diag(np.full(self.most, self.rate), 1) + np.diag(leaving[1:], -1)
        flow -= np.diag(flow.sum(axis=1))
        return np.asarray(expm(flow * moment)[0], float)

    def figures(self) -> Iterator[tuple[str, float, Sample]]:
        """Yield each figure: its name, exact value and sampler."""
        at_closing = self.shares(self.closes)
        waiting = np.maximum(np.arange(self.most + 1) - self.servers, 0)
        sent_home = float(waiting @ at_closing)
        yield "sent home", sent_home, self._sampler(Fate.TURNED_AWAY)
        yield "served", self.rate * self.closes - sent_home, self._sampler(Fate.SERVED)
        yield "nobody sent home", float(at_closing[waiting == 0].sum()), self._emptiness()

    def station(self) -> Station:
        """Return the windows of the day."""
        changes, windows = np.array([0.0, self.closes]), np.array([self.servers, 0])
        ends = np.array([False, True])
        return Station(changes, windows, ends, queue_at_closing=QueueAtClosing.TURN_AWAY)

    def _run(self, stream: Generator, runs: int, path: Path) -> tuple[list[Floats], Served]:
        arrivals = thinned(
            stream, runs, self.closes, self.rate, lambda moments: np.full(len(moments), self.rate)
        )
        return arrivals, serve_lists(self.station(), arrivals, stream, 1.0, path)

    def _sampler(self, fate: Fate) -> Sample:
        def sample(stream: Generator, runs: int, path: Path) -> Floats:
            arrivals, served = self._run(stream, runs, path)
            return sums((served.fate == fate).astype(float), arrivals)

        return sample

    def _emptiness(self) -> Sample:
        def sample(stream: Generator, runs: int, path: Path) -> Floats:
            return np.asarray(self._sampler(Fate.TURNED_AWAY)(stream, runs, path) == 0, float)

        return sample


@frozen
class AtOpening:
    """Everybody is there at opening, and nobody comes later."""

    people: int
    servers: int

    def exact(self) -> float:
        """Return the mean moment at which the last one leaves: one of c leaves every 1 / c, then the last ones alone."""
        alone = sum(1 / left for left in range(1, self.servers + 1))
        return (self.people - self.servers) / self.servers + alone

    def sample(self, stream: Generator, runs: int, path: Path) -> Floats:
        """Return the moments at which the last one left."""
        arrivals = [np.zeros(self.people)] * runs
        served = serve_lists(Station.constant(self.servers), arrivals, stream, 1.0, path)
        last: Floats = served.end.reshape(runs, self.people).max(axis=1)
        return last
