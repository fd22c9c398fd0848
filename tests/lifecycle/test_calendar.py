"""Days: periods and ages as the Civil Code counts them, working days as the State Council announces them."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sscard_core import SHANGHAI
from sscard_core.lifecycle.calendar import (
    Period,
    age_on,
    due_on,
    is_announced,
    is_counter_day,
    is_day_off,
    months_later,
)
from sscard_core.rulebooks.book import Promise, Unit

DAY = timedelta(days=1)
DAYS = st.dates(date(1900, 1, 1), date(2200, 12, 31))
ANNOUNCED = st.dates(date(2024, 1, 1), date(2026, 8, 31))
HOLIDAYS = [
    *("2025-01-01", "2025-01-28", "2025-02-04", "2025-04-04", "2025-05-05", "2025-06-02", "2025-10-08"),
    *("2026-01-02", "2026-02-16", "2026-02-23", "2026-04-06", "2026-05-05", "2026-06-19", "2026-10-07"),
]
MADE_UP = [
    *("2025-01-26", "2025-02-08", "2025-04-27", "2025-09-28", "2025-10-11"),
    *("2026-01-04", "2026-02-14", "2026-02-28", "2026-05-09", "2026-09-20", "2026-10-10"),
]
NOT_ANNOUNCED = date(2060, 1, 1)


def on(text: str) -> date:
    return date.fromisoformat(text)


class TestPeriods:
    """The day of the event does not count; the last day counts whole (arts 201-203)."""

    @pytest.mark.parametrize(
        ("period", "event", "last"),
        [
            ("7d", "2026-03-02", "2026-03-09"),
            ("60d", "2026-01-01", "2026-03-02"),
            ("60d", "2024-01-01", "2024-03-01"),
            ("1d", "2025-12-31", "2026-01-01"),
            ("3m", "2026-01-15", "2026-04-15"),
            ("1m", "2026-01-31", "2026-02-28"),
            ("1m", "2024-01-31", "2024-02-29"),
            ("1m", "2026-02-28", "2026-03-28"),
            ("3m", "2025-11-30", "2026-02-28"),
            ("12m", "2025-12-31", "2026-12-31"),
            ("10y", "2016-03-10", "2026-03-10"),
            ("10y", "2016-02-29", "2026-02-28"),
            ("4y", "2016-02-29", "2020-02-29"),
            ("1y", "2099-02-28", "2100-02-28"),
        ],
    )
    def test_a_period_ends_on_its_last_day(self, period: str, event: str, last: str) -> None:
        assert Period.read(period).last_day_after(on(event)) == on(last)

    def test_a_period_is_over_at_the_midnight_after_its_last_day(self) -> None:
        over = Period.read("7d").end_after(on("2026-03-02"))
        assert over == datetime(2026, 3, 10, tzinfo=SHANGHAI)

    @given(event=DAYS, number=st.integers(1, 9999))
    def test_a_period_of_days_has_as_many_days(self, event: date, number: int) -> None:
        assert (Period(number, "d").last_day_after(event) - event).days == number

    @given(event=DAYS, months=st.integers(1, 400))
    def test_a_period_of_months_ends_on_the_corresponding_day_or_the_months_last(
        self, event: date, months: int
    ) -> None:
        last = months_later(event, months)
        assert (last.year - event.year) * 12 + last.month - event.month == months
        assert last.day == event.day or (last.day < event.day and (last + DAY).day == 1)

    @given(event=DAYS, years=st.integers(1, 99))
    def test_a_year_is_twelve_months(self, event: date, years: int) -> None:
        assert Period(years, "y").last_day_after(event) == Period(12 * years, "m").last_day_after(event)

    @given(earlier=DAYS, later=DAYS, months=st.integers(0, 400))
    def test_who_begins_later_does_not_end_earlier(self, earlier: date, later: date, months: int) -> None:
        earlier, later = sorted((earlier, later))
        assert months_later(earlier, months) <= months_later(later, months)

    @given(event=DAYS, number=st.integers(1, 99), unit=st.sampled_from("dmy"))
    def test_a_period_is_read_as_it_is_written(self, event: date, number: int, unit: str) -> None:
        period = Period.read(f"{number}{unit}")
        assert (period.number, period.unit) == (number, unit)
        assert period.end_after(event) == datetime.combine(
            period.last_day_after(event) + DAY, datetime.min.time(), SHANGHAI
        )


class TestAges:
    """An age is reached on the birthday."""

    @pytest.mark.parametrize(
        ("born", "day", "age"),
        [
            ("2008-03-02", "2026-03-01", 17),
            ("2008-03-02", "2026-03-02", 18),
            ("2008-02-29", "2026-02-27", 17),
            ("2008-02-29", "2026-02-28", 18),
            ("2008-02-29", "2024-02-28", 15),
            ("2008-02-29", "2024-02-29", 16),
            ("2004-02-29", "2100-02-28", 96),
            ("2026-03-02", "2026-03-02", 0),
            ("2010-12-31", "2026-12-31", 16),
        ],
    )
    def test_an_age_is_reached_on_the_birthday(self, born: str, day: str, age: int) -> None:
        assert age_on(on(born), on(day)) == age

    @given(born=st.dates(date(1900, 1, 1), date(2026, 12, 31)), day=DAYS)
    def test_an_age_grows_by_one_on_one_day_of_the_year_only(self, born: date, day: date) -> None:
        grows = age_on(born, day) - age_on(born, day - DAY)
        birthday = (born.month, born.day) == (day.month, day.day)
        leap = (born.month, born.day, day.month, day.day) == (2, 29, 2, 28) and (day + DAY).month == 3
        assert grows == (birthday or leap)


class TestDaysOff:
    """Working days follow the State Council's notices, make-up days included."""

    @pytest.mark.parametrize("day", HOLIDAYS)
    def test_a_weekday_that_is_a_holiday_is_off(self, day: str) -> None:
        assert on(day).weekday() < 5
        assert is_day_off(on(day))
        assert not is_counter_day(on(day))

    @pytest.mark.parametrize("day", MADE_UP)
    def test_a_weekend_day_that_is_made_up_is_worked_but_card_counters_stay_closed(self, day: str) -> None:
        assert on(day).weekday() >= 5
        assert not is_day_off(on(day))
        assert not is_counter_day(on(day))

    @pytest.mark.parametrize("day", ["2025-03-08", "2026-03-01", "2026-07-04"])
    def test_a_common_weekend_day_is_off(self, day: str) -> None:
        assert is_day_off(on(day))

    @given(ANNOUNCED)
    def test_a_counter_opens_only_on_a_weekday_that_is_worked(self, day: date) -> None:
        assert is_counter_day(day) == (day.weekday() < 5 and not is_day_off(day))

    def test_a_year_not_announced_has_weekends_and_the_holidays_of_a_fixed_date(self) -> None:
        assert is_announced(2026)
        assert not is_announced(NOT_ANNOUNCED.year)
        year = [NOT_ANNOUNCED + timedelta(days=each) for each in range(366)]
        holidays = {(day.month, day.day) for day in year if day.weekday() < 5 and is_day_off(day)}
        assert holidays <= {(1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3)}
        assert (1, 1) in holidays
        assert all(is_day_off(day) for day in year if day.weekday() >= 5)


