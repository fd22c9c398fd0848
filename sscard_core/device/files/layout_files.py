"""Layouts from TOML files: the three versions that come with the library, and local ones of a user.

A file may build on a version with `base`; it then says only what differs, by address and tag. Its format is that of
the files in layouts/.
"""

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Final, TypeVar

from attrs import evolve

from sscard_core.device.chip_error import ChipError
from sscard_core.device.files.access import FREE, NEVER, Control, Rule
from sscard_core.device.files.certainty import Certainty
from sscard_core.device.files.codecs import BadValue
from sscard_core.device.files.elements import PART, Element, Kind
from sscard_core.device.files.layout import ElementFile, Layout, NotInLayout, Structure
from sscard_core.device.files.text_places import Places
from sscard_core.device.files.tlv import LONGEST
from sscard_core.model.words import Word

BUILT_IN: Final = {"1.00": "v1.toml", "2.00": "v2.toml", "3.00": "v3.toml"}
_TOP: Final = frozenset({"version", "base", "rest", "applications", "file"})
_FILE: Final = frozenset({"address", "structure", "zh", "en", "read", "write", "items", "size"})
_ITEM: Final = frozenset(
    {"tag", "kind", "length", "zh", "en", "certainty", "example", "parts", "repeats"},
)
Raw = Mapping[str, Any]
W = TypeVar("W", bound=Word)


class LayoutFileError(ChipError):
    """A layout file is not one. Names file and line, what was found and what is expected."""

    def __init__(self, name: str, line: int, problem: str) -> None:
        super().__init__(
            f"{name}, line {line}: {problem}",
            remedy="mend the line; the layouts that come with the library show the format",
        )
        self.line = line


@cache
def layout(version: str) -> Layout:
    """Return the layout of a version: "1.00", "2.00" or "3.00". Raises: NotInLayout."""
    if version not in BUILT_IN:
        raise NotInLayout(f"no layout of version {version[:8]!r} is known; known: {', '.join(BUILT_IN)}")
    text = files("sscard_core.device.files").joinpath("layouts", BUILT_IN[version]).read_text("utf-8")
    return read_layout(text, BUILT_IN[version])


def load_layout(path: Path) -> Layout:
    """Return the layout in a user's file. Raises: LayoutFileError."""
    try:
        text = path.read_text("utf-8")
    except OSError as problem:
        raise LayoutFileError(path.name, 1, f"cannot be read: {problem.strerror}") from None
    except UnicodeDecodeError:
        raise LayoutFileError(path.name, 1, "is not in UTF-8") from None
    return read_layout(text, path.name)


def read_layout(text: str, name: str) -> Layout:
    """Return the layout in a TOML text; `name` is what errors call it. Raises: LayoutFileError."""
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as problem:
        raise LayoutFileError(name, Places(text).of_syntax(str(problem)), f"no TOML: {problem}") from None
    return _Reader(name, Places(text)).layout(raw)


