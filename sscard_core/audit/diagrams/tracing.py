"""Tracing the machines: every move of every region that some request or lapse makes under a rulebook.

Nothing is taken from the table alone: a row counts where the desk, asked in every state that can be reached, takes it.
So what a rulebook refuses throughout is not there, and a provision stands at the moves that it was seen to serve.
"""

from collections.abc import Iterable, Iterator
from typing import Final

from attrs import evolve, frozen

from sscard_core.audit.diagrams.asked import ASKED, HOLDERS
from sscard_core.audit.diagrams.model import Cause
from sscard_core.checking.explore import VERIFIER, Explorer
from sscard_core.checking.questions import OpenDesk, Put, Question
from sscard_core.checking.scopes import Scope
from sscard_core.checking.ways import ordinary
from sscard_core.lifecycle.case import Case
from sscard_core.lifecycle.engine import covered_state, row_for
from sscard_core.lifecycle.provisions import choose
from sscard_core.lifecycle.services import SERVICES
from sscard_core.lifecycle.table import TABLE, Region, Row, State, Trigger
from sscard_core.model.card_file import CardFile, Change, Mark
from sscard_core.model.events import EventName
from sscard_core.model.people import Actor
from sscard_core.model.refusals import RefusalCode
from sscard_core.model.requests import Request
from sscard_core.model.statuses import Insurance
from sscard_core.rulebooks.book import Rulebook

T = Trigger


@frozen
class Traced:
    """One move that was made: the row of the table, what made it, and the provision it was served under."""

    row: Row
    cause: Cause
    provision: str = ""


FIRED: Final[dict[EventName, tuple[Trigger, ...]]] = {
    EventName.LOSS_LAPSED: (T.RELEASE, T.FIND, T.RESTORE),
    EventName.CARD_EXPIRED: (T.EXPIRE,),
    EventName.TEMPORARY_CARD_EXPIRED: (T.EXPIRE,),
    EventName.PIN_LOCKED: (T.LOCK,),
}
"""What fires when nobody asked for the move. A test listens at the machines and compares."""


def trace(book: Rulebook) -> frozenset[Traced]:
    """Return every move of every region under a rulebook. Takes some seconds."""
    found: set[Traced] = set()
    for scope in ASKED:
        desk = OpenDesk(book.with_readings(dict(scope.readings)), VERIFIER)
        seen = list(seen_in(desk, scope))
        found.update(traced for each in seen for traced in made(desk, each.question, each.file))
        found.update(by_others(desk, seen))
    return frozenset(found)


@frozen
class Seen:
    """A question that moves something, and a file of which it does."""

    question: Question
    file: CardFile


def seen_in(desk: OpenDesk, scope: Scope) -> Iterator[Seen]:
    """Yield what moves in a scope, with one file for each way of reading that is answered alike."""
    questions = tuple(dict.fromkeys(scope.followed(desk.rules)))
    explored = Explorer(desk, scope.starts(desk), questions, promises=()).explore()
    for number, question in enumerate(questions):
        for row, answer in explored.sampled(number):
            if answer.applies and answer.code in (None, RefusalCode.PIN_WRONG):
                yield Seen(question, explored.alphabet.file(row))


def by_others(desk: OpenDesk, seen: Iterable[Seen]) -> Iterator[Traced]:
    """Yield under which further provisions a move is made: for other holders, by other people, through other doors.

    A file stays what it is when another holder is put into it; a holder may have died once the relation has ended.
    """
    asked: set[tuple[Request, Row]] = set()
    for each in seen:
        put = each.question
        if not isinstance(put, Put):
            continue
        plain = evolve(put.request, through=None, by=None)
        rows = {(plain, traced.row) for traced in made(desk, put, each.file)} - asked
        if rows:
            asked |= rows
            for file in _with_others(each.file):
                for way in ordinary(desk.rules, plain, actors=len(Actor)):
                    yield from made(desk, way, file)


def _with_others(file: CardFile) -> Iterator[CardFile]:
    deaths = (frozenset[Mark](), frozenset({Mark.DECEASED}))
    for marks in deaths if file.insurance is Insurance.ENDED else deaths[:1]:
        for holder in HOLDERS:
            changes: tuple[Change, ...] = (("holder", holder), ("marks", file.marks | marks))
            yield file.changed(changes, (), file.at, 0)


def made(desk: OpenDesk, question: Question, file: CardFile) -> Iterator[Traced]:
    """Yield the moves that a question makes of a file, none where it is refused."""
    asked = question.ask(desk, file)
    if asked is None:
        return
    if isinstance(question, Put) and asked.code is None:
        yield from _requested(desk, question, file)
    for event in asked.events:
        if event.name in FIRED:
            yield from _befallen(event.name, dict(event.changes), file)


def _requested(desk: OpenDesk, put: Put, file: CardFile) -> Iterator[Traced]:
    """Yield the moves of a request that is accepted, one after another as the desk fires them."""
    case = Case(file, put.request, put.at, desk.rules.terms, desk.verifier)
    chosen = choose(desk.rules, case).provision
    assert chosen is not None, "without a provision there is a refusal"
    now: dict[Region, State] = {}
    for region, trigger in SERVICES[put.request.name].moves(case):
        state = now.get(region) or getattr(file, region.value)
        row = row_for(state, trigger, covered_state(file, region, trigger))
        assert row is not None, "what is accepted can move"
        now[region] = row.target
        yield Traced(row, put.request.name, chosen.provision.name)


def _befallen(name: EventName, changes: dict[str, object], file: CardFile) -> Iterator[Traced]:
    for row in TABLE:
        source = getattr(file, row.region.value)
        reached = changes.get(row.region.value)
        if row.trigger in FIRED[name] and row.source is source and row.target is reached:
            yield Traced(row, name)
