"""Sampling the people of a group: some of its outlets through the whole run, as a run has them, without its other parts.

People who come again, and people who fetch a card, come within the same run, spread as demand is; in a run they come in
a later period. Outages of the bank's system are left out: they make people come again, and are few.
"""

from math import ceil
from typing import Final

import numpy as np
from attrs import define, evolve, field, frozen

from simulation.engine.serving import Path
from simulation.engine.station import Bools, Customers, Served, Station
from simulation.network.hours import Shift
from simulation.network.loads import visits_of
from simulation.network.network import Group, Network
from simulation.outlet_days import Doings, GroupRun, Orders
from simulation.planning.crowd import MOST_WINDOWS, Came, Crowd, crowd_of
from simulation.planning.slots import Slots
from simulation.recording import Recorder
from simulation.running import outlet_key
from simulation.streams import Streams
from simulation.tallies import Kind, Tallies
from simulation.visits.asking import Asking
from simulation.visits.columns import Table
from simulation.visits.drawing import Drawer, Drawers, Visits, together
from simulation.visits.plans import GroupPlan, Period
from sscard_core.model.arguments import RequestName, Service

WANTED: Final = 12_000
"""Visits in a sample: the half-width of a share of 95 % is then about half a point."""

MOST_OUTLETS: Final = 300
NOWHERE: Final = np.zeros(0, np.int64)


@define(eq=False)
class Watched(GroupRun):
    """The outlets of a group, with a note of who came to which window."""

    seen: dict[Kind, Came] = field(factory=dict)

    def _serve(
        self, kind: Kind, station: Station, customers: Customers, visits: Visits, late: Bools | None = None
    ) -> Served:
        """Note who came, and serve them."""
        on_time = np.ones(len(visits), bool) if late is None else ~late
        self.seen[kind] = Came(
            _some(customers, on_time),
            visits.where(on_time).bounds(len(self.drawers)),
            customers.arrival[~on_time],
        )
        return super()._serve(kind, station, customers, visits, late)


@frozen
class Sample:
    """The outlets of a group to be watched: how many, and which random numbers they draw."""

    network: Network
    group: Group
    streams: Streams
    limit: float
    path: Path

    @property
    def outlets(self) -> int:
        """As many outlets as bring enough visits; outlets of a group are alike."""
        visits = sum(number for _, number in visits_of(self.network, self.group))
        return max(1, min(MOST_OUTLETS, ceil(WANTED / max(visits, 1.0))))

    def came_to(
        self, kind: Kind, windows: Shift | None = None, bank_windows: Shift | None = None
    ) -> Crowd | None:
        """Return who comes to a kind of window where windows are staffed so, or a window for everybody.

        None where nobody comes, or no day is open.
        """
        bank = self.group.bank_windows
        group = evolve(
            self.group,
            count=self.outlets,
            windows=windows or plenty(self.group.windows),
            bank_windows=bank_windows or (plenty(bank) if bank else None),
        )
        alone = evolve(self.network, groups=(group,))
        _, doings = _run(alone, self.streams, self.path, Visits.none())
        seen, _ = _run(alone, self.streams, self.path, _coming_again(alone, self.streams, doings))
        shift = bank if kind is Kind.BANK else self.group.windows
        if kind not in seen or shift is None:
            return None
        stays = alone.bank_stays if kind is Kind.BANK else 0.0
        return crowd_of(alone, Slots.of(shift), seen[kind], stays=stays, limit=self.limit, path=self.path)


def plenty(shift: Shift) -> Shift:
    """Return the same hours with a window for everybody."""
    slots = Slots.of(shift)
    return slots.staffed((MOST_WINDOWS,) * len(slots))


def _run(alone: Network, streams: Streams, path: Path, again: Visits) -> tuple[dict[Kind, Came], Doings]:
    """Run the one group of a network through its whole time, and tell who came where and who comes again."""
    (group,) = alone.groups
    plan = GroupPlan(alone, group, 0, 0)
    shared = plan.in_period(Period(0, 0, alone.days - 1))
    if shared.grid is None:
        return {}, Doings(Orders(NOWHERE, np.zeros(0), NOWHERE), Visits.none(), Visits.none())
    drawers = Drawers([Drawer(streams.at(outlet_key(group.name, each))) for each in range(group.count)])
    recorder = Recorder(Tallies(group.count, 1, len(alone.works) + 1), alone.target_minutes)
    asking = Asking(alone, group) if alone.full else None
    run = Watched(alone, Table.of(alone), plan, drawers, recorder, path, np.zeros(0), asking)
    doings = run.run(shared, again, Visits.none())
    return run.seen, doings


def _coming_again(alone: Network, streams: Streams, doings: Doings) -> Visits:
    """Return who comes again, and who comes to fetch a card that was ordered."""
    (group,) = alone.groups
    if group.makes is Service.INSTANT:
        return doings.again
    outlets = doings.orders.outlet
    fetched = streams.named("planning", "fetching").random(len(outlets)) >= alone.production.undelivered
    collect = [work.name for work in alone.works].index(RequestName.COLLECT)
    count = int(fetched.sum())
    people = Visits.first(outlets[fetched], np.zeros(count), np.full(count, collect), number=0)
    return together([doings.again, people])


def _some(customers: Customers, chosen: Bools) -> Customers:
    """Return some customers; all of them where all are chosen."""
    if chosen.all():
        return customers
    kept = {name: getattr(customers, name) for name in ("patience", "classes", "line", "calls_back")}
    some = {name: None if each is None else each[chosen] for name, each in kept.items()}
    return Customers(customers.arrival[chosen], customers.service[chosen], **some)
