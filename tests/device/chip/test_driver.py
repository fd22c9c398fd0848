"""The national driver: its strings to the letter, its codes by the table, and never an exception."""

from datetime import date

import pytest
from cut_line import CutLine
from driver_stations import CONTACT, Counter, LeftInSlot, Pad

from sscard_core.device.card_errors import CardIsBlocked
from sscard_core.device.driver import codes
from sscard_core.device.driver.addresses import fields, parse
from sscard_core.device.driver.codes import DriverRefused, code_of, meaning
from sscard_core.device.driver.driver import FUNCTIONS, Answer, Driver
from sscard_core.device.driver.pin_pad import Ask, EntryCancelled, EntryTimedOut
from sscard_core.device.driver.station import Interface, Station, Terminal
from sscard_core.device.emulator.card import EmulatedCard
from sscard_core.device.errors import DeviceError, NoCard
from sscard_core.device.exchange import CardAnswered
from sscard_core.device.fabricating import card_plan
from sscard_core.device.port import CardPort
from sscard_core.device.profile import Profile
from sscard_core.device.security.keys import NoSuchKey
from sscard_core.device.status_words import StatusWord
from sscard_core.model.identifiers import CardIdentificationCode, CitizenNumber

VENDOR_LINE = (
    "639900|111111198101011110|X00000019|639900D15600000500BF7C7A48FB4966|张三|"
    "00814E43238697159900BF7C7A|1.00|20101001|20201001|410100813475|终端设备号|"
)


def vendors_card() -> EmulatedCard:
    """Return the card of the dummy holder in a vendor's document."""
    return EmulatedCard(
        card_plan(
            Profile(
                generation=1,
                number=CitizenNumber("111111198101011110"),
                card_code=CardIdentificationCode("639900D15600000500BF7C7A48FB4966"),
                issued_on=date(2010, 10, 1),
                last_valid_day=date(2020, 10, 1),
                atr=bytes.fromhex("3B6D000000814E43238697159900BF7C7A"),
            )
        )
    )


def test_the_vendors_sample_is_answered_to_the_letter() -> None:
    station = Station({Interface.CONTACT: vendors_card}, terminal=Terminal("410100813475", "终端设备号"))
    answer = Driver(station).call("iReadCardBas", CONTACT)
    assert answer.code == 0
    assert answer.text == VENDOR_LINE
    assert answer.text_in_gbk.decode("gbk") == VENDOR_LINE
    assert answer.text.count("|") == 11


@pytest.mark.parametrize("generation", [1, 2, 3])
def test_basic_reading_with_a_psam(generation: int) -> None:
    at = Counter(generation)
    answer = at.call("iReadCardBas", CONTACT)
    assert answer.code == 0
    assert answer.text.split("|")[4] == "张三"
    assert at.slot.closed == 1


def test_the_third_generation_needs_a_psam() -> None:
    assert Counter(3, psam=False).call("iReadCardBas", CONTACT) == (-2201, "无 PSAM 卡 (no PSAM)")
    assert Counter(2, psam=False).call("iReadCardBas", CONTACT).code == 0


def test_items_come_in_the_form_in_which_they_are_asked_for() -> None:
    at = Counter(2)
    asked = "SSSEEF05|01|07|$SSSEEF06|08|09|4E|$"
    answer = at.call("iReadCard", CONTACT, 2, at.info, asked)
    code = at.profile.card_code.text
    assert answer == (0, f"SSSEEF05|{code}|X00000019|$SSSEEF06|659099199001010027|张三||$")


@pytest.mark.parametrize("alias", ["3F00EF06|0A|$", "MFEF06|0A|$", "sssEEf06|0a|$"])
def test_other_names_of_the_same_file_are_understood(alias: str) -> None:
    assert Counter(2).call("iReadCard", CONTACT, 2, "", alias) == (0, "SSSEEF06|2|$")


def test_files_behind_the_pin_are_read_with_the_pad() -> None:
    at = Counter(2, "123456")
    answer = at.call("iReadCard", CONTACT, 1, at.info, "DF02EF05|43:02|$DF04EF08:01$SSSEEF05|03|$")
    assert answer.code == 0
    files = answer.text.split("$")
    assert [each.split("|")[0] for each in files[:-1]] == ["DF02EF05", "DF04EF08", "SSSEEF05"]
    assert files[0].count("^") == 4
    assert files[1].count("^") == 6
    assert at.pad.asked == [Ask.PIN]


def test_a_photo_is_read_with_the_key() -> None:
    answer = Counter(2).call("iReadCard", CONTACT, 2, "", "SSSEEF08|01|$")
    assert len(answer.text) == len("SSSEEF08|") + 2 * 4096 + len("|$")


