"""Reading whole cards: every generation gives its holder back, or says what it keeps and why."""

from datetime import date

import pytest
from attrs import evolve
from chip_cards import GENERATIONS, SSSE, card_of, enter, module_of, prove_key, send, with_mac, word
from cut_line import CardTakenOut, CutLine
from scripted_card import ScriptedCard

from sscard_core.device.apdu import Command
from sscard_core.device.card_errors import CardIsBlocked, NotASocialSecurityCard, UnknownVersion
from sscard_core.device.emulator.card import EmulatedCard
from sscard_core.device.errors import DeviceError
from sscard_core.device.exchange import CardAnswered
from sscard_core.device.fabricating import card_plan, module_of_tests
from sscard_core.device.files.layout_files import layout
from sscard_core.device.profile import Profile
from sscard_core.device.reading import CardData, Lack, read_card
from sscard_core.device.security.ciphers import Algorithm
from sscard_core.device.security.keys import STK, UK_SSSE, KeyRing
from sscard_core.device.security.security_module import SoftwareModule
from sscard_core.model.identifiers import BankCardNumber, CitizenNumber
from sscard_core.model.sex import Sex

LONG = "阿卜杜热依木江·阿卜杜热合曼诺夫"


def lacks(data: CardData) -> list[Lack]:
    """Return why something was not read."""
    return [each.lack for each in data.notes]


@pytest.mark.parametrize("t0", [False, True])
@pytest.mark.parametrize("generation", GENERATIONS)
def test_a_card_gives_back_what_was_put_on_it(generation: int, *, t0: bool) -> None:
    data = read_card(card_of(generation, t0=t0), module_of(generation))
    profile = Profile(generation=generation)
    assert data.is_whole
    assert (data.generation, data.issuer.version) == (generation, f"{generation}.00")
    assert data.issuer.card_code == profile.card_code
    assert data.issuer.card_number == profile.card_number
    assert (data.issuer.issued_on, data.issuer.last_valid_day) == (date(2020, 1, 1), date(2030, 1, 1))
    assert data.holder is not None
    assert (data.holder.number, data.holder.name) == (profile.number, profile.name)
    assert (data.holder.sex, data.holder.nation, data.holder.birthplace) == (Sex.FEMALE, "01", "659099")
    assert data.holder.born == date(1990, 1, 1)
    assert data.bank_card == profile.bank_card
    assert data.atr == profile.answer_to_reset


def test_first_and_second_generation_are_read_without_any_key() -> None:
    for generation in (1, 2):
        profile = Profile(generation=generation)
        assert read_card(EmulatedCard(card_plan(profile))).is_whole


def test_the_third_generation_keeps_its_holder_without_the_terminals_key() -> None:
    data = read_card(card_of(3))
    assert data.holder is None
    assert lacks(data) == [Lack.NEEDS_KEY]
    assert "0A" in data.notes[0].told
    assert data.issuer.card_number is not None


def test_a_module_with_other_keys_opens_nothing_and_tries_once() -> None:
    data = read_card(card_of(3), module_of_tests(Profile(generation=3), label="another root"))
    assert lacks(data) == [Lack.NEEDS_KEY]
    assert data.notes[0].told == "the card refused the key number 0A; 14 tries left"


def test_a_module_without_the_key_is_an_error_of_the_module() -> None:
    empty = SoftwareModule(KeyRing.of_tests(Algorithm.SM4, (UK_SSSE,)))
    with pytest.raises(DeviceError, match="no key with the number 0A"):
        read_card(card_of(3), empty)


@pytest.mark.parametrize("name", [LONG, "A" + "张" * 15 + "A", "王", "Smith"])
def test_a_name_over_two_items_is_one_name(name: str) -> None:
    data = read_card(EmulatedCard(card_plan(Profile(name=name))))
    assert data.holder is not None
    assert data.holder.name == name


def test_what_is_shown_of_a_card_is_masked() -> None:
    data = read_card(card_of(2))
    profile = Profile()
    shown = repr(data)
    for secret in (profile.number.text, profile.name, profile.card_number.text, profile.card_code.text):
        assert secret not in shown
    assert profile.bank_card is not None
    assert profile.bank_card.text not in shown
    assert "19900101" not in shown
    assert "1990, 1, 1" not in shown


def rewritten(tag: int, value: bytes) -> EmulatedCard:
    """Return a card whose holder's item was written otherwise."""
    card = card_of(2)
    enter(card, SSSE, "EF05" if tag < 8 else "EF06")
    assert prove_key(card, 2, UK_SSSE) == "9000"
    record = bytes((tag, len(value))) + value
    assert send(card, Command(0x00, 0xDC, tag, 0x00, record)).sw == 0x9000
    return card


@pytest.mark.parametrize(
    ("tag", "value", "told"),
    [
        (0x08, b"659099199001010028", "no citizen number: expected check digit 7"),
        (0x08, b"HKG012345678", "no citizen number: expected 18 characters"),
        (0x09, b"\xd5", "09 姓名: byte 1 of 1 begins no character"),
        (0x0A, b"7", "0A 性别: no such code"),
        (0x0D, bytes.fromhex("19900231"), "no day of the calendar"),
        (0x0C, bytes.fromhex("65A099"), "0C 出生地: a packed decimal"),
        (0x07, b"X0000001A", "no card number: expected letters, then digits"),
        (0x05, bytes.fromhex("20209901"), "no day of the calendar"),
    ],
)
def test_an_item_that_is_none_is_noted_and_the_rest_is_read(tag: int, value: bytes, told: str) -> None:
    data = read_card(rewritten(tag, value))
    assert data.holder is not None
    assert lacks(data) == [Lack.UNREADABLE]
    assert told in data.notes[0].told
    shown = value.decode("gbk", "replace")
    assert shown not in data.notes[0].told or len(shown) < 3


