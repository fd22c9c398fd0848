"""Power lost at every byte of every kind of write: afterwards the old is there or the new, and never half of each."""

import json
from collections.abc import Callable

import pytest
from chip_cards import SSSE, card_of, enter, prove_key, send, with_mac, word
from hypothesis import given
from hypothesis import strategies as st

from sscard_core.device.apdu import Command, Response
from sscard_core.device.emulator.card import CardClosed, EmulatedCard
from sscard_core.device.emulator.image import ImageError
from sscard_core.device.emulator.memory import Change, Memory, PowerLost, is_journal
from sscard_core.device.fabricating import card_plan, module_of_tests
from sscard_core.device.profile import Profile
from sscard_core.device.security.keys import STK, UK_SSSE

Ready = Callable[[], tuple[EmulatedCard, Command]]


def an_update() -> tuple[EmulatedCard, Command]:
    card = card_of(2)
    enter(card, SSSE, "EF06")
    assert prove_key(card, 2, UK_SSSE) == "9000"
    return card, Command(0x00, 0xDC, 0x09, 0x00, b"\x09\x04" + "李四".encode("gbk"))


def a_part_of_a_photo() -> tuple[EmulatedCard, Command]:
    card = card_of(2)
    enter(card, SSSE, "EF08")
    assert prove_key(card, 2, UK_SSSE) == "9000"
    return card, Command(0x00, 0xD6, 0x00, 0x10, b"new photo")


def a_new_pin() -> tuple[EmulatedCard, Command]:
    return card_of(2), Command(0x80, 0x5E, 0x01, 0x00, bytes.fromhex("123456FF11112222"))


def a_block() -> tuple[EmulatedCard, Command]:
    card = card_of(2)
    return card, with_mac(card, 2, Command(0x84, 0x1E, 0, 0), STK)


def cells(card: EmulatedCard) -> dict[str, str]:
    """Return what is in the memory, counters of keys and PIN apart: a try may be lost with the power."""
    found: dict[str, str] = json.loads(card.to_json())["cells"]
    return {name: content for name, content in found.items() if not name.endswith("/tries")}


@pytest.mark.parametrize("ready", [an_update, a_part_of_a_photo, a_new_pin, a_block])
def test_power_lost_at_any_byte_leaves_old_or_new(ready: Ready) -> None:
    card, command = ready()
    old = cells(card)
    assert send(card, command).sw == 0x9000
    new = cells(card)
    seen = []
    for written in range(1000):
        card, command = ready()
        card.lose_power_after(written)
        try:
            assert send(card, command).sw == 0x9000
        except PowerLost:
            card.reset()
            assert cells(card) in (old, new)
            seen.append(cells(card) == new)
        else:
            break
    assert seen == sorted(seen), "once the write is certain it stays so"
    assert {True, False} == set(seen)
    assert written == len(seen) < 1000


@given(st.binary(max_size=12), st.binary(max_size=12), st.integers(0, 60), st.integers(0, 60))
def test_power_lost_while_mending_is_mended_the_next_time(
    old: bytes, new: bytes, first: int, second: int
) -> None:
    memory = Memory({"a": old, "b": b"0123456789"})
    memory.lose_power_after(first)
    try:
        memory.write(Change("a", new), Change("b", b"xy", 3))
    except PowerLost:
        memory.lose_power_after(second)
        try:
            memory.recover()
        except PowerLost:
            memory.recover()
    found = (bytes(memory.cells["a"]), bytes(memory.cells["b"]))
    assert found in ((old, b"0123456789"), (new, b"012xy56789"))


def test_a_torn_card_is_silent_until_it_is_reset() -> None:
    card, command = an_update()
    card.lose_power_after(3)
    with pytest.raises(PowerLost) as lost:
        send(card, command)
    assert "reset" in lost.value.remedy
    with pytest.raises(CardClosed, match="no power"):
        card.transmit(bytes.fromhex("0084000008"))
    card.reset()
    assert word(card, "0084000008") == "9000"


def test_a_torn_image_is_mended_when_it_is_read() -> None:
    """The journal is complete and its mark is set: the write is finished elsewhere, later, from the JSON."""
    card, command = an_update()
    profile = Profile()
    plan = card_plan(profile, module=module_of_tests(profile))
    for written in range(1, 60):
        card, command = an_update()
        card.lose_power_after(written)
        with pytest.raises(PowerLost):
            send(card, command)
        again = EmulatedCard.from_json(plan, card.to_json())
        enter(again, SSSE, "EF06")
        if Response.parse(again.transmit(bytes.fromhex("00B2090000"))).data == command.data:
            return
    raise AssertionError("no torn image was finished")


def test_a_closed_card_refuses_everything_but_another_close() -> None:
    card = card_of(2)
    card.close()
    card.close()
    with pytest.raises(CardClosed, match="let go"):
        card.transmit(bytes(4))
    with pytest.raises(CardClosed):
        card.reset()


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("{", "[", "no JSON"),
        ('"schema": 1', '"schema": 2', "has schema 1"),
        ('"cells"', '"sells"', "missing"),
        ('"journal": ""', '"journal": "xx"', "not in hexadecimal"),
        ('"journal": ""', '"journal": "a509"', "journal of the image"),
        ('"journal": ""', '"journal": "a50161ffff000100"', "journal of the image"),
        ('"pin/tries": "03"', '"pin/tries": ""', "the cell pin/tries has 1 bytes; found 0"),
        ('"pin/tries"', '"pin/trees"', "another card: 2 of its cells"),
    ],
)
def test_an_image_that_is_none_is_told_so(old: str, new: str, told: str) -> None:
    plan = card_plan(Profile())
    text = EmulatedCard(plan).to_json()
    assert old in text
    with pytest.raises(ImageError, match=told) as caught:
        EmulatedCard.from_json(plan, text.replace(old, new, 1))
    assert caught.value.remedy


@given(st.binary(max_size=30))
def test_any_bytes_are_a_journal_or_not(raw: bytes) -> None:
    assert is_journal(raw, {"a"}) in (True, False)
    assert not is_journal(b"\xa5\x01b" + raw, {"a"})


def test_nothing_in_the_card_shows_what_is_in_it() -> None:
    card = card_of(2)
    enter(card, SSSE, "EF06")
    session = card._chip.session
    word(card, "00B2083000")
    shown = repr(
        [Change("pin/value", bytes.fromhex("123456")), session, session.file, session.application, card._chip]
    )
    assert "659099" not in shown
    assert "4V" not in shown, "123456 as bytes"
