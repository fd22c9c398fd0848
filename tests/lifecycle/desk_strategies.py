"""Requests of every kind, with any arguments that are well formed, as Hypothesis draws them."""

from datetime import date
from typing import Any, Final

from desk_samples import BANK_PIN, HRSS_PIN, WRONG_PIN
from hypothesis import strategies as st

from sscard_core import Fen, Holder, Situation, Start
from sscard_core import requests as ask
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
from sscard_core.model.identifiers import CitizenNumber
from sscard_core.model.papers import Paper
from sscard_core.model.people import Actor, Household, IdType, Residence
from sscard_core.model.sex import Sex
from sscard_core.model.statuses import Side

Any_ = st.SearchStrategy[Any]

GOOD_PINS: Final = (HRSS_PIN, BANK_PIN, WRONG_PIN)
ILL_PINS: Final = ("12345", "1234567", "abcdef", "１３５７９０", "", "123456", "850302")
OUTLETS: Final = ("", "甲网点", "乙网点")
BANKS: Final = ("", "甲银行", "苏州银行")
AMOUNTS: Final = (Fen(1), Fen(100), Fen(4_900), Fen(1_000_000_000))
NUMBERS: Final = tuple(CitizenNumber.synthetic(date(1985, 3, day), Sex.FEMALE).text for day in (2, 3))
INFORMATION: Final = (
    (InformationField.MOBILE, "13900000000"),
    (InformationField.ADDRESS, "测试路2号"),
    (InformationField.NAME, "测试乙"),
    (InformationField.ID_NUMBER, NUMBERS[1]),
    (InformationField.PHOTO, "photo"),
    (InformationField.PAYOUT_ACCOUNT, "6200000000000000000"),
)
MINUTES: Final = (0, 1, 60, 24 * 60, 8 * 24 * 60, 61 * 24 * 60, 366 * 24 * 60, 11 * 366 * 24 * 60)


def one(kind: Any) -> Any_:
    """Draw a word of a kind."""
    return st.sampled_from(list(kind))


def maybe(kind: Any) -> Any_:
    """Draw a word of a kind, or none."""
    return st.sampled_from([None, *kind])


PINS: Final = st.sampled_from(GOOD_PINS + GOOD_PINS + ILL_PINS)
MAYBE_PIN: Final = st.sampled_from((None, None, *GOOD_PINS, *ILL_PINS[:1]))
ONE_SIDE: Final = st.sampled_from((Side.HRSS, Side.BANK))
FIELDS: Final = st.lists(st.sampled_from(INFORMATION), min_size=1, max_size=2).map(tuple)
ENDS: Final = st.sampled_from(
    [(Side.BANK, None), (None, Side.BANK), (Side.HRSS, Side.BANK), (Side.BANK, Side.HRSS), (Side.HRSS, None)]
)
NAMES: Final = st.lists(st.sampled_from(("某甲", "某乙", "某丙")), max_size=3).map(tuple)

OWN: Final[dict[RequestName, dict[str, Any_]]] = {
    RequestName.APPLY: {"service": maybe(Service)},
    RequestName.REPLACE: {
        "service": maybe(Service),
        "bank": st.sampled_from(BANKS),
        "same_number": st.booleans(),
    },
    RequestName.EXCHANGE: {
        "reason": one(ExchangeReason),
        "service": maybe(Service),
        "bank": st.sampled_from(BANKS),
        "same_number": st.booleans(),
    },
    RequestName.RENEW: {"service": maybe(Service), "bank": st.sampled_from(BANKS)},
    RequestName.HAND_OVER: {"count": st.integers(0, 3), "roster": NAMES, "signed_by": NAMES},
    RequestName.RETURN_UNDELIVERED: {"reason": one(ReturnReason)},
    RequestName.ACTIVATE_BANK: {"bank_pin": st.none() | PINS},
    RequestName.CHANGE_PIN: {"side": ONE_SIDE, "old": MAYBE_PIN, "new": PINS},
    RequestName.RESET_PIN: {"side": ONE_SIDE, "new": st.none() | PINS},
    RequestName.UNLOCK_PIN: {"side": ONE_SIDE},
    RequestName.ENTER_PIN: {"side": ONE_SIDE, "pin": PINS},
    RequestName.REPORT_LOSS: {"side": one(Side), "kind": maybe(LossKind)},
    RequestName.RELEASE_LOSS: {"side": one(Side)},
    RequestName.UPDATE_INFORMATION: {"fields": FIELDS},
    RequestName.CORRECT_BASE_RECORD: {"fields": FIELDS},
    RequestName.MOVE_INSURANCE: {"to": one(Destination)},
    RequestName.END_INSURANCE: {"reason": one(EndReason)},
    RequestName.SETTLE: {"side": one(Side)},
    RequestName.CANCEL: {"side": one(Side)},
    RequestName.CREDIT_HRSS: {"amount": st.sampled_from(AMOUNTS)},
    RequestName.PAY_MEDICAL: {
        "amount": st.sampled_from(AMOUNTS),
        "card": st.sampled_from((*[Medium.PHYSICAL] * 3, *Medium)),
        "at": maybe(Place),
    },
    RequestName.CONTRIBUTE: {"amount": st.sampled_from(AMOUNTS), "card": one(Medium)},
    RequestName.RECEIVE_BENEFIT: {"amount": st.sampled_from(AMOUNTS), "card": one(Medium)},
    RequestName.DEPOSIT: {"amount": st.sampled_from(AMOUNTS), "account": ONE_SIDE},
    RequestName.WITHDRAW_CASH: {"amount": st.sampled_from(AMOUNTS), "account": ONE_SIDE},
    RequestName.QUERY_STATUS: {"side": one(Side)},
    RequestName.QUERY_BALANCE: {"side": one(Side)},
    RequestName.QUERY_RECORDS: {"side": one(Side)},
}
"""How the own arguments of each request are drawn; a request that is not here has none."""

