"""Sampling the people at the kiosks of a group: they come to no window, so kiosks are watched alone, at more outlets."""

from math import ceil

from attrs import evolve

from simulation.engine.serving import Path
from simulation.network.network import Group, Network
from simulation.network.services import Door
from simulation.outlet_days import GroupRun
from simulation.planning.crowd import Crowd, Planned, crowd_of
from simulation.planning.remote_sampling import ENOUGH, MOST_TIMES
from simulation.planning.sampling import NO_OUTAGES, Seen, Unheard
from simulation.running import outlet_drawers
from simulation.streams import Streams
from simulation.tallies import Kind, Tallies
from simulation.visits.columns import Table
from simulation.visits.drawing import Visits
from simulation.visits.plans import YEAR_DAYS, GroupPlan, door_rates, whole_run


def crowd_at_kiosks(
    network: Network, group: Group, streams: Streams, limit: float, path: Path
) -> Crowd | None:
    """Return who comes to the kiosks of outlets like those of a group; None where there are none, or nobody comes."""
    planned = Planned.of(network, group.kiosks, 0.0) if group.kiosks else None
    expected = float(door_rates(network, group, Door.KIOSK, group.holders).sum()) * network.days / YEAR_DAYS
    if planned is None or expected == 0.0:
        return None
    outlets = max(1, min(MOST_TIMES, ceil(ENOUGH / expected)))
    alike = evolve(group, count=outlets)
    alone = evolve(network, groups=(alike,))
    plan = GroupPlan(alone, alike, 0, 0)
    shared = evolve(
        plan.in_period(whole_run(alone)),
        demands=(),
        windows=None,
        bank_windows=None,
        kiosks=planned.with_windows(planned.plenty),
    )
    drawers = outlet_drawers(alike, streams, path)
    unheard = Unheard(Tallies(outlets, 1, len(network.works) + 1), limit)
    seen = Seen(outlets)
    run = GroupRun(alone, Table.of(alone), plan, drawers, unheard, path, NO_OUTAGES, None, told=seen.note)
    run.through(shared, run.drawn(Visits.none()))
    if Kind.KIOSK not in seen.came:
        return None
    return crowd_of(alone, planned, seen.came[Kind.KIOSK], limit=limit, path=path)
