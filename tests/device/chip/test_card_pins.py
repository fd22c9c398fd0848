"""PINs on the card: tries are counted before they are compared, survive the power, and never come back by themselves."""

import pytest
from chip_cards import GENERATIONS, card_of, challenge, module_of, origin_of, prove_key, send, with_mac, word

from sscard_core.device.apdu import Command
from sscard_core.device.emulator.card import EmulatedCard
from sscard_core.device.emulator.memory import PowerLost
from sscard_core.device.fabricating import card_plan
from sscard_core.device.pin_blocks import UnusablePin, is_packed_pin, pack_pin
from sscard_core.device.profile import Profile
from sscard_core.device.security.keys import PUK, STK

RIGHT, WRONG, ASK = "00200000 03 123456", "00200000 03 654321", "00200000"


def test_three_wrong_tries_lock_the_pin_and_the_right_one_is_too_late() -> None:
    card = card_of(2)
    assert [word(card, WRONG) for _ in range(4)] == ["63C2", "63C1", "63C0", "6983"]
    assert word(card, RIGHT) == "6983"


def test_the_right_pin_gives_all_tries_back() -> None:
    card = card_of(2)
    assert [word(card, each) for each in (WRONG, WRONG, RIGHT, WRONG)] == ["63C2", "63C1", "9000", "63C2"]


def test_tries_survive_a_reset_and_an_image() -> None:
    card = card_of(2)
    word(card, WRONG)
    card.reset()
    assert word(card, WRONG) == "63C1"
    again = EmulatedCard.from_json(card_plan(Profile()), EmulatedCard(card_plan(Profile())).to_json())
    assert word(again, WRONG) == "63C2"
    assert word(EmulatedCard.from_json(card_plan(Profile()), again.to_json()), WRONG) == "63C1"


def test_verify_without_data_tells_what_is_left_and_costs_nothing() -> None:
    card = card_of(2)
    assert [word(card, each) for each in (ASK, ASK, WRONG, ASK, RIGHT, ASK)] == [
        *("63C3", "63C3", "63C2", "63C2", "9000", "9000")
    ]


def test_a_wrong_try_ends_the_verification() -> None:
    card = card_of(2)
    assert [word(card, each) for each in (RIGHT, WRONG, ASK)] == ["9000", "63C2", "63C2"]


@pytest.mark.parametrize("tries", [1, 6, 15])
def test_the_number_of_tries_is_the_plans(tries: int) -> None:
    card = EmulatedCard(card_plan(Profile(pin_tries=tries)))
    assert word(card, ASK) == f"63C{tries:X}"


@pytest.mark.parametrize("tries", [0, 16])
def test_a_number_of_tries_that_63cx_cannot_tell_is_refused(tries: int) -> None:
    with pytest.raises(ValueError, match="pin_tries"):
        card_plan(Profile(pin_tries=tries))


def test_a_try_is_counted_before_the_comparison() -> None:
    """Power lost at the first byte that is written after the count: the try is gone, though nothing was compared."""
    card = card_of(2)
    for written in range(40):
        card.lose_power_after(written)
        try:
            word(card, WRONG)
        except PowerLost:
            card.reset()
            left = int(word(card, ASK)[-1], 16)
            assert left in (3, 2)
            if left == 2:
                return
    raise AssertionError("no power was lost after the count")


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        ("00200001 03 123456", "6A86"),
        ("00200100 03 123456", "6A86"),
        ("00200000 03 12345A", "6A80"),
        ("00200000 01 12", "6A80"),
        ("00200000 09 123456789012345678", "6700"),
        ("805E0100 03 123456", "6A80"),
        ("805E0100 06 123456FF12FF", "6A80"),
        ("805E0200 07 123456FF111111", "6A86"),
        ("805E0101 07 123456FF111111", "6A86"),
    ],
)
def test_what_is_no_pin_is_refused_and_no_try_is_counted(command: str, expected: str) -> None:
    card = card_of(2)
    assert word(card, command) == expected
    assert word(card, ASK) == "63C3"


