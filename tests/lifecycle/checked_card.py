"""One card at one desk, looked over after everything that is asked of it."""

from datetime import datetime, timedelta
from typing import Final

from card_model import PAYMENTS, USES, WORDS, CardModel, entered, usable_at_most, without_pin_tries
from desk_pools import GOOD_PINS
from desk_samples import BANK_PIN, Readings

from sscard_core import (
    CardFile,
    Decision,
    Desk,
    Event,
    Holder,
    RefusalCode,
    Start,
    fold,
    ledger,
    open_file,
    status,
)
from sscard_core import requests as ask
from sscard_core.lifecycle.status import Status
from sscard_core.model.arguments import BankAnswer, ExchangeReason, RequestName, Stage
from sscard_core.model.card_file import Mark
from sscard_core.model.statuses import Side
from sscard_core.model.wire import events_from_json, events_to_json, file_from_json, file_to_json

OTHERWISE: Final = {
    "xinjiang-2013": """
        temporary_card_classes=handbook settled_before_cancelling=none contribute_and_benefit_need_bank=no
        bank_activation_enables_hrss=no in_region_move=goes_on sides_cancelled_in_order=no
    """,
    "xinjiang-2022": """
        temporary_card=60d release_after_formal_loss=until_replacement hrss_after_expiry=stops
        formal_loss_takes_both_sides=no settled_before_cancelling=none
    """,
    "xinxiang-2017": """
        electronic_card=yes card_destruction=on_receipt card_validity=1y left_province_ends_insurance=yes
        temporary_loss_lapses_after=3d settled_before_cancelling=hrss
    """,
    "jiangsu": """
        temporary_card=3m hrss_pin_tries=2 bank_pin_tries=1 weak_pin_is=warned replacement_needs_formal_loss=no
        temporary_loss_lapses_after=1d settled_before_cancelling=none card_destruction=with_hrss
    """,
}
"""Another way to read each rulebook: the switches that change most what a card can do."""

READ: Final[dict[str, tuple[str, Readings]]] = {
    **{book: (book, ()) for book in OTHERWISE},
    **{
        f"{book}, read otherwise": (
            book,
            tuple((each.split("=")[0], each.split("=")[1]) for each in text.split()),
        )
        for book, text in OTHERWISE.items()
    },
}

INHERITS: Final = ("xinjiang-2013", "xinjiang-2022")
"""Where the first HRSS password is that of the old medical card (XJ13-H-022)."""


