"""What a refused number is told, word for word; the places at which each rule of its shape begins and ends."""

from datetime import date

import pytest

from sscard_core.model.check_digits import luhn, mod_11_2
from sscard_core.model.identifiers import (
    UNASSIGNED_REGION,
    BankCardNumber,
    CardIdentificationCode,
    CardNumber,
    CitizenNumber,
    FutureBirthDate,
    Identifier,
    IdentifierError,
    Mobile,
    NumberKind,
    WrongCharacters,
)
from sscard_core.model.sex import Sex

BORN = date(1990, 5, 6)


def with_check(body: str) -> str:
    """Return seventeen characters with the check character that follows."""
    return body + mod_11_2(body)


def told(kind: type[Identifier], raw: str) -> str:
    """Return what the refusal of a text says."""
    with pytest.raises(IdentifierError) as caught:
        kind.parse(raw)
    return str(caught.value)


class TestRefusals:
    """An error says which number, what was expected and what was found, and where."""

    @pytest.mark.parametrize(
        ("raw", "words"),
        [
            ("1", "18 characters, found 1"),
            ("A5909919900506001X", "digits at places 1 to 17, found 'A' at place 1"),
            ("6590991990050600XX", "digits at places 1 to 17, found 'X' at place 17"),
            ("65909919900506001?", "a digit or X at place 18, found '?' at place 18"),
            ("65909919900506001A", "a digit or X at place 18, found 'A' at place 18"),
            (with_check("65909919900230001"), "a calendar day at places 7 to 14, found 19900230"),
            (with_check("65909918491231001"), "a birth date from 1850-01-01, found 1849-12-31"),
        ],
    )
    def test_of_a_citizen_number(self, raw: str, words: str) -> None:
        assert told(CitizenNumber, raw) == f"citizen number: expected {words}"

    @pytest.mark.parametrize(
        ("raw", "words"),
        [
            ("X0000001", "9 characters, found 8"),
            ("900000019", "letters, then digits, found '9' at place 1"),
            ("XYZABCDEF", "letters, then digits, found no digit"),
            ("XY000001Z", "letters, then digits, found 'Z' at place 9"),
        ],
    )
    def test_of_a_card_number(self, raw: str, words: str) -> None:
        assert told(CardNumber, raw) == f"card number: expected {words}"

    @pytest.mark.parametrize(
        ("raw", "words"),
        [
            ("65900", "32 or 24 characters, found 5"),
            ("65900AD15600000500000000", "six digits of a region, found 'A' at place 6"),
            ("659000G15600000500000000", "hexadecimal characters, found 'G' at place 7"),
            ("659000D1560000050000000G", "hexadecimal characters, found 'G' at place 24"),
        ],
    )
    def test_of_an_identification_code(self, raw: str, words: str) -> None:
        assert told(CardIdentificationCode, raw) == f"card identification code: expected {words}"

    @pytest.mark.parametrize(
        ("raw", "words"),
        [
            ("620000", "16 to 19 digits, found 6"),
            ("A200000000000000", "digits, found 'A' at place 1"),
            ("620000000000000A", "digits, found 'A' at place 16"),
            ("6200000000000001", "check digit 5, found 1"),
        ],
    )
    def test_of_a_bank_card_number(self, raw: str, words: str) -> None:
        assert told(BankCardNumber, raw) == f"bank card number: expected {words}"

    @pytest.mark.parametrize(
        ("raw", "words"),
        [
            ("1380000000", "11 digits, found 10"),
            ("23800000000", "1, found '2' at place 1"),
            ("?3800000000", "1, found '?' at place 1"),
            ("12800000000", "3 to 9, found '2' at place 2"),
            ("13X00000000", "digits, found 'X' at place 3"),
            ("1300000000X", "digits, found 'X' at place 11"),
        ],
    )
    def test_of_a_mobile_number(self, raw: str, words: str) -> None:
        assert told(Mobile, raw) == f"mobile number: expected {words}"

    def test_the_parts_of_an_error_can_be_read_one_by_one(self) -> None:
        with pytest.raises(WrongCharacters) as caught:
            Mobile.parse("23800000000")
        error = caught.value
        assert (error.noun, error.expected, error.found) == ("mobile number", "1", "'2' at place 1")
        assert error.args == ("mobile number", "1", "'2' at place 1")

    def test_a_sequence_too_great_is_told_the_greatest(self) -> None:
        with pytest.raises(ValueError, match=r"^a sequence is 0 to 498; found 499$"):
            CitizenNumber.synthetic(BORN, Sex.MALE, 499)

    def test_a_birth_date_after_today_is_told_both_days(self) -> None:
        number = CitizenNumber.synthetic(date(2026, 3, 3), Sex.MALE)
        with pytest.raises(FutureBirthDate) as caught:
            CitizenNumber.parse(number.text, today=date(2026, 3, 2))
        assert str(caught.value) == "citizen number: expected a birth date up to 2026-03-02, found 2026-03-03"


