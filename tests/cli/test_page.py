"""Writing for people: aligned, wrapped at a terminal's width, plain elsewhere, and nothing that steers it."""

from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console

from sscard_core.cli.complaining import visible
from sscard_core.cli.options import chosen
from sscard_core.cli.page import Page
from sscard_core.cli.wrapping import CLOSING, wrap
from sscard_core.rulebooks.telling import Language, Row


def page(width: int, *, terminal: bool) -> tuple[Page, StringIO]:
    out = StringIO()
    console = Console(file=out, force_terminal=terminal, width=width, color_system=None, _environ={})
    return Page(console), out


ROWS = [
    Row("结果", "不予办理，尚未正式挂失"),
    Row("clauses", "one two three four five"),
    Row("clauses", "six"),
]


def test_labels_stand_in_a_column_that_counts_chinese_characters_twice() -> None:
    told, out = page(80, terminal=False)
    told.rows(ROWS, indent=2)
    assert out.getvalue() == (
        "  结果     不予办理，尚未正式挂失\n  clauses  one two three four five\n           six\n"
    )


def test_a_terminal_wraps_under_the_text_and_no_line_is_wider() -> None:
    told, out = page(32, terminal=True)
    told.rows(ROWS, indent=2)
    lines = out.getvalue().splitlines()
    assert lines == [
        "  结果     不予办理，尚未正式挂",
        "           失",
        "  clauses  one two three four",
        "           five",
        "           six",
    ]


def test_elsewhere_nothing_is_wrapped() -> None:
    told, out = page(30, terminal=False)
    told.line("x" * 500)
    assert out.getvalue() == "x" * 500 + "\n"


@given(st.text(st.characters(categories=["L", "N", "P", "Zs"])), st.integers(4, 60))
def test_wrapping_keeps_every_character_and_the_width(text: str, width: int) -> None:
    lines = wrap(text, width)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(cell_len(line) <= width for line in lines)


def test_no_line_begins_with_closing_punctuation() -> None:
    text = "文件未载明日期，视为一直施行（发现16、44）。" * 5
    for width in range(12, 40):
        assert not any(line[0] in CLOSING for line in wrap(text, width))


@pytest.mark.parametrize(
    ("text", "shown"),
    [("挂失 a", "挂失 a"), ("a\nb\x1b[0m\x7f", r"a\nb\x1b[0m\x7f"), ("\u202e\u200b", r"\u202e\u200b")],
)
def test_control_characters_are_written_out(text: str, shown: str) -> None:
    assert visible(text) == shown


@pytest.mark.parametrize(
    ("environ", "language"),
    [
        ({}, Language.ENGLISH),
        ({"LANG": "zh_CN.UTF-8"}, Language.CHINESE),
        ({"LANG": "zh_CN.UTF-8", "LC_MESSAGES": "en_GB"}, Language.ENGLISH),
        ({"LC_ALL": "", "LANG": "zh"}, Language.CHINESE),
        ({"LC_ALL": "ZH_TW", "LC_MESSAGES": "C", "LANG": "C"}, Language.CHINESE),
    ],
)
def test_the_locale_chooses_the_language(environ: dict[str, str], language: Language) -> None:
    assert chosen(None, environ) is language
    assert chosen(Language.ENGLISH, environ) is Language.ENGLISH
