"""Calls that may hang for ever, given an end: by cutting the line they hang on, or by waiting for them elsewhere.

PC/SC has no time limit for a command. On Linux a call waits on a socket to the daemon, so a watchdog cuts that socket: the
call returns at once, and nothing of it is left in this process (`Watchdog`). Where the socket is not known, each call runs in
a thread beside (`Aside`): a call that hangs keeps that thread and its context until it returns or the process ends, and what
it returns then is thrown away. Either way the daemon goes on waiting for the card, and the reader is busy until the card
answers or is taken out.
"""

import math
import threading
import time
from collections.abc import Callable
from typing import Any, Final, Protocol, TypeVar

Result = TypeVar("Result")

LOOKS: Final = 20
"""How often a watchdog looks within the time it allows; a call ends at most one look late."""

LOOK_S_MAX: Final = 0.25


class Guard(Protocol):
    """Gives calls an end. After the first call that took too long, a guard is of no use any more."""

    def run(self, call: Callable[[], Result]) -> Result:
        """Return what the call returns. Raises: TimeoutError."""

    def close(self) -> None:
        """Let go of the thread; idempotent."""


class Watchdog:
    """Runs calls in the thread of the caller, and cuts their line when they take longer than `timeout_s` seconds."""

    def __init__(self, cut: Callable[[], None], timeout_s: float) -> None:
        self._cut = cut
        self._timeout_s = timeout_s
        self._until = math.inf
        self._bitten = False
        self._lock = threading.Lock()
        self._closed = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="card watchdog", daemon=True)
        self._thread.start()

    def run(self, call: Callable[[], Result]) -> Result:
        """Return what the call returns. Raises: TimeoutError if it was cut."""
        with self._lock:
            self._until = time.monotonic() + self._timeout_s
        try:
            result = call()
        finally:
            with self._lock:
                self._until = math.inf
        # an answer that came while the line was being cut is thrown away, so that no half of a session goes on
        if self._bitten:
            raise TimeoutError
        return result

    def close(self) -> None:
        """End the thread."""
        self._closed.set()

    def _watch(self) -> None:
        look_s = min(self._timeout_s / LOOKS, LOOK_S_MAX)
        while not self._closed.wait(look_s):
            with self._lock:
                if time.monotonic() < self._until:
                    continue
                self._bitten = True
            self._cut()
            return


class Aside:
    """Runs calls in one thread beside the caller's, and gives up on it when a call takes longer than `timeout_s` seconds."""

    def __init__(self, timeout_s: float) -> None:
        self._timeout_s = timeout_s
        self._asked = threading.Semaphore(0)
        self._answered = threading.Semaphore(0)
        self._over = False
        self._call: Callable[[], Any] | None = None
        self._result: Any = None
        self._fault: BaseException | None = None
        self._thread = threading.Thread(target=self._work, name="card calls", daemon=True)
        self._thread.start()

    def run(self, call: Callable[[], Result]) -> Result:
        """Return what the call returns, or raise what it raises. Raises: TimeoutError."""
        if self._over:
            raise TimeoutError
        self._call = call
        self._asked.release()
        if not self._answered.acquire(timeout=self._timeout_s):
            self._over = True
            raise TimeoutError
        if self._fault is not None:
            raise self._fault
        result: Result = self._result
        return result

    def close(self) -> None:
        """End the thread, unless it hangs."""
        self._over = True
        self._asked.release()

    def _work(self) -> None:
        while True:
            self._asked.acquire()
            if self._over or self._call is None:
                return
            self._fault = None
            try:
                self._result = self._call()
            except BaseException as fault:
                self._fault = fault
            self._answered.release()
