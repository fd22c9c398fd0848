"""When windows are staffed: opening hours of a day, lunch cover, and on which days of the calendar."""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache

from attrs import frozen

from sscard_core.lifecycle.calendar import is_counter_day, is_day_off
from sscard_core.model.words import Word


class Days(Word):
    """On which days a station is staffed."""

    WORKING = "working", "工作日（含调休上班日）"
    COUNTER = "counter", "周一至周五（法定节假日除外）"
    SIX = "six", "工作日及周六"
    DAILY = "daily", "每天"


SATURDAY = 5


def is_open_on(days: Days, day: date) -> bool:
    """Say whether a station is staffed on a day of the State Council's calendar."""
    if days is Days.DAILY:
        return True
    if days is Days.COUNTER:
        return is_counter_day(day)
    return not is_day_off(day) or (days is Days.SIX and day.weekday() == SATURDAY)


@frozen
class Span:
    """A part of the day, in minutes since midnight, and how many windows are staffed in it."""

    opens: float
    closes: float
    windows: int


@frozen
class Shift:
    """The staffing of one kind of window through a day: spans in order, without overlap."""

    spans: tuple[Span, ...]
    days: Days = Days.WORKING

    def steps(self) -> tuple[tuple[float, int], ...]:
        """The minutes of a day at which the number of windows changes, with the number from then on."""
        steps: list[tuple[float, int]] = []
        for span in self.spans:
            if steps and steps[-1][0] == span.opens:
                steps.pop()
            steps += [(span.opens, span.windows), (span.closes, 0)]
        return tuple(steps)

    @property
    def opens(self) -> float:
        """The first minute of a day."""
        return self.spans[0].opens

    @property
    def closes(self) -> float:
        """The last minute of a day."""
        return self.spans[-1].closes

    @property
    def most(self) -> int:
        """The most windows that are ever open."""
        return max(span.windows for span in self.spans)

    @property
    def window_minutes(self) -> float:
        """Staffed minutes in a day, all windows together."""
        return sum((span.closes - span.opens) * span.windows for span in self.spans)


def days_between(first: date, last: date) -> Iterator[date]:
    """Yield every day, both ends included."""
    day = first
    while day <= last:
        yield day
        day += timedelta(days=1)


@cache
def open_days(days: Days, first: date, last: date) -> tuple[int, ...]:
    """Return the numbers of the days, counted from the first, on which a station is staffed."""
    return tuple(number for number, day in enumerate(days_between(first, last)) if is_open_on(days, day))
