"""Local dialects: their codes come first, and what they leave out stays national."""

import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sscard_core.model.national_codes import NATIONAL, Dialect, NoCode, UnknownCode, UnknownField
from sscard_core.model.sex import Sex
from sscard_core.model.statuses import Hrss

GUANGDONG = NATIONAL.derive(
    "guangdong",
    AAZ502={"1": Hrss.NORMAL, "A": Hrss.TEMPORARILY_LOST, "2": Hrss.FORMALLY_LOST},
)


def test_a_local_dialect_reads_its_own_codes_and_writes_them_first() -> None:
    assert GUANGDONG.read("AAZ502", "A") is Hrss.TEMPORARILY_LOST
    assert GUANGDONG.write("AAZ502", Hrss.TEMPORARILY_LOST) == "A"
    assert GUANGDONG.write("AAZ502", Hrss.NORMAL) == "1"


def test_a_local_dialect_keeps_what_it_does_not_change() -> None:
    assert GUANGDONG.read("AAZ502", "4") is Hrss.TEMPORARILY_LOST
    assert GUANGDONG.read("AAC004", "2") is Sex.FEMALE


def test_deriving_changes_nothing_in_what_is_derived_from() -> None:
    assert NATIONAL.write("AAZ502", Hrss.TEMPORARILY_LOST) == "4"
    with pytest.raises(UnknownCode, match=r"^national: "):
        NATIONAL.read("AAZ502", "A")
    with pytest.raises(UnknownCode, match=r"^guangdong: "):
        GUANGDONG.read("AAZ502", "L")


def test_a_code_with_a_new_meaning_is_no_longer_written_for_the_old() -> None:
    swapped = NATIONAL.derive("swapped", AAZ502={"4": Hrss.LOCKED})
    assert swapped.read("AAZ502", "4") is Hrss.LOCKED
    with pytest.raises(NoCode):
        swapped.write("AAZ502", Hrss.TEMPORARILY_LOST)


def test_a_dialect_of_a_dialect_keeps_both() -> None:
    city = GUANGDONG.derive("city", AAE008={"95588": "中国工商银行"})
    assert city.write("AAE008", "中国工商银行") == "95588"
    assert city.read("AAE008", "102") == "中国工商银行"
    assert city.read("AAZ502", "A") is Hrss.TEMPORARILY_LOST


def test_a_local_table_for_a_field_that_has_none_is_refused() -> None:
    with pytest.raises(UnknownField, match="'AAZ501'"):
        NATIONAL.derive("zhejiang", AAZ501={"1": "卡号"})


def test_a_local_meaning_of_the_wrong_kind_is_refused() -> None:
    with pytest.raises(TypeError, match="AAZ502 A: expected Hrss, found Sex"):
        NATIONAL.derive("wrong", AAZ502={"A": Sex.MALE})


@given(
    st.dictionaries(
        st.text("ABCDEFG0123456789", min_size=1, max_size=2),
        st.sampled_from([status for status in Hrss if status is not Hrss.NONE]),
    )
)
def test_whatever_a_local_dialect_says_what_it_can_write_it_reads_back(local: dict[str, Hrss]) -> None:
    dialect = NATIONAL.derive("local", AAZ502=local)
    for code, status in local.items():
        assert dialect.read("AAZ502", code) is status
        assert dialect.read("AAZ502", dialect.write("AAZ502", status)) is status


def test_a_dialect_can_be_sent_between_processes() -> None:
    sent: Dialect = pickle.loads(pickle.dumps(GUANGDONG))
    assert sent == GUANGDONG
    assert sent.read("AAZ502", "A") is Hrss.TEMPORARILY_LOST
