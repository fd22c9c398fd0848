"""Of several refusals the first in the order of the codes is given.

Each table starts with a request against which much can be said. Each line takes one fault away, and so uncovers the
next refusal, until the request is accepted.
"""

from collections.abc import Callable, Mapping
from functools import cache
from itertools import pairwise
from typing import Any, Final

import pytest
from attrs import evolve, frozen
from desk_samples import BANK_PIN, HRSS_PIN, WRONG_PIN, Readings, Visit, desk_of, moment, opened, person

from sscard_core import Decision, Fen, RefusalCode, Situation
from sscard_core import requests as ask
from sscard_core.model.arguments import (
    Destination,
    EndReason,
    ExchangeReason,
    LossKind,
    Medium,
    Place,
    Service,
)
from sscard_core.model.channels import Channel
from sscard_core.model.papers import Paper
from sscard_core.model.people import Actor, IdType
from sscard_core.model.refusals import PRECEDENCE
from sscard_core.model.statuses import Side

C = RefusalCode
NO_PAPERS: Final[frozenset[Paper]] = frozenset()
ALL_PAPERS: Final = frozenset(Paper)
SATURDAY, MONDAY = "2026-03-07T10:00", "2026-03-09T10:00"
MUCH, LITTLE = Fen(10_000_000), Fen(100)

TEMPORARY_CARDS: Final[Readings] = (("temporary_card", "60d"),)


@frozen
class Walk:
    """A way down the order of the codes: the case at its worst, and each line's code after its one repair."""

    decide: Callable[..., Decision]
    worst: Mapping[str, Any]
    lines: tuple[tuple[RefusalCode | None, Mapping[str, Any]], ...]

    def cases(self) -> list[tuple[RefusalCode | None, dict[str, Any]]]:
        """Return each line's code with the whole case on that line."""
        case = dict(self.worst)
        told = []
        for code, repair in self.lines:
            assert all(case[key] != repair[key] for key in repair), "a repair that repairs nothing"
            case = {**case, **repair}
            told.append((code, case))
        return told


@cache
def card(book: str, state: str) -> Visit:
    """Return a file in a state that has a name below."""
    return STATES[state](book)


def lost(book: str, kind: LossKind = LossKind.FORMAL, **facts: Any) -> Visit:
    """Report the working card lost, on both sides where that is formal."""
    side = Side.BOTH if kind is LossKind.FORMAL else Side.HRSS
    return opened(book, outlet="甲网点", **facts).done(
        ask.ReportLoss(side=side, kind=kind), "2026-03-02T09:00"
    )


def ended(book: str) -> Visit:
    """End the insurance relation of a working card."""
    return opened(book).done(ask.EndInsurance(reason=EndReason.SETTLED_ABROAD), "2026-03-02T09:00")


def exchanged(book: str) -> Visit:
    """Have an exchange under way."""
    return opened(book).done(ask.Exchange(reason=ExchangeReason.CHIP_FAULT), "2026-03-02T08:00")


def sealed(book: str) -> Visit:
    """Have a card that was collected and not activated, its first PIN unknown."""
    return opened(book, Situation.COLLECTED, hrss_pin=None)


def moved_and_sealed(book: str) -> Visit:
    """Have a sealed card whose data no longer fit the insured place."""
    return sealed(book).done(ask.MoveInsurance(to=Destination.IN_REGION), "2026-03-02T08:00")


def locked(book: str) -> Visit:
    """Lock the HRSS PIN of a working card."""
    visit = opened(book).wait("2026-03-02T08:00")
    for _ in range(6):
        visit = visit.ask(ask.EnterPin(side=Side.HRSS, pin=WRONG_PIN))
    return visit


def instant(book: str) -> Visit:
    """Have a replacement made while one waits, at an outlet that gives out temporary cards too."""
    making = ask.Replace(through=Channel.CARD_OUTLET, outlet="甲网点")
    return opened(book, readings=TEMPORARY_CARDS).done(making, "2026-03-02T09:00")


