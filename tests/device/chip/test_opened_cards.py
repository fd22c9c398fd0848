"""An opened card: items by address, read and written under proofs; a PIN that is never tried on its own account."""

import pytest
from chip_cards import GENERATIONS, card_of, module_of, word
from cut_line import CardTakenOut, CutLine
from scripted_card import ScriptedCard

from sscard_core.device import card_pins
from sscard_core.device.card import OpenedCard, version_of
from sscard_core.device.card_errors import (
    CardIsBlocked,
    KeyRefused,
    LastTry,
    NeedsPin,
    NeedsTerminalKey,
    NotGenuine,
    PinLocked,
    UnknownVersion,
    WrongPin,
)
from sscard_core.device.exchange import CardAnswered
from sscard_core.device.fabricating import module_of_tests
from sscard_core.device.files.codecs import BadContent, BadValue
from sscard_core.device.files.layout import NotInLayout, Structure
from sscard_core.device.pin_blocks import UnusablePin
from sscard_core.device.port import CardPort
from sscard_core.device.profile import Profile
from sscard_core.device.reading import read_opened


def opened(generation: int, *, keys: bool = True, port: CardPort | None = None) -> OpenedCard:
    """Return an opened test card."""
    return OpenedCard.open(port or card_of(generation), module_of(generation) if keys else None)


@pytest.mark.parametrize("generation", GENERATIONS)
def test_every_item_that_may_be_read_is_read_by_address(generation: int) -> None:
    card = opened(generation)
    card_pins.verify_pin(card, "123456")
    for file in card.layout.files.values():
        if file.structure is Structure.TRANSPARENT:
            assert len(card.read_transparent(file.address)) == file.size
            continue
        for element in file.elements:
            if file.application != "SSSE":
                assert card.read(file.address, element.tag) == element.example


def test_a_repeated_item_is_read_and_written_one_by_one() -> None:
    card = opened(2)
    card_pins.verify_pin(card, "123456")
    assert card.read("DF02EF05", "43", 2) == card.read("DF02EF05", "43", 1)
    with pytest.raises(NeedsTerminalKey, match="whose number was not found"):
        card.write("DF02EF05", "43", "1^1^1^20200101^1", 2)


@pytest.mark.parametrize("generation", GENERATIONS)
def test_an_item_is_written_and_read_back(generation: int) -> None:
    card = opened(generation)
    card.write("DF01EF08", "2B", "2")
    card_pins.verify_pin(card, "123456")
    assert card.read("DF01EF08", "2B") == "2"
    assert card.read("DF01EF05", "20") == card.layout.file("DF01EF05").element("20").example


def test_a_photo_is_written_and_read_back() -> None:
    card = opened(2)
    photo = bytes(range(256)) * 16
    card.write_transparent("SSSEEF08", photo)
    assert card.read_transparent("SSSEEF08") == photo


def test_the_log_is_read_newest_first_and_is_not_written() -> None:
    card = opened(2)
    card_pins.verify_pin(card, "123456")
    assert len(card.read("DF04EF08", "").split("^")) == 7
    with pytest.raises(CardAnswered, match="6A83"):
        card.read("DF04EF08", "", 2)
    with pytest.raises(CardAnswered, match="6982"):
        card.write("DF04EF08", "", card.layout.file("DF04EF08").element("").example)


def test_what_a_file_asks_for_is_told() -> None:
    card = opened(2, keys=False)
    with pytest.raises(NeedsPin, match="DF01EF05") as pin:
        card.read("DF01EF05", "20")
    assert pin.value.remedy
    with pytest.raises(NeedsTerminalKey, match="number 0A") as key:
        card.read_transparent("SSSEEF08")
    assert key.value.kid == 0x0A
    with pytest.raises(NeedsTerminalKey):
        card.read("DF04EF06", "90")
    with pytest.raises(NeedsTerminalKey, match="number 42"):
        card.write("DF01EF05", "20", "1")


def test_a_file_for_pin_and_key_asks_for_both() -> None:
    card = opened(2)
    with pytest.raises(NeedsPin, match="DF04EF06"):
        card.read("DF04EF06", "90")
    card_pins.verify_pin(card, "123456")
    assert card.read("DF04EF06", "90") == "1"


