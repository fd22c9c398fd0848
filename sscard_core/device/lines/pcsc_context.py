"""One connection to the PC/SC service, with an end to every call on it."""

from collections.abc import Callable
from typing import Self, TypeVar

from sscard_core.device.errors import LineTimeout, NoReader
from sscard_core.device.lines.daemon_sockets import DaemonSocket, opened_by
from sscard_core.device.lines.pcsc_calls import PcscCalls
from sscard_core.device.lines.pcsc_faults import SUCCESS, Moment, error_of
from sscard_core.device.lines.watchdog import Aside, Guard, Watchdog

Result = TypeVar("Result")


class Context:
    """A connection to the PC/SC service, and the guard that gives each call on it an end."""

    def __init__(self, calls: PcscCalls, timeout_s: float) -> None:
        """Raises: ServiceNotRunning, NotAllowed, LineTimeout."""
        self.calls = calls
        self._open = True
        self._guard: Guard = Aside(timeout_s)
        self._socket: DaemonSocket | None = None
        self._timed_out = False
        (code, self.handle), self._socket = self.within_time(lambda: opened_by(self.calls.establish))
        if code != SUCCESS:
            self._let_go()
            raise error_of(code, Moment.STARTING)
        if self._socket is not None:
            self._guard.close()
            self._guard = Watchdog(self._socket.cut, timeout_s)

    def within_time(self, call: Callable[[], Result], where: str = "") -> Result:
        """Return what a call returns. Raises: LineTimeout, after which the context is of no use."""
        try:
            return self._guard.run(call)
        except TimeoutError:
            self._timed_out = True
            raise LineTimeout(where) from None

    def readers(self) -> tuple[str, ...]:
        """Return the names of the readers."""
        code, names = self.within_time(lambda: self.calls.list_readers(self.handle))
        fault = None if code == SUCCESS else error_of(code, Moment.LISTING)
        if fault is not None and not isinstance(fault, NoReader):
            raise fault
        return names if fault is None else ()

    def close(self) -> None:
        """Give the context back; one with a call that hangs in it is left to the end of the process. Twice is once."""
        if self._open and (self._socket is not None or not self._timed_out):
            self.calls.release(self.handle)
        self._let_go()

    def _let_go(self) -> None:
        self._open = False
        self._guard.close()
        if self._socket is not None:
            self._socket.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
