"""Ciphers against published vectors, and the chip's own steps against the same steps written out."""

import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sscard_core.device.apdu import Command
from sscard_core.device.security.ciphers import (
    Algorithm,
    AlgorithmUnavailable,
    CryptographyMissing,
    WrongKeyLength,
    complement,
    cryptogram,
    des,
    diversified,
    mac,
    opened_pin,
    padded,
    sealed_pin,
    session_key,
    sm4,
    tdes,
)
from sscard_core.device.security.messaging import mac_text

H = bytes.fromhex
KEY = H("0123456789ABCDEFFEDCBA9876543210")
RANDOM, SOURCE = H("1122334455667788"), H("A1A2A3A4A5A6A7A8")
USABLE = [Algorithm.TDES, Algorithm.SM4]


@pytest.mark.parametrize(
    ("key", "plain", "cipher"),
    [
        (
            "0123456789ABCDEFFEDCBA9876543210",
            "0123456789ABCDEFFEDCBA9876543210",
            "681EDF34D206965E86B3E94F536E4246",
        ),
        (
            "FEDCBA98765432100123456789ABCDEF",
            "000102030405060708090A0B0C0D0E0F",
            "F766678F13F01ADEAC1B3EA955ADB594",
        ),
    ],
)
def test_sm4_gives_the_published_vectors(key: str, plain: str, cipher: str) -> None:
    """GB/T 32907, and the draft of its modes of operation."""
    assert sm4(H(key), H(plain)) == H(cipher)
    assert sm4(H(key), H(cipher), decrypt=True) == H(plain)


def test_des_gives_the_published_vector() -> None:
    """FIPS 81, ECB: "Now is the time for all " under 0123456789ABCDEF."""
    cipher = des(H("0123456789ABCDEF"), b"Now is the time for all ")
    assert cipher == H("3FA40E8A984D48156A271787AB8883F9893D51EC4B563B53")


@pytest.mark.parametrize(
    ("data", "expected"),
    [(b"Now is the time for all ", "E9086230"), (b"Now is the time for it", "5A692CE6")],
)
def test_the_mac_of_two_keys_gives_the_published_vectors(data: bytes, expected: str) -> None:
    """ISO/IEC 9797-1, annex B: algorithm 3, padding method 2, cut to 4 bytes."""
    assert mac(Algorithm.TDES, KEY, bytes(8), data) == H(expected)


@given(st.binary(min_size=8, max_size=8))
def test_3des_with_two_equal_halves_is_des(block: bytes) -> None:
    assert tdes(KEY[:8] * 2, block) == des(KEY[:8], block)
    assert tdes(KEY, tdes(KEY, block), decrypt=True) == block


def test_3des_is_encrypting_decrypting_encrypting() -> None:
    """The middle step is undone with the second half, seen from outside."""
    left, right = KEY[:8], KEY[8:]
    inner = tdes(right * 2, des(left, RANDOM), decrypt=True)
    assert tdes(KEY, RANDOM) == des(left, inner)


def test_cbc_chains_what_ecb_does_not() -> None:
    assert tdes(KEY, bytes(16), iv=bytes(8))[8:] == tdes(KEY, tdes(KEY, bytes(8)))
    assert sm4(KEY, bytes(32), iv=bytes(16))[16:] == sm4(KEY, sm4(KEY, bytes(16)))
    assert tdes(KEY, tdes(KEY, bytes(16), iv=RANDOM), iv=RANDOM, decrypt=True) == bytes(16)


def test_a_mac_is_the_chain_written_out() -> None:
    block = des(KEY[:8], bytes(a ^ b for a, b in zip(RANDOM, padded(b"abc", 8), strict=True)))
    last = des(KEY[:8], tdes(KEY[8:] * 2, block, decrypt=True))
    assert mac(Algorithm.TDES, KEY, RANDOM, b"abc") == last[:4]
    assert mac(Algorithm.TDES, KEY[:8], RANDOM, b"abc") == block[:4]


