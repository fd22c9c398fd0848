"""The outlets of a group through a period: windows, then bank windows, kiosks; who is done and who must come again."""

from collections.abc import Callable
from typing import Final

import numpy as np
from attrs import define, frozen

from simulation.engine.serving import Path, serve_each
from simulation.engine.station import Bools, Customers, Fate, Floats, Ints, Served, Station
from simulation.network.network import NO_LIMIT, Group, Network
from simulation.network.services import Door
from simulation.recording import Lot, Recorder
from simulation.tallies import End, Kind, Tallies
from simulation.units import time_of_day
from simulation.visits.asking import Asking
from simulation.visits.columns import CHECK, Drawn, Table, draw
from simulation.visits.drawing import Drawers, Visits, lognormal, order_of, together
from simulation.visits.plans import GroupPeriod, GroupPlan

MOST_VISITS: Final = 6
"""Visits after which even the patient give up. Assumption."""

COUNTER_DOOR: Final = tuple(Door).index(Door.COUNTER)
KIOSK_DOOR: Final = tuple(Door).index(Door.KIOSK)


@frozen(eq=False)
class Orders:
    """Cards ordered: at which outlet of the group, when, and for which service."""

    outlet: Ints
    at: Floats
    service: Ints


@frozen(eq=False)
class Doings:
    """What a period at the outlets of a group leaves: cards ordered, people who come again, people sent elsewhere."""

    orders: Orders
    again: Visits
    overflow: Visits


@frozen(eq=False)
class Through:
    """How far each visit came: how it ended, whether the window's part was done, and when the person left."""

    end: Ints
    passed: Bools
    left: Floats


Told = Callable[[Kind, Customers, Visits, Bools], None]
"""Told who comes to a kind of station, before they are served, and which of them come too late to be let in."""


