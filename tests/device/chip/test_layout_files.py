"""A user's layout: what it adds to a version, and how each mistake is told by its line."""

from pathlib import Path

import pytest

from sscard_core.device.files.access import Control
from sscard_core.device.files.layout_files import LayoutFileError, layout, load_layout, read_layout

LOCAL = """\
version = "2.00-local"
base = "2.00"

[applications]
DF05 = "D1560000050A"

[[file]]
address = "DF05EF05"
zh = "本地数据"
read = { control = "pin" }
items = [
    { tag = "A0", kind = "an", length = 10, zh = "本地项", example = "X" },
    { tag = "A1", kind = "btlv", parts = [{ tag = "01", kind = "cn", length = 2 }] },
]

[[file]]
address = "SSSEEF06"
items = [{ tag = "0A", zh = "性别（本地）" }, { tag = "5F", kind = "b", length = 4 }]
"""


def test_a_local_layout_says_only_what_differs() -> None:
    local, national = read_layout(LOCAL, "local.toml"), layout("2.00")
    assert local.name("DF05").hex() == "d1560000050a"
    assert local.name("DF04") == national.name("DF04")
    assert local.file("DF05EF05").read.control is Control.PIN
    assert local.file("DF04EF05") == national.file("DF04EF05")
    holder = local.file("SSSEEF06")
    assert [each.tag for each in holder.elements] == ["08", "09", "4E", "0A", "0B", "0C", "0D", "5F"]
    assert (holder.element("0A").zh, holder.element("0A").length) == ("性别（本地）", 1)


@pytest.mark.parametrize(
    ("old", "new", "line", "told"),
    [
        ('version = "2.00-local"', "version = 2", 1, "version is missing, empty or no text"),
        ('base = "2.00"', 'base = "4.00"', 2, "known: 1.00, 2.00, 3.00"),
        ('base = "2.00"', 'bases = "2.00"', 1, "no field 'bases'"),
        ('"D1560000050A"', '"D15600000"', 5, "1 to 16 bytes in hexadecimal"),
        ("[applications]", "[applications", 4, "no TOML"),
        ('"DF05EF05"', '"DF05XX05"', 7, "such as DF01EF05; found 'DF05XX05'"),
        ('control = "pin"', 'control = "none"', 7, "'none' is none of: free, pin, key"),
        ('control = "pin"', 'control = "key", key = "4C"', 7, "a key address is 3 to 3 bytes"),
        ('zh = "本地数据"', "zh = 5", 7, "zh is no text"),
        ('zh = "本地数据"', "size = 5", 7, "a transparent file has a size"),
        ('zh = "本地数据"', "size = 99999", 7, "size is a number from 0 to 32768"),
        ('zh = "本地数据"', 'sise = "5"', 7, "DF05EF05 has no field 'sise'"),
        ('tag = "A0"', 'tag = "a0"', 12, "two hexadecimal digits in capitals; found 'a0'"),
        ('tag = "A0", kind = "an"', 'tag = "A0", kind = "text"', 12, "'text' is none of: cn, an"),
        ("length = 10", "length = 0", 12, "length is a number from 1 to 255; found 0"),
        ("length = 10, ", "", 12, "give either a length or parts"),
        ('example = "X"', 'example = "12345678901"', 12, "the example does not fit: A0 本地项: 11 bytes"),
        ('"btlv", parts = [', '"btlv", length = 3, parts = [', 13, "give either a length or parts"),
        (
            'kind = "cn", length = 2 }] }',
            'kind = "b", length = 255 }] }',
            13,
            "257 bytes; a record holds 255",
        ),
        ('[{ tag = "0A", zh = "性别（本地）" }', '[5, { tag = "0A" }', 16, "items is a list of tables"),
        ('[{ tag = "0A"', '[{ certainty = "D", tag = "0A"', 18, "'D' is none of: A, B, C"),
    ],
)
def test_a_mistake_is_told_by_its_line(old: str, new: str, line: int, told: str) -> None:
    assert old in LOCAL
    with pytest.raises(LayoutFileError) as caught:
        read_layout(LOCAL.replace(old, new, 1), "local.toml")
    assert str(caught.value).startswith(f"local.toml, line {line}: ")
    assert told in str(caught.value)
    assert caught.value.line == line
    assert caught.value.remedy


def test_a_file_is_read_by_its_path(tmp_path: Path) -> None:
    path = tmp_path / "local.toml"
    path.write_text(LOCAL, "utf-8")
    assert load_layout(path) == read_layout(LOCAL, "local.toml")


def test_a_file_that_is_not_there_or_no_text_is_told(tmp_path: Path) -> None:
    with pytest.raises(LayoutFileError, match=r"gone\.toml, line 1: cannot be read: No such file"):
        load_layout(tmp_path / "gone.toml")
    (tmp_path / "bytes.toml").write_bytes(b"\xff\xfe")
    with pytest.raises(LayoutFileError, match="not in UTF-8"):
        load_layout(tmp_path / "bytes.toml")
