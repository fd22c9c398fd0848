"""The insurance relation's moves and end, settlement, cancellation, destruction."""

from attrs import evolve

from sscard_core.lifecycle.case import Case
from sscard_core.lifecycle.conditions import cards, endings, offers, people
from sscard_core.lifecycle.ledger import SETTLING, Movement, book
from sscard_core.lifecycle.services.base import Act, Move, Moves, service
from sscard_core.lifecycle.table import Region as R
from sscard_core.lifecycle.table import Trigger as T
from sscard_core.model.arguments import Destination, EndReason, RequestName
from sscard_core.model.card_file import Change, Mark
from sscard_core.model.events import EventName as E
from sscard_core.model.requests import EndInsurance, MoveInsurance
from sscard_core.model.statuses import Bank, Body, ECard, Hrss, Side, Temporary

CLOSED_BANK = (Bank.CANCELLED, Bank.NONE)


def _moving(case: Case) -> Moves:
    request = case.request
    assert isinstance(request, MoveInsurance)
    if request.to is Destination.IN_REGION and case.terms.move_blocks_card and case.has_card:
        return ((R.INSURANCE, T.MOVE),)
    if request.to is Destination.OTHER_PROVINCE and case.terms.left_province_ends_insurance:
        return ((R.INSURANCE, T.END),)
    return ()


@service(
    RequestName.MOVE_INSURANCE,
    offers.in_force,
    offers.not_cancelled_or_insured_anew,
    offers.counter_open,
    *people.WHO_COMES,
    endings.relation_runs,
    moves=_moving,
)
def move_insurance(case: Case, act: Act) -> None:
    request = case.request
    assert isinstance(request, MoveInsurance)
    if request.to is Destination.IN_REGION:
        act.rests_on("in_region_move")
    elif request.to is Destination.OTHER_PROVINCE:
        act.rests_on("left_province_ends_insurance")
    else:
        act.knows("other_scheme_keeps_card")
    inside = {Mark.MOVED_IN_REGION} if request.to is Destination.IN_REGION else set()
    act.event(E.INSURANCE_MOVED, ("marks", case.file.marks | inside), take=(R.INSURANCE,))


@service(
    RequestName.RESET_CARD_DATA,
    offers.in_force,
    offers.moves_need_a_reset,
    offers.not_cancelled,
    offers.counter_open,
    *people.WHO_COMES,
    moves=lambda _case: ((R.INSURANCE, T.RESET), (R.HRSS, T.ATTEND)),
)
def reset_card_data(_case: Case, act: Act) -> None:
    act.event(E.CARD_DATA_RESET, take=(R.INSURANCE,))


@service(
    RequestName.END_INSURANCE,
    offers.in_force,
    offers.not_cancelled_or_insured_anew,
    endings.reason_ends_relation,
    endings.relation_runs,
    moves=lambda _case: ((R.INSURANCE, T.END),),
)
def end_insurance(case: Case, act: Act) -> None:
    request = case.request
    assert isinstance(request, EndInsurance)
    dead = {Mark.DECEASED} if request.reason is EndReason.DEATH else set()
    act.event(E.INSURANCE_ENDED, ("marks", case.file.marks | dead), take=(R.INSURANCE,))


def _ending_business(case: Case) -> Moves:
    """Return the moves that end the HRSS side's open business: an order under way, a temporary card out."""
    moves: list[Move] = []
    if case.order_is_open:
        moves.append((R.ORDER, T.WITHDRAW_FURTHER if case.has_card else T.WITHDRAW_FIRST))
        if case.file.body is Body.AT_OUTLET:
            moves.append((R.BODY, T.FAIL))
    if case.file.temporary in (Temporary.VALID, Temporary.EXPIRED):
        moves.append((R.TEMPORARY, T.RETURN))
    return tuple(moves)


def _settling(case: Case) -> Moves:
    return _ending_business(case) if Side.HRSS in case.sides else ()


@service(
    RequestName.SETTLE,
    offers.in_force,
    offers.side_not_cancelled,
    offers.counter_open,
    *people.WHO_COMES,
    people.family_after_death,
    endings.insurance_has_ended,
    endings.side_exists,
    moves=_settling,
)
def settle(case: Case, act: Act) -> None:
    for side in case.sides:
        changes, postings = book(SETTLING[side], case.file)
        taken = (R.ORDER, R.BODY, R.TEMPORARY)
        act.event(E.SIDE_SETTLED, *changes, take=taken, postings=postings)