@define(eq=False)
class GroupRun:
    """The outlets of a group in a run. `outages`: the bank's, starts and ends in order; `told`: who watches."""

    network: Network
    table: Table
    plan: GroupPlan
    drawers: Drawers
    recorder: Recorder
    path: Path
    outages: Floats
    asking: Asking | None
    told: Told | None = None

    @property
    def group(self) -> Group:
        """The group."""
        return self.plan.group

    @property
    def tallies(self) -> Tallies:
        """Where it is counted."""
        return self.recorder.tallies

    def run(self, shared: GroupPeriod, again: Visits, sent_here: Visits) -> Doings:
        """Run a period. `again`: those who come again or to collect; `sent_here`: those on their way from elsewhere."""
        first = self.drawers.first_visits(shared.demands)
        self.tallies.first_visits[self.plan.place] += len(first)
        self.tallies.doors[COUNTER_DOOR] += np.bincount(first.service, minlength=self.tallies.services)
        coming = [first, sent_here]
        if len(again):
            assert shared.grid is not None, "nobody is sent to a closed outlet"
            coming.append(self.drawers.come_again(again, shared.grid))
        drawn = draw(self.network, self.group, self.table, self.drawers, together(coming), self.asking)
        through = self._at_windows(shared.windows, drawn)
        through = self._at_bank(shared.bank_windows, drawn, through)
        self._at_kiosks(shared)
        self._count_refusals(drawn, through)
        return self._sorted_out(drawn.visits, through)

    def _at_windows(self, station: Station | None, drawn: Drawn) -> Through:
        """Serve at the HRSS windows."""
        visits = drawn.visits
        here = self.table.window[visits.service] & ~visits.bank_only
        end, passed, left = np.full(len(visits), End.LOST, np.int64), ~here, visits.arrival.copy()
        chosen = np.flatnonzero(here)
        if len(chosen) == 0 or station is None:
            return Through(end, passed, left)
        line = self.group.line
        customers = Customers(
            visits.arrival[chosen],
            drawn.minutes[chosen],
            drawn.patience[chosen],
            drawn.classes[chosen],
            None if line >= NO_LIMIT else np.full(len(chosen), line),
        )
        served = self._serve(Kind.WINDOW, station, customers, visits.where(chosen))
        is_served, sent = served.fate == Fate.SERVED, drawn.sent[chosen]
        passed[chosen] = is_served & (sent == End.DONE)
        left[chosen] = served.end
        ended = np.where(is_served, sent, End.LOST)
        if self.group.overflow:
            ended[served.fate == Fate.BALKED] = End.OVERFLOWED
        end[chosen] = ended
        return Through(end, passed, left)

    def _serve(
        self, kind: Kind, station: Station, customers: Customers, visits: Visits, late: Bools | None = None
    ) -> Served:
        """Run a kind of station at every outlet and record it; who is `late` is turned away."""
        if self.told is not None:
            self.told(kind, customers, visits, np.zeros(len(visits), bool) if late is None else late)
        on_time = np.flatnonzero(~late) if late is not None and late.any() else None
        if on_time is None:
            served = serve_each(station, customers, visits.bounds(len(self.drawers)), self.path)
        else:
            part = visits.where(on_time)
            some = serve_each(station, _some(customers, on_time), part.bounds(len(self.drawers)), self.path)
            served = _turned_away(customers.arrival, on_time, some)
        outlet = visits.outlet + self.plan.first_outlet
        self.recorder.add(kind, Lot(outlet, self.plan.place, visits.service, customers.arrival, served))
        return served

    def _at_bank(self, station: Station | None, drawn: Drawn, through: Through) -> Through:
        """Serve at the bank's windows those who got so far."""
        table, visits = self.table, drawn.visits
        chosen = np.flatnonzero(through.passed & (table.bank[visits.service] | visits.bank_only))
        if len(chosen) == 0 or station is None or self.group.bank_windows is None:
            return through
        chosen = chosen[order_of(visits.outlet[chosen], through.left[chosen])]
        at_bank = visits.where(chosen).at(through.left[chosen])
        customers = Customers(
            at_bank.arrival, drawn.bank_minutes[chosen], drawn.bank_patience[chosen], drawn.classes[chosen]
        )
        closes = self.group.bank_windows.closes + self.network.bank_stays
        served = self._serve(Kind.BANK, station, customers, at_bank, time_of_day(at_bank.arrival) >= closes)
        is_served = served.fate == Fate.SERVED
        sent = np.where(table.window[at_bank.service], End.DONE, drawn.sent[chosen])
        done = np.where(self._is_out(served.start), End.UNANSWERED, sent)
        end, left = through.end, through.left
        end[chosen] = np.where(is_served, done, End.LOST)
        left[chosen] = served.end
        return Through(end, through.passed, left)

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
        visits = self.drawers.first_visits(shared.kiosk_demands).sorted()
        if len(visits) == 0:
            return
        bounds = visits.bounds(len(self.drawers))
        means = np.maximum(self.table.means[visits.service], 1.0) * CHECK
        minutes = lognormal(self.drawers.normal("times", bounds), means, self.table.sigmas[visits.service])
        patience = self.drawers.exponential("patience", bounds) * self.network.people.patience
        self.tallies.doors[KIOSK_DOOR] += np.bincount(visits.service, minlength=self.tallies.services)
        self._serve(Kind.KIOSK, shared.kiosks, Customers(visits.arrival, minutes, patience), visits)

    def _count_refusals(self, drawn: Drawn, through: Through) -> None:
        """Count the desk's refusals of those who came to be refused."""
        if self.asking is None:
            return
        told = (through.end == End.PAPERS) | (through.end == End.REFUSED)
        numbers = np.bincount(drawn.reason[told], minlength=len(self.asking.reasons))
        for words, number in self.asking.reasons.items():
            if numbers[number]:
                before = self.tallies.refusals.get(words, 0)
                self.tallies.refusals[words] = before + int(numbers[number])

    def _sorted_out(self, visits: Visits, through: Through) -> Doings:
        """Count the ends of the visits, and tell who orders, who comes again and who goes elsewhere."""
        tallies, end = self.tallies, through.end
        self.recorder.add_ends(self.plan.place, visits.service, end)
        tallies.visit_numbers += np.bincount(
            np.minimum(visits.number, len(tallies.visit_numbers) - 1), minlength=len(tallies.visit_numbers)
        )
        ordering = np.flatnonzero((end == End.DONE) & self.table.orders[visits.service])
        again = self._come_again(visits, through)
        elsewhere = np.flatnonzero(end == End.OVERFLOWED)
        return Doings(
            Orders(visits.outlet[ordering], through.left[ordering], visits.service[ordering]),
            again,
            visits.where(elsewhere).at(visits.arrival[elsewhere] + self.group.walk),
        )

    def _come_again(self, visits: Visits, through: Through) -> Visits:
        """Return who comes again: of those who failed a share, each at most so many times."""
        failed = np.flatnonzero((through.end != End.DONE) & (through.end != End.OVERFLOWED))
        unlucky = visits.where(failed)
        uniform = self.drawers.uniform("returns", unlucky.bounds(len(self.drawers)))
        willing = (uniform < self.network.people.returns) & (unlucky.number < MOST_VISITS)
        coming = failed[willing]
        self.tallies.given_up[self.plan.place] += len(failed) - len(coming)
        again = visits.where(coming)
        both = self.table.bank[again.service] & self.table.window[again.service]
        half_done = again.bank_only | (both & through.passed[coming])
        return Visits(again.outlet, again.arrival, again.service, again.number, half_done)


def _some(customers: Customers, chosen: Ints) -> Customers:
    """Return some customers of a bank's window."""
    assert customers.patience is not None
    assert customers.classes is not None
    return Customers(
        customers.arrival[chosen],
        customers.service[chosen],
        customers.patience[chosen],
        customers.classes[chosen],
    )


def _turned_away(arrival: Floats, on_time: Ints, part: Served) -> Served:
    """Return the fates of all, where those not on time are turned away at the door."""
    start, end = np.full(len(arrival), np.nan), arrival.copy()
    fate = np.full(len(arrival), Fate.TURNED_AWAY, np.int8)
    start[on_time], end[on_time], fate[on_time] = part.start, part.end, part.fate
    return Served(start, end, fate, np.zeros(len(arrival), bool))
