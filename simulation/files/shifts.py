"""Reading staffing: opening hours with a lunch, the windows in them, or a list of spans with windows each."""

import re
from typing import Final

from simulation.files.reading import Reading
from simulation.network.hours import Days, Shift, Span
from simulation.units import clock
from sscard_core.yaml_files.nodes import Value

OFFICE_HOURS: Final = ((540.0, 720.0), (810.0, 1020.0))
"""09:00-12:00 and 13:30-17:00: assumed where a file gives no hours."""

SPAN: Final = re.compile(
    r"\s*([0-9]{1,2}:[0-9]{2})\s*-\s*([0-9]{1,2}:[0-9]{2})\s*(?:(?:with|x|×)\s*(\d+))?\s*"
)


def read_spans(reading: Reading, value: Value, what: str) -> tuple[tuple[float, float, int | None], ...]:
    """Read `08:30-12:00, 13:30-17:00`, or `12:00-13:30 with 2`."""
    parts = [
        part
        for each in reading.items(value)
        for part in reading.text(each, what).replace("，", ",").split(",")
    ]
    spans: list[tuple[float, float, int | None]] = []
    for part in parts:
        match = SPAN.fullmatch(part)
        if match is None:
            reading.wrong(
                value.line,
                f"{what}: hours such as 08:30-12:00, 13:30-17:00; found {part.strip()[:40]!r}",
                f"{what}：应为时段，如 08:30-12:00, 13:30-17:00；现为 {part.strip()[:40]!r}",
            )
            continue
        opens, closes = (reading.clock(match[each], value.line, what) for each in (1, 2))
        if closes <= opens:
            reading.wrong(
                value.line,
                f"{what}: {part.strip()} ends before it starts; write the later time second",
                f"{what}：{part.strip()} 结束早于开始；请把较晚的时刻写在后面",
            )
        elif spans and opens < spans[-1][1]:
            reading.wrong(
                value.line,
                f"{what}: {part.strip()} begins before the span before it ends; list them in order",
                f"{what}：{part.strip()} 与前一时段重叠；请按先后排列",
            )
        else:
            spans.append((opens, closes, int(match[3]) if match[3] else None))
    return tuple(spans)


def read_shift(reading: Reading, table: dict[str, Value], windows: int, what: str) -> Shift:
    """Read the hours of a table (`hours`, `lunch`, `days`) for a number of windows."""
    told = read_spans(reading, table["hours"], f"{what}.hours") if "hours" in table else ()
    hours = told or tuple((opens, closes, None) for opens, closes in OFFICE_HOURS)
    spans = [Span(opens, closes, windows if own is None else own) for opens, closes, own in hours]
    if "lunch" in table:
        spans = _with_lunch(reading, table["lunch"], spans, what)
    days = (
        reading.word(table["days"], f"{what}.days", Days, Days.WORKING) if "days" in table else Days.WORKING
    )
    return Shift(tuple(spans), days)


def _with_lunch(reading: Reading, value: Value, spans: list[Span], what: str) -> list[Span]:
    """Cut the hours at lunch, when fewer windows are covered."""
    for opens, closes, windows in read_spans(reading, value, f"{what}.lunch"):
        if windows is None:
            reading.wrong(
                value.line,
                f"{what}.lunch: say how many windows stay, such as {clock(opens)}-{clock(closes)} with 1",
                f"{what}.lunch：请注明保留窗口数，如 {clock(opens)}-{clock(closes)} with 1",
            )
            continue
        cut: list[Span] = []
        for span in spans:
            if closes <= span.opens or span.closes <= opens:
                cut.append(span)
                continue
            pieces = (
                Span(span.opens, opens, span.windows),
                Span(max(opens, span.opens), min(closes, span.closes), windows),
                Span(closes, span.closes, span.windows),
            )
            cut += [piece for piece in pieces if piece.closes > piece.opens]
        spans = cut
    return spans
