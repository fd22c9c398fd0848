"""The number of replications: Hoad, Robinson and Davies's rule, step by step on worked series."""

import numpy as np
import pytest
from scipy import stats

from simulation.analysis.replicating import Precision, look_ahead, relative_half_widths, replicate, stopping

CALM = [10.0, 10.1, 9.9, 10.0, 10.1, 9.9, 10.0, 10.1]
"""Within a tenth of its mean from the third on."""


def test_half_widths_are_those_of_student_after_each_replication() -> None:
    widths = relative_half_widths([10.0, 12.0, 11.0, 30.0])
    assert widths[0] == float("inf")
    for number in (2, 3, 4):
        values = [10.0, 12.0, 11.0, 30.0][:number]
        half = stats.t.ppf(0.975, number - 1) * np.std(values, ddof=1) / number**0.5
        assert widths[number - 1] == pytest.approx(half / np.mean(values))


def test_a_great_mean_costs_no_digits() -> None:
    values = 1e9 + np.array([1.0, 2.0, 3.0, 4.0])
    assert relative_half_widths(values)[-1] * 1e9 == pytest.approx(2.0542, rel=1e-4)


def test_three_calm_replications_are_enough_once_five_more_agree() -> None:
    assert stopping(CALM[:2], Precision()).needed == 3
    assert stopping(CALM[:3], Precision()).needed == 8
    assert stopping(CALM, Precision()) == stopping([*CALM], Precision())
    assert stopping(CALM, Precision()).enough == 3


def test_a_late_outlier_starts_the_count_again() -> None:
    spoilt = [*CALM[:5], 16.0, *([10.0] * 40)]
    found = stopping(spoilt, Precision())
    widths = relative_half_widths(spoilt)
    assert found.enough is not None
    assert found.enough > 6
    assert widths[found.enough - 2] > 0.10 >= widths[found.enough - 1]


def test_without_look_ahead_the_first_small_width_is_enough() -> None:
    assert stopping(CALM[:3], Precision(look_ahead=0)).enough == 3


def test_beyond_a_hundred_replications_the_look_ahead_grows_with_them() -> None:
    assert [look_ahead(number, Precision()) for number in (3, 100, 101, 200, 250)] == [5, 5, 5, 10, 12]


def test_replications_run_until_all_figures_are_precise() -> None:
    stream = np.random.default_rng(3)
    wild, calm = stream.normal(10, 5, 1000), stream.normal(10, 0.1, 1000)
    made = replicate(
        lambda numbers: [{"wild": wild[each], "calm": calm[each]} for each in numbers], Precision()
    )
    assert made.is_precise
    assert made.enough == stopping(wild, Precision()).enough
    assert made.interval("wild").relative_half_width <= 0.10
    assert made.enough + look_ahead(made.enough, Precision()) <= made.ran == len(made.series["calm"])


def test_the_looks_are_few_and_the_same_whoever_runs_between_them() -> None:
    wild = np.random.default_rng(3).normal(10, 8, 1000)
    asked: list[range] = []

    def run(numbers: range) -> list[dict[str, float]]:
        asked.append(numbers)
        return [{"wild": wild[each]} for each in numbers]

    made = replicate(run, Precision())
    assert made.is_precise
    assert made.enough == stopping(wild, Precision()).enough
    assert [number for each in asked for number in each] == list(range(made.ran))
    assert len(asked) < 15 < made.ran < 1.2 * (made.enough + 5)
    assert made.watched()[0].is_met


def test_a_figure_that_a_replication_lacks_is_not_watched_and_none_at_all_is_never_precise() -> None:
    some = replicate(
        lambda numbers: [{"a": 1.0, "b": np.nan if each == 2 else 1.0} for each in numbers], Precision()
    )
    assert (set(some.series), some.is_precise) == ({"a"}, True)
    none = replicate(lambda numbers: [{"b": np.nan} for _ in numbers], Precision())
    assert (none.ran, none.is_precise, none.watched()) == (3, False, ())


def test_an_interruption_ends_the_run_and_is_not_precise() -> None:
    stopped = replicate(lambda numbers: [{"a": float(each)} for each in numbers][:2], Precision())
    assert (stopped.ran, stopped.is_precise) == (2, False)


def test_a_budget_ends_the_run_and_is_told() -> None:
    made = replicate(lambda numbers: [{"wait": (-1.0) ** each} for each in numbers], Precision(budget=7))
    assert not made.is_precise
    assert len(made.series["wait"]) == 7


def test_a_figure_that_is_always_nothing_is_precise() -> None:
    assert replicate(lambda numbers: [{"refused": 0.0} for _ in numbers], Precision()).enough == 3


@pytest.mark.parametrize(
    "wrong",
    [{"relative_half_width": 0.0}, {"confidence": 1.0}, {"first": 1}, {"budget": 2}, {"look_ahead": -1}],
)
def test_what_cannot_be_met_is_refused(wrong: dict[str, float]) -> None:
    with pytest.raises(ValueError, match=r"half-width|replications"):
        Precision(**wrong)  # type: ignore[arg-type]
