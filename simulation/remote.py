"""What has no window: the hotline, the online channel and the teams that come home, one of each for the network.

In full mode each puts its requests to the desk through its own channel; a share of those refused come to an outlet.
"""

from typing import Final

import numpy as np
from attrs import evolve

from simulation.engine.serving import Path, serve
from simulation.engine.station import Fate, Served, Station
from simulation.network.hours import Days, Shift, Span
from simulation.network.neighbourhood import holders_near
from simulation.network.network import Network
from simulation.network.services import ORDERS, Door
from simulation.outlet_days import Orders
from simulation.recording import Lot, Recorder, add_station
from simulation.remote_people import (
    HOME,
    HOTLINE,
    ONLINE,
    calls_at,
    demand_at,
    drawers_of,
    hotline_calls,
    visited_at_home,
)
from simulation.streams import Streams
from simulation.tallies import Kind
from simulation.units import DAY
from simulation.visits.asking import Reception
from simulation.visits.columns import Table
from simulation.visits.drawing import Drawers, Visits, some_days_after, together
from simulation.visits.elsewhere import Elsewhere, ask_elsewhere
from simulation.visits.plans import Period, station_of, whole_run

ALL_DAY: Final = Shift((Span(0.0, DAY, 1),), Days.DAILY)
DOORS: Final = tuple(Door)
DOOR_OF_KIND: Final = {Kind.HOTLINE: Door.HOTLINE, Kind.HOME_VISIT: Door.HOME_VISIT}


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
        self.online = demand_at(network, Door.ONLINE, ALL_DAY)
        self.calls = calls_at(network, network.hotline) if network.hotline else None
        self.at_home = drawers_of(streams, path, HOME)
        self.asking_at_home = self._people_at_home()
        self.to_visit: list[Visits] = []

    def run_hotline(self, period: Period) -> Visits:
        """Run the hotline through a period. Returns who goes to an outlet instead."""
        network, line = self.network, self.network.hotline
        station = station_of(network, line.agents, period) if line else None
        if line is None or station is None or self.calls is None:
            return Visits.none()
        drawers = drawers_of(self.streams, self.path, HOTLINE, period.number)
        calls, customers = hotline_calls(line, self.calls, period, drawers)
        served = serve(station, customers, self.path)
        self._record(Kind.HOTLINE, calls, station, served)
        heard = calls.where((served.fate == Fate.SERVED) & (calls.service < len(network.works)))
        return self._going(self._asked(Door.HOTLINE, heard, drawers), drawers)

    def _people_at_home(self) -> Visits:
        """Draw who asks for a visit at home in the whole run, in the order of asking."""
        network, teams = self.network, self.network.home_visits
        whole = whole_run(network)
        if teams is None or station_of(network, teams.teams, whole) is None:
            return Visits.none()
        return self.at_home.first_visits(demand_at(network, Door.HOME_VISIT, teams.teams).of(whole)).sorted()

    def ask_for_home_visits(self, period: Period) -> Visits:
        """Take in who asks for a visit at home in a period; no team goes to who is refused.

        Returns who goes to an outlet instead.
        """
        days = np.minimum(self.asking_at_home.arrival // DAY, self.network.days - 1)
        asked = self.asking_at_home.where(slice(*np.searchsorted(days, [period.first, period.last + 1])))
        if len(asked) == 0:
            return asked
        answered = self._asked(Door.HOME_VISIT, asked, self.at_home)
        self.to_visit.append(asked if answered is None else asked.where(answered.accepted))
        return self._going(answered, self.at_home)

    def run_home_visits(self, cut: int = 0) -> None:
        """Run the teams over the whole run: people wait at home, for days if need be. The first `cut` days do not count."""
        network, teams = self.network, self.network.home_visits
        station = station_of(network, teams.teams, whole_run(network)) if teams else None
        if teams is None or station is None:
            return
        station = Station(station.changes, station.windows)  # nobody is sent home from home
        asked = together(self.to_visit)
        served = serve(station, visited_at_home(teams, asked, self.at_home), self.path)
        if cut:
            counted = asked.arrival >= cut * DAY
            asked, served = asked.where(counted), served.where(counted)
            station = station_of(network, teams.teams, Period(0, cut, network.days - 1))
        if station is not None:
            self._record(Kind.HOME_VISIT, asked, station, served)

    def run_online(self, period: Period) -> tuple[Orders, Visits]:
        """Draw what is asked online in a period; nobody waits. Returns the cards ordered, and who goes to an outlet."""
        network, tallies = self.network, self.recorder.tallies
        drawers = drawers_of(self.streams, self.path, ONLINE, period.number)
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
        add_station(tallies, kind, tallies.groups, station, 1)
        tallies.doors[DOORS.index(DOOR_OF_KIND[kind])] += np.bincount(
            asked.service, minlength=tallies.services
        )
        recorder.add(
            kind, Lot(asked.outlet + tallies.outlets, tallies.groups, asked.service, asked.arrival, served)
        )
