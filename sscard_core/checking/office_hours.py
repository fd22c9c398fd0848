"""Moments at which a counter is open: whole hours of office hours, on days from Monday to Friday but holidays."""

from datetime import datetime, time, timedelta
from typing import Final

from sscard_core.lifecycle.calendar import SATURDAY, is_counter_day
from sscard_core.model.moments import SHANGHAI

OPENS: Final = 9
LAST_HOUR: Final = 16
"""The last hour at which a request is put."""

HOUR: Final = timedelta(hours=1)
DAY: Final = timedelta(days=1)


def slot_after(at: datetime) -> datetime:
    """Return the next whole hour at which counters are open, an hour later at the earliest.

    >>> slot_after(datetime(2026, 11, 20, 16, tzinfo=SHANGHAI)).isoformat()  # a Friday
    '2026-11-23T09:00:00+08:00'
    """
    at += HOUR
    if at.minute or at.second or at.microsecond:
        at = at.replace(minute=0, second=0, microsecond=0) + HOUR
    while not _is_open(at):
        at = _hour(at + DAY if at.hour > LAST_HOUR or not is_counter_day(at.date()) else at, OPENS)
    return at


def slots_before(at: datetime, number: int) -> datetime:
    """Return the whole hour from which so many slots are left until a moment.

    >>> slots_before(datetime(2026, 11, 23, tzinfo=SHANGHAI), 2).isoformat()  # a Monday's first moment
    '2026-11-20T15:00:00+08:00'
    """
    at = at.replace(minute=0, second=0, microsecond=0)
    for _ in range(number):
        at -= HOUR
        while not _is_open(at):
            at = _hour(at - DAY if at.hour < OPENS or not is_counter_day(at.date()) else at, LAST_HOUR)
    return at


def next_saturday(at: datetime) -> datetime:
    """Return a moment on a Saturday: an hour later where it is one, else the next one at ten.

    >>> next_saturday(datetime(2026, 11, 18, 10, tzinfo=SHANGHAI)).isoformat()
    '2026-11-21T10:00:00+08:00'
    """
    if at.weekday() == SATURDAY and OPENS < at.hour + 1 <= LAST_HOUR:
        return at + HOUR
    days = (SATURDAY - at.weekday()) % 7
    first = _hour(at + days * DAY, 10)
    return first if first > at else first + 7 * DAY


def _is_open(at: datetime) -> bool:
    return OPENS <= at.hour <= LAST_HOUR and is_counter_day(at.date())


def _hour(at: datetime, hour: int) -> datetime:
    return datetime.combine(at.date(), time(hour), SHANGHAI)