STATES: Final[dict[str, Callable[[str], Visit]]] = {
    "working": opened,
    "ordered": lambda book: opened(book, Situation.ACCEPTED),
    "sealed": sealed,
    "sealed, moved": moved_and_sealed,
    "sealed, moved, lost": lambda book: moved_and_sealed(book).done(ask.ReportLoss(side=Side.HRSS)),
    "sealed, lost": lambda book: sealed(book).done(ask.ReportLoss(side=Side.HRSS), "2026-03-02T09:00"),
    "working, first PIN unknown": lambda book: sealed(book).done(
        ask.ActivateBank(bank_pin=BANK_PIN), "2026-03-02T09:00"
    ),
    "locked": locked,
    "lost": lost,
    "lost, replaced": lambda book: lost(book).done(ask.Replace()),
    "exchanged": exchanged,
    "exchanged, lost orally": lambda book: exchanged(book).done(
        ask.ReportLoss(side=Side.HRSS, kind=LossKind.TEMPORARY)
    ),
    "exchanged, lost": lambda book: exchanged(book).done(ask.ReportLoss(side=Side.BOTH)),
    "insurance ended": ended,
    "settled": lambda book: ended(book).done(ask.Settle(side=Side.BOTH)),
    "cancelled": lambda book: (
        ended(book)
        .done(ask.Settle(side=Side.BOTH))
        .done(ask.Cancel(side=Side.HRSS))
        .done(ask.Cancel(side=Side.BANK))
    ),
    "made at once": instant,
    "made at once, temporary card out": lambda book: instant(book).done(ask.IssueTemporary()),
}


def decided(
    book: str,
    state: str,
    request: ask.Request,
    at: str = MONDAY,
    readings: Readings = (),
    **facts: Any,
) -> Decision:
    """Put a request to the desk for a file in a state, whose holder has some facts set otherwise."""
    file = evolve(card(book, state).file, holder=person(**facts))
    return desk_of(book, readings).decide(file, request, moment(at))


def replaced_2013(state: str, id_type: IdType, **arguments: Any) -> Decision:
    return decided("xinjiang-2013", state, ask.Replace(**arguments), id_type=id_type)


REPLACE_2013 = Walk(
    replaced_2013,
    {"service": Service.INSTANT, "state": "cancelled", "through": Channel.ONLINE, "by": Actor.FAMILY}
    | {"id_type": IdType.HOUSEHOLD_REGISTER, "papers": NO_PAPERS},
    (
        (C.SERVICE_NOT_OFFERED, {}),
        (C.CANCELLED, {"service": None}),
        (C.WRONG_CHANNEL, {"state": "exchanged, lost orally"}),
        (C.WRONG_ACTOR, {"through": Channel.SERVICE_WINDOW}),
        (C.NOT_ELIGIBLE, {"by": Actor.HOLDER}),
        (C.NOT_REPORTED_LOST, {"id_type": IdType.RESIDENT_ID}),
        (C.REPLACEMENT_UNDER_WAY, {"state": "exchanged, lost"}),
        (C.MISSING_MATERIAL, {"state": "lost"}),
        (None, {"papers": ALL_PAPERS}),
    ),
)


def replaced_2022(state: str, at: str, id_type: IdType, **arguments: Any) -> Decision:
    return decided("xinjiang-2022", state, ask.Replace(**arguments), at, id_type=id_type)


REPLACE_2022 = Walk(
    replaced_2022,
    {"service": Service.FAST, "state": "cancelled", "through": Channel.KIOSK, "at": SATURDAY}
    | {"by": Actor.FAMILY, "id_type": IdType.HOUSEHOLD_REGISTER, "bank": "乙银行", "papers": NO_PAPERS},
    (
        (C.SERVICE_NOT_OFFERED, {}),
        (C.CANCELLED, {"service": None}),
        (C.WRONG_CHANNEL, {"state": "exchanged"}),
        (C.CLOSED, {"through": Channel.CARD_OUTLET}),
        (C.WRONG_ACTOR, {"at": MONDAY}),
        (C.NOT_ELIGIBLE, {"by": Actor.HOLDER}),
        (C.WRONG_ORDER, {"id_type": IdType.RESIDENT_ID}),
        (C.REPLACEMENT_UNDER_WAY, {"bank": ""}),
        (C.MISSING_MATERIAL, {"state": "working"}),
        (None, {"papers": ALL_PAPERS}),
    ),
)


def paid(state: str, at: str, offsite_registered: bool, place: Place | None, **arguments: Any) -> Decision:
    request = ask.PayMedical(at=place, **arguments)
    stops = (("hrss_after_expiry", "stops"),)
    return decided("xinjiang-2013", state, request, at, stops, offsite_registered=offsite_registered)