def test_nothing_is_sent_for_a_value_that_does_not_fit() -> None:
    line = CutLine(card_of(2), 1000)
    card = opened(2, port=line)
    sent = len(line.sent)
    with pytest.raises(BadValue):
        card.write("DF01EF08", "2B", "too long")
    with pytest.raises(NotInLayout):
        card.read("DF01EF08", "99")
    with pytest.raises(UnusablePin):
        card_pins.verify_pin(card, "1")
    assert len(line.sent) == sent


def test_a_key_that_is_refused_is_proved_once() -> None:
    line = CutLine(card_of(3), 1000)
    card = OpenedCard.open(line, module_of_tests(Profile(generation=3), label="other"))
    with pytest.raises(KeyRefused) as caught:
        card.read("SSSEEF06", "08")
    assert (caught.value.kid, caught.value.tries_left) == (0x0A, 14)
    assert sum(each[1] == 0x82 for each in line.sent) == 1


@pytest.mark.parametrize("generation", GENERATIONS)
def test_a_genuine_card_is_told_from_one_that_is_not(generation: int) -> None:
    opened(generation).demand_genuine()
    other = OpenedCard.open(
        card_of(generation), module_of_tests(Profile(generation=generation), label="other")
    )
    with pytest.raises(NotGenuine):
        other.demand_genuine()


def test_a_card_that_cannot_read_by_tag_is_read_by_number() -> None:
    version = "0304322E30309000"
    code = "0110659099D15600000500A1B2C3000000019000"
    port = ScriptedCard("9000", "9000", version, code, "6A86", "07095830303030303031399000")
    card = OpenedCard.open(port)
    assert card.read("SSSEEF05", "07") == "X00000019"
    assert port.asked[-2:] == ["00B2070000", "00B2070400"]


@pytest.mark.parametrize(
    ("raw", "version"), [(b"1.00", "1.00"), (b"2.00", "2.00"), (b"3.10", "3.00"), (b"\0", "2.00")]
)
def test_the_first_character_decides_the_version(raw: bytes, version: str) -> None:
    assert version_of(raw) == version


@pytest.mark.parametrize("raw", [b"", b"4.00", b" 2.00", b"\xff"])
def test_another_first_character_is_no_version(raw: bytes) -> None:
    with pytest.raises(UnknownVersion):
        version_of(raw)


def test_a_wrong_pin_tells_what_is_left_and_the_last_try_is_not_taken_by_itself() -> None:
    line = CutLine(card_of(2), 1000)
    card = opened(2, port=line)
    assert card_pins.tries_left(card) == 3
    for left in (2, 1):
        with pytest.raises(WrongPin) as wrong:
            card_pins.verify_pin(card, "654321")
        assert wrong.value.tries_left == left
        assert "654321" not in str(wrong.value)
    shown = [each for each in line.sent if each[1] == 0x20 and len(each) > 4]
    with pytest.raises(LastTry, match="nothing was sent") as last:
        card_pins.verify_pin(card, "123456")
    assert "force=True" in last.value.remedy
    assert [each for each in line.sent if each[1] == 0x20 and len(each) > 4] == shown
    card_pins.verify_pin(card, "123456", force=True)
    assert card_pins.tries_left(card) is None


def test_the_last_try_forced_and_wrong_locks_the_card() -> None:
    card = opened(2)
    for _ in range(2):
        with pytest.raises(WrongPin):
            card_pins.verify_pin(card, "654321")
    with pytest.raises(PinLocked):
        card_pins.verify_pin(card, "654321", force=True)
    with pytest.raises(PinLocked) as locked:
        card_pins.verify_pin(card, "123456", force=True)
    assert "密码重置" in locked.value.remedy


def test_a_card_that_does_not_tell_its_tries_is_asked_all_the_same() -> None:
    version = "0304322E30309000"
    code = "0110659099D15600000500A1B2C3000000019000"
    card = OpenedCard.open(ScriptedCard("9000", "9000", version, code, "6A86", "9000"))
    card_pins.verify_pin(card, "123456")


@pytest.mark.parametrize("answer", ["6C03", "6100", "6700"])
def test_a_pin_is_sent_once_whatever_the_card_says(answer: str) -> None:
    version = "0304322E30309000"
    code = "0110659099D15600000500A1B2C3000000019000"
    port = ScriptedCard("9000", "9000", version, code, "63C3", answer)
    with pytest.raises(CardAnswered):
        card_pins.verify_pin(OpenedCard.open(port), "123456")
    assert sum(each.startswith("00200000") and len(each) > 8 for each in port.asked) == 1


