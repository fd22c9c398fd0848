"""A port without a card: gives the answers of a recorded trace, as long as the commands are those of the recording."""

from typing import Final, Self

from sscard_core.device.errors import PortClosed, TraceDiffers, TraceEnded
from sscard_core.device.instructions import Instruction
from sscard_core.device.lines.redacting import redacted_command
from sscard_core.device.lines.trace import Entry, Mark, Trace

PROOFS: Final = frozenset({Instruction.EXTERNAL_AUTHENTICATE, Instruction.INTERNAL_AUTHENTICATE})
"""Commands over fresh random numbers (ISO/IEC 7816-4, 11.5)."""


class ReplayPort:
    """A `CardPort` that replays a `Trace`. Strict: every command and every reset comes in its recorded place.

    A redacted trace is compared after the same redaction: any PIN of the recorded length will do. A recorded error is raised
    again. Differences are told by place and header; data are not told. Recorded times are not kept to.
    """

    def __init__(self, trace: Trace) -> None:
        self._trace = trace
        self._at = 0
        self._open = True
        self._atr = self._take(Mark.ATR, "a reset").content

    @property
    def atr(self) -> bytes:
        """The answer to the last reset, whole."""
        return self._atr

    @property
    def left(self) -> int:
        """How many lines of the trace have not been replayed."""
        return len(self._trace.entries) - self._at

    def reset(self) -> bytes:
        """Return the ATR of the recorded reset. Raises: TraceDiffers, TraceEnded, PortClosed, and what was recorded."""
        self._check_open()
        self._atr = self._take(Mark.ATR, "a reset").content
        return self._atr

    def transmit(self, command: bytes) -> bytes:
        """Return the recorded answer. Raises: TraceDiffers, TraceEnded, PortClosed, and what was recorded."""
        self._check_open()
        recorded = self._take(Mark.COMMAND, _told(command))
        if self._compared(recorded.content) != self._compared(command):
            self._at -= 1
            raise TraceDiffers(self._place(), f"{_told(command)}, recorded {_told(recorded.content)}")
        return self._take(Mark.ANSWER, "an answer").content

    def close(self) -> None:
        """End the replay, wherever it is."""
        self._open = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _check_open(self) -> None:
        if not self._open:
            raise PortClosed(self._trace.name)

    def _compared(self, command: bytes) -> bytes:
        """Return what has to be as it was recorded: of a proof its length alone, since it is over fresh random numbers."""
        is_proof = command[1] in PROOFS
        return redacted_command(command) if self._trace.redacted or is_proof else command

    def _place(self) -> str:
        return f"{self._trace.name}:{self._at + 2}"

    def _take(self, mark: Mark, asked: str) -> Entry:
        if not self.left:
            raise TraceEnded(self._place(), asked)
        entry = self._trace.entries[self._at]
        # an error stands in the place of an answer, or of the reset that failed
        if entry.error is not None and mark is not Mark.COMMAND:
            fault = entry.error(self._place(), "recorded")
            self._at += 1
            raise fault
        if entry.mark is not mark:
            raise TraceDiffers(self._place(), f"{asked}, recorded {entry.mark.name.lower()}")
        self._at += 1
        return entry


def _told(command: bytes) -> str:
    """Return what may be told of a command: its header and its length."""
    return f"command {command[:4].hex().upper()} of {len(command)} bytes"
