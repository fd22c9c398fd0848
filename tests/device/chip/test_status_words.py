"""Status words: every one has one meaning, in both languages, and counters are read out of it."""

import re

import pytest

from sscard_core.device.status_words import TABLE, Outcome, Row, StatusWord


def test_no_status_word_is_covered_twice() -> None:
    twice = [value for value in range(0x6000, 0xA000) if sum(row.covers(f"{value:04X}") for row in TABLE) > 1]
    assert twice == []


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row.pattern)
def test_a_row_is_well_written(row: Row) -> None:
    assert re.fullmatch(r"[69][0-9A-F][0-9A-F?]{2}", row.pattern)
    assert row.en.isascii()
    assert not row.zh.isascii()


@pytest.mark.parametrize(
    ("value", "tries", "length", "outcome", "meaning"),
    [
        (0x9000, None, None, Outcome.DONE, "done"),
        (0x6110, None, 16, Outcome.MORE, "16 bytes of the answer wait"),
        (0x6C00, None, 256, Outcome.RESEND, "wrong Le; 256 bytes are there"),
        (0x63C0, 0, None, Outcome.TRY_COUNTED, "wrong PIN; 0 tries left"),
        (0x63CF, 15, None, Outcome.TRY_COUNTED, "wrong PIN; 15 tries left"),
        (0x6983, 0, None, Outcome.BLOCKED, "PIN or key locked"),
        (0x6300, None, None, Outcome.TRY_COUNTED, "authentication failed"),
        (0x9403, None, None, Outcome.NOT_THERE, "key index not supported"),
        (0x9999, None, None, Outcome.FAILED, "a status word that no source names"),
    ],
)
def test_what_a_status_word_says(
    value: int, tries: int | None, length: int | None, outcome: Outcome, meaning: str
) -> None:
    word = StatusWord(value)
    assert (word.tries_left, word.length, word.outcome, word.meaning) == (tries, length, outcome, meaning)


def test_only_9000_is_ok() -> None:
    assert [value for value in range(0x10000) if StatusWord(value).is_ok] == [0x9000]


def test_a_status_word_reads_in_both_languages() -> None:
    assert str(StatusWord(0x63C2)) == "63C2 wrong PIN; 2 tries left (验证失败，还可再试 2 次)"
    assert str(StatusWord(0x1234)) == "1234 a status word that no source names (未定义的状态字)"
    assert repr(StatusWord(0x6A82)) == "StatusWord(6A82)"
