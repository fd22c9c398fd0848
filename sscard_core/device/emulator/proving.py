"""Proofs of a key: cryptograms and MACs are compared in constant time, and a failure is counted before it is known.

Source: articles on the chip (session keys, key records with an error counter); PBOC for 9303 after too many.
"""

import hmac
from collections.abc import Callable
from typing import Final

from attrs import evolve

from sscard_core.device.apdu import Command
from sscard_core.device.emulator.answers import (
    AUTHENTICATION_FAILED,
    LOCKED,
    NO_RANDOM,
    WRONG_LENGTH,
    WRONG_SM_MAC,
    Answer,
)
from sscard_core.device.emulator.chip import Chip, key_tries
from sscard_core.device.security.ciphers import MAC, mac, session_key
from sscard_core.device.security.messaging import mac_text, process_factor

_MOST_SHOWN: Final = 15


def prove(chip: Chip, kid: int, given: bytes, expected: Callable[[bytes], bytes], failed: int) -> None:
    """Compare what was given with what the key makes; `failed` answers a failure.

    A key that has no tries left is locked. The count goes down first: pulling the card gives no free try.
    """
    key = chip.key_ring(kid).keys[kid]
    left = chip.byte(key_tries(kid))
    if left == 0:
        raise Answer(LOCKED)
    chip.set_byte(key_tries(kid), left - 1)
    if not hmac.compare_digest(given, expected(key)):
        raise Answer(failed | min(left - 1, _MOST_SHOWN) if failed == AUTHENTICATION_FAILED else failed)
    chip.set_byte(key_tries(kid), chip.plan.key_tries)


def challenge(chip: Chip) -> bytes:
    """Return the random number that a proof must be fresh by."""
    found = chip.take_challenge()
    if found is None:
        raise Answer(NO_RANDOM)
    return process_factor(found)


def without_mac(chip: Chip, command: Command, kid: int) -> Command:
    """Return a command without its MAC, which was right."""
    if len(command.data) < MAC:
        raise Answer(WRONG_LENGTH)
    algorithm = chip.key_ring(kid).algorithm
    bare, given = evolve(command, data=command.data[:-MAC]), command.data[-MAC:]
    random = challenge(chip)

    def expected(key: bytes) -> bytes:
        return mac(algorithm, session_key(algorithm, key, random), random, mac_text(bare))

    prove(chip, kid, given, expected, WRONG_SM_MAC)
    return bare
