"""Recorded traces: what passed between a program and a card, as text that people read and programs replay.

    sscard-trace 1 redacted
    0 ATR 3B80800101
    412 > 00A4000002EF06
    96 < 9000
    51 > 00B2010400
    88 ! CardRemoved

The first line has the version, and `redacted` or `whole`. Then each line has the microseconds since the line before, a mark
(`ATR` after a reset, `>` a command, `<` its answer, `!` the error that took the answer's place) and the bytes in hexadecimal.
"""

import re
from collections.abc import Iterable, Iterator
from enum import Enum, unique
from typing import Final

from attrs import frozen

from sscard_core.device.errors import BY_NAME, LineError, TraceUnreadable

VERSION: Final = 1
FORM: Final = re.compile(r"(?P<after>\d{1,15}) (?P<mark>ATR|[<>!]) (?P<content>\w*)")
HEADER: Final = re.compile(r"sscard-trace (?P<version>\d{1,3}) (?P<kind>redacted|whole)")


@unique
class Mark(Enum):
    """What a line of a trace holds."""

    ATR = "ATR"
    COMMAND = ">"
    ANSWER = "<"
    FAULT = "!"


FOLLOWS: Final = {
    None: frozenset({Mark.ATR}),
    Mark.ATR: frozenset({Mark.ATR, Mark.COMMAND, Mark.FAULT}),
    Mark.COMMAND: frozenset({Mark.ANSWER, Mark.FAULT}),
    Mark.ANSWER: frozenset({Mark.ATR, Mark.COMMAND, Mark.FAULT}),
    Mark.FAULT: frozenset({Mark.ATR, Mark.COMMAND, Mark.FAULT}),
}
"""What may come after what; a fault that answers no command belongs to a reset."""


@frozen
class Entry:
    """One line. `content` has the bytes, or nothing for a fault, which has its error instead. Time: microseconds."""

    mark: Mark
    after_us: int
    content: bytes = b""
    error: type[LineError] | None = None

    def __str__(self) -> str:
        told = self.content.hex().upper() if self.error is None else self.error.__name__
        return f"{self.after_us} {self.mark.value} {told}"

    def __repr__(self) -> str:
        return f"Entry({self.mark.name}, {len(self.content)} bytes)"


@frozen
class Trace:
    """A recorded session, from its first answer to reset on."""

    entries: tuple[Entry, ...]
    redacted: bool
    name: str = "trace"


def header(redacted: bool) -> str:
    """Return the first line of a trace."""
    return f"sscard-trace {VERSION} {'redacted' if redacted else 'whole'}"


def write_trace(trace: Trace) -> str:
    """Return the text of a trace."""
    return "".join(f"{line}\n" for line in (header(trace.redacted), *trace.entries))


def read_trace(text: str, name: str = "trace") -> Trace:
    """Return the trace that a text holds; `name` is told in errors. Raises: TraceUnreadable, with the line."""
    first, *lines = text.splitlines() or [""]
    found = HEADER.fullmatch(first)
    if found is None:
        raise TraceUnreadable(f"{name}:1", f"{first[:40]!r}, not {header(redacted=True)!r}")
    if int(found["version"]) != VERSION:
        raise TraceUnreadable(f"{name}:1", f"version {found['version']}; this program reads {VERSION}")
    return Trace(tuple(_in_order(lines, name)), found["kind"] == "redacted", name)


def _in_order(lines: Iterable[str], name: str) -> Iterator[Entry]:
    before: Mark | None = None
    for number, line in enumerate(lines, start=2):
        entry = _entry(line, f"{name}:{number}")
        if entry.mark not in FOLLOWS[before]:
            raise TraceUnreadable(f"{name}:{number}", f"{entry.mark.value} in this place")
        before = entry.mark
        yield entry
    if before is None:
        raise TraceUnreadable(f"{name}:2", "the end, before any answer to reset")


def _entry(line: str, place: str) -> Entry:
    found = FORM.fullmatch(line)
    if found is None:
        raise TraceUnreadable(place, "a line that is not 'microseconds mark content'")
    mark, after_us = Mark(found["mark"]), int(found["after"])
    if mark is Mark.FAULT:
        if found["content"] not in BY_NAME:
            raise TraceUnreadable(place, f"the unknown error {found['content'][:40]!r}")
        return Entry(mark, after_us, error=BY_NAME[found["content"]])
    try:
        return Entry(mark, after_us, bytes.fromhex(found["content"]))
    except ValueError:
        raise TraceUnreadable(place, "bytes that are not in hexadecimal") from None
