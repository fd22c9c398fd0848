"""Moments: aware datetimes of Asia/Shanghai. Nothing in the library reads a clock; a moment is an argument.

Shanghai has kept UTC+8 without summer time since 1991, which all four measures postdate, so a fixed offset is
exact and needs no time-zone database.
"""

from datetime import date, datetime, time, timedelta, timezone
from typing import Final

SHANGHAI: Final = timezone(timedelta(hours=8), "Asia/Shanghai")


class NaiveMoment(ValueError):
    """A moment came without a time zone."""


def midnight(day: date) -> datetime:
    """Return the first moment of a day."""
    return datetime.combine(day, time.min, SHANGHAI)


def checked(moment: datetime) -> datetime:
    """Return the moment in Shanghai's time.

    Raises: NaiveMoment.
    """
    if moment.tzinfo is SHANGHAI:
        return moment
    if moment.tzinfo is None:
        raise NaiveMoment(f"a moment needs a time zone; found {moment.isoformat()} without one")
    return moment.astimezone(SHANGHAI)
