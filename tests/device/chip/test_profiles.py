"""Profiles: a card as a user writes it down, and each mistake told by line without showing anybody's data."""

from datetime import date
from pathlib import Path

import pytest
from attrs import evolve, fields
from chip_cards import enter, say, word

from sscard_core.device.emulator.card import EmulatedCard
from sscard_core.device.fabricating import card_plan, module_of_tests
from sscard_core.device.files.codecs import BadValue
from sscard_core.device.files.layout import NotInLayout
from sscard_core.device.profile import NoCardInFile, Profile
from sscard_core.device.profile_files import _FIELDS, ProfileError, load_profile, read_profile
from sscard_core.device.reading import read_card
from sscard_core.model.card_file import Card, CardFile
from sscard_core.model.identifiers import CitizenNumber
from sscard_core.model.people import Holder

TEXT = """\
generation = 1
name = "李四"
number = "659099199001010019"
card_number = "X00000027"
issued_on = 2021-02-03
last_valid_day = "2031-02-03"
bank_card = ""
pin = ""
pin_tries = 6

[values.DF01EF05]
21 = "示例市"
"""


def test_a_profile_says_only_what_differs() -> None:
    profile = read_profile(TEXT, "card.toml")
    assert (profile.generation, profile.name, profile.pin, profile.bank_card) == (1, "李四", None, None)
    assert (profile.issued_on, profile.last_valid_day) == (date(2021, 2, 3), date(2031, 2, 3))
    assert profile.card_code == Profile().card_code
    card = EmulatedCard(card_plan(profile))
    assert card.transmit(bytes.fromhex("00B2093000"))[2:6].decode("gbk") == "李四"
    assert word(card, "00A40400 08 A000000333010101") == "6A82"


