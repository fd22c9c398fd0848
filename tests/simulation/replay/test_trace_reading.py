"""A trace is read whole or refused with line, column and remedy."""

from pathlib import Path

import pytest
from replay_samples import HEADER, MONDAY, calls, gone, served

from simulation.replay.trace import Outcome, is_weekday, parse_trace, read_trace
from simulation.replay.trace_errors import TraceError

LINE = served(36_000, 5, 100, "a1")


def test_a_served_call_is_read_with_its_times_in_seconds() -> None:
    (call,) = calls(LINE)
    assert (call.arrived, call.queued_s, call.started, call.ended) == (36_000, 5, 36_005, 36_105)
    assert call.outcome is Outcome.SERVED
    assert call.is_on_record


def test_calls_are_ordered_by_their_arrival() -> None:
    assert [call.arrived for call in calls(gone(50_000, 3), LINE)] == [36_000, 50_000]


def test_a_service_past_midnight_ends_after_the_day() -> None:
    line = f"{MONDAY},PS,0,23:59:00,0,AGENT,23:59:00,0:01:00,120,a1"
    assert calls(line)[0].ended == 86_460


def test_sunday_is_a_weekday_and_friday_is_not() -> None:
    sunday, friday = calls(gone(1, 1, day="1999-02-28"), gone(1, 1, day="1999-03-05"))
    assert is_weekday(sunday.day)
    assert not is_weekday(friday.day)


@pytest.mark.parametrize(
    ("line", "column", "told"),
    [
        (LINE.replace("10:00:00", "25:00:00"), "arrived", "9:04:00"),
        (LINE.replace("10:00:00", "noon"), "arrived", "found 'noon'"),
        (LINE.replace(",5,", ",-5,"), "queue_s", "0 or more"),
        (LINE.replace("AGENT", "LOST"), "outcome", "AGENT or HANG"),
        (LINE.replace(",PS,0,", ",PS,3,"), "priority", "0, 1 or 2"),
        (LINE.replace(",PS,", ",,"), "type", "write a type"),
        (LINE.replace(MONDAY, "1 March"), "date", "1999-02-01"),
        (LINE.replace(",100,", ",170,"), "service_s", "100 s apart"),
        (LINE + ",more", "", "11 fields under 10 columns"),
        ('"' + LINE, "", "not CSV"),
    ],
)
def test_a_malformed_line_is_told_with_line_column_and_remedy(line: str, column: str, told: str) -> None:
    with pytest.raises(TraceError) as caught:
        parse_trace("t.csv", [HEADER, LINE, line])
    assert (caught.value.line, caught.value.column) == (3, column)
    assert told in caught.value.problem


def test_a_missing_column_is_named() -> None:
    with pytest.raises(TraceError, match=r"t\.csv:1: outcome: the column is missing"):
        parse_trace("t.csv", [HEADER.replace("outcome", "result"), LINE])


@pytest.mark.parametrize("lines", [[], [HEADER]])
def test_a_trace_without_calls_is_refused(lines: list[str]) -> None:
    with pytest.raises(TraceError):
        parse_trace("t.csv", lines)


def test_bytes_that_are_not_utf8_are_told(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(TraceError, match="save the file as UTF-8"):
        read_trace(path)
