"""The outlets of a group through a period: windows, then bank windows, kiosks; who is done and who must come again."""

from collections.abc import Callable
from itertools import pairwise
from typing import ClassVar, Final

import numpy as np
from attrs import define, evolve, frozen

from simulation.engine.serving import Path, serve_each
from simulation.engine.station import Bools, Customers, Fate, Floats, Ints, Served, Station
from simulation.network.network import NO_LIMIT, Group, Network
from simulation.network.services import Door
from simulation.recording import Lot, Recorder
from simulation.tallies import End, Kind, Tallies
from simulation.units import DAY, time_of_day
from simulation.visits.asking import Asked, Asking, followed
from simulation.visits.columns import CHECK, Drawn, Table, draw, draw_at_bank
from simulation.visits.dossiers import Objects, all_objects
from simulation.visits.drawing import (
    Drawers,
    Visits,
    lognormal,
    order_of,
    some_days_after,
    together,
)
from simulation.visits.elsewhere import ask_elsewhere
from simulation.visits.plans import GroupPeriod, GroupPlan
from sscard_core.model.statuses import Order

AT_ONCE: Final = 24_000
"""Visits in a portion: more do not stay in 1 MB of cache a core, fewer cost as many calls."""

MOST_VISITS: Final = 6
"""Visits after which even the patient give up. Assumption."""

COUNTER_DOOR: Final = tuple(Door).index(Door.COUNTER)
KIOSK_DOOR: Final = tuple(Door).index(Door.KIOSK)


@frozen(eq=False)
class Orders:
    """Cards ordered: at which outlet of the group, when, and for which service; in full mode, by whom."""

    outlet: Ints
    at: Floats
    service: Ints
    people: Objects | None = None


