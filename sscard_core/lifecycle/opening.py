"""Opening a card file: a person who comes to a rulebook with no card, an order, or a card in hand."""

from datetime import date

from attrs import frozen

from sscard_core.lifecycle.desk import Desk
from sscard_core.lifecycle.ledger import Movement, book
from sscard_core.lifecycle.services.base import state_change
from sscard_core.lifecycle.services.secrets import make_secret
from sscard_core.lifecycle.table import Region
from sscard_core.model.arguments import RequestName, Service, Stage
from sscard_core.model.card_file import Card, CardFile, Change, Making
from sscard_core.model.channels import Channel
from sscard_core.model.events import Event, EventName, fold
from sscard_core.model.moments import midnight
from sscard_core.model.money import NIL, Fen
from sscard_core.model.people import Holder
from sscard_core.model.pins import NO_SECRET
from sscard_core.model.requests import RequestError
from sscard_core.model.statuses import (
    Bank,
    BankPin,
    Body,
    ECard,
    Hrss,
    HrssPin,
    Insurance,
    Order,
    Side,
)
from sscard_core.model.words import Word


class Situation(Word):
    """How far a person has come when the file is opened."""

    NO_CARD = "no_card", "未持卡"
    ACCEPTED = "accepted", "已受理"
    READY = "ready", "待领取"
    COLLECTED = "collected", "已领取未激活"
    ACTIVE = "active", "已激活"


@frozen(kw_only=True)
class Start:
    """What is known of a file when it is opened; `on` is the day the situation was reached, the issue date of a card."""

    situation: Situation = Situation.NO_CARD
    on: date
    bank: str = ""
    generation: int | None = None
    hrss_balance: Fen = NIL
    bank_balance: Fen = NIL
    hrss_pin: str | None = None
    bank_pin: str | None = None
    outlet: str = ""
    legacy_balance: Fen | None = None
    legacy_pin: str | None = None

    def __attrs_post_init__(self) -> None:
        """Check that no account is opened in debt. Raises: RequestError."""
        if min(self.hrss_balance, self.bank_balance, self.legacy_balance or NIL) < NIL:
            raise RequestError("balance", "an account is opened with 0.00 or more")

    def __repr__(self) -> str:
        return f"Start({self.situation}, {self.on})"


def open_file(desk: Desk, holder: Holder, start: Start) -> tuple[CardFile, tuple[Event, ...]]:
    """Return the file of a person in a situation, and the one event that opened it."""
    blank = CardFile.blank(holder)
    changes: list[Change] = [
        state_change(Region.INSURANCE, Insurance.INSURED if holder.insured else Insurance.NONE),
        ("outlet", start.outlet),
        ("bank_name", start.bank),
        *_legacy(desk, blank, start),
        *_order(start),
        *(
            _card(desk, blank.subject, start)
            if start.situation in (Situation.COLLECTED, Situation.ACTIVE)
            else ()
        ),
    ]
    held = ((Movement.OPEN_HRSS, start.hrss_balance), (Movement.OPEN_BANK, start.bank_balance))
    postings = tuple(posting for movement, amount in held for posting in book(movement, blank, amount)[1])
    told = tuple(change for change in changes if change[1] != getattr(blank, change[0]))
    opened = Event(EventName.FILE_OPENED, midnight(start.on), told, postings)
    return fold(blank, (opened,)), (opened,)


def _legacy(desk: Desk, blank: CardFile, start: Start) -> list[Change]:
    if start.legacy_balance is None:
        return []
    secret = make_secret(desk.verifier, blank.subject, Side.HRSS, start.legacy_pin)
    return [*book(Movement.OPEN_OLD_CARD, blank, start.legacy_balance)[0], ("legacy_secret", secret)]


def _order(start: Start) -> list[Change]:
    if start.situation is Situation.NO_CARD:
        return []
    if start.situation in (Situation.COLLECTED, Situation.ACTIVE):
        return [state_change(Region.ORDER, Order.COLLECTED)]
    ready = start.situation is Situation.READY
    making = Making(
        name=RequestName.APPLY,
        service=Service.STANDARD,
        through=Channel.SERVICE_WINDOW,
        outlet=start.outlet,
        bank=start.bank,
        accepted_on=start.on,
        stage=Stage.DELIVERED if ready else None,
    )
    order, body = (Order.READY, Body.AT_OUTLET) if ready else (Order.ACCEPTED, Body.NONE)
    return [("making", making), state_change(Region.ORDER, order), state_change(Region.BODY, body)]


def _card(desk: Desk, subject: str, start: Start) -> list[Change]:
    terms = desk.rules.terms
    active = start.situation is Situation.ACTIVE
    card = Card(
        generation=start.generation or terms.new_card_generation,
        issued_on=start.on,
        last_valid_day=terms.card_validity.last_day_after(start.on),
        bank=start.bank,
    )
    inherited = start.legacy_pin if "initial_pin_of_medical_card" in desk.book.consequences else None
    pin = start.hrss_pin or (None if active else inherited)
    secret = make_secret(desk.verifier, subject, Side.HRSS, pin)
    bank_secret = make_secret(desk.verifier, subject, Side.BANK, start.bank_pin) if active else NO_SECRET
    return [
        ("card", card),
        state_change(Region.BODY, Body.WITH_HOLDER),
        state_change(Region.HRSS, Hrss.NORMAL if active else Hrss.SEALED),
        state_change(Region.BANK, Bank.ACTIVE if active else Bank.INACTIVE),
        state_change(Region.HRSS_PIN, HrssPin.SET if active else HrssPin.INITIAL),
        state_change(Region.BANK_PIN, BankPin.SET if active else BankPin.NONE),
        ("hrss_secret", secret),
        ("bank_secret", bank_secret),
        state_change(Region.E_CARD, ECard.ACTIVE if terms.electronic_card else ECard.NONE),
    ]
