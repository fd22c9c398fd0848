"""The desk: one request, one card file, one moment, one rulebook; one decision.

All conditions are looked at first and all moves made after them, so a request that touches several regions moves all of
them or none. Nothing here knows a jurisdiction, and nothing reads a clock.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from attrs import frozen

from sscard_core.lifecycle.calendar import due_on, is_announced
from sscard_core.lifecycle.case import Case
from sscard_core.lifecycle.engine import fire, row_for
from sscard_core.lifecycle.lapses import SWITCH, lapses, something_lapses
from sscard_core.lifecycle.pin_check import (
    checked_side,
    cleared_tries,
    entry_is_right,
    initial_is_unknown,
    wrong_try,
)
from sscard_core.lifecycle.provisions import Choice, choose
from sscard_core.lifecycle.rules import CompiledProvision, Rules
from sscard_core.lifecycle.services import SERVICES, Act, Moves
from sscard_core.lifecycle.table import Region, State, Trigger, standing_refusal
from sscard_core.model.arguments import BankAnswer
from sscard_core.model.card_file import CardFile
from sscard_core.model.channels import REMOTE
from sscard_core.model.decisions import Advice, Decision, Fee, Outcome, ProcedureStage
from sscard_core.model.events import Event, fold
from sscard_core.model.events import EventName as E
from sscard_core.model.moments import checked
from sscard_core.model.money import NIL
from sscard_core.model.papers import Paper
from sscard_core.model.pins import HmacPinVerifier, PinVerifier
from sscard_core.model.refusals import PRECEDENCE, RefusalCode
from sscard_core.model.requests import Request
from sscard_core.model.statuses import Side
from sscard_core.rulebooks.book import Grounds, Rulebook


class StaleMoment(ValueError):
    """A moment before the file's last event was presented."""


@frozen
class Presented:
    """A card file at a later moment: what fell due on the way, and on what that rests."""

    file: CardFile
    events: tuple[Event, ...]
    grounds: tuple[Grounds, ...]


@frozen
class Refusal:
    """A code and what it rests on, before it becomes a decision."""

    code: RefusalCode
    grounds: tuple[Grounds, ...]
    missing: tuple[Paper, ...] = ()
    events: tuple[Event, ...] = ()


COVERED: Final[Mapping[tuple[Region, Trigger], str]] = {
    (Region.HRSS, Trigger.RELEASE): "hrss_covered",
    (Region.HRSS, Trigger.UNLOCK): "hrss_unlocked",
    (Region.BANK, Trigger.RELEASE): "bank_covered",
    (Region.HRSS_PIN, Trigger.UNLOCK): "hrss_pin_unlocked",
}
"""The field that remembers what a release or an unlocking restores."""

BANK_REGIONS: Final = frozenset({Region.BANK, Region.BANK_PIN})


def covered_state(file: CardFile, region: Region, trigger: Trigger) -> State | None:
    """Return the state that a report or lock covers, where the trigger restores one."""
    field = COVERED.get((region, trigger))
    state = getattr(file, field) if field else None
    assert state is None or isinstance(state, State)
    return state


