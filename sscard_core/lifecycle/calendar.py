"""Days: periods as the Civil Code counts them (arts 201-203), ages, working days of the State Council's calendar."""

from calendar import monthrange
from datetime import date, datetime, timedelta
from functools import cache
from typing import Final, Literal

import chinese_calendar
from attrs import frozen

from sscard_core.model.moments import midnight
from sscard_core.rulebooks.book import Promise, Unit

SATURDAY: Final = 5


@frozen
class Period:
    """A length of time in days, months or years."""

    number: int
    unit: Literal["d", "m", "y"]

    @classmethod
    def read(cls, text: str) -> "Period":
        """Read `7d`, `3m` or `10y`, as the switches write them."""
        unit = text[-1]
        assert unit in ("d", "m", "y"), "switch values are checked when they are read"
        return cls(int(text[:-1]), unit)  # type: ignore[arg-type]

    def last_day_after(self, event: date) -> date:
        """Return the last day, which counts whole; the first is the day after the event (arts 201, 203)."""
        if self.unit == "d":
            return event + timedelta(days=self.number)
        return months_later(event, self.number * (12 if self.unit == "y" else 1))

    def end_after(self, event: date) -> datetime:
        """Return the first moment at which the period is over."""
        return midnight(self.last_day_after(event) + timedelta(days=1))


def months_later(day: date, months: int) -> date:
    """Return the corresponding day, or the month's last where there is none (art. 202)."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def age_on(born: date, day: date) -> int:
    """Return the age in whole years, reached on the birthday (29 February: 28 February in common years)."""
    birthday = months_later(born, 12 * (day.year - born.year))
    return day.year - born.year - (day < birthday)


FIXED_HOLIDAYS: Final = frozenset({(1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3)})
"""Month and day of the holidays whose date no year changes (全国年节及纪念日放假办法, as of 2025)."""


@cache
def is_day_off(day: date) -> bool:
    """True for a day on which the State Council's calendar has no work.

    In a year not announced yet: weekends, and the holidays of a fixed date.
    """
    try:
        return bool(chinese_calendar.is_holiday(day))
    except NotImplementedError:
        return day.weekday() >= SATURDAY or (day.month, day.day) in FIXED_HOLIDAYS


@cache
def is_announced(year: int) -> bool:
    """True where the State Council's calendar of the year is known."""
    try:
        chinese_calendar.is_holiday(date(year, 1, 1))
    except NotImplementedError:
        return False
    return True


def is_counter_day(day: date) -> bool:
    """True from Monday to Friday except statutory holidays, whatever make-up days say (XJ22-00-2)."""
    return day.weekday() < SATURDAY and not is_day_off(day)


@cache
def _working_day_after(day: date, number: int) -> date:
    while number:
        day += timedelta(days=1)
        number -= not is_day_off(day)
    return day


def due_on(promise: Promise, asked: date) -> date:
    """Return the last day on which a promise made on a day is kept."""
    if promise.unit is Unit.WORKING_DAYS:
        return _working_day_after(asked, promise.number)
    return asked + timedelta(days=promise.number)
