"""Running a network once: outlets period by period, production between them, and everything that stands alone.

Outlets do not see each other within a period, save that overflow goes on to groups that come later in the order.
What couples them - people who come again, cards that are ready - passes at the end of a period. So each outlet is a
simulation of its own, and its random numbers are its own.
"""

from collections.abc import Callable, Iterator
from copy import deepcopy

import numpy as np

from simulation.engine.serving import Path
from simulation.engine.station import Fate, Floats, Ints
from simulation.network.network import Bank, Group, Network
from simulation.outlet_days import GroupRun
from simulation.production.handing_out import HandingOut
from simulation.recording import Recorder, add_station
from simulation.remote import run_home_visits, run_hotline, run_online
from simulation.single_windows import make_room
from simulation.streams import Streams, stream_key
from simulation.tallies import Kind, Tallies
from simulation.visits.asking import Asking
from simulation.visits.columns import Table
from simulation.visits.drawing import Drawer, Drawers, Visits, together
from simulation.visits.plans import GroupPeriod, GroupPlan, Period, periods

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
        self.recorder = Recorder(self.tallies, network.target_minutes)
        self.groups = tuple(self._groups())
        self.again: dict[int, list[Visits]] = {}
        self.sent: dict[int, list[Visits]] = {}
        self.handing_out = HandingOut(network, streams, self.tallies)

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
        run_home_visits(self.network, self.streams, self.recorder, self.path, self.cut)
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
            keys = (outlet_key(plan.group.name, number) for number in range(plan.group.count))
            drawers = Drawers([Drawer(self.streams.at(key)) for key in keys])
            out = outages.get(plan.group.bank, np.zeros(0))
            asking = Asking(network, plan.group) if network.full else None
            yield GroupRun(network, table, plan, drawers, self.recorder, self.path, out, asking)

    def _period(self, period: Period) -> None:
        """Run every outlet, then hotline, online orders and production."""
        for outlets in self.handing_out.fetch(period):
            self._send_to_fetch(outlets)
        coming, self.again, self.sent = self.again, {}, {}
        for run in self.groups:
            self._group(run, run.plan.in_period(period), together(coming.get(run.plan.place, [])))
        run_hotline(self.network, self.streams, period, self.recorder, self.path)
        self.handing_out.order_online(run_online(self.network, self.streams, period, self.tallies))
        self.handing_out.work_until(period)

    def _send_to_fetch(self, outlets: Ints) -> None:
        for run in self.groups:
            first = run.plan.first_outlet
            here = outlets[(outlets >= first) & (outlets < first + run.group.count)] - first
            service = np.full(len(here), self.handing_out.collect)
            people = Visits.first(here, np.zeros(len(here)), service, number=0)
            self.again.setdefault(run.plan.place, []).append(people)

    def _group(self, run: GroupRun, shared: GroupPeriod, again: Visits) -> None:
        place = run.plan.place
        if shared.grid is None:  # closed the whole period: people come in the next one
            self.again.setdefault(place, []).append(together([again, *self.sent.pop(place, [])]))
            return
        self._staffing(shared)
        doings = run.run(shared, again, together(self.sent.pop(place, [])))
        self.again.setdefault(place, []).append(doings.again)
        if len(doings.overflow):
            self._send_on(run, doings.overflow)
        outlet = doings.orders.outlet + run.plan.first_outlet
        self.handing_out.order(run.group, outlet, doings.orders.at, doings.orders.service)

    def _send_on(self, run: GroupRun, people: Visits) -> None:
        """Send people to the outlets of the group that takes the overflow."""
        other = next(each for each in self.groups if each.group.name == run.group.overflow)
        there = Visits(
            people.outlet % other.group.count,
            people.arrival,
            people.service,
            people.number,
            people.bank_only,
        )
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
        """Count who is still to come, and check that nobody and no card was lost."""
        for place, lots in self.again.items():
            self.tallies.still_to_come[place] += sum(len(lot) for lot in lots)
        self.handing_out.close()
        check_conservation(self.tallies)


def outlet_key(group: str, number: int) -> int:
    """Return the place of an outlet among the streams: its own whatever other groups there are."""
    return stream_key(f"{group}/{number}")


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
    begun = int(tallies.first_visits.sum()) + tallies.cards.get("fetched_for", 0)
    ended = done + int(tallies.given_up.sum()) + int(tallies.still_to_come.sum())
    assert begun == ended, f"{begun} began with a visit, {ended} are accounted for"


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
