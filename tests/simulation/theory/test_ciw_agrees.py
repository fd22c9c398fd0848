"""Ciw and this engine, given the same arrays, make the same customers wait as long."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from random_networks import Network, draw_network, waits_here

from simulation.streams import Streams

ciw: Any = pytest.importorskip("ciw", reason="the peer Ciw is not installed")

Floats = NDArray[np.float64]
NETWORKS = 260
NEAR = 1e-9
FOR_EVER = 1e9


class ByCustomer(ciw.dists.Distribution):  # type: ignore[misc]  # Ciw has no types
    """A time that was drawn before, for each customer by number of arrival."""

    def __init__(self, values: Floats) -> None:
        self.values = values

    def sample(self, t: Any = None, ind: Any = None) -> float:
        """Return the customer's own."""
        return float(self.values[ind.id_number - 1])


class InTurn(ciw.dists.Distribution):  # type: ignore[misc]
    """Times that were drawn before, one after the other, and then no more."""

    def __init__(self, values: Floats) -> None:
        self.values: Iterator[float] = iter([*values.tolist(), float("inf")])

    def sample(self, t: Any = None, ind: Any = None) -> float:
        """Return the next."""
        following: float = next(self.values)
        return following


def waits_of_ciw(network: Network) -> Floats:
    """Return the wait of each customer at each station under Ciw, NaN where there was no service."""
    names = [f"class {place}" for place in range(len(network.increments))]
    stations = range(len(network.servers))

    def later(ind: Any, simulation: Any) -> list[int]:
        return [place + 1 for place in stations if place and network.visits[place, ind.id_number - 1]]

    patience = None if network.patience is None else ByCustomer(network.patience)
    options: dict[str, Any] = {
        "arrival_distributions": {
            name: [InTurn(own), *([None] * (len(stations) - 1))]
            for name, own in zip(names, network.increments, strict=True)
        },
        "service_distributions": {
            name: [ByCustomer(network.service[place]) for place in stations] for name in names
        },
        "routing": {name: ciw.routing.ProcessBased(later) for name in names},
        "number_of_servers": list(network.servers),
        "priority_classes": {name: place for place, name in enumerate(names)},
        "reneging_time_distributions": {name: [patience, *([None] * (len(stations) - 1))] for name in names},
    }
    if network.places is not None:
        options["queue_capacities"] = [network.places, *([float("inf")] * (len(stations) - 1))]
    simulation = ciw.Simulation(ciw.create_network(**options))
    simulation.simulate_until_max_time(FOR_EVER)
    waits = np.full(network.service.shape, np.nan)
    for record in simulation.get_all_records():
        if record.record_type == "service":
            waits[record.node - 1, record.id_number - 1] = record.waiting_time
    return waits


def test_random_networks_make_the_same_customers_wait_as_long() -> None:
    kinds, waited = set(), 0
    for number in range(NETWORKS):
        network = draw_network(Streams(31, number).named("network"))
        here, there = waits_here(network), waits_of_ciw(network)
        np.testing.assert_allclose(
            here, there, rtol=0, atol=NEAR, equal_nan=True, err_msg=f"network {number}"
        )
        kinds.add(
            (network.patience is None, network.places is None, len(network.increments), len(network.servers))
        )
        waited += int(np.nansum(here > NEAR))
    assert len(kinds) == 2 * 2 * 3 * 3
    assert waited > 100 * NETWORKS / 4
