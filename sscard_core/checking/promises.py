"""What a property is: something that the measures promise of every step, or of every state."""

from collections.abc import Callable
from typing import Final

from attrs import field, frozen

from sscard_core.checking.questions import Asked, Put, Question
from sscard_core.lifecycle.terms import Terms
from sscard_core.model.arguments import RequestName
from sscard_core.model.card_file import CardFile
from sscard_core.rulebooks.book import Rulebook

OfStep = Callable[[Asked, Terms], bool | None]
OfState = Callable[[CardFile, Terms], bool | None]


def everywhere(_book: Rulebook) -> bool:
    """Return True: the property has a case in every rulebook."""
    return True


@frozen
class Promise:
    """A property of steps. `holds` answers None where a step does not concern it; True makes the step a witness.

    `clauses` name what promises it: register ids, or assumptions. `asks` are the requests it is about; none is all.
    `arises` tells where it has a case at all: there it must have a witness.
    """

    name: str
    en: str
    zh: str
    clauses: tuple[str, ...]
    holds: OfStep = field(repr=False)
    asks: frozenset[RequestName] = frozenset()
    of_time: bool = False
    arises: Callable[[Rulebook], bool] = everywhere

    def concerns(self, question: Question) -> bool:
        """True where the property may have to do with a question."""
        if isinstance(question, Put):
            return not self.of_time and (not self.asks or question.request.name in self.asks)
        return self.of_time or not self.asks


@frozen
class StateRule:
    """A property of states, otherwise like one of steps."""

    name: str
    en: str
    zh: str
    clauses: tuple[str, ...]
    holds: OfState = field(repr=False)
    arises: Callable[[Rulebook], bool] = everywhere


BY_INSTITUTIONS: Final = frozenset(
    {
        RequestName.PRODUCE,
        RequestName.HAND_OVER,
        RequestName.RETURN_UNDELIVERED,
        RequestName.CREDIT_HRSS,
        RequestName.SETTLE,
        RequestName.SEND_DESTRUCTION_RECEIPT,
        RequestName.END_INSURANCE,
        RequestName.MIGRATE_MEDICAL_CARD,
        RequestName.RECORD_MALICIOUS_EXCHANGE,
    }
)
"""Acts of institutions, for which it does not matter who is named."""

PROMISES: Final[list[Promise]] = []
STATE_RULES: Final[list[StateRule]] = []


def promise(
    en: str,
    zh: str,
    clauses: str,
    *asks: RequestName,
    of_time: bool = False,
    arises: Callable[[Rulebook], bool] = everywhere,
) -> Callable[[OfStep], OfStep]:
    """Enter a function as a property of steps, by its name."""

    def enter(holds: OfStep) -> OfStep:
        name = holds.__name__
        PROMISES.append(
            Promise(name, en, zh, tuple(clauses.split()), holds, frozenset(asks), of_time, arises)
        )
        return holds

    return enter


def state_rule(
    en: str, zh: str, clauses: str, *, arises: Callable[[Rulebook], bool] = everywhere
) -> Callable[[OfState], OfState]:
    """Enter a function as a property of states, by its name."""

    def enter(holds: OfState) -> OfState:
        STATE_RULES.append(StateRule(holds.__name__, en, zh, tuple(clauses.split()), holds, arises))
        return holds

    return enter


def switched(switch: str, *values: str) -> Callable[[Rulebook], bool]:
    """Return a test for rulebooks that set a switch to one of some values; with a leading `!`, to none of them."""
    negated, name = switch.startswith("!"), switch.removeprefix("!")
    return lambda book: (book.reading(name) in values) is not negated


def in_place(*ids: str) -> Callable[[Rulebook], bool]:
    """Return a test for rulebooks of some places: the published ones, and those that users derive from them."""
    return lambda book: book.id in ids or book.derives in ids
