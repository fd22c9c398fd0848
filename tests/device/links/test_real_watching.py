"""The watch over readers beside a real daemon: cards, readers and the daemon itself come and go."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from queue import Queue

from link_samples import ATR, EchoCard
from private_daemon import READERS, PrivateDaemon, inserted

from sscard_core.device.lines.reader_events import (
    CardInserted,
    CardTakenOut,
    ReaderAdded,
    ReaderEvent,
    ReaderRemoved,
    ServiceBack,
    ServiceGone,
)
from sscard_core.device.lines.watching import ReaderWatch

WITHIN_S = 8
FIRST, SECOND = READERS
BOTH = [ReaderAdded(FIRST), ReaderAdded(SECOND)]


class Events:
    """The events of a watch that runs in a thread."""

    def __init__(self) -> None:
        self._queue: Queue[ReaderEvent] = Queue()
        self.watch = ReaderWatch()
        self.thread = threading.Thread(target=lambda: self.watch.for_each(self._queue.put), daemon=True)
        self.thread.start()

    def next(self, count: int) -> list[ReaderEvent]:
        """Return the next events; queue.Empty if they do not come."""
        return [self._queue.get(timeout=WITHIN_S) for _ in range(count)]

    def none_left(self) -> bool:
        return self._queue.empty()


@contextmanager
def watching() -> Iterator[Events]:
    """Run a watch in a thread, and end it."""
    events = Events()
    try:
        yield events
    finally:
        events.watch.stop()
        events.thread.join(WITHIN_S)
    assert not events.thread.is_alive()
    assert events.none_left()


class TestTheWatchBesideADaemon:
    """Each event comes once and in order."""

    def test_a_card_that_is_there_and_one_that_comes_and_goes(self, daemon: PrivateDaemon) -> None:
        with inserted(daemon, EchoCard()), watching() as events:
            assert events.next(3) == [ReaderAdded(FIRST), CardInserted(FIRST, ATR), ReaderAdded(SECOND)]
            with inserted(daemon, EchoCard(b"\x3b\x00"), slot=1):
                assert events.next(1) == [CardInserted(SECOND, b"\x3b\x00")]
            assert events.next(1) == [CardTakenOut(SECOND)]

    def test_it_outlives_a_service_that_is_killed(self, daemon: PrivateDaemon) -> None:
        with watching() as events:
            assert events.next(2) == BOTH
            with inserted(daemon, EchoCard()):
                assert events.next(1) == [CardInserted(FIRST, ATR)]
                daemon.stop(signal.SIGKILL)
                assert events.next(4) == [
                    CardTakenOut(FIRST),
                    ReaderRemoved(FIRST),
                    ReaderRemoved(SECOND),
                    ServiceGone(),
                ]
            daemon.start()
            assert events.next(3) == [ServiceBack(), *BOTH]
            with inserted(daemon, EchoCard()):
                assert events.next(1) == [CardInserted(FIRST, ATR)]
            assert events.next(1) == [CardTakenOut(FIRST)]

    def test_it_outlives_the_readers(self, daemon: PrivateDaemon) -> None:
        with watching() as events:
            assert events.next(2) == BOTH
            daemon.readers(present=False)
            daemon.restart()
            assert events.next(4) == [
                ReaderRemoved(FIRST),
                ReaderRemoved(SECOND),
                ServiceGone(),
                ServiceBack(),
            ]
            daemon.readers(present=True)
            daemon.restart()
            assert events.next(4) == [ServiceGone(), ServiceBack(), *BOTH]

    def test_it_begins_before_the_service_does(self, daemon: PrivateDaemon) -> None:
        daemon.stop()
        with watching() as events:
            assert events.next(1) == [ServiceGone()]
            daemon.start()
            assert events.next(3) == [ServiceBack(), *BOTH]
