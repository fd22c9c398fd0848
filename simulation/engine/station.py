"""A station: one queue before windows whose number changes by the clock, who comes to it, and what became of them.

The vocabulary of both paths of the engine. Times are minutes on one clock of the run.
"""

from enum import IntEnum
from math import isfinite
from typing import Final

import numpy as np
from attrs import field, frozen
from numpy.typing import NDArray

from sscard_core.model.words import Word

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
Codes = NDArray[np.int8]
NEVER: Final = np.inf


class AtClosing(Word):
    """What happens to the person at a window that closes (关窗时在办业务的处理)."""

    FINISH = "finish", "办完再关"
    HAND_OVER = "hand_over", "移交其他窗口"
    INTERRUPT = "interrupt", "中止改日再来"


CODES: Final = {each: place for place, each in enumerate(AtClosing)}
"""The rules of closing as numbers."""


class QueueAtClosing(Word):
    """What happens to the people who still wait when the day ends (下班时排队人员的处理)."""

    TURN_AWAY = "turn_away", "劝返"
    SERVE = "serve", "延时办完"


class Fate(IntEnum):
    """What became of a customer. INSIDE: the run ended before anything did."""

    SERVED = 0
    RENEGED = 1
    BALKED = 2
    TURNED_AWAY = 3
    INTERRUPTED = 4
    INSIDE = 5


class EngineError(ValueError):
    """The arrays handed to the engine do not describe a station: which one, and what is wrong."""


@frozen(eq=False)
class Station:
    """The windows of one queue over a run.

    `changes` are the moments at which the number of open windows changes, ascending; from `changes[j]` on there are
    `windows[j]`. Before the first there are none. Where `ends[j]` is true a day ends with that change.
    A class of customers is served in the order of arrival less `credits` of its class: those of a class with 15 minutes
    of credit overtake everyone who came at most 15 minutes before them. Great credits make strict priorities.
    """

    changes: Floats
    windows: Ints
    ends: Bools | None = None
    credits: tuple[float, ...] = (0.0,)
    at_closing: AtClosing = AtClosing.FINISH
    queue_at_closing: QueueAtClosing = QueueAtClosing.TURN_AWAY

    def __attrs_post_init__(self) -> None:
        """Check the schedule. Raises: EngineError."""
        if not len(self.changes) == len(self.windows) == len(self.day_ends):
            raise EngineError("changes, windows and ends must be of one length")
        if len(self.changes) == 0 or np.any(self.changes[1:] <= self.changes[:-1]):
            raise EngineError("changes must be some moments, each after the one before")
        if np.any(self.windows < 0):
            raise EngineError("a number of windows is 0 or more")
        if not self.credits or not all(isfinite(each) for each in self.credits):
            raise EngineError("credits must be finite minutes, one for each class")

    @property
    def day_ends(self) -> Bools:
        """Which changes end a day."""
        return np.zeros(len(self.changes), bool) if self.ends is None else self.ends

    @classmethod
    def constant(cls, windows: int, credits: tuple[float, ...] = (0.0,)) -> "Station":
        """Return a station that has the same number of windows from minute 0 on, for ever."""
        return cls(np.zeros(1), np.array([windows]), credits=credits)


@frozen(eq=False)
class Customers:
    """Who comes, one entry a customer, ascending by arrival. What is left out is not modelled.

    `patience`: minutes that one waits at most; at exactly that wait one is still served.
    `classes`: index into the station's credits. `line`: one joins only where fewer than this many wait.
    `calls_back`: one who finds the line too long leaves a number instead, keeps the place, and has all patience.
    """

    arrival: Floats
    service: Floats
    patience: Floats | None = None
    classes: Ints | None = None
    line: Ints | None = None
    calls_back: Bools | None = None

    def __attrs_post_init__(self) -> None:
        """Check the arrays against each other. Raises: EngineError."""
        n = len(self.arrival)
        for name in ("service", "patience", "classes", "line", "calls_back"):
            each = getattr(self, name)
            if each is not None and len(each) != n:
                raise EngineError(f"{name} has {len(each)} entries for {n} customers")
        if n and not np.isfinite(self.arrival.max()):
            raise EngineError("arrival must be finite")
        if n and not self.service.min() >= 0:
            raise EngineError("service must be 0 minutes or more")

    def __len__(self) -> int:
        return len(self.arrival)

    def where(self, chosen: Ints | Bools | slice) -> "Customers":
        """Return the customers of some places."""
        return Customers(
            self.arrival[chosen],
            self.service[chosen],
            None if self.patience is None else self.patience[chosen],
            None if self.classes is None else self.classes[chosen],
            None if self.line is None else self.line[chosen],
            None if self.calls_back is None else self.calls_back[chosen],
        )

    def deadlines(self) -> Floats:
        """The moments until which each waits."""
        return np.full(len(self), NEVER) if self.patience is None else self.arrival + self.patience

    def keys(self, credits: tuple[float, ...]) -> Floats:
        """The order of service: the smaller key first, of equal ones the earlier customer."""
        self.check_classes(credits)
        if self.classes is None:
            return self.arrival if credits[0] == 0.0 else self.arrival - credits[0]
        keys: Floats = self.arrival - np.asarray(credits)[self.classes]
        return keys

    def check_classes(self, credits: tuple[float, ...]) -> None:
        """Check that each class has its credits. Raises: EngineError."""
        classes = self.classes
        if classes is not None and len(self) and not 0 <= classes.min() <= classes.max() < len(credits):
            raise EngineError("a class without credits; the station names one for each class")


@frozen(eq=False)
class Served:
    """What became of each customer.

    `start`: when service began, NaN where it never did. `end`: when the customer left, served or not; NaN while inside.
    `fate`: a Fate as int8. `called_back`: who left a number instead of waiting.
    """

    start: Floats
    end: Floats
    fate: Codes
    called_back: Bools = field(factory=lambda: np.zeros(0, bool))

    def where(self, chosen: Bools) -> "Served":
        """Return what became of some of them."""
        return Served(self.start[chosen], self.end[chosen], self.fate[chosen], self.called_back[chosen])

    def count(self, fate: Fate) -> int:
        """Return how many met a fate."""
        return int(np.count_nonzero(self.fate == fate))

    def waits(self, arrival: Floats) -> Floats:
        """Return the minutes waited by those whose service began."""
        waited: Floats = (self.start - arrival)[~np.isnan(self.start)]
        return waited
