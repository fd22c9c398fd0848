"""Keys on the card: proofs that are fresh, counted, and of the right key; MACs on what is written and blocked."""

import pytest
from chip_cards import (
    GENERATIONS,
    SOURCE,
    SSSE,
    card_of,
    challenge,
    enter,
    module_of,
    origin_of,
    prove_key,
    say,
    send,
    with_mac,
    word,
)

from sscard_core.device.apdu import Command
from sscard_core.device.emulator.card import EmulatedCard
from sscard_core.device.fabricating import card_plan, module_of_tests
from sscard_core.device.profile import Profile
from sscard_core.device.security.keys import IRK, PURSE_KEYS, RKSSSE, STK, UK_SSSE
from sscard_core.device.security.security_module import CardOrigin


@pytest.mark.parametrize("generation", GENERATIONS)
@pytest.mark.parametrize("version", ["", "01"])
def test_a_genuine_card_proves_itself(generation: int, version: str) -> None:
    random = bytes(range(8))
    expected = module_of(generation).cryptogram(IRK, origin_of(generation), random, SOURCE).hex().upper()
    data = random.hex() + SOURCE.hex() + version
    assert say(card_of(generation), f"00880000 {len(data) // 2:02X} {data} 00") == expected + "9000"


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        ("00880100 10" + "00" * 16, "6A86"),
        ("00880001 10" + "00" * 16, "6A86"),
        ("00880000 0F" + "00" * 15, "6700"),
        ("00880000 11" + "00" * 16 + "02", "6A88"),
        ("00820110 10" + "00" * 16, "6A86"),
        ("0082000A 0F" + "00" * 15, "6700"),
        ("0082000A 11" + "00" * 16 + "09", "6A88"),
        ("008200EE 10" + "00" * 16, "6A88"),
        ("0082000A 10" + "00" * 16, "6984"),
    ],
)
def test_what_is_no_proof_is_told_so(command: str, expected: str) -> None:
    assert word(card_of(2), command) == expected


@pytest.mark.parametrize("kid", [IRK, STK, *PURSE_KEYS])
def test_keys_that_never_serve_from_outside_do_not(kid: int) -> None:
    assert prove_key(card_of(2), 2, kid) == "6A88"


def test_a_random_number_is_good_for_one_proof() -> None:
    card = card_of(2)
    made = module_of(2).cryptogram(RKSSSE, origin_of(2), challenge(card), SOURCE)
    command = f"0082000A 10 {(made + SOURCE).hex()}"
    assert [word(card, command), word(card, command)] == ["9000", "6984"]


def test_failed_proofs_are_counted_and_lock_the_key() -> None:
    profile = Profile(key_tries=2)
    card = EmulatedCard(card_plan(profile, module=module_of_tests(profile)))
    wrong = "0082000A 10" + "00" * 16
    words = []
    for _ in range(3):
        challenge(card)
        words.append(word(card, wrong))
    assert words == ["63C1", "63C0", "6983"]
    assert prove_key(card, 2, RKSSSE) == "6983"
    assert prove_key(card, 2, UK_SSSE) == "9000"


def test_a_failed_proof_ends_an_earlier_one() -> None:
    card = card_of(3)
    enter(card, SSSE, "EF06")
    assert prove_key(card, 3, RKSSSE) == "9000"
    challenge(card)
    assert word(card, "0082000A 10" + "00" * 16) == "63CE"
    assert word(card, "00B2080000") == "6982"


def test_the_key_of_another_card_opens_nothing() -> None:
    card = card_of(3)
    other = CardOrigin("659099", card.atr[:-1] + b"\xff")
    made = module_of(3).cryptogram(RKSSSE, other, challenge(card), SOURCE)
    assert word(card, f"0082000A 10 {(made + SOURCE).hex()}") == "63CE"


def test_writing_needs_the_key_and_shows_in_reading() -> None:
    card = card_of(2)
    enter(card, SSSE, "EF06")
    assert word(card, "00DC0A00 03 0A0131") == "6982"
    assert prove_key(card, 2, UK_SSSE) == "9000"
    assert word(card, "00DC0A00 03 0A0131") == "9000"
    assert say(card, "00B20A0000") == "0A01319000"
    assert word(card, "00DC0404 03 0A0132") == "9000"
    assert say(card, "00B20A0000") == "0A01329000"


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        ("00DC0A00 03 0B0131", "6A85"),
        ("00DC0A00 03 0A0231", "6A85"),
        ("00DC0A00 01 0A", "6A85"),
        ("00DC0A00 04 0A023131", "6A84"),
        ("00DC0A00", "6700"),
        ("00DC0804 03 0A0131", "6A83"),
        ("00DC9900 03 990131", "6A83"),
        ("00DC0A01 03 0A0131", "6A86"),
        ("00DC0003 03 0A0131", "6981"),
        ("00E20000 03 0A0131", "6981"),
        ("00E20100 03 0A0131", "6A86"),
        ("00E20000", "6700"),
        ("00D60000 01 00", "6981"),
        ("00D60000", "6700"),
    ],
)
def test_a_record_that_does_not_fit_is_not_written(command: str, expected: str) -> None:
    card = card_of(2)
    enter(card, SSSE, "EF06")
    assert prove_key(card, 2, UK_SSSE) == "9000"
    before = card.to_json()
    assert word(card, command) == expected
    assert card.to_json() == before