class TestPromises:
    """A promise is kept on the last day that it names."""

    @pytest.mark.parametrize(
        ("number", "unit", "asked", "due"),
        [
            (0, Unit.SAME_DAY, "2026-03-02", "2026-03-02"),
            (30, Unit.DAYS, "2026-01-31", "2026-03-02"),
            (5, Unit.WORKING_DAYS, "2026-03-02", "2026-03-09"),
            (5, Unit.WORKING_DAYS, "2026-03-06", "2026-03-13"),
            (1, Unit.WORKING_DAYS, "2026-03-06", "2026-03-09"),
            (5, Unit.WORKING_DAYS, "2025-09-26", "2025-10-10"),
            (5, Unit.WORKING_DAYS, "2026-02-12", "2026-02-26"),
            (7, Unit.WORKING_DAYS, "2026-02-12", "2026-02-28"),
        ],
    )
    def test_a_promise_is_due_on_its_last_day(self, number: int, unit: Unit, asked: str, due: str) -> None:
        assert due_on(Promise(number, unit), on(asked)) == on(due)

    @given(asked=ANNOUNCED, number=st.integers(1, 60))
    def test_a_promise_of_working_days_has_as_many_of_them(self, asked: date, number: int) -> None:
        due = due_on(Promise(number, Unit.WORKING_DAYS), asked)
        days = [asked + timedelta(days=each) for each in range(1, (due - asked).days + 1)]
        assert sum(not is_day_off(day) for day in days) == number
        assert not is_day_off(due)
