"""Values as bytes: filled as the chip fills them, read back, and refused without being shown."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sscard_core.device.files.codecs import (
    BadContent,
    BadValue,
    decode_an,
    decode_cn,
    decode_date,
    decode_number,
    encode_an,
    encode_cn,
    encode_number,
)

DIGITS = st.text("0123456789", max_size=24)
GBK = st.characters(codec="gbk", exclude_characters="\0")


@given(DIGITS)
def test_digits_are_read_back(digits: str) -> None:
    assert decode_cn(encode_cn(digits, 12)) == digits


@given(st.text(GBK, max_size=15))
def test_text_is_read_back(text: str) -> None:
    assert decode_an(encode_an(text, 30)) == text


@given(st.integers(0, 2**32 - 1))
def test_numbers_are_read_back(number: int) -> None:
    assert decode_number(encode_number(number, 4)) == number


@pytest.mark.parametrize(
    ("digits", "length", "raw"),
    [("", 2, "FFFF"), ("1", 1, "1F"), ("20200101", 4, "20200101"), ("123", 3, "123FFF")],
)
def test_packed_digits_stand_left_and_are_filled_with_f(digits: str, length: int, raw: str) -> None:
    assert encode_cn(digits, length) == bytes.fromhex(raw)


def test_text_stands_left_and_is_filled_with_noughts() -> None:
    assert encode_an("张三", 6) == bytes.fromhex("D5C5C8FD0000")


@pytest.mark.parametrize("raw", ["", "0000", "FFFF", "00FF"])
def test_an_item_never_written_is_empty_text(raw: str) -> None:
    assert decode_an(bytes.fromhex(raw)) == ""


@pytest.mark.parametrize(
    ("text", "length", "told"),
    [
        ("12345", 2, "5 digits do not fit 4"),
        ("12a4", 2, "place 3 is none"),
        ("１２", 2, "place 1 is none"),
    ],
)
def test_what_is_no_packed_decimal_is_refused(text: str, length: int, told: str) -> None:
    with pytest.raises(BadValue, match=told):
        encode_cn(text, length)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("张三丰", "6 bytes of text do not fit 4"),
        ("张𠮷", "place 2 is not in GBK"),
        ("a\0b", "ends at the first 00"),
    ],
)
def test_what_does_not_fit_is_refused_and_not_shown(text: str, told: str) -> None:
    with pytest.raises(BadValue, match=told) as caught:
        encode_an(text, 4)
    assert caught.value.remedy
    assert "张" not in str(caught.value)


@pytest.mark.parametrize("number", [-1, 256])
def test_a_number_that_does_not_fit_is_refused(number: int) -> None:
    with pytest.raises(BadValue, match="0 to 255"):
        encode_number(number, 1)


@pytest.mark.parametrize("raw", ["1A", "F1", "ABCD"])
def test_a_letter_in_packed_digits_is_bad_content(raw: str) -> None:
    with pytest.raises(BadContent, match="hexadecimal letter"):
        decode_cn(bytes.fromhex(raw))


@pytest.mark.parametrize("raw", ["D5", "41D5", "80"])
def test_half_a_character_is_bad_content(raw: str) -> None:
    with pytest.raises(BadContent, match="begins no character") as caught:
        decode_an(bytes.fromhex(raw))
    assert "read the card again" in caught.value.remedy


def test_a_date_is_a_day_or_empty_or_bad() -> None:
    assert decode_date("20240229") == date(2024, 2, 29)
    assert decode_date("") is None
    assert decode_date("00000000") is None
    for digits in ("20230229", "2023", "20231301"):
        with pytest.raises(BadContent):
            decode_date(digits)