class CheckedCard:
    """A card file with all its events, a clock, and the model that looks over the desk's shoulder."""

    def __init__(self, desk: Desk, holder: Holder, start: Start) -> None:
        self.desk, self.holder = desk, holder
        reading = desk.book.reading
        tries = {Side.HRSS: int(reading("hrss_pin_tries")), Side.BANK: int(reading("bank_pin_tries"))}
        self.stops = reading("hrss_after_expiry") == "stops"
        self.bank_needed = reading("contribute_and_benefit_need_bank") == "yes"
        self.model = CardModel.of(start, tries, inherits=desk.book.id in INHERITS)
        self.file, self.events = open_file(desk, holder, start)
        assert self.file.at is not None
        self.at: datetime = self.file.at
        self.look()

    def wait(self, minutes: int) -> None:
        """Let time pass."""
        self.at += timedelta(minutes=minutes)
        now = self.desk.present(self.file, self.at)
        self.file, self.events = now.file, self.events + now.events
        self.look()

    def put(self, request: ask.Request, minutes: int, answer: BankAnswer = BankAnswer.DONE) -> None:
        """Put a request some minutes later, and check everything that must hold of the decision and the file."""
        self.at += timedelta(minutes=minutes)
        before = self.desk.present(self.file, self.at).file
        self.see(before)
        decision = self.desk.decide(self.file, request, self.at, bank_answer=answer)
        self.check_refusal(before, request, decision)
        self.check_ending(before, request, decision)
        assert decision.clauses or decision.assumed, "a decision rests on nothing"
        self.check_privacy(decision, decision.file, decision.events)
        self.file, self.events = decision.file, self.events + decision.events
        self.model.hears(before, request, decision)
        self.look()

    def next_step(self) -> ask.Request:
        """Return what brings the order, or the card in hand, further."""
        file = self.file
        match file.order.value:
            case "accepted" | "in_production":
                done = file.making.stage if file.making else None
                stages = list(Stage)
                return ask.Produce(stage=stages[stages.index(done) + 1 if done else 0])
            case "ready" | "undelivered":
                out = file.temporary.value in ("valid", "expired")
                return ask.ReturnTemporary() if out else ask.Collect()
            case _ if file.card is None or file.hrss.value == "cancelled":
                return ask.Apply()
            case _ if file.bank.value == "inactive":
                return ask.ActivateBank(bank_pin=BANK_PIN)
            case _:
                return ask.Exchange(reason=ExchangeReason.CHIP_FAULT)

    def check_refusal(self, before: CardFile, request: ask.Request, decision: Decision) -> None:
        """Nothing is changed by a refusal, save that a wrong PIN counts and may lock."""
        if decision.code is None:
            return
        if decision.code is not RefusalCode.PIN_WRONG:
            assert decision.file == before
            return
        assert entered(request) is not None
        assert decision.file.version > before.version
        assert without_pin_tries(decision.file) == without_pin_tries(before)

    def check_ending(self, before: CardFile, request: ask.Request, decision: Decision) -> None:
        """What is cancelled stays cancelled until the card of a new application is collected."""
        after = decision.file
        if before.hrss.value == "cancelled" and after.hrss is not before.hrss:
            assert request.name is RequestName.COLLECT
            assert self.model.applied_since_cancelling, "a cancelled card came back without an application"
        if before.bank.value == "cancelled" and after.bank is not before.bank:
            assert request.name is RequestName.COLLECT

    def check_privacy(self, decision: Decision, file: CardFile, events: tuple[Event, ...]) -> None:
        """No text that is meant for logs holds a PIN, a name or a birth date."""
        texts = f"{decision!r} {file!r} {events!r} {decision.request!r} {file.holder!r}"
        for secret in (*GOOD_PINS, self.holder.name, "198503"):
            assert secret not in texts

    def is_expired(self, file: CardFile) -> bool:
        """True after the last valid day of the card in hand."""
        return file.card is not None and self.at.date() > file.card.last_valid_day

    def see(self, file: CardFile) -> Status:
        """Show the model a file and return its status words."""
        told = status(file, self.desk.rules.terms, self.at.date())
        self.model.sees(told, expired=self.is_expired(file))
        return told

    def look(self) -> None:
        """Check what must hold of any file at any time."""
        assert file_from_json(file_to_json(self.file)) == self.file, "JSON there and back lost something"
        fresh = self.events[-3:]
        assert events_from_json(events_to_json(fresh)) == fresh, "JSON there and back lost something"
        file = self.file
        told = self.see(file)
        assert fold(CardFile.blank(self.holder), self.events) == file
        assert file.version == len(self.events)
        assert file.at == self.events[-1].at
        assert sum(ledger(self.events, Side.HRSS)) == file.hrss_balance
        assert sum(ledger(self.events, Side.BANK)) == file.bank_balance
        self.model.agrees_with(file, told)
        for key, words in WORDS.items():
            assert told[key] in words.split()
        if file.temporary.value == "valid":
            assert file.temporary_ends is not None
            assert self.at < file.temporary_ends
        self.check_uses(told)

    def check_uses(self, told: Status) -> None:
        """What is not usable cannot be paid with, and what is usable can."""
        file, uses = self.file, told["usable"]
        assert isinstance(uses, list)
        assert uses == [use for use in USES if use in uses]
        assert set(uses) <= usable_at_most(
            file, told, expired=self.is_expired(file), stops=self.stops, bank_needed=self.bank_needed
        )
        for use, requests in PAYMENTS.items():
            for request in requests:
                decision = self.desk.decide(file, request, self.at)
                if use not in uses:
                    assert decision.code is not None, f"paid by a card that cannot {use}"
                elif self.could_pay(use):
                    assert decision.code is None, f"a card that can {use} was refused: {decision.code}"

    def could_pay(self, use: str) -> bool:
        """True where nothing but the card itself could stand against a payment."""
        balance = self.file.hrss_balance if use == "medical" else self.file.bank_balance
        return (balance > 0 or use == "benefit") and Mark.DECEASED not in self.file.marks