class _Reader:
    """Turns the raw tables of one file into a layout, and knows where each stands for its errors."""

    def __init__(self, name: str, places: Places) -> None:
        self.name = name
        self.places = places
        self.line = 1

    def layout(self, raw: Raw) -> Layout:
        self._known(raw, _TOP, "the layout")
        version = self._text(raw, "version")
        base = self._base(raw)
        rest = self._word(Certainty, raw["rest"]) if "rest" in raw else None
        found = {
            address: _with_certainty(file, rest) if rest else file
            for address, file in (base.files.items() if base else ())
        }
        for place, each in enumerate(self._tables(raw, "file")):
            self.line = self.places.of_file(place)
            address = self._address(each)
            found[address] = self._file(each, address, place, base.files.get(address) if base else None)
        return Layout(version, found, {**(base.names if base else {}), **self._names(raw)})

    def _base(self, raw: Raw) -> Layout | None:
        if "base" not in raw:
            return None
        self.line = self.places.of_key("base")
        try:
            return layout(self._text(raw, "base"))
        except NotInLayout as problem:
            raise self._wrong(str(problem)) from None

    def _names(self, raw: Raw) -> dict[str, bytes]:
        names = {}
        listed = raw.get("applications", {})
        if not isinstance(listed, Mapping):
            raise self._wrong("applications is a table of names")
        for key, value in listed.items():
            self.line = self.places.of_key(key)
            names[key] = self._hex(value, f"the name of {key}", (1, 16))
        return names

    def _address(self, raw: Raw) -> str:
        address = self._text(raw, "address")
        application, file = address[:-4], address[-4:]
        if not application.isalnum() or not file.startswith("EF") or not _is_hex(file[2:], 2):
            raise self._wrong(f"an address is an application and a file, such as DF01EF05; found {address!r}")
        return address

    def _file(self, raw: Raw, address: str, place: int, base: ElementFile | None) -> ElementFile:
        self._known(raw, _FILE, address)
        old = base or ElementFile(address)
        elements = self._merged(raw, place, old.elements)
        self.line = self.places.of_file(place)
        structure = self._word(Structure, raw["structure"]) if "structure" in raw else old.structure
        made = ElementFile(
            address=address,
            structure=structure,
            zh=self._words(raw, "zh", old.zh),
            en=self._words(raw, "en", old.en),
            read=self._rule(raw["read"]) if "read" in raw else (old.read if base else FREE),
            write=self._rule(raw["write"]) if "write" in raw else (old.write if base else NEVER),
            elements=elements,
            size=self._number(raw, "size", old.size, (0, 0x8000)),
        )
        if bool(made.size) != (structure is Structure.TRANSPARENT):
            raise self._wrong(f"{address}: a transparent file has a size, no other has")
        return made

    def _merged(self, raw: Raw, place: int, old: Sequence[Element]) -> tuple[Element, ...]:
        elements = {each.tag: each for each in old}
        for item in self._tables(raw, "items"):
            tag = item.get("tag", "")
            self.line = self.places.of_tag(place, str(tag))
            elements[tag] = self._element(item, elements.get(tag))
        return tuple(elements.values())

    def _element(self, raw: Raw, old: Element | None = None) -> Element:
        self._known(raw, _ITEM, "an item")
        tag = raw.get("tag", "")
        if not isinstance(tag, str) or (tag and not _is_hex(tag, 2)):
            raise self._wrong(f"a tag is two hexadecimal digits in capitals; found {tag!r}")
        base = old or Element(tag, Kind.B)
        parts = tuple(self._element(each) for each in self._tables(raw, "parts")) or base.parts
        compound = PART.join(each.example for each in parts)
        made = Element(
            tag=tag,
            kind=self._word(Kind, raw.get("kind", str(base.kind) if old else "")),
            length=self._number(raw, "length", base.length, (1, 255)),
            zh=self._words(raw, "zh", base.zh),
            en=self._words(raw, "en", base.en),
            certainty=self._word(Certainty, raw["certainty"]) if "certainty" in raw else base.certainty,
            example=self._words(raw, "example", compound or base.example),
            parts=parts,
            repeats=self._number(raw, "repeats", base.repeats, (1, 255)),
        )
        if bool(made.parts) == bool(made.length):
            raise self._wrong(f"item {tag or 'without tag'}: give either a length or parts")
        return self._checked(made)

    def _checked(self, element: Element) -> Element:
        if element.size > LONGEST:
            raise self._wrong(f"item {element.tag} has {element.size} bytes; a record holds {LONGEST}")
        try:
            element.encode(element.example)
        except BadValue as problem:
            raise self._wrong(f"the example does not fit: {problem}") from None
        return element

    def _rule(self, raw: Raw) -> Rule:
        self._known(raw, frozenset({"control", "key"}), "a rule")
        key = raw.get("key", "")
        if key:
            self._hex(key, "a key address", (3, 3))
        return Rule(self._word(Control, raw.get("control", "")), key)

    def _known(self, raw: Any, allowed: frozenset[str], where: str) -> None:
        if not isinstance(raw, Mapping):
            raise self._wrong(f"{where} is a table; found {type(raw).__name__}")
        for key in raw:
            if key not in allowed:
                raise self._wrong(f"{where} has no field {key!r}; it has: {', '.join(sorted(allowed))}")

    def _tables(self, raw: Raw, key: str) -> Sequence[Raw]:
        tables = raw.get(key, [])
        if not isinstance(tables, list) or not all(isinstance(each, Mapping) for each in tables):
            raise self._wrong(f"{key} is a list of tables")
        return tables

    def _text(self, raw: Raw, key: str) -> str:
        value = raw.get(key)
        if not isinstance(value, str) or not value:
            raise self._wrong(f"{key} is missing, empty or no text")
        return value

    def _words(self, raw: Raw, key: str, otherwise: str) -> str:
        value = raw.get(key, otherwise)
        if not isinstance(value, str):
            raise self._wrong(f"{key} is no text")
        return value

    def _number(self, raw: Raw, key: str, otherwise: int, bounds: tuple[int, int]) -> int:
        value = raw.get(key, otherwise)
        if key in raw and (type(value) is not int or not bounds[0] <= value <= bounds[1]):
            raise self._wrong(f"{key} is a number from {bounds[0]} to {bounds[1]}; found {value!r}")
        return int(value)

    def _hex(self, value: Any, what: str, bounds: tuple[int, int]) -> bytes:
        if isinstance(value, str) and len(value) % 2 == 0 and _is_hex(value, len(value)):
            raw = bytes.fromhex(value)
            if bounds[0] <= len(raw) <= bounds[1]:
                return raw
        raise self._wrong(
            f"{what} is {bounds[0]} to {bounds[1]} bytes in hexadecimal capitals; found {value!r}"
        )

    def _word(self, kind: type[W], value: Any) -> W:
        try:
            return kind.read(value)
        except ValueError:
            known = ", ".join(map(str, kind))
            raise self._wrong(f"{value!r} is none of: {known}") from None

    def _wrong(self, problem: str) -> LayoutFileError:
        return LayoutFileError(self.name, self.line, problem)


def _is_hex(text: str, length: int) -> bool:
    return len(text) == length and not set(text) - set("0123456789ABCDEF")


def _with_certainty(file: ElementFile, certainty: Certainty) -> ElementFile:
    return evolve(file, elements=tuple(evolve(each, certainty=certainty) for each in file.elements))
