"""SELECT: by name or by file identifier, answered with the FCI.

Sources: LD/T 32.5 (the command is in its list); vendors' commands, where P1 00 and 02 select a file alike; articles on
the chip for the FCI and the algorithm in 9F0C.
"""

from typing import Final

from sscard_core.device.apdu import Command
from sscard_core.device.emulator.answers import (
    APPLICATION_LOCKED,
    INVALIDATED,
    NO_FILE,
    PERMANENTLY_LOCKED,
    WRONG_DATA,
    WRONG_LENGTH,
    WRONG_P1_P2,
    Answer,
)
from sscard_core.device.emulator.chip import (
    BLOCKED,
    CARD_STATE,
    PERMANENTLY_BLOCKED,
    Chip,
    OpenApplication,
    OpenFile,
)
from sscard_core.device.emulator.plan import MASTER_FILE
from sscard_core.device.files.layout import Structure
from sscard_core.device.files.tlv import ber
from sscard_core.device.security.ciphers import ALGORITHM_IDS

BY_NAME: Final = 0x04
BY_IDENTIFIER: Final = (0x00, 0x01, 0x02)
WITH_FCI: Final = 0x00
WITHOUT_FCI: Final = 0x0C
LONGEST_NAME: Final = 16

_ALGORITHM_CODES: Final = {algorithm: bytes.fromhex(code) for code, algorithm in ALGORITHM_IDS.items()}
_DESCRIPTORS: Final = {Structure.TRANSPARENT: 0x01, Structure.RECORDS: 0x04, Structure.CYCLIC: 0x06}
"""File descriptor bytes: ISO/IEC 7816-4, 5.3.3.2 (linear variable is 04)."""


def select(chip: Chip, command: Command) -> bytes:
    """Make an application or a file the current one."""
    if chip.byte(CARD_STATE) != 0:
        raise Answer(APPLICATION_LOCKED)
    if command.p2 not in (WITH_FCI, WITHOUT_FCI):
        raise Answer(WRONG_P1_P2)
    if command.p1 == BY_NAME:
        fci = _enter(chip, _by_name(chip, command.data))
    elif command.p1 in BY_IDENTIFIER:
        fci = _by_identifier(chip, command.data)
    else:
        raise Answer(WRONG_P1_P2)
    return fci if command.p2 == WITH_FCI else b""


def _by_name(chip: Chip, name: bytes) -> OpenApplication:
    """Find an application by its name, or by the beginning of one, 5 bytes at least (ISO/IEC 7816-4, 8.2.1.2)."""
    if not 0 < len(name) <= LONGEST_NAME:
        raise Answer(WRONG_LENGTH)
    names = [(each, each.plan.name) for each in chip.applications]
    for each, known in names:
        if known == name:
            return each
    for each, known in names:
        if len(name) >= 5 and known.startswith(name):
            return each
    raise Answer(NO_FILE)


def _by_identifier(chip: Chip, data: bytes) -> bytes:
    if not data:
        data = MASTER_FILE.to_bytes(2, "big")
    if len(data) != 2:
        raise Answer(WRONG_DATA)
    fid = int.from_bytes(data, "big")
    file = chip.current().files.get(fid)
    if file is not None:
        chip.session.file = file
        return _file_fci(file)
    if fid == MASTER_FILE:
        return _enter(chip, chip.applications[0])
    for each in chip.applications:
        if each.plan.fid == fid:
            return _enter(chip, each)
    raise Answer(NO_FILE)


def _enter(chip: Chip, application: OpenApplication) -> bytes:
    state = chip.byte(application.state_cell)
    if state == PERMANENTLY_BLOCKED:
        raise Answer(PERMANENTLY_LOCKED)
    chip.enter(application)
    fci = _application_fci(chip, application)
    if state == BLOCKED:
        raise Answer(INVALIDATED, fci)
    return fci


def _application_fci(chip: Chip, application: OpenApplication) -> bytes:
    code = _ALGORITHM_CODES[chip.plan.algorithm]
    proprietary = ber(0x88, b"\x01") + ber(0x9F0C, b"\x86\x01" + code)
    return ber(0x6F, ber(0x84, application.plan.name) + ber(0xA5, proprietary))


def _file_fci(file: OpenFile) -> bytes:
    plan = file.plan
    size = (
        sum(map(len, file.cells))
        if plan.structure is not Structure.CYCLIC
        else plan.record_size * plan.capacity
    )
    described = ber(0x80, size.to_bytes(2, "big")) + ber(0x82, bytes((_DESCRIPTORS[plan.structure],)))
    return ber(0x6F, described + ber(0x83, plan.fid.to_bytes(2, "big")))
