"""Who comes to the doors without a window, and what each brings; drawn alike for a run and for a plan."""

from typing import Final

import numpy as np

from simulation.engine.serving import Path
from simulation.engine.station import Bools, Customers, Ints
from simulation.network.hours import Shift
from simulation.network.network import NO_LIMIT, HomeVisits, Hotline, Network
from simulation.network.profiles import PRESETS
from simulation.network.services import Door
from simulation.streams import Streams
from simulation.tapes import origin
from simulation.visits.drawing import Drawers, Visits, log_sigma, lognormal
from simulation.visits.plans import DoorDemand, Period, door_rates

HOTLINE: Final = "hotline"
HOME: Final = "home visits"
ONLINE: Final = "online"
"""The places of their random numbers; callers and people online have others in each period."""


def holders_of(network: Network) -> float:
    """Return the holders around all outlets."""
    return sum(group.holders * group.count for group in network.groups)


def demand_at(network: Network, door: Door, shift: Shift) -> DoorDemand:
    """Return the demand at a door at which every hour is alike."""
    return DoorDemand(network, shift, PRESETS["flat"], door_rates(network, None, door, holders_of(network)))


def calls_at(network: Network, line: Hotline) -> DoorDemand:
    """Return the demand at the hotline: services that the rulebook lets people ask for by telephone, then enquiries."""
    holders = holders_of(network)
    rates = np.append(
        door_rates(network, None, Door.HOTLINE, holders), line.calls_per_thousand * holders / 1000.0
    )
    return DoorDemand(network, line.agents, line.profile, rates)


def drawers_of(streams: Streams, path: Path, *words: str | int) -> Drawers:
    """Return what draws for such a door, one in the network."""
    return Drawers.of([origin(streams, *words)], path)


def hotline_calls(
    line: Hotline, demand: DoorDemand, period: Period, drawers: Drawers
) -> tuple[Visits, Customers]:
    """Draw who calls in a period."""
    calls = drawers.first_visits(demand.of(period)).sorted()
    bounds = calls.bounds(1)
    calls_back = drawers.uniform("classes", bounds) < line.call_back
    customers = Customers(
        calls.arrival,
        lognormal(drawers.normal("times", bounds), line.minutes, log_sigma(line.cv)),
        drawers.exponential("patience", bounds) * line.patience,
        line=_limits(line, calls_back),
        calls_back=calls_back if line.call_back or line.line < NO_LIMIT else None,
    )
    return calls, customers


def _limits(line: Hotline, calls_back: Bools) -> Ints | None:
    """Return the line each caller accepts: where no limit is set, a call back is offered once nobody is free."""
    if line.line < NO_LIMIT:
        return np.full(len(calls_back), line.line)
    return np.where(calls_back, 0, NO_LIMIT) if line.call_back else None


def visited_at_home(teams: HomeVisits, asked: Visits, drawers: Drawers) -> Customers:
    """Draw how long visits at home take; people wait as long as it takes."""
    normal = drawers.normal("times", asked.bounds(1))
    return Customers(asked.arrival, lognormal(normal, teams.minutes, log_sigma(teams.cv)))
