"""Requests: what can be put to the desk. Imperatives, bare records; nothing is judged here.

Every request takes who comes (`by`), through which channel, with which papers, at which outlet, and a PIN. What is left
out is filled in by the desk: the holder, the first channel that the rulebook names, every paper that is needed.
"""

from typing import Final

from sscard_core.model.arguments import RequestName
from sscard_core.model.requests.activation import (
    ActivateBank,
    AllowECardDuringLoss,
    EnableHrss,
    RequestHomeVisit,
)
from sscard_core.model.requests.base import Request, RequestError
from sscard_core.model.requests.endings import (
    Cancel,
    EndInsurance,
    MoveInsurance,
    ResetCardData,
    SendDestructionReceipt,
    Settle,
)
from sscard_core.model.requests.losses import ReleaseLoss, ReportLoss
from sscard_core.model.requests.money import (
    Contribute,
    CreditHrss,
    Deposit,
    PayMedical,
    ReceiveBenefit,
    Transfer,
    WithdrawCash,
)
from sscard_core.model.requests.orders import (
    Apply,
    Collect,
    Exchange,
    HandOver,
    Produce,
    Reissue,
    Renew,
    Replace,
    ReturnUndelivered,
)
from sscard_core.model.requests.pins import ChangePin, EnterPin, PinRequest, ResetPin, UnlockPin
from sscard_core.model.requests.records import (
    CorrectBaseRecord,
    Fields,
    MigrateMedicalCard,
    QueryBalance,
    QueryRecords,
    QueryStatus,
    RecordMaliciousExchange,
    ReportMalfunction,
    UpdateInformation,
)
from sscard_core.model.requests.temporary import (
    ExtendTemporary,
    IssueTemporary,
    ReleaseTemporaryLoss,
    ReportTemporaryLoss,
    ReturnTemporary,
)

__all__ = [
    "REQUESTS",
    "ActivateBank",
    "AllowECardDuringLoss",
    "Apply",
    "Cancel",
    "ChangePin",
    "Collect",
    "Contribute",
    "CorrectBaseRecord",
    "CreditHrss",
    "Deposit",
    "EnableHrss",
    "EndInsurance",
    "EnterPin",
    "Exchange",
    "ExtendTemporary",
    "Fields",
    "HandOver",
    "IssueTemporary",
    "MigrateMedicalCard",
    "MoveInsurance",
    "PayMedical",
    "PinRequest",
    "Produce",
    "QueryBalance",
    "QueryRecords",
    "QueryStatus",
    "ReceiveBenefit",
    "RecordMaliciousExchange",
    "Reissue",
    "ReleaseLoss",
    "ReleaseTemporaryLoss",
    "Renew",
    "Replace",
    "ReportLoss",
    "ReportMalfunction",
    "ReportTemporaryLoss",
    "Request",
    "RequestError",
    "RequestHomeVisit",
    "ResetCardData",
    "ResetPin",
    "ReturnTemporary",
    "ReturnUndelivered",
    "SendDestructionReceipt",
    "Settle",
    "Transfer",
    "UnlockPin",
    "UpdateInformation",
    "WithdrawCash",
]

_ALL: Final[tuple[type[Request], ...]] = (
    Apply,
    Replace,
    Exchange,
    Renew,
    Produce,
    Collect,
    HandOver,
    ReturnUndelivered,
    ActivateBank,
    EnableHrss,
    RequestHomeVisit,
    AllowECardDuringLoss,
    ChangePin,
    ResetPin,
    UnlockPin,
    EnterPin,
    ReportLoss,
    ReleaseLoss,
    IssueTemporary,
    ExtendTemporary,
    ReportTemporaryLoss,
    ReleaseTemporaryLoss,
    ReturnTemporary,
    UpdateInformation,
    CorrectBaseRecord,
    QueryStatus,
    QueryBalance,
    QueryRecords,
    ReportMalfunction,
    MigrateMedicalCard,
    RecordMaliciousExchange,
    MoveInsurance,
    ResetCardData,
    EndInsurance,
    Settle,
    Cancel,
    SendDestructionReceipt,
    CreditHrss,
    PayMedical,
    Contribute,
    ReceiveBenefit,
    Deposit,
    WithdrawCash,
    Transfer,
)

REQUESTS: Final[dict[RequestName, type[Request]]] = {each.name: each for each in _ALL}
"""The class of each request."""
