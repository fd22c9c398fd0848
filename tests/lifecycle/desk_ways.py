"""Ways that cards usually go: requests one after the other, so that no state of a card is far away."""

from typing import Final

from desk_pools import INFORMATION
from desk_samples import BANK_PIN, HRSS_PIN, WRONG_PIN

from sscard_core import Fen
from sscard_core import requests as ask
from sscard_core.model.arguments import (
    Destination,
    EndReason,
    ExchangeReason,
    LossKind,
    Medium,
    ReturnReason,
    Stage,
)
from sscard_core.model.people import Actor
from sscard_core.model.statuses import Side

Way = tuple[tuple[ask.Request, int], ...]
DAY: Final = 24 * 60


def way(*requests: ask.Request, days: int = 0) -> Way:
    """Return requests a minute apart; the days pass before the last one."""
    *first, last = requests
    return (*((request, 1) for request in first), (last, 1 + days * DAY))


LITTLE: Final = Fen(1)
PAID: Final = (ask.PayMedical(amount=LITTLE), ask.WithdrawCash(amount=LITTLE))
MADE: Final = (*(ask.Produce(stage=stage) for stage in Stage), ask.Collect())
ENDED: Final = (ask.EndInsurance(reason=EndReason.SETTLED_ABROAD), ask.Settle())
GONE: Final = (*ENDED, ask.Cancel(side=Side.HRSS), ask.Cancel(side=Side.BANK))
HRSS_GONE: Final = (ENDED[0], ask.Settle(side=Side.HRSS), ask.Cancel(side=Side.HRSS))
EXCHANGED: Final = ask.Exchange(reason=ExchangeReason.CHIP_FAULT)
LOST: Final = ask.ReportLoss(side=Side.HRSS, kind=LossKind.TEMPORARY)
FOUND: Final = (ask.ReleaseLoss(side=Side.HRSS), ask.ReleaseLoss(side=Side.BANK))
WRONG: Final = (ask.EnterPin(side=Side.HRSS, pin=WRONG_PIN), ask.EnterPin(side=Side.BANK, pin=WRONG_PIN))
RIGHT: Final = (ask.EnterPin(side=Side.HRSS, pin=HRSS_PIN), ask.EnterPin(side=Side.BANK, pin=BANK_PIN))

HANDED_OVER: Final = ask.HandOver(batch="一", count=1, roster=("某甲",), signed_by=("某乙", "某丙"))
GONE_AWAY: Final = ReturnReason.UNREACHABLE

WAYS: Final[tuple[Way, ...]] = (
    way(LOST, *PAID, *FOUND, *PAID),
    way(LOST, ask.QueryStatus(), *PAID, days=8),
    way(ask.ReportLoss(side=Side.BOTH), ask.ReportLoss(side=Side.BANK), *PAID, *FOUND),
    way(ask.ReportLoss(side=Side.BANK), ask.QueryStatus(), *FOUND, *PAID, days=11 * 366),
    way(
        LOST, ask.ReportLoss(side=Side.BOTH), ask.Replace(), *MADE, ask.ActivateBank(bank_pin=BANK_PIN), *PAID
    ),
    way(EXCHANGED, *PAID, *MADE, ask.ActivateBank(bank_pin=BANK_PIN), *PAID),
    way(EXCHANGED, ask.IssueTemporary(), ask.PayMedical(amount=LITTLE, card=Medium.TEMPORARY), days=100),
    way(ask.IssueTemporary(), ask.ReportTemporaryLoss(), ask.ReleaseTemporaryLoss(), days=100),
    way(ask.IssueTemporary(), ask.ExtendTemporary(), ask.ReturnTemporary(), ask.Collect()),
    way(*WRONG, *RIGHT, ask.ChangePin(side=Side.BANK, old=BANK_PIN, new="970531")),
    way(*WRONG * 6, LOST, *FOUND, ask.UnlockPin(side=Side.HRSS), ask.UnlockPin(side=Side.BANK), *RIGHT),
    way(*WRONG, ask.ResetPin(side=Side.HRSS, new=HRSS_PIN), ask.ResetPin(side=Side.BANK), *RIGHT),
    way(*GONE, *PAID, ask.Apply(), *PAID, *MADE, *RIGHT, *PAID),
    way(EXCHANGED, *GONE, *MADE, ask.Apply(), *MADE),
    way(*WRONG, *GONE, ask.Apply(), *MADE, *RIGHT),
    way(*HRSS_GONE, *PAID, ask.Apply(), *PAID, *MADE),
    way(ask.ActivateBank(bank_pin=BANK_PIN), *WRONG * 6, ask.UnlockPin(side=Side.HRSS), *RIGHT),
    way(*WRONG[:1] * 6, ask.UnlockPin(side=Side.HRSS), ask.ActivateBank(bank_pin=BANK_PIN), *RIGHT),
    way(
        ask.Apply(),
        *MADE[:-1],
        HANDED_OVER,
        ask.ReturnUndelivered(reason=GONE_AWAY, by=Actor.EMPLOYER),
        ask.Collect(),
    ),
    way(LOST, ask.AllowECardDuringLoss(), ask.PayMedical(amount=LITTLE, card=Medium.ELECTRONIC), *FOUND),
    way(ask.MoveInsurance(to=Destination.IN_REGION), *PAID, ask.ResetCardData(), *PAID),
    way(*(ask.CorrectBaseRecord(fields=(each,)) for each in INFORMATION[2:4]), *RIGHT),
    way(*(ask.PayMedical(amount=LITTLE, card=card) for card in Medium), ask.MigrateMedicalCard(), *PAID),
)
"""Ways that cards usually go, so that no state is far away."""