def test_a_number_that_is_no_citizens_is_kept_as_text() -> None:
    data = read_card(rewritten(0x08, b"HKG012345678"))
    assert data.holder is not None
    assert (data.holder.number, data.holder.number_text) == (None, "HKG012345678")
    assert "HKG" not in repr(data)


def test_a_birth_date_that_the_number_contradicts_is_noted() -> None:
    assert lacks(read_card(rewritten(0x0D, bytes.fromhex("19900102")))) == [Lack.CONTRADICTION]


def test_an_empty_item_is_none_and_needs_no_note() -> None:
    data = read_card(rewritten(0x06, b"\xff" * 4))
    assert data.issuer.last_valid_day is None
    assert data.is_whole


@pytest.mark.parametrize(("version", "generation"), [(b"2.10", 2), (b"\x00\x00\x00\x00", 2)])
def test_a_later_revision_of_a_version_is_read_as_the_version(version: bytes, generation: int) -> None:
    assert read_card(rewritten(0x03, version)).generation == generation


def test_an_unknown_version_is_refused_unless_a_layout_is_given() -> None:
    card = rewritten(0x03, b"9.00")
    with pytest.raises(UnknownVersion) as caught:
        read_card(card)
    assert "local layout" in caught.value.remedy
    assert read_card(card, local=layout("2.00")).holder is not None


def test_a_birthplace_is_named_where_the_list_has_it() -> None:
    data = read_card(EmulatedCard(card_plan(Profile(birthplace="650100"))))
    assert data.holder is not None
    assert (
        data.holder.birthplace_name == "新疆维吾尔自治区乌鲁木齐市"
        or "乌鲁木齐" in data.holder.birthplace_name
    )


def test_a_card_without_bank_application_or_with_a_wrong_number_has_none() -> None:
    assert read_card(EmulatedCard(card_plan(Profile(bank_card=None)))).bank_card is None
    wrong = evolve(card_plan(Profile()).applications[-1].files[0], contents=(bytes.fromhex("70045A026200"),))
    plan = card_plan(Profile())
    bank = evolve(plan.applications[-1], files=(wrong,))
    assert (
        read_card(EmulatedCard(evolve(plan, applications=(*plan.applications[:-1], bank)))).bank_card is None
    )


def test_bank_numbers_of_odd_and_even_length_are_read() -> None:
    for digits in ("6200000000000005", "6200000000000000000"):
        number = BankCardNumber(digits)
        assert read_card(EmulatedCard(card_plan(Profile(bank_card=number)))).bank_card == number


def test_another_kind_of_card_is_told_so() -> None:
    with pytest.raises(NotASocialSecurityCard) as caught:
        read_card(ScriptedCard("6A82"))
    assert "other reader" in caught.value.remedy


def test_a_card_that_refuses_everything_after_the_first_command_is_told_so() -> None:
    with pytest.raises(CardAnswered, match="SELECT EF05"):
        read_card(ScriptedCard("9000", "6F00"))


def test_a_blocked_card_is_told_so_and_an_invalidated_application_noted() -> None:
    card = card_of(2)
    assert send(card, with_mac(card, 2, Command(0x84, 0x16, 0, 0), STK)).sw == 0x9000
    with pytest.raises(CardIsBlocked):
        read_card(card)
    with pytest.raises(CardIsBlocked):
        read_card(ScriptedCard("9303"))
    noted = read_card(ScriptedCard(*BLOCKED_TALK))
    assert noted.notes[0].lack is Lack.BLOCKED


VERSION, CODE = "0304322E30309000", "0110659099D15600000500A1B2C3000000019000"
BLOCKED_TALK = ("6283", "9000", VERSION, CODE, *["6985"] * 7, "9000", *["6985"] * 7, "6A82", "6A82")


@pytest.mark.parametrize("generation", GENERATIONS)
def test_a_card_taken_out_at_any_command_is_a_typed_error(generation: int) -> None:
    whole = CutLine(card_of(generation), 1000)
    read_card(whole, module_of(generation))
    assert len(whole.sent) > 15
    for commands in range(len(whole.sent)):
        with pytest.raises(CardTakenOut):
            read_card(CutLine(card_of(generation), commands), module_of(generation))
    assert read_card(CutLine(card_of(generation), len(whole.sent)), module_of(generation)).is_whole


def test_reading_risks_no_try_of_the_pin() -> None:
    line = CutLine(card_of(2), 1000)
    read_card(line, module_of(2))
    assert all(sent[1] not in (0x20, 0x5E, 0x24) for sent in line.sent)
    assert word(line, "00200000") == "63C3"


def test_a_citizen_number_is_the_models() -> None:
    data = read_card(card_of(1))
    assert data.holder is not None
    assert isinstance(data.holder.number, CitizenNumber)
