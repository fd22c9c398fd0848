"""The numbers of a card and the mobile number: their shapes, and what a slip of the finger does."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from sscard_core.model.check_digits import luhn
from sscard_core.model.identifiers import (
    BankCardNumber,
    CardIdentificationCode,
    CardNumber,
    IdentifierError,
    Mobile,
    WrongCharacters,
    WrongCheckDigit,
    WrongLength,
)

CODE = "659000D1560000050000000000000000"

digits = st.text("0123456789", min_size=15, max_size=18)
bank_cards = digits.map(lambda body: BankCardNumber(body + luhn(body)))
mobiles = st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True).map(Mobile)
card_numbers = st.from_regex(r"[A-Z]{1,8}[0-9]{1,8}", fullmatch=True).filter(lambda text: len(text) == 9)
identification_codes = st.from_regex(r"[0-9]{6}(D156000005)?[0-9A-F]{8}([0-9A-F]{8})?", fullmatch=True)


class TestCardNumbers:
    """AAZ500, AAZ501 and the bank's number."""

    @given(text=card_numbers)
    def test_a_card_number_is_letters_and_then_digits(self, text: str) -> None:
        assert CardNumber.parse(text.lower()).text == text

    @pytest.mark.parametrize("raw", ["000000019", "X0000001X", "ABCDEFGHI", "X0000-019", "社00000019"])
    def test_other_shapes_are_refused(self, raw: str) -> None:
        with pytest.raises(WrongCharacters, match="letters, then digits"):
            CardNumber(raw)

    @given(text=identification_codes.filter(lambda text: len(text) in (24, 32)))
    def test_an_identification_code_begins_with_the_issuing_region(self, text: str) -> None:
        code = CardIdentificationCode.parse(text)
        assert code.issuing_region == text[:6]
        assert code.is_complete is (len(text) == 32)
        assert code.has_national_rid is (text[6:16] == "D156000005")

    def test_an_identification_code_without_a_region_is_refused(self) -> None:
        with pytest.raises(WrongCharacters, match="region, found 'A' at place 1"):
            CardIdentificationCode("A" + CODE[1:])

    @given(number=bank_cards, place=st.integers(0, 18), other=st.sampled_from("0123456789"))
    def test_one_wrong_digit_of_a_bank_card_is_always_detected(
        self, number: BankCardNumber, place: int, other: str
    ) -> None:
        assume(place < len(number.text) and number.text[place] != other)
        with pytest.raises(WrongCheckDigit):
            BankCardNumber(number.text[:place] + other + number.text[place + 1 :])

    @given(number=bank_cards)
    def test_a_bank_card_typed_in_fours_is_the_same_number(self, number: BankCardNumber) -> None:
        fours = " ".join(number.text[place : place + 4] for place in range(0, 19, 4))
        assert BankCardNumber.parse(fours) == number
        assert number.masked().count("*") == len(number.text) - 10


class TestMobile:
    """Eleven digits of the mainland, without the country code."""

    @given(number=mobiles)
    def test_three_and_four_digits_are_shown(self, number: Mobile) -> None:
        assert str(number) == f"{number.text[:3]}****{number.text[-4:]}"

    @pytest.mark.parametrize(
        ("raw", "expected"),
        [
            ("+8613800000000", WrongLength),
            ("23800000000", WrongCharacters),
            ("12800000000", WrongCharacters),
            ("1380000000O", WrongCharacters),
        ],
    )
    def test_what_is_no_mobile_number_is_refused(self, raw: str, expected: type[IdentifierError]) -> None:
        with pytest.raises(IdentifierError) as caught:
            Mobile.parse(raw)
        assert type(caught.value) is expected
