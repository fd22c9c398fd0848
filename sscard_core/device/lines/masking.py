"""Masks of one length for bytes that tell of a person or of one card, so that what is masked can still be read as data.

A mask keeps tags and lengths. Its digits are '0' in characters (30), which every format of the chip can decode: as
characters, as decimal digits, as GBK. Where a format asks for more (a check digit, a date) there is a stand-in.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import date
from typing import Final

from sscard_core.model.identifiers import UNASSIGNED_REGION, CitizenNumber
from sscard_core.model.sex import Sex

NOBODY: Final = CitizenNumber.synthetic(date(1900, 1, 1), Sex.FEMALE)
"""Whose number stands where a person's was: of a county that is none."""

STAND_INS: Final[Mapping[int, bytes]] = {
    0x08: NOBODY.text.encode("ascii"),  # 社会保障号码 social security number
    0x0A: b"2",  # 性别 sex
    0x0B: bytes.fromhex("01"),  # 民族 ethnic group
    0x0C: bytes.fromhex(UNASSIGNED_REGION),  # 出生地 place of birth
    0x0D: bytes.fromhex("19000101"),  # 出生日期 date of birth
}
"""What stands for an element of EF06 that not any digit can stand for. Source: LD/T 32, basic data of the holder."""

SERIAL_OF: Final = 13
"""Historical bytes of a card of LD/T 32; the last `SERIAL_LENGTH` of them are the serial number of the chip."""

SERIAL_LENGTH: Final = 6
DIGIT: Final = b"0"


def masked(value: bytes) -> bytes:
    """Return as many digits as there are bytes."""
    return DIGIT * len(value)


def masked_record(record: bytes, public: Mapping[int, int]) -> bytes:
    """Return a record of a card's file, masked.

    A record is a tag of one byte, a length of one byte and the value. `public` has the tags that are kept, each with the
    length it must have; whatever is no record of that kind is masked from its first byte.
    """
    if len(record) < 2 or record[1] != len(record) - 2:
        return masked(record)
    tag, value = record[0], record[2:]
    if public.get(tag) == len(value):
        return record
    stand_in = STAND_INS.get(tag, b"")
    return record[:2] + (stand_in if len(stand_in) == len(value) else masked(value))


def masked_templates(data: bytes, public: Collection[int]) -> bytes:
    """Return BER-TLV data with the values of all tags masked that are not public; what is no BER-TLV is masked whole.

    Source: ISO/IEC 7816-4, 5.2.2 (BER-TLV); lengths of up to three bytes.
    """
    try:
        return b"".join(_masked_objects(data, public))
    except (IndexError, ValueError):
        return masked(data)


def _masked_objects(data: bytes, public: Collection[int]) -> Iterator[bytes]:
    at = 0
    while at < len(data):
        tag_end = _after_tag(data, at)
        start, end = _value(data, tag_end)
        tag = int.from_bytes(data[at:tag_end], "big")
        yield data[at:start]
        yield _mask_of(data[at], tag in public, public)(data[start:end])
        at = end


def _mask_of(first: int, known: bool, public: Collection[int]) -> Callable[[bytes], bytes]:
    if first & 0x20:
        return lambda value: masked_templates(value, public)
    return bytes if known else masked


def _after_tag(data: bytes, at: int) -> int:
    end = at + 1
    if data[at] & 0x1F == 0x1F:
        while data[end] & 0x80:
            end += 1
        end += 1
    return end


def _value(data: bytes, at: int) -> tuple[int, int]:
    length, start = data[at], at + 1
    if length & 0x80:
        start += length & 0x7F
        length = int.from_bytes(data[at + 1 : start], "big")
    if start - at > 3 or start + length > len(data):
        raise ValueError("the value ends beyond the data")
    return start, start + length


def masked_atr(atr: bytes) -> bytes:
    """Return an ATR without the chip's serial number; the check byte, where there is one, is right again.

    Source: ISO/IEC 7816-3, 8.2 (structure); CHIP fact (13 historical bytes, the last 6 a serial number).
    """
    try:
        start, has_check = _historical(atr)
    except IndexError:
        return atr
    end = start + (atr[1] & 0x0F)
    if atr[1] & 0x0F != SERIAL_OF or end + has_check != len(atr):
        return atr
    plain = atr[: end - SERIAL_LENGTH] + masked(atr[end - SERIAL_LENGTH : end])
    return plain + bytes([_check_byte(plain)]) * has_check


def _historical(atr: bytes) -> tuple[int, bool]:
    """Return where the historical bytes begin, and whether a check byte follows them (any protocol but T=0)."""
    at, follows, has_check = 2, atr[1] >> 4, False
    while follows:
        at += follows.bit_count()
        if not follows & 0b1000:
            break
        has_check = has_check or bool(atr[at - 1] & 0x0F)
        follows = atr[at - 1] >> 4
    return at, has_check


def _check_byte(atr: bytes) -> int:
    check = 0
    for byte in atr[1:]:
        check ^= byte
    return check
