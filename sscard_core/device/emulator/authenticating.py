"""GET CHALLENGE, INTERNAL and EXTERNAL AUTHENTICATE.

Sources: LD/T 32.5 (the commands are in its list); articles on the security of the chip: 8 bytes of process factor, 8 of
source, an optional 17th byte for the version of the key; STK, IRK and the purse's keys never serve from outside.
"""

from typing import Final

from sscard_core.device.apdu import Command
from sscard_core.device.emulator.answers import (
    AUTHENTICATION_FAILED,
    NO_KEY,
    WRONG_LENGTH,
    WRONG_P1_P2,
    Answer,
)
from sscard_core.device.emulator.chip import Chip
from sscard_core.device.emulator.proving import challenge, prove
from sscard_core.device.security.ciphers import FACTOR, cryptogram
from sscard_core.device.security.keys import IRK, PURSE_KEYS, STK, KeyRing

CHALLENGES: Final = (4, 8, 16)
WHOLE: Final = 2 * FACTOR
NOT_FROM_OUTSIDE: Final = frozenset({IRK, STK, *PURSE_KEYS})


def get_challenge(chip: Chip, command: Command) -> bytes:
    """Give out a random number, which replaces the one before."""
    if command.p1 or command.p2:
        raise Answer(WRONG_P1_P2)
    if command.le not in CHALLENGES or command.data:
        raise Answer(WRONG_LENGTH)
    chip.session.challenge = chip.random(command.le)
    return chip.session.challenge


def internal_authenticate(chip: Chip, command: Command) -> bytes:
    """Prove that the card is genuine."""
    if command.p1 or command.p2:
        raise Answer(WRONG_P1_P2)
    ring = chip.key_ring(IRK)
    factor, source = _halves(ring, command.data)
    return cryptogram(ring.algorithm, ring.keys[IRK], factor, source)


def external_authenticate(chip: Chip, command: Command) -> bytes:
    """Let the terminal prove that it has the key numbered P2."""
    if command.p1:
        raise Answer(WRONG_P1_P2)
    kid = command.p2
    if kid in NOT_FROM_OUTSIDE:
        raise Answer(NO_KEY)
    ring = chip.key_ring(kid)
    given, source = _halves(ring, command.data)
    random = challenge(chip)
    chip.session.keys.discard(kid)
    prove(
        chip, kid, given, lambda key: cryptogram(ring.algorithm, key, random, source), AUTHENTICATION_FAILED
    )
    chip.session.keys.add(kid)
    return b""


def _halves(ring: KeyRing, data: bytes) -> tuple[bytes, bytes]:
    """Split what both commands carry, and look at the version where one is given."""
    if len(data) not in (WHOLE, WHOLE + 1):
        raise Answer(WRONG_LENGTH)
    if len(data) > WHOLE and data[WHOLE] != ring.version:
        raise Answer(NO_KEY)
    return data[:FACTOR], data[FACTOR:WHOLE]
