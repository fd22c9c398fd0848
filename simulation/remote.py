"""What has no window: the hotline, the online channel and the teams that come home, one of each for the network.

In full mode each puts its requests to the desk through its own channel; a share of those refused come to an outlet.
"""

import numpy as np
from attrs import evolve

from simulation.engine.serving import Path, serve
from simulation.engine.station import Bools, Customers, Fate, Ints, Served, Station
from simulation.network.hours import Days, Shift, Span
from simulation.network.neighbourhood import holders_near
from simulation.network.network import NO_LIMIT, Hotline, Network
from simulation.network.profiles import PRESETS
from simulation.network.services import ORDERS, Door
from simulation.outlet_days import Orders
from simulation.recording import Lot, Recorder, add_staffing
from simulation.streams import Streams
from simulation.tallies import Kind
from simulation.tapes import origin
from simulation.units import DAY
from simulation.visits.asking import Reception
from simulation.visits.columns import Table
from simulation.visits.drawing import Drawers, Visits, log_sigma, lognormal, some_days_after
from simulation.visits.elsewhere import Elsewhere, ask_elsewhere
from simulation.visits.plans import DoorDemand, Period, door_rates, station_of

ALL_DAY = Shift((Span(0.0, DAY, 1),), Days.DAILY)
DOORS = tuple(Door)


def holders_of(network: Network) -> float:
    """Return the holders around all outlets."""
    return sum(group.holders * group.count for group in network.groups)


