"""Slots, shares and estimates: what a plan is made of, each against what can be worked out by hand."""

import numpy as np
import pytest
from planning_samples import hours
from scipy import stats

from simulation.analysis.erlang import served_within
from simulation.network.hours import Shift, Span
from simulation.planning.estimating import _fewest, _kinds_of_days
from simulation.planning.shares import Outcome, gain, share_of
from simulation.planning.slots import Slots
from simulation.planning.target import Target


def test_a_shift_is_cut_at_half_hours_and_put_together_again() -> None:
    shift = Shift((Span(510.0, 725.0, 2), Span(725.0, 810.0, 1)))
    slots = Slots.of(shift)
    assert [slot.minutes for slot in slots.each] == [30.0] * 7 + [5.0, 25.0, 30.0, 30.0]
    assert slots.staffed((2,) * 8 + (1,) * 3) == shift
    assert slots.window_hours((1,) * 11) == pytest.approx(5.0)


def test_hours_without_a_window_stay_closed() -> None:
    slots = Slots.of(hours(2, lunch=0))
    assert len(slots) == 12
    assert Span(720.0, 810.0, 0) in slots.staffed((3,) * 12).spans


def test_the_slot_before_is_none_after_a_break() -> None:
    slots = Slots.of(hours(1))
    assert slots.before(0) is None
    assert slots.before(5) == 4
    assert slots.before(6) is None


def test_the_interval_of_a_share_is_that_of_a_ratio() -> None:
    came, within = np.array([10.0, 20.0, 30.0, 0.0]), np.array([9.0, 18.0, 21.0, 0.0])
    found = share_of(came, within)
    residual = within[:3] - 0.8 * came[:3]
    error = np.sqrt(1.5 * np.square(residual).sum()) / 60.0
    assert found.estimate == pytest.approx(0.8)
    assert found.low == pytest.approx(0.8 - 4.3027 * error, abs=1e-5)
    assert found.replications == 3


def test_where_all_were_in_time_few_people_prove_little() -> None:
    few, many = (share_of(np.array([n, n]), np.array([n, n])).low for n in (10.0, 1000.0))
    assert few == pytest.approx(0.025 ** (1 / 20))
    assert few < 0.9 < many


@pytest.mark.parametrize(("total", "within"), [(20.0, 20.0), (20.0, 0.0), (20.0, 18.0)])
def test_on_one_day_the_bounds_are_the_exact_ones(total: float, within: float) -> None:
    expected = stats.binomtest(int(within), int(total)).proportion_ci(0.95)
    found = share_of(np.array([total]), np.array([within]))
    assert (found.low, found.high) == pytest.approx((expected.low, expected.high))


def test_the_interval_of_a_share_covers_as_often_as_it_says() -> None:
    rng = np.random.default_rng(1)
    covered = 0
    for _ in range(400):
        came = rng.poisson(30.0, 60).astype(float)
        covered += share_of(came, rng.binomial(came.astype(int), 0.9).astype(float)).covers(0.9)
    assert 0.92 <= covered / 400 <= 0.98


def test_a_gain_is_paired_by_day() -> None:
    came = np.array([[10.0, 0.0], [20.0, 0.0], [30.0, 0.0]])
    base = Outcome(came, came * 0.5)
    found = gain(base, Outcome(came, came * 0.6))
    assert found.estimate == pytest.approx(0.1)
    assert found.half_width == pytest.approx(0.0, abs=1e-12)


def test_the_estimate_on_equal_days_is_erlangs() -> None:
    """The published table: 9 minutes a service, 95 % within 15 minutes."""
    target = Target(0.95, 15.0)
    for per_hour, windows in ((10, 3), (20, 5), (30, 6), (60, 11)):
        assert _fewest(per_hour / 60, 9.0, target, (1.0,)) == windows
        assert served_within(windows, per_hour / 60, 9.0, 15.0) >= 0.95


def test_days_that_differ_need_more_windows_than_equal_ones() -> None:
    target = Target(0.95, 15.0)
    assert _kinds_of_days([1.0] * 8) == (1.0,) * 4
    uneven = _kinds_of_days([1.0, 1.0, 1.0, 5.0])
    assert sum(uneven) == pytest.approx(4.0)
    assert _fewest(0.5, 9.0, target, uneven) > _fewest(0.5, 9.0, target, (1.0,))
