"""Doing what was permitted: every region moved, every event written, everything it rests on gathered."""

from attrs import evolve

from sscard_core.lifecycle.calendar import due_on, is_announced
from sscard_core.lifecycle.case import Case
from sscard_core.lifecycle.conditions.pins import checked_side
from sscard_core.lifecycle.engine import covered_state, fire, row_for
from sscard_core.lifecycle.pin_check import cleared_tries
from sscard_core.lifecycle.refusing import pin_grounds
from sscard_core.lifecycle.rules import CompiledProvision, Rules
from sscard_core.lifecycle.services import SERVICES, Act, Moves
from sscard_core.lifecycle.table import Region, State
from sscard_core.model.arguments import RequestName
from sscard_core.model.card_file import CardFile
from sscard_core.model.decisions import Advice, Fee
from sscard_core.model.events import Event
from sscard_core.model.events import EventName as E
from sscard_core.model.statuses import Side
from sscard_core.rulebooks.book import Grounds

BANK_REGIONS = frozenset({Region.BANK, Region.BANK_PIN})
SECRETS = frozenset({"hrss_secret", "bank_secret"})


def bank_has_a_half(case: Case, moves: Moves) -> bool:
    """True for a request of both sides of which the bank's system has a half to do: a move, or a payout.

    A replacement that reports the card lost by itself is one, though it names no side.
    """
    pays_out = case.request.name is RequestName.SETTLE and case.file.bank_balance > 0
    of_both_sides = len(case.sides) > 1 or case.request.name is RequestName.REPLACE
    return of_both_sides and (pays_out or any(region in BANK_REGIONS for region, _ in moves))


def do(rules: Rules, case: Case, chosen: CompiledProvision, moves: Moves) -> Act:
    """Do a permitted request and return what was done."""
    act = Act(case, rules.book, _moved(case.file, moves), chosen.provision.fee)
    act.grounds.extend(_looked_at(case, chosen))
    if side := checked_side(case):
        act.grounds.extend(pin_grounds(rules.book, side))
    promise = chosen.provision.due
    if promise is not None:
        act.due = due_on(promise, case.day)
        if not is_announced(act.due.year):
            act.grounds.append(rules.book.grounds["calendar_not_announced"])
    SERVICES[case.request.name].act(case, act)
    assert not act.moved, f"no event tells of {list(act.moved)}"
    _clear_tries(case, act)
    if act.fee is Fee.TARIFF:
        act.event(E.FEE_CHARGED)
    _mind_the_bank(case, act)
    return act


def _moved(file: CardFile, moves: Moves) -> dict[Region, State]:
    """Fire every move and return the new states. A move that stays has its row and needs no firing."""
    moved: dict[Region, State] = {}
    for region, trigger in moves:
        state = moved.get(region) or getattr(file, region.value)
        covered = covered_state(file, region, trigger)
        row = row_for(state, trigger, covered)
        assert row is not None, "conditions are looked at before anything moves"
        if row.target is not state:
            moved[region] = fire(region, state, trigger, covered)
    return moved


def _looked_at(case: Case, chosen: CompiledProvision) -> list[Grounds]:
    asks = (*chosen.early, *chosen.late)
    looked = [ask.grounds for ask in asks if ask.condition.holds(case) is not None]
    papers = [demand.grounds for demand in chosen.demands if all(fact.holds(case) for fact in demand.facts)]
    return [*chosen.grounds.values(), *looked, *papers]


def _clear_tries(case: Case, act: Act) -> None:
    """Let the first event clear the count of wrong tries after a right entry, unless it sets the PIN anew."""
    side = checked_side(case)
    first = act.events[0]
    if side is None or any(name in SECRETS for name, _ in first.changes):
        return
    if tries := cleared_tries(case, side):
        act.events[0] = evolve(first, changes=(*first.changes, *tries))


def _mind_the_bank(case: Case, act: Act) -> None:
    """Note that the bank's half is still to be done, or that it was done now."""
    if case.bank_is_silent:
        act.event(E.BANK_SIDE_PENDING, ("bank_pending", case.request.name))
        act.advice.append(Advice.FINISH_AT_BANK)
    elif case.file.bank_pending is case.request.name and Side.BANK in case.sides:
        act.event(E.BANK_SIDE_COMPLETED, ("bank_pending", None))


def file_after(file: CardFile, events: list[Event]) -> CardFile:
    """Return the fold of the events, in one step: later changes of a field overwrite earlier ones."""
    changes = [change for event in events for change in event.changes]
    postings = [posting for event in events for posting in event.postings]
    return file.changed(changes, postings, events[-1].at, len(events))
