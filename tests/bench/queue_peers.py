"""The same queues as others would write them: a SimPy process a customer, and Ciw."""

from collections.abc import Generator
from typing import Any

import ciw
import simpy

from simulation.engine.station import Customers, Station

Process = Generator[simpy.Event, Any, None]
CLOSED = -1
"""The priority of the requests that keep windows closed: before everybody's."""


def simpy_waits(customers: Customers, windows: int) -> float:
    """Run a queue with a process for each customer and a Resource; return the mean wait."""
    env = simpy.Environment()
    counter = simpy.Resource(env, windows)
    waits: list[float] = []

    def customer(service: float) -> Process:
        came = env.now
        with counter.request() as turn:
            yield turn
            waits.append(env.now - came)
            yield env.timeout(service)

    def source() -> Process:
        for arrival, service in zip(customers.arrival.tolist(), customers.service.tolist(), strict=True):
            yield env.timeout(arrival - env.now)
            env.process(customer(service))

    env.process(source())
    env.run()
    return sum(waits) / len(waits)


def ciw_waits(arrival_rate: float, service_rate: float, windows: int, customers: int) -> float:
    """Run M/M/c in Ciw until so many customers are served; return the mean wait."""
    network = ciw.create_network(
        arrival_distributions=[ciw.dists.Exponential(rate=arrival_rate)],
        service_distributions=[ciw.dists.Exponential(rate=service_rate)],
        number_of_servers=[windows],
    )
    ciw.seed(1)
    run = ciw.Simulation(network)
    run.simulate_until_max_customers(customers)
    waits = [record.waiting_time for record in run.get_all_records()]
    return sum(waits) / len(waits)


def simpy_outlet(station: Station, customers: Customers) -> tuple[float, int]:
    """Run a station with opening hours, priorities and patience as SimPy's guides do; return mean wait and reneged.

    A PriorityResource; closed windows are taken by requests before everybody's; each customer waits for a turn or for
    patience to end, whichever comes first.
    """
    env = simpy.Environment()
    most = int(station.windows.max())
    counter = simpy.PriorityResource(env, most)
    waits: list[float] = []
    reneged = 0
    assert customers.patience is not None
    assert customers.classes is not None

    def customer(service: float, patience: float, priority: int) -> Process:
        nonlocal reneged
        came = env.now
        with counter.request(priority=priority) as turn:
            yield turn | env.timeout(patience)
            if not turn.triggered:
                reneged += 1
                return
            waits.append(env.now - came)
            yield env.timeout(service)

    def source() -> Process:
        columns = (customers.arrival, customers.service, customers.patience, customers.classes)
        for arrival, service, patience, kind in zip(*(each.tolist() for each in columns), strict=True):  # type: ignore[union-attr]
            yield env.timeout(arrival - env.now)
            env.process(customer(service, patience, 2 - kind))

    def closed(until: float) -> Process:
        with counter.request(priority=CLOSED) as turn:
            yield turn
            yield env.timeout(max(until - env.now, 0.0))

    def hours() -> Process:
        changes, windows = station.changes.tolist(), station.windows.tolist()
        for _ in range(most):
            env.process(closed(changes[0]))
        for moment, count, following in zip(changes, windows, [*changes[1:], changes[-1]], strict=True):
            yield env.timeout(moment - env.now)
            for _ in range(most - count):
                env.process(closed(following))

    env.process(hours())
    env.process(source())
    env.run()
    return sum(waits) / len(waits), reneged
