"""A card file for every state of every region: the nearest to a card in use, and the way there."""

from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta
from typing import Final

from attrs import evolve, frozen

from sscard_core.checking import asks as a
from sscard_core.checking.bounds import BANK_PIN, HRSS_PIN, NOW, OWN_BANK, SOME
from sscard_core.checking.explore import VERIFIER
from sscard_core.checking.normal import normal, remembers_reports
from sscard_core.checking.people import ADULT, UNINSURED
from sscard_core.checking.questions import Asked, OpenDesk, Put, Question
from sscard_core.checking.scopes import TIME
from sscard_core.checking.ways import ordinary
from sscard_core.lifecycle.desk import Desk
from sscard_core.lifecycle.opening import Situation, Start, open_file
from sscard_core.lifecycle.table import STATES, Region, State
from sscard_core.model import requests as ask
from sscard_core.model.card_file import CardFile
from sscard_core.model.money import NIL
from sscard_core.model.refusals import RefusalCode
from sscard_core.model.statuses import Side
from sscard_core.rulebooks.book import Rulebook

MOST_FILES: Final = 500
"""Files that are looked at in one rulebook, nearest first, before a state counts as one that nothing leads to."""

FOLLOWED: Final[a.Asks] = (
    *a.ORDERS, *a.ACTIVATION, *reversed(a.LOSSES), *a.E_CARDS, *a.PIN_CARE[2:5], *a.TEMPORARY, *a.DEPOSITS,
    *a.INSURANCE, *reversed(a.ENDINGS),
)  # fmt: skip
"""What is asked to get from one file to the next; wrong PINs come beside it."""

Place = tuple[Region, State]


@frozen
class Reached:
    """A file in which a region has some state, and the questions that led to it from where it began."""

    file: CardFile
    start: Situation
    way: tuple[Question, ...]


WRONG: Final = {Side.HRSS: BANK_PIN, Side.BANK: HRSS_PIN}
"""For each side the other's PIN, which is wrong here."""

BEGUN: Final = NOW - timedelta(days=1)
STARTS: Final = (
    *((ADULT, situation) for situation in reversed(Situation)),
    (UNINSURED, Situation.NO_CARD),
)
"""Who begins, and how far they have come: a card in use stands first, so that a state is told of such a card."""

WITH_A_CARD: Final = (Situation.COLLECTED, Situation.ACTIVE)
"""From here on there is money in both accounts."""


@frozen
class Tries:
    """A wrong PIN, entered until it locks."""

    side: Side

    @property
    def label(self) -> str:
        """What is done, in public words."""
        return f"enter_pin side={self.side} wrong until locked"

    @property
    def zh(self) -> str:
        """The same in Chinese."""
        return f"输错密码至锁定（{self.side.zh}）"

    def ask(self, desk: Desk, file: CardFile) -> Asked | None:
        """Enter the PIN; None where it is not one that can lock now."""
        request = Put(ask.EnterPin(side=self.side, pin=WRONG[self.side]))
        field, asked = f"{self.side}_pin", request.ask(desk, file)
        while asked.code is RefusalCode.PIN_WRONG and str(getattr(asked.after, field)) != "locked":
            asked = request.ask(desk, asked.after)
        return evolve(asked, code=None) if asked.code is RefusalCode.PIN_WRONG else None


def reached(book: Rulebook) -> Mapping[Place, Reached]:
    """Return for each region and state the nearest file that has it; a state that nothing leads to is absent."""
    desk = OpenDesk(book, VERIFIER)
    found: dict[Place, Reached] = {}
    for each in _walk(desk):
        for place in _places(each.file):
            found.setdefault(place, each)
        if len(found) == sum(len(list(states)) for states in STATES.values()):
            break
    return found


def _places(file: CardFile) -> Iterator[Place]:
    for region in Region:
        yield region, getattr(file, region.value)


def _kind(file: CardFile) -> object:
    """Return what files are told apart by here: their states, how far an order is, and whether there is money."""
    states = tuple(state for _, state in _places(file))
    return states, file.making and file.making.stage, file.hrss_balance, file.bank_balance


def _walk(desk: Desk) -> Iterator[Reached]:
    """Yield files breadth first, one of each kind."""
    questions = tuple(_questions(desk))
    reports = remembers_reports(desk.rules)
    waiting = deque(_starts(desk, reports=reports))
    seen = {_kind(each.file) for each in waiting}
    for _ in range(MOST_FILES):
        if not waiting:
            return
        here = waiting.popleft()
        yield here
        for question, after in _steps(desk, here.file, questions):
            leads = normal(after, reports=reports)
            if (key := _kind(leads)) not in seen:
                seen.add(key)
                waiting.append(Reached(leads, here.start, (*here.way, question)))


def _starts(desk: Desk, *, reports: bool) -> Iterator[Reached]:
    for holder, situation in STARTS:
        held = SOME if situation in WITH_A_CARD else NIL
        start = Start(
            situation=situation, on=BEGUN.date(), bank=OWN_BANK, hrss_pin=HRSS_PIN, bank_pin=BANK_PIN,
            hrss_balance=held, bank_balance=held,
        )  # fmt: skip
        yield Reached(normal(open_file(desk, holder, start)[0], reports=reports), situation, ())


def _questions(desk: Desk) -> Iterator[Question]:
    for request in FOLLOWED:
        yield from ordinary(desk.rules, request)
    yield Put(ask.Collect())
    yield from (Tries(side) for side in WRONG)
    yield from TIME


def _steps(desk: Desk, file: CardFile, questions: Iterable[Question]) -> Iterator[tuple[Question, CardFile]]:
    for question in questions:
        asked = question.ask(desk, file)
        if asked is not None and asked.code is None and asked.after is not file:
            yield question, asked.after
