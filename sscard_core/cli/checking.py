"""Checking a user's rulebook beyond its form: names that nothing knows, values that never match, gaps."""

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path as File
from typing import Final

from attrs import frozen

from sscard_core.lifecycle.conditions import CONDITIONS, FACTS
from sscard_core.lifecycle.rules import MATCHERS, RuleError, Rules
from sscard_core.lifecycle.table import STATES
from sscard_core.model.arguments import (
    Destination,
    EndReason,
    ExchangeReason,
    InformationField,
    LossKind,
    Medium,
    RequestName,
    ReturnReason,
)
from sscard_core.model.statuses import Side
from sscard_core.rulebooks import DEFAULT_ID, RULEBOOK_IDS, load_rulebook, rulebook
from sscard_core.rulebooks.book import Provision, Rulebook
from sscard_core.rulebooks.places import Places, RulebookError
from sscard_core.rulebooks.read import near
from sscard_core.rulebooks.readings import SWITCHES

Path = tuple[str, ...]
Found = Iterator[tuple[Path, str]]

MATCHED: Final[Mapping[str, frozenset[str]]] = {
    key: frozenset(str(word) for kind in kinds for word in kind)
    for key, kinds in {
        "kind": (LossKind,),
        "lost_as": (LossKind,),
        "field": (InformationField,),
        "card": (Medium,),
        "account": (Side,),
        "side": (Side,),
        "reason": (ExchangeReason, EndReason, ReturnReason),
        "to": (Destination, Side),
    }.items()
} | {"deceased": frozenset({"yes", "no"})}
"""What each key of `matches` can be compared with."""


def checked_book(file: File) -> Rulebook:
    """Read a user's rulebook and check all that can be known of it.

    Raises: RulebookError, with file, line and field; OSError where the file cannot be read.
    """
    try:
        book = load_rulebook(file)
    except RulebookError:
        raise
    except RecursionError:
        raise RulebookError(str(file), 1, "", "nested too deeply; a rulebook is a table of tables") from None
    except ValueError as problem:
        raise _places(file).error(("clauses",), str(problem)) from None
    places = _places(file)
    for path, found in _Check(book, _own(file)).problems():
        raise places.error(path, found)
    try:
        Rules(book)
    except RuleError as problem:
        raise places.error(("grounds",), str(problem)) from None
    return book


def _places(file: File) -> Places:
    return Places.of(str(file), file.read_text(encoding="utf-8-sig"))


def _own(file: File) -> Mapping[str, Mapping[str, object]]:
    raw = tomllib.loads(file.read_text(encoding="utf-8-sig"))
    return {key: each for key, each in raw.items() if isinstance(each, dict)}


def _published_names(table: str) -> frozenset[str]:
    return frozenset(name for each in (DEFAULT_ID, *RULEBOOK_IDS) for name in getattr(rulebook(each), table))


@frozen
class _Check:
    """Looks at what the file itself says; what it derives from was looked at before."""

    book: Rulebook
    own: Mapping[str, Mapping[str, object]]

    def problems(self) -> Found:
        if self.book.id in (DEFAULT_ID, *RULEBOOK_IDS):
            yield ("id",), f"{self.book.id!r} is a published rulebook; choose an id of your own"
        yield from self._left_open()
        yield from self._unknown("grounds", self._ground_names())
        yield from self._unknown("consequences", _published_names("consequences"))
        for key in self.own.get("services", {}):
            for number, provision in enumerate(self.book.services[RequestName.read(key)]):
                yield from self._provision(provision, ("services", key, str(number)))

    def _left_open(self) -> Found:
        """Find what a rulebook that derives from nothing does not say."""
        filling = f'or write derives = "{DEFAULT_ID}" to take over our assumptions'
        for switch in SWITCHES:
            if switch not in self.book.readings:
                yield ("readings", switch), f"the switch has no value; give it one, {filling}"
        for name in rulebook(DEFAULT_ID).grounds:
            if name not in self.book.grounds:
                yield ("grounds", name), f"it rests on nothing; give it a line, {filling}"

    def _ground_names(self) -> frozenset[str]:
        states = (f"{region}_{state}" for region, kind in STATES.items() for state in kind)
        return frozenset((*CONDITIONS, *rulebook(DEFAULT_ID).grounds, *states))

    def _unknown(self, table: str, known: frozenset[str]) -> Found:
        for name in self.own.get(table, {}):
            if name not in known:
                yield (table, name), f"nothing is called so; {near(name, sorted(known))}".rstrip("; ")

    def _provision(self, provision: Provision, path: Path) -> Found:
        if not provision.through:
            yield (*path, "through"), "a provision is served through at least one channel"
        yield from self._when(provision.when, (*path, "when"), facts=False)
        for key, values in provision.matches:
            yield from self._match(key, values, (*path, "matches", key))
        for asked in provision.asks:
            if asked.condition not in CONDITIONS:
                problem = f"no condition is called so; {near(asked.condition, sorted(CONDITIONS))}"
                yield (*path, "asks", asked.condition), problem.rstrip("; ")
        for demand in provision.papers:
            name = "|".join(str(each) for each in demand.papers)
            yield from self._when(demand.when, (*path, "papers", name), facts=True)

    def _match(self, key: str, values: frozenset[str], path: Path) -> Found:
        if key not in MATCHERS:
            yield path, f"a provision cannot match on it; it can on {', '.join(MATCHERS)}"
        for value in sorted(values - MATCHED.get(key, values)):
            yield path, f"{value!r} is no {key}; {near(value, sorted(MATCHED[key]))}"

    def _when(self, when: str, path: Path, *, facts: bool) -> Found:
        for part in when.split(" and ") if when else ():
            switch, equals, value = part.partition("=")
            switch = switch.removesuffix("!")
            if equals and switch not in SWITCHES:
                yield path, f"no switch is called {switch!r}; {near(switch, sorted(SWITCHES))}".rstrip("; ")
            elif equals and not SWITCHES[switch].accepts(value):
                yield path, f"{switch} cannot be {value!r}; it takes {SWITCHES[switch].domain}"
            elif not equals and not (facts and part in FACTS):
                known = f"there are {', '.join(FACTS)}" if facts else "write switch=value"
                yield path, f"no {'fact' if facts else 'reading'} is called {part!r}; {known}"
