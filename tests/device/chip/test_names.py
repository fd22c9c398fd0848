"""Names over two items: whole characters in each, and one name again when they are joined."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sscard_core.device.files.codecs import BadContent, BadValue
from sscard_core.device.files.names import join_name, split_name

NAMES = st.text(st.characters(codec="gbk", exclude_characters="\0"), max_size=24)


@given(NAMES)
def test_a_name_is_joined_again_and_each_half_can_be_read_alone(name: str) -> None:
    first, rest = split_name(name)
    assert (len(first), len(rest)) == (30, 20)
    assert join_name(first, rest) == name
    assert join_name(first) + join_name(rest) == name


def test_a_character_that_would_be_cut_goes_to_the_extension_whole() -> None:
    first, rest = split_name("A" + "张" * 15)
    assert first == ("A" + "张" * 14).encode("gbk") + b"\0"
    assert rest == "张".encode("gbk").ljust(20, b"\0")


def test_a_character_that_another_maker_cut_is_read_rightly() -> None:
    raw = ("A" + "张" * 15).encode("gbk")
    assert join_name(raw[:30], raw[30:].ljust(20, b"\0")) == "A" + "张" * 15


def test_without_extension_a_name_has_thirty_bytes() -> None:
    assert split_name("张" * 15, extended=False) == (("张" * 15).encode("gbk"), b"")
    with pytest.raises(BadValue, match="32 bytes of name do not fit 30"):
        split_name("张" * 16, extended=False)


def test_a_name_too_long_for_both_is_refused() -> None:
    with pytest.raises(BadValue, match="52 bytes of name do not fit 50"):
        split_name("张" * 26)


def test_a_character_of_four_bytes_is_refused_with_a_way_out() -> None:
    with pytest.raises(BadValue, match="not in GBK") as caught:
        split_name("𠮷田")
    assert "pinyin" in caught.value.remedy
    assert "𠮷" not in str(caught.value)


def test_half_a_character_at_the_end_is_bad_content() -> None:
    with pytest.raises(BadContent):
        join_name(b"\xd5")
