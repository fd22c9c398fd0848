"""Citizen numbers: GB 11643 and MOD 11-2, and every known fault of other checkers."""

from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from sscard_core.model.check_digits import mod_11_2
from sscard_core.model.identifiers import (
    CitizenNumber,
    FutureBirthDate,
    IdentifierError,
    ImpossibleBirthDate,
    NumberKind,
    WrongCharacters,
    WrongCheckDigit,
    WrongLength,
)
from sscard_core.model.sex import Sex

BORN = date(1990, 5, 6)
TODAY = date(2026, 3, 2)
FOREIGN_SPECIMEN = "932682198501010017"
"""The specimen on the permanent residence card of 2023: no person's."""

days = st.dates(date(1850, 1, 1), date(2100, 12, 31))
sexes = st.sampled_from([Sex.MALE, Sex.FEMALE])
region_codes = st.integers(0, 899_999).map("{:06d}".format)
citizens = st.builds(CitizenNumber.synthetic, days, sexes, st.integers(0, 498), region_codes)


def citizen(region: str, born: str, sequence: str = "001") -> str:
    """The text of a number with the right check character, whatever else is wrong with it."""
    body = region + born + sequence
    return body + mod_11_2(body)


class TestCitizenNumber:
    """GB 11643: six of region, eight of birth date, three of sequence, one check character by MOD 11-2."""

    @given(born=days, sex=sexes, sequence=st.integers(0, 498), region=region_codes)
    def test_what_a_number_is_made_of_can_be_read_off_it(
        self, born: date, sex: Sex, sequence: int, region: str
    ) -> None:
        number = CitizenNumber.synthetic(born, sex, sequence, region)
        assert (number.born, number.sex, number.region) == (born, sex, region)
        assert CitizenNumber.parse(number.text) == number

    @given(number=citizens, place=st.integers(0, 17), other=st.sampled_from("0123456789X"))
    def test_one_wrong_character_is_always_detected(
        self, number: CitizenNumber, place: int, other: str
    ) -> None:
        assume(number.text[place] != other)
        with pytest.raises((WrongCheckDigit, WrongCharacters)):
            CitizenNumber(number.text[:place] + other + number.text[place + 1 :])

    @given(number=citizens, place=st.integers(0, 16))
    def test_two_neighbours_changing_places_are_always_detected(
        self, number: CitizenNumber, place: int
    ) -> None:
        first, second = number.text[place], number.text[place + 1]
        assume(first != second)
        with pytest.raises((WrongCheckDigit, WrongCharacters)):
            CitizenNumber(number.text[:place] + second + first + number.text[place + 2 :])

    @given(number=citizens)
    def test_every_question_about_a_sound_number_has_an_answer(self, number: CitizenNumber) -> None:
        assert isinstance(number.region_known, bool)
        assert isinstance(number.region_name, str)
        assert number.kind in NumberKind
        assert number.nationality == ""

    @pytest.mark.parametrize(
        ("raw", "expected"),
        [
            ("65909919900230001A8", WrongLength),
            ("65909919900230001A", WrongCharacters),
            ("6590991990O2300018", WrongCharacters),
            (citizen("659099", "19900230")[:-1] + "Y", WrongCharacters),
            (citizen("659099", "19900230")[:-1] + "2", WrongCheckDigit),
            (citizen("659099", "19900230"), ImpossibleBirthDate),
            (citizen("659099", "20270101"), FutureBirthDate),
        ],
    )
    def test_the_error_named_first_is_the_one_raised(self, raw: str, expected: type[IdentifierError]) -> None:
        """Each line takes away one fault and so uncovers the next."""
        with pytest.raises(IdentifierError) as caught:
            CitizenNumber.parse(raw, today=TODAY)
        assert type(caught.value) is expected

    @pytest.mark.parametrize("born", ["19900230", "19901301", "19900100", "00000101", "18491231", "18000101"])
    def test_a_birth_date_that_is_no_day_or_before_1850_is_refused(self, born: str) -> None:
        with pytest.raises(ImpossibleBirthDate):
            CitizenNumber(citizen("659099", born))

    def test_the_first_day_of_1850_is_accepted(self) -> None:
        assert CitizenNumber(citizen("659099", "18500101")).born == date(1850, 1, 1)

    def test_a_birth_date_in_the_future_is_refused_only_where_today_is_given(self) -> None:
        raw = CitizenNumber.synthetic(TODAY + timedelta(days=1), Sex.MALE).text
        with pytest.raises(FutureBirthDate, match="up to 2026-03-02, found 2026-03-03"):
            CitizenNumber.parse(raw, today=TODAY)
        assert CitizenNumber.parse(raw).is_future(TODAY)

    def test_who_is_born_today_has_a_number(self) -> None:
        raw = CitizenNumber.synthetic(TODAY, Sex.MALE).text
        assert not CitizenNumber.parse(raw, today=TODAY).is_future(TODAY)

    def test_a_number_of_the_first_generation_is_refused(self) -> None:
        with pytest.raises(WrongLength, match="18 characters, found 15"):
            CitizenNumber("659099900506001")

    @pytest.mark.parametrize(
        ("region", "kind"),
        [
            ("659099", NumberKind.RESIDENT),
            ("810101", NumberKind.RESIDENT),
            ("810000", NumberKind.RESIDENCE_PERMIT),
            ("820000", NumberKind.RESIDENCE_PERMIT),
            ("830000", NumberKind.RESIDENCE_PERMIT),
            ("932682", NumberKind.PERMANENT_RESIDENCE),
        ],
    )
    def test_the_kind_is_read_off_the_region(self, region: str, kind: NumberKind) -> None:
        number = CitizenNumber.synthetic(BORN, Sex.MALE, region=region)
        assert number.kind is kind
        assert number.born == BORN

    def test_a_foreigners_number_tells_province_nationality_birth_date_and_sex(self) -> None:
        number = CitizenNumber.parse(FOREIGN_SPECIMEN, today=TODAY)
        assert number.kind is NumberKind.PERMANENT_RESIDENCE
        assert (number.region, number.region_name, number.nationality) == ("320000", "江苏省", "682")
        assert (number.born, number.sex, number.region_known) == (date(1985, 1, 1), Sex.MALE, True)

    @pytest.mark.parametrize("region", ["650199", "650109", "320508", "653228", "810000", "820000", "830000"])
    def test_counties_new_renamed_or_never_listed_and_permits_are_accepted(self, region: str) -> None:
        """Where python-stdnum raises KeyError or refuses, for a birth in 1990."""
        number = CitizenNumber.parse(citizen(region, "19900506"), today=TODAY)
        assert number.region_known
        assert number.region_name != ""

    def test_a_synthetic_number_is_in_a_region_that_nobody_has(self) -> None:
        number = CitizenNumber.synthetic(BORN, Sex.MALE)
        assert not number.region_known
        assert number.region_name == "新疆维吾尔自治区直辖县级行政区划"

    def test_synthetic_numbers_of_one_birthday_differ_by_sequence(self) -> None:
        numbers = {
            CitizenNumber.synthetic(BORN, sex, each) for sex in (Sex.MALE, Sex.FEMALE) for each in range(499)
        }
        assert len(numbers) == 998

    def test_a_sex_left_open_gets_an_even_sequence(self) -> None:
        assert CitizenNumber.synthetic(BORN, Sex.UNSTATED).sex is Sex.FEMALE

    @pytest.mark.parametrize("sequence", [-1, 499])
    def test_a_sequence_that_does_not_fit_is_refused(self, sequence: int) -> None:
        with pytest.raises(ValueError, match="0 to 498"):
            CitizenNumber.synthetic(BORN, Sex.MALE, sequence)
