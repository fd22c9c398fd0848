"""What holds of every identifier: nothing shows a whole number, and any text is taken or refused."""

import copy
import pickle
import subprocess
import sys
from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from sscard_core.model.identifiers import (
    BankCardNumber,
    CardIdentificationCode,
    CardNumber,
    CitizenNumber,
    Identifier,
    IdentifierError,
    Mobile,
    WrongCharacters,
    WrongCheckDigit,
    WrongLength,
)
from sscard_core.model.sex import Sex

KINDS: list[type[Identifier]] = [CitizenNumber, CardNumber, CardIdentificationCode, BankCardNumber, Mobile]
SOUND: list[Identifier] = [
    CitizenNumber.synthetic(date(1990, 5, 6), Sex.FEMALE),
    CardNumber("X00000019"),
    CardIdentificationCode("659000D1560000050000000000000000"),
    BankCardNumber("6200000000000000000"),
    Mobile("13800000000"),
]


def refusal(kind: type[Identifier], raw: str) -> IdentifierError | None:
    """The error with which the text is refused, if it is."""
    try:
        kind(raw)
    except IdentifierError as error:
        return error
    return None


class TestEveryIdentifier:
    """A value that exists is a value that was checked, and nothing but `text` shows it whole."""

    @pytest.mark.parametrize("number", SOUND, ids=lambda number: type(number).__name__)
    def test_only_the_text_shows_the_whole_number(self, number: Identifier) -> None:
        for shown in (
            repr(number),
            str(number),
            f"{number}",
            f"{number!s:>40}",
            number.masked(),
            repr([number]),
        ):
            assert number.text not in shown
            assert number.text[-4:] in shown

    @pytest.mark.parametrize("number", SOUND, ids=lambda number: type(number).__name__)
    def test_the_repr_shows_no_more_than_the_last_four(self, number: Identifier) -> None:
        assert number.text[-5:] not in repr(number)
        assert number.text[:4] not in repr(number)

    @pytest.mark.parametrize("number", SOUND, ids=lambda number: type(number).__name__)
    def test_copies_are_equal_and_pickle_keeps_the_value(self, number: Identifier) -> None:
        assert copy.deepcopy(number) == number
        assert pickle.loads(pickle.dumps(number)) == number
        assert hash(type(number)(number.text)) == hash(number)

    @pytest.mark.parametrize("kind", KINDS)
    @given(raw=st.text())
    def test_any_text_is_either_taken_or_refused_with_an_identifier_error(
        self, kind: type[Identifier], raw: str
    ) -> None:
        try:
            number = kind.parse(raw)
        except IdentifierError:
            return
        assert kind(number.text) == number

    @pytest.mark.parametrize("kind", KINDS)
    @given(raw=st.text("0123456789ABCDEFXx ０９", min_size=8, max_size=34))
    def test_no_refusal_shows_what_was_typed(self, kind: type[Identifier], raw: str) -> None:
        typed = raw.strip()
        assume(len(typed) > 8)
        error = refusal(kind, raw)
        assert typed not in str(error)
        assert typed not in repr(error)

    @pytest.mark.parametrize("number", SOUND, ids=lambda number: type(number).__name__)
    def test_full_width_forms_small_letters_and_blanks_are_taken_as_what_they_mean(
        self, number: Identifier
    ) -> None:
        wide = "".join(chr(ord(each) + 0xFEE0) for each in number.text)
        for raw in (wide, number.text.lower(), f"\u3000{number.text[:5]} \u00a0{number.text[5:]}\n"):
            assert type(number).parse(raw) == number

    @pytest.mark.parametrize("number", SOUND, ids=lambda number: type(number).__name__)
    def test_digits_of_other_scripts_are_refused(self, number: Identifier) -> None:
        with pytest.raises(WrongCharacters):
            type(number)(number.text[:-2] + "٣" + number.text[-1])

    @pytest.mark.parametrize("number", SOUND, ids=lambda number: type(number).__name__)
    def test_one_character_too_many_or_too_few_is_a_wrong_length(self, number: Identifier) -> None:
        for raw in (number.text[:-4], number.text + "0", ""):
            with pytest.raises(WrongLength, match=rf"found {len(raw)}$"):
                type(number)(raw)

    def test_an_error_survives_being_sent_between_processes(self) -> None:
        error = WrongCheckDigit("citizen number", "check digit X", "1")
        assert str(pickle.loads(pickle.dumps(error))) == str(error)

    def test_importing_them_reads_no_list_and_loads_no_checker(self) -> None:
        program = (
            "import sys; from sscard_core.model.identifiers import CitizenNumber\n"
            "assert 'stdnum' not in sys.modules\n"
            f"assert not CitizenNumber('{SOUND[0].text}').region_known\n"
            "assert 'stdnum' in sys.modules and 'stdnum.cn' not in sys.modules\n"
        )
        subprocess.run([sys.executable, "-c", program], check=True)
