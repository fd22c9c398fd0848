"""READ RECORD, READ BINARY and GET RESPONSE.

Sources: ISO/IEC 7816-4, 11.2 and 11.3; articles on the chip: P2 04 reads by number, P2 00 by tag, SFI in the high bits
of P2; an Le that is neither 00 nor exact is answered with 6Cxx.
"""

from typing import Final

from sscard_core.device.apdu import SHORT_ANSWER, Command
from sscard_core.device.emulator.answers import (
    CONDITIONS,
    END_OF_FILE,
    NO_RECORD,
    WRONG_LE,
    WRONG_LENGTH,
    WRONG_OFFSET,
    WRONG_P1_P2,
    WRONG_STRUCTURE,
    Answer,
)
from sscard_core.device.emulator.chip import Chip, OpenFile
from sscard_core.device.files.layout import Structure

BY_TAG: Final = 0
BY_NUMBER: Final = 4
SFI_GIVEN: Final = 0x80
_RESERVED_SFI: Final = 31


def read_record(chip: Chip, command: Command) -> bytes:
    """Return one record, tag and length included."""
    le, mode = command.le, command.p2 & 7
    if le is None or command.data:
        raise Answer(WRONG_LENGTH)
    if mode not in (BY_NUMBER, BY_TAG) or command.p2 >> 3 == _RESERVED_SFI:
        raise Answer(WRONG_P1_P2)
    file = chip.file(command.p2 >> 3)
    chip.demand(file.plan.read)
    record = record_by_number(file, command.p1) if mode == BY_NUMBER else record_by_tag(file, command.p1)
    if le not in (SHORT_ANSWER, len(record)):
        raise Answer(WRONG_LE | len(record) & 0xFF)
    return record


def record_by_number(file: OpenFile, number: int) -> bytes:
    """Return a record by its number from 1; of a cyclic file 1 is the newest."""
    structure = file.plan.structure
    if structure is Structure.RECORDS:
        if not 0 < number <= len(file.cells):
            raise Answer(NO_RECORD)
        return bytes(file.cells[number - 1])
    if structure is Structure.TRANSPARENT:
        raise Answer(WRONG_STRUCTURE)
    size = file.plan.record_size
    record = bytes(file.cells[0][(number - 1) * size : number * size]) if number else b""
    if not record:
        raise Answer(NO_RECORD)
    return record


def record_by_tag(file: OpenFile, tag: int) -> bytes:
    """Return the first record with the tag."""
    if file.plan.structure is not Structure.RECORDS:
        raise Answer(WRONG_STRUCTURE)
    for cell in file.cells:
        if cell[0] == tag:
            return bytes(cell)
    raise Answer(NO_RECORD)


def read_binary(chip: Chip, command: Command) -> bytes:
    """Return a part of a transparent file."""
    le = command.le
    if le is None or command.data:
        raise Answer(WRONG_LENGTH)
    file, offset = binary_place(chip, command)
    chip.demand(file.plan.read)
    part = bytes(file.cells[0][offset : offset + le])
    if offset >= len(file.cells[0]):
        raise Answer(WRONG_OFFSET)
    if len(part) == le or le == SHORT_ANSWER:
        return part
    if le > SHORT_ANSWER:
        raise Answer(END_OF_FILE, part)
    raise Answer(WRONG_LE | len(part))


def binary_place(chip: Chip, command: Command) -> tuple[OpenFile, int]:
    """Return the transparent file and the offset that P1 and P2 mean."""
    if command.p1 & SFI_GIVEN:
        if command.p1 & 0x60 or command.p1 & 0x1F in (0, _RESERVED_SFI):
            raise Answer(WRONG_P1_P2)
        file, offset = chip.file(command.p1 & 0x1F), command.p2
    else:
        file, offset = chip.file(0), command.p1 << 8 | command.p2
    if file.plan.structure is not Structure.TRANSPARENT:
        raise Answer(WRONG_STRUCTURE)
    return file, offset


def get_response(chip: Chip, command: Command) -> bytes:
    """Return what is left of the last answer (T=0)."""
    if command.p1 or command.p2:
        raise Answer(WRONG_P1_P2)
    if command.le is None or command.data:
        raise Answer(WRONG_LENGTH)
    waiting = chip.session.waiting
    if not waiting:
        raise Answer(CONDITIONS)
    return waiting
