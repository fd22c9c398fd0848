"""Running a network once: outlets period by period, production between them, and everything that stands alone.

Outlets do not see each other within a period, save that overflow goes on to groups that come later in the order.
What couples them - people who come again, cards that are ready - passes at the end of a period. So each outlet is a
simulation of its own, and its random numbers are its own.
"""

from collections.abc import Callable, Iterable, Iterator
from copy import deepcopy
from typing import Final

import numpy as np
from attrs import evolve

from simulation.diary import Diary
from simulation.engine.serving import Path
from simulation.engine.station import Fate, Floats
from simulation.network.network import Bank, Group, Network
from simulation.network.services import Door
from simulation.outlet_days import GroupRun
from simulation.production.following import Following
from simulation.production.handing_out import HandingOut
from simulation.recording import Recorder, add_station
from simulation.remote import Remote
from simulation.single_windows import make_room
from simulation.streams import Streams, stream_key
from simulation.tallies import Kind, Tallies
from simulation.tapes import origin
from simulation.visits.asking import Reception
from simulation.visits.columns import Table
from simulation.visits.dossiers import Person
from simulation.visits.drawing import Drawers, Visits, together
from simulation.visits.plans import GroupPeriod, GroupPlan, Period, periods

BEFORE: Final = Period(-1, -1, -1)
"""In place of a period, before the first."""

Progress = Callable[[int, int], None]
"""Told the periods done, and how many there are."""


def replicate(  # noqa: PLR0913 - what a replication depends on
    network: Network,
    seed: int,
    replication: int = 0,
    *,
    path: Path = Path.SIMPY,
    progress: Progress | None = None,
    cut: int = 0,
) -> Tallies:
    """Run a network once and return its figures, those of the first `cut` days left out: whole periods.

    The result depends on the network, the seed and the replication's number alone. Times are minutes.
    """
    return Run(network, Streams(seed, replication), path, cut).through(progress)


class Run:
    """One replication under way. People come again, and go to other groups, by the place of the group."""

    def __init__(self, network: Network, streams: Streams, path: Path, cut: int = 0) -> None:
        assert cut % network.exchange_days == 0, "a warm-up ends with a period"
        assert cut < network.days, "a warm-up leaves some of the run"
        self.network, self.streams, self.path, self.cut = network, streams, path, cut
        self.tallies = Tallies(network.outlets, len(network.groups), len(network.works) + 1)
        make_room(self.tallies, network)
        self.recorder = Recorder(self.tallies, network.target_minutes, path)
        self.reception = Reception(network) if network.full else None
        self.groups = tuple(self._groups())
        self.open_days = {run.plan.place: run.plan.counter.open_days for run in self.groups}
        self.diary = Diary(network.exchange_days, self.open_days)
        self.sent: dict[int, list[Visits]] = {}
        self.handing_out = self._handing_out()
        self.elsewhere = Remote(network, streams, self.recorder, path, self.reception)

    def through(self, progress: Progress | None = None) -> Tallies:
        """Run every period, and what stands beside the outlets."""
        every = tuple(periods(self.network))
        warm: Tallies | None = None
        for period in every:
            if self.cut and period.first == self.cut:
                warm = self._so_far()
            self._period(period)
            if progress is not None:
                progress(period.number + 1, len(every))
        self.elsewhere.run_home_visits(self.cut)
        self.recorder.flush()
        self._close()
        return self.tallies if warm is None else self.tallies.since(warm, self.cut)

    def _so_far(self) -> Tallies:
        """Return a copy of what was counted until now."""
        self.recorder.flush()
        self.handing_out.count_until(self.cut)
        return deepcopy(self.tallies)

    def _groups(self) -> Iterator[GroupRun]:
        network, table = self.network, Table.of(self.network)
        outages = {bank.name: _outages(network, bank, self.streams) for bank in network.banks}
        for plan in _plans(network):
            drawers = outlet_drawers(plan.group, self.streams, self.path)
            out = outages.get(plan.group.bank, np.zeros(0))
            at_window = at_kiosk = None
            if self.reception is not None:
                at_window = self.reception.at(Door.COUNTER, plan.group.makes)
                at_kiosk = self.reception.at(Door.KIOSK)
            yield GroupRun(network, table, plan, drawers, self.recorder, self.path, out, at_window, at_kiosk)

    def _handing_out(self) -> HandingOut:
        network, following = self.network, None
        if self.reception is not None:
            following = Following(network, self.reception.questions, self.streams)
        diary = Diary(network.exchange_days, self.open_days)
        return HandingOut(network, self.streams, self.tallies, diary, following)

    def _period(self, period: Period) -> None:
        """Run every outlet, then hotline, online orders and production."""
        if self.reception is not None:
            self.reception.forget()
        self.sent = {}
        self._send_to_outlets(self.elsewhere.ask_for_home_visits(period), BEFORE)
        for run in self.groups:
            place = run.plan.place
            again = together([self.diary.due(place, period), self.handing_out.fetch(place, period)])
            self._group(run, run.plan.in_period(period), again)
        self._send_to_outlets(self.elsewhere.run_hotline(period), period)
        orders, refused = self.elsewhere.run_online(period)
        self._send_to_outlets(refused, period)
        self.handing_out.order_online(orders)
        self.handing_out.work_until(period)

    def _send_to_outlets(self, people: Visits, period: Period) -> None:
        """Send people whom the desk refused elsewhere to outlets; theirs are numbered through the network."""
        for run in self.groups:
            place, first = run.plan.place, run.plan.first_outlet
            here = (people.outlet >= first) & (people.outlet < first + run.group.count)
            coming = people.where(here)
            self.tallies.sent_on[place] += len(coming)
            self.diary.put(place, evolve(coming, outlet=coming.outlet - first), period)

    def _group(self, run: GroupRun, shared: GroupPeriod, again: Visits) -> None:
        place = run.plan.place
        sent = together(self.sent.pop(place, []))
        if shared.grid is None:  # closed the whole period: whoever comes finds the doors shut
            assert len(again) == 0, "nobody means to come on a day on which the outlets are closed"
            self.diary.put(place, sent, shared.period)
            return
        self._staffing(shared)
        assert run.plan.counter.minutes is not None, "where there is demand there are minutes"
        doings = run.run(shared, run.drawers.come_again(again, run.plan.counter.minutes), sent)
        self.diary.put(place, doings.again, shared.period)
        if len(doings.overflow):
            self._send_on(run, doings.overflow)
        self.handing_out.order(run.group, run.plan.first_outlet, doings.orders)

    def _send_on(self, run: GroupRun, people: Visits) -> None:
        """Send people to the outlets of the group that takes the overflow."""
        other = next(each for each in self.groups if each.group.name == run.group.overflow)
        there = evolve(people, outlet=people.outlet % other.group.count)
        self.sent.setdefault(other.plan.place, []).append(there)

    def _staffing(self, shared: GroupPeriod) -> None:
        plan = shared.plan
        for kind, station in (
            (Kind.WINDOW, shared.windows),
            (Kind.BANK, shared.bank_windows),
            (Kind.KIOSK, shared.kiosks),
        ):
            if station is not None:
                add_station(self.tallies, kind, plan.place, station, plan.group.count)

    def _close(self) -> None:
        """Count who is still to come, and check that nobody, no card and no file was lost."""
        coming = [self.diary.left(run.plan.place) for run in self.groups]
        for run, people in zip(self.groups, coming, strict=True):
            self.tallies.still_to_come[run.plan.place] += len(people)
        self.handing_out.close()
        check_conservation(self.tallies)
        if self.reception is not None:
            check_followed(
                self.tallies, [each for lot in coming if lot.people is not None for each in lot.people]
            )


