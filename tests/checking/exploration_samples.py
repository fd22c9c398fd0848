"""What the tests of the exploration share: small scopes explored once, and what a rulebook answers in them."""

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Final
from unittest.mock import patch

from attrs import evolve, frozen

from sscard_core import Desk, Rulebook, rulebook
from sscard_core.checking import explore
from sscard_core.checking.explore import VERIFIER, Explored, Explorer
from sscard_core.checking.properties import PROMISES, STATE_RULES
from sscard_core.checking.questions import Asked, OpenDesk, Question
from sscard_core.checking.scopes import SCOPES, Scope
from sscard_core.model.arguments import RequestName
from sscard_core.model.card_file import CardFile
from sscard_core.rulebooks.book import Provision

BY_NAME: Final = {each.name: each for each in SCOPES}
ALL: Final = 1_000_000


def law(book: str, **readings: str) -> Rulebook:
    """Return a published rulebook with readings turned."""
    return rulebook(book).with_readings(readings)


def without(book: Rulebook, *names: RequestName) -> Rulebook:
    """Return a rulebook that does not offer some requests."""
    offered: dict[RequestName, tuple[Provision, ...]] = {
        name: rows for name, rows in book.services.items() if name not in names
    }
    return evolve(book, services=offered)


def explored_under(
    book: Rulebook,
    scope: Scope,
    *,
    states: int = ALL,
    only: Callable[[Question], bool] = lambda _question: True,
) -> Explored:
    """Return a scope explored, with every property looked at, or as many of its nearest states as are asked for."""
    read = book.with_readings(dict(scope.readings))
    desk = OpenDesk(read, VERIFIER)
    followed = tuple(each for each in dict.fromkeys(scope.followed(desk.rules)) if only(each))
    beside = tuple(
        each
        for each in dict.fromkeys(scope.asked(desk.rules))
        if each not in frozenset(followed) and only(each)
    )
    with patch.object(explore, "WARM_UP", ()):
        return Explorer(
            desk,
            starts=scope.starts(desk),
            questions=(*followed, *beside),
            promises=[each for each in PROMISES if each.arises(read)],
            rules=[each for each in STATE_RULES if each.arises(read)],
            followed=len(followed),
            limit=states,
        ).explore()


@cache
def nearest(book: str, scope: str, states: int = ALL, readings: tuple[tuple[str, str], ...] = ()) -> Explored:
    """Return the nearest states of a scope of a published rulebook, explored once for all tests."""
    return explored_under(law(book, **dict(readings)), BY_NAME[scope], states=states)


def desk_of(book: str, scope: str, readings: Mapping[str, str]) -> OpenDesk:
    """Return the desk that a scope is explored with."""
    return OpenDesk(law(book, **readings).with_readings(dict(BY_NAME[scope].readings)), VERIFIER)


def plain_desk(book: str, scope: str) -> Desk:
    """Return a desk of the same rulebook that looks at everything."""
    return Desk(law(book).with_readings(dict(BY_NAME[scope].readings)), VERIFIER)


@frozen
class Source:
    """An exploration in which witnesses are looked for."""

    book: str
    scope: str
    states: int
    readings: tuple[tuple[str, str], ...] = ()

    @property
    def explored(self) -> Explored:
        """The exploration."""
        return nearest(self.book, self.scope, self.states, self.readings)

    @property
    def desk(self) -> OpenDesk:
        """The desk that was asked."""
        return desk_of(self.book, self.scope, dict(self.readings))

    def witness(self, name: str) -> Asked | CardFile | None:
        """Return a step that keeps a property, or a state that does; None where there is none here."""
        found = self.explored.witnesses.get(name)
        if found is None:
            return None
        file = self.explored.file(found.state)
        return (
            file if found.question is None else self.explored.questions[found.question].ask(self.desk, file)
        )


STOPS: Final = (("hrss_after_expiry", "stops"),)
"""A reading that no published rulebook sets, and with it a property that has no case in any of them."""

NANJING: Final = (
    Source("jiangsu", "cards", 400),
    Source("jiangsu", "people", 300),
    Source("jiangsu", "half", 200),
    Source("jiangsu", "outlets", 120),
    Source("jiangsu", "together", 800),
    Source("jiangsu", "orders", 200),
)
SOURCES: Final = (
    *NANJING,
    Source("xinjiang-2022", "cards", 400),
    Source("xinjiang-2022", "cards", 400, STOPS),
    Source("xinjiang-2013", "together", 800),
    Source("xinjiang-2022", "half", 200),
    Source("xinjiang-2022", "people", 300),
)
"""Explorations that hold a witness for every property between them, the nearest first."""


def witnesses(name: str) -> Iterator[tuple[Source, Asked | CardFile]]:
    """Yield witnesses for a property, each with where it was found."""
    for source in SOURCES:
        found = source.witness(name)
        if found is not None:
            yield source, found
