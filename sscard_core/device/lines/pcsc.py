"""Cards in real readers, by PC/SC: the one file that imports pyscard, and only when a reader is asked for.

The plain calls of the library are used, not its connection objects: those have no time limit, print from destructors when
the daemon has gone, and switch the card off under other programs when they let it go.
"""

import ctypes
import os
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import lru_cache
from typing import Final, Self, TypeVar

from sscard_core.device.errors import (
    DriverMissing,
    GarbledAnswer,
    LineError,
    LineTimeout,
    NoCard,
    NoReader,
    PortClosed,
    ProtocolMismatch,
)
from sscard_core.device.lines.lengths import SHORTEST_ANSWER, check_command
from sscard_core.device.lines.pcsc_calls import PcscCalls, as_bytes
from sscard_core.device.lines.pcsc_context import Context
from sscard_core.device.lines.pcsc_faults import SUCCESS, Moment, error_of

ANSWER_WITHIN_S: Final = 10.0
"""Seconds for one call, unless told otherwise: more than a card takes to check a signature."""

SHARED_LIBRARY: Final = "libpcsclite.so.1"
SHARED_LIBRARY_PATH: Final = "LIBPCSCLITE_PATH"
"""The environment variable by which pyscard takes another library."""

Result = TypeVar("Result")


@lru_cache(maxsize=1)
def calls() -> PcscCalls:
    """Return the calls of PC/SC. Raises: DriverMissing, telling whether pyscard or the system's library is missing."""
    if sys.platform == "linux":
        # asked for here first: pyscard, where it cannot load it, prints to the standard output and calls it "no service"
        name = os.environ.get(SHARED_LIBRARY_PATH, SHARED_LIBRARY)
        try:
            ctypes.CDLL(name)
        except OSError:
            raise DriverMissing(found=f"no {SHARED_LIBRARY}") from None
    try:
        from smartcard import scard  # type: ignore[import-untyped,unused-ignore]  # noqa: PLC0415
    except ImportError:
        raise DriverMissing(found="no pyscard") from None
    return PcscCalls(scard)


def readers(timeout_s: float = ANSWER_WITHIN_S) -> tuple[str, ...]:
    """Return the names of the readers, none if there is none.

    Raises: DriverMissing, ServiceNotRunning, NotAllowed, LineTimeout.
    """
    with Context(calls(), timeout_s) as context:
        return context.readers()


