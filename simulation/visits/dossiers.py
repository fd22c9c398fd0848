"""Dossiers: card files that are followed, and what the desk answered about each on a day.

The rules count in days: what lapses, lapses at midnight. So a question is put once for each file, request and day, and
people who brought equal files on the same day share one. A dossier is let go with the last person or card that has it.
"""

from datetime import timedelta
from typing import Any, Final

import numpy as np
from attrs import define, field, frozen
from numpy.typing import NDArray

from simulation.network.network import Network
from simulation.tallies import End
from sscard_core.lifecycle.desk import Desk
from sscard_core.model.arguments import BankAnswer
from sscard_core.model.card_file import CardFile
from sscard_core.model.decisions import Decision, Outcome
from sscard_core.model.moments import midnight
from sscard_core.model.people import Actor
from sscard_core.model.refusals import RefusalCode
from sscard_core.model.requests import Request

Objects = NDArray[Any]
"""A column of dossiers or people."""

NO_REASON: Final = -1
NOON: Final = timedelta(hours=12)
"""The time of day at which every question of a day is put."""


@frozen(eq=False, slots=True, weakref_slot=False)
class Answer:
    """What the desk answered to a request: how the visit ends, the number of a refusal's reason, the file afterwards.

    `after` is None where the file is as it was brought. The request is kept, since answers are known by its identity.
    """

    request: Request
    end: int
    reason: int
    code: RefusalCode | None
    is_partial: bool
    after: "Dossier | None"


@define(eq=False, slots=True, weakref_slot=False)
class Dossier:
    """A card file, and the answers about it by request and day."""

    file: CardFile
    answers: dict[tuple[int, int, BankAnswer], Answer] = field(factory=dict)


@frozen(eq=False, slots=True, weakref_slot=False)
class Person:
    """Who comes: with which file, and the request as it should be put and as it is put by who lacks something.

    `first` is asked before, except by who lacks something, and `then` after the request is accepted. `unless`: what is
    told of the file on a day by which the person has not come. `is_followed`: for a card that was ordered in this run.
    """

    dossier: Dossier
    complete: Request
    lacking: Request
    first: tuple[Request, ...] = ()
    then: tuple[Request, ...] = ()
    unless: tuple[int, Request] | None = None
    is_followed: bool = False

    @property
    def by(self) -> Actor:
        """Who this is to the holder."""
        assert self.complete.by is not None, "whoever comes is somebody"
        return self.complete.by

    def bringing(self, dossier: Dossier) -> "Person":
        """Return the same person with another file, once what comes first was asked."""
        return Person(
            dossier,
            self.complete,
            self.lacking,
            then=self.then,
            unless=self.unless,
            is_followed=self.is_followed,
        )


class Questions:
    """The desk of a network. `reasons` are the refusals met so far, in words, by number."""

    def __init__(self, network: Network) -> None:
        self.network = network
        self.desk = Desk(network.book)
        self.noon = midnight(network.first) + NOON
        self.reasons: dict[str, int] = {}
        self.known: dict[tuple[str, RefusalCode, tuple[object, ...]], int] = {}

    def put(self, dossier: Dossier, request: Request, day: int, bank: BankAnswer = BankAnswer.DONE) -> Answer:
        """Put a request on a day of the run, counted from the first. `bank`: what its system said."""
        key = (id(request), day, bank)
        answer = dossier.answers.get(key)
        if answer is None:
            at = self.noon + timedelta(days=day)
            decision = self.desk.decide(dossier.file, request, at, bank_answer=bank)
            answer = dossier.answers[key] = self._answer(dossier, decision)
        return answer

    def after(self, dossier: Dossier, requests: tuple[Request, ...], day: int) -> Dossier:
        """Put requests one after the other on a day; return the dossier as it is then, whatever was refused."""
        for request in requests:
            dossier = self.put(dossier, request, day).after or dossier
        return dossier

    def once_open(self, dossier: Dossier, request: Request, day: int) -> Dossier:
        """Put a request on the first day from one on that the counter is open; return the dossier as it is then."""
        answer = self.put(dossier, request, day)
        while answer.code is RefusalCode.CLOSED:
            day += 1
            answer = self.put(dossier, request, day)
        return answer.after or dossier

    def _answer(self, dossier: Dossier, decision: Decision) -> Answer:
        after = None if decision.file is dossier.file else Dossier(decision.file)
        end, reason = int(End.DONE), NO_REASON
        if decision.code is not None:
            missing = decision.code is RefusalCode.MISSING_MATERIAL
            end, reason = int(End.PAPERS if missing else End.REFUSED), self._reason(decision)
        return Answer(
            decision.request, end, reason, decision.code, decision.outcome is Outcome.PARTIAL, after
        )

    def _reason(self, decision: Decision) -> int:
        """Return the number of a refusal, the same for the same request, code and grounds."""
        assert decision.code is not None
        key = (str(decision.request.name), decision.code, decision.grounds)
        number = self.known.get(key)
        if number is None:
            cited = ", ".join(str(each) for each in (*decision.clauses, *decision.assumed))
            told = f"{decision.request.name}: {decision.code} ({cited})"
            number = self.known[key] = self.reasons.setdefault(told, len(self.reasons))
        return number


def all_objects(lots: list[tuple[Objects | None, int]]) -> Objects | None:
    """Return several columns, told with their lengths, as one: None for whom nobody knows yet, or None where all are so."""
    if all(column is None for column, _ in lots):
        return None
    return np.concatenate([np.full(length, None) if column is None else column for column, length in lots])


def objects(things: list[Any]) -> Objects:
    """Return a column of objects."""
    column = np.empty(len(things), object)
    column[:] = things
    return column
