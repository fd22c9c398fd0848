"""The two ledgers: which request moves which account, and in which direction. Nothing moves both."""

from typing import Final

from attrs import frozen

from sscard_core.model.arguments import RequestName as N
from sscard_core.model.requests import Request, Transfer, WithdrawCash
from sscard_core.model.statuses import Side


@frozen
class MoneyRule:
    """What a request does to one account: +1 pays the amount in, -1 pays it out."""

    account: Side
    sign: int


MONEY: Final = {
    N.CREDIT_HRSS: MoneyRule(Side.HRSS, +1),
    N.PAY_MEDICAL: MoneyRule(Side.HRSS, -1),
    N.CONTRIBUTE: MoneyRule(Side.BANK, -1),
    N.RECEIVE_BENEFIT: MoneyRule(Side.BANK, +1),
    N.DEPOSIT: MoneyRule(Side.BANK, +1),
    N.WITHDRAW_CASH: MoneyRule(Side.BANK, -1),
    N.TRANSFER: MoneyRule(Side.BANK, -1),
}
"""Every request that moves money by an amount, with the only account it can move."""

INCOMING_TRANSFER: Final = MoneyRule(Side.BANK, +1)
"""A transfer from outside the card to the bank account."""


def money_rule(request: Request) -> MoneyRule:
    """Return what the request does to its account, once it is permitted."""
    if isinstance(request, Transfer) and request.from_ is None:
        return INCOMING_TRANSFER
    return MONEY[request.name]


def account_debited(request: Request) -> Side | None:
    """Return the account that the request would take money from, whether that is permitted or not."""
    if isinstance(request, WithdrawCash):
        return request.account
    if isinstance(request, Transfer):
        return request.from_
    rule = MONEY.get(request.name)
    return rule.account if rule and rule.sign < 0 else None
