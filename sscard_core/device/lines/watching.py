"""A watch over readers and cards that outlives both, and the service too.

What is there at the start is reported as if it had just come. When the service ends, all that was known is reported gone; the
watch then tries again, at longer and longer intervals, until the service is back.
"""

import threading
import time
from collections.abc import Callable, Iterator, Mapping
from typing import Final, Protocol

from sscard_core.device.errors import DeviceError, DriverMissing, NotAllowed
from sscard_core.device.lines.reader_events import Look, ReaderEvent, ServiceBack, ServiceGone, happened
from sscard_core.device.lines.reader_states import PcscReaders

FIRST_PAUSE_S: Final = 0.1
LONGEST_PAUSE_S: Final = 5.0
DENIED_TIMES: Final = 6
"""Refusals in a row before the watch believes that it is not allowed: a service that is starting refuses for a moment."""

NOTHING: Final[Mapping[str, Look]] = {}


class LookSource(Protocol):
    """Where looks at readers come from."""

    def look(self) -> Mapping[str, Look]:
        """Return all readers when something may have happened, and now and then otherwise. Raises: DeviceError."""

    def close(self) -> None:
        """Take no more looks."""


class ReaderWatch:
    """Events of readers and cards, from one thread; `stop` may come from another.

    `open_source` opens where the looks come from; `pause` waits some seconds; `clock` gives seconds since any fixed moment.
    """

    def __init__(
        self,
        open_source: Callable[[], LookSource] = PcscReaders,
        *,
        pause: Callable[[float], object] | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._open_source = open_source
        self._stopped = threading.Event()
        self._pause = self._stopped.wait if pause is None else pause
        self._clock = clock
        self._source: LookSource | None = None
        self._denied = 0

    def stop(self) -> None:
        """End the watch with the next look, half a second from now at most."""
        self._stopped.set()

    def for_each(self, tell: Callable[[ReaderEvent], object]) -> None:
        """Tell every event, until the watch is stopped. What `tell` raises ends the watch."""
        for event in self.events():
            tell(event)

    def events(self, for_s: float | None = None) -> Iterator[ReaderEvent]:
        """Yield every event, until the watch is stopped or some seconds are over.

        Raises: DriverMissing, NotAllowed; no other error ends the watch.
        """
        until = None if for_s is None else self._clock() + for_s
        try:
            yield from self._events(until)
        finally:
            self._close()

    def _events(self, until: float | None) -> Iterator[ReaderEvent]:
        known, gone, pause_s = NOTHING, False, FIRST_PAUSE_S
        while not self._over(until):
            seen = self._look()
            if seen is None:
                yield from happened(known, NOTHING)
                if not gone:
                    yield ServiceGone()
                self._pause(pause_s)
                known, gone, pause_s = NOTHING, True, min(2 * pause_s, LONGEST_PAUSE_S)
                continue
            if gone:
                yield ServiceBack()
            yield from happened(known, seen)
            known, gone, pause_s = seen, False, FIRST_PAUSE_S

    def _over(self, until: float | None) -> bool:
        return self._stopped.is_set() or (until is not None and self._clock() >= until)

    def _look(self) -> Mapping[str, Look] | None:
        """Return one look, or None where the service cannot be asked."""
        try:
            if self._source is None:
                self._source = self._open_source()
            seen = self._source.look()
        except DeviceError as fault:
            self._close()
            self._denied = self._denied + 1 if isinstance(fault, NotAllowed) else 0
            if isinstance(fault, DriverMissing) or self._denied >= DENIED_TIMES:
                raise
            return None
        self._denied = 0
        return seen

    def _close(self) -> None:
        source, self._source = self._source, None
        if source is not None:
            source.close()