PAY_MEDICAL = Walk(
    paid,
    {"card": Medium.ELECTRONIC, "state": "cancelled", "through": Channel.ATM, "by": Actor.EMPLOYER}
    | {"place": Place.ELSEWHERE_IN_REGION, "offsite_registered": False, "at": "2031-03-10T10:00"}
    | {"papers": NO_PAPERS, "pin": "12345", "amount": MUCH},
    (
        (C.SERVICE_NOT_OFFERED, {}),
        (C.CANCELLED, {"card": Medium.PHYSICAL}),
        (C.WRONG_CHANNEL, {"state": "sealed, moved, lost"}),
        (C.WRONG_ACTOR, {"through": Channel.HOSPITAL}),
        (C.NOT_ELIGIBLE, {"by": Actor.HOLDER}),
        (C.CARD_LOST, {"offsite_registered": True}),
        (C.EXPIRED, {"state": "sealed, moved"}),
        (C.RESET_REQUIRED, {"at": MONDAY}),
        (C.NOT_ACTIVATED, {"state": "sealed"}),
        (C.MISSING_MATERIAL, {"state": "working, first PIN unknown"}),
        (C.PIN_NOT_SET, {"papers": ALL_PAPERS}),
        (C.PIN_LOCKED, {"state": "locked"}),
        (C.PIN_FORMAT, {"state": "working"}),
        (C.PIN_WRONG, {"pin": WRONG_PIN}),
        (C.INSUFFICIENT_FUNDS, {"pin": HRSS_PIN}),
        (None, {"amount": LITTLE}),
    ),
)


def cancelled(state: str, **arguments: Any) -> Decision:
    return decided("xinjiang-2013", state, ask.Cancel(**arguments))


CANCEL = Walk(
    cancelled,
    {"state": "cancelled", "through": Channel.ATM, "by": Actor.FAMILY, "side": Side.BANK}
    | {"papers": NO_PAPERS},
    (
        (C.CANCELLED, {}),
        (C.WRONG_CHANNEL, {"state": "working"}),
        (C.WRONG_ACTOR, {"through": Channel.ONE_STOP_WINDOW}),
        (C.WRONG_ORDER, {"by": Actor.HOLDER}),
        (C.INSURANCE_NOT_ENDED, {"side": Side.BOTH}),
        (C.UNSETTLED, {"state": "insurance ended"}),
        (C.MISSING_MATERIAL, {"state": "settled"}),
        (None, {"papers": ALL_PAPERS}),
    ),
)


def changed(state: str, **arguments: Any) -> Decision:
    return decided("xinjiang-2013", state, ask.ChangePin(side=Side.HRSS, **arguments))


CHANGE_PIN = Walk(
    changed,
    {"state": "cancelled", "through": Channel.ATM, "by": Actor.AGENT, "papers": NO_PAPERS}
    | {"old": WRONG_PIN, "new": "12345"},
    (
        (C.CANCELLED, {}),
        (C.WRONG_CHANNEL, {"state": "ordered"}),
        (C.WRONG_ACTOR, {"through": Channel.SERVICE_WINDOW}),
        (C.WRONG_ORDER, {"by": Actor.HOLDER}),
        (C.CARD_LOST, {"state": "sealed, lost"}),
        (C.MISSING_MATERIAL, {"state": "sealed"}),
        (C.PIN_NOT_SET, {"papers": ALL_PAPERS}),
        (C.PIN_LOCKED, {"state": "locked"}),
        (C.PIN_FORMAT, {"state": "working"}),
        (C.PIN_WEAK, {"new": "123456"}),
        (C.PIN_WRONG, {"new": "970531"}),
        (None, {"old": HRSS_PIN}),
    ),
)


def released(state: str, reading: str, **arguments: Any) -> Decision:
    readings = (("release_after_formal_loss", reading),)
    return decided("jiangsu", state, ask.ReleaseLoss(side=Side.BOTH, **arguments), readings=readings)


RELEASE_LOSS = Walk(
    released,
    {"state": "cancelled", "through": Channel.HOTLINE, "by": Actor.AGENT, "outlet": "乙网点"}
    | {"reading": "never", "papers": NO_PAPERS},
    (
        (C.CANCELLED, {}),
        (C.WRONG_CHANNEL, {"state": "lost, replaced"}),
        (C.WRONG_ACTOR, {"through": Channel.CARD_OUTLET}),
        (C.WRONG_OUTLET, {"by": Actor.HOLDER}),
        (C.REPLACEMENT_UNDER_WAY, {"outlet": "甲网点"}),
        (C.NO_RELEASE, {"state": "lost"}),
        (C.WRONG_STATE, {"reading": "until_replacement", "state": "working"}),
        (C.MISSING_MATERIAL, {"state": "lost"}),
        (None, {"papers": ALL_PAPERS}),
    ),
)


def transferred(state: str, ends: tuple[Side | None, Side | None], **arguments: Any) -> Decision:
    return decided("xinjiang-2013", state, ask.Transfer(from_=ends[0], to=ends[1], **arguments))


