"""Queues of the textbook through the engine's kernel: many independent runs in one call, and one figure of each.

Time: the mean service is the unit. Each run begins empty; its first customers are left out, and its last, since nobody
comes after them who could overtake.
"""

from collections.abc import Callable
from typing import Final

import numpy as np
from attrs import frozen
from numpy.random import Generator
from numpy.typing import NDArray

from simulation.engine.serving import Path, serve_each
from simulation.engine.station import Customers, Fate, Served, Station

Floats = NDArray[np.float64]
LEFT_OUT: Final = 400
"""Customers at the beginning of a run, before it is near enough its equilibrium, and so many at its end."""
STRICT: Final = 1e6
"""A credit that no wait makes up for."""
BOUNDLESS: Final = 100_000


@frozen(eq=False)
class Runs:
    """Independent runs of one queue: one row a run, one column a customer."""

    arrival: Floats
    served: Served
    patience: Floats | None = None
    classes: NDArray[np.int64] | None = None

    def measured(self, values: Floats) -> Floats:
        """Return what is counted of each run, a row a run."""
        return np.asarray(values.reshape(self.arrival.shape)[:, LEFT_OUT:-LEFT_OUT], float)

    def waits(self) -> Floats:
        """Return the waits of who is counted; of who left, the patience; NaN for who was not let in."""
        waits = self.served.start - self.arrival.ravel()
        if self.patience is not None:
            waits = np.where(self.served.fate == Fate.RENEGED, self.patience.ravel(), waits)
        return self.measured(waits)

    def met(self, fate: Fate) -> Floats:
        """Return 1 for who met a fate, 0 for the others."""
        return self.measured((self.served.fate == fate).astype(float))

    def of_class(self, number: int) -> NDArray[np.bool_]:
        """Return who is of a class."""
        assert self.classes is not None
        return np.asarray(self.classes[:, LEFT_OUT:-LEFT_OUT] == number)


Sampler = Callable[[Generator, tuple[int, int]], Floats]


def exponential(mean: float) -> Sampler:
    """Return a sampler of exponential times."""
    return lambda stream, shape: stream.exponential(mean, shape)


def fixed(value: float) -> Sampler:
    """Return a sampler that draws nothing."""
    return lambda _, shape: np.full(shape, value)


def lognormal(mean: float, cv: float) -> Sampler:
    """Return a sampler of lognormal times of a mean and a coefficient of variation."""
    variance = np.log1p(cv**2)
    return lambda stream, shape: stream.lognormal(np.log(mean) - variance / 2, variance**0.5, shape)


def gamma(mean: float, cv: float) -> Sampler:
    """Return a sampler of gamma times; cv 1 / sqrt(k) is Erlang's distribution of k stages."""
    return lambda stream, shape: stream.gamma(cv**-2, mean * cv**2, shape)


def uniform(low: float, high: float) -> Sampler:
    """Return a sampler of uniform times."""
    return lambda stream, shape: stream.uniform(low, high, shape)


def two_kinds(short: float, long: float, share: float) -> Sampler:
    """Return a sampler of hyperexponential times: of the mean `long` with a share, else of the mean `short`."""

    def sample(stream: Generator, shape: tuple[int, int]) -> Floats:
        mean = np.where(stream.random(shape) < share, long, short)
        return stream.exponential(1.0, shape) * mean

    return sample


UNIT: Final = exponential(1.0)


@frozen
class Queue:
    """A queue in equilibrium: Poisson arrivals of a rate, servers, and what else there is to it."""

    servers: int
    rate: float
    service: Sampler = UNIT
    patience: Sampler | None = None
    places: int | None = None
    """Places to wait; None without a limit."""
    shares: tuple[float, ...] = (1.0,)
    """Of the classes, the first served first."""

    def run(self, stream: Generator, runs: int, customers: int, path: Path) -> Runs:
        """Run the queue so many times, with so many customers that count in each."""
        shape = (runs, customers + 2 * LEFT_OUT)
        arrival = np.cumsum(stream.exponential(1 / self.rate, shape), axis=1)
        service = self.service(stream, shape)
        patience = self.patience(stream, shape) if self.patience else None
        classes = stream.choice(len(self.shares), shape, p=self.shares) if len(self.shares) > 1 else None
        credits = tuple(STRICT * (len(self.shares) - 1 - place) for place in range(len(self.shares)))
        served = serve_runs(
            Station.constant(self.servers, credits), arrival, service, patience, classes, self.places, path
        )
        return Runs(arrival, served, patience, classes)


def serve_runs(  # noqa: PLR0913, PLR0917 - what a queue is made of
    station: Station,
    arrival: Floats,
    service: Floats,
    patience: Floats | None = None,
    classes: NDArray[np.int64] | None = None,
    places: int | None = None,
    path: Path = Path.SIMPY,
) -> Served:
    """Serve runs that do not see each other, a row a run."""
    bounds = np.arange(0, arrival.size + 1, arrival.shape[1])
    line = None if places is None else np.full(arrival.size, places)
    customers = Customers(
        arrival.ravel(),
        service.ravel(),
        None if patience is None else patience.ravel(),
        None if classes is None else classes.ravel(),
        line,
    )
    return serve_each(station, customers, bounds, path)