def test_toml_and_json_are_read_alike(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text('name = "李四"\nissued_on = 2021-02-03\n', "utf-8")
    (tmp_path / "a.json").write_text('{"name": "李四", "issued_on": "2021-02-03"}', "utf-8")
    assert load_profile(tmp_path / "a.toml") == load_profile(tmp_path / "a.json")


def test_every_field_of_a_profile_can_be_written() -> None:
    assert set(_FIELDS) == {each.name for each in fields(Profile)}


@pytest.mark.parametrize(
    ("old", "new", "line", "told"),
    [
        ("generation = 1", "generation = 4", 1, "generation: expected a number from 1 to 3"),
        ("generation = 1", "generations = 1", 1, "no field 'generations'; known: generation, name"),
        ('"李四"', '" "', 2, "name: a name is not empty"),
        ('"李四"', "5", 2, "name: expected text in quotes, found int"),
        ("01010019", "01010018", 3, "number: citizen number: expected check digit"),
        ("X00000027", "X0000002", 4, "card_number: card number: expected 9 characters"),
        ("2021-02-03", '"2021-02-30"', 5, "issued_on: expected a day of the calendar"),
        ('bank_card = ""', 'bank_card = "62"', 7, "bank_card: bank card number: expected 16 to 19"),
        ('pin = ""', 'pin = "12"', 8, "pin: a PIN of the card has 4 to 16 digits"),
        ("pin_tries = 6", "pin_tries = 0", 9, "pin_tries: expected a number from 1 to 15"),
        ("pin_tries = 6", 'atr = "3B"', 9, "atr: an answer to reset has 2 bytes"),
        ("pin_tries = 6", 'atr = "3X"', 9, "atr: expected hexadecimal digits"),
        ("pin_tries = 6", 'atr = "3B00"', 9, "atr: a card's factor is its last 8"),
        ("pin_tries = 6", 'nation = "001"', 9, "nation: expected up to 2 digits"),
        ("pin_tries = 6", 'examples = "no"', 9, "examples: expected true or false"),
        ("pin_tries = 6", "pin_tries = = 6", 9, "no TOML"),
        ('21 = "示例市"', "21 = 5", 11, "values: expected a table by address"),
    ],
)
def test_a_mistake_is_told_by_its_line(old: str, new: str, line: int, told: str) -> None:
    assert old in TEXT
    with pytest.raises(ProfileError) as caught:
        read_profile(TEXT.replace(old, new, 1), "card.toml")
    assert str(caught.value).startswith(f"card.toml, line {line}: ")
    assert told in str(caught.value)
    assert "李四" not in str(caught.value)


@pytest.mark.parametrize(
    ("text", "told"), [("{", "line 1: no JSON"), ("[]", "a table of fields"), ('{"x":\n\n 1,}', "line 3")]
)
def test_what_is_no_json_profile_is_told(text: str, told: str) -> None:
    with pytest.raises(ProfileError, match=told):
        read_profile(text, "card.json")


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    with pytest.raises(ProfileError, match=r"gone\.toml, line 1: cannot be read"):
        load_profile(tmp_path / "gone.toml")
    (tmp_path / "a.toml").write_bytes(b"\xff")
    with pytest.raises(ProfileError, match="UTF-8"):
        load_profile(tmp_path / "a.toml")


def test_a_profile_shows_nobody_whole() -> None:
    profile = Profile(name="欧阳示例")
    assert repr(profile) == "Profile(generation 2, 欧***, 659099********0027)"
    plan = card_plan(profile)
    assert profile.number.text not in repr(plan)
    assert "123456" not in repr(plan)


def test_values_must_have_a_place_and_fit_it() -> None:
    with pytest.raises(NotInLayout, match="no file 'DF09EF05'"):
        card_plan(Profile(values={"DF09EF05": {"20": "1"}}))
    with pytest.raises(NotInLayout, match="no item '99'"):
        card_plan(Profile(values={"DF01EF05": {"99": "1"}}))
    with pytest.raises(BadValue, match="20 户口类别: 3 bytes of text do not fit 2"):
        card_plan(Profile(values={"DF01EF05": {"20": "111"}}))


def test_a_generation_without_extension_takes_no_long_name() -> None:
    long = "阿卜杜热依木江·阿卜杜热合曼诺夫"
    card_plan(Profile(name=long, generation=2))
    with pytest.raises(BadValue, match="do not fit 30"):
        card_plan(Profile(name=long, generation=1))


def test_without_examples_what_is_not_given_is_empty() -> None:
    card = EmulatedCard(card_plan(Profile(examples=False, values={"DF01EF06": {"28": "13800000000"}})))
    enter(card, "D15600000500", "EF06")
    assert word(card, "00200000 03 123456") == "9000"
    assert say(card, "00B2280000") == "280F" + b"13800000000".hex() + "00000000" + "9000"
    assert say(card, "00B2240000") == "2403FFFFFF9000"


def test_a_card_file_has_its_card_made() -> None:
    holder = Holder(name="王五", born=date(1990, 1, 1), id_number=CitizenNumber("659099199001010019"))
    card = Card(generation=3, issued_on=date(2024, 3, 11), last_valid_day=date(2034, 3, 10))
    profile = Profile.of_file(evolve(CardFile.blank(holder), card=card))
    module = module_of_tests(profile)
    read = read_card(EmulatedCard(card_plan(profile, module=module)), module)
    assert read.holder is not None
    assert (read.generation, read.holder.name, read.holder.number) == (3, "王五", holder.id_number)
    assert (read.issuer.issued_on, read.issuer.last_valid_day) == (card.issued_on, card.last_valid_day)


def test_a_card_file_without_card_or_number_has_none() -> None:
    card = Card(generation=3, issued_on=date(2024, 3, 11), last_valid_day=date(2034, 3, 10))
    nameless = CardFile.blank(Holder(name="王五", born=date(1990, 1, 1)))
    for file in (nameless, evolve(nameless, card=card)):
        with pytest.raises(NoCardInFile) as caught:
            Profile.of_file(file)
        assert caught.value.remedy
