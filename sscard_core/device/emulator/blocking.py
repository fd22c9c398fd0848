"""APPLICATION BLOCK, APPLICATION UNBLOCK and CARD BLOCK, each with a MAC.

Sources: LD/T 32.5 lists the commands; PBOC for P2 00 (for a time) and 01 (for good). Their keys (BK, LK) have no number
in any source: the maintenance key stands in.
"""

from typing import Final

from sscard_core.device.apdu import Command
from sscard_core.device.emulator.answers import CONDITIONS, WRONG_LENGTH, WRONG_P1_P2, Answer
from sscard_core.device.emulator.chip import BLOCKED, CARD_STATE, PERMANENTLY_BLOCKED, WORKING, Chip
from sscard_core.device.emulator.proving import without_mac
from sscard_core.device.security.keys import STK

_STATES: Final = {0x00: BLOCKED, 0x01: PERMANENTLY_BLOCKED}


def block_application(chip: Chip, command: Command) -> bytes:
    """Block the current application, for a time or for good."""
    if command.p1 or command.p2 not in _STATES:
        raise Answer(WRONG_P1_P2)
    _demand_mac_alone(chip, command)
    chip.set_byte(chip.current().state_cell, _STATES[command.p2])
    return b""


def unblock_application(chip: Chip, command: Command) -> bytes:
    """Open the current application again, unless it was blocked for good."""
    if command.p1 or command.p2:
        raise Answer(WRONG_P1_P2)
    state = chip.current().state_cell
    if chip.byte(state) != BLOCKED:
        raise Answer(CONDITIONS)
    _demand_mac_alone(chip, command)
    chip.set_byte(state, WORKING)
    return b""


def block_card(chip: Chip, command: Command) -> bytes:
    """Block the whole card; nothing undoes it."""
    if command.p1 or command.p2:
        raise Answer(WRONG_P1_P2)
    _demand_mac_alone(chip, command)
    chip.set_byte(CARD_STATE, PERMANENTLY_BLOCKED)
    return b""


def _demand_mac_alone(chip: Chip, command: Command) -> None:
    if without_mac(chip, command, STK).data:
        raise Answer(WRONG_LENGTH)
