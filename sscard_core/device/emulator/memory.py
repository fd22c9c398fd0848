"""The card's lasting memory: cells of bytes that survive a loss of power, old or new but never half of each.

A write goes to a journal first, byte by byte; the journal's mark is set, the cells follow, the mark is taken back. Whatever
byte the power is lost at, the next power-up finds the mark and finishes the write, or finds none and forgets it.
"""

from collections.abc import Collection, Iterator, Mapping
from typing import Final

from attrs import field, frozen

from sscard_core.device.chip_error import ChipError

_COMMITTED: Final = 0xA5
_WHOLE: Final = 0xFFFF
"""In place of an offset: the cell is replaced, its length too."""


class PowerLost(ChipError):
    """The card lost its power while it was writing. It says nothing more until it is reset."""

    def __init__(self) -> None:
        super().__init__(
            "the card lost power in the middle of a command",
            remedy="reset the card, read back what was to be written, and write it again if it is the old",
        )


@frozen
class Change:
    """One cell's new content, or with an offset the bytes of a part of it."""

    cell: str
    data: bytes = field(repr=False)
    offset: int = _WHOLE

    def packed(self) -> bytes:
        """Return the change as the journal keeps it."""
        name = self.cell.encode()
        head = len(name).to_bytes(1, "big") + name + self.offset.to_bytes(2, "big")
        return head + len(self.data).to_bytes(2, "big") + self.data


def _unpacked(raw: bytes) -> Iterator[Change]:
    place = 0
    while place < len(raw):
        name_end = place + 1 + raw[place]
        data_start = name_end + 4
        length = int.from_bytes(raw[name_end + 2 : data_start], "big")
        yield Change(
            raw[place + 1 : name_end].decode(),
            raw[data_start : data_start + length],
            int.from_bytes(raw[name_end : name_end + 2], "big"),
        )
        place = data_start + length


def is_journal(raw: bytes, cells: Collection[str]) -> bool:
    """True for an empty journal, one without mark, or one with changes of these cells."""
    if not raw or raw[0] != _COMMITTED:
        return True
    try:
        changes = list(_unpacked(raw[1:]))
    except (IndexError, UnicodeDecodeError):
        return False
    written = b"".join(each.packed() for each in changes)
    return written == raw[1:] and all(each.cell in cells for each in changes)


class Memory:
    """Cells by name. Each is one bytearray for the card's whole life, so whoever holds it sees its content change."""

    def __init__(self, cells: Mapping[str, bytes], journal: bytes = b"") -> None:
        self.cells = {name: bytearray(content) for name, content in cells.items()}
        self.journal = bytearray(journal)
        self._left: int | None = None

    def lose_power_after(self, written: int | None) -> None:
        """Let the power fail as soon as so many bytes more are written; None lets it last."""
        self._left = written

    def write(self, *changes: Change) -> None:
        """Make all changes or none of them. Raises: PowerLost."""
        self.journal[:] = b"\0"
        self._burn(self.journal, 1, b"".join(each.packed() for each in changes))
        self._burn(self.journal, 0, bytes((_COMMITTED,)))
        self._carry_out(changes)

    def recover(self) -> None:
        """Finish, or forget, the write that a loss of power broke off. Raises: PowerLost."""
        if self.journal and self.journal[0] == _COMMITTED:
            self._carry_out(tuple(_unpacked(bytes(self.journal[1:]))))
        self.journal.clear()

    def _carry_out(self, changes: tuple[Change, ...]) -> None:
        for each in changes:
            cell = self.cells[each.cell]
            self._burn(cell, 0 if each.offset == _WHOLE else each.offset, each.data)
            if each.offset == _WHOLE:
                del cell[len(each.data) :]
        self._burn(self.journal, 0, b"\0")
        self.journal.clear()

    def _burn(self, target: bytearray, place: int, data: bytes) -> None:
        if self._left is None:
            target[place : place + len(data)] = data
            return
        written = data[: self._left]
        target[place : place + len(written)] = written
        self._left -= len(written)
        if len(written) < len(data):
            self._left = None
            raise PowerLost
