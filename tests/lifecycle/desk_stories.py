"""Stories that several tests tell: one of each request, and a card's life from a wrong PIN to its end."""

from itertools import product
from typing import Final

from desk_samples import BANK_PIN, HRSS_PIN, NAME, WRONG_PIN, Visit, opened

from sscard_core import Fen
from sscard_core import requests as ask
from sscard_core.model.arguments import (
    Destination,
    EndReason,
    ExchangeReason,
    Failure,
    InformationField,
    LossKind,
    Medium,
    ReturnReason,
    Stage,
)
from sscard_core.model.statuses import Side

HALF: Final = Fen(50)
TELEPHONE: Final = ((InformationField.MOBILE, "13900000000"),)

ONE_OF_EACH: Final[tuple[ask.Request, ...]] = (
    ask.Apply(),
    ask.Replace(),
    ask.Exchange(reason=ExchangeReason.CHIP_FAULT),
    ask.Renew(),
    ask.Produce(stage=Stage.ACCOUNT_OPENED),
    ask.Produce(failed=Failure.ACCOUNT_OPENING),
    ask.Collect(),
    ask.HandOver(batch="甲", count=1, roster=(NAME,), signed_by=("某甲", "某乙")),
    ask.ReturnUndelivered(reason=ReturnReason.UNREACHABLE),
    ask.ActivateBank(bank_pin=BANK_PIN),
    ask.EnableHrss(),
    ask.RequestHomeVisit(),
    *(
        request
        for side in (Side.HRSS, Side.BANK)
        for request in (
            ask.ChangePin(side=side, old=WRONG_PIN, new="970531"),
            ask.ResetPin(side=side, new="970531"),
            ask.ResetPin(side=side),
            ask.UnlockPin(side=side),
            ask.EnterPin(side=side, pin=HRSS_PIN),
        )
    ),
    *(ask.ReportLoss(side=side, kind=kind) for side, kind in product(Side, LossKind)),
    *(ask.ReleaseLoss(side=side) for side in Side),
    ask.IssueTemporary(),
    ask.ExtendTemporary(),
    ask.ReportTemporaryLoss(),
    ask.ReleaseTemporaryLoss(),
    ask.ReturnTemporary(),
    *(ask.UpdateInformation(fields=((name, "13900000000"),)) for name in (InformationField.MOBILE,)),
    ask.UpdateInformation(fields=((InformationField.NAME, "测试乙"),)),
    ask.UpdateInformation(fields=((InformationField.PAYOUT_ACCOUNT, "x"),)),
    ask.CorrectBaseRecord(),
    *(ask.MoveInsurance(to=to) for to in Destination),
    ask.ResetCardData(),
    *(ask.EndInsurance(reason=reason) for reason in EndReason),
    *(ask.Settle(side=side) for side in Side),
    *(ask.Cancel(side=side) for side in Side),
    ask.SendDestructionReceipt(),
    ask.CreditHrss(amount=HALF),
    *(ask.PayMedical(amount=HALF, card=card) for card in Medium),
    ask.Contribute(amount=HALF),
    ask.ReceiveBenefit(amount=HALF),
    ask.Deposit(amount=HALF),
    ask.WithdrawCash(amount=HALF),
    ask.WithdrawCash(account=Side.HRSS, amount=HALF, pin=HRSS_PIN),
    ask.Transfer(from_=Side.HRSS, to=Side.BANK, amount=HALF),
    ask.Transfer(from_=None, to=Side.BANK, amount=HALF),
    ask.QueryStatus(),
    ask.QueryBalance(side=Side.BANK),
    ask.QueryRecords(),
    ask.ReportMalfunction(),
    ask.AllowECardDuringLoss(),
    ask.MigrateMedicalCard(),
    ask.RecordMaliciousExchange(),
)
"""Every request that there is, with the arguments that change how it is served."""

STORY: Final = (
    (ask.EnterPin(side=Side.HRSS, pin=WRONG_PIN), "2026-03-02T09:00"),
    (ask.PayMedical(amount=HALF, pin=HRSS_PIN), "2026-03-02T10:00"),
    (ask.ReportLoss(side=Side.HRSS, kind=LossKind.TEMPORARY), "2026-03-02T11:00"),
    (ask.ReportLoss(side=Side.BOTH), "2026-03-12T09:00"),
    (ask.Replace(), "2026-03-12T10:00"),
    (ask.UpdateInformation(fields=TELEPHONE), "2026-03-12T11:00"),
    *((ask.Produce(stage=stage), "2026-03-13T09:00") for stage in Stage),
    (ask.Collect(), "2026-03-16T09:00"),
    (ask.ActivateBank(bank_pin=BANK_PIN), "2026-03-16T10:00"),
    (ask.ChangePin(side=Side.BANK, old=BANK_PIN, new=HRSS_PIN), "2026-03-16T11:00"),
    (ask.EndInsurance(reason=EndReason.SETTLED_ABROAD), "2026-03-17T09:00"),
    (ask.Settle(), "2026-03-17T10:00"),
    (ask.Cancel(side=Side.HRSS), "2026-03-17T11:00"),
    (ask.Cancel(side=Side.BANK), "2026-03-17T12:00"),
)
"""A card's life from a wrong PIN to its end."""


def told(book: str) -> list[Visit]:
    """Return every visit of the story under a rulebook."""
    visits = [opened(book)]
    for request, at in STORY:
        visits.append(visits[-1].ask(request, at))
    return visits


def wrong_entries(visit: Visit, side: Side, times: int) -> Visit:
    """Enter a wrong PIN some times."""
    for _ in range(times):
        visit = visit.ask(ask.EnterPin(side=side, pin=WRONG_PIN))
    return visit
