"""The half-hours of a day in which a station may be staffed, and shifts from numbers of windows in each."""

from collections.abc import Iterable

from attrs import frozen

from simulation.network.hours import Days, Shift, Span
from simulation.units import HALF_HOUR, HOUR


@frozen
class Slot:
    """A half-hour of the day, or the part of one that is open; minutes since midnight."""

    opens: float
    closes: float

    @property
    def minutes(self) -> float:
        """Its length."""
        return self.closes - self.opens


@frozen
class Slots:
    """The slots of a shift in order. Hours that a file gives no window (`closed`) stay so, and are no slots."""

    each: tuple[Slot, ...]
    days: Days
    closed: tuple[Span, ...] = ()

    @classmethod
    def of(cls, shift: Shift) -> "Slots":
        """Cut the open hours of a shift at every half-hour and at every change of the shift."""
        found = []
        for span in shift.spans:
            start = span.opens
            while start < span.closes and span.windows:
                end = min(span.closes, (start // HALF_HOUR + 1) * HALF_HOUR)
                found.append(Slot(start, end))
                start = end
        return cls(tuple(found), shift.days, tuple(span for span in shift.spans if not span.windows))

    def __len__(self) -> int:
        return len(self.each)

    def staffed(self, windows: tuple[int, ...]) -> Shift:
        """Return the shift with so many windows in each slot; slots alike that touch become one span."""
        spans: list[Span] = []
        for span in self._with_closed(windows):
            if spans and (spans[-1].closes, spans[-1].windows) == (span.opens, span.windows):
                spans[-1] = Span(spans[-1].opens, span.closes, span.windows)
            else:
                spans.append(span)
        return Shift(tuple(spans), self.days)

    def _with_closed(self, windows: Iterable[int]) -> list[Span]:
        spans = [Span(slot.opens, slot.closes, each) for slot, each in zip(self.each, windows, strict=True)]
        return sorted((*spans, *self.closed), key=lambda span: span.opens)

    def numbered(self) -> Shift:
        """Return a shift whose number of windows tells the slot, from 1: what plans of windows are looked up by."""
        return Shift(tuple(self._with_closed(range(1, len(self) + 1))), self.days)

    def before(self, place: int) -> int | None:
        """Return the slot that ends where one begins; None where the station was closed."""
        if place and self.each[place - 1].closes == self.each[place].opens:
            return place - 1
        return None

    def window_hours(self, windows: tuple[int, ...]) -> float:
        """Return the staffed hours of a day, all windows together."""
        return sum(slot.minutes * each for slot, each in zip(self.each, windows, strict=True)) / HOUR
