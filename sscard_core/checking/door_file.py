"""Reading the specification of the doors: who may put a request, and through which channel, as the documents have it."""

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final, TypeVar

from attrs import frozen

from sscard_core.lifecycle.matching import MATCHERS
from sscard_core.model.arguments import RequestName
from sscard_core.model.channels import Channel
from sscard_core.model.people import Actor
from sscard_core.model.words import Word
from sscard_core.rulebooks.clause_register import clause_register

SERVICE: Final = "service"
KEYS: Final = frozenset({*MATCHERS, SERVICE})
"""The arguments by which a door may be narrowed: those of a provision, and how the card is made."""

FIELDS: Final = frozenset({"request", "case", "by", "through", "says", "assumed", "note"})
MUST: Final = ("request", "by", "through")
W = TypeVar("W", bound=Word)


class DoorFileError(ValueError):
    """The specification of the doors cannot be read."""


@frozen
class Door:
    """Who may come with a request, and where: every pair of the two. An empty `by` is an act of institutions."""

    request: RequestName
    case: Mapping[str, frozenset[str]]
    by: tuple[Actor, ...]
    through: tuple[Channel, ...]
    says: tuple[str, ...]
    assumed: tuple[str, ...]


def read_doors(file: Path) -> tuple[Door, ...]:
    """Read a rulebook's doors. Raises: DoorFileError, OSError."""
    try:
        table = tomllib.loads(file.read_text("utf-8"))
    except ValueError as problem:
        raise DoorFileError(f"{file}: {problem}") from problem
    nodes = table.get("door", [])
    return tuple(_door(f"{file}, door {number}", node) for number, node in enumerate(nodes, start=1))


def _door(place: str, node: Mapping[str, object]) -> Door:
    lacking, unknown = [each for each in MUST if each not in node], sorted(node.keys() - FIELDS)
    if lacking or unknown:
        told = [f"{each} is missing" for each in lacking] + [f"{each} is not known" for each in unknown]
        raise DoorFileError(f"{place}: {'; '.join(told)}")
    case = node.get("case", {})
    if not isinstance(case, dict) or not case.keys() <= KEYS:
        raise DoorFileError(f"{place}: case is a table of {', '.join(sorted(KEYS))}")
    says = _words(place, node, "says")
    if strange := [each for each in says if each not in clause_register()]:
        raise DoorFileError(f"{place}: no clause is called {', '.join(strange)}")
    return Door(
        request=_member(place, RequestName, str(node["request"])),
        case={key: frozenset(_words(place, case, key)) for key in case},
        by=tuple(_members(place, Actor, node, "by")),
        through=tuple(_members(place, Channel, node, "through")),
        says=says,
        assumed=_words(place, node, "assumed"),
    )


def _words(place: str, node: Mapping[str, object], key: str) -> tuple[str, ...]:
    value = node.get(key, [])
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        raise DoorFileError(f"{place}: {key} is a list of words")
    return tuple(value)


def _members(place: str, kind: type[W], node: Mapping[str, object], key: str) -> Iterator[W]:
    yield from (_member(place, kind, word) for word in _words(place, node, key))


def _member(place: str, kind: type[W], word: str) -> W:
    try:
        return kind.read(word)
    except ValueError as problem:
        raise DoorFileError(
            f"{place}: {word!r} is none of {', '.join(str(each) for each in kind)}"
        ) from problem
