"""Passwords. One exists only as a keyed verification value behind a PinVerifier; nothing here can show one.

The try is counted by the desk before the comparison (a pulled card or a crash must not give a free try), and the
comparison takes the same time whatever differs.
"""

import hashlib
import hmac
import secrets
from typing import Final, Protocol

from attrs import evolve, field, frozen

PIN_LENGTH: Final = 6
VALUE_BYTES: Final = 16


def is_six_digits(pin: str) -> bool:
    """True for six ASCII digits (XJ13-H-027)."""
    return len(pin) == PIN_LENGTH and pin.isascii() and pin.isdigit()


class PinVerifier(Protocol):
    """Makes and checks verification values; an HSM in production, HmacPinVerifier elsewhere."""

    def value(self, pin: str, account: str) -> bytes:
        """Return the verification value of a PIN for one account."""

    def matches(self, pin: str, account: str, value: bytes) -> bool:
        """Compare in constant time."""


@frozen(repr=False)
class HmacPinVerifier:
    """HMAC-SHA-256 under a secret key that is kept apart from the card files.

    Six digits hold 20 bits, so only the key protects them: whoever has both files and key can try them all.
    """

    key: bytes = field(factory=lambda: secrets.token_bytes(32))

    def value(self, pin: str, account: str) -> bytes:
        """Return 16 bytes that depend on the key, the account and the PIN."""
        return hmac.digest(self.key, f"{account}\0{pin}".encode(), hashlib.sha256)[:VALUE_BYTES]

    def matches(self, pin: str, account: str, value: bytes) -> bool:
        """Compare in constant time."""
        return hmac.compare_digest(self.value(pin, account), value)


@frozen(repr=False, weakref_slot=False)
class Secret:
    """What a card file keeps of one PIN: its verification value, where known, and the wrong tries in a row."""

    value: bytes | None = None
    wrong_tries: int = 0

    def __repr__(self) -> str:
        return "Secret(…)"

    def after_wrong_try(self) -> "Secret":
        """Return the secret with one try more counted."""
        return evolve(self, wrong_tries=self.wrong_tries + 1)

    def with_tries_cleared(self) -> "Secret":
        """Return the secret with its count at nought."""
        return evolve(self, wrong_tries=0)


NO_SECRET: Final = Secret()
"""What is kept where no PIN is set, or its value is not known."""
