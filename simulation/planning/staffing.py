"""The staffing plan of a network: for each group the fewest windows by half-hour, confirmed among other people.

Windows of the HRSS side come first, then those of the bank, to which people come as the former let them; then kiosks, of
which there are as many all day, and what the network has one of: the hotline and the teams that come home.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Final

import numpy as np
from attrs import evolve, field, frozen

from simulation.engine.serving import Path
from simulation.farming.backends import backend
from simulation.farming.farm import farm
from simulation.network.network import Group, Network
from simulation.planning.crowd import Crowd
from simulation.planning.estimating import estimate
from simulation.planning.kiosk_sampling import crowd_at_kiosks
from simulation.planning.remote_sampling import Watch, crowd_at
from simulation.planning.sampling import Sampler
from simulation.planning.searching import Tried, changed, check_reachable, confirmed, fewest, level, meets
from simulation.planning.shares import gain
from simulation.planning.station_plans import REMOTE, STATIONS, Change, GroupPlan, NetworkPlan, StationPlan
from simulation.planning.target import LEVEL, OWN, Each, Target
from simulation.streams import Streams
from simulation.tallies import Kind
from simulation.units import HOUR
from simulation.visits.calendar_grid import day_weights

SEARCH: Final = 0
CONFIRM: Final = 1
"""Replications: the people among whom a plan is looked for, and others among whom it is confirmed."""


@frozen(kw_only=True)
class Planner:
    """What is asked of a plan; called with the place of a group, it plans that group. `own`: targets of single kinds."""

    network: Network
    target: Target
    seed: int
    path: Path = Path.AUTO
    own: Mapping[Kind, Target] = field(factory=dict)

    def target_of(self, kind: Kind) -> Target:
        """Return the target of a kind: its own, else that of the windows; of a level kind it holds for the day alone."""
        target = self.own.get(kind, OWN.get(kind, self.target))
        return evolve(target, each=Each.DAY) if kind in LEVEL else target

    def __call__(self, place: int) -> tuple[StationPlan, ...]:
        """Plan the windows of a group. Raises: Unreachable."""
        group = self.network.groups[place]
        sampler = Sampler(self.network, group, self.target.minutes, self.path)
        windows: tuple[int, ...] | None = None
        found: list[StationPlan] = []
        for kind in STATIONS:

            def seen(
                streams: Streams,
                own: tuple[int, ...] | None,
                kind: Kind = kind,
                windows: tuple[int, ...] | None = windows,
            ) -> Crowd | None:
                if kind is Kind.KIOSK:
                    limit = self.target_of(kind).minutes
                    return crowd_at_kiosks(self.network, group, streams, limit, self.path)
                # to windows so few that some give up, some come again: the others are met as the plan lets them
                return sampler.came_to(kind, streams, own if kind is Kind.WINDOW else windows)

            plan = self._station(kind, f"{group.name}.{STATIONS[kind]}", seen, self._days(group))
            if plan is not None:
                found.append(plan)
                windows = plan.windows if kind is Kind.WINDOW else windows
        return tuple(found)

    def remote(self) -> tuple[StationPlan, ...]:
        """Plan what the network has one of: the hotline's agents, the teams that come home. Raises: Unreachable."""
        found = []
        for kind, name in REMOTE.items():
            watch = Watch(self.network, self.target_of(kind).minutes, self.path)

            def seen(
                streams: Streams, _own: tuple[int, ...] | None, kind: Kind = kind, watch: Watch = watch
            ) -> Crowd | None:
                return crowd_at(kind, watch, streams)

            found.append(self._station(kind, name, seen))
        return tuple(each for each in found if each is not None)

    def _station(
        self, kind: Kind, name: str, watched: "Watched", days: list[float] | None = None
    ) -> StationPlan | None:
        """Plan one kind of station, among people seen and confirmed among others.

        `days`: the weights of the days; where none are given, those of the people seen.
        """
        target, seen = self.target_of(kind), watched(Streams(self.seed, SEARCH), None)
        if seen is None:
            return None
        check_reachable(seen, target, name)
        if kind in LEVEL:
            found = level(seen, target)
            fresh = watched(Streams(self.seed, CONFIRM), found.windows) or seen
            return _told(kind, fresh, target, level(fresh, target, found.windows[0]))
        found = fewest(seen, target, estimate(seen, target, days or seen.days))
        fresh = watched(Streams(self.seed, CONFIRM), found.windows) or seen
        return _told(kind, fresh, target, confirmed(seen, fresh, target, found.windows))

    def _days(self, group: Group) -> list[float]:
        """Return the weights of the days on which a group is open."""
        network = self.network
        weights = day_weights(group.windows.days, group.profile, network.first, network.last, network.surges)
        return list(weights.values())


Watched = Callable[[Streams, tuple[int, ...] | None], Crowd | None]
"""Returns who comes to a station with some random numbers, where it has so many windows by slot."""


def _told(kind: Kind, crowd: Crowd, target: Target, plan: Tried) -> StationPlan:
    """Return a plan with what it reaches, and what one window more or less at the peak would do."""
    arrivals = crowd.arrivals
    peak = max(range(len(plan.windows)), key=lambda place: (plan.windows[place], arrivals[place]))
    places = range(len(plan.windows)) if kind in LEVEL else range(peak, peak + 1)
    return StationPlan(
        kind=kind,
        slots=crowd.slots,
        windows=plan.windows,
        share=plan.outcome.share,
        by_slot=tuple(plan.outcome.in_slot(place) for place in range(len(plan.windows))),
        is_met=meets(plan.outcome, target),
        target=target,
        changes=tuple(_change(crowd, plan, places, by) for by in (1, -1) if plan.windows[peak] + by >= 1),
        visits=crowd.people,
    )


def _change(crowd: Crowd, plan: Tried, places: range, by: int) -> Change:
    windows = plan.windows
    for place in places:
        windows = changed(windows, place, by)
    outcome = crowd.met_by(windows)
    lowest = int(np.argmin(outcome.estimates))
    slots = [crowd.slots.each[place] for place in places]
    hours = by * sum(slot.minutes for slot in slots) / HOUR
    return Change(
        slots[0].opens,
        slots[-1].closes,
        by,
        hours,
        gain(plan.outcome, outcome),
        lowest,
        outcome.in_slot(lowest),
    )


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
        network=network,
        target=planner.target,
        seed=planner.seed,
        path=planner.path,
        groups=groups,
        remote=planner.remote(),
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
