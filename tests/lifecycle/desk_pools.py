"""What requests, people and starts are drawn from: for each argument the values worth trying, all well formed.

Plain sequences, so that Hypothesis and a seeded walk can draw from the same.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import product
from typing import Any, Final

from desk_samples import BANK_PIN, HRSS_PIN, WRONG_PIN

from sscard_core import Fen, Situation
from sscard_core.model.arguments import (
    Destination,
    EndReason,
    ExchangeReason,
    Failure,
    InformationField,
    LossKind,
    Medium,
    Place,
    ReturnReason,
    Service,
    Stage,
)
from sscard_core.model.arguments import RequestName as N
from sscard_core.model.channels import Channel
from sscard_core.model.identifiers import CitizenNumber
from sscard_core.model.papers import Paper
from sscard_core.model.people import Actor, Household, IdType, Residence
from sscard_core.model.sex import Sex
from sscard_core.model.statuses import Side

Pool = Mapping[str, Sequence[Any]]

GOOD_PINS: Final = (HRSS_PIN, BANK_PIN, WRONG_PIN)
ILL_PINS: Final = ("12345", "1234567", "abcdef", "１３５７９０", "", "123456", "850302")
OUTLETS: Final = ("", "甲网点", "乙网点")
BANKS: Final = ("", "甲银行", "苏州银行")
AMOUNTS: Final = (Fen(1), Fen(100), Fen(4_900), Fen(1_000_000_000))
NUMBERS: Final = tuple(CitizenNumber.synthetic(date(1985, 3, day), Sex.FEMALE).text for day in (2, 3))
MINUTES: Final = (0, 1, 60, 24 * 60, 8 * 24 * 60, 61 * 24 * 60, 366 * 24 * 60, 11 * 366 * 24 * 60)
SHORT, LONG = MINUTES[:4], MINUTES[3:]
INFORMATION: Final = (
    (InformationField.MOBILE, "13900000000"),
    (InformationField.ADDRESS, "测试路2号"),
    (InformationField.NAME, "测试乙"),
    (InformationField.ID_NUMBER, NUMBERS[1]),
    (InformationField.PHOTO, "photo"),
    (InformationField.PAYOUT_ACCOUNT, "6200000000000000000"),
)


def maybe(values: Any) -> Sequence[Any]:
    """Return the values and, twice, none."""
    return (None, None, *values)


YES_NO: Final = (True, False)
ONE_SIDE: Final = (Side.HRSS, Side.BANK)
PINS: Final = (*GOOD_PINS * 3, *ILL_PINS)
FIELDS: Final = (*((each,) for each in INFORMATION), *product(INFORMATION[:2], INFORMATION[2:]))
NAMES: Final = ((), ("某甲",), ("某甲", "某乙"), ("某甲", "某甲"), ("某甲", "某乙", "某丙"))
REISSUE: Final = {"service": maybe(Service), "bank": BANKS, "same_number": YES_NO}
SIDES: Final = {"side": tuple(Side)}
MONEY: Final = {"amount": AMOUNTS}
ENDS: Final = (
    *((Side.BANK, None), (None, Side.BANK)),
    *((Side.HRSS, Side.BANK), (Side.BANK, Side.HRSS), (Side.HRSS, None)),
)

OWN: Final[Mapping[N, Sequence[Pool]]] = {
    N.APPLY: ({"service": maybe(Service)},),
    N.REPLACE: (REISSUE,),
    N.EXCHANGE: ({**REISSUE, "reason": tuple(ExchangeReason)},),
    N.RENEW: (REISSUE,),
    N.PRODUCE: ({"stage": tuple(Stage)}, {"failed": tuple(Failure)}),
    N.HAND_OVER: ({"count": (0, 1, 2, 3), "roster": NAMES, "signed_by": NAMES},),
    N.RETURN_UNDELIVERED: ({"reason": tuple(ReturnReason)},),
    N.ACTIVATE_BANK: ({"bank_pin": maybe(PINS)},),
    N.CHANGE_PIN: ({"side": ONE_SIDE, "old": maybe(GOOD_PINS), "new": PINS},),
    N.RESET_PIN: ({"side": ONE_SIDE, "new": maybe(GOOD_PINS)},),
    N.UNLOCK_PIN: ({"side": ONE_SIDE},),
    N.ENTER_PIN: ({"side": ONE_SIDE, "pin": PINS},),
    N.REPORT_LOSS: ({**SIDES, "kind": maybe(LossKind)},),
    N.RELEASE_LOSS: (SIDES,),
    N.UPDATE_INFORMATION: ({"fields": FIELDS},),
    N.CORRECT_BASE_RECORD: ({"fields": ((), *FIELDS)},),
    N.MOVE_INSURANCE: ({"to": tuple(Destination)},),
    N.END_INSURANCE: ({"reason": (*[EndReason.SETTLED_ABROAD] * 4, *EndReason)},),
    N.SETTLE: (SIDES,),
    N.CANCEL: (SIDES,),
    N.CREDIT_HRSS: (MONEY,),
    N.PAY_MEDICAL: ({**MONEY, "card": (*[Medium.PHYSICAL] * 3, *Medium), "at": maybe(Place)},),
    N.CONTRIBUTE: ({**MONEY, "card": tuple(Medium)},),
    N.RECEIVE_BENEFIT: ({**MONEY, "card": tuple(Medium)},),
    N.DEPOSIT: ({**MONEY, "account": ONE_SIDE},),
    N.WITHDRAW_CASH: ({**MONEY, "account": ONE_SIDE},),
    N.TRANSFER: tuple({**MONEY, "from_": (source,), "to": (target,)} for source, target in ENDS),
    N.QUERY_STATUS: (SIDES,),
    N.QUERY_BALANCE: (SIDES,),
    N.QUERY_RECORDS: (SIDES,),
}
"""The own arguments of each request, in each form that it has; a request that is not here has none."""

PLAIN: Final[Pool] = {"outlet": OUTLETS, "pin": maybe((*GOOD_PINS, "12345"))}
"""What a request takes that is put as it is usually put."""

ODD: Final[Pool] = {
    **PLAIN,
    "by": maybe(Actor),
    "through": maybe(Channel),
    "papers": (
        *(None, frozenset[Paper](), frozenset(Paper)),
        *(
            frozenset({Paper.ID_ORIGINAL}),
            frozenset({Paper.CARD, Paper.ID_ORIGINAL, Paper.AGENT_ID_ORIGINAL}),
        ),
    ),
}
"""What a request takes that anybody puts anywhere with any papers."""

OF_LOSSES: Final = (N.REPORT_LOSS, N.RELEASE_LOSS, N.ISSUE_TEMPORARY, N.REPORT_TEMPORARY_LOSS)
OF_CARDS: Final = (N.REPLACE, N.EXCHANGE, N.RENEW, N.APPLY, N.COLLECT, N.ENABLE_HRSS, N.ACTIVATE_BANK)
OF_PINS: Final = (N.UNLOCK_PIN, N.RESET_PIN, N.CHANGE_PIN, N.CORRECT_BASE_RECORD)
OF_ENDINGS: Final = (N.MOVE_INSURANCE, N.END_INSURANCE, N.SETTLE, N.CANCEL, N.RETURN_TEMPORARY)
OF_MONEY: Final = (N.PAY_MEDICAL, N.WITHDRAW_CASH, N.TRANSFER, N.CONTRIBUTE, N.RECEIVE_BENEFIT, N.DEPOSIT)
MOVING: Final = (*OF_LOSSES, *OF_CARDS, *OF_PINS, *OF_ENDINGS)
"""The requests that move most."""
PAYING: Final = (*OF_MONEY, N.CREDIT_HRSS, N.MIGRATE_MEDICAL_CARD)
"""The requests that move money."""

HOLDER: Final[Pool] = {
    "name": ("测试甲",),
    "born": (date(1950, 2, 28), date(1985, 3, 2), date(2004, 2, 29), date(2012, 7, 1)),
    "id_type": (*[IdType.RESIDENT_ID] * 4, IdType.HOUSEHOLD_REGISTER, IdType.PASSPORT),
    "id_number": (None, CitizenNumber(NUMBERS[0])),
    "lives": tuple(Residence),
    "household": tuple(Household),
    "pension": YES_NO,
    "subsidy": YES_NO,
    "offsite_registered": YES_NO,
    "old_citizen_card": YES_NO,
    "special_need": YES_NO,
    "insured": (True, True, True, False),
    "valid_cards_elsewhere": (0, 0, 0, 3),
}

START: Final[Sequence[Pool]] = (
    {
        "situation": (*Situation, Situation.ACTIVE, Situation.ACTIVE),
        "on": (date(2018, 2, 28), date(2020, 2, 29)),
        "bank": BANKS,
        "generation": (None, 2, 3),
        "hrss_balance": (Fen(0), Fen(5_000)),
        "bank_balance": (Fen(0), Fen(5_000)),
        "hrss_pin": (HRSS_PIN, HRSS_PIN, None),
        "bank_pin": (BANK_PIN, BANK_PIN, None),
        "outlet": OUTLETS,
    },
    {
        "situation": tuple(Situation),
        "on": (date(2018, 2, 28),),
        "legacy_balance": (Fen(0), Fen(700)),
        "legacy_pin": (None, WRONG_PIN),
    },
)
"""A file in any situation, with an old medical card or without."""
