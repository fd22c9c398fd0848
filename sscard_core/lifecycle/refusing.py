"""Finding the refusal of a request, if there is one: the first, in the order of the codes, that applies."""

from collections.abc import Iterable

from attrs import frozen

from sscard_core.lifecycle.case import Case
from sscard_core.lifecycle.conditions.pins import checked_side
from sscard_core.lifecycle.engine import covered_state, row_for
from sscard_core.lifecycle.pin_check import entry_is_right, wrong_try
from sscard_core.lifecycle.provisions import Choice
from sscard_core.lifecycle.rules import Ask, PaperDemand, Rules
from sscard_core.lifecycle.services import Moves
from sscard_core.lifecycle.table import standing_refusal
from sscard_core.model.events import Event
from sscard_core.model.papers import Paper
from sscard_core.model.refusals import PRECEDENCE
from sscard_core.model.refusals import RefusalCode as C
from sscard_core.model.statuses import Side
from sscard_core.rulebooks.book import NO_GROUNDS, Grounds, Rulebook

PIN_SWITCH = {Side.HRSS: "hrss_pin_tries", Side.BANK: "bank_pin_tries"}
PIN_WRONG = {Side.HRSS: "pin_wrong", Side.BANK: "bank_pin_wrong"}


@frozen
class Refusal:
    """A code and what it rests on, before it becomes a decision. The events are those of a wrong PIN."""

    code: C
    grounds: tuple[Grounds, ...]
    missing: tuple[Paper, ...] = ()
    events: tuple[Event, ...] = ()


def find_refusal(rules: Rules, case: Case, choice: Choice, moves: Moves) -> Refusal | None:
    """Return the refusal that comes first, or None where the request is permitted."""
    provision = choice.provision
    if provision is None:
        return Refusal(choice.code, (choice.grounds,))
    first = _before_the_pin(rules, case, choice, moves)
    if first is None or PRECEDENCE[first.code] > PRECEDENCE[C.MISSING_MATERIAL]:
        missing = missing_papers(case, provision.demands)
        if missing:
            papers = tuple(demand.papers[0] for demand in missing)
            return Refusal(C.MISSING_MATERIAL, tuple(demand.grounds for demand in missing), papers)
    return first or _at_the_pin(rules, case) or _failing(case, provision.late)


def missing_papers(case: Case, demands: Iterable[PaperDemand]) -> tuple[PaperDemand, ...]:
    """Return every paper that is asked for and not shown (一次性告知)."""
    shown = case.request.papers
    if shown is None:
        return ()
    return tuple(
        demand
        for demand in demands
        if shown.isdisjoint(demand.papers) and all(fact.holds(case) for fact in demand.facts)
    )


def _failing(case: Case, asks: tuple[Ask, ...], before: int = len(PRECEDENCE)) -> Refusal | None:
    """Return the first code by which a condition fails, resting on every condition that fails by it."""
    first: Ask | None = None
    grounds: list[Grounds] = []
    for ask in asks:
        if ask.place > (before if first is None else first.place):
            break
        if ask.condition.holds(case) is False:
            first = first or ask
            grounds.append(ask.grounds)
    return Refusal(first.condition.code, tuple(grounds)) if first else None


def _before_the_pin(rules: Rules, case: Case, choice: Choice, moves: Moves) -> Refusal | None:
    """Return what refuses first: no provision fits, a state refuses to move, or a condition fails."""
    assert choice.provision is not None
    code = choice.code if choice.failed else None
    grounds = choice.grounds if choice.failed else NO_GROUNDS
    for region, trigger in moves:
        state = getattr(case.file, region.value)
        if row_for(state, trigger, covered_state(case.file, region, trigger)) is None:
            standing = standing_refusal(state, trigger)
            if code is None or PRECEDENCE[standing] < PRECEDENCE[code]:
                code, grounds = standing, rules.standing_grounds(region, state)
    if code is None:
        return _failing(case, choice.provision.early)
    return _failing(case, choice.provision.early, PRECEDENCE[code]) or Refusal(code, (grounds,))


def _at_the_pin(rules: Rules, case: Case) -> Refusal | None:
    """Compare the PIN, if one was entered. The try is counted before it is compared, and a right one is forgiven."""
    side = checked_side(case)
    if side is None:
        return None
    book = rules.book
    counted = wrong_try(case, side)
    if entry_is_right(case, side):
        return None
    return Refusal(C.PIN_WRONG, pin_grounds(book, side), events=counted)


def pin_grounds(book: Rulebook, side: Side) -> tuple[Grounds, ...]:
    """Return on what comparing a side's PIN, and counting the wrong ones, rests."""
    return book.readings[PIN_SWITCH[side]].because, book.grounds[PIN_WRONG[side]]
