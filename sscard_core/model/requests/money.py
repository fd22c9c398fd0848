"""Requests that move money."""

from attrs import field, frozen

from sscard_core.model.arguments import Medium, Place
from sscard_core.model.arguments import RequestName as N
from sscard_core.model.money import Fen
from sscard_core.model.requests.base import Request, RequestError, is_one_side, is_something
from sscard_core.model.statuses import Side


@frozen(kw_only=True)
class CreditHrss(Request):
    """Credit the HRSS account."""

    name = N.CREDIT_HRSS
    amount: Fen = field(validator=is_something)


@frozen(kw_only=True)
class PayMedical(Request):
    """Settle a medical bill from the HRSS account."""

    name = N.PAY_MEDICAL
    amount: Fen = field(validator=is_something)
    card: Medium = Medium.PHYSICAL
    at: Place | None = None


@frozen(kw_only=True)
class Contribute(Request):
    """Pay a contribution from the bank account."""

    name = N.CONTRIBUTE
    amount: Fen = field(validator=is_something)
    card: Medium = Medium.PHYSICAL


@frozen(kw_only=True)
class ReceiveBenefit(Request):
    """Receive a benefit on the bank account."""

    name = N.RECEIVE_BENEFIT
    amount: Fen = field(validator=is_something)
    card: Medium = Medium.PHYSICAL


@frozen(kw_only=True)
class Deposit(Request):
    """Pay money into an account."""

    name = N.DEPOSIT
    account: Side = field(default=Side.BANK, validator=is_one_side)
    amount: Fen = field(validator=is_something)


@frozen(kw_only=True)
class WithdrawCash(Request):
    """Take cash from an account."""

    name = N.WITHDRAW_CASH
    account: Side = field(default=Side.BANK, validator=is_one_side)
    amount: Fen = field(validator=is_something)


@frozen(kw_only=True)
class Transfer(Request):
    """Move money from one account to another; None stands for an account outside the card."""

    name = N.TRANSFER
    from_: Side | None = field(default=Side.BANK, validator=is_one_side)
    to: Side | None = field(default=None, validator=is_one_side)
    amount: Fen = field(validator=is_something)

    def __attrs_post_init__(self) -> None:
        if self.from_ is self.to:
            raise RequestError(
                "to", "money goes from one account to another; these are the same, or both outside the card"
            )
