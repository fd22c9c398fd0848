"""An outlet through a period: its windows, then its bank windows, its kiosks; who is done, and who must come again."""

from typing import Final

import numpy as np
from attrs import define, field, frozen

from simulation.engine.serving import Path, serve
from simulation.engine.station import Bools, Customers, Fate, Floats, Ints, Served, Station
from simulation.network.network import NO_LIMIT, Group, Network
from simulation.network.services import ORDERS, Door
from simulation.recording import Lot, Recorder
from simulation.tallies import End, Kind, Tallies
from simulation.units import DAY
from simulation.visits.drawing import APPOINTMENT, Drawer, Visits, log_sigmas, together
from simulation.visits.plans import GroupPeriod

CHECK: Final = 0.4
"""The part of a service's time after which missing papers are found. Assumption."""

MOST_VISITS: Final = 6
"""Visits after which even the patient give up. Assumption."""


COUNTER_DOOR: Final = tuple(Door).index(Door.COUNTER)
KIOSK_DOOR: Final = tuple(Door).index(Door.KIOSK)


@frozen(eq=False)
class Table:
    """The network's services in columns."""

    window: Bools
    bank: Bools
    orders: Bools
    means: Floats
    bank_means: Floats
    sigmas: Floats
    papers: Floats

    @classmethod
    def of(cls, network: Network) -> "Table":
        """Return the columns."""
        works = network.works
        return cls(
            np.array([work.uses_window for work in works]),
            np.array([work.uses_bank for work in works]),
            np.array([work.name in ORDERS for work in works]),
            np.array([work.minutes for work in works]),
            np.array([work.bank_minutes for work in works]),
            log_sigmas(works),
            np.array([work.papers for work in works]),
        )


@frozen(eq=False)
class Orders:
    """Cards ordered: when, and for which service."""

    at: Floats
    service: Ints


@frozen(eq=False)
class Doings:
    """What a period at an outlet leaves: cards ordered, people who come again, people sent to other outlets."""

    orders: Orders
    again: Visits
    overflow: Visits


