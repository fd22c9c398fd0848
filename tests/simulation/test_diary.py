"""The diary: days inside the period under way, closed days, and days after the run."""

import numpy as np
import pytest
from network_samples import network

from simulation.diary import Diary
from simulation.engine.station import Ints
from simulation.streams import Streams
from simulation.tapes import origin
from simulation.units import DAY
from simulation.visits.drawing import Drawers, Visits, some_days_after
from simulation.visits.plans import GroupPlan, Period

WEEK = Period(0, 0, 6)
NEXT = Period(1, 7, 13)
OPEN = np.array([0, 1, 2, 3, 4, 7, 8, 9, 10, 11])
"""Two weeks from Monday to Friday."""


def people(*days: float) -> Visits:
    """Return people who mean to come on some days, each to an outlet of its own number."""
    none = np.zeros(len(days), np.int64)
    return Visits.first(np.arange(len(days)), np.array(days) * DAY + 100.0, none, number=0)


def entered(*days: float, exchange_days: int = 7, open_days: Ints = OPEN) -> Diary:
    """Return a diary in which people of a group were entered in the first period."""
    diary = Diary(exchange_days, {0: open_days})
    diary.put(0, people(*days), WEEK if exchange_days == 7 else Period(0, 0, 0))
    return diary


@pytest.mark.parametrize(
    ("meant", "comes"),
    [
        (8, 8),  # an open day of the next period
        (2, 9),  # inside the period under way: the same weekday of the next
        (5, None),  # inside, and the day a week later is a Saturday: nothing is open any more
        (6.9, None),
        (12, None),  # a day after the last open one
    ],
)
def test_a_day_is_kept_where_it_can_be(meant: float, comes: int | None) -> None:
    diary = entered(meant)
    due = diary.due(0, NEXT)
    assert due.arrival.tolist() == ([] if comes is None else [comes * DAY])
    assert len(diary.left(0)) == (comes is None)


def test_with_a_daily_exchange_everybody_comes_on_the_day_meant() -> None:
    diary = entered(1, 2, 3, 5, exchange_days=1)
    assert [diary.due(0, Period(day, day, day)).arrival.tolist() for day in range(8)] == [
        [], [DAY], [2 * DAY], [3 * DAY], [], [], [], [7 * DAY],
    ]  # fmt: skip


def test_nobody_is_lost_in_the_diary() -> None:
    days = np.random.default_rng(1).uniform(0, 30, 500)
    diary = entered(*days)
    assert len(diary.due(0, WEEK)) == 0
    assert len(diary.due(0, NEXT)) + len(diary.left(0)) == 500


def test_people_come_the_next_day_at_the_earliest() -> None:
    moments = np.array([10.0, DAY - 1.0, 5 * DAY])
    assert some_days_after(moments, np.zeros(3)).tolist() == [DAY, DAY, 6 * DAY]
    assert some_days_after(moments, np.full(3, 4.0)).tolist() == (moments + 4 * DAY).tolist()


def test_the_minute_of_the_day_is_drawn_from_the_day_told() -> None:
    plan = GroupPlan(network(), network().groups[0], 0, 0)
    assert plan.counter.minutes is not None
    drawers = Drawers.of([origin(Streams(1, 0, each)) for each in range(3)])
    coming = drawers.come_again(people(2, 4, 9).at(np.array([2, 4, 9]) * DAY), plan.counter.minutes)
    assert (coming.arrival // DAY).tolist() == [2, 4, 9]
    minutes = coming.arrival % DAY
    assert np.all((minutes >= 540.0) & (minutes <= 1020.0))
    assert coming.number.tolist() == [1, 1, 1]