def test_what_is_written_is_read_back_and_further_files_are_left_out() -> None:
    at = Counter(2)
    written = at.call("iWriteCard", CONTACT, at.info, "DF01EF05|20|21|$DF01EF08|2B|$", "20|示例路9号|$")
    assert written == (0, "")
    assert at.call("iReadCard", CONTACT, 2, at.info, "DF01EF05|20|21|$").text == "DF01EF05|20|示例路9号|$"
    assert at.call("iReadCard", CONTACT, 2, at.info, "DF01EF08|2B|$").text == "DF01EF08|1|$"


@pytest.mark.parametrize(
    ("files", "data", "code"),
    [
        ("DF01EF05|20|$", "111|", -42),
        ("DF01EF05|20|$", "𠮷|", -41),
        ("DF01EF05|20|21|$", "1|", -14),
        ("DF01EF05|20|0E|$", "9|1234567|", -42),
        ("DF01EF05|99|$", "1|", -25),
        ("DF09EF05|20|$", "1|", -25),
        ("DF01EF05|20|", "1|", -14),
        ("DF02EF05|42|$", "1|", -2201),
        ("DF04EF08:01$", "1^2", -23),
        ("SSSEEF08|01|$", "XY|", -41),
        ("SSSEEF08|01|$", "00|00|", -14),
    ],
)
def test_what_cannot_be_written_has_its_code_and_changes_nothing(files: str, data: str, code: int) -> None:
    at = Counter(2)
    before = at.slot.card.to_json()
    assert at.call("iWriteCard", CONTACT, "", files, data).code == code
    assert at.slot.card.to_json() == before


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ((5, 2, "", "SSSEEF05|01|$"), -14),
        ((2, 2, "", "SSSEEF05|01|$"), -11),
        ((1, 3, "", "SSSEEF05|01|$"), -14),
        ((1, 2, "", "SSSEEF05|1|$"), -14),
        ((1, 2, "", "SSSEEF05|01:00|$"), -14),
        ((1, 2, "", "SSSE|01|$"), -14),
        ((1, 2, "", ""), -14),
        ((1, 2, "A|B|", "SSSEEF05|01|$"), -22),
        ((1, 2, "A|", "SSSEEF05|01|$"), -14),
        ((1, 2, "", "DF01EF99|01|$"), -25),
        ((1, 2, "", "DF01EF05|20:02|$"), -25),
        ((1, 2, "", "DF04EF08:02$"), -27010),
        ((1, "2", "", ""), -14),
        ((1,), -14),
    ],
)
def test_wrong_arguments_have_their_codes(arguments: tuple[int | str, ...], code: int) -> None:
    assert Counter(2).call("iReadCard", *arguments).code == code


@pytest.mark.parametrize("function", ["PKI_SignData", "PKI_VerifySign", "iGetCardType", "", "__init__"])
def test_a_function_that_is_not_there_is_unsupported(function: str) -> None:
    assert Counter(3).call(function, 1).code == -13


def test_the_pin_is_verified_and_its_tries_are_told() -> None:
    at = Counter(2, "654321", "654321", "123456", "12", EntryCancelled(), EntryTimedOut())
    answers = [at.call("iVerifyPIN", CONTACT) for _ in range(6)]
    assert [each.code for each in answers] == [-51, -51, 0, -33, -31, -32]
    assert answers[0].text == "密码校验失败，还可再试 2 次"
    assert all("654321" not in each.text for each in answers)


def test_a_locked_pin_is_reset_or_unblocked() -> None:
    at = Counter(2, *["654321"] * 3, "123456")
    assert [at.call("iVerifyPIN", CONTACT).code for _ in range(4)] == [-51, -51, -52, -52]
    at.pad.entries = ["777777"] * 3
    assert at.call("iUnblockPIN", CONTACT, at.info).code == 0
    assert at.call("iReloadPIN", CONTACT, at.info).code == 0
    assert at.call("iVerifyPIN", CONTACT).code == 0


@pytest.mark.parametrize(
    ("entries", "code"),
    [
        (("123456", "777777", "777777"), 0),
        (("123456", "777777", "777778"), -34),
        (("123456", "123456", "123456"), -36),
        (("654321", "777777", "777777"), -51),
        (("123456", "77", "77"), -33),
        (("123456", EntryCancelled()), -31),
    ],
)
def test_a_pin_is_changed_with_three_entries(entries: tuple[str | DeviceError, ...], code: int) -> None:
    at = Counter(2, *entries)
    assert at.call("iChangePIN", CONTACT).code == code
    assert at.pad.asked[:2] == [Ask.OLD_PIN, Ask.NEW_PIN]


def test_an_issuers_function_needs_the_card_that_was_named_and_a_psam() -> None:
    assert Counter(2).call("iReloadPIN", CONTACT, "A|B|").code == -22
    at = Counter(2, "777777", "777777", psam=False)
    assert at.call("iReloadPIN", CONTACT, at.info).code == -2201


