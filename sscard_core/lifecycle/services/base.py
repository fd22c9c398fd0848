"""What a service is made of: the conditions asked everywhere, the moves it makes, and what it leaves behind."""

from collections.abc import Callable, Iterable
from datetime import date
from functools import cache
from typing import Final

from attrs import define, field, frozen

from sscard_core.lifecycle.case import Case
from sscard_core.lifecycle.conditions.base import Condition
from sscard_core.lifecycle.consequences import CONSEQUENCES
from sscard_core.lifecycle.table import Region, State, Trigger
from sscard_core.model.arguments import RequestName
from sscard_core.model.card_file import Change
from sscard_core.model.decisions import Advice, Fee
from sscard_core.model.events import Event, EventName
from sscard_core.model.postings import Posting
from sscard_core.rulebooks.book import Grounds, Rulebook

Move = tuple[Region, Trigger]
Moves = tuple[Move, ...]


@cache
def state_change(region: Region, state: State) -> Change:
    """Return the change of a region's state; one and the same pair each time, since histories are full of them."""
    return region.value, state


@define
class Act:
    """The doing of an accepted request: collects events, advice and what they rest on.

    `moved` holds the new state of each region that moved; an event takes the states that it brought about.
    """

    case: Case
    book: Rulebook
    moved: dict[Region, State]
    fee: Fee = Fee.NONE
    due: date | None = None
    events: list[Event] = field(factory=list)
    grounds: list[Grounds] = field(factory=list)
    advice: list[Advice] = field(factory=list)
    liable: bool = False

    def event(
        self,
        name: EventName,
        *changes: Change,
        take: Iterable[Region] = (),
        postings: tuple[Posting, ...] = (),
    ) -> None:
        """Record an event with its changes and the new states of some regions, as far as they moved."""
        states = [state_change(region, self.moved.pop(region)) for region in take if region in self.moved]
        self.events.append(Event(name, self.case.at, (*states, *changes), postings))

    def knows(self, consequence: str) -> bool:
        """True where the rulebook knows a consequence; the decision then rests on it too."""
        assert consequence in CONSEQUENCES, f"no consequence is called {consequence}"
        because = self.book.consequences.get(consequence)
        if because:
            self.grounds.append(because)
        return bool(because)

    def rests_on(self, switch: str) -> None:
        """Note that a reading decided something."""
        self.grounds.append(self.book.readings[switch].because)


def no_moves(_case: Case) -> Moves:
    """Return nothing: the request moves no region."""
    return ()


@frozen
class Service:
    """How a request is served, wherever it is served."""

    asks: tuple[Condition, ...]
    moves: Callable[[Case], Moves]
    act: Callable[[Case, Act], None]


SERVICES: Final[dict[RequestName, Service]] = {}


def service(
    name: RequestName, *asks: Condition, moves: Callable[[Case], Moves] = no_moves
) -> Callable[[Callable[[Case, Act], None]], Callable[[Case, Act], None]]:
    """Enter the function below as what serves a request."""

    def enter(act: Callable[[Case, Act], None]) -> Callable[[Case, Act], None]:
        assert name not in SERVICES, f"{name} is served twice"
        SERVICES[name] = Service(asks, moves, act)
        return act

    return enter