class PcscPort:
    """A `CardPort` to a card in a reader.

    The card is left as it is when the port is closed, so that other programs keep theirs; an exclusive port resets it, so
    that no verified PIN stays behind. Any error in an exchange is the end of the port: a card may have been changed for
    another without a word. No call takes longer than its timeout and a twentieth. One thread at a time; others wait.
    """

    def __init__(self, context: Context, reader: str, *, exclusive: bool = False) -> None:
        """Take the card in one reader. The port owns the context, and closes it with itself; if this fails, the caller does."""
        self._context = context
        self._calls = context.calls
        self._reader = reader
        self._exclusive = exclusive
        self._handle: int | None = None
        self._lock = threading.RLock()
        self._handle, self._protocol = self._connect()
        self._header = self._calls.header(self._protocol)
        self._atr = self._read_atr()

    @classmethod
    def open(
        cls,
        reader_pattern: str | None = None,
        *,
        exclusive: bool = False,
        timeout_s: float = ANSWER_WITHIN_S,
    ) -> Self:
        """Take the first card in any reader, or in those whose names contain `reader_pattern`, in any case.

        Raises: DriverMissing, ServiceNotRunning, NotAllowed; NoReader, NoCard; ReaderBusy, CardMute, ProtocolMismatch;
        LineTimeout, as when another program holds a transaction.
        """
        context = Context(calls(), timeout_s)
        faults: list[LineError] = []
        try:
            for name in _matching(context.readers(), reader_pattern):
                try:
                    return cls(context, name, exclusive=exclusive)
                except LineError as fault:
                    faults.append(fault)
                context.close()
                context = Context(calls(), timeout_s)
        except BaseException:
            context.close()
            raise
        context.close()
        # a card that cannot be had tells more than the reader beside it that is empty
        raise next((each for each in faults if not isinstance(each, NoCard)), faults[0])

    @property
    def atr(self) -> bytes:
        """The answer to the last reset, whole."""
        return self._atr

    @property
    def reader(self) -> str:
        """The name of the reader."""
        return self._reader

    @property
    def protocol(self) -> str:
        """The protocol agreed with the card, T=0 or T=1. It says nothing of what the card could speak besides."""
        return f"T={self._calls.protocols.index(self._protocol)}"

    def reset(self) -> bytes:
        """Reset the card and return its new ATR. Raises: CardRemoved, CardMute, ReaderGone, ServiceLost, LineTimeout."""
        calls, protocol, exclusive = self._calls, self._protocol, self._exclusive
        with self._lock:
            self._plain(Moment.RESETTING, lambda handle: calls.reset(handle, protocol, exclusive))
            self._atr = self._read_atr()
            return self._atr

    def transmit(self, command: bytes) -> bytes:
        """Send one command and return the answer.

        Raises: CommandTooShort, CommandTooLong (nothing was sent); CardRemoved, CardReset, ReaderGone, TransactionFailed,
        GarbledAnswer, ServiceLost, LineTimeout (the port is over); PortClosed.
        """
        check_command(command, self._reader)
        numbers = list(bytes(command))  # the library would cut a number beyond 255 to its last byte
        with self._lock:
            handle = self._held()
            transmit, header = self._calls.transmit_raw, self._header
            code, answer = self._within_time(lambda: transmit(handle, header, numbers))
            if code != SUCCESS:
                raise self._over(error_of(code, Moment.TRANSMITTING, self._reader))
            if len(answer) < SHORTEST_ANSWER:
                raise self._over(GarbledAnswer(self._reader, f"{len(answer)} bytes, a status word has 2"))
            return as_bytes(answer)

    @contextmanager
    def transaction(self) -> Iterator[Self]:
        """Keep other programs from the card within the block, as for a PIN and what it opens.

        Raises: LineTimeout, when another program does not end its own; CardRemoved, CardReset, ServiceLost.
        """
        with self._lock:
            self._plain(Moment.HOLDING, self._calls.begin)
            try:
                yield self
            finally:
                if self._handle is not None:
                    self._plain(Moment.HOLDING, self._calls.end)

    def close(self) -> None:
        """Let the card go. Twice is once; a service that has gone is no error here."""
        with self._lock:
            handle, self._handle = self._handle, None
            if handle is None:
                return
            calls, reset = self._calls, self._exclusive
            try:
                # a service that does not answer is cut off, and lets the card go when it sees that
                with suppress(LineTimeout):
                    self._context.within_time(lambda: calls.disconnect(handle, reset))
            finally:
                self._context.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"PcscPort({self._reader!r})"

    def _connect(self) -> tuple[int, int]:
        """Ask for T=0, then for T=1: a driver left to choose may choose one that the card does not speak."""
        for protocol in self._calls.protocols:
            found = self._connect_by(protocol)
            if found is not None:
                return found
        raise ProtocolMismatch(self._reader)

    def _connect_by(self, protocol: int) -> tuple[int, int] | None:
        context, calls = self._context, self._calls
        code, handle, agreed = context.within_time(
            lambda: calls.connect(context.handle, self._reader, protocol, self._exclusive), self._reader
        )
        if code == SUCCESS:
            return handle, agreed
        fault = error_of(code, Moment.CONNECTING, self._reader)
        if isinstance(fault, ProtocolMismatch):
            return None
        raise fault

    def _read_atr(self) -> bytes:
        handle, calls = self._held(), self._calls
        code, atr = self._within_time(lambda: calls.atr(handle))
        if code != SUCCESS:
            raise self._over(error_of(code, Moment.RESETTING, self._reader))
        return atr

    def _plain(self, moment: Moment, call: Callable[[int], int]) -> None:
        handle = self._held()
        code = self._within_time(lambda: call(handle))
        if code != SUCCESS:
            raise self._over(error_of(code, moment, self._reader))

    def _held(self) -> int:
        if self._handle is None:
            raise PortClosed(self._reader)
        return self._handle

    def _within_time(self, call: Callable[[], Result]) -> Result:
        try:
            return self._context.within_time(call, self._reader)
        except LineTimeout as fault:
            self._handle = None
            self._context.close()
            raise fault from None

    def _over(self, fault: LineError) -> LineError:
        if fault.line_is_over:
            self.close()
        return fault


def _matching(names: tuple[str, ...], pattern: str | None) -> tuple[str, ...]:
    if not names:
        raise NoReader(found="no reader at all")
    found = tuple(name for name in names if pattern is None or pattern.casefold() in name.casefold())
    if not found:
        raise NoReader(f"a reader like {pattern!r}", f"only {', '.join(names)}")
    return found
