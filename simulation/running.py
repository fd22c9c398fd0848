"""Running a network once: outlets period by period, production between them, and everything that stands alone.

Outlets do not see each other within a period, save that overflow goes on to groups that come later in the order.
What couples them - people who come again, cards that are ready - passes at the end of a period. So each outlet is a
simulation of its own, and its random numbers are its own.
"""

from collections.abc import Callable, Iterator

import numpy as np

from simulation.engine.serving import Path
from simulation.engine.station import Fate, Floats
from simulation.network.network import Bank, Group, Network
from simulation.outlet_days import Doings, OutletRun, Table
from simulation.production.handing_out import HandingOut
from simulation.recording import Recorder, add_staffing
from simulation.remote import run_home_visits, run_hotline, run_online
from simulation.streams import Streams, stream_key
from simulation.tallies import Kind, Tallies
from simulation.visits.drawing import Drawer, Visits
from simulation.visits.plans import GroupPeriod, GroupPlan, Period, periods

Progress = Callable[[int, int], None]
"""Told the periods done, and how many there are."""


def replicate(
    network: Network,
    seed: int,
    replication: int = 0,
    *,
    path: Path = Path.SIMPY,
    progress: Progress | None = None,
) -> Tallies:
    """Run a network once and return its figures.

    The result depends on the network, the seed and the replication's number alone. Times are minutes.
    """
    return Run(network, Streams(seed, replication), path).through(progress)


class Run:
    """One replication under way."""

    def __init__(self, network: Network, streams: Streams, path: Path) -> None:
        self.network, self.streams, self.path = network, streams, path
        self.tallies = Tallies(network.outlets, len(network.groups), len(network.works) + 1)
        self.recorder = Recorder(self.tallies, network.target_minutes)
        self.plans = tuple(_plans(network))
        self.outlets = tuple(self._outlets())
        self.waiting: dict[int, list[Visits]] = {}
        self.sent_on: dict[int, list[Visits]] = {}
        self.handing_out = HandingOut(network, streams, self.tallies)

    def through(self, progress: Progress | None = None) -> Tallies:
        """Run every period, and what stands beside the outlets."""
        every = tuple(periods(self.network))
        for period in every:
            self._period(period)
            if progress is not None:
                progress(period.number + 1, len(every))
        run_home_visits(self.network, self.streams, self.recorder, self.path)
        self.recorder.flush()
        self._close()
        return self.tallies

    def _outlets(self) -> Iterator[OutletRun]:
        table = Table.of(self.network)
        outages = {bank.name: _outages(self.network, bank, self.streams) for bank in self.network.banks}
        for plan in self.plans:
            for number in range(plan.group.count):
                outlet = plan.first_outlet + number
                yield OutletRun(
                    self.network,
                    table,
                    plan.group,
                    plan.place,
                    outlet,
                    Drawer(self.streams.at(outlet_key(plan.group.name, number))),
                    self.recorder,
                    self.path,
                    outages.get(plan.group.bank, np.zeros(0)),
                )

    def _period(self, period: Period) -> None:
        """Run every outlet, then online orders and production."""
        self.handing_out.fetch(period, self.waiting)
        shared = [plan.in_period(period) for plan in self.plans]
        for each in shared:
            self._staffing(each)
        coming, self.waiting, self.sent_on = self.waiting, {}, {}
        by_place = {each.plan.place: each for each in shared}
        for run in self.outlets:
            self._outlet(run, by_place[run.place], coming)
        run_hotline(self.network, self.streams, period, self.recorder, self.path)
        self.handing_out.order_online(run_online(self.network, self.streams, period, self.tallies))
        self.handing_out.work_until(period)

    def _outlet(self, run: OutletRun, shared: GroupPeriod, coming: dict[int, list[Visits]]) -> None:
        lots = coming.pop(run.outlet, [])
        if shared.grid is None:  # closed the whole period: people come in the next one
            if lots:
                self.waiting[run.outlet] = lots
            return
        here = [run.drawer.come_again(lot, shared.grid) for lot in lots]
        self._pass_on(run, run.run(shared, here + self.sent_on.pop(run.outlet, [])))

    def _pass_on(self, run: OutletRun, doings: Doings) -> None:
        if len(doings.again):
            self.waiting.setdefault(run.outlet, []).append(doings.again)
        if len(doings.overflow):
            target = self._other_outlet(run)
            self.sent_on.setdefault(target, []).append(doings.overflow)
        self.handing_out.order(run.group, run.outlet, doings.orders.at, doings.orders.service)

    def _other_outlet(self, run: OutletRun) -> int:
        """Return the outlet of the other group to which this one's overflow goes."""
        plan = next(plan for plan in self.plans if plan.group.name == run.group.overflow)
        return plan.first_outlet + run.outlet % plan.group.count

    def _staffing(self, shared: GroupPeriod) -> None:
        plan = shared.plan
        for kind, station in (
            (Kind.WINDOW, shared.windows),
            (Kind.BANK, shared.bank_windows),
            (Kind.KIOSK, shared.kiosks),
        ):
            if station is not None:
                add_staffing(self.tallies.staffed[kind], plan.place, station, plan.group.count)

    def _close(self) -> None:
        """Count who is still to come, and check that nobody and no card was lost."""
        for run in self.outlets:
            left = sum(len(lot) for lot in self.waiting.get(run.outlet, []))
            self.tallies.still_to_come[run.place] += left
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