def test_the_pin_is_changed_reset_and_unblocked() -> None:
    port = card_of(3)
    card = opened(3, port=port)
    card_pins.change_pin(card, "123456", "111111")
    with pytest.raises(WrongPin):
        card_pins.change_pin(card, "123456", "222222")
    card_pins.reload_pin(card, "333333")
    card_pins.verify_pin(card, "333333")
    for _ in range(3):
        word(port, "00200000 03 999999")
    with pytest.raises(PinLocked):
        card_pins.verify_pin(card, "333333")
    card_pins.unblock_pin(card)
    card_pins.verify_pin(card, "333333")
    card_pins.unblock_pin(card, "44444")
    card_pins.verify_pin(card, "44444")


def test_without_a_module_the_issuers_commands_are_not_sent() -> None:
    line = CutLine(card_of(2), 1000)
    card = opened(2, keys=False, port=line)
    sent = len(line.sent)
    with pytest.raises(NeedsTerminalKey):
        card_pins.reload_pin(card, "111111")
    for new in ("111111", None):
        with pytest.raises(NeedsTerminalKey):
            card_pins.unblock_pin(card, new)
    with pytest.raises(NeedsTerminalKey):
        card.demand_genuine()
    assert len(line.sent) == sent


@pytest.mark.parametrize("commands", range(3))
def test_a_card_taken_out_during_a_pin_is_no_wrong_pin(commands: int) -> None:
    line = CutLine(card_of(2), 1000)
    card = opened(2, port=line)
    line.left = commands
    if commands < 2:
        with pytest.raises(CardTakenOut):
            card_pins.verify_pin(card, "123456")
    else:
        card_pins.verify_pin(card, "123456")


@pytest.mark.parametrize(("tag", "repeat"), [("41", 2), ("43", 3), ("43", 0)])
def test_a_record_beyond_those_of_its_tag_is_neither_read_nor_written(tag: str, repeat: int) -> None:
    line = CutLine(card_of(2), 1000)
    card = opened(2, port=line)
    sent = len(line.sent)
    with pytest.raises(NotInLayout, match=f"asked for {repeat}"):
        card.read("DF02EF05", tag, repeat)
    with pytest.raises(NotInLayout):
        card.write("DF02EF05", tag, "", repeat)
    assert len(line.sent) == sent


def test_a_record_with_another_tag_is_bad_content() -> None:
    version = "0304322E30309000"
    code = "0110659099D15600000500A1B2C3000000019000"
    card = OpenedCard.open(ScriptedCard("9000", "9000", version, code, "6A86", "0801419000"))
    with pytest.raises(BadContent, match="record 7 has the tag 08, not 07"):
        card.read("SSSEEF05", "07")


def test_an_application_that_cannot_be_selected_leaves_none_selected() -> None:
    version, item = "0304322E30309000", "07095830303030303031399000"
    code = "0110659099D15600000500A1B2C3000000019000"
    port = ScriptedCard("9000", "9000", version, code, "6A82", "9000", "9000", item)
    card = OpenedCard.open(port)
    with pytest.raises(CardAnswered, match="SELECT DF01"):
        card.read("DF01EF05", "20")
    assert card.read("SSSEEF05", "07") == "X00000019"
    assert [each[:8] for each in port.asked[-3:]] == ["00A40400", "00A40000", "00B20700"]


@pytest.mark.parametrize("answer", ["6A81", "9303"])
def test_a_locked_application_is_told_so(answer: str) -> None:
    version = "0304322E30309000"
    code = "0110659099D15600000500A1B2C3000000019000"
    card = OpenedCard.open(ScriptedCard("9000", "9000", version, code, answer))
    with pytest.raises(CardIsBlocked):
        card.read("DF01EF05", "20")


@pytest.mark.parametrize("generation", GENERATIONS)
def test_a_card_can_be_read_again_and_asked_for_items_after_its_bank_number(generation: int) -> None:
    card = opened(generation)
    first = read_opened(card)
    assert first.bank_card is not None
    assert card.read("SSSEEF06", "0A") == "2"
    assert read_opened(card) == first
