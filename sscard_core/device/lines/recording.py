"""A port that writes down what passes through it, by default without anything that tells of a person or a card."""

import time
from collections.abc import Callable
from typing import Final, Protocol, Self

from sscard_core.device.errors import LineError
from sscard_core.device.lines.masking import masked_atr
from sscard_core.device.lines.redacting import Redactor, redacted_command
from sscard_core.device.lines.trace import Entry, Mark, header
from sscard_core.device.port import CardPort

Clock = Callable[[], int]
"""Nanoseconds since any fixed moment."""

NS_PER_US: Final = 1000


class Sink(Protocol):
    """Where a trace is written: an open text file is one."""

    def write(self, text: str, /) -> object:
        """Take some lines."""


class RecordingPort:
    """A `CardPort` around another. Each line is written at once, so that a trace ends where a session broke off.

    With `whole=True` everything is written: names, numbers and PINs. Only for synthetic cards.
    """

    def __init__(
        self, port: CardPort, sink: Sink, *, whole: bool = False, clock: Clock = time.monotonic_ns
    ) -> None:
        self._port = port
        self._sink = sink
        self._whole = whole
        self._clock = clock
        self._last = clock()
        self._redactor = Redactor()
        sink.write(f"{header(redacted=not whole)}\n")
        self._write_atr(port.atr)

    @property
    def atr(self) -> bytes:
        """The answer to the last reset, whole."""
        return self._port.atr

    def reset(self) -> bytes:
        """Reset the card, and write its new ATR down."""
        try:
            atr = self._port.reset()
        except LineError as fault:
            self._write(Mark.FAULT, error=type(fault))
            raise
        self._write_atr(atr)
        return atr

    def transmit(self, command: bytes) -> bytes:
        """Send one command, and write down what went and what came, or failed."""
        self._write(Mark.COMMAND, command if self._whole else redacted_command(command))
        try:
            answer = self._port.transmit(command)
        except LineError as fault:
            self._write(Mark.FAULT, error=type(fault))
            raise
        self._write(Mark.ANSWER, answer if self._whole else self._redactor.answer(command, answer))
        return answer

    def close(self) -> None:
        """Close the port within; the sink belongs to the caller."""
        self._port.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _write_atr(self, atr: bytes) -> None:
        self._write(Mark.ATR, atr if self._whole else masked_atr(atr))

    def _write(self, mark: Mark, content: bytes = b"", error: type[LineError] | None = None) -> None:
        now = self._clock()
        entry = Entry(mark, (now - self._last) // NS_PER_US, content, error)
        self._last = now
        self._sink.write(f"{entry}\n")
