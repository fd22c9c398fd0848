"""The days off of a year that is not announced yet, and what a due day in such a year rests on."""

from datetime import date, timedelta

import pytest
from desk_samples import opened

from sscard_core import requests as ask
from sscard_core.lifecycle.calendar import is_announced, is_counter_day, is_day_off
from sscard_core.model.statuses import Side

YEARS = range(2060, 2088)
"""Not announced; every date falls on every day of the week in them."""

FIXED = {(1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3)}
"""The holidays whose date no year changes."""


class TestYearsNotAnnounced:
    """Weekends are off, and the six days whose date no year changes; nothing else is."""

    @pytest.mark.parametrize(("month", "day"), sorted(FIXED))
    def test_a_holiday_of_a_fixed_date_is_off_on_a_weekday(self, month: int, day: int) -> None:
        days = [on for year in YEARS if (on := date(year, month, day)).weekday() < 5]
        assert {on.weekday() for on in days} == set(range(5))
        assert all(is_day_off(on) and not is_counter_day(on) for on in days)

    def test_no_other_weekday_is_off(self) -> None:
        days = [date(YEARS[0], 1, 1) + timedelta(days=each) for each in range(7 * 366)]
        assert {(on.month, on.day) for on in days if on.weekday() < 5 and is_day_off(on)} == FIXED

    def test_saturday_and_sunday_are_off(self) -> None:
        week = [date(2060, 3, 1) + timedelta(days=each) for each in range(7)]
        assert [is_day_off(on) for on in week] == [on.weekday() in (5, 6) for on in week]

    def test_the_announced_years_follow_each_other_and_this_one_is_among_them(self) -> None:
        announced = [year for year in range(1990, 2061) if is_announced(year)]
        assert 2026 in announced
        assert announced == list(range(announced[0], announced[-1] + 1))


class TestDueDays:
    """A due day in a year not announced rests on the assumption about such years; in one announced it does not."""

    @pytest.mark.parametrize(("at", "assumed"), [("2026-03-10T10:00", False), ("2060-03-10T10:00", True)])
    def test_what_a_due_day_rests_on(self, at: str, *, assumed: bool) -> None:
        lost = opened("jiangsu", on=date.fromisoformat(at[:10]) - timedelta(days=30)).done(
            ask.ReportLoss(side=Side.BOTH), at
        )
        decision = lost.done(ask.Replace()).decision
        assert decision.due is not None
        assert ("calendar_not_announced" in [each.name for each in decision.assumed]) is assumed
