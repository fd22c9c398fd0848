"""What the desk answers to every request in every state, with conditions, papers and clauses: the auditor's table."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from attrs import evolve, frozen

from sscard_core.audit.book.matter.reaching import Reached, reached
from sscard_core.audit.book.matter.ways import way_told
from sscard_core.checking.asks import EVERYTHING
from sscard_core.checking.between import Kind
from sscard_core.checking.bounds import BANK_PIN, NOW
from sscard_core.checking.explore import VERIFIER
from sscard_core.checking.questions import OpenDesk, Put
from sscard_core.lifecycle.desk import Desk
from sscard_core.lifecycle.explain import Explanation, explain
from sscard_core.lifecycle.opening import Situation
from sscard_core.lifecycle.table import STATES, Region, State
from sscard_core.model.arguments import RequestName
from sscard_core.model.card_file import CardFile
from sscard_core.model.citations import Citation
from sscard_core.model.decisions import Fee, Outcome
from sscard_core.model.people import Actor
from sscard_core.model.refusals import RefusalCode
from sscard_core.model.requests import Request, Transfer, WithdrawCash
from sscard_core.rulebooks.book import Rulebook
from sscard_core.rulebooks.telling import Language, Phrase
from sscard_core.scenario.asked import arguments

NOT_TOLD_APART: Final = frozenset({"service", "same_number"})
"""Arguments of an order that the table leaves to the page of the services."""


@frozen
class Row:
    """A request as the table asks it: its name, and its arguments in both languages."""

    request: Request
    given: Phrase

    @property
    def name(self) -> RequestName:
        """The request's name."""
        return self.request.name


@frozen(kw_only=True)
class Answer:
    """What became of a request in a state.

    `failing` are all conditions that fail, in order of precedence, the one that decided first; `held` counts those
    that hold. `papers` are what is asked for here. `moves` are the regions that came into another state.
    """

    outcome: Outcome
    code: RefusalCode | None
    provision: str
    failing: tuple[tuple[str, Phrase], ...]
    held: int
    papers: tuple[Phrase, ...]
    fee: Fee | None
    due: date | None
    moves: tuple[tuple[Region, State], ...]
    grounds: tuple[Citation, ...]


@frozen(kw_only=True)
class StateAnswers:
    """A state of a region, how a file in it was come by, and what is answered there; None: nothing leads there."""

    region: Region
    state: State
    start: Situation | None
    way: Phrase
    answers: tuple[Answer, ...]


@frozen
class AnswerTable:
    """The table of one rulebook; every state has an answer for each row, in their order."""

    book: str
    rows: tuple[Row, ...]
    states: tuple[StateAnswers, ...]


def table_rows(book: Rulebook) -> tuple[Row, ...]:
    """Return what is asked: each request once for each side, kind, reason and stage; what is not offered, once."""
    chosen: dict[object, Request] = {}
    for request in EVERYTHING:
        kind = Kind.of(Put(request))
        if not NOT_TOLD_APART.intersection(name for name, _ in kind.arguments):
            chosen.setdefault(kind if request.name in book.services else request.name, request)
    names = list(RequestName)
    ordered = sorted(chosen.values(), key=lambda each: names.index(each.name))
    return tuple(Row(each, _given(each)) for each in (_put(book, one) for one in ordered))


def _put(book: Rulebook, request: Request) -> Request:
    """Return a request with the right PIN where money leaves the bank, and by whom it is open to where not to the holder."""
    if isinstance(request, WithdrawCash | Transfer):
        request = evolve(request, pin=BANK_PIN)
    people = [each.by for each in book.services.get(request.name, ()) if each.by]
    if people and not any(Actor.HOLDER in each for each in people):
        request = evolve(request, by=people[0][0])
    return request


def _given(request: Request) -> Phrase:
    en, zh = (", ".join(arguments(request, each)) for each in (Language.ENGLISH, Language.CHINESE))
    return Phrase(en, zh)


def answer_table(book: Rulebook) -> AnswerTable:
    """Put every request to the desk in every state of every region, at one moment, and explain each answer."""
    desk, rows, found = OpenDesk(book, VERIFIER), table_rows(book), reached(book)
    known: dict[int, tuple[Answer, ...]] = {}
    states = []
    for region, words in STATES.items():
        for state in words:
            here = found.get((region, state))
            if here and id(here) not in known:
                known[id(here)] = tuple(_answer(desk, here.file, each.request) for each in rows)
            states.append(_state(region, state, here, known[id(here)] if here else ()))
    return AnswerTable(book.id, rows, tuple(states))


def _state(region: Region, state: State, here: Reached | None, answers: tuple[Answer, ...]) -> StateAnswers:
    return StateAnswers(
        region=region,
        state=state,
        start=here.start if here else None,
        way=way_told(here.way if here else ()),
        answers=answers,
    )


def _answer(desk: Desk, file: CardFile, request: Request) -> Answer:
    explanation = explain(desk, file, request, NOW)
    decision = explanation.decision
    return Answer(
        outcome=decision.outcome,
        code=decision.code,
        provision=explanation.provision,
        failing=_failing(explanation),
        held=sum(each.holds is True for each in explanation.looked),
        papers=tuple(_papers(explanation)),
        fee=decision.fee,
        due=decision.due,
        moves=tuple(_moves(file, decision.file)),
        grounds=tuple(dict.fromkeys((*decision.clauses, *decision.assumed))),
    )


def _failing(explanation: Explanation) -> tuple[tuple[str, Phrase], ...]:
    failing = [each for each in explanation.looked if each.holds is False]
    decided = [each for each in failing if each.code is explanation.decision.code]
    ordered = (*decided, *(each for each in failing if each not in decided))
    return tuple((str(each.code), Phrase(each.en, each.zh)) for each in ordered)


def _papers(explanation: Explanation) -> Iterator[Phrase]:
    """Yield the papers that are asked for in this case, those that another fact calls for left out."""
    for each in explanation.looked:
        if each.code is RefusalCode.MISSING_MATERIAL and each.holds is not None:
            yield Phrase(each.en.removesuffix(" is shown"), each.zh.removeprefix("出示"))


def _moves(before: CardFile, after: CardFile) -> Iterator[tuple[Region, State]]:
    for region in Region:
        state = getattr(after, region.value)
        if state is not getattr(before, region.value):
            yield region, state
