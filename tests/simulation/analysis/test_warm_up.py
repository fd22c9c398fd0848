"""The warm-up by MSER-5."""

import numpy as np
import pytest

from simulation.analysis.intervals import TooFewReplications
from simulation.analysis.warm_up import mser, warm_up


def test_the_statistic_is_the_squared_standard_error_of_what_remains() -> None:
    batches = np.array([9.0, 4.0, 5.0, 6.0])
    expected = [np.sum((batches[left:] - batches[left:].mean()) ** 2) / (4 - left) ** 2 for left in range(4)]
    assert mser(batches) == pytest.approx(np.array(expected))


def test_a_start_far_from_the_rest_is_left_out() -> None:
    noise = np.random.default_rng(1).normal(0, 0.1, 1000)
    start = 10 * np.exp(-np.arange(1000) / 30)
    found = warm_up(noise + start)
    assert found.is_settled
    assert 100 <= found.observations <= 260
    assert found.observations % 5 == 0
    assert abs(found.mean) < 0.05


def test_a_run_that_begins_in_equilibrium_loses_little() -> None:
    assert warm_up(np.random.default_rng(2).normal(5, 1, 1000)).observations <= 100


def test_a_run_that_never_settles_is_told() -> None:
    assert not warm_up(np.arange(100.0)).is_settled


def test_too_short_a_run_is_refused() -> None:
    with pytest.raises(TooFewReplications):
        warm_up(np.arange(19.0))
