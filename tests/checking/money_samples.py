"""What the tests of the money share: files with money on them, requests that move it, and what each is in the ledger.

`movements_asked` says by itself which movements a permitted request is, so that the desk's own choice can be compared.
"""

from datetime import date, datetime, timedelta
from functools import cache
from typing import Final

from hypothesis import strategies as st

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
    rulebook,
)
from sscard_core import requests as ask
from sscard_core.lifecycle.ledger import ACCOUNTS, EFFECTS, OLD_CARD, Movement
from sscard_core.model.arguments import EndReason, Medium
from sscard_core.model.card_file import Mark
from sscard_core.model.money import Fen
from sscard_core.model.postings import Posting
from sscard_core.model.statuses import Bank, Hrss, Side

M = Movement
MORNING: Final = datetime(2024, 3, 11, 9, tzinfo=SHANGHAI)
MINUTE: Final = timedelta(minutes=1)
HOLDER: Final = Holder(name="测试甲", born=date(1985, 3, 2))
NOTHING_SETTLED: Final = (("settled_before_cancelling", "none"),)
Life = tuple[ask.Request, ...]


@cache
def money_desk(book: str, readings: tuple[tuple[str, str], ...] = NOTHING_SETTLED) -> Desk:
    """Return the desk of a rulebook, where by default a side may be cancelled with money on it."""
    return Desk(
        rulebook(book).with_readings(dict(readings)), HmacPinVerifier(b"a key for tests, thirty-two long")
    )


def with_money(desk: Desk, hrss: int, bank: int, old_card: int | None) -> tuple[CardFile, tuple[Event, ...]]:
    """Open the file of a card in hand."""
    start = Start(
        situation=Situation.ACTIVE,
        on=date(2023, 9, 18),
        hrss_balance=Fen(hrss),
        bank_balance=Fen(bank),
        legacy_balance=None if old_card is None else Fen(old_card),
    )
    return open_file(desk, HOLDER, start)


def decided(desk: Desk, file: CardFile, request: ask.Request) -> Decision:
    """Put a request to the desk a minute after the file's last event, at the earliest on a Monday morning."""
    assert file.at is not None
    return desk.decide(file, request, max(MORNING, file.at + MINUTE))


USUAL: Final[dict[type[ask.Request], tuple[Movement, ...]]] = {
    ask.CreditHrss: (M.CREDIT_HRSS,),
    ask.PayMedical: (M.PAY_MEDICAL,),
    ask.Contribute: (M.CONTRIBUTE,),
    ask.ReceiveBenefit: (M.RECEIVE_BENEFIT,),
    ask.Deposit: (M.DEPOSIT,),
    ask.WithdrawCash: (M.WITHDRAW_CASH,),
    ask.Transfer: (M.TRANSFER_OUT,),
    ask.MigrateMedicalCard: (M.MIGRATE_MEDICAL_CARD,),
}
SETTLING: Final = {
    Side.HRSS: (M.SETTLE_HRSS,),
    Side.BANK: (M.SETTLE_BANK,),
    Side.BOTH: (M.SETTLE_HRSS, M.SETTLE_BANK),
}


def movements_asked(file: CardFile, request: ask.Request) -> tuple[Movement, ...]:
    """Return the movements that a request is, if it is permitted."""
    asked = USUAL.get(type(request), ())
    match request:
        case ask.PayMedical(card=Medium.LEGACY) if Mark.MEDICAL_CARD_MIGRATED not in file.marks:
            asked = (M.PAY_WITH_OLD_CARD,)
        case ask.Transfer(from_=None):
            asked = (M.TRANSFER_IN,)
        case ask.Settle(side=side):
            asked = SETTLING[side]
        case ask.Cancel(side=Side.BANK | Side.BOTH) if file.bank is not Bank.CANCELLED:
            asked = (M.CANCEL_BANK,)
        case ask.Apply() if file.hrss is Hrss.CANCELLED:
            asked = (M.APPLY_ANEW,)
    return asked


def amount_of(request: ask.Request) -> int:
    """Return the amount that a request asks for."""
    return int(getattr(request, "amount", 0))


def money_on(file: CardFile) -> tuple[int, int, int]:
    """Return the three balances."""
    return file.hrss_balance, file.bank_balance, file.legacy_balance


def said_by_the_ledger(file: CardFile, movements: tuple[Movement, ...], amount: int) -> tuple[Posting, ...]:
    """Return the postings that the rows of some movements come to on whole fen."""
    lines = [line for movement in movements for line in EFFECTS[movement].lines]
    sums = [(line.balance, line.sign * line.sum(file, amount)) for line in lines]
    return tuple(Posting(ACCOUNTS[balance], Fen(put)) for balance, put in sums if put and balance in ACCOUNTS)


def left_on_the_old_card(file: CardFile, movements: tuple[Movement, ...], amount: int) -> int:
    """Return what the rows of some movements leave on the old medical card."""
    lines = [line for movement in movements for line in EFFECTS[movement].lines if line.balance == OLD_CARD]
    return file.legacy_balance + sum(int(line.sign * line.sum(file, amount)) for line in lines)


def paying(amount: int) -> Life:
    """Return one of each request that moves an amount, as each is permitted; the old card is used before it is empty."""
    fen = Fen(amount)
    return (
        ask.CreditHrss(amount=fen),
        ask.PayMedical(amount=fen),
        ask.PayMedical(amount=fen, card=Medium.LEGACY),
        ask.MigrateMedicalCard(),
        ask.PayMedical(amount=fen, card=Medium.LEGACY),
        ask.Contribute(amount=fen),
        ask.ReceiveBenefit(amount=fen),
        ask.Deposit(amount=fen),
        ask.WithdrawCash(amount=fen),
        ask.Transfer(amount=fen),
        ask.Transfer(amount=fen, from_=None, to=Side.BANK),
    )


ENDED: Final = ask.EndInsurance(reason=EndReason.SETTLED_ABROAD)
SETTLED: Final[Life] = (ENDED, ask.Settle())
GIVEN_UP: Final[Life] = (ENDED, ask.Cancel(side=Side.HRSS), ask.Cancel(side=Side.BANK), ask.Apply())

NEVER_PERMITTED: Final[Life] = (
    ask.Deposit(amount=Fen(1), account=Side.HRSS),
    ask.WithdrawCash(amount=Fen(1), account=Side.HRSS),
    ask.Transfer(amount=Fen(1), from_=Side.HRSS),
    ask.Transfer(amount=Fen(1), from_=Side.HRSS, to=Side.BANK),
    ask.Transfer(amount=Fen(1), from_=Side.BANK, to=Side.HRSS),
    ask.Transfer(amount=Fen(1), from_=None, to=Side.HRSS),
)
"""What would move money that no row of the ledger moves."""

AMOUNTS: Final = st.integers(1, 1_500) | st.integers(1, 10**15)
HELD: Final = st.integers(0, 1_000) | st.integers(0, 10**15)
REQUESTS: Final = st.one_of(
    AMOUNTS.flatmap(lambda amount: st.sampled_from(paying(amount))),
    st.sampled_from((*NEVER_PERMITTED, *GIVEN_UP, *(ask.Settle(side=side) for side in Side), ask.Cancel())),
)
LIVES: Final = st.lists(REQUESTS, max_size=12)
