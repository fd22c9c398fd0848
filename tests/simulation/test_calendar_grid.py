"""Demand over the calendar: no arrivals while closed, weights as they are given, schedules that end their days."""

from datetime import date

import numpy as np
import pytest
from network_samples import shift

from simulation.engine.serving import Path, is_compiled_available
from simulation.network.hours import Days, Shift, Span, open_days
from simulation.network.profiles import PRESETS
from simulation.units import DAY
from simulation.visits.calendar_grid import day_weights, make_grid, pieces_of_day, schedule

SPRING = (date(2025, 1, 20), date(2025, 2, 9))


def test_the_state_councils_calendar_says_which_days_are_open() -> None:
    """26 January and 8 February 2025 are make-up days; Spring Festival is 28 January to 4 February."""
    assert open_days(Days.WORKING, *SPRING) == (0, 1, 2, 3, 4, 6, 7, 16, 17, 18, 19)
    assert 6 not in open_days(Days.COUNTER, *SPRING)
    assert 5 in open_days(Days.SIX, *SPRING)
    assert len(open_days(Days.DAILY, *SPRING)) == 21


def test_arrivals_fall_into_open_hours_only() -> None:
    profile = PRESETS["office"]
    weights = day_weights(Days.WORKING, profile, *SPRING)
    grid = make_grid(pieces_of_day(shift(2), profile), weights)
    assert grid is not None
    moments = grid.moments(np.random.default_rng(1).random(20_000))
    assert set((moments // DAY).astype(int).tolist()) == set(open_days(Days.WORKING, *SPRING))
    minute = moments % DAY
    assert np.all(((minute >= 540) & (minute <= 720)) | ((minute >= 810) & (minute <= 1020)))


def test_sorted_numbers_become_sorted_moments() -> None:
    grid = make_grid(((540.0, 570.0, 1.0), (570.0, 600.0, 3.0)), {0: 1.0, 2: 1.0})
    assert grid is not None
    moments = grid.moments(np.linspace(0.0, 0.999, 1000))
    assert np.all(np.diff(moments) >= 0)
    assert grid.moments(np.array([0.125, 0.3125])).tolist() == pytest.approx([570.0, 585.0])


@pytest.mark.skipif(not is_compiled_available(), reason="numba is not installed")
def test_both_paths_give_the_same_moments_in_any_order() -> None:
    """Pieces without weight are passed over, wherever they stand."""
    grid = make_grid(
        ((0.0, 9.0, 0.0), (9.0, 20.0, 1.7), (20.0, 30.0, 0.0), (31.0, 40.0, 0.3)), {0: 1.0, 2: 0.7}
    )
    assert grid is not None
    uniform = np.random.default_rng(3).random(2_000)
    for each in (uniform, np.sort(uniform), np.array([0.0, 1.0, 0.0])):
        simpy, compiled = (grid.moments(each, path) for path in (Path.SIMPY, Path.COMPILED))
        assert np.array_equal(simpy, compiled)
        assert set(np.digitize(simpy % DAY, [9.0, 20.0001, 31.0, 40.0001]).tolist()) <= {1, 3}


@pytest.mark.parametrize(
    ("pieces", "weights"), [((), {0: 1.0}), (((0.0, 30.0, 1.0),), {}), (((0.0, 30.0, 0.0),), {0: 1.0})]
)
def test_no_demand_has_no_grid(
    pieces: tuple[tuple[float, float, float], ...], weights: dict[int, float]
) -> None:
    assert make_grid(pieces, weights) is None


def test_a_closing_over_lunch_does_not_end_the_day() -> None:
    changes, windows, ends = schedule(shift(2), (0, 3))
    assert changes.tolist() == [540, 720, 810, 1020, *(each + 3 * DAY for each in (540, 720, 810, 1020))]
    assert windows.tolist() == [2, 0, 2, 0] * 2
    assert ends.tolist() == [False, False, False, True] * 2


def test_windows_that_stay_close_later_also_over_lunch() -> None:
    changes, _, _ = schedule(shift(1), (0,), stays=30.0)
    assert changes.tolist() == [540, 750, 810, 1050]
    changes, windows, _ = schedule(shift(1), (0,), stays=120.0)
    assert changes.tolist() == [540, 810, 1140]
    assert windows.tolist() == [1, 1, 0]


def test_round_the_clock_days_join_at_midnight() -> None:
    changes, windows, ends = schedule(Shift((Span(0.0, DAY, 3),), Days.DAILY), (0, 1))
    assert changes.tolist() == [0, DAY, 2 * DAY]
    assert windows.tolist() == [3, 3, 0]
    assert ends.tolist() == [False, False, True]
