"""The unit of time is the minute, everywhere in this package; these are its multiples and the half-hours of a day."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

HOUR: Final = 60.0
DAY: Final = 1440.0
HALF_HOUR: Final = 30.0
HALF_HOURS_A_DAY: Final = 48
SECOND: Final = 1.0 / 60.0


def half_hour_of(minute: float) -> int:
    """Return the half-hour of the day, 0 to 47, in which a minute since midnight lies."""
    return int(minute // HALF_HOUR) % HALF_HOURS_A_DAY


def time_of_day(moments: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return minutes since midnight; floor and product are several times quicker than the remainder of floats."""
    return moments - np.floor(moments / DAY) * DAY


def half_hours(minutes: NDArray[np.float64]) -> NDArray[np.int64]:
    """Return the half-hours of minutes since midnight; 48 at midnight itself."""
    return np.floor(minutes / HALF_HOUR).astype(np.int64)


def clock(minute: float) -> str:
    """Return a minute since midnight as people write it.

    >>> clock(510.0)
    '08:30'
    """
    hours, minutes = divmod(round(minute), 60)
    return f"{hours:02d}:{minutes:02d}"
