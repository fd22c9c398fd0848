"""VERIFY, CHANGE PIN, RELOAD PIN and PIN CHANGE/UNBLOCK.

Sources: LD/T 32.5 (the commands are in its list); PBOC for 80 5E and 84 24; vendors' commands for the packed PIN. RELOAD
carries its MAC under the maintenance key (STK, key address 009010), PIN CHANGE/UNBLOCK under the PUK.
"""

import hmac
from typing import Final

from sscard_core.device.apdu import Command
from sscard_core.device.emulator.answers import (
    AUTHENTICATION_FAILED,
    LOCKED,
    NO_KEY,
    WRONG_DATA,
    WRONG_LENGTH,
    WRONG_P1_P2,
    Answer,
)
from sscard_core.device.emulator.chip import PIN, PIN_TRIES, Chip
from sscard_core.device.emulator.memory import Change
from sscard_core.device.emulator.proving import without_mac
from sscard_core.device.pin_blocks import SEPARATOR, is_packed_pin
from sscard_core.device.security.ciphers import opened_pin
from sscard_core.device.security.keys import PUK, STK

CHANGE: Final = 0x01
RELOAD: Final = 0x00


def verify(chip: Chip, command: Command) -> bytes:
    """Compare the PIN; without data tell whether it is verified and how many tries are left (ISO/IEC 7816-4, 11.5.6)."""
    if command.p1 or command.p2:
        raise Answer(WRONG_P1_P2)
    if command.data:
        _compare(chip, command.data)
        chip.session.pin_verified = True
    elif not chip.session.pin_verified:
        _demand_tries(chip)
        raise Answer(AUTHENTICATION_FAILED | chip.byte(PIN_TRIES))
    return b""


def change_or_reload(chip: Chip, command: Command) -> bytes:
    """Replace the PIN: by its holder, who knows the old one, or by the issuer, who has the key."""
    if command.p2 or command.p1 not in (CHANGE, RELOAD):
        raise Answer(WRONG_P1_P2)
    if command.p1 == RELOAD:
        _set(chip, without_mac(chip, command, STK).data)
        return b""
    old, separator, new = command.data.partition(SEPARATOR)
    if not separator or not is_packed_pin(new):
        raise Answer(WRONG_DATA)
    _compare(chip, old)
    _set(chip, new)
    chip.session.pin_verified = True
    return b""


def change_or_unblock(chip: Chip, command: Command) -> bytes:
    """Unblock the PIN, and replace it where an enciphered one is sent."""
    if command.p1 or command.p2 not in (0, 1):
        raise Answer(WRONG_P1_P2)
    sealed = without_mac(chip, command, PUK).data
    if not sealed:
        _set(chip, bytes(chip.memory.cells[PIN]))
        return b""
    ring = chip.key_ring(PUK)
    pin = opened_pin(ring.algorithm, ring.keys[PUK], sealed)
    if pin is None:
        raise Answer(WRONG_DATA)
    _set(chip, pin)
    return b""


def _demand_tries(chip: Chip) -> None:
    if not chip.memory.cells[PIN]:
        raise Answer(NO_KEY)
    if chip.byte(PIN_TRIES) == 0:
        raise Answer(LOCKED)


def _compare(chip: Chip, given: bytes) -> None:
    """Compare a PIN, its try counted first: power lost between the two gives no free try."""
    _demand_tries(chip)
    if not is_packed_pin(given):
        raise Answer(WRONG_LENGTH if not given or len(given) > 8 else WRONG_DATA)
    left = chip.byte(PIN_TRIES) - 1
    chip.set_byte(PIN_TRIES, left)
    chip.session.pin_verified = False
    if not hmac.compare_digest(given, bytes(chip.memory.cells[PIN])):
        raise Answer(AUTHENTICATION_FAILED | left)
    chip.set_byte(PIN_TRIES, chip.plan.pin_tries)


def _set(chip: Chip, pin: bytes) -> None:
    """Set PIN and tries in one write."""
    if not is_packed_pin(pin):
        raise Answer(WRONG_DATA)
    chip.memory.write(Change(PIN, pin), Change(PIN_TRIES, bytes((chip.plan.pin_tries,))))
