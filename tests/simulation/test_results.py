"""Figures say what the tallies hold; results join replications with an interval that a hand can check."""

import math
import re
import tomllib
from pathlib import Path

import pytest
from network_samples import group, network, shift

from simulation.engine.station import Fate
from simulation.figure_parts import Figure, Scope
from simulation.figures import figures
from simulation.network.hours import Days, Shift, Span
from simulation.results import PACKAGES, bounds_of_mean, joined, result_of
from simulation.running import replicate
from simulation.tallies import End, Kind
from simulation.writing import cells

NETWORK = network(groups=(group("hall", windows=shift(1), holders=40_000.0),))
TALLIES = replicate(NETWORK, 1)
TOLD = {(each.scope, each.name, each.figure): each.value for each in figures(NETWORK, TALLIES)}


def test_shares_are_those_of_the_fates() -> None:
    fates = TALLIES.fates[Kind.WINDOW].sum(axis=0)
    assert fates[Fate.RENEGED] > 0
    assert TOLD[Scope.WINDOWS, "windows", "came"] == fates.sum()
    assert TOLD[Scope.WINDOWS, "windows", "abandoned"] == fates[Fate.RENEGED] / fates.sum()
    assert TOLD[Scope.WINDOWS, "windows", "lost in all"] == pytest.approx(
        1 - fates[Fate.SERVED] / fates.sum()
    )


def test_a_mean_is_the_sum_of_waits_over_those_served() -> None:
    began = TALLIES.waits[Kind.WINDOW].sum()
    mean = TALLIES.wait_sum[Kind.WINDOW].sum() / began
    assert TOLD[Scope.WINDOWS, "windows", "wait mean"] == pytest.approx(mean)
    assert TOLD[Scope.GROUP, "hall windows", "wait mean"] == pytest.approx(mean)
    assert TOLD[Scope.WINDOWS, "windows", "wait P50"] <= TOLD[Scope.WINDOWS, "windows", "wait P95"]


def test_utilisation_is_work_over_staffed_minutes() -> None:
    """Twenty open days of six and a half staffed hours at each of two outlets with one window."""
    assert TALLIES.staffed[Kind.WINDOW].sum() == 20 * 390 * 2
    told = TOLD[Scope.WINDOWS, "windows", "utilisation"]
    assert told == pytest.approx(TALLIES.serving[Kind.WINDOW].sum() / (20 * 390 * 2))


def test_what_comes_by_half_hour_and_by_outlet_adds_up() -> None:
    came = TOLD[Scope.WINDOWS, "windows", "came"]
    halves = [value for (scope, name, figure), value in TOLD.items()
              if scope is Scope.HALF_HOUR and name.startswith("windows ") and figure == "came"]  # fmt: skip
    outlets = [TOLD[Scope.OUTLET, f"hall-{number}", "came"] for number in (1, 2)]
    assert sum(halves) == sum(outlets) == came


def test_an_outlets_queue_by_half_hour_is_the_groups_share_of_the_whole() -> None:
    """One group of two outlets: together they are all."""
    for figure in ("came", "waiting"):
        whole = TOLD[Scope.HALF_HOUR, "windows 09:30", figure]
        assert TOLD[Scope.GROUP_HALF_HOUR, "hall windows 09:30", figure] == pytest.approx(whole / 2)
    waits = [TOLD[scope, name, "wait mean"] for scope, name in (
        (Scope.HALF_HOUR, "windows 09:30"), (Scope.GROUP_HALF_HOUR, "hall windows 09:30"))]  # fmt: skip
    assert waits[0] == waits[1] > 0


def test_a_queue_is_that_of_the_days_on_which_a_window_is_open() -> None:
    """Four weeks have twenty such days; eighteen minutes waited in a half-hour of each are a queue of 0.6."""
    waited = TALLIES.waiting[Kind.WINDOW][0, 19]
    assert TOLD[Scope.HALF_HOUR, "windows 09:30", "waiting"] == pytest.approx(waited / 30.0 / 20)
    cut = replicate(NETWORK, 1, cut=14)
    told = next(
        each.value
        for each in figures(NETWORK, cut)
        if (each.scope, each.name, each.figure) == (Scope.HALF_HOUR, "windows 09:30", "waiting")
    )
    assert told == pytest.approx(cut.waiting[Kind.WINDOW][0, 19] / 30.0 / 10)


