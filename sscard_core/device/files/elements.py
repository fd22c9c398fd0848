"""Data elements (数据项): what one item of a file is, and its value as text and as bytes.

The text of an item is what the national driver shows: digits, GBK text, or hexadecimal; the parts of a compound item
are joined by `^`. An empty text is an item that was never written.

>>> sex = Element("0A", Kind.AN, 1, zh="性别")
>>> sex.encode("2"), sex.decode(b"2")
(b'2', '2')
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from attrs import field, frozen

from sscard_core.device.files.certainty import Certainty
from sscard_core.device.files.codecs import (
    BadContent,
    BadValue,
    TooLong,
    WrongCharacters,
    decode_an,
    decode_cn,
    decode_number,
    encode_an,
    encode_cn,
    encode_number,
)
from sscard_core.device.files.tlv import record, split_records
from sscard_core.model.words import Word

PART: Final = "^"
"""Between the parts of a compound item; source: the driver's convention."""


class Kind(Word):
    """How an item is coded."""

    CN = "cn", "压缩数字"
    AN = "an", "字符"
    B = "b", "二进制"
    NUMBER = "number", "数值"
    BTLV = "btlv", "复合数据项"
    FIXED = "fixed", "定长复合记录"


@frozen
class Element:
    """One item. `tag` is two hexadecimal digits, "" in records without tags; `length` counts the bytes of the value.

    `zh` is "" where no source names the item. `repeats` is how many records of the tag a file has.
    """

    tag: str
    kind: Kind
    length: int = 0
    zh: str = ""
    en: str = ""
    certainty: Certainty = Certainty.SINGLE
    example: str = field(default="", repr=False)
    parts: "tuple[Element, ...]" = ()
    repeats: int = 1

    @property
    def number(self) -> int:
        """The tag as a number."""
        return int(self.tag, 16)

    @property
    def size(self) -> int:
        """The bytes of the whole value, those of the parts and their tags included."""
        if not self.parts:
            return self.length
        return sum(each.size + 2 * (self.kind is Kind.BTLV) for each in self.parts)

    def encode(self, text: str) -> bytes:
        """Return the value's bytes, always `size` of them. Raises: BadValue, which names the item."""
        try:
            return _ENCODERS[self.kind](self, text)
        except BadValue as problem:
            raise type(problem)(f"{self._label}: {problem}", remedy=problem.remedy) from None

    def decode(self, raw: bytes) -> str:
        """Return the value as text. Raises: BadContent, which names the item."""
        try:
            return _DECODERS[self.kind](self, raw)
        except BadContent as problem:
            raise BadContent(f"{self._label}: {problem}") from None

    @property
    def _label(self) -> str:
        return f"{self.tag} {self.zh}".strip()


def _split(element: Element, text: str) -> Sequence[str]:
    """Return a text for each part; an empty text is empty parts."""
    texts = text.split(PART) if text else [""] * len(element.parts)
    if len(texts) != len(element.parts):
        raise BadValue(f"expected {len(element.parts)} parts joined by {PART}, found {len(texts)}")
    return texts


def _encode_b(element: Element, text: str) -> bytes:
    try:
        raw = bytes.fromhex(text)
    except ValueError:
        raise WrongCharacters("bytes are written as pairs of hexadecimal digits") from None
    if len(raw) > element.length:
        raise TooLong(f"{len(raw)} bytes do not fit {element.length}")
    return raw.ljust(element.length, b"\0")


def _encode_number(element: Element, text: str) -> bytes:
    if text and not (text.isascii() and text.isdecimal()):
        raise WrongCharacters("a number is written in digits")
    return encode_number(int(text or "0"), element.length)


def _encode_btlv(element: Element, text: str) -> bytes:
    texts = _split(element, text)
    pairs = zip(element.parts, texts, strict=True)
    return b"".join(record(part.number, part.encode(each)) for part, each in pairs)


def _decode_btlv(element: Element, raw: bytes) -> str:
    written = raw if raw.strip(b"\xff") else b""  # FF throughout: never written
    found = {each.tag: each.value for each in split_records(written)}
    return PART.join(part.decode(found.get(part.number, b"")) for part in element.parts)


def _encode_fixed(element: Element, text: str) -> bytes:
    pairs = zip(element.parts, _split(element, text), strict=True)
    return b"".join(part.encode(each) for part, each in pairs)


def _decode_fixed(element: Element, raw: bytes) -> str:
    if len(raw) != element.size:
        raise BadContent(f"a record has {element.size} bytes; found {len(raw)}")
    texts, place = [], 0
    for part in element.parts:
        texts.append(part.decode(raw[place : place + part.size]))
        place += part.size
    return PART.join(texts)


_ENCODERS: Final[Mapping[Kind, Callable[[Element, str], bytes]]] = {
    Kind.CN: lambda element, text: encode_cn(text, element.length),
    Kind.AN: lambda element, text: encode_an(text, element.length),
    Kind.B: _encode_b,
    Kind.NUMBER: _encode_number,
    Kind.BTLV: _encode_btlv,
    Kind.FIXED: _encode_fixed,
}

_DECODERS: Final[Mapping[Kind, Callable[[Element, bytes], str]]] = {
    Kind.CN: lambda _, raw: decode_cn(raw),
    Kind.AN: lambda _, raw: decode_an(raw),
    Kind.B: lambda _, raw: raw.hex().upper(),
    Kind.NUMBER: lambda _, raw: str(decode_number(raw)),
    Kind.BTLV: _decode_btlv,
    Kind.FIXED: _decode_fixed,
}
