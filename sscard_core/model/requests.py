"""Requests: what can be put to the desk. Imperatives, bare records; nothing is judged here.

Every request takes who comes (`by`), through which channel, with which papers, at which outlet, and a PIN. What is left
out is filled in by the desk: the holder, the first channel that the rulebook names, every paper that is needed.
"""

from typing import ClassVar, Final

from attrs import field, frozen

from sscard_core.model.arguments import (
    Destination,
    EndReason,
    ExchangeReason,
    Failure,
    InformationField,
    LossKind,
    Medium,
    Place,
    RequestName,
    ReturnReason,
    Service,
    Stage,
)
from sscard_core.model.channels import Channel
from sscard_core.model.money import Fen
from sscard_core.model.papers import Paper
from sscard_core.model.people import Actor
from sscard_core.model.statuses import Side

N = RequestName


@frozen(kw_only=True)
class Request:
    """What every request takes. PINs and personal data stay out of the repr."""

    name: ClassVar[RequestName]

    by: Actor | None = None
    through: Channel | None = None
    papers: frozenset[Paper] | None = None
    outlet: str = ""
    pin: str | None = field(default=None, repr=False)


@frozen(kw_only=True)
class Apply(Request):
    """Apply for a first card."""

    name = N.APPLY
    service: Service | None = None


@frozen(kw_only=True)
class Reissue(Request):
    """What replacement, exchange and renewal share. Not a request by itself."""

    service: Service | None = None
    bank: str = ""
    same_number: bool = False


@frozen(kw_only=True)
class Replace(Reissue):
    """Ask for a new card in place of a lost one."""

    name = N.REPLACE


@frozen(kw_only=True)
class Exchange(Reissue):
    """Ask for a new card in place of one that is handed in."""

    name = N.EXCHANGE
    reason: ExchangeReason


@frozen(kw_only=True)
class Renew(Reissue):
    """Ask for a new card because the validity ends."""

    name = N.RENEW
    reason: ExchangeReason = ExchangeReason.EXPIRED


@frozen(kw_only=True)
class Produce(Request):
    """Report how far production has come, or where it failed: exactly one of the two."""

    name = N.PRODUCE
    stage: Stage | None = None
    failed: Failure | None = None


@frozen(kw_only=True)
class Collect(Request):
    """Take the card that is ready."""

    name = N.COLLECT


@frozen(kw_only=True)
class HandOver(Request):
    """Hand a batch of cards from one office to another."""

    name = N.HAND_OVER
    batch: str = ""
    count: int = 0
    roster: tuple[str, ...] = field(default=(), repr=False)
    signed_by: tuple[str, ...] = field(default=(), repr=False)


@frozen(kw_only=True)
class ReturnUndelivered(Request):
    """Bring back a card that could not be handed out."""

    name = N.RETURN_UNDELIVERED
    reason: ReturnReason


@frozen(kw_only=True)
class ActivateBank(Request):
    """Activate the finance function; the holder sets the bank PIN."""

    name = N.ACTIVATE_BANK
    bank_pin: str | None = field(default=None, repr=False)


@frozen(kw_only=True)
class EnableHrss(Request):
    """Enable the HRSS function without the bank."""

    name = N.ENABLE_HRSS


@frozen(kw_only=True)
class RequestHomeVisit(Request):
    """Ask that the bank come to the holder's home to activate the card."""

    name = N.REQUEST_HOME_VISIT


@frozen(kw_only=True)
class PinRequest(Request):
    """What the four PIN requests share. Not a request by itself."""

    side: Side


@frozen(kw_only=True)
class ChangePin(PinRequest):
    """Change a PIN that is known."""

    name = N.CHANGE_PIN
    old: str | None = field(default=None, repr=False)
    new: str = field(repr=False)


@frozen(kw_only=True)
class ResetPin(PinRequest):
    """Reset a forgotten PIN: to a new one where given, else to the initial state."""

    name = N.RESET_PIN
    new: str | None = field(default=None, repr=False)


@frozen(kw_only=True)
class UnlockPin(PinRequest):
    """Unlock a PIN after too many wrong tries."""

    name = N.UNLOCK_PIN


@frozen(kw_only=True)
class EnterPin(PinRequest):
    """Enter a PIN, and nothing else."""

    name = N.ENTER_PIN


@frozen(kw_only=True)
class ReportLoss(Request):
    """Report the card lost on one side or both."""

    name = N.REPORT_LOSS
    side: Side
    kind: LossKind | None = None


