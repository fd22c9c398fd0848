"""Keys by their number on the card (KID): what each is for, and a ring of them whose repr shows none.

Source: a vendor's table of key addresses, whose last byte is the KID; articles on the key set for the names. Keys here
are test keys: no production key is public, and none is needed.
"""

import hashlib
from collections.abc import Iterable, Mapping
from typing import Final, Self

from attrs import field, frozen

from sscard_core.device.chip_error import ChipError
from sscard_core.device.security.ciphers import KEY, Algorithm, diversified

IRK: Final = 0x00
"""Internal authentication (内部认证密钥)."""

PUK: Final = 0x06
"""PIN unblocking (PIN 解锁密钥)."""

RKSSSE: Final = 0x0A
"""Reads the holder's data of a third-generation card, fingerprint and photo (SSSE 读控制密钥)."""

STK: Final = 0x10
"""Maintenance MAC: PIN reset, and here also blocking, whose own KID (BK, LK) was not found (维护密钥)."""

UK_SSSE: Final = 0x12
"""Writes the files of the SSSE (更新密钥)."""

CARD_KEYS: Final = (IRK, PUK, RKSSSE, STK, UK_SSSE)
"""The keys of the SSSE; those of the DFs are named by the files' key addresses."""

DLK: Final = 0xD1
DPK: Final = 0xD2
DTK: Final = 0xD3
"""Loading, purchase and transaction code of the medical account; these numbers are ours, no source tells them."""

PURSE_KEYS: Final = (DLK, DPK, DTK)
FIRST_VERSION: Final = 1


class NoSuchKey(ChipError):
    """A key is asked for that is not at hand."""

    def __init__(self, kid: int) -> None:
        super().__init__(
            f"no key with the number {kid:02X} is at hand",
            remedy="give the key, or use a security module (PSAM or HSM) that has it",
        )
        self.kid = kid


@frozen(repr=False)
class KeyRing:
    """Keys of 16 bytes by KID. repr tells their numbers only.

    >>> KeyRing.of_tests(Algorithm.TDES, (0x0A, 0x12))
    KeyRing(3des: 0A, 12)
    """

    algorithm: Algorithm
    keys: Mapping[int, bytes] = field(hash=False)
    version: int = FIRST_VERSION

    def __repr__(self) -> str:
        return f"KeyRing({self.algorithm}: {', '.join(f'{kid:02X}' for kid in self.keys)})"

    @classmethod
    def of_tests(cls, algorithm: Algorithm, kids: Iterable[int], label: str = "test") -> Self:
        """Return keys made from a label, the same ones every time. They protect nothing."""
        return cls(algorithm, {kid: _test_key(label, kid) for kid in kids})

    def key(self, kid: int) -> bytes:
        """Return a key. Raises: NoSuchKey."""
        if kid not in self.keys:
            raise NoSuchKey(kid)
        return self.keys[kid]

    def diversified(self, factors: Iterable[bytes]) -> "KeyRing":
        """Return the ring one level down for each factor: province, city, card. Raises: as ciphers.diversified."""
        keys = dict(self.keys)
        for factor in factors:
            keys = {kid: diversified(self.algorithm, key, factor) for kid, key in keys.items()}
        return KeyRing(self.algorithm, keys, self.version)


def _test_key(label: str, kid: int) -> bytes:
    return hashlib.sha256(f"{label}/{kid:02X}".encode()).digest()[:KEY]
