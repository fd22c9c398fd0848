"""What may be asked, by subject: requests with their own arguments, and neither person, channel nor papers yet."""

from typing import Final

from sscard_core.checking.bounds import AMOUNTS_ASKED, BANK_PIN, HRSS_PIN, OTHER_BANK, OWN_BANK, SOME
from sscard_core.model import requests as ask
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
from sscard_core.model.requests import Request
from sscard_core.model.statuses import Side

ONE_SIDE: Final = (Side.HRSS, Side.BANK)
PINS: Final = {Side.HRSS: (HRSS_PIN, BANK_PIN), Side.BANK: (BANK_PIN, HRSS_PIN)}
"""Each side's right PIN, and the other side's, which is wrong here."""

Asks = tuple[Request, ...]

PRODUCTION: Final[Asks] = (
    *(ask.Produce(stage=stage) for stage in Stage),
    ask.Produce(failed=Failure.PRODUCTION),
    ask.ReturnUndelivered(reason=ReturnReason.UNREACHABLE),
    ask.Collect(),
)
ORDERS: Final[Asks] = (
    ask.Apply(bank=OWN_BANK),
    ask.Replace(),
    ask.Exchange(reason=ExchangeReason.DAMAGED),
    *PRODUCTION,
)
"""Each way to a card once, on the line that the rulebook takes where none is named."""

WHEREVER_MADE: Final = frozenset({RequestName.COLLECT})
"""What is also asked without naming a place: an instant card waits where it was made."""

FURTHER_ORDERS: Final[Asks] = (
    *(ask.Apply(bank=OWN_BANK, service=service) for service in Service),
    *(ask.Replace(service=service) for service in Service),
    *(ask.Replace(bank=bank, same_number=True) for bank in (OWN_BANK, OTHER_BANK)),
    *(ask.Exchange(reason=reason) for reason in ExchangeReason if reason is not ExchangeReason.DAMAGED),
    *(
        ask.Exchange(reason=ExchangeReason.BANK_CHANGE, bank=OTHER_BANK, service=service)
        for service in (None, *Service)
    ),
    *(ask.Exchange(reason=ExchangeReason.DAMAGED, service=service) for service in Service),
    ask.Exchange(reason=ExchangeReason.DATA_CHANGED, bank=OTHER_BANK),
    ask.Renew(),
    ask.Renew(service=Service.INSTANT),
    ask.Produce(failed=Failure.ACCOUNT_OPENING),
    ask.HandOver(batch="一", count=1, roster=("测试甲",), signed_by=("甲", "乙")),
    ask.HandOver(batch="一", count=2, roster=("测试甲",), signed_by=("甲", "乙")),
    ask.CorrectBaseRecord(fields=((InformationField.ADDRESS, ""),)),
    ask.UpdateInformation(fields=((InformationField.ADDRESS, ""),)),
    ask.UpdateInformation(fields=((InformationField.PHOTO, ""),)),
    ask.UpdateInformation(fields=((InformationField.PAYOUT_ACCOUNT, ""),)),
    ask.RecordMaliciousExchange(),
)
"""Every service, reason, bank and batch."""

ACTIVATION: Final[Asks] = (ask.ActivateBank(bank_pin=BANK_PIN), ask.EnableHrss())
HOME_VISITS: Final[Asks] = (ask.RequestHomeVisit(),)

LOSSES: Final[Asks] = (
    *(ask.ReportLoss(side=side, kind=kind) for side in Side for kind in LossKind),
    *(ask.ReleaseLoss(side=side) for side in Side),
)
E_CARDS: Final[Asks] = (ask.AllowECardDuringLoss(),)

PIN_CARE: Final[Asks] = tuple(
    request
    for side, (right, wrong) in PINS.items()
    for request in (
        ask.EnterPin(side=side, pin=right),
        ask.EnterPin(side=side, pin=wrong),
        ask.ChangePin(side=side, new=right),
        ask.ResetPin(side=side, new=right),
        ask.UnlockPin(side=side),
    )
)
"""What is done with a PIN, each once."""

