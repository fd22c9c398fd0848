"""The card as T=0 knows it: data wait for GET RESPONSE, and a wrong Le is named."""

import pytest
from chip_cards import GENERATIONS, SSSE, card_of, enter, say, word
from hypothesis import given
from hypothesis import strategies as st

from sscard_core.device.apdu import Command
from sscard_core.device.exchange import Exchange
from sscard_core.device.port import CardPort


def test_the_answer_to_select_waits() -> None:
    card = card_of(2, t0=True)
    assert say(card, f"00A40400 0F {SSSE}") == "611E"
    assert say(card, "00C000001F") == "6C1E"
    assert say(card, "00C0000010")[-4:] == "610E"
    assert len(say(card, "00C0000000")) == 2 * 14 + 4
    assert say(card, "00C0000001") == "6985"


def test_another_command_makes_the_card_forget_what_waits() -> None:
    card = card_of(2, t0=True)
    assert say(card, f"00A40400 0F {SSSE}") == "611E"
    assert word(card, "00B2FF2C00") == "6A83"
    assert word(card, "00C000001E") == "6985"


@pytest.mark.parametrize(("command", "expected"), [("00C0010010", "6A86"), ("00C00000", "6700")])
def test_get_response_asked_wrongly(command: str, expected: str) -> None:
    card = card_of(2, t0=True)
    word(card, f"00A40400 0F {SSSE}")
    assert word(card, command) == expected


def test_a_wrong_le_is_named() -> None:
    card = card_of(2, t0=True)
    enter_t0(card)
    assert say(card, "00B2032C00") == "6C06"
    assert say(card, "00B2032C06") == "0304322E30309000"


def enter_t0(card: CardPort) -> None:
    exchange = Exchange(card)
    exchange.send_ok(Command(0x00, 0xA4, 0x04, 0x00, bytes.fromhex(SSSE)), "SELECT")


@given(
    st.sampled_from(GENERATIONS),
    st.sampled_from([f"00A404000F{SSSE}00", "00B2032C00", "00B0850000", "00B0970000"]),
)
def test_through_the_exchange_both_lines_give_the_same(generation: int, command: str) -> None:
    answers = []
    for t0 in (False, True):
        card = card_of(generation, t0=t0)
        exchange = Exchange(card)
        exchange.send_ok(Command(0x00, 0xA4, 0x04, 0x00, bytes.fromhex("D15600000500"), le=256), "SELECT")
        answers.append(exchange.send(Command.parse(bytes.fromhex(command))))
    assert answers[0] == answers[1]


def test_entering_works_without_t0_too() -> None:
    enter(card_of(3), SSSE, "EF05")