def test_the_waits_of_services_and_of_half_hours_are_those_of_all() -> None:
    for kind in (Kind.WINDOW, Kind.BANK):
        waited, within = TALLIES.wait_sum[kind].sum(), TALLIES.within[kind].sum()
        for sums, counts in (
            (TALLIES.service_wait_sum, TALLIES.service_within),
            (TALLIES.half_hour_wait_sum, TALLIES.half_hour_within),
        ):
            assert sums[kind].sum() == pytest.approx(waited)
            assert counts[kind].sum() == within
        assert TALLIES.half_hour_reneged[kind].sum() == TALLIES.fates[kind][:, Fate.RENEGED].sum()


def test_services_and_banks_have_their_own_figures() -> None:
    ends = TALLIES.visit_ends.sum(axis=0)
    place = [str(work.name) for work in NETWORK.works].index("apply")
    assert TOLD[Scope.SERVICE, "apply", "done"] == ends[place, End.DONE] / ends[place].sum()
    assert 0.0 < TOLD[Scope.BANK, "icbc", "utilisation"] < 1.0


def test_the_interval_of_a_mean_is_students() -> None:
    low, high = bounds_of_mean([1.0, 2.0, 3.0], 0.95)
    assert (low, high) == pytest.approx((2 - 2.484138, 2 + 2.484138), abs=1e-5)
    assert all(math.isnan(each) for each in bounds_of_mean([1.0], 0.95))


def test_a_figure_that_a_replication_lacks_does_not_count() -> None:
    def one(value: float) -> tuple[Figure, ...]:
        return (Figure(Scope.NETWORK, "all", "x", "min", value),)

    rows = joined([one(1.0), one(math.nan), one(3.0)], bounds_of_mean, 0.95)
    assert [row.mean for row in rows] == [2.0]
    lacking = joined([one(math.nan)], bounds_of_mean, 0.95)[0]
    assert cells(lacking) == ("network", "all", "x", "min", None, None, None)


def test_a_refusal_that_a_replication_lacks_did_not_happen_in_it() -> None:
    refused = (Figure(Scope.REFUSAL, "apply: closed", "refused", "number", 6.0),)
    (row,) = joined([refused, (), ()], bounds_of_mean, 0.95)
    assert row.mean == 2.0
    assert row.low < 2.0 < row.high


def test_a_result_says_from_what_it_was_made() -> None:
    result = result_of(NETWORK, [TALLIES, TALLIES], seed=1, path="simpy")
    assert (result.seed, result.replications, result.rulebook) == (1, 2, "xinxiang-2017")
    row = result.row(Scope.WINDOWS, "windows", "came")
    assert row is not None
    assert row.low == row.mean == row.high
    assert result.row(Scope.WINDOWS, "windows", "nothing") is None


def test_every_package_of_the_simulation_has_its_version_told() -> None:
    project = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text("utf-8"))["project"]
    needed = {re.split(r"[<>=\[]", each)[0] for each in project["optional-dependencies"]["sim"]}
    assert len(needed) > 3
    assert needed <= set(PACKAGES)


def test_who_finishes_after_closing_does_not_load_the_few_that_stay_open() -> None:
    """Ten small outlets close for lunch and finish whom they serve; one hall stays open with one window all day."""
    hall = group("hall", count=1, windows=Shift((Span(8 * 60, 17 * 60, 1),), Days.WORKING), holders=100.0)
    told = network(groups=(hall, group("branch", count=10, windows=shift(2), holders=60_000.0)))
    tallies = replicate(told, 1)
    noon = 24
    worked = tallies.serving[Kind.WINDOW][:, noon]
    staffed = tallies.staffed[Kind.WINDOW][:, noon]
    assert staffed[1] == 0.0
    assert worked.sum() > staffed.sum()
    found = {each.name: each.value for each in figures(told, tallies)
             if each.scope is Scope.HALF_HOUR and each.figure == "utilisation"}  # fmt: skip
    assert found["windows 12:00"] == pytest.approx(worked.sum() / (staffed[0] + worked[1]))
    assert all(each <= 1.0 for name, each in found.items() if name.startswith("windows "))