def test_a_shorter_record_leaves_its_room() -> None:
    card = card_of(2)
    enter(card, SSSE, "EF06")
    assert prove_key(card, 2, UK_SSSE) == "9000"
    assert word(card, "00DC0900 03 090141") == "9000"
    assert word(card, "00DC0900 20 091E" + "41" * 30) == "9000"


def test_a_part_of_a_photo_is_written() -> None:
    card = card_of(2)
    enter(card, SSSE, "EF08")
    assert prove_key(card, 2, UK_SSSE) == "9000"
    assert word(card, "00D6000102 AABB") == "9000"
    assert [word(card, each) for each in ("00D60FFF02 AABB", "00D6100001 AA")] == ["6A84", "6B00"]
    assert prove_key(card, 2, RKSSSE) == "9000"
    assert say(card, "00B0000004") == "00AABB5D9000"


def test_a_write_with_mac_is_done_once() -> None:
    card = card_of(2)
    enter(card, SSSE, "EF06")
    assert prove_key(card, 2, UK_SSSE) == "9000"
    command = with_mac(card, 2, Command(0x04, 0xDC, 0x0A, 0x00, bytes.fromhex("0A0131")), STK)
    assert [send(card, command).sw, send(card, command).sw] == [0x9000, 0x6984]
    challenge(card)
    assert send(card, Command(0x04, 0xDC, 0x0A, 0x00, bytes.fromhex("0A013100000000"))).sw == 0x6988
    assert send(card, Command(0x04, 0xDC, 0x0A, 0x00, b"abc")).sw == 0x6700


def test_a_blocked_application_says_so_and_is_unblocked() -> None:
    card = card_of(2)
    enter(card, SSSE, "EF05")
    assert send(card, with_mac(card, 2, Command(0x84, 0x1E, 0, 0), STK)).sw == 0x9000
    assert word(card, "00B2030400") == "6985"
    card.reset()
    selected = say(card, f"00A40400 0F {SSSE} 00")
    assert (selected[:2], selected[-4:]) == ("6F", "6283")
    assert word(card, "00200000 03 123456") == "6985"
    assert send(card, with_mac(card, 2, Command(0x84, 0x18, 0, 0), STK)).sw == 0x9000
    assert word(card, "00B2032C00") == "9000"
    assert word(card, "84180000 04 00000000") == "6985"


def test_an_application_blocked_for_good_is_not_selected_again() -> None:
    card = card_of(2)
    enter(card, "D15600000503")
    assert send(card, with_mac(card, 2, Command(0x84, 0x1E, 0, 1), STK)).sw == 0x9000
    assert word(card, "84180000 04 00000000") == "6985"
    assert word(card, "00A40400 06 D15600000503 00") == "9303"
    assert word(card, f"00A40400 0F {SSSE} 00") == "9000"


def test_a_blocked_card_answers_nothing_else() -> None:
    card = card_of(2)
    assert send(card, with_mac(card, 2, Command(0x84, 0x16, 0, 0), STK)).sw == 0x9000
    for command in (f"00A40400 0F {SSSE} 00", "0084000008", "00200000 03 123456"):
        assert word(card, command) == "6A81"
    card.reset()
    assert word(card, f"00A40400 0F {SSSE} 00") == "6A81"


@pytest.mark.parametrize("ins", [0x1E, 0x18, 0x16])
def test_blocking_takes_a_mac_and_nothing_more(ins: int) -> None:
    card = card_of(2)
    if ins == 0x18:
        assert send(card, with_mac(card, 2, Command(0x84, 0x1E, 0, 0), STK)).sw == 0x9000
    assert send(card, with_mac(card, 2, Command(0x84, ins, 0, 0, b"x"), STK)).sw == 0x6700
    assert send(card, Command(0x84, ins, 1, 0, bytes(4))).sw == 0x6A86
    assert send(card, Command(0x84, ins, 0, 9, bytes(4))).sw == 0x6A86
