"""UPDATE RECORD, UPDATE BINARY and APPEND RECORD, plain or with a MAC (CLA 04).

Sources: ISO/IEC 7816-4, 11.3; vendors' commands for CLA 04. The MAC is made with the maintenance key (STK).
"""

from typing import Final

from sscard_core.device.apdu import Command
from sscard_core.device.emulator.answers import (
    NO_RECORD,
    NO_ROOM,
    WRONG_LENGTH,
    WRONG_OFFSET,
    WRONG_P1_P2,
    WRONG_STRUCTURE,
    WRONG_TLV,
    Answer,
)
from sscard_core.device.emulator.chip import Chip, OpenFile
from sscard_core.device.emulator.memory import Change
from sscard_core.device.emulator.proving import without_mac
from sscard_core.device.emulator.reading import BY_NUMBER, BY_TAG, binary_place
from sscard_core.device.files.layout import Structure
from sscard_core.device.security.keys import STK

WITH_MAC: Final = 0x04
_PREVIOUS: Final = 3
"""Mode of P2 that writes the oldest record of a cyclic file (ISO/IEC 7816-4, table 51)."""


def update_record(chip: Chip, command: Command) -> bytes:
    """Replace one record; in a cyclic file P1 00 and P2 mode 3 write the oldest."""
    mode = command.p2 & 7
    if mode not in (BY_NUMBER, BY_TAG, _PREVIOUS) or command.p2 >> 3 == 31:
        raise Answer(WRONG_P1_P2)
    if not command.data:
        raise Answer(WRONG_LENGTH)
    file = chip.file(command.p2 >> 3)
    chip.demand(file.plan.write)
    data = _checked(chip, command).data
    if mode == _PREVIOUS and command.p1:
        raise Answer(WRONG_P1_P2)
    if mode == _PREVIOUS:
        append(chip, file, data)
    elif file.plan.structure is not Structure.RECORDS:
        raise Answer(WRONG_STRUCTURE)
    else:
        place = _place(file, command.p1, mode)
        _demand_fitting(file.plan.contents[place], data)
        chip.memory.write(Change(file.names[place], data))
    return b""


def append_record(chip: Chip, command: Command) -> bytes:
    """Add a record to a cyclic file."""
    if command.p1 or command.p2 & 7 or command.p2 >> 3 == 31:
        raise Answer(WRONG_P1_P2)
    if not command.data:
        raise Answer(WRONG_LENGTH)
    file = chip.file(command.p2 >> 3)
    chip.demand(file.plan.write)
    append(chip, file, _checked(chip, command).data)
    return b""


def append(chip: Chip, file: OpenFile, record: bytes) -> None:
    """Put a record before the others of a cyclic file; the oldest goes when the file is full."""
    chip.memory.write(appended(file, record))


def appended(file: OpenFile, record: bytes) -> Change:
    """Return the change that puts a record before the others."""
    if file.plan.structure is not Structure.CYCLIC:
        raise Answer(WRONG_STRUCTURE)
    if len(record) != file.plan.record_size:
        raise Answer(WRONG_LENGTH)
    room = file.plan.record_size * file.plan.capacity
    return Change(file.names[0], (record + file.cells[0])[:room])


def update_binary(chip: Chip, command: Command) -> bytes:
    """Write a part of a transparent file."""
    if not command.data:
        raise Answer(WRONG_LENGTH)
    file, offset = binary_place(chip, command)
    chip.demand(file.plan.write)
    data, size = _checked(chip, command).data, len(file.cells[0])
    if offset >= size:
        raise Answer(WRONG_OFFSET)
    if offset + len(data) > size:
        raise Answer(NO_ROOM)
    chip.memory.write(Change(file.names[0], data, offset))
    return b""


def _checked(chip: Chip, command: Command) -> Command:
    return without_mac(chip, command, STK) if command.cla == WITH_MAC else command


def _place(file: OpenFile, wanted: int, mode: int) -> int:
    """Return where the record with the number or tag stands."""
    if mode == BY_NUMBER and 0 < wanted <= len(file.cells):
        return wanted - 1
    tags = [bytes(cell[:1]) for cell in file.cells]
    if mode != BY_TAG or bytes((wanted,)) not in tags:
        raise Answer(NO_RECORD)
    return tags.index(bytes((wanted,)))


def _demand_fitting(first: bytes, new: bytes) -> None:
    """Let pass a record of the same tag that tells its own length and is no longer than the first one there."""
    if len(new) < 2 or new[0] != first[0] or new[1] != len(new) - 2:
        raise Answer(WRONG_TLV)
    if len(new) > len(first):
        raise Answer(NO_ROOM)