class TestShapes:
    """Where the digits, letters and lengths of each number begin and end."""

    @pytest.mark.parametrize("letter", ["A", "M", "Z", "a", "z"])
    def test_a_card_number_begins_with_any_letter(self, letter: str) -> None:
        assert CardNumber.parse(f"{letter}00000019").text == f"{letter.upper()}00000019"

    @pytest.mark.parametrize("digit", "0123456789")
    def test_every_digit_may_stand_in_a_card_number_and_in_a_mobile_number(self, digit: str) -> None:
        assert CardNumber.parse(f"XY{digit * 7}").text == f"XY{digit * 7}"
        assert Mobile.parse(f"13{digit * 9}").text == f"13{digit * 9}"

    @pytest.mark.parametrize("second", "3456789")
    def test_a_mobile_number_has_three_to_nine_in_second_place(self, second: str) -> None:
        assert Mobile.parse(f"1{second}800000000").text == f"1{second}800000000"

    @pytest.mark.parametrize(("length", "taken"), [(15, False), (16, True), (19, True), (20, False)])
    def test_a_bank_card_number_has_sixteen_to_nineteen_digits(self, length: int, *, taken: bool) -> None:
        body = "6" * (length - 1)
        if taken:
            assert len(BankCardNumber(body + luhn(body)).text) == length
        else:
            assert told(BankCardNumber, body + luhn(body)).endswith(f"16 to 19 digits, found {length}")

    @pytest.mark.parametrize("digit", "0123456789ABCDEFabcdef")
    def test_an_identification_code_is_hexadecimal_after_its_region(self, digit: str) -> None:
        assert CardIdentificationCode(f"659000{digit * 18}").text == f"659000{digit.upper() * 18}"

    @pytest.mark.parametrize(
        ("code", "national"),
        [
            ("659000D15600000500000000", True),
            ("6590000D1560000050000000", False),
            ("659000D15600000600000000", False),
        ],
    )
    def test_the_national_provider_stands_right_after_the_region(self, code: str, *, national: bool) -> None:
        assert CardIdentificationCode(code).has_national_rid is national

    def test_an_identification_code_is_complete_with_thirty_two_characters(self) -> None:
        assert CardIdentificationCode("659000D1560000050000000000000000").is_complete
        assert not CardIdentificationCode("659000D15600000500000000").is_complete

    def test_the_region_of_an_identification_code_is_its_first_six_digits(self) -> None:
        assert CardIdentificationCode("659001D15600000500000000").issuing_region == "659001"


class TestMasks:
    """Of a number its first six and last four characters are shown, unless that would be too much of it."""

    @pytest.mark.parametrize(
        ("number", "shown", "short"),
        [
            (CitizenNumber.synthetic(BORN, Sex.FEMALE), "659099********0021", "CitizenNumber(…0021)"),
            (CardNumber("X00000019"), "*****0019", "CardNumber(…0019)"),
            (
                CardIdentificationCode("659000D15600000512345678"),
                "659000**************5678",
                "CardIdentificationCode(…5678)",
            ),
            (BankCardNumber("6200000000000000000"), "620000*********0000", "BankCardNumber(…0000)"),
            (Mobile("13812345678"), "138****5678", "Mobile(…5678)"),
        ],
    )
    def test_they_show_as_much_as_they_may(self, number: Identifier, shown: str, short: str) -> None:
        assert (str(number), number.masked(), repr(number)) == (shown, shown, short)


class TestCitizenNumbers:
    """What a citizen number is made of, at its edges."""

    @pytest.mark.parametrize(
        ("sex", "sequence", "place"),
        [
            (Sex.MALE, 0, "001"),
            (Sex.FEMALE, 0, "002"),
            (Sex.UNSTATED, 0, "002"),
            (Sex.MALE, 498, "997"),
            (Sex.FEMALE, 498, "998"),
        ],
    )
    def test_a_sequence_is_odd_for_men_and_even_for_women(self, sex: Sex, sequence: int, place: str) -> None:
        number = CitizenNumber.synthetic(BORN, sex, sequence)
        assert number.text[:17] == f"{UNASSIGNED_REGION}19900506{place}"

    def test_the_first_sequence_is_the_one_unless_said_otherwise(self) -> None:
        assert CitizenNumber.synthetic(BORN, Sex.MALE) == CitizenNumber.synthetic(BORN, Sex.MALE, 0)

    @pytest.mark.parametrize("region", ["810000", "820000", "830000", "659099"])
    def test_the_region_of_all_but_foreigners_is_its_first_six_digits(self, region: str) -> None:
        number = CitizenNumber.synthetic(BORN, Sex.MALE, region=region)
        assert (number.region, number.nationality) == (region, "")

    @pytest.mark.parametrize("region", ["810001", "820001", "830001", "800000"])
    def test_permits_have_the_three_regions_and_no_other(self, region: str) -> None:
        assert CitizenNumber.synthetic(BORN, Sex.MALE, region=region).kind is NumberKind.RESIDENT

    def test_the_kinds_have_the_words_under_which_they_are_kept(self) -> None:
        assert [str(kind) for kind in NumberKind] == [
            *("resident", "hmt_residence_permit", "permanent_residence"),
        ]
