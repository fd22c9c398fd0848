"""Plans of small networks: they meet their target, nothing can be taken away, and they say before what cannot be met."""

import pytest
from attrs import evolve
from planning_samples import TARGET, hall, network, planner, with_bank

from simulation.engine.serving import Path, is_compiled_available
from simulation.engine.station import Fate
from simulation.errors import SimulationError
from simulation.planning.crowd import Crowd
from simulation.planning.sampling import Sampler
from simulation.planning.searching import changed, fewest, lowered, meets, try_out
from simulation.planning.staffing import SEARCH, plan_network
from simulation.planning.station_plans import NetworkPlan
from simulation.planning.target import Each, Unreachable, target_of
from simulation.running import replicate
from simulation.streams import Streams
from simulation.tallies import Kind

PLAN = plan_network(planner(network(with_bank(hall()))))


def crowd_of_hall() -> Crowd:
    """Return who comes to the windows of the hall."""
    sampler = Sampler(network(), hall(), TARGET.minutes, Path.AUTO)
    crowd = sampler.came_to(Kind.WINDOW, Streams(1, SEARCH))
    assert crowd is not None
    return crowd


def test_a_plan_meets_its_target_in_every_half_hour() -> None:
    stations = PLAN.groups[0].stations
    assert [station.kind for station in stations] == [Kind.WINDOW, Kind.BANK]
    for station in stations:
        assert station.is_met
        assert station.share.low >= TARGET.share
        assert min(each.estimate for each in station.by_slot) >= TARGET.share


def test_from_no_half_hour_can_a_window_be_taken() -> None:
    crowd = crowd_of_hall()
    found = fewest(crowd, TARGET, (1,) * len(crowd.slots))
    assert meets(found.outcome, TARGET)
    assert max(found.windows) > 1
    for place, windows in enumerate(found.windows):
        if windows > 1:
            assert not meets(try_out(crowd, changed(found.windows, place, -1)).outcome, TARGET)


def test_too_many_windows_are_taken_away() -> None:
    crowd = crowd_of_hall()
    many = try_out(crowd, (9,) * len(crowd.slots))
    assert sum(lowered(crowd, TARGET, many).windows) < sum(many.windows) / 2


def test_the_whole_network_run_with_the_plan_reaches_about_the_share_told() -> None:
    """A run has what the plan leaves out: people who come again later, outages."""
    (station,) = plan_network(planner()).groups[0].stations
    staffed = evolve(network(evolve(hall(), count=20, windows=station.shift)), target_minutes=TARGET.minutes)
    tallies = replicate(staffed, 7)
    came = int(tallies.fates[Kind.WINDOW].sum())
    assert int(tallies.fates[Kind.WINDOW][:, Fate.SERVED].sum()) > 0.9 * came
    assert int(tallies.within[Kind.WINDOW].sum()) / came == pytest.approx(station.share.estimate, abs=0.02)


def test_the_day_alone_needs_no_more_windows_than_every_half_hour() -> None:
    day = plan_network(planner(target=evolve(TARGET, each=Each.DAY)))
    both = plan_network(planner())
    assert day.window_hours <= both.window_hours
    assert day.groups[0].stations[0].share.low >= TARGET.share


def test_one_window_more_or_less_at_the_peak_is_told() -> None:
    station = PLAN.groups[0].stations[0]
    more, less = station.changes
    assert (more.by, less.by) == (1, -1)
    assert more.hours == -less.hours == (more.until - more.since) / 60 == 0.5
    at_peak = [
        slot.opens
        for slot, each in zip(station.slots.each, station.windows, strict=True)
        if each == station.peak
    ]
    assert more.since in at_peak
    assert more.gain.estimate > 0 > less.gain.estimate
    assert less.share_there.estimate < more.share_there.estimate


def test_more_holders_need_more_windows() -> None:
    few, many = (
        plan_network(planner(network(hall(holders=each)))).window_hours for each in (20_000.0, 200_000.0)
    )
    assert few < many


@pytest.mark.skipif(not is_compiled_available(), reason="numba is not installed")
def test_both_paths_make_the_same_plan() -> None:
    simpy, compiled = (_groups(plan_network(planner(path=path))) for path in (Path.SIMPY, Path.COMPILED))
    assert simpy == compiled


def _groups(plan: NetworkPlan) -> object:
    return plan.groups


def test_workers_make_the_same_plan() -> None:
    two = network(hall(), hall("other", holders=30_000.0))
    assert _groups(plan_network(planner(two), 2)) == _groups(plan_network(planner(two)))


def test_outlets_alike_are_planned_once() -> None:
    told: list[int] = []
    plan = plan_network(planner(network(hall("a"), hall("b"), hall("c", holders=9_000.0))), heard=told.append)
    assert told == [1, 2]
    assert plan.groups[0].stations == plan.groups[1].stations
    assert plan.groups[2].stations != plan.groups[0].stations


def test_a_target_that_closed_hours_forbid_is_refused_before_the_search() -> None:
    """Half past twelve: whoever comes waits until half past one."""
    with pytest.raises(Unreachable, match="window for everybody"):
        plan_network(planner(network(hall(lunch=0)), target_of("99.5% < 10 min")))


@pytest.mark.parametrize("text", ["95% < 0 min", "95% < 0 s"])
def test_a_wait_of_no_time_at_all_is_refused(text: str) -> None:
    with pytest.raises(Unreachable, match="shorter than 0"):
        target_of(text)


@pytest.mark.parametrize("text", ["", "95", "95% < 15", "120% < 15 min", "0% < 15 min", "95% > 15 min"])
def test_what_is_no_target_is_refused(text: str) -> None:
    with pytest.raises(SimulationError, match="--target"):
        target_of(text)
