"""A layout: which files a card of one version has, what stands in each, and who may read and write it.

Source of versions 1.00 and 2.00: one vendor's table of formats; of the SSSE part several agree. No table of version
3.00 was found: its SSSE part is known, the rest is taken from 2.00 and marked as not found.
"""

from collections.abc import Iterator, Mapping
from typing import Final

from attrs import field, frozen

from sscard_core.device.chip_error import ChipError
from sscard_core.device.files.access import FREE, NEVER, Rule
from sscard_core.device.files.elements import Element
from sscard_core.model.words import Word

EF_NAME: Final = 4
"""Characters of the file's name at the end of an address, such as EF05."""


class Structure(Word):
    """How a file keeps its data."""

    RECORDS = "records", "变长记录"
    CYCLIC = "cyclic", "循环记录"
    TRANSPARENT = "transparent", "透明"


class NotInLayout(ChipError):
    """A card of this version has no such file or item."""

    def __init__(self, message: str) -> None:
        super().__init__(
            message, remedy="check the address against the version of the card, or load a local layout"
        )


@frozen
class ElementFile:
    """One elementary file. `size` is the bytes of a transparent one.

    Records are numbered in the order of the elements, a repeated one taking as many numbers. A cyclic file has one
    element, of kind FIXED, whose repeats are its records.
    """

    address: str
    structure: Structure = Structure.RECORDS
    zh: str = ""
    en: str = ""
    read: Rule = FREE
    write: Rule = NEVER
    elements: tuple[Element, ...] = ()
    size: int = 0

    @property
    def application(self) -> str:
        """The name of the DF, such as SSSE or DF04."""
        return self.address[:-EF_NAME]

    @property
    def fid(self) -> int:
        """The file identifier: EF05 is 0xEF05."""
        return int(self.address[-EF_NAME:], 16)

    @property
    def sfi(self) -> int:
        """The short file identifier, the low byte of the file identifier; 0 where that is no SFI (1 to 30)."""
        low = self.fid & 0xFF
        return low if 1 <= low <= 30 else 0

    def element(self, tag: str) -> Element:
        """Return the element with the tag. Raises: NotInLayout."""
        for each in self.elements:
            if each.tag == tag:
                return each
        known = ", ".join(each.tag for each in self.elements if each.tag) or "none"
        raise NotInLayout(f"{self.address} has no item {tag[:4]!r}; it has: {known}")

    def numbered(self) -> Iterator[tuple[int, Element]]:
        """Yield the records' numbers, from 1, with their elements."""
        repeated = (each for each in self.elements for _ in range(each.repeats))
        return enumerate(repeated, 1)

    def record_number(self, tag: str, repeat: int = 1) -> int:
        """Return the number of a record with the tag, from 1: it differs between versions. Raises: NotInLayout."""
        element = self.element(tag)
        if not 1 <= repeat <= element.repeats:
            raise NotInLayout(
                f"{self.address} has {element.repeats} records of {tag or 'its kind'}; asked for {repeat}"
            )
        return next(number for number, each in self.numbered() if each is element) + repeat - 1


@frozen
class Layout:
    """The files of one version of the card, by address, and the names under which its DFs are selected."""

    version: str
    files: Mapping[str, ElementFile] = field(repr=False, hash=False)
    names: Mapping[str, bytes] = field(repr=False, hash=False)

    def file(self, address: str) -> ElementFile:
        """Return the file at an address such as SSSEEF05. Raises: NotInLayout."""
        if address not in self.files:
            raise NotInLayout(f"layout {self.version} has no file {address[:12]!r}")
        return self.files[address]

    def within(self, application: str) -> list[ElementFile]:
        """Return the files of a DF."""
        return [each for each in self.files.values() if each.application == application]

    def name(self, application: str) -> bytes:
        """Return the name (AID) of a DF. Raises: NotInLayout."""
        if application not in self.names:
            raise NotInLayout(f"layout {self.version} has no application {application[:12]!r}")
        return self.names[application]
