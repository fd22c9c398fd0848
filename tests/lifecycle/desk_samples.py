"""What the tests of the desk share: desks with a known key, synthetic people, moments, a file in a situation.

The people are synthetic: their names say that they are tests, their numbers are of a region that no county has.
"""

from datetime import date, datetime, timedelta
from functools import cache
from typing import Any, Final

from attrs import frozen

from sscard_core import (
    SHANGHAI,
    CardFile,
    Decision,
    Desk,
    Event,
    HmacPinVerifier,
    Holder,
    Situation,
    Start,
    open_file,
    requests,
    rulebook,
    status,
)
from sscard_core.lifecycle.status import Status
from sscard_core.model.arguments import BankAnswer
from sscard_core.model.identifiers import CitizenNumber, Mobile
from sscard_core.model.money import Fen
from sscard_core.model.sex import Sex

KEY: Final = b"a key for tests, thirty-two long"
NAME: Final = "测试甲"
BORN: Final = date(1985, 3, 2)
NUMBER: Final = CitizenNumber.synthetic(BORN, Sex.FEMALE)
MOBILE: Final = Mobile("13800000000")
ISSUED: Final = date(2020, 3, 10)
HRSS_PIN: Final = "135790"
BANK_PIN: Final = "246802"
WRONG_PIN: Final = "908172"
Readings = tuple[tuple[str, str], ...]


@cache
def desk_of(book: str, readings: Readings = ()) -> Desk:
    """Return the desk of a rulebook, with some of its readings set otherwise."""
    return Desk(rulebook(book).with_readings(dict(readings)), HmacPinVerifier(KEY))


def moment(text: str) -> datetime:
    """Read a moment in Shanghai, such as 2026-03-02T10:00."""
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


def person(**facts: Any) -> Holder:
    """Return the usual holder, with some facts set otherwise."""
    usual = {"name": NAME, "born": BORN, "id_number": NUMBER, "mobile": MOBILE}
    return Holder(**{**usual, **facts})


def started(situation: Situation, **facts: Any) -> Start:
    """Return the usual start of a situation: some money, both PINs known."""
    usual = {
        "on": ISSUED,
        "bank": "甲银行",
        "hrss_balance": Fen(50_000),
        "bank_balance": Fen(100_000),
        "hrss_pin": HRSS_PIN,
        "bank_pin": BANK_PIN,
    }
    return Start(situation=situation, **{**usual, **facts})


@frozen
class Visit:
    """A file at a desk, and all its events. Each request returns the next visit."""

    desk: Desk
    file: CardFile
    events: tuple[Event, ...]
    at: datetime
    last: Decision | None = None

    @property
    def shown(self) -> Status:
        """The status words of the file at the moment."""
        return status(self.file, self.desk.rules.terms, self.at.date())

    def ask(
        self, request: requests.Request, at: str | None = None, answer: BankAnswer = BankAnswer.DONE
    ) -> "Visit":
        """Put a request to the desk, whatever it decides; an hour after the last one unless said otherwise."""
        when = moment(at) if at else self.at + timedelta(hours=1)
        decision = self.desk.decide(self.file, request, when, bank_answer=answer)
        return Visit(self.desk, decision.file, self.events + decision.events, when, decision)

    def done(
        self, request: requests.Request, at: str | None = None, answer: BankAnswer = BankAnswer.DONE
    ) -> "Visit":
        """Put a request to the desk that must be accepted."""
        after = self.ask(request, at, answer)
        assert after.decision.code is None, f"{request.name} was refused: {after.decision.code}"
        return after

    def wait(self, until: str) -> "Visit":
        """Let time pass without asking for anything."""
        now = self.desk.present(self.file, moment(until))
        return Visit(self.desk, now.file, self.events + now.events, moment(until), self.last)

    @property
    def decision(self) -> Decision:
        """The decision on the last request."""
        assert self.last is not None, "nothing was asked yet"
        return self.last


def opened(
    book: str,
    situation: Situation = Situation.ACTIVE,
    holder: Holder | None = None,
    readings: Readings = (),
    **facts: Any,
) -> Visit:
    """Open the file of a person at a rulebook's desk."""
    desk = desk_of(book, readings)
    start = started(situation, **facts)
    file, events = open_file(desk, holder or person(), start)
    assert file.at is not None
    return Visit(desk, file, events, file.at)
