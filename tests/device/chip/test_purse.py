"""The medical account: a load by the book, and every way in which it is none."""

import pytest
from chip_cards import GENERATIONS, card_of, enter, module_of, origin_of, send, word

from sscard_core.device.apdu import Command
from sscard_core.device.emulator.card import EmulatedCard
from sscard_core.device.security.ciphers import mac, session_key
from sscard_core.device.security.keys import DLK, DTK

DF04 = "D15600000503"
AMOUNT, TERMINAL, MOMENT = (
    bytes.fromhex("00002710"),
    bytes.fromhex("000000000001"),
    bytes.fromhex("20240311100000"),
)
SIGNED = AMOUNT + b"\x02" + TERMINAL
BEGIN = Command(0xB0, 0x28, 0x00, 0x01, b"\x01" + AMOUNT + TERMINAL, le=16)


def ready(generation: int) -> EmulatedCard:
    """Return a card whose account is selected and whose holder is there."""
    card = card_of(generation)
    enter(card, DF04)
    assert word(card, "00200000 03 123456") == "9000"
    return card


def load(card: EmulatedCard, generation: int) -> tuple[bytes, Command]:
    """Begin a load; return the card's answer and the command that finishes it."""
    keys = module_of(generation).card_keys(origin_of(generation))
    begun = send(card, BEGIN)
    assert begun.sw == 0x9000
    session = session_key(keys.algorithm, keys.key(DLK), begun.data[8:12] + begun.data[4:6] + b"\x80\x00")
    assert begun.data[12:] == mac(keys.algorithm, session, bytes(8), begun.data[:4] + SIGNED)
    mac2 = mac(keys.algorithm, session, bytes(8), SIGNED + MOMENT)
    return begun.data, Command(0xB0, 0x52, 0x00, 0x00, MOMENT + mac2, le=4)


@pytest.mark.parametrize("generation", GENERATIONS)
def test_two_loads_add_up_and_are_counted(generation: int) -> None:
    card = ready(generation)
    keys = module_of(generation).card_keys(origin_of(generation))
    for number in (1, 2):
        begun, finish = load(card, generation)
        assert int.from_bytes(begun[:4], "big") == 10_000 * (number - 1)
        assert int.from_bytes(begun[4:6], "big") == number - 1
        balance = (10_000 * number).to_bytes(4, "big")
        tac = mac(keys.algorithm, keys.key(DTK), bytes(8), balance + begun[4:6] + SIGNED + MOMENT)
        answer = send(card, finish)
        assert (answer.data, answer.sw) == (tac, 0x9000)


def test_a_wrong_mac_loads_nothing_and_ends_the_load() -> None:
    card = ready(2)
    _, finish = load(card, 2)
    wrong = Command(0xB0, 0x52, 0, 0, finish.data[:-1] + bytes((finish.data[-1] ^ 1,)), le=4)
    assert [send(card, each).sw for each in (wrong, finish)] == [0x9302, 0x6985]
    begun, _ = load(card, 2)
    assert begun[:6] == bytes(6)


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        ("B028000103 010000", "6700"),
        ("B02800020B 01 00002710 000000000001", "6A86"),
        ("B02800010B 02 00002710 000000000001", "9403"),
        ("B0520000 0B 20240311100000 00000000", "6985"),
        ("B0520001 0B 20240311100000 00000000", "6A86"),
        ("B0520000 0A 20240311100000 000000", "6700"),
        ("80500101 0B 01 00002710 000000000001", "6D00"),
    ],
)
def test_what_is_no_load_is_told_so(command: str, expected: str) -> None:
    assert word(ready(2), command) == expected


def test_a_load_needs_the_pin_and_the_accounts_application() -> None:
    card = card_of(2)
    assert send(card, BEGIN).sw == 0x6985
    enter(card, DF04)
    assert send(card, BEGIN).sw == 0x6982


def test_the_account_cannot_run_over() -> None:
    card = ready(2)
    most = Command(0xB0, 0x28, 0x00, 0x01, b"\x01\xff\xff\xff\xff" + TERMINAL, le=16)
    keys = module_of(2).card_keys(origin_of(2))
    words = []
    for _ in range(2):
        begun = send(card, most).data
        session = session_key(keys.algorithm, keys.key(DLK), begun[8:12] + begun[4:6] + b"\x80\x00")
        signed = b"\xff\xff\xff\xff\x02" + TERMINAL + MOMENT
        finish = Command(0xB0, 0x52, 0, 0, MOMENT + mac(keys.algorithm, session, bytes(8), signed), le=4)
        words.append(send(card, finish).sw)
    assert words == [0x9000, 0x6985]
