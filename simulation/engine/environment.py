"""A SimPy environment that runs dry without a function call an event, and events that are used again.

Sound under simpy 4.1's own rules: an event is pushed on the environment's queue with its own counter, and its callbacks
are restored before it is pushed again. Ordinary processes and timeouts can share the environment.
"""

from collections.abc import Callable
from heapq import heappop, heappush
from typing import Any, Final

from simpy.core import Environment
from simpy.events import Event

FINISH: Final = 0
CHANGE: Final = 1
ARRIVAL: Final = 2
"""What comes first at one and the same moment."""


class Recycled(Event):
    """An event that may be scheduled again once it was processed; `customer` is whom it is about."""

    def __init__(self, env: Environment, callback: Callable[["Recycled"], None]) -> None:
        super().__init__(env)
        self.kept: list[Any] = [callback]
        self.callbacks = self.kept
        self._ok = True
        self._value = None
        self.customer = -1

    def silence(self) -> None:
        """Let the event pass without effect when its moment comes."""
        self.callbacks = []


class LeanEnvironment(Environment):
    """An Environment whose run loop is written out."""

    def push(self, event: Recycled, at: float, priority: int) -> None:
        """Schedule an event at a moment."""
        heappush(self._queue, (at, priority, next(self._eid), event))  # type: ignore[misc]

    def run_out(self) -> None:
        """Process every event until none is left."""
        queue = self._queue
        while queue:
            self._now, _, _, event = heappop(queue)
            callbacks, event.callbacks = event.callbacks, None  # type: ignore[assignment]
            for callback in callbacks:
                callback(event)
            if not event._ok and not hasattr(event, "_defused"):
                raise event._value
