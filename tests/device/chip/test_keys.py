"""Keys: who has which, how a card gets its own, and that none is ever shown."""

import pytest

from sscard_core.device.answer_to_reset import BadAtr, card_factor, chip_vendor, historical_bytes
from sscard_core.device.files.codecs import BadValue
from sscard_core.device.security.ciphers import Algorithm, cryptogram, diversified, mac, session_key
from sscard_core.device.security.diversifying import factors
from sscard_core.device.security.keys import IRK, RKSSSE, KeyRing, NoSuchKey
from sscard_core.device.security.security_module import CardOrigin, SoftwareModule

ATR = bytes.fromhex("3B6D000000814E43238697159900BF7C7A")
ORIGIN = CardOrigin("639900", ATR)
ROOTS = KeyRing.of_tests(Algorithm.TDES, (IRK, RKSSSE))
RANDOM, SOURCE = bytes(range(8)), bytes(range(8, 16))


def test_test_keys_are_the_same_every_time_and_all_different() -> None:
    again = KeyRing.of_tests(Algorithm.TDES, (IRK, RKSSSE))
    assert again == ROOTS
    assert (
        len({ROOTS.key(IRK), ROOTS.key(RKSSSE), KeyRing.of_tests(Algorithm.TDES, (IRK,), "b").key(IRK)}) == 3
    )


def test_a_ring_shows_numbers_and_no_key() -> None:
    module = SoftwareModule(ROOTS)
    for text in (repr(ROOTS), repr(module)):
        assert "0A" in text
        assert ROOTS.key(RKSSSE).hex() not in text.lower()
        assert repr(ROOTS.key(RKSSSE)) not in text


def test_a_key_that_is_not_there_is_asked_of_a_module() -> None:
    with pytest.raises(NoSuchKey, match="number 12 ") as caught:
        ROOTS.key(0x12)
    assert caught.value.kid == 0x12
    assert "PSAM" in caught.value.remedy


def test_a_card_key_comes_down_from_province_and_city() -> None:
    key = ROOTS.key(RKSSSE)
    for factor in factors("639900", ATR):
        key = diversified(Algorithm.TDES, key, factor)
    assert SoftwareModule(ROOTS).card_keys(ORIGIN).key(RKSSSE) == key


@pytest.mark.parametrize("region", ["", "6399", "63990A", "６３９９００"])
def test_a_region_that_is_not_six_digits_makes_no_factor(region: str) -> None:
    with pytest.raises(BadValue, match="six digits"):
        factors(region, ATR)


def test_a_module_computes_what_the_card_computes() -> None:
    module = SoftwareModule(ROOTS)
    key = module.card_keys(ORIGIN).key(RKSSSE)
    assert module.cryptogram(RKSSSE, ORIGIN, RANDOM, SOURCE) == cryptogram(
        Algorithm.TDES, key, RANDOM, SOURCE
    )
    session = session_key(Algorithm.TDES, key, RANDOM)
    assert module.mac(RKSSSE, ORIGIN, RANDOM, b"data") == mac(Algorithm.TDES, session, RANDOM, b"data")


def test_a_module_with_a_cards_own_keys_derives_nothing() -> None:
    assert SoftwareModule(ROOTS, derive=False).card_keys(ORIGIN) is ROOTS


def test_another_card_has_other_keys() -> None:
    other = CardOrigin("639900", ATR[:-1] + b"\0")
    module = SoftwareModule(ROOTS)
    assert module.card_keys(other).key(IRK) != module.card_keys(ORIGIN).key(IRK)


@pytest.mark.parametrize(
    ("atr", "historical"),
    [
        ("3B6D000000814E43238697159900BF7C7A", "00814E43238697159900BF7C7A"),
        ("3B00", ""),
        ("3B02AABB", "AABB"),
        ("3BFA1800008131FE454A434F5033315632333298", "4A434F50333156323332"),
    ],
)
def test_historical_bytes_are_found_behind_the_interface_bytes(atr: str, historical: str) -> None:
    assert historical_bytes(bytes.fromhex(atr)) == bytes.fromhex(historical)


@pytest.mark.parametrize(
    ("atr", "told"),
    [
        ("", "found 0"),
        ("3B", "found 1"),
        ("3B6D00", "beyond its end"),
        ("3B80", "beyond its end"),
        ("3B05AABB", "announces 5 historical bytes and has 2"),
    ],
)
def test_an_answer_to_reset_that_breaks_off_is_refused(atr: str, told: str) -> None:
    with pytest.raises(BadAtr, match=told):
        historical_bytes(bytes.fromhex(atr))


def test_a_card_without_eight_historical_bytes_has_no_factor() -> None:
    with pytest.raises(BadAtr, match="last 8 historical bytes; found 3"):
        card_factor(b"abc")


def test_a_chip_vendor_is_named_where_known() -> None:
    assert chip_vendor(bytes.fromhex("0085AA")) == "华虹"
    assert chip_vendor(b"\xff\xff") == ""