@define(eq=False)
class OutletRun:
    """One outlet of a run. `outages`: the bank's, as ends and starts in order."""

    network: Network
    table: Table
    group: Group
    place: int
    outlet: int
    drawer: Drawer
    recorder: Recorder
    path: Path
    outages: Floats
    classes: Ints = field(factory=lambda: np.zeros(0, np.int64))

    @property
    def tallies(self) -> Tallies:
        """Where it is counted."""
        return self.recorder.tallies

    def run(self, shared: GroupPeriod, coming: list[Visits]) -> Doings:
        """Run a period. `coming`: those who come again, to collect, or from other outlets."""
        first = [self.drawer.first_visits(each) for each in shared.demands]
        for each in first:
            self.tallies.first_visits[self.place] += len(each)
            self.tallies.doors[COUNTER_DOOR] += np.bincount(each.service, minlength=self.tallies.services)
        visits = self._with_slots(together([*first, *coming]))
        count = len(visits)
        end = np.full(count, End.LOST, np.int64)
        lacks = self._lacks_papers(visits)
        passed, left = self._at_windows(shared.windows, visits, lacks, end)
        self._at_bank(shared.bank_windows, visits, passed, left, lacks, end)
        self._at_kiosks(shared)
        return self._sorted_out(visits, end, left, passed)

    def _with_slots(self, visits: Visits) -> Visits:
        """Give those with an appointment their slot."""
        share = self.group.appointments
        self.classes = self.drawer.classes(len(visits), self.network.people.priority, share)
        if share == 0.0:
            return visits
        moments = np.where(
            self.classes == APPOINTMENT,
            self.drawer.slots(visits.arrival, self.network.people.punctuality),
            visits.arrival,
        )
        order = np.argsort(moments, kind="stable")
        self.classes = self.classes[order]
        return visits.at(moments).where(order)

    def _lacks_papers(self, visits: Visits) -> Bools:
        """Draw who lacks papers; nobody does on a later visit."""
        uniform = self.drawer.of["papers"].random(len(visits))
        lacks: Bools = (uniform < self.table.papers[visits.service]) & (visits.number == 1)
        return lacks

    def _at_windows(
        self, station: Station | None, visits: Visits, lacks: Bools, end: Ints
    ) -> tuple[Bools, Floats]:
        """Serve at the HRSS windows; return who got through, and when each left."""
        table, people = self.table, self.network.people
        here = table.window[visits.service] & ~visits.bank_only
        passed, left = ~here, visits.arrival.copy()
        chosen = np.flatnonzero(here)
        if len(chosen) == 0 or station is None:
            return passed, left
        service = visits.service[chosen]
        minutes = self.drawer.minutes("times", len(chosen), table.means[service], table.sigmas[service])
        minutes = np.where(lacks[chosen], minutes * CHECK, minutes)
        line = self.group.line
        served = serve(
            station,
            Customers(
                visits.arrival[chosen],
                minutes,
                self.drawer.patience(len(chosen), people.patience),
                self.classes[chosen],
                None if line >= NO_LIMIT else np.full(len(chosen), line),
            ),
            self.path,
        )
        self.recorder.add(Kind.WINDOW, Lot(self.outlet, self.place, service, visits.arrival[chosen], served))
        is_served = served.fate == Fate.SERVED
        passed[chosen] = is_served & ~lacks[chosen]
        left[chosen] = served.end
        end[chosen[is_served]] = End.DONE
        end[chosen[is_served & lacks[chosen]]] = End.PAPERS
        if self.group.overflow:
            end[chosen[served.fate == Fate.BALKED]] = End.OVERFLOWED
        return passed, left

    def _at_bank(  # noqa: PLR0913, PLR0917 - the columns of a visit
        self, station: Station | None, visits: Visits, passed: Bools, left: Floats, lacks: Bools, end: Ints
    ) -> None:
        """Serve at the bank's windows those who got so far; note the end of each."""
        table = self.table
        chosen = np.flatnonzero(passed & (table.bank[visits.service] | visits.bank_only))
        if len(chosen) == 0 or station is None:
            return
        order = np.argsort(left[chosen], kind="stable")
        chosen = chosen[order]
        service, arrival = visits.service[chosen], left[chosen]
        response = self.network.bank_named(self.group.bank).response
        minutes = self.drawer.minutes(
            "bank_times", len(chosen), table.bank_means[service] + response, table.sigmas[service]
        )
        lacking = lacks[chosen] & ~table.window[service]
        minutes = np.where(lacking, minutes * CHECK, minutes)
        served = self._before_closing(
            station,
            Customers(
                arrival,
                minutes,
                self.drawer.patience(len(chosen), self.network.people.patience),
                self.classes[chosen],
            ),
        )
        self.recorder.add(Kind.BANK, Lot(self.outlet, self.place, service, arrival, served))
        is_served = served.fate == Fate.SERVED
        answered = ~self._is_out(served.start)
        end[chosen] = np.where(is_served, np.where(answered, End.DONE, End.UNANSWERED), End.LOST)
        end[chosen[is_served & lacking]] = End.PAPERS
        left[chosen] = served.end

    def _before_closing(self, station: Station, customers: Customers) -> Served:
        """Serve those who come before the bank's windows close for the day; the others are turned away."""
        shift = self.group.bank_windows
        assert shift is not None
        closes = shift.closes + self.network.bank_stays
        late = customers.arrival % DAY >= closes
        if not late.any():
            return serve(station, customers, self.path)
        on_time = np.flatnonzero(~late)
        part = serve(station, _some(customers, on_time), self.path)
        start, end = np.full(len(customers), np.nan), customers.arrival.copy()
        fate = np.full(len(customers), Fate.TURNED_AWAY, np.int8)
        start[on_time], end[on_time], fate[on_time] = part.start, part.end, part.fate
        return Served(start, end, fate, np.zeros(len(customers), bool))

    def _is_out(self, moments: Floats) -> Bools:
        """Say at which moments the bank's system is down: between an outage's start and end."""
        if len(self.outages) == 0:
            return np.zeros(len(moments), bool)
        out: Bools = np.searchsorted(self.outages, moments, side="right") % 2 == 1
        return out

    def _at_kiosks(self, shared: GroupPeriod) -> None:
        """Serve at the kiosks; what is done there comes to no window."""
        if shared.kiosks is None:
            return
        visits = self.drawer.all_first_visits(shared.kiosk_demands)
        minutes = self.drawer.minutes(
            "times",
            len(visits),
            np.maximum(self.table.means[visits.service], 1.0) * CHECK,
            self.table.sigmas[visits.service],
        )
        patience = self.drawer.patience(len(visits), self.network.people.patience)
        served = serve(shared.kiosks, Customers(visits.arrival, minutes, patience), self.path)
        self.tallies.doors[KIOSK_DOOR] += np.bincount(visits.service, minlength=self.tallies.services)
        self.recorder.add(Kind.KIOSK, Lot(self.outlet, self.place, visits.service, visits.arrival, served))

    def _sorted_out(self, visits: Visits, end: Ints, left: Floats, passed: Bools) -> Doings:
        """Count the ends of the visits, and tell who orders, who comes again and who goes elsewhere."""
        tallies = self.tallies
        self.recorder.add_ends(self.place, visits.service, end)
        tallies.visit_numbers += np.bincount(
            np.minimum(visits.number, len(tallies.visit_numbers) - 1), minlength=len(tallies.visit_numbers)
        )
        done = end == End.DONE
        ordering = done & self.table.orders[visits.service]
        failed = ~done & (end != End.OVERFLOWED)
        willing = self.drawer.of["returns"].random(int(failed.sum())) < self.network.people.returns
        places = np.flatnonzero(failed)
        coming = places[willing & (visits.number[places] < MOST_VISITS)]
        tallies.given_up[self.place] += len(places) - len(coming)
        again = visits.where(coming)
        half_done = self.table.bank[again.service] & self.table.window[again.service] & passed[coming]
        elsewhere = np.flatnonzero(end == End.OVERFLOWED)
        return Doings(
            Orders(left[ordering], visits.service[ordering]),
            Visits(again.arrival, again.service, again.number, again.bank_only | half_done),
            visits.where(elsewhere).at(visits.arrival[elsewhere] + self.group.walk),
        )


def _some(customers: Customers, chosen: Ints) -> Customers:
    """Return some customers of arrays that have arrival, service, patience and classes."""
    assert customers.patience is not None
    assert customers.classes is not None
    return Customers(
        customers.arrival[chosen],
        customers.service[chosen],
        customers.patience[chosen],
        customers.classes[chosen],
    )
