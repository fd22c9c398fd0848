"""Orders: applying for a card, first or further."""

from datetime import date, timedelta

from sscard_core.lifecycle.case import Case
from sscard_core.lifecycle.conditions import cards, exchanges, losses, offers, orders, people
from sscard_core.lifecycle.ledger import Movement, book
from sscard_core.lifecycle.services.asks import ALWAYS
from sscard_core.lifecycle.services.base import Act, Move, Moves, service
from sscard_core.lifecycle.services.losses import report_changes
from sscard_core.lifecycle.table import Region as R
from sscard_core.lifecycle.table import Trigger as T
from sscard_core.model.arguments import LossKind, RequestName, Service
from sscard_core.model.card_file import Change, Making
from sscard_core.model.decisions import Advice
from sscard_core.model.events import EventName as E
from sscard_core.model.pins import NO_SECRET
from sscard_core.model.postings import Posting
from sscard_core.model.requests import Reissue
from sscard_core.model.statuses import Bank, Body, ECard, Hrss, Insurance

REMEMBERED = timedelta(days=62)
"""How long a reissue is remembered: two months hold every calendar month and every thirty days."""


def old_card_is_gone(case: Case) -> bool:
    """True where no earlier card is in hand or reported lost: then the card's body is that of the one just made."""
    return case.file.body not in (Body.WITH_HOLDER, Body.REPORTED_LOST)


def _placing(case: Case) -> Moves:
    instant = case.service is Service.INSTANT
    placed: list[Move] = [(R.ORDER, T.PLACE_INSTANT if instant else T.PLACE)]
    if instant and old_card_is_gone(case):
        placed.append((R.BODY, T.MAKE))
    return tuple(placed)


def _applying(case: Case) -> Moves:
    """Return the moves of an application. Where it needs an insurance, one anew begins the new relation it rests on."""
    if case.file.hrss is not Hrss.CANCELLED:
        return _placing(case)
    begins = case.file.insurance is Insurance.ENDED and people.insured.name in case.asked
    return (*_placing(case), (R.HRSS_PIN, T.FORGET), *(((R.INSURANCE, T.BEGIN),) if begins else ()))


def _left_behind(case: Case) -> tuple[list[Change], tuple[Posting, ...]]:
    """What a cancelled HRSS side left, its money and its PIN, does not pass to the card applied for anew."""
    changes, postings = book(Movement.APPLY_ANEW, case.file)
    return [*changes, ("hrss_secret", NO_SECRET), ("hrss_pin_unlocked", None)], postings


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
    orders.no_card_held,
    orders.no_order_open,
    moves=_applying,
)
def apply(case: Case, act: Act) -> None:
    anew = case.file.hrss is Hrss.CANCELLED
    changes, postings = _left_behind(case) if anew else ([], ())
    act.event(
        E.APPLICATION_ACCEPTED,
        ("making", making_of(case, act.due)),
        *changes,
        take=(R.ORDER, R.BODY, R.INSURANCE, R.HRSS_PIN),
        postings=postings,
    )
    if act.knows("collection_receipt_issued"):
        act.event(E.COLLECTION_RECEIPT_ISSUED)


def _replacing(case: Case) -> Moves:
    moves: list[Move] = []
    if case.file.hrss not in (Hrss.FORMALLY_LOST, Hrss.NONE):
        moves.append((R.HRSS, T.REPORT_FORMAL))
    bank_reports = not case.bank_is_silent
    if bank_reports and case.file.bank not in (Bank.FORMALLY_LOST, Bank.CANCELLED, Bank.NONE):
        moves.append((R.BANK, T.REPORT_FORMAL))
    if case.file.body is Body.WITH_HOLDER:
        moves.append((R.BODY, T.LOSE))
    if case.file.hrss is not Hrss.FORMALLY_LOST and case.file.e_card in (ECard.ACTIVE, ECard.LIMITED_ALLOWED):
        moves.append((R.E_CARD, T.LIMIT))
    return (*_placing(case), *moves)


@service(
    RequestName.REPLACE,
    *ALWAYS,
    people.card_for_the_living,
    people.household_register_under_sixteen,
    cards.order_or_card_exists,
    cards.card_is_collected,
    losses.both_sides_formally_lost,
    orders.no_further_order_open,
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
    *ALWAYS,
    people.card_for_the_living,
    people.household_register_under_sixteen,
    cards.order_or_card_exists,
    cards.card_is_collected,
    orders.no_further_order_open,
    exchanges.renewal_is_due,
)


@service(RequestName.EXCHANGE, *EXCHANGE_ASKS, moves=_placing)
def exchange(case: Case, act: Act) -> None:
    _reissue(case, act, E.EXCHANGE_ACCEPTED)


@service(RequestName.RENEW, *EXCHANGE_ASKS, moves=_placing)
def renew(case: Case, act: Act) -> None:
    _reissue(case, act, E.RENEWAL_ACCEPTED)
    if act.knows("renewal_advised_in_last_sixty_days"):
        act.advice.append(Advice.RENEW_WITHIN_SIXTY_DAYS)
