"""Intervals: worked series, coverage, and what is refused."""

import numpy as np
import pytest

from simulation.analysis.intervals import (
    TooFewReplications,
    fewest_for_quantile,
    mean_interval,
    quantile_interval,
)


def test_the_interval_of_a_mean_is_that_of_the_textbook() -> None:
    """Source: A. M. Law (2015), example 4.26: ten values, 90 %: 1.34 +- 0.24."""
    values = [1.20, 1.50, 1.68, 1.89, 0.95, 1.49, 1.58, 1.55, 0.50, 1.09]
    found = mean_interval(values, 0.90)
    assert found.estimate == pytest.approx(1.343)
    assert found.half_width == pytest.approx(0.24, abs=0.005)


def test_means_are_covered_as_often_as_said() -> None:
    samples = np.random.default_rng(1).normal(3.0, 2.0, (2000, 8))
    covered = np.mean([mean_interval(each).covers(3.0) for each in samples])
    assert 0.94 <= covered <= 0.96


def test_quantiles_are_covered_at_least_as_often_as_said() -> None:
    samples = np.random.default_rng(2).exponential(1.0, (600, 200))
    covered = np.mean([quantile_interval(each, 0.9).covers(-np.log(0.1)) for each in samples])
    assert 0.94 <= covered <= 0.99


def test_a_series_without_variation_has_no_width() -> None:
    found = mean_interval([0.0, 0.0, 0.0])
    assert (found.half_width, found.relative_half_width) == (0.0, 0.0)


def test_a_width_beside_a_mean_of_nothing_is_infinite() -> None:
    assert mean_interval([-1.0, 1.0]).relative_half_width == float("inf")


def test_one_replication_has_no_interval() -> None:
    with pytest.raises(TooFewReplications, match="1 replications, at least 2"):
        mean_interval([1.0])


def test_a_far_quantile_needs_more_replications_and_says_how_many() -> None:
    needed = fewest_for_quantile(0.95)
    with pytest.raises(TooFewReplications, match=f"at least {needed}"):
        quantile_interval(np.arange(needed - 1.0), 0.95)
    assert quantile_interval(np.arange(float(needed)), 0.95).high == needed - 1


def test_what_is_no_number_is_told_by_its_replication() -> None:
    with pytest.raises(ValueError, match="replication 1 gave nan"):
        mean_interval([1.0, float("nan"), 2.0])
    with pytest.raises(ValueError, match="2 dimensions"):
        mean_interval(np.ones((2, 2)))
