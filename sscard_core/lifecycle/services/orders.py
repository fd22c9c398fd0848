"""Orders: applying for a card, first or further, its making, and its handing out."""

from datetime import date, timedelta

from attrs import evolve

from sscard_core.lifecycle.case import FURTHER_CARDS, Case
from sscard_core.lifecycle.conditions import cards, losses, offers, people
from sscard_core.lifecycle.services.base import Act, Move, Moves, service
from sscard_core.lifecycle.services.losses import report_changes
from sscard_core.lifecycle.table import Region as R
from sscard_core.lifecycle.table import Trigger as T
from sscard_core.model.arguments import Failure, LossKind, RequestName, Service, Stage
from sscard_core.model.arguments import ReturnReason as Why
from sscard_core.model.card_file import Card, Change, Making, Mark
from sscard_core.model.decisions import Advice
from sscard_core.model.events import EventName as E
from sscard_core.model.money import Fen
from sscard_core.model.pins import NO_SECRET
from sscard_core.model.postings import Posting
from sscard_core.model.requests import Produce, Reissue, ReturnUndelivered
from sscard_core.model.statuses import Bank, Body, ECard, Hrss, HrssPin, Insurance, Side

REMEMBERED = timedelta(days=62)
"""How long a reissue is remembered: two months hold every calendar month and every thirty days."""


def _placing(case: Case) -> Moves:
    instant = case.service is Service.INSTANT
    placed: list[Move] = [(R.ORDER, T.PLACE_INSTANT if instant else T.PLACE)]
    if instant and not case.has_card:
        placed.append((R.BODY, T.MAKE))
    return tuple(placed)


def _applying(case: Case) -> Moves:
    if case.file.hrss is not Hrss.CANCELLED:
        return _placing(case)
    begins = case.file.insurance is Insurance.ENDED and case.file.holder.insured
    return (*_placing(case), (R.HRSS_PIN, T.FORGET), *(((R.INSURANCE, T.BEGIN),) if begins else ()))


def making_of(case: Case, due: date | None) -> Making:
    """Return what is to be remembered of an order."""
    request, service_kind = case.request, case.service or Service.STANDARD
    assert case.through is not None
    return Making(
        name=request.name,
        service=service_kind,
        through=case.through,
        outlet=case.outlet,
        bank=case.bank,
        reason=case.reason,
        same_number=isinstance(request, Reissue) and request.same_number,
        accepted_on=case.day,
        due=due,
    )


@service(
    RequestName.APPLY,
    offers.in_force,
    offers.counter_open,
    *people.WHO_COMES,
    people.card_for_the_living,
    people.household_register_under_sixteen,
    cards.no_card_held,
    cards.no_order_open,
    moves=_applying,
)
def apply(case: Case, act: Act) -> None:
    anew = case.file.hrss is Hrss.CANCELLED
    forgotten = (("hrss_secret", NO_SECRET), ("hrss_pin_unlocked", None)) if anew else ()
    act.event(
        E.APPLICATION_ACCEPTED,
        ("making", making_of(case, act.due)),
        *forgotten,
        take=(R.ORDER, R.BODY, R.INSURANCE, R.HRSS_PIN),
        postings=_closing_postings(case) if anew else (),
    )
    if act.knows("collection_receipt_issued"):
        act.event(E.COLLECTION_RECEIPT_ISSUED)


def _replacing(case: Case) -> Moves:
    moves: list[Move] = []
    if case.file.hrss not in (Hrss.FORMALLY_LOST, Hrss.NONE):
        moves.append((R.HRSS, T.REPORT_FORMAL))
    if case.file.bank not in (Bank.FORMALLY_LOST, Bank.CANCELLED, Bank.NONE):
        moves.append((R.BANK, T.REPORT_FORMAL))
    if case.file.body is Body.WITH_HOLDER:
        moves.append((R.BODY, T.LOSE))
    if case.file.hrss is not Hrss.FORMALLY_LOST and case.file.e_card in (ECard.ACTIVE, ECard.LIMITED_ALLOWED):
        moves.append((R.E_CARD, T.LIMIT))
    return (*_placing(case), *moves)