TRANSFER = Walk(
    transferred,
    {"state": "cancelled", "through": Channel.HOSPITAL, "by": Actor.FAMILY, "pin": "12345"}
    | {"ends": (Side.HRSS, Side.BANK), "amount": MUCH},
    (
        (C.CANCELLED, {}),
        (C.WRONG_CHANNEL, {"state": "ordered"}),
        (C.WRONG_ACTOR, {"through": Channel.ATM}),
        (C.WRONG_ORDER, {"by": Actor.HOLDER}),
        (C.CARD_LOST, {"state": "sealed, lost"}),
        (C.NOT_ACTIVATED, {"state": "sealed"}),
        (C.PIN_NOT_SET, {"state": "working, first PIN unknown"}),
        (C.PIN_LOCKED, {"state": "locked"}),
        (C.PIN_FORMAT, {"state": "working"}),
        (C.PIN_WRONG, {"pin": WRONG_PIN}),
        (C.ACCOUNTS_SEPARATE, {"pin": HRSS_PIN}),
        (C.NO_CASH, {"ends": (Side.HRSS, None)}),
        (C.INSUFFICIENT_FUNDS, {"ends": (Side.BANK, None), "pin": BANK_PIN}),
        (None, {"amount": LITTLE}),
    ),
)


def collected(state: str, at: str, **arguments: Any) -> Decision:
    return decided("xinjiang-2022", state, ask.Collect(**arguments), at, TEMPORARY_CARDS)


COLLECT = Walk(
    collected,
    {"state": "cancelled", "through": Channel.KIOSK, "at": SATURDAY, "by": Actor.FAMILY}
    | {"outlet": "乙网点", "papers": NO_PAPERS},
    (
        (C.CANCELLED, {}),
        (C.WRONG_CHANNEL, {"state": "ordered"}),
        (C.CLOSED, {"through": Channel.CARD_OUTLET}),
        (C.WRONG_ACTOR, {"at": MONDAY}),
        (C.WRONG_ORDER, {"by": Actor.HOLDER}),
        (C.WRONG_ORDER, {"state": "made at once, temporary card out"}),
        (C.WRONG_OUTLET, {"state": "made at once"}),
        (C.WRONG_STATE, {"outlet": "甲网点", "state": "working"}),
        (C.MISSING_MATERIAL, {"state": "made at once"}),
        (None, {"papers": ALL_PAPERS}),
    ),
)

WALKS: Final = {
    "replace in Xinjiang 2013": REPLACE_2013,
    "replace in Xinjiang 2022": REPLACE_2022,
    "pay a medical bill": PAY_MEDICAL,
    "cancel": CANCEL,
    "change a PIN": CHANGE_PIN,
    "release a loss": RELEASE_LOSS,
    "transfer": TRANSFER,
    "collect": COLLECT,
}
LINES: Final = [
    pytest.param(walk, code, case, id=f"{name}-{code or 'accepted'}-{number}")
    for name, walk in WALKS.items()
    for number, (code, case) in enumerate(walk.cases())
]


@pytest.mark.parametrize(("walk", "code", "case"), LINES)
def test_the_refusal_named_first_is_the_one_given(
    walk: Walk, code: RefusalCode | None, case: dict[str, Any]
) -> None:
    assert walk.decide(**case).code is code


@pytest.mark.parametrize("walk", WALKS.values(), ids=WALKS.keys())
def test_a_table_walks_down_the_order_of_the_codes_to_an_acceptance(walk: Walk) -> None:
    codes = [code for code, _ in walk.lines]
    assert codes[-1] is None
    places = [PRECEDENCE[code] for code in codes if code is not None]
    assert all(earlier <= later for earlier, later in pairwise(places))


def test_the_tables_meet_nearly_every_code() -> None:
    met = {code for walk in WALKS.values() for code, _ in walk.lines}
    assert set(RefusalCode) - met == {C.LIMIT_REACHED}


def test_a_first_card_is_one_of_three() -> None:
    """The one code that stands in no table: too few requests can meet it."""
    for elsewhere, code in ((3, C.LIMIT_REACHED), (2, None)):
        visit = opened("xinjiang-2022", Situation.NO_CARD, person(valid_cards_elsewhere=elsewhere))
        assert visit.ask(ask.Apply(), MONDAY).decision.code is code


def test_all_that_is_missing_is_named_at_once() -> None:
    decision = cancelled("settled", side=Side.BOTH, through=Channel.ONE_STOP_WINDOW, papers=NO_PAPERS)
    assert decision.missing == (Paper.CARD, Paper.ID_ORIGINAL, Paper.TERMINATION_PROOF)
    some = cancelled(
        "settled", side=Side.BOTH, through=Channel.ONE_STOP_WINDOW, papers=frozenset({Paper.ID_ORIGINAL})
    )
    assert some.missing == (Paper.CARD, Paper.TERMINATION_PROOF)
