"""The unit of time is the minute, everywhere in this package; these are its multiples and the half-hours of a day."""

from typing import Final

HOUR: Final = 60.0
DAY: Final = 1440.0
HALF_HOUR: Final = 30.0
HALF_HOURS_A_DAY: Final = 48
SECOND: Final = 1.0 / 60.0


def half_hour_of(minute: float) -> int:
    """Return the half-hour of the day, 0 to 47, in which a minute since midnight lies."""
    return int(minute // HALF_HOUR) % HALF_HOURS_A_DAY


def clock(minute: float) -> str:
    """Return a minute since midnight as people write it.

    >>> clock(510.0)
    '08:30'
    """
    hours, minutes = divmod(round(minute), 60)
    return f"{hours:02d}:{minutes:02d}"
