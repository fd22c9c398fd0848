"""Coming again: what people do about a refusal before they ask again, and what is left to do after half a request.

Assumptions, all of them. For a refusal that has no line nothing helps within some days: those people give up.
"""

from functools import cache
from typing import Final

from attrs import evolve, frozen

from simulation.visits.dossiers import Answer, Person, Questions
from simulation.visits.stories import ENDED, both_lost
from sscard_core.model.arguments import BankAnswer, LossKind
from sscard_core.model.arguments import RequestName as N
from sscard_core.model.people import Actor
from sscard_core.model.refusals import RefusalCode as C
from sscard_core.model.requests import Cancel, ReportLoss, Request, ReturnTemporary, Settle
from sscard_core.model.statuses import Side


@frozen
class Remedy:
    """What is asked before the request is put again, and whether the holder comes instead of who came."""

    first: tuple[Request, ...] = ()
    in_person: bool = False


REMEDIES: Final = {
    C.MISSING_MATERIAL: Remedy(),
    C.CLOSED: Remedy(),
    C.WRONG_ACTOR: Remedy(in_person=True),
    C.WRONG_ORDER: Remedy(first=(ReturnTemporary(),)),
    C.NOT_REPORTED_LOST: Remedy(first=both_lost(LossKind.FORMAL)),
    C.INSURANCE_NOT_ENDED: Remedy(first=ENDED),
    C.UNSETTLED: Remedy(first=tuple(Settle(side=side) for side in (Side.HRSS, Side.BANK))),
}
"""What helps against a refusal."""

LEFT_AT_THE_BANK: Final[dict[N, Request]] = {
    N.REPLACE: ReportLoss(side=Side.BANK),
    N.CANCEL: Cancel(side=Side.BANK),
}
"""What is asked instead of a request whose bank half is not done; every other is asked again as it was."""


def mended(person: Person, code: C) -> Person | None:
    """Return the person as they come again after a refusal; None where nothing helps."""
    remedy = REMEDIES.get(code)
    if remedy is None or (remedy.in_person and person.by is not Actor.AGENT):
        return None
    by = Actor.HOLDER if remedy.in_person else person.by
    return _asking_as(person, by, remedy.first)


def sent_to_outlet(questions: Questions, person: Person, day: int) -> Person | None:
    """Return the person as they come to an outlet after a refusal elsewhere; None where they would be refused for good.

    What an outlet would answer is asked of the desk: some are refused for the channel alone.
    """
    request = _at_a_counter(person.complete)
    answer = questions.put(person.dossier, request, day)
    there = evolve(person, complete=request, lacking=request)
    return there if answer.code is None else mended(there, answer.code)


@cache
def asked_by(request: Request, by: Actor) -> Request:
    """Return a request as somebody puts it; one and the same each time, since answers are known by its identity."""
    return evolve(request, by=by)


@cache
def _at_a_counter(request: Request) -> Request:
    return evolve(request, through=None)


def _asking_as(person: Person, by: Actor, first: tuple[Request, ...]) -> Person:
    """Return who asks with everything that is needed, for others or for themselves."""
    complete = asked_by(person.complete, by)
    return evolve(
        person, complete=complete, lacking=complete, first=tuple(asked_by(each, by) for each in first)
    )


def half_done(questions: Questions, person: Person, day: int) -> Person:
    """Return the person after a request of which the bank did not do its half, for the second visit.

    Where the desk sees no half in it, nothing was concluded: the same is asked again, of the file as it was.
    """
    answer: Answer = questions.put(person.dossier, person.complete, day, BankAnswer.UNANSWERED)
    if not answer.is_partial or answer.after is None:
        return person
    left = LEFT_AT_THE_BANK.get(person.complete.name)
    dossier = evolve(person, dossier=answer.after, first=())
    if left is None:
        return dossier
    rest = asked_by(left, person.by)
    return evolve(dossier, complete=rest, lacking=rest)
