"""Wrapping a text to columns, Chinese characters counting two and breaking anywhere but before punctuation."""

import re
from collections.abc import Iterator
from typing import Final

from rich.cells import cell_len, chop_cells

OPENING, CLOSING = "（《“‘「【", "，。；：、！？）》”’」】"
_PIECE: Final = re.compile(rf"\s+|[{OPENING}]*(?:[^\s\u1100-\uffff\U00010000-\U0010ffff]+|[^\s])[{CLOSING}]*")
"""A space; or a word of narrow characters, or one wide character, with the punctuation that stays with it."""


def wrap(text: str, width: int) -> list[str]:
    """Return the lines of a text, each at most `width` columns; a longer word is broken."""
    return list(_lines(text, width)) or [""]


def _lines(text: str, width: int) -> Iterator[str]:
    line = ""
    for piece in _PIECE.findall(text):
        if cell_len(line + piece) <= width:
            line += piece
            continue
        if line:
            yield line.rstrip()
        *full, line = chop_cells(piece.lstrip(), width) or [""]
        yield from full
    if line:
        yield line.rstrip()
