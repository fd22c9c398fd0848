"""Records and BER objects: written, split and searched, and never read beyond their end."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sscard_core.device.files.codecs import BadContent, BadValue
from sscard_core.device.files.tlv import Tlv, ber, find, record, split_record, split_records

RECORDS = st.lists(st.builds(Tlv, st.integers(0, 255), st.binary(max_size=255)), max_size=5)


@given(RECORDS)
def test_records_are_split_again(records: list[Tlv]) -> None:
    raw = b"".join(record(each.tag, each.value) for each in records)
    assert list(split_records(raw)) == records


@given(st.binary(max_size=80))
def test_any_bytes_are_records_or_bad_content(raw: bytes) -> None:
    try:
        records = list(split_records(raw))
    except BadContent:
        return
    assert b"".join(record(each.tag, each.value) for each in records) == raw


@pytest.mark.parametrize(
    ("raw", "told"),
    [("08", "has no length"), ("080241", "says 2 bytes; 1 follow"), ("0800090112FF", "byte 6 of 6")],
)
def test_a_record_that_breaks_off_is_bad_content(raw: str, told: str) -> None:
    with pytest.raises(BadContent, match=told):
        list(split_records(bytes.fromhex(raw)))


@pytest.mark.parametrize(("raw", "count"), [("", 0), ("08000900", 2)])
def test_one_record_is_one(raw: str, count: int) -> None:
    with pytest.raises(BadContent, match=f"found {count}"):
        split_record(bytes.fromhex(raw))


def test_a_tag_or_value_too_long_is_refused() -> None:
    with pytest.raises(BadValue, match="one byte"):
        record(0x100, b"")
    with pytest.raises(BadValue, match="found 256"):
        record(0x08, bytes(256))


def test_the_value_of_a_record_is_not_shown() -> None:
    assert repr(Tlv(0x09, "张三".encode("gbk"))) == "Tlv(09, 4 bytes)"


@given(st.sampled_from([0x5A, 0x88, 0x9F0C, 0xBF0C]), st.binary(max_size=300))
def test_an_object_is_found_within_others(tag: int, value: bytes) -> None:
    raw = ber(0x6F, ber(0x84, b"\x01") + ber(0xA5, ber(0x50, b"x") + ber(tag, value)))
    assert find(raw, tag) == value
    assert find(raw, 0x42) is None


@given(st.binary(max_size=60), st.integers(0, 0xFFFF))
def test_any_bytes_may_be_searched(raw: bytes, tag: int) -> None:
    found = find(raw, tag)
    assert found is None or found in raw


@pytest.mark.parametrize("raw", ["5A", "5A80", "5A8212", "5A0341", "9F"])
def test_an_object_that_breaks_off_is_not_found(raw: str) -> None:
    assert find(bytes.fromhex(raw), 0x5A) is None
