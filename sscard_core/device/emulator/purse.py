"""INITIALIZE FOR LOAD and CREDIT FOR LOAD of the medical account; purchase is not here, its commands were not found.

Sources: an article on the medical account (one source): the first command, its answer and the session key; PBOC for the
MACs, the second command and the transaction code. The class of the second command, and that the PIN comes first, are
assumptions. Amounts are fen in 4 bytes.
"""

import hmac
from typing import Final

from sscard_core.device.apdu import Command
from sscard_core.device.emulator.answers import (
    CONDITIONS,
    COUNTER_FULL,
    NO_KEY_INDEX,
    NOT_SATISFIED,
    WRONG_LENGTH,
    WRONG_MAC,
    WRONG_P1_P2,
    Answer,
)
from sscard_core.device.emulator.chip import BALANCE, LOADS, Chip, PendingLoad
from sscard_core.device.emulator.memory import Change
from sscard_core.device.security.ciphers import MAC, mac, session_key
from sscard_core.device.security.keys import DLK, DTK

KEY_INDEX: Final = 1
LOAD_TYPE: Final = b"\x02"
_CREDIT_MARK: Final = b"\x80\x00"
_INITIALIZE_LENGTH: Final = 11
_CREDIT_LENGTH: Final = 11
_LAST: Final = 0xFFFF


def initialize_for_load(chip: Chip, command: Command) -> bytes:
    """Begin a load: balance 4, online sequence 2, key version 1, algorithm 1, random 4, MAC1 4."""
    index, amount, terminal = _asked(chip, command)
    ring = chip.key_ring(DLK)
    if index != KEY_INDEX:
        raise Answer(NO_KEY_INDEX)
    balance, sequence = bytes(chip.memory.cells[BALANCE]), bytes(chip.memory.cells[LOADS])
    if int.from_bytes(sequence, "big") == _LAST:
        raise Answer(COUNTER_FULL)
    random = chip.random(4)
    session = session_key(ring.algorithm, ring.keys[DLK], random + sequence + _CREDIT_MARK)
    chip.session.load = PendingLoad(session, amount, terminal)
    mac1 = mac(ring.algorithm, session, bytes(8), balance + amount + LOAD_TYPE + terminal)
    return balance + sequence + bytes((ring.version, 0)) + random + mac1


def credit_for_load(chip: Chip, command: Command) -> bytes:
    """Finish a load whose MAC2 is right; answers the transaction code (TAC, 4 bytes)."""
    if command.p1 or command.p2:
        raise Answer(WRONG_P1_P2)
    if len(command.data) != _CREDIT_LENGTH:
        raise Answer(WRONG_LENGTH)
    load, chip.session.load = chip.session.load, None
    if load is None:
        raise Answer(CONDITIONS)
    ring, moment = chip.key_ring(DTK), command.data[:-MAC]
    signed = load.amount + LOAD_TYPE + load.terminal + moment
    if not hmac.compare_digest(mac(ring.algorithm, load.session, bytes(8), signed), command.data[-MAC:]):
        raise Answer(WRONG_MAC)
    sequence = bytes(chip.memory.cells[LOADS])
    balance = _sum(chip.memory.cells[BALANCE], load.amount)
    counted = (int.from_bytes(sequence, "big") + 1).to_bytes(2, "big")
    chip.memory.write(Change(BALANCE, balance), Change(LOADS, counted))
    return mac(ring.algorithm, ring.keys[DTK], bytes(8), balance + sequence + signed)


def _asked(chip: Chip, command: Command) -> tuple[int, bytes, bytes]:
    """Return key index, amount and terminal of a load that may begin."""
    if command.p1 or command.p2 != 1:
        raise Answer(WRONG_P1_P2)
    if len(command.data) != _INITIALIZE_LENGTH:
        raise Answer(WRONG_LENGTH)
    if not chip.current().plan.purse:
        raise Answer(CONDITIONS)
    if not chip.session.pin_verified:
        raise Answer(NOT_SATISFIED)
    return command.data[0], command.data[1:5], command.data[5:]


def _sum(balance: bytes | bytearray, amount: bytes) -> bytes:
    total = int.from_bytes(balance, "big") + int.from_bytes(amount, "big")
    if total >= 1 << 32:
        raise Answer(CONDITIONS)
    return total.to_bytes(4, "big")
