"""The staffing plan of a network: for each group the fewest windows by half-hour, confirmed among other people.

Windows of the HRSS side come first, then those of the bank, to which people come as the former let them.
"""

from collections.abc import Callable, Sequence
from typing import Final

import numpy as np
from attrs import evolve, frozen

from simulation.analysis.intervals import Interval
from simulation.engine.serving import Path
from simulation.farming.backends import backend
from simulation.farming.farm import farm
from simulation.network.hours import Shift
from simulation.network.network import Group, Network
from simulation.planning.crowd import Crowd
from simulation.planning.estimating import estimate
from simulation.planning.sampling import Sampler
from simulation.planning.searching import Tried, changed, check_reachable, confirmed, fewest, meets
from simulation.planning.shares import gain
from simulation.planning.slots import Slots
from simulation.planning.target import Target
from simulation.streams import Streams
from simulation.tallies import Kind
from simulation.visits.calendar_grid import day_weights

SEARCH: Final = 0
CONFIRM: Final = 1
"""Replications: the people among whom a plan is looked for, and others among whom it is confirmed."""

STATIONS: Final = {Kind.WINDOW: "windows", Kind.BANK: "bank_windows"}
"""The kinds of windows that are planned, as a network file calls them."""


@frozen
class Change:
    """One window more or fewer in one slot: how much the share changes, paired on the same people, and the lowest slot then."""

    place: int
    by: int
    gain: Interval
    lowest: int
    share_there: Interval


@frozen(kw_only=True)
class StationPlan:
    """The windows of one kind at each outlet of a group: by slot, the share reached, and what one more or less would do."""

    kind: Kind
    slots: Slots
    windows: tuple[int, ...]
    share: Interval
    by_slot: tuple[Interval, ...]
    is_met: bool
    changes: tuple[Change, ...]
    visits: int

    @property
    def peak(self) -> int:
        """The most windows of the day."""
        return max(self.windows)

    @property
    def window_hours(self) -> float:
        """Staffed hours of a day at one outlet."""
        return self.slots.window_hours(self.windows)

    @property
    def shift(self) -> Shift:
        """The plan as a shift."""
        return self.slots.staffed(self.windows)


@frozen
class GroupPlan:
    """The plan of each outlet of a group."""

    group: str
    outlets: int
    stations: tuple[StationPlan, ...]


@frozen(kw_only=True)
class Planner:
    """What is asked of a plan; called with the place of a group, it plans that group."""

    network: Network
    target: Target
    seed: int
    path: Path = Path.AUTO

    def __call__(self, place: int) -> tuple[StationPlan, ...]:
        """Plan the windows of a group. Raises: Unreachable."""
        group = self.network.groups[place]
        sampler = Sampler(self.network, group, self.target.minutes, self.path)
        found: list[StationPlan] = []
        for kind in STATIONS:
            plan = self._station(group, sampler, kind, found[0].windows if found else None)
            if plan is not None:
                found.append(plan)
        return tuple(found)

    def _station(
        self, group: Group, sampler: Sampler, kind: Kind, windows: tuple[int, ...] | None
    ) -> StationPlan | None:
        """Plan one kind of window; `windows`: those of the HRSS side, where they are planned already."""
        seen = sampler.came_to(kind, Streams(self.seed, SEARCH), windows)
        if seen is None:
            return None
        check_reachable(seen, self.target, f"{group.name}.{STATIONS[kind]}")
        found = fewest(seen, self.target, estimate(seen, self.target, self._days(group)))
        # to windows so few that some give up, some come again: the others are met as the plan lets them
        fresh = sampler.came_to(kind, Streams(self.seed, CONFIRM), windows or found.windows) or seen
        return _told(kind, fresh, self.target, confirmed(seen, fresh, self.target, found.windows))

    def _days(self, group: Group) -> list[float]:
        """Return the weights of the days on which a group is open."""
        network = self.network
        weights = day_weights(group.windows.days, group.profile, network.first, network.last, network.surges)
        return list(weights.values())


def _told(kind: Kind, crowd: Crowd, target: Target, plan: Tried) -> StationPlan:
    """Return a plan with what it reaches, and what one window more or less at the peak would do."""
    arrivals = crowd.arrivals
    peak = max(range(len(plan.windows)), key=lambda place: (plan.windows[place], arrivals[place]))
    return StationPlan(
        kind=kind,
        slots=crowd.slots,
        windows=plan.windows,
        share=plan.outcome.share,
        by_slot=tuple(plan.outcome.in_slot(place) for place in range(len(plan.windows))),
        is_met=meets(plan.outcome, target),
        changes=tuple(_change(crowd, plan, peak, by) for by in (1, -1) if plan.windows[peak] + by >= 1),
        visits=crowd.people,
    )


def _change(crowd: Crowd, plan: Tried, place: int, by: int) -> Change:
    outcome = crowd.met_by(changed(plan.windows, place, by))
    lowest = int(np.argmin(outcome.estimates))
    return Change(place, by, gain(plan.outcome, outcome), lowest, outcome.in_slot(lowest))


@frozen(kw_only=True)
class NetworkPlan:
    """The plan of a whole network, and from what it was made."""

    network: Network
    target: Target
    seed: int
    path: Path
    groups: tuple[GroupPlan, ...]

    @property
    def window_hours(self) -> float:
        """Staffed hours of a day on which all are open, all outlets together."""
        return sum(each.outlets * station.window_hours for each in self.groups for station in each.stations)


def plan_network(
    planner: Planner, workers: int = 1, heard: Callable[[int], None] = lambda _done: None
) -> NetworkPlan:
    """Plan every group; groups whose outlets are alike are planned once. The plan is the same for any number of workers.

    `heard` is told how many of the different groups are done. Raises: Unreachable.
    """
    network = planner.network
    alike: dict[Group, int] = {}
    first = [alike.setdefault(_nameless(group), place) for place, group in enumerate(network.groups)]
    made = _made(planner, list(alike.values()), workers, heard)
    groups = tuple(
        GroupPlan(group.name, group.count, made[place])
        for group, place in zip(network.groups, first, strict=True)
    )
    return NetworkPlan(
        network=network, target=planner.target, seed=planner.seed, path=planner.path, groups=groups
    )


def _made(
    planner: Planner, places: Sequence[int], workers: int, heard: Callable[[int], None]
) -> dict[int, tuple[StationPlan, ...]]:
    """Plan groups, here or on workers. Raises: KeyboardInterrupt too where workers were interrupted."""
    if workers == 1:
        made = {}
        for place in places:
            made[place] = planner(place)
            heard(len(made))
        return made
    farmed = farm(planner, places, backend(f"processes://{workers}"), heard)
    if not farmed.is_complete:
        raise KeyboardInterrupt
    return farmed.done


def _nameless(group: Group) -> Group:
    """Return what a group's plan depends on."""
    return evolve(group, name="", count=1, overflow="")
