"""Checks of one provision: what it matches on, when it holds, what it asks, where it is served."""

from collections.abc import Iterator, Mapping
from typing import Final

from sscard_core.lifecycle.conditions import CONDITIONS, FACTS
from sscard_core.lifecycle.matching import MATCHERS
from sscard_core.model.arguments import (
    Destination,
    EndReason,
    ExchangeReason,
    InformationField,
    LossKind,
    Medium,
    Place,
    ReturnReason,
)
from sscard_core.model.statuses import Side
from sscard_core.model.words import Word
from sscard_core.rulebooks.book import Provision
from sscard_core.rulebooks.read import near
from sscard_core.rulebooks.readings import SWITCHES

Path = tuple[str, ...]
Found = Iterator[tuple[Path, str]]
"""Problems, each with the path of its field in the file."""


def _words(*kinds: type[Word]) -> frozenset[str]:
    return frozenset(str(word) for kind in kinds for word in kind)


KNOWN: Final[Mapping[str, frozenset[str]]] = {
    "kind": _words(LossKind),
    "lost_as": _words(LossKind),
    "field": _words(InformationField),
    "card": _words(Medium),
    "account": _words(Side),
    "at": _words(Place) | {"here"},
    "to": _words(Destination, Side),
    "side": _words(Side),
    "reason": _words(ExchangeReason, EndReason, ReturnReason),
    "deceased": frozenset({"yes", "no"}),
}
"""What each key of `matches` is compared with; a key that is not here takes any value."""


def provision_problems(provision: Provision, path: Path) -> Found:
    """Yield what is wrong with a provision whose fields stand under a path."""
    if not provision.through:
        yield (*path, "through"), "a provision is served through at least one channel"
    yield from _when(provision.when, (*path, "when"), facts=False)
    for key, values in provision.matches:
        yield from _match(key, values, (*path, "matches", key))
    for asked in provision.asks:
        if asked.condition not in CONDITIONS:
            problem = f"no condition is called so; {near(asked.condition, sorted(CONDITIONS))}"
            yield (*path, "asks", asked.condition), problem.rstrip("; ")
    for demand in provision.papers:
        name = "|".join(str(each) for each in demand.papers)
        yield from _when(demand.when, (*path, "papers", name), facts=True)


def _match(key: str, values: frozenset[str], path: Path) -> Found:
    if key not in MATCHERS:
        yield path, f"a provision cannot match on it; it can on {', '.join(MATCHERS)}"
    known = KNOWN.get(key, values)
    for value in sorted(values - known):
        yield path, f"{value!r} is no {key}; {near(value, sorted(known))}"


def _when(when: str, path: Path, *, facts: bool) -> Found:
    for part in when.split(" and ") if when else ():
        switch, equals, value = part.partition("=")
        switch = switch.removesuffix("!")
        if equals and switch not in SWITCHES:
            yield path, f"no switch is called {switch!r}; {near(switch, sorted(SWITCHES))}".rstrip("; ")
        elif equals and not SWITCHES[switch].accepts(value):
            yield path, f"{switch} cannot be {value!r}; it takes {SWITCHES[switch].domain}"
        elif not equals and not facts:
            yield path, f"{part!r} is no reading; write switch=value"
        elif not equals and part not in FACTS:
            yield path, f"no fact is called {part!r}; there are {', '.join(FACTS)}"
