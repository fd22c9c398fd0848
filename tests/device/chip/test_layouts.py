"""The three layouts, walked whole: every item takes its example and gives it back in as many bytes as it says."""

import pytest

from sscard_core.device.files.access import Control
from sscard_core.device.files.certainty import Certainty
from sscard_core.device.files.elements import Element, Kind
from sscard_core.device.files.layout import ElementFile, Layout, NotInLayout, Structure
from sscard_core.device.files.layout_files import BUILT_IN, layout
from sscard_core.model.identifiers import CardIdentificationCode, CardNumber, CitizenNumber

LAYOUTS = [layout(version) for version in BUILT_IN]
FILES = [(each, file) for each in LAYOUTS for file in each.files.values()]
ELEMENTS = [
    pytest.param(element, id=f"{each.version} {file.address} {element.tag}")
    for each, file in FILES
    for element in file.elements
]


@pytest.mark.parametrize("element", ELEMENTS)
def test_an_example_is_read_back_from_as_many_bytes_as_the_item_has(element: Element) -> None:
    raw = element.encode(element.example)
    assert len(raw) == element.size
    assert element.decode(raw) == element.example


@pytest.mark.parametrize("element", ELEMENTS)
def test_an_item_never_written_can_be_read(element: Element) -> None:
    assert element.decode(element.encode("")).strip("^0") == ""


@pytest.mark.parametrize(("each", "file"), FILES, ids=lambda value: getattr(value, "address", None))
def test_a_file_is_well_formed(each: Layout, file: ElementFile) -> None:
    tags = [element.tag for element in file.elements]
    assert len(set(tags)) == len(tags)
    assert 1 <= file.sfi <= 30
    assert file.application in each.names
    assert sum(1 for _ in file.numbered()) <= 255
    assert bool(file.elements) != (file.structure is Structure.TRANSPARENT)
    assert all(
        (element.kind is Kind.FIXED) == (file.structure is Structure.CYCLIC) for element in file.elements
    )
    needs_key = file.read.control in (Control.KEY, Control.PIN_AND_KEY)
    assert not needs_key or file.read.key


def test_the_examples_of_numbers_are_such_numbers() -> None:
    holder, issuer = layout("2.00").file("SSSEEF06"), layout("2.00").file("SSSEEF05")
    CitizenNumber.parse(holder.element("08").example)
    CardNumber.parse(issuer.element("07").example)
    assert CardIdentificationCode.parse(issuer.element("01").example).has_national_rid


@pytest.mark.parametrize("version", BUILT_IN)
def test_a_layout_says_its_own_version(version: str) -> None:
    assert layout(version).file("SSSEEF05").element("03").example == version


def test_the_extended_name_moves_the_records_after_it() -> None:
    assert layout("1.00").file("SSSEEF06").record_number("0A") == 3
    assert layout("2.00").file("SSSEEF06").record_number("0A") == 4


def test_a_repeated_item_takes_as_many_record_numbers() -> None:
    skills = layout("2.00").file("DF02EF05")
    assert [skills.record_number(tag) for tag in ("42", "41", "43", "44")] == [1, 2, 3, 5]


@pytest.mark.parametrize(
    ("address", "tag", "size"),
    [
        ("DF01EF15", "40", 52),
        ("DF02EF05", "43", 108),
        ("DF02EF05", "44", 101),
        ("DF02EF15", "99", 16),
        ("DF03EF06", "4A", 97),
        ("DF03EF19", "79", 39),
        ("DF02EF07", "", 85),
        ("DF02EF16", "", 18),
        ("DF04EF08", "", 28),
        ("DF04EF15", "", 3),
    ],
)
def test_compound_items_have_the_totals_that_the_source_gives(address: str, tag: str, size: int) -> None:
    assert layout("2.00").file(address).element(tag).size == size


def test_the_third_generation_is_the_second_behind_a_gate() -> None:
    second, third = layout("2.00"), layout("3.00")
    assert second.file("SSSEEF06").read.control is Control.FREE
    assert (third.file("SSSEEF06").read.control, third.file("SSSEEF06").read.kid) == (Control.KEY, 0x0A)
    assert third.file("SSSEEF06").elements == second.file("SSSEEF06").elements
    assert third.file("SSSEEF05").read.control is Control.FREE


def test_what_was_not_found_is_marked() -> None:
    third = layout("3.00")
    assert {e.certainty for e in third.file("DF04EF05").elements} == {Certainty.UNKNOWN}
    assert {e.certainty for e in third.file("SSSEEF06").elements} == {Certainty.AGREED}
    assert {e.certainty for e in layout("2.00").file("DF04EF05").elements} == {Certainty.SINGLE}


def test_a_short_file_identifier_is_the_low_byte() -> None:
    assert layout("2.00").file("DF01EF15").sfi == 21
    assert ElementFile("DF01EF80").sfi == 0


def test_what_a_layout_lacks_is_told_with_what_it_has() -> None:
    with pytest.raises(NotInLayout, match="no file 'SSSEEF08'"):
        layout("1.00").file("SSSEEF08")
    with pytest.raises(NotInLayout, match="no item '4E'; it has: 08, 09, 0A"):
        layout("1.00").file("SSSEEF06").element("4E")
    with pytest.raises(NotInLayout, match="no application 'DF09'"):
        layout("1.00").name("DF09")
    with pytest.raises(NotInLayout, match=r"known: 1\.00, 2\.00, 3\.00"):
        layout("4.00")
