"""The ciphers of the chip: 3DES with two keys, single DES, SM4, and the message authentication code of PBOC.

This is the one file that imports `cryptography`, and only when a key is used: a card whose files are free to read needs
none. Sources: articles on the chip (session keys, diversification); PBOC 2.0 part 1 and JR/T 0025.17 (MAC);
GB/T 32907 (SM4). How SM4 makes session and card keys was not found: f and its complement in one block, as PBOC 3.0
derives card keys, is an assumption. SSF33 is not public.
"""

from collections.abc import Callable, Mapping
from typing import Final

from attrs import frozen

from sscard_core.device.chip_error import ChipError
from sscard_core.model.words import Word

KEY: Final = 16
FACTOR: Final = 8
"""Bytes of a key, and of a random number or diversification factor."""

MAC: Final = 4
DES_BLOCK: Final = 8
SM4_BLOCK: Final = 16


class Algorithm(Word):
    """A block cipher of the chip."""

    TDES = "3des", "3DES"
    SSF33 = "ssf33", "SSF33"
    SM4 = "sm4", "SM4"


ALGORITHM_IDS: Final = {"01": Algorithm.TDES, "02": Algorithm.SSF33, "03": Algorithm.SM4}
"""As the card's FCI (9F0C) and the driver name them (算法标识)."""


class AlgorithmUnavailable(ChipError):
    """The algorithm is not public, so it cannot be computed here."""

    def __init__(self, algorithm: Algorithm) -> None:
        super().__init__(
            f"{algorithm.zh} is not public and cannot be computed by this library",
            remedy="use a security module (PSAM or HSM) that has it",
        )


class CryptographyMissing(ChipError):
    """A key is to be used, and the package that computes with it is not installed."""

    def __init__(self) -> None:
        super().__init__(
            "keys need the package cryptography, which is not installed",
            remedy="install sscard with the extra [device]; reading free files needs no keys",
        )


class WrongKeyLength(ChipError):
    """A key or a factor has not the length that the algorithm asks for. Says lengths, never bytes."""

    def __init__(self, what: str, expected: int, found: int) -> None:
        super().__init__(
            f"a {what} has {expected} bytes; found {found}", remedy="check where the key comes from"
        )


def _run(algorithm: str, key: bytes, iv: bytes | None, data: bytes, *, decrypt: bool = False) -> bytes:
    """Run a cipher of the package over whole blocks, in CBC where there is an IV, else in ECB."""
    try:
        from cryptography.hazmat.decrepit.ciphers.algorithms import TripleDES  # noqa: PLC0415
        from cryptography.hazmat.primitives.ciphers import Cipher, modes  # noqa: PLC0415
        from cryptography.hazmat.primitives.ciphers.algorithms import SM4  # noqa: PLC0415
    except ImportError:
        raise CryptographyMissing from None
    kind = {"des": TripleDES, "sm4": SM4}[algorithm]
    cipher = Cipher(kind(key), modes.CBC(iv) if iv is not None else modes.ECB())
    context = cipher.decryptor() if decrypt else cipher.encryptor()
    return context.update(data) + context.finalize()


def _checked(what: str, value: bytes, length: int) -> bytes:
    if len(value) != length:
        raise WrongKeyLength(what, length, len(value))
    return value


def des(key: bytes, block: bytes) -> bytes:
    """Encrypt blocks of 8 bytes with single DES and a key of 8."""
    return _run("des", _checked("DES key", key, 8) * 3, None, block)


def tdes(key: bytes, data: bytes, *, iv: bytes | None = None, decrypt: bool = False) -> bytes:
    """Encrypt or decrypt blocks of 8 bytes with 3DES and two keys (16 bytes), in CBC where there is an IV."""
    return _run("des", _checked("key", key, KEY) + key[:8], iv, data, decrypt=decrypt)


def sm4(key: bytes, data: bytes, *, iv: bytes | None = None, decrypt: bool = False) -> bytes:
    """Encrypt or decrypt blocks of 16 bytes with SM4, in CBC where there is an IV."""
    return _run("sm4", _checked("key", key, KEY), iv, data, decrypt=decrypt)


def complement(factor: bytes) -> bytes:
    """Return the bytes with every bit turned."""
    return bytes(each ^ 0xFF for each in factor)


def padded(data: bytes, block: int) -> bytes:
    """Return the data with 80, then noughts to whole blocks (ISO/IEC 9797-1, method 2)."""
    return data + b"\x80" + bytes(-(len(data) + 1) % block)


