"""National codes: what is read comes back when written, and what is unknown is refused with what is known."""

from collections.abc import Callable
from datetime import date
from typing import assert_type

import pytest

from sscard_core.model.dialects import Meaning
from sscard_core.model.identifiers import CitizenNumber
from sscard_core.model.national_codes import NATIONAL, ApplicationKind, NoCode, UnknownCode, UnknownField
from sscard_core.model.national_fields import field_named
from sscard_core.model.people import IdType
from sscard_core.model.sex import Sex
from sscard_core.model.statuses import Hrss

ROWS = [(field, code, meaning) for field, rows in NATIONAL.tables.items() for code, meaning in rows]


@pytest.mark.parametrize(
    ("code", "status"),
    [
        ("0", Hrss.SEALED),
        ("1", Hrss.NORMAL),
        ("2", Hrss.FORMALLY_LOST),
        ("3", Hrss.LOCKED),
        ("4", Hrss.TEMPORARILY_LOST),
        ("9", Hrss.CANCELLED),
    ],
)
def test_the_six_states_of_aaz502_read_and_write(code: str, status: Hrss) -> None:
    assert NATIONAL.read("AAZ502", code) is status
    assert NATIONAL.write("AAZ502", status) == code


@pytest.mark.parametrize(("field", "code", "meaning"), ROWS)
def test_what_is_written_for_a_meaning_reads_as_what_its_code_says(
    field: str, code: str, meaning: Meaning
) -> None:
    written = NATIONAL.write(field, meaning)
    assert NATIONAL.read(field, written) == NATIONAL.read(field, code)


@pytest.mark.parametrize("sex", Sex)
def test_every_sex_has_a_code(sex: Sex) -> None:
    assert NATIONAL.read("AAC004", NATIONAL.write("AAC004", sex)) is sex


@pytest.mark.parametrize("status", [status for status in Hrss if status is not Hrss.NONE])
def test_every_state_of_a_card_has_a_code(status: Hrss) -> None:
    assert NATIONAL.read("AAZ502", NATIONAL.write("AAZ502", status)) is status


def test_of_several_codes_for_one_meaning_the_first_is_written() -> None:
    assert NATIONAL.read("AAC058", "05") is IdType.HK_MACAO_PASS
    assert NATIONAL.write("AAC058", IdType.HK_MACAO_PASS) == "04"
    assert NATIONAL.read("AAC004", "0") is Sex.UNSTATED
    assert NATIONAL.write("AAC004", Sex.UNSTATED) == "9"


def test_the_household_register_is_written_with_the_code_of_the_resident_id() -> None:
    assert NATIONAL.write("AAC058", IdType.HOUSEHOLD_REGISTER) == "01"
    assert NATIONAL.read("AAC058", "01") is IdType.RESIDENT_ID


def test_banks_read_as_their_names_and_versions_as_generations() -> None:
    assert NATIONAL.read("AAE008", "102") == "中国工商银行"
    assert NATIONAL.read("AAZ508", "3.00") == 3
    assert NATIONAL.write("AAZ508", 2) == "2.00"


def test_the_type_checker_knows_what_a_field_holds() -> None:
    assert_type(NATIONAL.read("AAZ502", "1"), Hrss)
    assert_type(NATIONAL.read("AAC004", "1"), Sex)
    assert_type(NATIONAL.read("AAC058", "01"), IdType)
    assert_type(NATIONAL.read("ACA017", "4"), ApplicationKind)
    assert_type(NATIONAL.read("AAE008", "102"), str)
    assert_type(NATIONAL.read("AAZ508", "2.00"), int)


def test_an_unknown_code_is_refused_with_those_that_are_known() -> None:
    with pytest.raises(UnknownCode, match="national: AAZ502 has no code '6'; known: 0 封存, 1 正常, "):
        NATIONAL.read("AAZ502", "6")


@pytest.mark.parametrize("code", ["", " 1", "01", "１", "A"])
def test_a_code_is_compared_as_a_whole(code: str) -> None:
    with pytest.raises(UnknownCode):
        NATIONAL.read("AAZ502", code)


def test_an_unknown_field_is_refused_with_those_that_are_known() -> None:
    with pytest.raises(UnknownField, match="'AAZ520'; known: AAZ502, AAZ508, "):
        NATIONAL.read("AAZ520", "1")
    with pytest.raises(UnknownField, match="'AAZ520'; known: AAZ502, AAZ508, "):
        NATIONAL.write("AAZ520", Hrss.NORMAL)


def test_no_card_at_all_has_no_code() -> None:
    with pytest.raises(NoCode, match=r"AAZ502 has no code for Hrss\.NONE; it has codes for: 封存, 正常, "):
        NATIONAL.write("AAZ502", Hrss.NONE)


@pytest.mark.parametrize("meaning", [Sex.MALE, 1, "正常", True])
def test_a_meaning_of_another_kind_has_no_code(meaning: Meaning) -> None:
    with pytest.raises(NoCode):
        NATIONAL.write("AAZ502", meaning)


def test_a_truth_value_is_not_the_first_generation() -> None:
    with pytest.raises(NoCode):
        NATIONAL.write("AAZ508", meaning=True)


def test_a_number_put_in_the_wrong_field_is_not_shown() -> None:
    number = CitizenNumber.synthetic(date(1990, 5, 6), Sex.MALE).text
    asked: list[Callable[[], object]] = [
        lambda: NATIONAL.read("AAZ502", number),
        lambda: NATIONAL.read(number, "1"),
        lambda: NATIONAL.write("AAE008", number),
        lambda: field_named(number),
    ]
    for ask in asked:
        with pytest.raises(LookupError) as caught:
            ask()
        assert number[:10] not in str(caught.value)
