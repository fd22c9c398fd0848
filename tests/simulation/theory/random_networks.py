"""Random feed-forward networks that both Ciw and this engine can express, drawn as arrays that both are given."""

from typing import Final

import numpy as np
from attrs import frozen
from numpy.random import Generator
from numpy.typing import NDArray

from simulation.engine.serving import serve
from simulation.engine.station import Customers, Fate, Station

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
STATIONS: Final = 3
CUSTOMERS: Final = 120
STRICT: Final = 1e6


@frozen(eq=False)
class Network:
    """Stations in a row of three; everybody begins at the first, and may go on to later ones."""

    servers: tuple[int, ...]
    classes: Ints
    """Of each customer, the first served first."""
    increments: tuple[Floats, ...]
    """Times between arrivals of each class."""
    service: Floats
    """One row a station, one column a customer."""
    visits: NDArray[np.bool_]
    """Who goes where, in that shape; the first row is all true."""
    patience: Floats | None
    places: int | None
    """Places to wait at the first station."""


def draw_network(stream: Generator) -> Network:
    """Draw a network: 1 to 3 stations of 1 to 4 servers, 1 to 3 classes, with and without patience and limit."""
    stations, kinds = int(stream.integers(1, STATIONS + 1)), int(stream.integers(1, 4))
    servers = tuple(int(each) for each in stream.integers(1, 5, stations))
    rate = servers[0] * stream.uniform(0.6, 1.3)
    increments = tuple(stream.exponential(kinds / rate, CUSTOMERS // kinds) for _ in range(kinds))
    moments = np.concatenate([arrivals(each) for each in increments])
    kind = np.repeat(np.arange(kinds), [len(each) for each in increments])[np.argsort(moments)]
    visits = stream.random((stations, len(kind))) < 0.7
    visits[0] = True
    return Network(
        servers,
        kind,
        increments,
        stream.lognormal(-0.3, 0.8, (stations, len(kind))),
        visits,
        stream.exponential(3.0, len(kind)) if stream.random() < 0.5 else None,
        int(stream.integers(0, 6)) if stream.random() < 0.5 else None,
    )


def arrivals(increments: Floats) -> Floats:
    """Return moments of arrival, added up one after the other as Ciw adds them."""
    return np.asarray(np.cumsum(increments), float)


def waits_here(network: Network) -> Floats:
    """Return the wait of each customer at each station under this engine, NaN where there was no service."""
    kinds = len(network.increments)
    credits = tuple(STRICT * (kinds - 1 - place) for place in range(kinds))
    here = np.sort(np.concatenate([arrivals(each) for each in network.increments]))
    waits = np.full(network.service.shape, np.nan)
    still = np.ones(len(here), bool)
    for place, servers in enumerate(network.servers):
        going = np.flatnonzero(still & network.visits[place])
        order = going[np.argsort(here[going], kind="stable")]
        first = place == 0
        customers = Customers(
            here[order],
            network.service[place, order],
            network.patience[order] if first and network.patience is not None else None,
            network.classes[order],
            np.full(len(order), network.places) if first and network.places is not None else None,
        )
        served = serve(Station.constant(servers, credits), customers)
        waits[place, order] = served.start - here[order]
        still[order[served.fate != Fate.SERVED]] = False
        here[order] = served.end
    return waits
