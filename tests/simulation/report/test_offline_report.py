"""The report: whole in one file, the same bytes again, every number with its interval, nothing left to the reader's fonts."""

import re
from html import escape
from html.parser import HTMLParser
from math import isnan, nan

import pytest
from attrs import evolve
from report_samples import network, plan, result

from simulation.errors import SimulationError
from simulation.figure_parts import Scope
from simulation.report import figure_tables, fonts, markup
from simulation.report.figure_tables import cells, with_half_width
from simulation.report.fonts import MissingGlyph, font_for
from simulation.report.markup import MOST_BYTES, page, paragraph
from simulation.report.plan_report import plan_report
from simulation.report.run_report import report
from simulation.report.stress import NOT_APPLICABLE
from simulation.results import Row

RUN = report(network(), result())
PLAN = plan_report(plan(), 50.0)
BOTH = pytest.mark.parametrize("written", [RUN, PLAN], ids=["run", "plan"])
OUTSIDE = re.compile(rb"https?:|//[a-z]|<script|<link|@import|src=|file://", re.IGNORECASE)
CHECKLIST = {
    "1": "123",
    "2": (*"1234", "5.1", "5.2", "5.3", "5.4", "5.5"),
    "3": "1234",
    "4": "123",
    "5": "1234",
    "6": "1",
}
ITEMS = [f"{part}.{each}" for part, items in CHECKLIST.items() for each in items]


class Reader(HTMLParser):
    """Collects tables, ids and whatever refers to an id; and checks that every element is closed."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.refers: set[str] = set()
        self.rows: list[list[str]] = []
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in ("meta", "br"):
            self.open.append(tag)
        if tag == "tr":
            self.rows.append([])
        if tag in ("td", "th"):
            self.rows[-1].append("")
        for name, value in attrs:
            if name == "id" and value:
                self.ids.append(value)
            if name in ("href", "xlink:href", "src") and value:
                self.links.append(value)
            self.refers |= set(re.findall(r"url\(#([^)]*)\)", value or ""))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in ("meta", "br"):
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] in ("td", "th"):
            self.rows[-1][-1] += data


def read(written: bytes) -> Reader:
    reader = Reader()
    reader.feed(written.decode())
    assert reader.open == []
    return reader


@BOTH
def test_a_report_refers_to_nothing_outside_itself(written: bytes) -> None:
    assert OUTSIDE.search(written) is None
    reader = read(written)
    assert all(link.startswith("#") for link in reader.links)
    assert {link[1:] for link in reader.links} | reader.refers <= set(reader.ids)


@BOTH
def test_names_inside_a_report_do_not_clash(written: bytes) -> None:
    ids = read(written).ids
    assert len(ids) == len(set(ids)) > 10


@BOTH
def test_a_report_is_small(written: bytes) -> None:
    assert len(written) < MOST_BYTES / 4


def test_the_same_figures_give_the_same_bytes() -> None:
    assert report(network(), result()) == RUN
    assert plan_report(plan(), 50.0) == PLAN
    assert report(network(), evolve(result(), seed=2)) != RUN


@BOTH
def test_words_in_figures_are_paths_and_need_no_font(written: bytes) -> None:
    svg = b"".join(re.findall(rb"<svg.*?</svg>", written, re.DOTALL))
    assert svg.count(b"<svg") >= 1
    assert b"<text" not in svg


def test_every_figure_stands_with_its_interval() -> None:
    rows = read(RUN).rows
    lines = {tuple(row) for row in rows}
    beside: dict[str, list[list[str]]] = {}
    for cut in rows:
        beside.setdefault(cut[0], []).append(cut[1:])
    for row in result().rows:
        told = cells(row) in lines
        assert told or any(with_half_width(row) in each for each in beside[row.name]), row
    alone = [row for row in result().rows if isnan(row.low) and not isnan(row.mean)]
    assert len(alone) < len(result().rows) / 20


def test_a_half_width_is_half_of_the_interval() -> None:
    row = Row(Scope.GROUP, "hall", "utilisation", "share", 0.5, 0.45, 0.55)
    assert with_half_width(row) == "50.00 ±5.00"
    assert with_half_width(evolve(row, low=nan, high=nan)) == "50.00"
    assert with_half_width(evolve(row, mean=nan)) == "–"


def test_whether_the_target_is_met_is_told_of_each_group() -> None:
    """The interval of every group is made to reach from 90 to 96 %."""
    rows = tuple(
        evolve(row, low=0.90, mean=0.93, high=0.96) if row.figure == "within target" else row
        for row in result().rows
    )

    def told(share: float) -> str:
        written = report(evolve(network(), target_share=share), evolve(result(), rows=rows))
        return next(row[2] for row in read(written).rows if len(row) == 3 and row[0].endswith("bank windows"))

    assert told(0.90) == "达标 met"
    assert told(0.95).startswith("未定 undecided")
    assert told(0.97) == "未达标 MISSED"


def test_a_table_too_long_says_what_it_leaves_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(figure_tables.SIDE_BY_SIDE, Scope.OUTLET, 1)
    assert "The first 1 of 4;" in report(network(), result()).decode()


@BOTH
def test_a_report_says_from_what_it_was_made(written: bytes) -> None:
    text = written.decode()
    assert "seed 1;" in text
    assert "0123456789abcdef" in text
    assert f"numpy {result().versions['numpy']}" in text


@BOTH
def test_every_item_of_the_checklist_is_addressed(written: bytes) -> None:
    told = {row[0]: row[2] for row in read(written).rows if row[:1] and row[0] in ITEMS and len(row) == 3}
    assert list(told) == ITEMS
    assert all(len(text) > 20 for text in told.values())
    assert [number for number, text in told.items() if text.startswith(NOT_APPLICABLE)] == ["3.2"]


@BOTH
def test_what_a_user_wrote_is_escaped(written: bytes) -> None:
    text = written.decode()
    assert escape("<hall> $x$ & co") in text
    assert "<hall>" not in text
    assert "<four weeks>" not in text


def test_a_plan_tells_each_half_hour_with_its_interval() -> None:
    rows = read(PLAN).rows
    for station in plan().groups[0].stations:
        for windows, share in zip(station.windows, station.by_slot, strict=True):
            told = [f"{each * 100:.2f}" for each in (share.estimate, share.low, share.high)]
            assert any(row[1:] == [str(windows), *told] for row in rows)


def test_a_character_without_a_glyph_is_an_error_and_not_a_box() -> None:
    with pytest.raises(MissingGlyph, match="install one of") as told:
        font_for(["大厅 \ue000"])
    assert "\ue000" in told.value.missing
    with pytest.raises(MissingGlyph):
        report(
            network("\ue000"), evolve(result(), rows=tuple(evolve(r, name="\ue000 w") for r in result().rows))
        )


def test_without_a_chinese_font_latin_text_can_still_be_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "FAMILIES", ("No Such Font", "DejaVu Sans"))
    assert font_for(["wait, min"]) == "DejaVu Sans"
    with pytest.raises(MissingGlyph, match="等"):
        font_for(["等候"])


def test_a_report_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(markup, "MOST_BYTES", 100)
    with pytest.raises(SimulationError, match="join groups"):
        page("a title", [paragraph("x" * 100)])