def _leaves_nothing(case: Case) -> bool:
    """True where the cancellation asked for is the last of the card's two."""
    hrss_gone = Side.HRSS in case.sides or case.file.hrss is Hrss.CANCELLED
    bank_gone = Side.BANK in case.sides or case.file.bank in CLOSED_BANK
    return hrss_gone and bank_gone


def _cancelling(case: Case) -> Moves:
    moves: list[Move] = []
    if Side.HRSS in case.sides:
        moves += [(R.HRSS, T.CANCEL), *_ending_business(case)]
        if case.file.e_card not in (ECard.NONE, ECard.CANCELLED):
            moves.append((R.E_CARD, T.CANCEL))
    if Side.BANK in case.sides and not (case.file.bank is Bank.CANCELLED and Side.HRSS in case.sides):
        moves.append((R.BANK, T.CANCEL))
    return (*moves, *_body_moves(case))


def _report_ends(case: Case) -> Moves:
    """The card counts as found once the only side reported lost is cancelled: nothing is left to release."""
    still_lost = any(side not in case.sides for side in case.lost_sides)
    return ((R.BODY, T.FIND),) if case.file.body is Body.REPORTED_LOST and not still_lost else ()


def _body_moves(case: Case) -> Moves:
    if case.file.body not in (Body.WITH_HOLDER, Body.REPORTED_LOST):
        return ()
    if case.terms.card_destruction == "with_hrss" and Side.HRSS in case.sides:
        return ((R.BODY, T.DESTROY),)
    if case.terms.card_destruction == "with_hrss" or not _leaves_nothing(case):
        return _report_ends(case)
    return ((R.BODY, T.RECOVER if case.terms.card_destruction == "on_receipt" else T.DESTROY),)


@service(
    RequestName.CANCEL,
    offers.in_force,
    offers.side_not_cancelled,
    offers.counter_open,
    *people.WHO_COMES,
    people.family_after_death,
    cards.order_or_card_exists,
    cards.card_is_collected,
    endings.hrss_side_comes_first,
    endings.sides_are_settled,
    moves=_cancelling,
)
def cancel(case: Case, act: Act) -> None:
    found = (R.BODY,) if act.moved.get(R.BODY) is Body.WITH_HOLDER else ()
    if R.HRSS in act.moved:
        _cancel_hrss(act, found)
    if R.BANK in act.moved:
        changes, postings = book(Movement.CANCEL_BANK, case.file)
        changes += [("bank_loss", None), ("bank_covered", None)]
        act.event(E.BANK_CANCELLED, *changes, take=(R.BANK, *found), postings=postings)
    gone: tuple[Change, ...] = (("card", None),) if _leaves_nothing(case) else ()
    if R.BODY in act.moved:
        act.rests_on("card_destruction")
        recovered = act.moved[R.BODY] is Body.RECOVERED
        act.event(E.CARD_RECOVERED if recovered else E.CARD_DESTROYED, *gone, take=(R.BODY,))
    elif gone:
        last = act.events[-1]
        act.events[-1] = evolve(last, changes=(*last.changes, *gone))


def _cancel_hrss(act: Act, found: tuple[R, ...]) -> None:
    forgotten = [(name, None) for name in ("hrss_loss", "hrss_covered", "hrss_unlocked")]
    act.event(E.HRSS_CANCELLED, *forgotten, take=(R.HRSS, R.E_CARD, R.ORDER, R.TEMPORARY, *found))
    if act.knows("clearance_notice_issued"):
        act.event(E.CLEARANCE_NOTICE_ISSUED)
    if act.knows("national_platform_synced"):
        act.event(E.NATIONAL_PLATFORM_SYNCED)


@service(
    RequestName.SEND_DESTRUCTION_RECEIPT,
    offers.in_force,
    endings.bank_has_closed,
    endings.card_is_recovered,
    moves=lambda _case: ((R.BODY, T.DESTROY),),
)
def send_destruction_receipt(_case: Case, act: Act) -> None:
    act.event(E.DESTRUCTION_RECEIPT_RECEIVED, take=(R.BODY,))
