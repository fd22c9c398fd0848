"""Requests about moves, settlement and cancellation."""

from attrs import frozen

from sscard_core.model.arguments import Destination, EndReason
from sscard_core.model.arguments import RequestName as N
from sscard_core.model.requests.base import Request
from sscard_core.model.statuses import Side


@frozen(kw_only=True)
class MoveInsurance(Request):
    """Move the insurance relation."""

    name = N.MOVE_INSURANCE
    to: Destination


@frozen(kw_only=True)
class ResetCardData(Request):
    """Reset the HRSS data on the card after a move."""

    name = N.RESET_CARD_DATA


@frozen(kw_only=True)
class EndInsurance(Request):
    """End the insurance relation."""

    name = N.END_INSURANCE
    reason: EndReason


@frozen(kw_only=True)
class Settle(Request):
    """Bring a side's open business to an end and pay its balance out."""

    name = N.SETTLE
    side: Side = Side.BOTH


@frozen(kw_only=True)
class Cancel(Request):
    """Cancel one side of the card or both."""

    name = N.CANCEL
    side: Side = Side.BOTH


@frozen(kw_only=True)
class SendDestructionReceipt(Request):
    """Report that the recovered card was destroyed."""

    name = N.SEND_DESTRUCTION_RECEIPT
