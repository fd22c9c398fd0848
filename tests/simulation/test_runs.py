"""A run: the same for the same seed on either path, nobody lost, and each part of the network does what it says."""

from datetime import date
from typing import Any

import numpy as np
import pytest
from attrs import evolve, fields
from network_samples import group, network, shift, with_stage

from simulation.engine.serving import Path, is_compiled_available
from simulation.engine.station import Fate
from simulation.network.hours import Days
from simulation.network.loads import visits_of
from simulation.network.network import Bank, HomeVisits, Hotline, Surge
from simulation.network.services import Door
from simulation.outlet_days import GroupRun
from simulation.running import check_conservation, replicate
from simulation.tallies import End, Kind, Tallies
from simulation.visits.plans import periods
from sscard_core.model.arguments import RequestName, Service

DOORS = tuple(Door)


def same(first: Tallies, second: Tallies) -> bool:
    """True where every figure is the same to the last bit."""
    return all(_alike(getattr(first, each.name), getattr(second, each.name)) for each in fields(Tallies))


def _alike(first: Any, second: Any) -> bool:
    if isinstance(first, np.ndarray):
        return bool(np.array_equal(first, second))
    if isinstance(first, dict):
        return first.keys() == second.keys() and all(_alike(first[key], second[key]) for key in first)
    return bool(first == second)


BASE = network()
RICH = network(
    groups=(
        group("hall", count=1, line=6, appointments=0.2, kiosks=shift(1, Days.DAILY)),
        group("branch", overflow="hall", line=2, holders=60_000.0),
    ),
    banks=(Bank(name="icbc", outages_a_year=200.0),),
    hotline=Hotline(agents=shift(1), calls_per_thousand=200.0, call_back=0.5),
    home_visits=HomeVisits(teams=shift(1)),
)


def test_a_run_depends_on_seed_and_replication_alone() -> None:
    first = replicate(RICH, 1, 0)
    assert same(first, replicate(RICH, 1, 0))
    assert not same(first, replicate(RICH, 1, 1))
    assert not same(first, replicate(RICH, 2, 0))


@pytest.mark.skipif(not is_compiled_available(), reason="numba is not installed")
def test_both_paths_give_the_same_figures_to_the_last_bit() -> None:
    assert same(replicate(RICH, 1), replicate(RICH, 1, path=Path.COMPILED))


def test_in_how_large_portions_outlets_are_run_changes_no_bit(monkeypatch: pytest.MonkeyPatch) -> None:
    many = evolve(RICH, groups=tuple(evolve(each, count=5) for each in RICH.groups), full=True)
    whole = replicate(many, 1)
    monkeypatch.setattr(GroupRun, "at_once", 700)
    assert same(whole, replicate(many, 1))


def test_another_group_changes_nothing_in_the_first() -> None:
    """Where cards are made at once; a line that is shared couples the groups."""
    first, other = (group(name, makes=Service.INSTANT) for name in ("hall", "other"))
    alone = replicate(network("jiangsu", groups=(first,)), 1)
    beside = replicate(network("jiangsu", groups=(other, first)), 1)
    assert np.array_equal(alone.visit_ends[0], beside.visit_ends[1])
    assert np.array_equal(alone.waits[:, :2], beside.waits[:, 2:4])


def test_one_window_more_meets_the_same_people() -> None:
    more = replicate(evolve(BASE, groups=(group(windows=shift(3)),)), 1)
    base = replicate(BASE, 1)
    assert np.array_equal(base.first_visits, more.first_visits)
    assert more.wait_sum[Kind.WINDOW].sum() < base.wait_sum[Kind.WINDOW].sum()


def test_as_many_come_as_the_rates_say() -> None:
    counts = [int(replicate(BASE, 1, each).first_visits.sum()) for each in range(8)]
    expected = (
        8
        * sum(
            visits
            for each in BASE.groups
            for name, visits in visits_of(BASE, each)
            if name is not RequestName.COLLECT
        )
        * 2
    )
    assert abs(sum(counts) - expected) < 4 * expected**0.5


def test_everything_that_can_happen_to_a_visit_happens() -> None:
    ends = replicate(RICH, 1).visit_ends.sum(axis=(0, 1))
    assert np.all(ends[[End.DONE, End.PAPERS, End.UNANSWERED, End.LOST, End.OVERFLOWED]] > 0)


