"""A tiny model of what holds of one card, written from the vocabulary alone; the library's code is not looked at.

It is told each request and each decision, and says what must be true of the file afterwards.
"""

from typing import Final

from attrs import define, evolve, field

from sscard_core import CardFile, Decision, RefusalCode, Start
from sscard_core import requests as ask
from sscard_core.lifecycle.status import Status
from sscard_core.model.arguments import Medium, RequestName
from sscard_core.model.events import EventName
from sscard_core.model.money import Fen
from sscard_core.model.statuses import Side

N = RequestName

WORDS: Final = {
    "order": "none accepted in_production ready collected failed undelivered",
    "hrss": "none sealed normal formally_lost locked temporarily_lost cancelled",
    "bank": "none inactive active temporarily_lost formally_lost restricted cancelled",
    "hrss_pin": "none initial set locked",
    "bank_pin": "none set locked",
    "body": "none at_outlet with_holder reported_lost recovered destroyed",
    "temporary": "none valid reported_lost expired returned",
    "e_card": "none active limited limited_allowed cancelled",
}
"""The words of each status key, typed from VOCABULARY's table."""

LOST: Final = ("temporarily_lost", "formally_lost")
USES: Final = ("benefit", "contribute", "debit", "identity", "medical")
ONE_FEN: Final = Fen(1)
PAYMENTS: Final[dict[str, tuple[ask.Request, ...]]] = {
    "medical": (ask.PayMedical(amount=ONE_FEN),),
    "contribute": (ask.Contribute(amount=ONE_FEN),),
    "benefit": (ask.ReceiveBenefit(amount=ONE_FEN),),
    "debit": (ask.WithdrawCash(amount=ONE_FEN), ask.Transfer(from_=Side.BANK, to=None, amount=ONE_FEN)),
}
"""What a use is used for: requests that must be refused while it is not there."""


def entered(request: ask.Request) -> tuple[Side, str] | None:
    """Return the PIN that is to be compared, and the side whose it is."""
    match request:
        case ask.ChangePin(side=side, old=str(pin)):
            return side, pin
        case ask.ChangePin(side=side, pin=str(pin)) | ask.EnterPin(side=side, pin=str(pin)):
            return side, pin
        case ask.PayMedical(pin=str(pin)):
            return Side.HRSS, pin
        case ask.WithdrawCash(account=side, pin=str(pin)) | ask.Transfer(from_=Side() as side, pin=str(pin)):
            return side, pin
        case _:
            return None


@define
class Pin:
    """One PIN: what it is, where that is known, and the wrong tries in a row."""

    limit: int
    known: str | None = None
    tries: int = 0

    @property
    def is_locked(self) -> bool:
        """True from the limit on."""
        return self.tries >= self.limit

    def becomes(self, known: str | None) -> None:
        """Take a new PIN; its count begins at nought."""
        self.known, self.tries = known, 0