class Remote:
    """The doors without a window in one run. `reception`, in full mode, is the desk behind them."""

    def __init__(
        self,
        network: Network,
        streams: Streams,
        recorder: Recorder,
        path: Path,
        reception: Reception | None = None,
    ) -> None:
        self.network, self.streams, self.recorder = network, streams, recorder
        self.path, self.reception = path, reception
        self.papers = Table.of(network).papers
        self.near = np.cumsum(holders_near(network))
        holders = holders_of(network)
        self.online = DoorDemand(
            network, ALL_DAY, PRESETS["flat"], door_rates(network, None, Door.ONLINE, holders)
        )
        self.calls = _calls(network, network.hotline, holders) if network.hotline else None

    def run_hotline(self, period: Period) -> Visits:
        """Run the hotline: enquiries, and services that the rulebook lets people ask for by telephone.

        Returns who goes to an outlet instead.
        """
        network, line = self.network, self.network.hotline
        station = station_of(network, line.agents, period) if line else None
        if line is None or station is None or self.calls is None:
            return Visits.none()
        drawers = self._drawers("hotline", period.number)
        calls = drawers.first_visits(self.calls.of(period)).sorted()
        bounds = calls.bounds(1)
        calls_back = drawers.uniform("classes", bounds) < line.call_back
        customers = Customers(
            calls.arrival,
            lognormal(drawers.normal("times", bounds), line.minutes, log_sigma(line.cv)),
            drawers.exponential("patience", bounds) * line.patience,
            line=_limits(line, calls_back),
            calls_back=calls_back if line.call_back or line.line < NO_LIMIT else None,
        )
        served = serve(station, customers, self.path)
        self._record(Kind.HOTLINE, calls, station, served)
        heard = calls.where((served.fate == Fate.SERVED) & (calls.service < len(network.works)))
        return self._going(self._asked(Door.HOTLINE, heard, drawers), drawers)

    def run_home_visits(self) -> Visits:
        """Run the teams over the whole run: people wait at home, for days if need be. No team goes to who is refused.

        Returns who goes to an outlet instead.
        """
        network, teams = self.network, self.network.home_visits
        whole = Period(0, 0, network.days - 1)
        station = station_of(network, teams.teams, whole) if teams else None
        if teams is None or station is None:
            return Visits.none()
        station = Station(station.changes, station.windows)  # nobody is sent home from home
        rates = door_rates(network, None, Door.HOME_VISIT, holders_of(network))
        drawers = self._drawers("home visits")
        demand = DoorDemand(network, teams.teams, PRESETS["flat"], rates).of(whole)
        asked = drawers.first_visits(demand).sorted()
        answered = self._asked(Door.HOME_VISIT, asked, drawers)
        if answered is not None:
            asked = asked.where(answered.accepted)
        normal = drawers.normal("times", asked.bounds(1))
        minutes = lognormal(normal, teams.minutes, log_sigma(teams.cv))
        served = serve(station, Customers(asked.arrival, minutes), self.path)
        self._record(Kind.HOME_VISIT, asked, station, served)
        return self._going(answered, drawers)

    def run_online(self, period: Period) -> tuple[Orders, Visits]:
        """Draw what is asked online in a period; nobody waits. Returns the cards ordered, and who goes to an outlet."""
        network, tallies = self.network, self.recorder.tallies
        drawers = self._drawers("online", period.number)
        asked = drawers.first_visits(self.online.of(period))
        tallies.doors[DOORS.index(Door.ONLINE)] += np.bincount(asked.service, minlength=tallies.services)
        ordering = np.array([work.name in ORDERS for work in network.works])[asked.service]
        answered, people = self._asked(Door.ONLINE, asked, drawers), None
        if answered is not None and self.reception is not None:
            ordering &= answered.accepted
            places = np.flatnonzero(ordering)
            people = self.reception.at(Door.ONLINE).ordered(answered.asked, places, asked.arrival[places])
        chosen = asked.where(ordering)
        orders = Orders(chosen.outlet, chosen.arrival, chosen.service, people)
        return orders, self._going(answered, drawers)

    def _drawers(self, *words: str | int) -> Drawers:
        return Drawers.of([origin(self.streams, *words)], self.path)

    def _asked(self, door: Door, visits: Visits, drawers: Drawers) -> Elsewhere | None:
        """Put the requests of people at a door to the desk."""
        if self.reception is None:
            return None
        return ask_elsewhere(self.reception.at(door), visits, self.papers, drawers, self.recorder.tallies)

    def _going(self, answered: Elsewhere | None, drawers: Drawers) -> Visits:
        """Draw to which outlet of the network people go, and when."""
        if answered is None:
            return Visits.none()
        going = answered.going
        bounds = going.bounds(1)
        outlet = np.searchsorted(self.near, drawers.uniform("outlets", bounds), side="right")
        days = drawers.exponential("days", bounds) * self.network.people.again_after
        return evolve(going, outlet=outlet, arrival=some_days_after(going.arrival, days))

    def _record(self, kind: Kind, asked: Visits, station: Station, served: Served) -> None:
        """Count in the rows of the network: those after the last outlet and the last group."""
        recorder, tallies = self.recorder, self.recorder.tallies
        add_staffing(tallies.staffed[kind], tallies.groups, station, 1)
        tallies.doors[DOORS.index(DOOR_OF_KIND[kind])] += np.bincount(
            asked.service, minlength=tallies.services
        )
        recorder.add(
            kind, Lot(asked.outlet + tallies.outlets, tallies.groups, asked.service, asked.arrival, served)
        )


def _calls(network: Network, line: Hotline, holders: float) -> DoorDemand:
    """Return the demand at the hotline: services, and enquiries after them."""
    rates = np.append(
        door_rates(network, None, Door.HOTLINE, holders), line.calls_per_thousand * holders / 1000.0
    )
    return DoorDemand(network, line.agents, line.profile, rates)


def _limits(line: Hotline, calls_back: Bools) -> Ints | None:
    """Return the line each caller accepts: where no limit is set, a call back is offered once nobody is free."""
    if line.line < NO_LIMIT:
        return np.full(len(calls_back), line.line)
    return np.where(calls_back, 0, NO_LIMIT) if line.call_back else None


DOOR_OF_KIND = {Kind.HOTLINE: Door.HOTLINE, Kind.HOME_VISIT: Door.HOME_VISIT}