def test_four_random_bytes_are_filled_with_noughts() -> None:
    for algorithm in USABLE:
        assert mac(algorithm, KEY, b"\1\2\3\4", b"x") == mac(algorithm, KEY, b"\1\2\3\4\0\0\0\0", b"x")


def test_a_sm4_mac_is_the_chain_written_out() -> None:
    text = bytes(a ^ b for a, b in zip(RANDOM + bytes(8), padded(b"abc", 16), strict=True))
    assert mac(Algorithm.SM4, KEY, RANDOM, b"abc") == sm4(KEY, text)[:4]


def test_a_diversified_key_is_the_factor_and_its_complement() -> None:
    assert diversified(Algorithm.TDES, KEY, RANDOM) == tdes(KEY, RANDOM) + tdes(KEY, complement(RANDOM))
    assert diversified(Algorithm.SM4, KEY, RANDOM) == sm4(KEY, RANDOM + complement(RANDOM))


def test_the_internal_answer_is_single_des_under_the_session_key() -> None:
    session = session_key(Algorithm.TDES, KEY, RANDOM)
    assert session == tdes(KEY, RANDOM)
    assert cryptogram(Algorithm.TDES, KEY, RANDOM, SOURCE) == des(session, SOURCE)


@pytest.mark.parametrize("algorithm", USABLE)
def test_a_cryptogram_depends_on_all_it_is_made_from(algorithm: Algorithm) -> None:
    made = {
        cryptogram(algorithm, KEY, RANDOM, SOURCE),
        cryptogram(algorithm, KEY[::-1], RANDOM, SOURCE),
        cryptogram(algorithm, KEY, SOURCE, SOURCE),
        cryptogram(algorithm, KEY, RANDOM, RANDOM),
    }
    assert len(made) == 4
    assert {len(each) for each in made} == {8}


@given(st.sampled_from(USABLE), st.binary(min_size=2, max_size=8))
def test_a_sealed_pin_is_opened_with_its_key_only(algorithm: Algorithm, pin: bytes) -> None:
    sealed = sealed_pin(algorithm, KEY, pin)
    assert opened_pin(algorithm, KEY, sealed) == pin
    assert opened_pin(algorithm, KEY[::-1], sealed) != pin


@pytest.mark.parametrize("sealed", [b"", bytes(7), bytes(9)])
def test_what_is_no_sealed_pin_is_not_opened(sealed: bytes) -> None:
    assert opened_pin(Algorithm.TDES, KEY, sealed) is None


def test_ssf33_is_refused_with_a_way_out() -> None:
    with pytest.raises(AlgorithmUnavailable, match="SSF33 is not public") as caught:
        cryptogram(Algorithm.SSF33, KEY, RANDOM, SOURCE)
    assert "PSAM" in caught.value.remedy


@pytest.mark.parametrize(
    ("key", "factor", "told"),
    [(KEY[:8], RANDOM, "a key has 16 bytes; found 8"), (KEY, KEY, "a factor has 8 bytes; found 16")],
)
def test_a_key_or_factor_of_the_wrong_length_is_refused(key: bytes, factor: bytes, told: str) -> None:
    with pytest.raises(WrongKeyLength, match=told):
        diversified(Algorithm.TDES, key, factor)


def test_without_the_package_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "cryptography.hazmat.primitives.ciphers", None)
    with pytest.raises(CryptographyMissing) as caught:
        sm4(KEY, bytes(16))
    assert "[device]" in caught.value.remedy


def test_a_mac_is_made_over_header_length_and_data_with_the_mac_counted_in() -> None:
    assert mac_text(Command(0x04, 0xDC, 0x0A, 0x00, b"abc")) == H("04DC0A0007") + b"abc"
    assert mac_text(Command(0x84, 0x16, 0x00, 0x00)) == H("8416000004")
