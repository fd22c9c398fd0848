"""Random stations and customers for the tests of the engine."""

import numpy as np

from simulation.engine.station import AtClosing, Customers, Floats, QueueAtClosing, Station


def random_station(rng: np.random.Generator, classes: int) -> Station:
    """Return windows that open and close at random, some with days that end."""
    count = int(rng.integers(1, 12))
    changes = np.cumsum(rng.integers(1, 40, count)).astype(float) + rng.choice([0.0, 0.25])
    windows = rng.integers(0, 5, count)
    ends = rng.random(count) < rng.choice([0.0, 0.4])
    return Station(
        changes=changes,
        windows=windows,
        ends=ends,
        credits=tuple(rng.choice([0.0, 3.0, 15.0, 1e9], classes)),
        at_closing=list(AtClosing)[rng.integers(3)],
        queue_at_closing=list(QueueAtClosing)[rng.integers(2)],
    )


def random_customers(rng: np.random.Generator, classes: int, latest: float) -> Customers:
    """Return customers with every feature on or off; some lattices make moments coincide."""
    count = int(rng.integers(1, 250))
    arrival = np.sort(rng.random(count) * latest * 1.1)
    service = rng.exponential(rng.choice([0.5, 3.0, 9.0]), count)
    if rng.random() < 0.3:
        arrival, service = np.round(arrival), np.round(service)
    has = rng.random(4) < 0.6
    return Customers(
        arrival=arrival,
        service=service,
        patience=_patience(rng, count) if has[0] else None,
        classes=rng.integers(0, classes, count) if has[1] else None,
        line=rng.integers(0, 9, count) if has[2] else None,
        calls_back=rng.random(count) < 0.5 if has[2] and has[3] else None,
    )


def _patience(rng: np.random.Generator, count: int) -> Floats:
    patience = rng.exponential(rng.choice([1.0, 10.0]), count)
    if rng.random() < 0.3:
        patience = np.round(patience)
    patience[rng.random(count) < 0.2] = np.inf
    return patience


def random_case(seed: int) -> tuple[Station, Customers]:
    """Return a station and its customers, by number."""
    rng = np.random.default_rng(seed)
    classes = int(rng.integers(1, 4))
    station = random_station(rng, classes)
    return station, random_customers(rng, classes, float(station.changes[-1]))