@define
class CardModel:
    """The counters, the two balances and the number of working cards."""

    pins: dict[Side, Pin]
    money: dict[Side, int]
    legacy: int
    first_pin: str | None
    migrated: bool = False
    cards: int = 0
    applied_since_cancelling: bool = False
    reissued: bool = False
    working: str = ""
    locked_from: str = ""
    states: dict[Side, str] = field(factory=dict)
    covered: dict[Side, tuple[str, bool]] = field(factory=dict)

    @classmethod
    def of(cls, start: Start, tries: dict[Side, int], *, inherits: bool) -> "CardModel":
        """Return the model of a file just opened."""
        first = start.legacy_pin if inherits and start.legacy_balance is not None else None
        in_hand, active = start.situation.value in ("collected", "active"), start.situation.value == "active"
        pins = {side: Pin(limit) for side, limit in tries.items()}
        if in_hand:
            pins[Side.HRSS].known = start.hrss_pin or (None if active else first)
        if active:
            pins[Side.BANK].known = start.bank_pin
        money = {Side.HRSS: int(start.hrss_balance), Side.BANK: int(start.bank_balance)}
        return cls(pins, money, start.legacy_balance or 0, first, cards=int(in_hand))

    def hears(self, before: CardFile, request: ask.Request, decision: Decision) -> None:
        """Take in a decision, and check that it fits the PINs."""
        compared = entered(request)
        if decision.code is RefusalCode.PIN_WRONG:
            assert compared is not None, "a PIN is wrong that nobody entered"
            side, pin = compared
            assert pin != self.pins[side].known, "the right PIN was called wrong"
            assert not self.pins[side].is_locked, "a locked PIN was compared"
            self.pins[side].tries += 1
        if decision.code is not None:
            return
        if compared is not None:
            side, pin = compared
            assert pin == self.pins[side].known, "a wrong PIN was taken for the right one"
            self.pins[side].tries = 0
        self.reissued = request.name is N.COLLECT
        if isinstance(request, ask.ActivateBank | ask.EnableHrss):
            self.working = "normal"  # a PIN that came locked from the old card locks what is just enabled
        self._pins_after(before, request)
        self._money_after(before, request, decision)
        self._cards_after(request, decision)

    def _pins_after(self, before: CardFile, request: ask.Request) -> None:
        match request:
            case ask.ChangePin(side=side, new=new):
                self.pins[side].known = new  # a change is no entry: it does not end a row of wrong ones
            case ask.ResetPin(side=side, new=new):
                self.pins[side].becomes(new)
            case ask.UnlockPin(side=side):
                self.pins[side].tries = 0
            case ask.ActivateBank(bank_pin=new):
                self.pins[Side.BANK].becomes(new)
            case ask.Apply() if before.hrss.value == "cancelled":
                self.pins[Side.HRSS].becomes(None)
            case ask.Collect():
                self.pins[Side.BANK].becomes(None)
                if before.hrss_pin.value == "none":
                    self.pins[Side.HRSS].becomes(self.first_pin)
            case _:
                pass

    def _money_after(self, before: CardFile, request: ask.Request, decision: Decision) -> None:
        match request:
            case ask.PayMedical(card=Medium.LEGACY, amount=amount) if not self.migrated:
                self.legacy -= amount
            case ask.CreditHrss(amount=amount):
                self.money[Side.HRSS] += amount
            case ask.PayMedical(amount=amount):
                self.money[Side.HRSS] -= amount
            case ask.Deposit(amount=amount) | ask.ReceiveBenefit(amount=amount):
                self.money[Side.BANK] += amount
            case ask.Transfer(from_=None, amount=amount):
                self.money[Side.BANK] += amount
            case (
                ask.Contribute(amount=amount) | ask.WithdrawCash(amount=amount) | ask.Transfer(amount=amount)
            ):
                self.money[Side.BANK] -= amount
            case ask.MigrateMedicalCard():
                self.money[Side.HRSS] += self.legacy
                self.legacy, self.migrated = 0, True
            case ask.Settle(side=side):
                self._pays_out(side, half=decision.outcome.value == "partial")
            case ask.Cancel(side=Side.BANK | Side.BOTH as side) if before.bank.value != "cancelled":
                self._pays_out(Side.BANK, half=side is Side.BOTH and decision.outcome.value == "partial")
            case ask.Apply() if before.hrss.value == "cancelled":
                self._pays_out(Side.HRSS, half=False)
            case _:
                pass

    def _pays_out(self, side: Side, *, half: bool) -> None:
        for each in (Side.HRSS, Side.BANK):
            if side in (each, Side.BOTH) and not (half and each is Side.BANK):
                self.money[each] = 0

    def _cards_after(self, request: ask.Request, decision: Decision) -> None:
        names = [event.name for event in decision.events]
        gone = names.count(EventName.OLD_CARD_CANCELLED) + names.count(EventName.HRSS_CANCELLED)
        self.cards += names.count(EventName.CARD_COLLECTED) - gone
        if EventName.HRSS_CANCELLED in names:
            self.applied_since_cancelling = False
        elif request.name is N.APPLY:
            self.applied_since_cancelling = True

    def sees(self, told: Status, *, expired: bool) -> None:
        """Check that a report that is gone has left what it covered, and that no bank side outlives its card."""
        assert not (expired and told["bank"] == "active")
        locked = told["hrss_pin"] == "locked"
        for side in (Side.HRSS, Side.BANK):
            was, now = self.states.get(side, "none"), str(told[str(side)])
            if now in LOST and was not in LOST:
                self.covered[side] = was, locked
            if was in LOST and now not in LOST and now != "cancelled" and not self.reissued:
                covered, was_locked = self.covered[side]
                if side is Side.HRSS and locked and not was_locked:
                    covered = "locked"
                if side is Side.BANK and expired and covered == "active":
                    covered = "restricted"
                assert now == covered, "a release restored something else than the report covered"
            self.states[side] = now
        self._sees_a_lock(str(told["hrss"]), locked)
        self.reissued = False

    def _sees_a_lock(self, now: str, locked: bool) -> None:
        """Check that an unlocking has restored what the lock covered."""
        if now == "locked" and not self.locked_from:
            self.locked_from = self.working
        if now in ("sealed", "normal"):
            assert self.reissued or self.locked_from in ("", now), "an unlocking restored something else"
            self.locked_from, self.working = "", now
        assert now != "locked" or locked

    def agrees_with(self, file: CardFile, told: Status) -> None:
        """Check everything that the model knows of a file."""
        for side, secret in ((Side.HRSS, file.hrss_secret), (Side.BANK, file.bank_secret)):
            assert secret.wrong_tries == self.pins[side].tries
            assert (told[f"{side}_pin"] == "locked") is self.pins[side].is_locked
        assert file.hrss_balance == self.money[Side.HRSS] >= 0
        assert file.bank_balance == self.money[Side.BANK] >= 0
        assert file.legacy_balance == self.legacy >= 0
        assert self.cards in (0, 1), "two cards work"


def usable_at_most(
    file: CardFile, told: Status, *, expired: bool, stops: bool, bank_needed: bool
) -> set[str]:
    """Return what can be usable at the most: no function that is lost, locked, sealed, expired or cancelled."""
    hrss = told["hrss"] == "normal" and not (expired and stops)
    bank = told["bank"] == "active" and not expired and told["hrss"] != "cancelled"
    in_hand = told["body"] in ("with_holder", "reported_lost") and file.card is not None
    through_bank = hrss and (bank or not bank_needed)
    possible = {
        "benefit": through_bank,
        "contribute": through_bank,
        "debit": bank,
        "identity": hrss,
        "medical": hrss,
    }
    return {use for use, can in possible.items() if can and in_hand}


def without_pin_tries(file: CardFile) -> CardFile:
    """Return the file without all that a wrong PIN may change."""
    blank = CardFile.blank(file.holder)
    pins = {
        name: getattr(blank, name)
        for name in [
            "hrss_secret",
            "bank_secret",
            "hrss_pin",
            "bank_pin",
            "hrss_pin_unlocked",
            "hrss_unlocked",
            "at",
            "version",
        ]
    }
    locked = {
        name: getattr(blank, name)
        for name in ("hrss", "hrss_covered")
        if getattr(file, name) is not None and getattr(file, name).value in ("locked", "normal", "sealed")
    }
    return evolve(file, **pins, **locked)
