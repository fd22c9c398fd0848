"""The emulated card, command by command: what it answers to what is right and to what is nearly right."""

import pytest
from chip_cards import GENERATIONS, SSSE, card_of, enter, say, word

from sscard_core.device.emulator.dispatch import TABLE
from sscard_core.device.files.tlv import find
from sscard_core.device.port import CardPort
from sscard_core.device.status_words import StatusWord


def test_an_emulated_card_is_a_card_port() -> None:
    assert isinstance(card_of(2), CardPort)


@pytest.mark.parametrize("generation", GENERATIONS)
@pytest.mark.parametrize(
    "command",
    [
        f"00A40400 0F {SSSE} 00",
        "00A40000 02 3F00 00",
        "00A40200 02 DDF1 00",
        "00A40000 02 EF05 00",
        "00A40200 02 EF05 00",
        "00A40400 06 D15600000503 00",
        "00A40400 0E 315041592E5359532E4444463031 00",
        "00A40400 08 A000000333010101 00",
        "00A40400 05 A000000333 00",
        "00A40000 02 DF01 00",
        "00A40000",
    ],
)
def test_what_a_card_has_can_be_selected(generation: int, command: str) -> None:
    assert word(card_of(generation), command) == "9000"


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        ("00A40400 06 D156000005FF 00", "6A82"),
        ("00A40400 04 D1560000 00", "6A82"),
        ("00A40400 00", "6700"),
        ("00A40400 11 0000000000000000000000000000000000", "6700"),
        ("00A40000 02 EF99 00", "6A82"),
        ("00A40000 01 EF 00", "6A80"),
        ("00A40800 02 EF05 00", "6A86"),
        ("00A40001 02 EF05 00", "6A86"),
    ],
)
def test_what_it_has_not_cannot(command: str, expected: str) -> None:
    assert word(card_of(2), command) == expected


def test_selecting_tells_name_and_algorithm() -> None:
    for generation, algorithm in ((1, "860101"), (2, "860101"), (3, "860103")):
        fci = bytes.fromhex(say(card_of(generation), f"00A40400 0F {SSSE} 00")[:-4])
        assert find(fci, 0x84) == bytes.fromhex(SSSE)
        assert find(fci, 0x9F0C) == bytes.fromhex(algorithm)


def test_a_file_tells_its_kind_and_size() -> None:
    card = card_of(2)
    fci = bytes.fromhex(say(card, "00A40000 02 EF08 00")[:-4])
    assert (find(fci, 0x80), find(fci, 0x82), find(fci, 0x83)) == (b"\x10\x00", b"\x01", b"\xef\x08")


def test_no_data_come_where_none_are_asked_for() -> None:
    card = card_of(2)
    assert say(card, f"00A40400 0F {SSSE}") == "9000"
    assert say(card, f"00A4040C 0F {SSSE} 00") == "9000"


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        ("00B2030400", "0304322E30309000"),
        ("00B2030406", "0304322E30309000"),
        ("00B2030000", "0304322E30309000"),
        ("00B2032C00", "0304322E30309000"),
        ("00B2030405", "6C06"),
        ("00B2030407", "6C06"),
        ("00B2000400", "6A83"),
        ("00B2080400", "6A83"),
        ("00B2080000", "6A83"),
        ("00B20304", "6700"),
        ("00B20304 01 00", "6700"),
        ("00B2030100", "6A86"),
        ("00B203FC00", "6A86"),
        ("00B203CC00", "6A82"),
        ("00B0000000", "6981"),
        ("00B0850000", "6981"),
    ],
)
def test_reading_a_record(command: str, expected: str) -> None:
    card = card_of(2)
    enter(card, SSSE, "EF05")
    assert say(card, command) == expected


def test_the_record_number_of_the_sex_differs_and_its_tag_does_not() -> None:
    for generation, number in ((1, 3), (2, 4)):
        card = card_of(generation)
        enter(card, SSSE, "EF06")
        assert say(card, f"00B2{number:02X}0400") == say(card, "00B20A0000") == "0A01329000"


def test_without_a_file_there_is_nothing_to_read() -> None:
    card = card_of(2)
    assert word(card, "00B2010400") == "6986"
    assert word(card, "00B0000000") == "6986"


def test_a_short_identifier_makes_its_file_the_current_one() -> None:
    card = card_of(2)
    enter(card, SSSE)
    assert word(card, "00B2012C00") == "9000"
    assert say(card, "00B2030400") == "0304322E30309000"


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        ("00B0000004", "001F3E5D9000"),
        ("00B0000104", "1F3E5D7C9000"),
        ("00B0960004", "001F3E5D9000"),
        ("00B0008000", "6B00"),
        ("00B0007F01", "619000"),
        ("00B0007F02", "6C01"),
        ("00B0007F00", "619000"),
        ("00B0007F 000200", "616282"),
        ("00B00000", "6700"),
        ("00B0E00004", "6A86"),
        ("00B0800004", "6A86"),
        ("00B2010400", "6981"),
        ("00B2010000", "6981"),
    ],
)
def test_reading_a_transparent_file(command: str, expected: str) -> None:
    card = card_of(2)
    enter(card, "D15600000500", "EF16")
    assert say(card, command) == expected


def test_a_cyclic_file_has_its_newest_record_first() -> None:
    card = card_of(2)
    enter(card, "D15600000503")
    assert word(card, "00200000 03 123456") == "9000"
    assert len(say(card, "00B2014400")) == 2 * 28 + 4
    assert word(card, "00B2024400") == "6A83"
    assert word(card, "00B2004400") == "6A83"


def test_the_bank_card_is_found_where_terminals_look() -> None:
    card = card_of(2)
    enter(card, "A000000333010101")
    assert say(card, "00B2011400") == "700C5A0A6200000000000000000F9000"


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        ("00FF0000", "6D00"),
        ("80500000", "6D00"),
        ("80FF0000", "6D00"),
        ("10A40000", "6E00"),
        ("FFA40000", "6E00"),
        ("00280000", "6E00"),
        ("80A40000", "6E00"),
        ("00600000", "6D00"),
        ("", "6700"),
        ("00A4", "6700"),
        ("00A40400 05 D1", "6700"),
    ],
)
def test_what_a_card_does_not_understand(command: str, expected: str) -> None:
    assert say(card_of(2), command) == expected


@pytest.mark.parametrize(("cla", "ins"), TABLE, ids=lambda value: f"{value:02X}")
def test_every_command_of_the_table_is_understood(cla: int, ins: int) -> None:
    assert word(card_of(2), f"{cla:02X}{ins:02X}0000") not in ("6D00", "6E00")


def test_a_challenge_is_as_long_as_asked_and_new_every_time() -> None:
    card = card_of(2)
    assert [len(say(card, f"00840000{length}")) for length in ("04", "08", "10")] == [12, 20, 36]
    assert say(card, "0084000008") != say(card, "0084000008")
    assert [word(card, each) for each in ("00840000", "0084000005", "0084000108")] == ["6700", "6700", "6A86"]


def test_every_word_the_emulator_can_give_is_in_the_table() -> None:
    import sscard_core.device.emulator.answers as words  # noqa: PLC0415

    numbers = [value for name, value in vars(words).items() if name.isupper() and isinstance(value, int)]
    assert len(numbers) > 20
    assert [f"{value:04X}" for value in numbers if StatusWord(value).row is None] == []