@frozen(kw_only=True)
class ReleaseLoss(Request):
    """Take back a loss report."""

    name = N.RELEASE_LOSS
    side: Side


@frozen(kw_only=True)
class IssueTemporary(Request):
    """Ask for a temporary card."""

    name = N.ISSUE_TEMPORARY


@frozen(kw_only=True)
class ExtendTemporary(Request):
    """Ask for a longer period of the temporary card."""

    name = N.EXTEND_TEMPORARY


@frozen(kw_only=True)
class ReportTemporaryLoss(Request):
    """Report the temporary card lost."""

    name = N.REPORT_TEMPORARY_LOSS


@frozen(kw_only=True)
class ReleaseTemporaryLoss(Request):
    """Take back the report of a lost temporary card."""

    name = N.RELEASE_TEMPORARY_LOSS


@frozen(kw_only=True)
class ReturnTemporary(Request):
    """Hand the temporary card back."""

    name = N.RETURN_TEMPORARY


Fields = tuple[tuple[InformationField, str], ...]


@frozen(kw_only=True)
class UpdateInformation(Request):
    """Change data in the person's record."""

    name = N.UPDATE_INFORMATION
    fields: Fields = field(repr=False)


@frozen(kw_only=True)
class CorrectBaseRecord(Request):
    """Correct the base record from which cards are printed."""

    name = N.CORRECT_BASE_RECORD
    fields: Fields = field(default=(), repr=False)


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


@frozen(kw_only=True)
class CreditHrss(Request):
    """Credit the HRSS account."""

    name = N.CREDIT_HRSS
    amount: Fen


@frozen(kw_only=True)
class PayMedical(Request):
    """Settle a medical bill from the HRSS account."""

    name = N.PAY_MEDICAL
    amount: Fen
    card: Medium = Medium.PHYSICAL
    at: Place | None = None


@frozen(kw_only=True)
class Contribute(Request):
    """Pay a contribution from the bank account."""

    name = N.CONTRIBUTE
    amount: Fen
    card: Medium = Medium.PHYSICAL


@frozen(kw_only=True)
class ReceiveBenefit(Request):
    """Receive a benefit on the bank account."""

    name = N.RECEIVE_BENEFIT
    amount: Fen
    card: Medium = Medium.PHYSICAL


@frozen(kw_only=True)
class Deposit(Request):
    """Pay money into an account."""

    name = N.DEPOSIT
    account: Side = Side.BANK
    amount: Fen


@frozen(kw_only=True)
class WithdrawCash(Request):
    """Take cash from an account."""

    name = N.WITHDRAW_CASH
    account: Side = Side.BANK
    amount: Fen


@frozen(kw_only=True)
class Transfer(Request):
    """Move money from one account to another; None stands for an account outside the card."""

    name = N.TRANSFER
    from_: Side | None = Side.BANK
    to: Side | None = None
    amount: Fen


@frozen(kw_only=True)
class QueryStatus(Request):
    """Ask for the card's state."""

    name = N.QUERY_STATUS
    side: Side = Side.HRSS


@frozen(kw_only=True)
class QueryBalance(Request):
    """Ask for a balance."""

    name = N.QUERY_BALANCE
    side: Side = Side.HRSS


@frozen(kw_only=True)
class QueryRecords(Request):
    """Ask for the records of a side."""

    name = N.QUERY_RECORDS
    side: Side = Side.HRSS


@frozen(kw_only=True)
class ReportMalfunction(Request):
    """Report that the activated card is not accepted."""

    name = N.REPORT_MALFUNCTION


@frozen(kw_only=True)
class AllowECardDuringLoss(Request):
    """Allow the electronic card while the physical one is lost."""

    name = N.ALLOW_E_CARD_DURING_LOSS


@frozen(kw_only=True)
class MigrateMedicalCard(Request):
    """Move the old medical card's balance to the HRSS account."""

    name = N.MIGRATE_MEDICAL_CARD


@frozen(kw_only=True)
class RecordMaliciousExchange(Request):
    """Enter malicious exchanging into the credit record."""

    name = N.RECORD_MALICIOUS_EXCHANGE


REQUESTS: Final[dict[RequestName, type[Request]]] = {
    each.name: each
    for each in list(globals().values())
    if isinstance(each, type) and issubclass(each, Request) and "name" in vars(each)
}
"""The class of each request."""
