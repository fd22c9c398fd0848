"""Sampling the people whom no outlet sees: who calls the hotline, and who asks for a visit at home."""

from collections.abc import Callable, Sequence
from math import ceil
from typing import Final

import numpy as np
from attrs import frozen

from simulation.engine.serving import Path
from simulation.engine.station import Customers, Station
from simulation.network.hours import Shift
from simulation.network.network import Network
from simulation.network.services import Door
from simulation.planning.crowd import Came, Crowd, Planned, crowd_of
from simulation.remote_people import (
    HOME,
    HOTLINE,
    calls_at,
    demand_at,
    drawers_of,
    holders_of,
    hotline_calls,
    visited_at_home,
)
from simulation.streams import Streams
from simulation.tallies import Kind, Tallies
from simulation.units import DAY
from simulation.visits.asking import Reception
from simulation.visits.columns import Table
from simulation.visits.elsewhere import ask_elsewhere
from simulation.visits.plans import YEAR_DAYS, periods, whole_run

MOST_CALLS: Final = 40_000
"""Calls in a sample; of a run with more, every second, third … period is watched."""
ENOUGH: Final = 4_000
"""People in a sample, where there are fewer: the run is watched several times, each with other people."""
MOST_TIMES: Final = 2_000
WEEKS: Final = 28
"""Days that make one row where people wait over night: four weeks depend on their neighbours little."""


@frozen
class Watch:
    """What is asked of a sample: in which wait people are to be served, and by which path it is run."""

    network: Network
    limit: float
    path: Path


def crowd_at(kind: Kind, watch: Watch, streams: Streams) -> Crowd | None:
    """Return who comes to a kind of station that the network has one of; None where it has none, or nobody comes."""
    return _CROWDS[kind](watch, streams)


def shift_of(kind: Kind, network: Network) -> Shift | None:
    """Return the shift of such a kind, None where the network has none."""
    if kind is Kind.HOTLINE:
        return network.hotline.agents if network.hotline else None
    return network.home_visits.teams if network.home_visits else None


def _callers(watch: Watch, streams: Streams) -> Crowd | None:
    network, line = watch.network, watch.network.hotline
    planned = Planned.of(network, line.agents, 0.0) if line else None
    if line is None or planned is None:
        return None

    demand = calls_at(network, line)

    def calls(streams: Streams, each: int = 1) -> Customers:
        watched = (period for period in periods(network) if period.number % each == 0)
        drawn = (
            hotline_calls(line, demand, period, drawers_of(streams, watch.path, HOTLINE, period.number))
            for period in watched
        )
        return _together([customers for _, customers in drawn])

    expected = line.calls_per_thousand * holders_of(network) / 1000.0 * network.days / YEAR_DAYS
    each = max(1, round(expected / MOST_CALLS))
    came = _times(streams, lambda other: calls(other, each))
    return crowd_of(network, planned, came, limit=watch.limit, path=watch.path) if came else None


def _people_at_home(watch: Watch, streams: Streams) -> Crowd | None:
    """Return who asks, but for the last: what becomes of them is seen only after the run.

    In full mode without those whom the desk refuses: no team goes to them.
    """
    network, teams = watch.network, watch.network.home_visits
    planned = Planned.of(network, teams.teams, 0.0) if teams else None
    if teams is None or planned is None:
        return None

    demands = demand_at(network, Door.HOME_VISIT, teams.teams).of(whole_run(network))
    asking = Reception(network).at(Door.HOME_VISIT) if network.full else None
    papers, uncounted = Table.of(network).papers, Tallies(0, 0, len(network.works) + 1)

    def asked(streams: Streams) -> Customers:
        drawers = drawers_of(streams, watch.path, HOME)
        people = drawers.first_visits(demands).sorted()
        if asking is not None:
            people = people.where(ask_elsewhere(asking, people, papers, drawers, uncounted).accepted)
        customers = visited_at_home(teams, people, drawers)
        seen = int(np.searchsorted(customers.arrival, network.minutes - watch.limit - DAY))
        return customers.where(slice(0, seen))

    came = _times(streams, asked)
    if came is None:
        return None
    template = Station(planned.template.changes, planned.template.windows)  # nobody is sent home from home
    return crowd_of(
        network,
        Planned(planned.slots, template),
        came,
        limit=watch.limit,
        path=watch.path,
        together=WEEKS,
    )


def _times(streams: Streams, draw: Callable[[Streams], Customers]) -> Came | None:
    """Draw a run's people, and where they are few those of other runs, each as an outlet; None where nobody comes."""
    drawn = [draw(streams)]
    if len(drawn[0]) == 0:
        return None
    times = min(MOST_TIMES, ceil(ENOUGH / len(drawn[0])))
    drawn += [draw(streams.at(number)) for number in range(1, times)]
    bounds = np.cumsum([0, *(len(each) for each in drawn)])
    return Came(_together(drawn), bounds, np.zeros(0))


def _together(parts: Sequence[Customers]) -> Customers:
    """Return the callers of several periods as one lot; what one of them has, all have."""
    rest = {
        name: [getattr(part, name) for part in parts]
        for name in ("patience", "classes", "line", "calls_back")
    }
    joined = {name: None if column[0] is None else np.concatenate(column) for name, column in rest.items()}
    return Customers(
        np.concatenate([part.arrival for part in parts]),
        np.concatenate([part.service for part in parts]),
        **joined,
    )


_CROWDS: Final[dict[Kind, Callable[[Watch, Streams], Crowd | None]]] = {
    Kind.HOTLINE: _callers,
    Kind.HOME_VISIT: _people_at_home,
}
