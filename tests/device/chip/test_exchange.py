"""The exchange fetches whole answers, sends again with the right length, and never for ever."""

import pytest
from scripted_card import ScriptedCard

from sscard_core.device.apdu import Command, MalformedApdu, Response
from sscard_core.device.exchange import CardAnswered, EndlessAnswer, Exchange
from sscard_core.device.port import CardPort

READ = Command(0x00, 0xB2, 0x01, 0x04, le=0x10)
SELECT = Command(0x00, 0xA4, 0x04, 0x00, b"\xdd\xf1", le=256)


def test_an_answer_is_returned_as_it_is() -> None:
    card = ScriptedCard("01029000")
    assert isinstance(card, CardPort)
    assert Exchange(card).send(READ) == Response(b"\x01\x02", 0x9000)
    assert card.asked == ["00B2010410"]


def test_the_rest_of_an_answer_is_fetched() -> None:
    card = ScriptedCard("6102", "AABB6101", "CC9000")
    assert Exchange(card).send(SELECT) == Response(b"\xaa\xbb\xcc", 0x9000)
    assert card.asked == ["00A4040002DDF100", "00C0000002", "00C0000001"]


def test_a_command_is_sent_again_with_the_length_that_the_card_names() -> None:
    card = ScriptedCard("6C06", "AABB9000")
    assert Exchange(card).send(READ).data == b"\xaa\xbb"
    assert card.asked == ["00B2010410", "00B2010406"]


def test_get_response_is_sent_again_with_the_right_length_too() -> None:
    card = ScriptedCard("6100", "6C02", "AABB9000")
    assert Exchange(card).send(SELECT).data == b"\xaa\xbb"
    assert card.asked[1:] == ["00C0000000", "00C0000002"]


@pytest.mark.parametrize(("answer", "asked"), [("6C06", 2), ("6100", 300), ("AA6101", 300)])
def test_a_card_that_never_finishes_is_left(answer: str, asked: int) -> None:
    card = ScriptedCard(answer)
    with pytest.raises(EndlessAnswer, match="READ RECORD") as caught:
        Exchange(card).send(READ, "READ RECORD")
    assert caught.value.remedy
    assert len(card.asked) == asked


def test_le_is_left_out_where_the_line_carries_bare_t0() -> None:
    card = ScriptedCard("9000")
    Exchange(card, strip_le=True).send(SELECT)
    Exchange(card, strip_le=True).send(READ)
    assert card.asked == ["00A4040002DDF1", "00B2010410"]


def test_a_refusal_is_an_error_with_the_cards_word() -> None:
    with pytest.raises(CardAnswered) as caught:
        Exchange(ScriptedCard("6A82")).send_ok(SELECT, "SELECT DF04")
    assert caught.value.status.value == 0x6A82
    assert caught.value.command == "SELECT DF04"
    assert str(caught.value) == "SELECT DF04: the card answered 6A82 file not found (文件未找到)"
    assert caught.value.remedy == "check the generation of the card and the layout in use"


@pytest.mark.parametrize("word", ["6283", "63C2", "9303", "6981", "6700", "6F00"])
def test_every_word_but_9000_is_a_refusal_with_a_remedy(word: str) -> None:
    with pytest.raises(CardAnswered) as caught:
        Exchange(ScriptedCard(word)).send_ok(READ, "READ RECORD")
    assert bool(caught.value.remedy) == (word != "6283")


def test_an_answer_without_status_word_is_garbage() -> None:
    with pytest.raises(MalformedApdu):
        Exchange(ScriptedCard("90")).send(READ)
