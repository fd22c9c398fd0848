"""A name in two items: 09 holds 30 bytes of GBK, 4E the next 20, and no character is cut in two.

Source: articles on the chip: in versions 2.00 and 3.00 the whole name is 09 and 4E joined, then decoded. So a card that
did cut a character between them reads rightly too.

>>> first, rest = split_name("阿卜杜热依木江·阿卜杜热合曼诺夫")
>>> len(first), len(rest), join_name(first, rest)
(30, 20, '阿卜杜热依木江·阿卜杜热合曼诺夫')
"""

from typing import Final

from sscard_core.device.files.codecs import TooLong, decode_text, encode_text

NAME: Final = 30
EXTENSION: Final = 20
"""Bytes of the items 09 姓名 and 4E 姓名扩展."""


def split_name(name: str, *, extended: bool = True) -> tuple[bytes, bytes]:
    """Return the contents of 09 and 4E, filled with 00; without extension (version 1.00) the second is empty.

    Raises: TooLong, and WrongCharacters for a name that has a character that GBK lacks: GB 18030 writes those with four
    bytes, and no source says that a card or terminal takes them.
    """
    first, rest = _fill(name, NAME)
    second, left = _fill(rest, EXTENSION) if extended else (b"", rest)
    if left:
        room = NAME + EXTENSION if extended else NAME
        raise TooLong(f"{len(encode_text(name))} bytes of name do not fit {room}")
    return first.ljust(NAME, b"\0"), second.ljust(EXTENSION if extended else 0, b"\0")


def join_name(first: bytes, rest: bytes = b"") -> str:
    """Return the name in the contents of 09 and 4E. Raises: BadContent."""
    return decode_text(_bare(first) + _bare(rest))


def _fill(text: str, room: int) -> tuple[bytes, str]:
    """Return as many whole characters as fit, and the text that is left."""
    raw = b""
    for place, character in enumerate(text):
        more = encode_text(character)
        if len(raw) + len(more) > room:
            return raw, text[place:]
        raw += more
    return raw, ""


def _bare(raw: bytes) -> bytes:
    return raw.rstrip(b"\xff").rstrip(b"\0")