@pytest.mark.parametrize(
    ("payment", "code"),
    [
        ("60.50|40.50+20.00|20240311100000|", -13),
        ("60.50|40.50+20.01|20240311100000|", -14),
        ("60.505|40.50+20.00|20240311100000|", -14),
        ("60.50|60.50|20240311100000|", -14),
        ("60.50|40.50+20.00|20240231100000|", -14),
        ("42949672.96|42949672.96+0.00|20240311100000|", -14),
        ("60.50|40.50+20.00|20240311100000", -14),
    ],
)
def test_a_debit_is_looked_at_and_not_done(payment: str, code: int) -> None:
    at = Counter(2)
    for function in ("iDoDebit", "iDoDebit_HSM_Step1"):
        assert at.call(function, CONTACT, at.info, payment).code == code
    assert at.call("iDoDebit_HSM_Step2", "00000001|20240311100000|00000000|").code == -13
    assert at.call("iDoDebit_HSM_Step2", "1|").code == -14


def test_the_log_of_debits_is_read_with_the_pin() -> None:
    answer = Counter(2, "123456").call("iReadDebitRecord", CONTACT)
    assert answer.code == 0
    assert answer.text.count("|") == 1
    assert Counter(2, "654321").call("iReadDebitRecord", CONTACT).code == -51


def test_a_card_taken_out_at_any_command_is_a_code() -> None:
    at = Counter(3)
    line = CutLine(at.slot, 1000)
    whole = Driver(Station({Interface.CONTACT: lambda: line}, Pad(), at.hsm))
    assert whole.call("iReadCardBas", CONTACT).code == 0
    for commands in range(len(line.sent)):
        cut = CutLine(at.slot, commands)

        def reach(port: CardPort = cut) -> CardPort:
            return port

        answer = Driver(Station({Interface.CONTACT: reach}, Pad(), at.hsm)).call("iReadCardBas", CONTACT)
        assert answer.code == -4


def test_the_second_side_is_tried_where_the_first_has_no_card() -> None:
    def empty() -> CardPort:
        raise NoCard

    def faulty() -> CardPort:
        raise DeviceError("broken")

    card = LeftInSlot(vendors_card())
    for i_type, contact, contactless, code in (
        (1, empty, lambda: card, -2),
        (3, empty, lambda: card, 0),
        (4, lambda: card, empty, 0),
        (3, faulty, lambda: card, -4),
        (3, empty, empty, -2),
    ):
        station = Station({Interface.CONTACT: contact, Interface.CONTACTLESS: contactless})
        assert Driver(station).call("iReadCardBas", i_type).code == code
    assert Driver(Station({})).call("iReadCardBas", 3).code == -11


@pytest.mark.parametrize(
    ("sw", "code"),
    [
        (0x63C0, -25536),
        (0x6700, -26368),
        (0x6901, -26881),
        (0x6982, -27010),
        (0x6988, -27016),
        (0x6A82, -27266),
        (0x6A88, -27272),
        (0x9302, -37634),
        (0x9303, -37635),
        (0x9406, -37894),
    ],
)
def test_a_status_word_is_returned_as_its_negative(sw: int, code: int) -> None:
    assert code_of(CardAnswered(StatusWord(sw), "x")) == code
    assert meaning(code) == f"{StatusWord(sw).zh} ({StatusWord(sw).meaning})"


def test_codes_are_all_different_and_told_in_both_languages() -> None:
    assert len(codes.TABLE) == len(codes.USED) + 6
    for each in codes.TABLE.values():
        assert not each.zh.isascii()
        assert each.en.isascii()
    assert meaning(-99) == "未定义的返回码 (a code that no source names)"


def test_errors_without_a_row_are_a_card_without_answer_and_never_lost() -> None:
    assert code_of(DeviceError("?")) == -4
    assert code_of(CardIsBlocked()) == -0x6A81
    assert (code_of(NoSuchKey(0x0A)), code_of(NoSuchKey(0x12))) == (-2203, -2201)


def test_an_answer_shows_its_length_only() -> None:
    assert repr(Answer(0, VENDOR_LINE)) == f"Answer(0, {len(VENDOR_LINE)} characters)"


def test_every_function_of_the_convention_is_there() -> None:
    plain = "iReadCardBas iReadCard iWriteCard iVerifyPIN iChangePIN iReloadPIN iUnblockPIN iDoDebit iReadDebitRecord"
    assert {name for name in FUNCTIONS if "_HSM_" not in name} == set(plain.split())


@pytest.mark.parametrize("text", ["a|b", "a|b|c", "|", "", "a|b|c|"])
def test_fields_are_counted(text: str) -> None:
    with pytest.raises(DriverRefused):
        fields(text, 2)
    assert fields("a|b|", 2) == ["a", "b"]


@pytest.mark.parametrize("text", ["$", "SSSEEF05|01$", "SSSEEF05:0$", "SSSEEF05|01|$x", "EF05|01|$"])
def test_what_is_no_address_is_refused(text: str) -> None:
    with pytest.raises(DriverRefused):
        parse(text)