def _tdes_mac(key: bytes, iv: bytes, data: bytes) -> bytes:
    """ISO/IEC 9797-1, algorithm 3: single DES in CBC with the left half, 3DES in the last step."""
    text = padded(data, DES_BLOCK)
    if len(key) == DES_BLOCK:
        return _run("des", key * 3, iv, text)[-DES_BLOCK:][:MAC]
    left, right = _checked("key", key, KEY)[:8], key[8:]
    chained = _run("des", left * 3, iv, text)[-DES_BLOCK:]
    return _run("des", left * 3, None, _run("des", right * 3, None, chained, decrypt=True))[:MAC]


def _sm4_mac(key: bytes, iv: bytes, data: bytes) -> bytes:
    return sm4(key, padded(data, SM4_BLOCK), iv=iv.ljust(SM4_BLOCK, b"\0"))[-SM4_BLOCK:][:MAC]


def _tdes_diversified(master: bytes, factor: bytes) -> bytes:
    return tdes(master, factor) + tdes(master, complement(factor))


def _sm4_diversified(master: bytes, factor: bytes) -> bytes:
    return sm4(master, factor + complement(factor))


def _sm4_answer(session: bytes, source: bytes) -> bytes:
    return sm4(session, source.ljust(SM4_BLOCK, b"\0"))[:FACTOR]


@frozen
class _Suite:
    """What a card computes with one algorithm; every argument and result is bytes."""

    mac: Callable[[bytes, bytes, bytes], bytes]
    diversify: Callable[[bytes, bytes], bytes]
    session: Callable[[bytes, bytes], bytes]
    answer: Callable[[bytes, bytes], bytes]
    encrypt: Callable[..., bytes]
    block: int


_SUITES: Final[Mapping[Algorithm, _Suite]] = {
    Algorithm.TDES: _Suite(_tdes_mac, _tdes_diversified, tdes, des, tdes, DES_BLOCK),
    Algorithm.SM4: _Suite(_sm4_mac, _sm4_diversified, _sm4_diversified, _sm4_answer, sm4, SM4_BLOCK),
}


def _suite(algorithm: Algorithm) -> _Suite:
    if algorithm not in _SUITES:
        raise AlgorithmUnavailable(algorithm)
    return _SUITES[algorithm]


def mac(algorithm: Algorithm, key: bytes, iv: bytes, data: bytes) -> bytes:
    """Return the MAC (4 bytes) of the data; the IV is a random number of the card, 4 or 8 bytes.

    Raises: AlgorithmUnavailable, CryptographyMissing, WrongKeyLength.
    Source: PBOC: 4 random bytes are filled with noughts to 8; JR/T 0025.17 for SM4.
    """
    return _suite(algorithm).mac(key, iv.ljust(FACTOR, b"\0"), data)


def diversified(algorithm: Algorithm, master: bytes, factor: bytes) -> bytes:
    """Return the key (16 bytes) that a master key and a factor of 8 bytes give.

    3DES: the left half is the factor encrypted, the right half its complement. Raises: as mac.
    """
    return _suite(algorithm).diversify(master, _checked("factor", factor, FACTOR))


def session_key(algorithm: Algorithm, key: bytes, random: bytes) -> bytes:
    """Return the key of one talk: the process factor (过程因子, 8 bytes) encrypted; of 3DES it has 8 bytes."""
    return _suite(algorithm).session(key, _checked("random number", random, FACTOR))


def cryptogram(algorithm: Algorithm, key: bytes, random: bytes, source: bytes) -> bytes:
    """Return what proves that the key is known: the source (原始信息, 8 bytes) under the session key, 8 bytes.

    INTERNAL AUTHENTICATE answers it, EXTERNAL AUTHENTICATE sends it. Raises: as mac.
    """
    session = session_key(algorithm, key, random)
    return _suite(algorithm).answer(session, _checked("source", source, FACTOR))


def sealed_pin(algorithm: Algorithm, key: bytes, pin: bytes) -> bytes:
    """Return a packed PIN enciphered for PIN CHANGE/UNBLOCK: its length, the PIN, 80 and noughts to whole blocks."""
    suite = _suite(algorithm)
    plain = bytes((len(pin),)) + pin
    whole = plain if len(plain) % suite.block == 0 else padded(plain, suite.block)
    return suite.encrypt(key, whole)


def opened_pin(algorithm: Algorithm, key: bytes, sealed: bytes) -> bytes | None:
    """Return the packed PIN that was sealed, None if what comes out is not one."""
    suite = _suite(algorithm)
    if not sealed or len(sealed) % suite.block:
        return None
    plain = suite.encrypt(key, sealed, decrypt=True)
    pin, rest = plain[1 : 1 + plain[0]], plain[1 + plain[0] :]
    is_whole = len(pin) == plain[0] and rest.rstrip(b"\0") in (b"", b"\x80")
    return pin if is_whole else None