FURTHER_PIN_CARE: Final[Asks] = tuple(
    request
    for side, (right, wrong) in PINS.items()
    for request in (
        ask.ChangePin(side=side, old=right, new=right),
        ask.ChangePin(side=side, old=wrong, new=right),
        ask.ChangePin(side=side, new="111111"),
        ask.ResetPin(side=side),
        ask.ResetPin(side=side, new="12345"),
    )
)
PAYING_WITH_PIN: Final[Asks] = tuple(
    request
    for pin in (HRSS_PIN, BANK_PIN)
    for request in (
        ask.PayMedical(amount=SOME, pin=pin),
        ask.PayMedical(amount=SOME, pin=pin, card=Medium.TEMPORARY),
        ask.WithdrawCash(account=Side.BANK, amount=SOME, pin=pin),
        ask.WithdrawCash(account=Side.HRSS, amount=SOME, pin=pin),
        ask.Transfer(from_=Side.BANK, to=None, amount=SOME, pin=pin),
    )
)

TEMPORARY: Final[Asks] = (
    ask.IssueTemporary(),
    ask.ExtendTemporary(),
    ask.ReportTemporaryLoss(),
    ask.ReleaseTemporaryLoss(),
    ask.ReturnTemporary(),
)

MONEY: Final[Asks] = (
    ask.CreditHrss(amount=SOME),
    *(
        ask.PayMedical(amount=SOME, card=card)
        for card in (Medium.PHYSICAL, Medium.TEMPORARY, Medium.ELECTRONIC)
    ),
    ask.Contribute(amount=SOME),
    ask.ReceiveBenefit(amount=SOME),
    ask.Deposit(account=Side.BANK, amount=SOME),
    ask.WithdrawCash(account=Side.BANK, amount=SOME),
)
"""What fills and empties each account once."""

DEPOSITS: Final[Asks] = (ask.CreditHrss(amount=SOME), ask.Deposit(account=Side.BANK, amount=SOME))
FURTHER_MONEY: Final[Asks] = (
    *(ask.PayMedical(amount=amount, card=card) for card in Medium for amount in AMOUNTS_ASKED),
    ask.PayMedical(amount=SOME, at=Place.ELSEWHERE_IN_REGION),
    *(kind(amount=amount, card=card) for kind in (ask.Contribute, ask.ReceiveBenefit) for amount in AMOUNTS_ASKED
      for card in (Medium.PHYSICAL, Medium.TEMPORARY)),
    *(ask.WithdrawCash(account=side, amount=amount) for side in ONE_SIDE for amount in AMOUNTS_ASKED),
    ask.Deposit(account=Side.HRSS, amount=SOME),
    *(ask.Transfer(from_=source, to=target, amount=SOME) for source in (*ONE_SIDE, None) for target in (*ONE_SIDE, None)
      if source is not target),
    *(query(side=side) for query in (ask.QueryStatus, ask.QueryBalance, ask.QueryRecords) for side in Side),
    ask.ReportMalfunction(),
    ask.MigrateMedicalCard(),
)  # fmt: skip
"""Every amount, card, account and direction, and what only looks."""

INSURANCE: Final[Asks] = (
    ask.MoveInsurance(to=Destination.IN_REGION),
    ask.ResetCardData(),
    ask.EndInsurance(reason=EndReason.SETTLED_ABROAD),
)
FURTHER_INSURANCE: Final[Asks] = (
    *(ask.MoveInsurance(to=to) for to in (Destination.OTHER_PROVINCE, Destination.OTHER_SCHEME)),
    *(ask.EndInsurance(reason=reason) for reason in (EndReason.LEFT_PROVINCE, EndReason.OTHER)),
)
DEATH: Final[Asks] = (
    ask.EndInsurance(reason=EndReason.DEATH),
    ask.ReturnUndelivered(reason=ReturnReason.DECEASED),
)
ENDINGS: Final[Asks] = (
    *(ask.Settle(side=side) for side in Side),
    *(ask.Cancel(side=side) for side in Side),
    ask.SendDestructionReceipt(),
)

EVERYTHING: Final[Asks] = (
    *ORDERS, *FURTHER_ORDERS, *ACTIVATION, *HOME_VISITS, *LOSSES, *E_CARDS, *PIN_CARE, *FURTHER_PIN_CARE,
    *PAYING_WITH_PIN, *TEMPORARY, *MONEY, *FURTHER_MONEY, *INSURANCE, *FURTHER_INSURANCE, *DEATH, *ENDINGS,
)  # fmt: skip