@service(
    RequestName.REPLACE,
    offers.in_force,
    offers.not_cancelled,
    offers.counter_open,
    *people.WHO_COMES,
    people.card_for_the_living,
    people.household_register_under_sixteen,
    cards.order_or_card_exists,
    cards.card_is_collected,
    losses.both_sides_formally_lost,
    cards.no_further_order_open,
    moves=_replacing,
)
def replace(case: Case, act: Act) -> None:
    if R.HRSS in act.moved or R.BANK in act.moved:
        act.rests_on("replacement_needs_formal_loss")
        hrss, changes = R.HRSS in act.moved, report_changes(case, LossKind.FORMAL, act.moved)
        act.event(E.LOSS_REPORTED, *changes, take=(R.HRSS, R.BANK, R.BODY, R.E_CARD))
        if hrss and act.knows("national_platform_synced"):
            act.event(E.NATIONAL_PLATFORM_SYNCED)
    _reissue(case, act, E.REPLACEMENT_ACCEPTED)


def _reissue(case: Case, act: Act, accepted: E) -> None:
    kept = tuple(day for day in case.file.reissues if case.day - day < REMEMBERED)
    reissues = (*kept, case.day)
    act.event(accepted, ("making", making_of(case, act.due)), ("reissues", reissues), take=(R.ORDER,))
    if act.knows("collection_receipt_issued"):
        act.event(E.COLLECTION_RECEIPT_ISSUED)
    counting = case.terms.monthly_replacement_reminder
    if counting != "none" and sum(_counts(counting, day, case.day) for day in reissues) > 3:
        act.rests_on("monthly_replacement_reminder")
        act.event(E.SMS_REMINDER)


def _counts(counting: str, day: date, today: date) -> bool:
    if counting == "calendar_month":
        return (day.year, day.month) == (today.year, today.month)
    return today - day < timedelta(days=30)


EXCHANGE_ASKS = (
    offers.in_force,
    offers.not_cancelled,
    offers.counter_open,
    *people.WHO_COMES,
    people.card_for_the_living,
    people.household_register_under_sixteen,
    cards.order_or_card_exists,
    cards.card_is_collected,
    cards.no_further_order_open,
    cards.renewal_is_due,
)


@service(RequestName.EXCHANGE, *EXCHANGE_ASKS, moves=_placing)
def exchange(case: Case, act: Act) -> None:
    _reissue(case, act, E.EXCHANGE_ACCEPTED)


@service(RequestName.RENEW, *EXCHANGE_ASKS, moves=_placing)
def renew(case: Case, act: Act) -> None:
    _reissue(case, act, E.RENEWAL_ACCEPTED)
    if act.knows("renewal_advised_in_last_sixty_days"):
        act.advice.append(Advice.RENEW_WITHIN_SIXTY_DAYS)


def _producing(case: Case) -> Moves:
    request = case.request
    assert isinstance(request, Produce)
    if request.failed is not None:
        return ((R.ORDER, T.FAIL),)
    if request.stage is not Stage.DELIVERED:
        return ((R.ORDER, T.ADVANCE),)
    return ((R.ORDER, T.DELIVER), *(() if case.has_card else ((R.BODY, T.MAKE),)))


@service(
    RequestName.PRODUCE,
    offers.in_force,
    offers.not_cancelled_or_applied_anew,
    cards.stage_is_next,
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
    offers.in_force,
    offers.not_cancelled_or_applied_anew,
    offers.counter_open,
    *people.WHO_COMES,
    people.card_for_the_living,
    people.undelivered_in_person,
    cards.card_is_ready,
    cards.temporary_card_is_back,
    cards.collected_where_made,
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


def _closing_postings(case: Case) -> tuple[Posting, ...]:
    """What a cancelled HRSS account left behind does not pass to the card that is applied for anew."""
    left = case.file.hrss_balance
    return (Posting(Side.HRSS, Fen(-left)),) if left else ()


@service(
    RequestName.HAND_OVER,
    offers.in_force,
    offers.not_cancelled_or_applied_anew,
    cards.batch_is_signed,
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
