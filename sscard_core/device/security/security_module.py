"""What holds the keys at the terminal's side: a PSAM, an HSM far away, or test keys in memory.

A module gets what the card said and gives back what it wants to hear; keys never leave it.
"""

from typing import Protocol

from attrs import frozen

from sscard_core.device.security.ciphers import Algorithm, cryptogram, mac, sealed_pin, session_key
from sscard_core.device.security.diversifying import factors
from sscard_core.device.security.keys import KeyRing


@frozen(repr=False)
class CardOrigin:
    """What a card's keys depend on: the region that issued it (6 digits) and its answer to reset."""

    region: str
    atr: bytes


class SecurityModule(Protocol):
    """A PSAM or HSM. Every method raises DeviceError: for a key or algorithm that it lacks, or a line that fails."""

    @property
    def algorithm(self) -> Algorithm:
        """The algorithm of its keys."""

    def cryptogram(self, kid: int, origin: CardOrigin, random: bytes, source: bytes) -> bytes:
        """Return what proves the key: 8 bytes, from a process factor and a source of 8 bytes each."""

    def mac(self, kid: int, origin: CardOrigin, random: bytes, data: bytes) -> bytes:
        """Return the MAC (4 bytes) of a command under the session key of the random number."""

    def sealed_pin(self, kid: int, origin: CardOrigin, pin: bytes) -> bytes:
        """Return a packed PIN enciphered with the key."""


@frozen
class SoftwareModule:
    """A security module of test keys. `roots` are either root keys, or (`derive=False`) the keys of one card."""

    roots: KeyRing
    derive: bool = True

    @property
    def algorithm(self) -> Algorithm:
        """The algorithm of its keys."""
        return self.roots.algorithm

    def card_keys(self, origin: CardOrigin) -> KeyRing:
        """Return the keys of one card."""
        return self.roots.diversified(factors(origin.region, origin.atr)) if self.derive else self.roots

    def cryptogram(self, kid: int, origin: CardOrigin, random: bytes, source: bytes) -> bytes:
        """Return what proves the key."""
        return cryptogram(self.algorithm, self._key(kid, origin), random, source)

    def mac(self, kid: int, origin: CardOrigin, random: bytes, data: bytes) -> bytes:
        """Return the MAC of a command."""
        session = session_key(self.algorithm, self._key(kid, origin), random)
        return mac(self.algorithm, session, random, data)

    def sealed_pin(self, kid: int, origin: CardOrigin, pin: bytes) -> bytes:
        """Return a packed PIN enciphered with the key."""
        return sealed_pin(self.algorithm, self._key(kid, origin), pin)

    def _key(self, kid: int, origin: CardOrigin) -> bytes:
        return self.card_keys(origin).key(kid)
