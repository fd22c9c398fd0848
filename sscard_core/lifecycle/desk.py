"""The desk: one request, one card file, one moment, one rulebook; one decision.

All conditions are looked at first and all moves made after them, so a request that touches several regions moves all of
them or none. Nothing here knows a jurisdiction, and nothing reads a clock.
"""

from datetime import datetime

from attrs import frozen

from sscard_core.lifecycle.case import Case
from sscard_core.lifecycle.doing import bank_has_a_half, do, file_after
from sscard_core.lifecycle.lapses import SWITCH, lapses, something_lapses
from sscard_core.lifecycle.provisions import choose
from sscard_core.lifecycle.refusing import Refusal, find_refusal
from sscard_core.lifecycle.rules import Rules
from sscard_core.lifecycle.services import SERVICES, Act
from sscard_core.model.arguments import BankAnswer
from sscard_core.model.card_file import CardFile
from sscard_core.model.channels import REMOTE
from sscard_core.model.decisions import Decision, Fee, Outcome, ProcedureStage
from sscard_core.model.events import Event, fold
from sscard_core.model.moments import checked
from sscard_core.model.money import NIL
from sscard_core.model.pins import HmacPinVerifier, PinVerifier
from sscard_core.model.refusals import PRECEDENCE, RefusalCode
from sscard_core.model.requests import Request
from sscard_core.rulebooks.book import Grounds, Rulebook


class StaleMoment(ValueError):
    """A moment before the file's last event was presented."""


@frozen
class Presented:
    """A card file at a later moment: what fell due on the way, and on what that rests."""

    file: CardFile
    events: tuple[Event, ...]
    grounds: tuple[Grounds, ...]


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
        service = SERVICES[request.name]
        choice = choose(self.rules, case)
        moves = service.moves(case) if choice.provision else ()
        refusal = find_refusal(self.rules, case, choice, moves)
        if refusal is not None:
            return self._refused(case, now, refusal)
        assert choice.provision is not None, "without a provision there is a refusal"
        if bank_answer is not BankAnswer.DONE and bank_has_a_half(case, moves):
            case.bank_is_silent = True
            moves = service.moves(case)
        return self._accepted(case, now, do(self.rules, case, choice.provision, moves))

    def _refused(self, case: Case, now: Presented, refusal: Refusal) -> Decision:
        return Decision(
            request=case.request,
            outcome=Outcome.REFUSED,
            file=fold(now.file, refusal.events),
            events=(*now.events, *refusal.events),
            code=refusal.code,
            missing=refusal.missing,
            at_stage=self._stage(case, refusal.code),
            grounds=(*refusal.grounds, *now.grounds, *self._procedure(case)),
        )

    def _accepted(self, case: Case, now: Presented, act: Act) -> Decision:
        return Decision(
            request=case.request,
            outcome=Outcome.PARTIAL if case.bank_is_silent else Outcome.ACCEPTED,
            file=file_after(case.file, act.events),
            events=(*now.events, *act.events),
            fee=act.fee,
            fee_fen=NIL if act.fee is Fee.NONE else None,
            due=act.due,
            liable=act.liable,
            advice=tuple(act.advice),
            at_stage=self._stage(case, None),
            grounds=(*act.grounds, *now.grounds, *self._procedure(case)),
        )

    def _procedure(self, case: Case) -> tuple[Grounds, ...]:
        """Return on what the four steps of a counter rest, where the request came to one."""
        steps = self.book.consequences.get("four_step_procedure")
        return (steps,) if steps and case.through not in REMOTE else ()

    def _stage(self, case: Case, code: RefusalCode | None) -> ProcedureStage | None:
        """Return how far the request came in the four steps of a counter (XJ22-00-4)."""
        if not self._procedure(case):
            return None
        if code is None:
            return ProcedureStage.CONCLUDED
        early = PRECEDENCE[code] <= PRECEDENCE[RefusalCode.MISSING_MATERIAL]
        return ProcedureStage.ACCEPTED if early else ProcedureStage.REVIEWED
