"""The ledger: every way in which money moves, as a row of plain arithmetic. What is no row here moves no money.

A row says how much is put to which balance, and what must hold first. Its expressions have two readings: the desk works
them out on whole fen, and the proofs (`checking/proofs.py`) on terms that stand for every integer at once.
"""

from collections.abc import Callable, Mapping
from operator import attrgetter
from typing import Any, Final

from attrs import field, frozen

from sscard_core.lifecycle.case import Case
from sscard_core.model.arguments import Medium
from sscard_core.model.arguments import RequestName as N
from sscard_core.model.card_file import CardFile, Change, Mark
from sscard_core.model.money import NIL, Fen
from sscard_core.model.postings import BALANCES, Posting
from sscard_core.model.requests import PayMedical, Request, Transfer, WithdrawCash
from sscard_core.model.statuses import Side
from sscard_core.model.words import Word

Number = Any
"""Fen at the desk; in a proof, a term that stands for any integer."""

Expression = Callable[[CardFile, Number], Number]
"""A figure, or a comparison, of what a file holds and of the amount asked for."""

HRSS: Final = BALANCES[Side.HRSS]
BANK: Final = BALANCES[Side.BANK]
OLD_CARD: Final = "legacy_balance"
ACCOUNTS: Final = {balance: side for side, balance in BALANCES.items()}
"""The balances with a ledger of postings. The old medical card's is kept as a figure alone, until it is moved."""


class Movement(Word):
    """A way in which money moves."""

    OPEN_HRSS = "open_hrss", "社保账户期初余额"
    OPEN_BANK = "open_bank", "银行账户期初余额"
    OPEN_OLD_CARD = "open_old_card", "原医保卡期初余额"
    CREDIT_HRSS = "credit_hrss", "个人账户划入"
    PAY_MEDICAL = "pay_medical", "医疗费用结算"
    PAY_WITH_OLD_CARD = "pay_with_old_card", "原医保卡医疗费用结算"
    MIGRATE_MEDICAL_CARD = "migrate_medical_card", "原医保卡余额转入"
    CONTRIBUTE = "contribute", "缴费"
    RECEIVE_BENEFIT = "receive_benefit", "待遇领取"
    DEPOSIT = "deposit", "存款"
    WITHDRAW_CASH = "withdraw_cash", "取现"
    TRANSFER_OUT = "transfer_out", "转出"
    TRANSFER_IN = "transfer_in", "转入"
    SETTLE_HRSS = "settle_hrss", "社保账户结清"
    SETTLE_BANK = "settle_bank", "银行账户结清"
    CANCEL_BANK = "cancel_bank", "银行账户销户"
    APPLY_ANEW = "apply_anew", "注销后重新申领"


@frozen
class Line:
    """A sum put to one balance: +1 pays it in, -1 pays it out."""

    balance: str
    sign: int
    sum: Expression = field(repr=False)


@frozen
class Effect:
    """What a movement puts to which balances, given that all of some comparisons hold."""

    lines: tuple[Line, ...]
    given: tuple[Expression, ...] = field(default=(), repr=False)


def the_amount(_held: CardFile, amount: Number) -> Number:
    """Return the amount asked for."""
    return amount


def is_something(_held: CardFile, amount: Number) -> Number:
    """No request for nothing, or for less, can be made (`model/requests/base.py`)."""
    return amount > 0


def is_no_debt(_held: CardFile, amount: Number) -> Number:
    """No account is opened with less than nothing on it."""
    return amount >= 0


def _covers(balance: str) -> Expression:
    held_on = attrgetter(balance)
    return lambda held, amount: held_on(held) >= amount


WHOLE: Final[Mapping[str, Expression]] = {
    HRSS: lambda held, _amount: held.hrss_balance,
    BANK: lambda held, _amount: held.bank_balance,
    OLD_CARD: lambda held, _amount: held.legacy_balance,
}
"""The whole of a balance."""

COVERS: Final = {balance: _covers(balance) for balance in WHOLE}
"""That a balance suffices for the amount."""


def _opened(balance: str) -> Effect:
    return Effect((Line(balance, +1, the_amount),), (is_no_debt,))


def _paid_in(balance: str) -> Effect:
    return Effect((Line(balance, +1, the_amount),), (is_something,))


def _paid_out(balance: str) -> Effect:
    return Effect((Line(balance, -1, the_amount),), (is_something, COVERS[balance]))


def _emptied(balance: str) -> Effect:
    return Effect((Line(balance, -1, WHOLE[balance]),))