class Desk:
    """Puts requests to one rulebook.

    The verifier keeps the key of the PINs; two desks that share card files must share it.
    """

    def __init__(self, book: Rulebook, verifier: PinVerifier | None = None) -> None:
        self.book = book
        self.rules = Rules(book)
        self.verifier = verifier or HmacPinVerifier()

    def present(self, file: CardFile, at: datetime) -> Presented:
        """Return the file at a moment: lapses and expiries that fell due by then have become events.

        Raises: NaiveMoment; StaleMoment, where the file knows a later event.
        """
        at = checked(at)
        if file.at is not None and at < file.at:
            raise StaleMoment(f"the file's last event is of {file.at.isoformat()}, after {at.isoformat()}")
        if not something_lapses(file, at):
            return Presented(file, (), ())
        events = tuple(lapses(file, at))
        grounds = tuple(self.book.readings[SWITCH[event.name]].because for event in events)
        return Presented(fold(file, events), events, grounds)

    def decide(
        self,
        file: CardFile,
        request: Request,
        at: datetime,
        *,
        bank_answer: BankAnswer = BankAnswer.DONE,
    ) -> Decision:
        """Decide a request for a card file at a moment.

        `bank_answer` is what the bank's system said to its half of a request for both sides.
        Raises: NaiveMoment, StaleMoment. A refusal by the rules is a decision, not an exception.
        """
        now = self.present(file, at)
        case = Case(now.file, request, checked(at), self.rules.terms, self.verifier)
        choice = choose(self.rules, case)
        if choice.provision is None:
            return self._refused(case, now, Refusal(choice.code, (choice.grounds,)))
        moves = SERVICES[request.name].moves(case)
        refusal = self._refusal(case, choice, moves)
        if refusal is not None:
            return self._refused(case, now, refusal)
        if bank_answer is not BankAnswer.DONE and len(case.sides) > 1 and _touches_bank(moves):
            case.bank_is_silent = True
            moves = SERVICES[request.name].moves(case)
        return self._accepted(case, now, choice.provision, moves)

    def _refusal(self, case: Case, choice: Choice, moves: Moves) -> Refusal | None:
        provision = choice.provision
        assert provision is not None
        first = self._first_failing(case, choice, provision, moves)
        if first is not None and PRECEDENCE[first.code] < PRECEDENCE[RefusalCode.MISSING_MATERIAL]:
            return first
        missing, grounds = missing_papers(case, provision)
        if missing:
            return Refusal(RefusalCode.MISSING_MATERIAL, grounds, missing)
        if first is not None:
            return first
        side = checked_side(case)
        if side is not None:
            reading = self.book.readings["hrss_pin_tries" if side is Side.HRSS else "bank_pin_tries"]
            if initial_is_unknown(case, side):
                return Refusal(RefusalCode.PIN_NOT_SET, (self.book.grounds["initial_pin_unknown"],))
            counted = wrong_try(case, side)
            if not entry_is_right(case, side):
                return Refusal(
                    RefusalCode.PIN_WRONG,
                    (
                        reading.because,
                        self.book.grounds["pin_wrong" if side is Side.HRSS else "bank_pin_wrong"],
                    ),
                    (),
                    counted,
                )
        for ask in provision.late:
            if ask.condition.holds(case) is False:
                return Refusal(ask.condition.code, (ask.grounds,))
        return None

    def _first_failing(
        self, case: Case, choice: Choice, provision: CompiledProvision, moves: Moves
    ) -> Refusal | None:
        """Return the refusal that comes first: by no provision, by a condition, or by a state's standing refusal."""
        code, grounds = choice.code if choice.failed else None, choice.grounds
        place = PRECEDENCE[code] if code else len(PRECEDENCE)
        for region, trigger in moves:
            state = getattr(case.file, region.value)
            if row_for(state, trigger, covered_state(case.file, region, trigger)) is None:
                standing = standing_refusal(state, trigger)
                if PRECEDENCE[standing] < place:
                    code, place = standing, PRECEDENCE[standing]
                    grounds = self.rules.standing_grounds(region, state)
        for ask in provision.early:
            if ask.place > place:
                break
            if ask.condition.holds(case) is False:
                return Refusal(ask.condition.code, (ask.grounds,))
        return Refusal(code, (grounds,)) if code else None

    def _refused(self, case: Case, now: Presented, refusal: Refusal) -> Decision:
        file = fold(now.file, refusal.events) if refusal.events else now.file
        return Decision(
            request=case.request,
            outcome=Outcome.REFUSED,
            file=file,
            events=(*now.events, *refusal.events),
            code=refusal.code,
            missing=refusal.missing,
            at_stage=self._stage(case, refusal.code),
            grounds=(*refusal.grounds, *now.grounds),
        )

    def _stage(self, case: Case, code: RefusalCode | None) -> ProcedureStage | None:
        if "four_step_procedure" not in self.book.consequences or case.through in REMOTE:
            return None
        if code is None:
            return ProcedureStage.CONCLUDED
        early = PRECEDENCE[code] <= PRECEDENCE[RefusalCode.MISSING_MATERIAL]
        return ProcedureStage.ACCEPTED if early else ProcedureStage.REVIEWED

    def _accepted(self, case: Case, now: Presented, chosen: CompiledProvision, moves: Moves) -> Decision:
        file, promise = case.file, chosen.provision.due
        moved: dict[Region, State] = {}
        for region, trigger in moves:
            state = moved.get(region) or getattr(file, region.value)
            covered = covered_state(file, region, trigger)
            row = row_for(state, trigger, covered)
            assert row is not None, "conditions are looked at before anything moves"
            if row.target is not state:
                moved[region] = fire(region, state, trigger, covered)
        act = Act(case, self.book, moved, chosen.provision.fee)
        act.due = due_on(promise, case.day) if promise else None
        if act.due and not is_announced(act.due.year):
            act.grounds.append(self.book.grounds["calendar_not_announced"])
        SERVICES[case.request.name].act(case, act)
        assert not act.moved, f"no event tells of {list(act.moved)}"
        self._follow_up(case, act)
        events = tuple(act.events)
        return Decision(
            request=case.request,
            outcome=Outcome.PARTIAL if case.bank_is_silent else Outcome.ACCEPTED,
            file=_after(file, events),
            events=(*now.events, *events),
            fee=act.fee,
            fee_fen=NIL if act.fee is Fee.NONE else None,
            due=act.due,
            liable=act.liable,
            advice=tuple(act.advice),
            at_stage=self._stage(case, None),
            grounds=(*self._grounds(case, chosen), *act.grounds, *now.grounds),
        )

    def _follow_up(self, case: Case, act: Act) -> None:
        side = checked_side(case)
        if side is not None and act.events and not _sets_secret(act.events[0]):
            if tries := cleared_tries(case, side):
                first = act.events[0]
                act.events[0] = Event(first.name, first.at, (*first.changes, *tries), first.postings)
        if act.fee is Fee.TARIFF:
            act.event(E.FEE_CHARGED)
        pending = case.file.bank_pending
        if case.bank_is_silent:
            act.event(E.BANK_SIDE_PENDING, ("bank_pending", case.request.name))
            act.advice.append(Advice.FINISH_AT_BANK)
        elif pending is case.request.name and Side.BANK in case.sides:
            act.event(E.BANK_SIDE_COMPLETED, ("bank_pending", None))

    def _grounds(self, case: Case, chosen: CompiledProvision) -> tuple[Grounds, ...]:
        looked = [
            ask.grounds for ask in (*chosen.early, *chosen.late) if ask.condition.holds(case) is not None
        ]
        papers = [
            demand.grounds for demand in chosen.demands if all(fact.holds(case) for fact in demand.facts)
        ]
        return (*chosen.grounds.values(), *looked, *papers)


def _touches_bank(moves: Moves) -> bool:
    return any(region in BANK_REGIONS for region, _ in moves)


def _sets_secret(event: Event) -> bool:
    return any(name in ("hrss_secret", "bank_secret") for name, _ in event.changes)


def _after(file: CardFile, events: tuple[Event, ...]) -> CardFile:
    """Return the fold of the events, in one step: later changes of a field overwrite earlier ones."""
    changes = [change for event in events for change in event.changes]
    postings = [posting for event in events for posting in event.postings]
    return file.changed(changes, postings, events[-1].at, len(events))


def missing_papers(case: Case, chosen: CompiledProvision) -> tuple[tuple[Paper, ...], tuple[Grounds, ...]]:
    """Return every paper that is asked for and not shown (一次性告知), with what asks for it.

    Of alternatives, the first that the text lists is named.
    """
    shown = case.request.papers
    if shown is None:
        return (), ()
    missing = [
        demand
        for demand in chosen.demands
        if not any(paper in shown for paper in demand.papers)
        and all(fact.holds(case) for fact in demand.facts)
    ]
    return tuple(demand.papers[0] for demand in missing), tuple(demand.grounds for demand in missing)
