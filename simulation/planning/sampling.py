"""Sampling the people of a group: some of its outlets through the whole run, as a run has them, without its other parts.

People who come again, and people who fetch a card, come within the same run, spread as demand is; in a run they come in
a later period. Outages of the bank's system are left out: they make people come again, and are few.
"""

from collections.abc import Iterator, Sequence
from functools import cache
from math import ceil
from typing import Final

import numpy as np
from attrs import define, evolve, field

from simulation.engine.serving import Path
from simulation.engine.station import Bools, Customers, Ints
from simulation.network.loads import visits_of
from simulation.network.network import Group, Network
from simulation.network.services import Door
from simulation.outlet_days import Doings, GroupRun, Told
from simulation.planning.crowd import Came, Crowd, Planned, crowd_of
from simulation.recording import Lot, Recorder
from simulation.running import outlet_drawers
from simulation.streams import Streams
from simulation.tallies import Kind, Tallies
from simulation.visits.asking import Asking
from simulation.visits.columns import Drawn, Table
from simulation.visits.dossiers import Questions
from simulation.visits.drawing import Drawers, Visits, together
from simulation.visits.plans import GroupPeriod, GroupPlan, Period
from sscard_core.model.arguments import RequestName, Service

WANTED: Final = 12_000
"""Visits in a sample: the half-width of a share of 95 % is then about half a point."""

MOST_OUTLETS: Final = 300
NO_OUTAGES: Final = np.zeros(0)


class Unheard(Recorder):
    """Counts nothing: a sample asks who comes, and a plan's own figures tell what became of them."""

    def add(self, kind: Kind, lot: Lot) -> None:
        """Leave a lot uncounted."""

    def add_ends(self, group: int, service: Ints, end: Ints) -> None:
        """Leave ends uncounted."""


@define(eq=False)
class Seen:
    """Notes who came to which kind of window at so many outlets; a group's run tells."""

    outlets: int
    came: dict[Kind, Came] = field(factory=dict)

    def note(self, kind: Kind, customers: Customers, visits: Visits, late: Bools) -> None:
        """Note who came."""
        on_time = ~late
        some = customers.where(on_time) if late.any() else customers
        self.came[kind] = Came(some, visits.where(on_time).bounds(self.outlets), customers.arrival[late])


class Sampler:
    """Some outlets of a group, to be watched through the whole run with any windows and any random numbers.

    Outlets of a group are alike: so many are watched as bring enough visits.
    """

    def __init__(self, network: Network, group: Group, limit: float, path: Path) -> None:
        visits = sum(number for _, number in visits_of(network, group))
        outlets = max(1, min(MOST_OUTLETS, ceil(WANTED / max(visits, 1.0))))
        self.group = evolve(group, count=outlets)
        self.network = evolve(network, groups=(self.group,))
        self.limit, self.path = limit, path
        self.plan = GroupPlan(self.network, self.group, 0, 0)
        self.shared = self.plan.in_period(Period(0, 0, network.days - 1))
        self.table = Table.of(self.network)
        self.asking = (
            Asking(Questions(self.network), Door.COUNTER, self.group.makes) if network.full else None
        )
        self.planned = dict(self._stations())
        self.unheard = Unheard(Tallies(outlets, 1, len(self.network.works) + 1), self.network.target_minutes)
        self.watched, self.drawn = cache(self._watched), cache(self._drawn)

    def _stations(self) -> Iterator[tuple[Kind, Planned]]:
        shifts = {Kind.WINDOW: self.group.windows, Kind.BANK: self.group.bank_windows}
        for kind, shift in shifts.items():
            stays = self.network.bank_stays if kind is Kind.BANK else 0.0
            planned = Planned.of(self.network, shift, stays) if shift is not None else None
            if planned is not None:
                yield kind, planned

    def came_to(self, kind: Kind, streams: Streams, windows: Sequence[int] | None = None) -> Crowd | None:
        """Return who comes to a kind of window where the HRSS windows are so many by slot, or enough for everybody.

        None where nobody comes, or no day is open.
        """
        if kind not in self.planned or self.shared.grid is None:
            return None
        seen = self.watched(streams, tuple(windows) if windows else None)
        if kind not in seen:
            return None
        return crowd_of(self.network, self.planned[kind], seen[kind], limit=self.limit, path=self.path)

    def _watched(self, streams: Streams, windows: tuple[int, ...] | None) -> dict[Kind, Came]:
        """Return who comes to which window, those included who come again or fetch a card.

        Who comes for the first time keeps what was drawn, whoever else comes.
        """
        shared = self._with_windows(windows)
        drawers, first = self.drawn(streams)
        doings = self._run(drawers.twin()).through(shared, first)
        seen = Seen(len(drawers))
        run = self._run(drawers.twin(), seen.note)
        coming = _coming_again(self.network, streams, doings)
        assert shared.grid is not None, "nobody comes where no day is open"
        again = run.drawers.come_again(coming.at(np.zeros(len(coming))), shared.grid)
        run.through(shared, first.beside(run.drawn(again)))
        return seen.came

    def _with_windows(self, windows: tuple[int, ...] | None) -> GroupPeriod:
        """Return the whole time with so many windows of the HRSS side, and enough for everybody where not told."""
        stations = {
            kind: planned.with_windows(windows if kind is Kind.WINDOW and windows else planned.plenty)
            for kind, planned in self.planned.items()
        }
        return evolve(self.shared, windows=stations.get(Kind.WINDOW), bank_windows=stations.get(Kind.BANK))

    def _drawn(self, streams: Streams) -> tuple[Drawers, Drawn]:
        """Draw who comes for the first time; return it with what draws from there on."""
        drawers = outlet_drawers(self.group, streams, self.path)
        first = drawers.first_visits(self.shared.demands)
        return drawers, self._run(drawers).drawn(first)

    def _run(self, drawers: Drawers, told: Told | None = None) -> GroupRun:
        """Return the outlets ready to run."""
        return GroupRun(
            self.network,
            self.table,
            self.plan,
            drawers,
            self.unheard,
            self.path,
            NO_OUTAGES,
            self.asking,
            told=told,
        )


def _coming_again(network: Network, streams: Streams, doings: Doings) -> Visits:
    """Return who comes again, and who comes to fetch a card that was ordered."""
    (group,) = network.groups
    if group.makes is Service.INSTANT:
        return doings.again
    outlets = doings.orders.outlet
    fetched = streams.named("planning", "fetching").random(len(outlets)) >= network.production.undelivered
    collect = [work.name for work in network.works].index(RequestName.COLLECT)
    count = int(fetched.sum())
    people = Visits.first(outlets[fetched], np.zeros(count), np.full(count, collect), number=0)
    return together([doings.again, people])