M = Movement

EFFECTS: Final[Mapping[Movement, Effect]] = {
    M.OPEN_HRSS: _opened(HRSS),
    M.OPEN_BANK: _opened(BANK),
    M.OPEN_OLD_CARD: _opened(OLD_CARD),
    M.CREDIT_HRSS: _paid_in(HRSS),
    M.PAY_MEDICAL: _paid_out(HRSS),
    M.PAY_WITH_OLD_CARD: _paid_out(OLD_CARD),
    M.MIGRATE_MEDICAL_CARD: Effect((Line(OLD_CARD, -1, WHOLE[OLD_CARD]), Line(HRSS, +1, WHOLE[OLD_CARD]))),
    M.CONTRIBUTE: _paid_out(BANK),
    M.RECEIVE_BENEFIT: _paid_in(BANK),
    M.DEPOSIT: _paid_in(BANK),
    M.WITHDRAW_CASH: _paid_out(BANK),
    M.TRANSFER_OUT: _paid_out(BANK),
    M.TRANSFER_IN: _paid_in(BANK),
    M.SETTLE_HRSS: _emptied(HRSS),
    M.SETTLE_BANK: _emptied(BANK),
    M.CANCEL_BANK: _emptied(BANK),
    M.APPLY_ANEW: _emptied(HRSS),
}
"""Every movement of money, and all that it does. No row has both accounts."""

BY_AMOUNT: Final = {
    N.CREDIT_HRSS: M.CREDIT_HRSS,
    N.PAY_MEDICAL: M.PAY_MEDICAL,
    N.CONTRIBUTE: M.CONTRIBUTE,
    N.RECEIVE_BENEFIT: M.RECEIVE_BENEFIT,
    N.DEPOSIT: M.DEPOSIT,
    N.WITHDRAW_CASH: M.WITHDRAW_CASH,
    N.TRANSFER: M.TRANSFER_OUT,
}
"""Every request that moves money by an amount, with the movement that it usually is."""

DEBITED: Final = {
    request: ACCOUNTS[line.balance]
    for request, movement in BY_AMOUNT.items()
    for line in EFFECTS[movement].lines
    if line.sign < 0
}
"""The account from which a request takes an amount."""

SETTLING: Final = {Side.HRSS: M.SETTLE_HRSS, Side.BANK: M.SETTLE_BANK}
"""The movement by which each side is settled."""


def spends_old_card(case: Case) -> bool:
    """True for a bill paid with the old medical card, which spends its own balance until that was moved."""
    request = case.request
    if not isinstance(request, PayMedical) or request.card is not Medium.LEGACY:
        return False
    return Mark.MEDICAL_CARD_MIGRATED not in case.file.marks


def movement_of(case: Case) -> Movement:
    """Return what a request that moves money by an amount is, once it is permitted."""
    request = case.request
    if isinstance(request, Transfer) and request.from_ is None:
        return M.TRANSFER_IN
    return M.PAY_WITH_OLD_CARD if spends_old_card(case) else BY_AMOUNT[request.name]


def account_debited(request: Request) -> Side | None:
    """Return the account that the request would take money from, whether that is permitted or not."""
    if isinstance(request, WithdrawCash):
        return request.account
    if isinstance(request, Transfer):
        return request.from_
    return DEBITED.get(request.name)


def balance_debited(case: Case) -> str | None:
    """Return the balance that the request would take money from, whether that is permitted or not."""
    side = account_debited(case.request)
    if side is None:
        return None
    return OLD_CARD if spends_old_card(case) else BALANCES[side]


def entries(effect: Effect, held: CardFile, amount: Number) -> tuple[list[Change], list[Posting]]:
    """Return the changes and the postings by which an effect comes about, in either reading."""
    changes: list[Change] = []
    postings: list[Posting] = []
    for line in effect.lines:
        put = line.sign * line.sum(held, amount)
        if line.balance in ACCOUNTS:
            postings.append(Posting(ACCOUNTS[line.balance], put))
        else:
            changes.append((line.balance, getattr(held, line.balance) + put))
    return changes, postings


def book(movement: Movement, file: CardFile, amount: Fen = NIL) -> tuple[list[Change], tuple[Posting, ...]]:
    """Return the changes and the postings of a movement. Of nothing, nothing is posted."""
    changes, postings = entries(EFFECTS[movement], file, amount)
    return changes, tuple(posting for posting in postings if posting.amount)
