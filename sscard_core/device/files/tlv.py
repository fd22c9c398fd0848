"""Records as tag, length, value: one byte each of tag and length on the chip, BER in what a SELECT tells.

Source: articles on the files of the chip (tag 1, length 1, up to 255 bytes); ISO/IEC 7816-4, 5.2.2 (BER-TLV).

>>> record(0x03, b"2.00").hex(), split_record(bytes.fromhex("0304322e3030"))
('0304322e3030', Tlv(03, 4 bytes))
>>> find(bytes.fromhex("6F098402DDF1A503880115"), 0x88).hex()
'15'
"""

from collections.abc import Iterator
from typing import Final

from attrs import frozen

from sscard_core.device.files.codecs import BadContent, BadValue

LONGEST: Final = 0xFF
_MORE_TAG: Final = 0x1F
_CONSTRUCTED: Final = 0x20


@frozen(repr=False)
class Tlv:
    """One tag with its value. repr shows how long the value is."""

    tag: int
    value: bytes

    def __repr__(self) -> str:
        return f"Tlv({self.tag:02X}, {len(self.value)} bytes)"


def record(tag: int, value: bytes) -> bytes:
    """Return a record of the chip. Raises: BadValue."""
    if not 0 <= tag <= 0xFF:
        raise BadValue("a tag of the chip is one byte")
    if len(value) > LONGEST:
        raise BadValue(f"a record holds at most {LONGEST} bytes; found {len(value)}")
    return bytes((tag, len(value))) + value


def split_records(raw: bytes) -> Iterator[Tlv]:
    """Yield the records that stand one after the other, or the parts of a BTLV. Raises: BadContent."""
    place = 0
    while place < len(raw):
        if place + 2 > len(raw):
            raise BadContent(f"byte {place + 1} of {len(raw)} begins a record that has no length")
        tag, length = raw[place], raw[place + 1]
        value = raw[place + 2 : place + 2 + length]
        if len(value) < length:
            raise BadContent(f"the record at byte {place + 1} says {length} bytes; {len(value)} follow")
        yield Tlv(tag, value)
        place += 2 + length


def split_record(raw: bytes) -> Tlv:
    """Return the one record in the bytes. Raises: BadContent, for none or several."""
    found = list(split_records(raw))
    if len(found) != 1:
        raise BadContent(f"expected one record, found {len(found)}")
    return found[0]


def ber(tag: int, value: bytes) -> bytes:
    """Return a BER-TLV object; its length field is as short as may be."""
    length = len(value)
    if length < 0x80:
        counted = bytes((length,))
    else:
        width = (length.bit_length() + 7) // 8
        counted = bytes((0x80 | width,)) + length.to_bytes(width, "big")
    return tag.to_bytes((tag.bit_length() + 7) // 8 or 1, "big") + counted + value


def find(raw: bytes, tag: int) -> bytes | None:
    """Return the value of the first BER-TLV object with the tag, at any depth; None where there is none.

    Bytes that are no BER-TLV end the search: what a bank application adds to its answer is its own affair.
    """
    for found, value, constructed in _objects(raw):
        if found == tag:
            return value
        inner = find(value, tag) if constructed else None
        if inner is not None:
            return inner
    return None


def _objects(raw: bytes) -> Iterator[tuple[int, bytes, bool]]:
    place = 0
    while place < len(raw):
        start = place
        place += 1
        if raw[start] & _MORE_TAG == _MORE_TAG:
            while place < len(raw) and raw[place] & 0x80:
                place += 1
            place += 1
        tag = int.from_bytes(raw[start:place], "big")
        length, place = _length(raw, place)
        if length is None or place + length > len(raw):
            return
        yield tag, raw[place : place + length], bool(raw[start] & _CONSTRUCTED)
        place += length


def _length(raw: bytes, place: int) -> tuple[int | None, int]:
    if place >= len(raw):
        return None, place
    first = raw[place]
    if first < 0x80:
        return first, place + 1
    end = place + 1 + (first & 0x7F)
    return (None, place) if first == 0x80 or end > len(raw) else (int.from_bytes(raw[place + 1 : end]), end)