ODD: Final[dict[str, Any_]] = {
    "by": maybe(Actor),
    "through": maybe(Channel),
    "papers": st.none() | st.frozensets(one(Paper), max_size=4) | st.just(frozenset(Paper)),
    "outlet": st.sampled_from(OUTLETS),
    "pin": MAYBE_PIN,
}
PLAIN: Final[dict[str, Any_]] = {"outlet": st.sampled_from(OUTLETS), "pin": MAYBE_PIN}


def _built(name: RequestName, common: dict[str, Any_]) -> Any_:
    kind = ask.REQUESTS[name]
    if name is RequestName.PRODUCE:
        come_so_far = st.builds(kind, stage=one(Stage), **common)
        return come_so_far | st.builds(kind, failed=one(Failure), **common)
    if name is RequestName.TRANSFER:
        amount = st.sampled_from(AMOUNTS)
        return ENDS.flatmap(
            lambda ends: st.builds(kind, from_=st.just(ends[0]), to=st.just(ends[1]), amount=amount, **common)
        )
    return st.builds(kind, **{**common, **OWN.get(name, {})})


def requests_of(names: Any, common: dict[str, Any_]) -> st.SearchStrategy[ask.Request]:
    """Draw a request of one of some names."""
    return st.one_of([_built(name, common) for name in names])


ODD_REQUESTS: Final = requests_of(RequestName, ODD)
"""Any request, put by anybody anywhere with any papers."""

PLAIN_REQUESTS: Final = requests_of(RequestName, PLAIN)
"""Any request, put as it is usually put."""

N = RequestName
OF_LOSSES: Final = (
    N.REPORT_LOSS,
    N.RELEASE_LOSS,
    N.ISSUE_TEMPORARY,
    N.RETURN_TEMPORARY,
    N.REPORT_TEMPORARY_LOSS,
)
OF_CARDS: Final = (N.REPLACE, N.EXCHANGE, N.RENEW, N.APPLY, N.COLLECT, N.ENABLE_HRSS, N.ACTIVATE_BANK)
OF_PINS: Final = (N.UNLOCK_PIN, N.RESET_PIN, N.CHANGE_PIN, N.CORRECT_BASE_RECORD)
OF_ENDINGS: Final = (N.MOVE_INSURANCE, N.END_INSURANCE, N.SETTLE, N.CANCEL)
OF_MONEY: Final = (N.PAY_MEDICAL, N.WITHDRAW_CASH, N.TRANSFER, N.CONTRIBUTE, N.RECEIVE_BENEFIT, N.DEPOSIT)

MOVING: Final = requests_of((*OF_LOSSES, *OF_CARDS, *OF_PINS, *OF_ENDINGS), PLAIN)
"""The requests that move most, put as they are usually put."""

PAYING: Final = requests_of((*OF_MONEY, N.CREDIT_HRSS, N.MIGRATE_MEDICAL_CARD), PLAIN)
"""The requests that move money, put as they are usually put."""

HOLDERS: Final = st.builds(
    Holder,
    name=st.just("测试甲"),
    born=st.sampled_from([date(1950, 2, 28), date(1985, 3, 2), date(2004, 2, 29), date(2012, 7, 1)]),
    id_type=st.sampled_from([IdType.RESIDENT_ID] * 3 + [IdType.HOUSEHOLD_REGISTER, IdType.PASSPORT]),
    id_number=st.sampled_from([None, CitizenNumber(NUMBERS[0])]),
    lives=one(Residence),
    household=one(Household),
    pension=st.booleans(),
    subsidy=st.booleans(),
    offsite_registered=st.booleans(),
    old_citizen_card=st.booleans(),
    special_need=st.booleans(),
    insured=st.sampled_from([True, True, True, False]),
    valid_cards_elsewhere=st.sampled_from([0, 0, 0, 3]),
)

STARTS: Final = st.builds(
    Start,
    situation=st.sampled_from((*Situation, Situation.ACTIVE, Situation.ACTIVE)),
    on=st.sampled_from([date(2018, 2, 28), date(2020, 2, 29)]),
    bank=st.sampled_from(BANKS),
    generation=st.sampled_from([None, 2, 3]),
    hrss_balance=st.sampled_from([Fen(0), Fen(5_000)]),
    bank_balance=st.sampled_from([Fen(0), Fen(5_000)]),
    hrss_pin=st.sampled_from([None, HRSS_PIN]),
    bank_pin=st.sampled_from([None, BANK_PIN]),
    outlet=st.sampled_from(OUTLETS),
) | st.builds(
    Start,
    situation=one(Situation),
    on=st.just(date(2018, 2, 28)),
    legacy_balance=st.sampled_from([Fen(0), Fen(700)]),
    legacy_pin=st.sampled_from([None, WRONG_PIN]),
)
"""A file in any situation, with an old medical card or without."""
