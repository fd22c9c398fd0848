"""A normal card file as a row of digits, and a card file that notes which of its digits are read.

Each digit is one field of the file, or one part of a field that has parts (an order, a card, a report, a secret): 0
is "there is none", any other number a value met on the way. Two files with equal digits are the same file.
"""

from typing import Any, Final, cast

from attrs import fields

from sscard_core.checking.bounds import NOW
from sscard_core.model.card_file import FIELD_NAMES, Card, CardFile, Change, Loss, Making
from sscard_core.model.pins import Secret

FOLDED: Final = frozenset({"at", "version", "reissues", "subject", "outlet", "bank_name"})
"""Fields that the normal form keeps constant."""

PARTS: Final[dict[str, tuple[type, tuple[str, ...]]]] = {
    "making": (Making, ("name", "service", "through", "outlet", "bank", "stage")),
    "card": (Card, ("generation", "last_valid_day", "bank")),
    "hrss_loss": (Loss, ("kind", "through", "outlet", "lapses")),
    "bank_loss": (Loss, ("kind", "through", "outlet", "lapses")),
    "hrss_secret": (Secret, ("value", "wrong_tries")),
    "bank_secret": (Secret, ("value", "wrong_tries")),
}
"""The fields that have parts, and those of their parts that vary."""

KEPT: Final = tuple(name for name in FIELD_NAMES if name not in FOLDED)
LAYOUT: Final = tuple(
    (name, part) for name in KEPT for part in (("", *PARTS[name][1]) if name in PARTS else ("",))
)
"""Every digit: a field and a part of it. The digit of a field with parts says whether it is there."""

PLACE: Final = {each: place for place, each in enumerate(LAYOUT)}
_PLACES: Final = {name: tuple(PLACE[each] for each in LAYOUT if each[0] == name) for name in KEPT}

THERE: Final = "there"
"""The value of the digit of a field with parts that is not empty."""

Row = bytes
"""The digits of one file."""

Write = tuple[int, int]
"""A digit and what it becomes."""


class Alphabet:
    """The values met so far, digit by digit; grows as files are written down."""

    def __init__(self, blank: CardFile) -> None:
        self.blank = blank.changed((), (), NOW, -blank.version)
        self._values: list[list[object]] = [[None] for _ in LAYOUT]
        self._numbers: list[dict[object, int]] = [{None: 0} for _ in LAYOUT]

    def number(self, place: int, value: object) -> int:
        """Return the number of a value, new or known."""
        numbers = self._numbers[place]
        known = numbers.get(value)
        if known is None:
            known = numbers[value] = len(numbers)
            assert known < 256, f"too many values of {LAYOUT[place]}"
            self._values[place].append(value)
        return known

    def value(self, place: int, number: int) -> object:
        """Return the value that a number stands for."""
        return self._values[place][number]

    def writes(self, name: str, value: object) -> tuple[Write, ...]:
        """Return the digits of one field."""
        places = _PLACES[name]
        if name not in PARTS:
            return ((places[0], self.number(places[0], value)),)
        if value is None:
            return tuple((place, 0) for place in places)
        there = (places[0], self.number(places[0], THERE))
        parts = zip(places[1:], PARTS[name][1], strict=True)
        return (there, *((place, self.number(place, getattr(value, part))) for place, part in parts))

    def row(self, file: CardFile) -> Row:
        """Return the digits of a file."""
        digits = bytearray(len(LAYOUT))
        for name in KEPT:
            for place, number in self.writes(name, getattr(file, name)):
                digits[place] = number
        return bytes(digits)

    def file(self, row: Row) -> CardFile:
        """Return the file that the digits stand for."""
        return self.blank.changed([(name, self._field(name, row)) for name in KEPT], (), NOW, 0)

    def _field(self, name: str, row: Row) -> object:
        places = _PLACES[name]
        if name not in PARTS or row[places[0]] == 0:
            return self.value(places[0], row[places[0]])
        kind, parts = PARTS[name]
        values = {part: self.value(place, row[place]) for place, part in zip(places[1:], parts, strict=True)}
        return kind(**_CONSTANT.get(kind, {}), **values)


_CONSTANT: Final[dict[type, dict[str, object]]] = {
    Making: {"accepted_on": NOW.date()},
    Card: {"issued_on": NOW.date()},
    Loss: {"at": NOW},
}


class ReadFile:
    """A card file for one question, that notes in order which digits are read. It cannot be told from the file."""

    __slots__ = ("_file", "reads")

    def __init__(self, file: CardFile, reads: list[int]) -> None:
        self._file = file
        self.reads = reads

    def __getattr__(self, name: str) -> Any:
        value = getattr(self._file, name)
        if name in FOLDED or name == "changed":
            return value
        self.reads.append(_PLACES[name][0])
        return _ReadPart(value, name, self.reads) if name in PARTS and value is not None else value

    @property  # type: ignore[misc]
    def __class__(self) -> type:
        return CardFile


class _ReadPart:
    """A field with parts, whose parts are noted when they are read."""

    __slots__ = ("_name", "_part", "_reads")

    def __init__(self, part: object, name: str, reads: list[int]) -> None:
        self._part, self._name, self._reads = part, name, reads

    def __getattr__(self, name: str) -> Any:
        value = getattr(self._part, name)
        if (self._name, name) in PLACE:
            self._reads.append(PLACE[self._name, name])
        elif callable(value):  # a method reads what it likes
            self._reads.extend(_PLACES[self._name])
        return value

    @property  # type: ignore[misc]
    def __class__(self) -> type:
        return PARTS[self._name][0]

    def __eq__(self, other: object) -> bool:
        self._reads.extend(_PLACES[self._name])
        return bool(self._part == other)

    __hash__ = None  # type: ignore[assignment]


def read_file(file: CardFile) -> tuple[CardFile, list[int]]:
    """Return the file as one that notes what is read of it, and the list it notes in."""
    reads: list[int] = []
    return cast(CardFile, ReadFile(file, reads)), reads


def unread(file: CardFile) -> CardFile:
    """Return the plain file behind one that notes what is read."""
    noting: object = file
    return noting._file if type(noting) is ReadFile else file


def changed_alike(file: CardFile, *changes: Change) -> CardFile:
    """Return the file with fields set, still noting what is read if it did."""
    noting: object = file
    plain = unread(file).changed(changes, (), NOW, 0)
    return cast(CardFile, ReadFile(plain, noting.reads)) if type(noting) is ReadFile else plain


def reading_on(file: CardFile, later: CardFile) -> CardFile:
    """Return a later file that notes what is read where the earlier one did."""
    noting: object = file
    return cast(CardFile, ReadFile(unread(later), noting.reads)) if type(noting) is ReadFile else later


def _check_parts() -> None:
    for kind, parts in PARTS.values():
        assert set(parts) <= {each.name for each in fields(kind)}


_check_parts()
