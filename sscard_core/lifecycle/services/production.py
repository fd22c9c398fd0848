"""Production and handing out: the stages of a card's making, batches, collection, cards that come back."""

from attrs import evolve

from sscard_core.lifecycle.case import FURTHER_CARDS, Case
from sscard_core.lifecycle.conditions import offers, orders, people
from sscard_core.lifecycle.services.asks import ALSO_ANEW
from sscard_core.lifecycle.services.base import Act, Move, Moves, service
from sscard_core.lifecycle.services.orders import old_card_is_gone
from sscard_core.lifecycle.table import Region as R
from sscard_core.lifecycle.table import Trigger as T
from sscard_core.model.arguments import Failure, RequestName, Stage
from sscard_core.model.arguments import ReturnReason as Why
from sscard_core.model.card_file import Card, Change, Making, Mark
from sscard_core.model.decisions import Advice
from sscard_core.model.events import EventName as E
from sscard_core.model.pins import NO_SECRET
from sscard_core.model.requests import Produce, ReturnUndelivered
from sscard_core.model.statuses import Body, HrssPin, Insurance


def _producing(case: Case) -> Moves:
    request = case.request
    assert isinstance(request, Produce)
    if request.failed is not None:
        return ((R.ORDER, T.FAIL),)
    if request.stage is not Stage.DELIVERED:
        return ((R.ORDER, T.ADVANCE),)
    return ((R.ORDER, T.DELIVER), *(((R.BODY, T.MAKE),) if old_card_is_gone(case) else ()))


@service(
    RequestName.PRODUCE,
    offers.in_force,
    offers.not_cancelled_or_applied_anew,
    orders.stage_is_next,
    moves=_producing,
)
def produce(case: Case, act: Act) -> None:
    request, making = case.request, case.file.making
    assert isinstance(request, Produce)
    assert making is not None
    if request.failed is not None:
        act.event(E.PRODUCTION_FAILED, take=(R.ORDER,))
        if request.failed is Failure.ACCOUNT_OPENING and act.knows("identity_confirmed_at_bank"):
            act.advice.append(Advice.CONFIRM_IDENTITY_AT_BANK)
        return
    act.event(E.PRODUCTION_ADVANCED, ("making", evolve(making, stage=request.stage)), take=(R.ORDER, R.BODY))
    if request.stage is Stage.DELIVERED:
        act.event(E.CARD_READY)


def _collecting(case: Case) -> Moves:
    file = case.file
    moves: list[Move] = [(R.ORDER, T.COLLECT), (R.HRSS, T.ISSUE), (R.BANK, T.ISSUE), (R.BODY, T.ISSUE)]
    moves.append((R.BANK_PIN, T.FORGET))
    if file.hrss_pin is HrssPin.NONE:
        moves.append((R.HRSS_PIN, T.ISSUE))
    if file.insurance is Insurance.MOVED:  # the new card is written with the data of the new place
        moves.append((R.INSURANCE, T.RESET))
    if case.terms.electronic_card:
        moves.append((R.E_CARD, T.ISSUE))
    return tuple(moves)


@service(
    RequestName.COLLECT,
    *ALSO_ANEW,
    people.card_for_the_living,
    people.undelivered_in_person,
    orders.card_is_ready,
    orders.temporary_card_is_back,
    orders.collected_where_made,
    moves=_collecting,
)
def collect(case: Case, act: Act) -> None:
    file, making = case.file, case.file.making
    assert making is not None
    if making.name in FURTHER_CARDS:
        _retire_old_card(case, act, making)
    act.rests_on("new_card_generation")
    act.rests_on("card_validity")
    card = Card(
        generation=case.terms.new_card_generation,
        issued_on=case.day,
        last_valid_day=case.terms.card_validity.last_day_after(case.day),
        bank=making.bank,
    )
    changes: list[Change] = [
        ("card", card),
        ("bank_secret", NO_SECRET),
        ("bank_pending", None),
        ("marks", _marks_of_new_card(case, making)),
        *(
            (name, None)
            for name in ("hrss_loss", "bank_loss", "hrss_covered", "bank_covered", "hrss_unlocked")
        ),
    ]
    if (
        R.HRSS_PIN in act.moved
        and file.legacy_secret is not None
        and act.knows("initial_pin_of_medical_card")
    ):
        changes.append(("hrss_secret", file.legacy_secret))
    act.event(E.CARD_COLLECTED, *changes, take=tuple(R))


def _retire_old_card(case: Case, act: Act, making: Making) -> None:
    act.event(E.OLD_CARD_CANCELLED)
    act.knows("pin_survives_replacement")
    handed_in = making.name is not RequestName.REPLACE and case.file.body is Body.WITH_HOLDER
    if handed_in and case.terms.card_destruction != "on_receipt":
        act.rests_on("card_destruction")
        act.event(E.CARD_DESTROYED)


def _marks_of_new_card(case: Case, making: Making) -> frozenset[Mark]:
    spent = {Mark.BASE_RECORD_CORRECTED, Mark.HOME_VISIT_REQUESTED, Mark.ACCOUNT_NUMBER_NEW}
    marks = case.file.marks - spent
    new_number = making.name in FURTHER_CARDS and not making.same_number
    return marks | {Mark.ACCOUNT_NUMBER_NEW} if new_number else marks


@service(
    RequestName.HAND_OVER,
    offers.in_force,
    offers.not_cancelled_or_applied_anew,
    orders.batch_is_signed,
    moves=lambda _case: ((R.ORDER, T.HAND_OVER),),
)
def hand_over(_case: Case, act: Act) -> None:
    act.event(E.BATCH_HANDED_OVER, take=(R.ORDER,))


@service(
    RequestName.RETURN_UNDELIVERED,
    offers.in_force,
    offers.not_cancelled_or_applied_anew,
    offers.counter_open,
    moves=lambda _case: ((R.ORDER, T.RETURN),),
)
def return_undelivered(case: Case, act: Act) -> None:
    request = case.request
    assert isinstance(request, ReturnUndelivered)
    dead = {Mark.DECEASED} if request.reason is Why.DECEASED else set()
    act.event(E.CARD_RETURNED_UNDELIVERED, ("marks", case.file.marks | dead), take=(R.ORDER,))