@frozen(eq=False)
class Doings:
    """What a period at the outlets of a group leaves: cards ordered, people who come again, people sent elsewhere.

    Who comes again means to do so at the moment told as arrival.
    """

    orders: Orders
    again: Visits
    overflow: Visits

    @classmethod
    def together(cls, parts: list["Doings"], edges: list[int]) -> "Doings":
        """Return the doings of portions as one; `edges`: where each begins."""
        orders = [part.orders for part in parts]
        outlet = np.concatenate([each.outlet + begin for each, begin in zip(orders, edges, strict=False)])
        return cls(
            Orders(
                outlet,
                np.concatenate([each.at for each in orders]),
                np.concatenate([each.service for each in orders]),
                all_objects([(each.people, len(each.at)) for each in orders]),
            ),
            together([part.again.moved(begin) for part, begin in zip(parts, edges, strict=False)]),
            together([part.overflow.moved(begin) for part, begin in zip(parts, edges, strict=False)]),
        )


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
    """The outlets of a group in a run. `outages`: the bank's, starts and ends in order; `told`: who watches.

    Outlets are run in portions of about `at_once` visits, so that their columns stay near the processor; `before` such a
    portion stand so many outlets of the group. How it is cut changes no bit.
    """

    network: Network
    table: Table
    plan: GroupPlan
    drawers: Drawers
    recorder: Recorder
    path: Path
    outages: Floats
    asking: Asking | None
    kiosk_asking: Asking | None = None
    told: Told | None = None
    before: int = 0
    at_once: ClassVar[int] = AT_ONCE

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
        expected = sum(demand.expected for demand in shared.demands)
        size = max(1, int(self.at_once / max(expected, 1.0)))
        if size >= len(self.drawers):
            return self._run(shared, again, sent_here)
        edges = [*range(0, len(self.drawers), size), len(self.drawers)]
        lots = zip(again.cut(edges), sent_here.cut(edges), pairwise(edges), strict=True)
        return Doings.together([self._part(*ends)._run(shared, *people) for *people, ends in lots], edges)

    def _part(self, begin: int, end: int) -> "GroupRun":
        """Return some of the outlets."""
        assert self.told is None, "who watches is told of all outlets at once"
        return evolve(self, drawers=self.drawers.part(begin, end), before=begin)

    def _run(self, shared: GroupPeriod, again: Visits, sent_here: Visits) -> Doings:
        """Run a period at once."""
        first = self.drawers.first_visits(shared.demands)
        self.tallies.first_visits[self.plan.place] += len(first)
        self.tallies.doors[COUNTER_DOOR] += np.bincount(first.service, minlength=self.tallies.services)
        return self.through(shared, self.drawn(together([first, sent_here, again])))

    def drawn(self, people: Visits) -> Drawn:
        """Draw everything about people on their way."""
        return draw(self.network, self.group, self.table, self.drawers, people, self.asking)

    def through(self, shared: GroupPeriod, drawn: Drawn) -> Doings:
        """Lead visits through windows, bank windows and, beside them, kiosks."""
        through = self._at_windows(shared.windows, drawn)
        through = self._at_bank(shared.bank_windows, drawn, through)
        from_kiosks = self._at_kiosks(shared)
        self._count_refusals(drawn, through)
        doings = self._sorted_out(drawn, through)
        return evolve(doings, again=together([doings.again, from_kiosks]))

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
            some = serve_each(station, customers.where(on_time), part.bounds(len(self.drawers)), self.path)
            served = _turned_away(customers.arrival, on_time, some)
        outlet = visits.outlet + (self.plan.first_outlet + self.before)
        self.recorder.add(kind, Lot(outlet, self.plan.place, visits.service, customers.arrival, served))
        return served

    def _at_bank(self, station: Station | None, drawn: Drawn, through: Through) -> Through:
        """Serve at the bank's windows those who got so far."""
        table, visits = self.table, drawn.visits
        chosen = np.flatnonzero(through.passed & (table.bank[visits.service] | visits.bank_only))
        chosen = chosen[order_of(visits.outlet[chosen], through.left[chosen])]
        minutes, patience = draw_at_bank(self.network, self.group, self.table, self.drawers, drawn, chosen)
        if len(chosen) == 0 or station is None or self.group.bank_windows is None:
            return through
        at_bank = visits.where(chosen).at(through.left[chosen])
        customers = Customers(at_bank.arrival, minutes, patience, drawn.classes[chosen])
        closes = self.group.bank_windows.closes + self.network.bank_stays
        served = self._serve(Kind.BANK, station, customers, at_bank, time_of_day(at_bank.arrival) >= closes)
        is_served = served.fate == Fate.SERVED
        was_at_window = table.window[at_bank.service] & ~at_bank.bank_only
        sent = np.where(was_at_window, End.DONE, drawn.sent[chosen])
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

    def _at_kiosks(self, shared: GroupPeriod) -> Visits:
        """Serve at the kiosks; return whom the desk refused there and who then comes to a window."""
        if shared.kiosks is None:
            return Visits.none()
        visits = self.drawers.first_visits(shared.kiosk_demands).sorted()
        if len(visits) == 0:
            return visits
        bounds = visits.bounds(len(self.drawers))
        means = np.maximum(self.table.means[visits.service], 1.0) * CHECK
        minutes = lognormal(self.drawers.normal("times", bounds), means, self.table.sigmas[visits.service])
        patience = self.drawers.exponential("patience", bounds) * self.network.people.patience
        self.tallies.doors[KIOSK_DOOR] += np.bincount(visits.service, minlength=self.tallies.services)
        served = self._serve(Kind.KIOSK, shared.kiosks, Customers(visits.arrival, minutes, patience), visits)
        if self.kiosk_asking is None:
            return Visits.none()
        asking = visits.where(served.fate == Fate.SERVED)
        going = ask_elsewhere(self.kiosk_asking, asking, self.table.papers, self.drawers, self.tallies).going
        self.tallies.sent_on[self.plan.place] += len(going)
        return going.at(self._later(going))

    def _later(self, visits: Visits) -> Floats:
        """Draw when people come who come again: after some days, the next day at the earliest."""
        wait = self.drawers.exponential("days", visits.bounds(len(self.drawers)))
        return some_days_after(visits.arrival, wait * self.network.people.again_after)

    def _count_refusals(self, drawn: Drawn, through: Through) -> None:
        """Count the desk's refusals of those who came to be refused."""
        if self.asking is not None and drawn.asked is not None:
            told = (through.end == End.PAPERS) | (through.end == End.REFUSED)
            self.asking.count(self.tallies, drawn.asked.reason[told])

    def _sorted_out(self, drawn: Drawn, through: Through) -> Doings:
        """Count the ends of the visits, and tell who orders, who comes again and who goes elsewhere."""
        tallies, visits, end = self.tallies, drawn.visits, through.end
        self.recorder.add_ends(self.plan.place, visits.service, end)
        tallies.visit_numbers += np.bincount(
            np.minimum(visits.number, len(tallies.visit_numbers) - 1), minlength=len(tallies.visit_numbers)
        )
        ordering = np.flatnonzero((end == End.DONE) & self.table.orders[visits.service])
        again = self._come_again(drawn, through)
        elsewhere = np.flatnonzero(end == End.OVERFLOWED)
        if self.asking is not None and drawn.asked is not None:
            self._tell_collected(drawn.asked, end)
            visits = evolve(visits, people=drawn.asked.people)
        return Doings(
            self._orders(drawn, through, ordering),
            again,
            visits.where(elsewhere).at(visits.arrival[elsewhere] + self.group.walk),
        )

    def _tell_collected(self, asked: Asked, end: Ints) -> None:
        """Count the cards handed out, and check that each file says so."""
        answers = followed(asked, end == End.DONE)
        assert all(each.after.file.order is Order.COLLECTED for each in answers), (
            "a card in hand is not collected"
        )
        self.tallies.tell_cards("collected", len(answers))

    def _orders(self, drawn: Drawn, through: Through, ordering: Ints) -> Orders:
        visits, left = drawn.visits, through.left[ordering]
        people = None
        if self.asking is not None and drawn.asked is not None:
            people = self.asking.ordered(drawn.asked, ordering, left)
        return Orders(visits.outlet[ordering], left, visits.service[ordering], people)

    def _come_again(self, drawn: Drawn, through: Through) -> Visits:
        """Return who comes again: of those who failed a share, each at most so many times."""
        visits = drawn.visits
        failed = np.flatnonzero((through.end != End.DONE) & (through.end != End.OVERFLOWED))
        unlucky = visits.where(failed)
        uniform = self.drawers.uniform("returns", unlucky.bounds(len(self.drawers)))
        willing = (uniform < self.network.people.returns) & (unlucky.number < MOST_VISITS)
        both = self.table.bank[unlucky.service] & self.table.window[unlucky.service]
        half_done = both & through.passed[failed]
        if self.asking is not None and drawn.asked is not None:
            days, new_half = (unlucky.arrival // DAY).astype(np.int64), half_done & ~unlucky.bank_only
            people, helps = self.asking.again(drawn.asked, failed, through.end[failed], days, new_half)
            unlucky, willing = evolve(unlucky, people=people), willing & helps
            self.tallies.tell_cards("left at the outlet", len(followed(drawn.asked, failed[~willing])))
        self.tallies.given_up[self.plan.place] += int((~willing).sum())
        again = unlucky.where(willing)
        again = evolve(again, bank_only=(unlucky.bank_only | half_done)[willing])
        return again.at(self._later(again))


def _turned_away(arrival: Floats, on_time: Ints, part: Served) -> Served:
    """Return the fates of all, where those not on time are turned away at the door."""
    start, end = np.full(len(arrival), np.nan), arrival.copy()
    fate = np.full(len(arrival), Fate.TURNED_AWAY, np.int8)
    start[on_time], end[on_time], fate[on_time] = part.start, part.end, part.fate
    return Served(start, end, fate, np.zeros(len(arrival), bool))