def test_the_holder_changes_the_pin() -> None:
    card = card_of(2)
    assert word(card, "805E0100 08 123456FF11112222") == "9000"
    assert word(card, ASK) == "9000"
    card.reset()
    assert word(card, RIGHT) == "63C2"
    assert word(card, "00200000 04 11112222") == "9000"


def test_a_wrong_old_pin_counts_and_changes_nothing() -> None:
    card = card_of(2)
    assert word(card, "805E0100 07 654321FF111111") == "63C2"
    assert word(card, RIGHT) == "9000"


def test_a_card_without_pin_has_nothing_to_verify() -> None:
    card = EmulatedCard(card_plan(Profile(pin=None)))
    assert word(card, RIGHT) == word(card, ASK) == "6A88"


@pytest.mark.parametrize("generation", GENERATIONS)
def test_the_issuer_reloads_a_locked_pin(generation: int) -> None:
    card = card_of(generation)
    for _ in range(3):
        word(card, WRONG)
    reload = with_mac(card, generation, Command(0x80, 0x5E, 0, 0, bytes.fromhex("111111")), STK)
    assert send(card, reload).sw == 0x9000
    assert word(card, "00200000 03 111111") == "9000"


@pytest.mark.parametrize("generation", GENERATIONS)
def test_a_locked_pin_is_unblocked_with_and_without_a_new_one(generation: int) -> None:
    card = card_of(generation)
    for _ in range(3):
        word(card, WRONG)
    assert send(card, with_mac(card, generation, Command(0x84, 0x24, 0, 0), PUK)).sw == 0x9000
    assert word(card, RIGHT) == "9000"
    sealed = module_of(generation).sealed_pin(PUK, origin_of(generation), pack_pin("999999"))
    assert send(card, with_mac(card, generation, Command(0x84, 0x24, 0, 1, sealed), PUK)).sw == 0x9000
    assert word(card, "00200000 03 999999") == "9000"


def test_a_wrong_mac_changes_nothing_and_the_random_number_is_spent() -> None:
    card = card_of(2)
    reload = with_mac(card, 2, Command(0x80, 0x5E, 0, 0, bytes.fromhex("111111")), STK)
    bad = Command(0x80, 0x5E, 0, 0, reload.data[:-1] + bytes((reload.data[-1] ^ 1,)))
    assert send(card, bad).sw == 0x6988
    assert send(card, reload).sw == 0x6984
    assert word(card, RIGHT) == "9000"


def test_what_the_issuer_sends_must_be_a_pin() -> None:
    card = card_of(2)
    for data in ("12", "12345A"):
        reload = with_mac(card, 2, Command(0x80, 0x5E, 0, 0, bytes.fromhex(data)), STK)
        assert send(card, reload).sw == 0x6A80
    junk = with_mac(card, 2, Command(0x84, 0x24, 0, 1, bytes(8)), PUK)
    assert send(card, junk).sw == 0x6A80
    assert word(card, "84240200") == "6A86"
    assert word(card, RIGHT) == "9000"


def test_without_keys_nothing_of_the_issuers_can_be_done() -> None:
    card = EmulatedCard(card_plan(Profile()))
    challenge(card)
    assert word(card, "805E0000 07 11111100000000") == "6A88"
    assert prove_key(card, 2, 0x0A) == "6A88"


@pytest.mark.parametrize("pin", ["", "123", "1" * 17, "12a4", "１２３４"])
def test_a_pin_of_other_than_four_to_sixteen_digits_is_not_packed(pin: str) -> None:
    with pytest.raises(UnusablePin) as caught:
        pack_pin(pin)
    assert pin == "" or pin not in str(caught.value)


@pytest.mark.parametrize("length", range(4, 17))
def test_a_packed_pin_is_one(length: int) -> None:
    assert is_packed_pin(pack_pin("1" * length))


@pytest.mark.parametrize("packed", ["", "12", "123f", "1234ff", "12a456", "f12345", "123456789012345678"])
def test_what_is_no_packed_pin_is_none(packed: str) -> None:
    assert not is_packed_pin(bytes.fromhex(packed))
