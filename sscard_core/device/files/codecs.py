"""How values stand in the bytes of the chip: cn, an, b, dec, and dates.

`cn` is packed decimal, left-aligned, filled with F; `an` is text in GBK, left-aligned, filled with 00; `dec` and
`hex` are numbers of fixed width, high byte first; `b` are bytes. Lengths are in bytes.
Source: articles on the files of the chip, and a vendor's table of formats; GB/T 16649.6 for cn and an.

>>> encode_cn("410100813475", 12).hex()
'410100813475ffffffffffff'
>>> decode_cn(bytes.fromhex("410100813475ffffffffffff"))
'410100813475'
>>> encode_an("123456", 4)
Traceback (most recent call last):
    ...
sscard_core.device.files.codecs.TooLong: 6 bytes of text do not fit 4
"""

from datetime import date
from typing import Final

from sscard_core.device.chip_error import ChipError
from sscard_core.model.identifier import DIGITS

CHARSET: Final = "gbk"
_REMEDY_IN: Final = "give a value of the item's kind and length"
_REMEDY_OUT: Final = "read the card again; if it says the same, its maker wrote the item wrongly"


class BadValue(ChipError):
    """A value does not go into an item. Tells lengths and places, never the value: it may be somebody's name."""

    def __init__(self, message: str, *, remedy: str = _REMEDY_IN) -> None:
        super().__init__(message, remedy=remedy)


class WrongCharacters(BadValue):
    """A character has no place in an item of its kind."""


class TooLong(BadValue):
    """A value is longer than its item."""


class BadContent(BadValue):
    """The bytes on a card are not what the item's kind allows."""

    def __init__(self, message: str) -> None:
        super().__init__(message, remedy=_REMEDY_OUT)


def encode_cn(digits: str, length: int) -> bytes:
    """Return digits packed, two a byte, filled up with F. Raises: BadValue."""
    for place, digit in enumerate(digits, 1):
        if digit not in DIGITS:
            raise WrongCharacters(f"a packed decimal holds digits only; place {place} is none")
    if len(digits) > 2 * length:
        raise TooLong(f"{len(digits)} digits do not fit {2 * length}")
    return bytes.fromhex(digits.ljust(2 * length, "F"))


def decode_cn(raw: bytes) -> str:
    """Return the digits before the filler; bytes of 00 only are digits too. Raises: BadContent."""
    digits = raw.hex().rstrip("f")
    if not digits.isdecimal() and digits:
        raise BadContent("a packed decimal holds a hexadecimal letter before its filler")
    return digits


def encode_an(text: str, length: int) -> bytes:
    """Return text in GBK, filled up with 00. Raises: BadValue, also for a character that GBK lacks."""
    raw = encode_text(text)
    if len(raw) > length:
        raise TooLong(f"{len(raw)} bytes of text do not fit {length}")
    return raw.ljust(length, b"\0")


def encode_text(text: str) -> bytes:
    """Return text in GBK. Raises: BadValue, naming the place of a character that it lacks."""
    try:
        raw = text.encode(CHARSET)
    except UnicodeEncodeError as problem:
        raise WrongCharacters(
            f"the character at place {problem.start + 1} is not in GBK, which has two bytes a character",
            remedy="write a rare character as the registration does: with its pinyin in capitals or a GBK substitute",
        ) from None
    if b"\0" in raw:
        raise WrongCharacters("text on a card ends at the first 00, so it cannot hold one")
    return raw


def decode_an(raw: bytes) -> str:
    """Return the text before the filler. FF fills too, where a maker never wrote. Raises: BadContent."""
    return decode_text(raw.rstrip(b"\xff").rstrip(b"\0"))


def decode_text(raw: bytes) -> str:
    """Return text from GBK. Raises: BadContent, naming the place of the byte that is not."""
    try:
        return raw.decode(CHARSET)
    except UnicodeDecodeError as problem:
        raise BadContent(f"byte {problem.start + 1} of {len(raw)} begins no character of GBK") from None


def encode_number(value: int, length: int) -> bytes:
    """Return a number from 0, high byte first. Raises: BadValue."""
    if not 0 <= value < 1 << 8 * length:
        raise BadValue(f"a number of {length} bytes is 0 to {(1 << 8 * length) - 1}")
    return value.to_bytes(length, "big")


def decode_number(raw: bytes) -> int:
    """Return a number whose high byte comes first."""
    return int.from_bytes(raw, "big")


def decode_date(digits: str) -> date | None:
    """Return the day that CCYYMMDD names, None for an empty item. Raises: BadContent for no day of the calendar."""
    if not digits.strip("0"):
        return None
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))
    except ValueError:
        raise BadContent("eight digits of a date are no day of the calendar") from None