def outlet_drawers(group: Group, streams: Streams, path: Path) -> Drawers:
    """Return what draws for the outlets of a group: each has streams of its own, whatever other groups there are."""
    keys = (stream_key(f"{group.name}/{number}") for number in range(group.count))
    return Drawers.of([origin(streams.at(key)) for key in keys], path)


def check_conservation(tallies: Tallies) -> None:
    """Check that everyone who came to a station met one fate, and that every visit has one end."""
    for kind in Kind:
        came, fated = int(tallies.came[kind].sum()), int(tallies.fates[kind].sum())
        assert came == fated, f"{kind.name}: {came} came and {fated} met a fate"
        if kind.name in tallies.busy:
            busy, serving = float(tallies.busy[kind.name].sum()), float(tallies.serving[kind].sum())
            assert np.isclose(busy, serving), (
                f"{kind.name}: windows were busy {busy} minutes, people served {serving}"
            )
        assert int(tallies.waits[kind].sum()) <= fated - int(tallies.fates[kind][:, Fate.RENEGED].sum())
    done = int(tallies.visit_ends[..., 0].sum())
    begun = int(tallies.first_visits.sum() + tallies.sent_on.sum()) + tallies.cards.get("fetched_for", 0)
    ended = done + int(tallies.given_up.sum()) + int(tallies.still_to_come.sum())
    assert begun == ended, f"{begun} began with a visit, {ended} are accounted for"


def check_followed(tallies: Tallies, still_to_come: Iterable[Person | None]) -> None:
    """Check that every card for which people came was collected, was left lying, or is still to be fetched."""
    cards = tallies.cards
    cards["still to be fetched"] = sum(each is not None and each.is_followed for each in still_to_come)
    told = sum(cards.get(name, 0) for name in ("collected", "left at the outlet", "still to be fetched"))
    assert told == cards.get("fetched_for", 0), "a card that was fetched is nowhere"


def _plans(network: Network) -> Iterator[GroupPlan]:
    """Yield the groups' plans, those that overflow before those they overflow to."""
    first = np.concatenate([[0], np.cumsum([group.count for group in network.groups])])
    placed: list[Group] = []
    remaining = list(network.groups)
    while remaining:
        targets = {group.overflow for group in remaining}
        free = [group for group in remaining if group.name not in targets]
        assert free, "overflow in a circle is refused when the file is read"
        placed += free
        remaining = [group for group in remaining if group.name in targets]
    for group in placed:
        place = network.groups.index(group)
        yield GroupPlan(network, group, place, int(first[place]))


def _outages(network: Network, bank: Bank, streams: Streams) -> Floats:
    """Draw a bank's outages: starts and ends in order."""
    rng = streams.named("outages", bank.name)
    expected = bank.outages_a_year * network.days / 365.0
    starts = np.sort(rng.random(int(rng.poisson(expected))) * network.minutes)
    if len(starts) == 0:
        return starts
    ends = np.minimum(starts + bank.outage, np.append(starts[1:], np.inf))
    return np.stack([starts, ends], axis=1).ravel()
