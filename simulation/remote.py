"""What has no window: the hotline, the online channel and the teams that come home, one of each for the network."""

import numpy as np

from simulation.engine.serving import Path, serve
from simulation.engine.station import Bools, Customers, Floats, Ints, Served, Station
from simulation.network.hours import Days, Shift, Span
from simulation.network.network import NO_LIMIT, HomeVisits, Hotline, Network
from simulation.network.profiles import PRESETS
from simulation.network.services import ORDERS, Door
from simulation.recording import Lot, Recorder, add_station
from simulation.streams import Streams
from simulation.tallies import Kind, Tallies
from simulation.units import DAY
from simulation.visits.drawing import Drawer, Drawers, Visits, log_sigma, lognormal
from simulation.visits.plans import DoorDemand, Period, door_rates, station_of, whole_run

ALL_DAY = Shift((Span(0.0, DAY, 1),), Days.DAILY)
DOORS = tuple(Door)


def holders_of(network: Network) -> float:
    """Return the holders around all outlets."""
    return sum(group.holders * group.count for group in network.groups)


def hotline_calls(
    network: Network, line: Hotline, streams: Streams, period: Period
) -> tuple[Visits, Customers]:
    """Draw who calls in a period: enquiries, and services that the rulebook lets people ask for by telephone."""
    holders = holders_of(network)
    enquiries = line.calls_per_thousand * holders / 1000.0
    rates = np.append(door_rates(network, None, Door.HOTLINE, holders), enquiries)
    drawers = Drawers([Drawer(streams, "hotline", period.number)])
    calls = drawers.first_visits(DoorDemand(network, line.agents, line.profile, rates).of(period)).sorted()
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


def run_hotline(network: Network, streams: Streams, period: Period, recorder: Recorder, path: Path) -> None:
    """Run the hotline through a period."""
    line = network.hotline
    station = station_of(network, line.agents, period) if line else None
    if line is None or station is None:
        return
    calls, customers = hotline_calls(network, line, streams, period)
    served = serve(station, customers, path)
    _record(recorder, Kind.HOTLINE, calls, station, served)


def _limits(line: Hotline, calls_back: Bools) -> Ints | None:
    """Return the line each caller accepts: where no limit is set, a call back is offered once nobody is free."""
    if line.line < NO_LIMIT:
        return np.full(len(calls_back), line.line)
    return np.where(calls_back, 0, NO_LIMIT) if line.call_back else None


def home_requests(network: Network, teams: HomeVisits, streams: Streams) -> tuple[Visits, Customers]:
    """Draw who asks for a visit at home in the whole run; they wait as long as it takes."""
    rates = door_rates(network, None, Door.HOME_VISIT, holders_of(network))
    drawers = Drawers([Drawer(streams, "home visits")])
    demand = DoorDemand(network, teams.teams, PRESETS["flat"], rates).of(whole_run(network))
    asked = drawers.first_visits(demand).sorted()
    normal = drawers.normal("times", asked.bounds(1))
    return asked, Customers(asked.arrival, lognormal(normal, teams.minutes, log_sigma(teams.cv)))


def run_home_visits(network: Network, streams: Streams, recorder: Recorder, path: Path, cut: int = 0) -> None:
    """Run the teams over the whole run: people wait at home, for days if need be. The first `cut` days do not count."""
    teams = network.home_visits
    station = station_of(network, teams.teams, whole_run(network)) if teams else None
    if teams is None or station is None:
        return
    station = Station(station.changes, station.windows)  # nobody is sent home from home
    asked, customers = home_requests(network, teams, streams)
    served = serve(station, customers, path)
    if cut:
        counted = asked.arrival >= cut * DAY
        asked, served = asked.where(counted), served.where(counted)
        station = station_of(network, teams.teams, Period(0, cut, network.days - 1))
    if station is not None:
        _record(recorder, Kind.HOME_VISIT, asked, station, served)


def run_online(network: Network, streams: Streams, period: Period, tallies: Tallies) -> tuple[Floats, Ints]:
    """Draw what is asked online in a period; nobody waits. Returns moments and services of the cards ordered."""
    rates = door_rates(network, None, Door.ONLINE, holders_of(network))
    drawers = Drawers([Drawer(streams, "online", period.number)])
    asked = drawers.first_visits(DoorDemand(network, ALL_DAY, PRESETS["flat"], rates).of(period))
    tallies.doors[DOORS.index(Door.ONLINE)] += np.bincount(asked.service, minlength=tallies.services)
    ordering = np.array([work.name in ORDERS for work in network.works])[asked.service]
    return asked.arrival[ordering], asked.service[ordering]


def _record(recorder: Recorder, kind: Kind, asked: Visits, station: Station, served: Served) -> None:
    """Count in the rows of the network: those after the last outlet and the last group."""
    tallies = recorder.tallies
    add_station(tallies, kind, tallies.groups, station, 1)
    tallies.doors[DOORS.index(DOOR_OF_KIND[kind])] += np.bincount(asked.service, minlength=tallies.services)
    recorder.add(
        kind, Lot(asked.outlet + tallies.outlets, tallies.groups, asked.service, asked.arrival, served)
    )


DOOR_OF_KIND = {Kind.HOTLINE: Door.HOTLINE, Kind.HOME_VISIT: Door.HOME_VISIT}
