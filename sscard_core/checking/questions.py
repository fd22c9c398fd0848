"""What is asked of a file in every state: requests put to the desk, and deadlines waited for."""

from datetime import datetime
from typing import Protocol

from attrs import evolve, frozen

from sscard_core.checking.bounds import LAST_DAYS, LONG_VALID, NOW, OVER, PENDING
from sscard_core.checking.digits import changed_alike
from sscard_core.lifecycle.desk import Desk, Presented
from sscard_core.model.arguments import BankAnswer
from sscard_core.model.card_file import CardFile
from sscard_core.model.citations import Citation
from sscard_core.model.decisions import Outcome
from sscard_core.model.events import Event
from sscard_core.model.refusals import RefusalCode
from sscard_core.model.requests import Request
from sscard_core.model.statuses import Hrss, Temporary


@frozen
class Asked:
    """What came of a question: the file afterwards, the events, and the refusal if it was one.

    `request` is None where time alone passed.
    """

    before: CardFile
    after: CardFile
    events: tuple[Event, ...]
    outcome: Outcome
    request: Request | None = None
    code: RefusalCode | None = None
    grounds: tuple[tuple[Citation, ...], ...] = ()
    at: datetime = NOW
    told: object = None


class Question(Protocol):
    """Something that can be asked of a file."""

    @property
    def label(self) -> str:
        """What is asked, in a few words."""

    def ask(self, desk: Desk, file: CardFile) -> Asked | None:
        """Ask it; None where there is nothing to ask, as there is no such deadline."""


class OpenDesk(Desk):
    """A desk for files in normal form, to which nothing falls due now: it need not look.

    That nothing does is a property of every state: `nothing_stands_overdue`.
    """

    def present(self, file: CardFile, at: datetime) -> Presented:
        """Return the file as it is."""
        return Presented(file, (), ())


@frozen
class Put:
    """A request, at a moment, with what the bank answers to its half."""

    request: Request
    at: datetime = NOW
    bank_answer: BankAnswer = BankAnswer.DONE

    @property
    def label(self) -> str:
        """The request's name."""
        return str(self.request.name)

    def ask(self, desk: Desk, file: CardFile) -> Asked:
        """Put the request to the desk."""
        decision = desk.decide(file, self.request, self.at, bank_answer=self.bank_answer)
        return Asked(
            before=file,
            after=decision.file,
            events=decision.events,
            outcome=decision.outcome,
            request=self.request,
            code=decision.code,
            grounds=decision.grounds,
            at=self.at,
            told=(decision.missing, decision.fee, decision.due, decision.advice),
        )


@frozen
class WaitForLapse:
    """Time passes until a temporary loss report lapses."""

    label: str = "loss_lapses"

    def ask(self, desk: Desk, file: CardFile) -> Asked | None:
        """Present the file at the moment at which the report lapses."""
        loss = file.hrss_loss
        if loss is None or loss.lapses is None or file.hrss is not Hrss.TEMPORARILY_LOST:
            return None
        due = changed_alike(file, ("hrss_loss", evolve(loss, lapses=NOW)))
        return _waited(desk, file, due)


@frozen
class WaitForExpiry:
    """Time passes until the day after the card's last valid one."""

    label: str = "card_expires"

    def ask(self, desk: Desk, file: CardFile) -> Asked | None:
        """Present the file at the moment at which the card's validity is over."""
        card = file.card
        if card is None or card.last_valid_day == OVER.date():
            return None
        over = evolve(card, last_valid_day=OVER.date())
        due = changed_alike(file, ("card", over))
        return _waited(desk, file, due)


@frozen
class WaitForLastDays:
    """Time passes until the card may be renewed."""

    label: str = "last_days"

    def ask(self, desk: Desk, file: CardFile) -> Asked | None:
        """Present the file in the last days of the card."""
        card = file.card
        if card is None or card.last_valid_day != LONG_VALID:
            return None
        later = evolve(card, last_valid_day=LAST_DAYS)
        due = changed_alike(file, ("card", later))
        return _waited(desk, file, due)


@frozen
class WaitForTemporaryEnd:
    """Time passes until the temporary card's period is over."""

    label: str = "temporary_ends"

    def ask(self, desk: Desk, file: CardFile) -> Asked | None:
        """Present the file at the moment at which the temporary card's period ends."""
        out = file.temporary in (Temporary.VALID, Temporary.REPORTED_LOST)
        if not out or file.temporary_ends != PENDING:
            return None
        due = changed_alike(file, ("temporary_ends", NOW))
        return _waited(desk, file, due)


def _waited(desk: Desk, file: CardFile, due: CardFile) -> Asked:
    """Present a file to which a deadline falls due now; a minute before, nothing does."""
    early = Desk.present(desk, due, NOW)
    return Asked(before=file, after=early.file, events=early.events, outcome=Outcome.ACCEPTED)