def test_a_person_lost_is_noticed() -> None:
    tallies = replicate(BASE, 1)
    tallies.given_up[0] += 1
    with pytest.raises(AssertionError, match="accounted for"):
        check_conservation(tallies)


def test_a_fate_lost_is_noticed() -> None:
    tallies = replicate(BASE, 1)
    tallies.fates[Kind.WINDOW, 0, Fate.SERVED] -= 1
    with pytest.raises(AssertionError, match="met a fate"):
        check_conservation(tallies)


def test_runs_add_up_in_any_order() -> None:
    first, second, third = (replicate(BASE, 1, each) for each in range(3))
    left, right = (first + second) + third, third + (first + second)
    assert left.replications == 3
    assert np.array_equal(left.fates, right.fates)
    assert left.cards == right.cards
    assert left.cards["ordered"] == sum(each.cards["ordered"] for each in (first, second, third))


def test_a_surge_of_one_service_brings_more_of_it_and_no_more_of_others() -> None:
    surge = Surge(
        first=date(2025, 3, 10), last=date(2025, 3, 16), factor=5.0, services=frozenset({RequestName.APPLY})
    )
    base, surged = (replicate(evolve(BASE, surges=each), 1) for each in ((), (surge,)))
    counter = DOORS.index(Door.COUNTER)
    apply, replace = (
        [work.name for work in BASE.works].index(each) for each in (RequestName.APPLY, RequestName.REPLACE)
    )
    assert surged.doors[counter, apply] > 1.5 * base.doors[counter, apply]
    assert surged.doors[counter, replace] < 1.3 * base.doors[counter, replace]


def test_a_week_without_an_open_day_only_puts_people_off() -> None:
    golden_week = network(first=date(2025, 9, 22), last=date(2025, 10, 26))
    weeks = list(periods(golden_week))
    assert (weeks[1].first, weeks[1].last) == (7, 13)
    tallies = replicate(evolve(golden_week, exchange_days=2), 1)
    assert tallies.first_visits.sum() > 0


def test_an_instant_outlet_hands_out_its_cards_at_once() -> None:
    tallies = replicate(network("jiangsu", groups=(group(makes=Service.INSTANT),), online=False), 1)
    assert tallies.cards["made at once"] == tallies.cards["ordered"] > 0
    assert tallies.turnaround["instant"][0] == tallies.cards["ordered"]
    assert tallies.cards["instant.kept"] == tallies.cards["instant.promised"]


def test_ordinary_cards_are_fetched_by_visits_that_follow_from_them() -> None:
    tallies = replicate(BASE, 1)
    collect = [work.name for work in BASE.works].index(RequestName.COLLECT)
    came = int(tallies.visit_ends[:, collect].sum())
    assert came >= tallies.cards["fetched_for"] > 0
    assert tallies.doors[DOORS.index(Door.COUNTER), collect] == 0


def test_a_narrow_stage_piles_up_cards() -> None:
    narrow = replicate(with_stage(BASE, "manufactured", capacity=1), 1)
    assert narrow.backlog["manufactured"][-1] > 5 * replicate(BASE, 1).backlog["manufactured"][-1]


def test_another_rulebook_is_another_load() -> None:
    """What may be done online does not come to a window."""
    old, new = (replicate(network(book), 1) for book in ("xinjiang-2013", "xinjiang-2022"))
    counter = DOORS.index(Door.COUNTER)
    assert new.doors[counter].sum() < 0.9 * old.doors[counter].sum()


def test_callers_who_leave_a_number_are_called_back() -> None:
    tallies = replicate(RICH, 1)
    assert tallies.called_back[Kind.HOTLINE] > 0
    assert tallies.called_back[Kind.WINDOW] == 0


def test_teams_keep_those_who_wait_at_home_over_night() -> None:
    busy = evolve(
        RICH, home_visits=HomeVisits(teams=shift(1), minutes=300.0), book=network("xinjiang-2013").book
    )
    fates = replicate(busy, 1).fates[Kind.HOME_VISIT].sum(axis=0)
    assert fates[Fate.SERVED] > 0
    assert fates[Fate.TURNED_AWAY] == fates[Fate.RENEGED] == 0


def test_progress_is_told_by_period() -> None:
    told: list[tuple[int, int]] = []
    replicate(BASE, 1, progress=lambda done, of: told.append((done, of)))
    assert told == [(1, 4), (2, 4), (3, 4), (4, 4)]
