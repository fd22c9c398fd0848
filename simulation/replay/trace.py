"""A trace of calls: one line a call, read from CSV with the columns of the public "Anonymous Bank" record.

Times are seconds after midnight of the call's date; a service that ends after midnight ends after 86 400.
"""

import csv
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from enum import Enum
from pathlib import Path
from typing import Final

from attrs import frozen

from simulation.replay.trace_errors import TraceError

DAY_S: Final = 86_400
FRIDAY, SATURDAY = 4, 5
"""The weekend of the record, as `date.weekday` counts."""


class Outcome(Enum):
    """How a call ended."""

    SERVED = "AGENT"
    ABANDONED = "HANG"


@frozen
class Call:
    """One call. `queued_s` and `outcome` are observations: a replay is judged by them and never driven by them."""

    day: date
    type: str
    priority: int
    arrived: int
    queued_s: int
    outcome: Outcome
    started: int
    ended: int
    service_s: int
    agent: str

    @property
    def was_served(self) -> bool:
        """Whether an agent, or the machine in an agent's place, took the call."""
        return self.outcome is Outcome.SERVED

    @property
    def is_on_record(self) -> bool:
        """Whether agent and start of the service are known; some services lack one of them."""
        return self.was_served and bool(self.agent) and self.started > 0


def is_weekday(day: date) -> bool:
    """Return whether a day is one of Sunday to Thursday."""
    return day.weekday() not in (FRIDAY, SATURDAY)


def _clock(text: str) -> int:
    hours, minutes, seconds = (int(part) for part in text.split(":"))
    if not (0 <= hours < 24 and 0 <= minutes < 60 and 0 <= seconds < 60):
        raise ValueError(text)
    return hours * 3600 + minutes * 60 + seconds


def _seconds(text: str) -> int:
    if (value := int(text)) < 0:
        raise ValueError(text)
    return value


def _priority(text: str) -> int:
    return ("0", "1", "2").index(text)


def _name(text: str) -> str:
    if not text:
        raise ValueError(text)
    return text


Reader = Callable[[str], object]
COLUMNS: Final[Mapping[str, tuple[Reader, str]]] = {
    "date": (date.fromisoformat, "write a day as 1999-02-01"),
    "type": (_name, "write a type of call, for example PS"),
    "priority": (_priority, "write 0, 1 or 2"),
    "arrived": (_clock, "write a time of day as 9:04:00"),
    "queue_s": (_seconds, "write whole seconds, 0 or more"),
    "outcome": (Outcome, "write AGENT or HANG"),
    "service_start": (_clock, "write a time of day as 9:04:00, or 0:00:00 for none"),
    "service_end": (_clock, "write a time of day as 9:04:00, or 0:00:00 for none"),
    "service_s": (_seconds, "write whole seconds, 0 or more"),
    "agent": (str, "write a name, or nothing"),
}
"""Each column, how it is read, and what to write where it cannot be."""


def read_trace(path: Path) -> tuple[Call, ...]:
    """Read a trace, calls in the order of their arrival.

    Raises: TraceError with line and column; OSError where the file cannot be opened.
    """
    try:
        text = path.read_text("utf-8-sig")
    except UnicodeDecodeError as problem:
        raise TraceError(
            str(path), 0, "", f"byte {problem.start} is not UTF-8: save the file as UTF-8"
        ) from None
    return parse_trace(str(path), text.splitlines())


def parse_trace(file: str, lines: Iterable[str]) -> tuple[Call, ...]:
    """Read the lines of a trace, its header first; `file` is named in errors."""
    rows = csv.reader(lines, strict=True)
    calls: list[Call] = []
    try:
        header = next(rows, [])
        _check_header(file, header)
        for row in rows:
            if row:
                calls.append(_call(file, rows.line_num, header, row))
    except csv.Error as problem:
        raise TraceError(
            file, rows.line_num, "", f"not CSV ({problem}): quote a text that holds quotes"
        ) from None
    if not calls:
        raise TraceError(file, 1, "", "holds no call: add at least one line below the header")
    return tuple(sorted(calls, key=lambda call: (call.day, call.arrived)))


def _check_header(file: str, header: list[str]) -> None:
    missing = [name for name in COLUMNS if name not in header]
    if missing:
        needed = ",".join(COLUMNS)
        raise TraceError(file, 1, missing[0], f"the column is missing: begin the file with {needed}")


def _call(file: str, line: int, header: list[str], row: list[str]) -> Call:
    if len(row) != len(header):
        problem = f"{len(row)} fields under {len(header)} columns: write one field a column"
        raise TraceError(file, line, "", problem)
    read = {}
    for name, text in zip(header, row, strict=True):
        if name in COLUMNS:
            reader, remedy = COLUMNS[name]
            try:
                read[name] = reader(text.strip())
            except ValueError:
                raise TraceError(file, line, name, f"found {text!r}: {remedy}") from None
    return _checked(file, line, read)


def _checked(file: str, line: int, read: Mapping[str, object]) -> Call:
    call = Call(*(read[name] for name in COLUMNS))  # type: ignore[arg-type]  # the table gives each its type
    if not call.is_on_record:
        return call
    ended = call.ended if call.ended >= call.started else call.ended + DAY_S
    if abs(ended - call.started - call.service_s) > 1:
        problem = f"found {call.service_s}, but start and end are {ended - call.started} s apart: correct one of them"
        raise TraceError(file, line, "service_s", problem)
    return Call(
        call.day,
        call.type,
        call.priority,
        call.arrived,
        call.queued_s,
        call.outcome,
        call.started,
        ended,
        call.service_s,
        call.agent,
    )
