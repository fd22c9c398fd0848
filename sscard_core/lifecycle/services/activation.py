"""Activation of the two functions, home visits, and the electronic card during a loss."""

from sscard_core.lifecycle.case import Case
from sscard_core.lifecycle.conditions import cards, offers, people, pins
from sscard_core.lifecycle.services.asks import CARD_IN_HAND
from sscard_core.lifecycle.services.base import Act, Move, Moves, service
from sscard_core.lifecycle.services.secrets import new_secret, note_new_pin
from sscard_core.lifecycle.table import Region as R
from sscard_core.lifecycle.table import Trigger as T
from sscard_core.model.arguments import RequestName
from sscard_core.model.card_file import Change, Mark
from sscard_core.model.channels import Channel
from sscard_core.model.decisions import Advice
from sscard_core.model.events import EventName as E
from sscard_core.model.statuses import Hrss, HrssPin, Side
from sscard_core.rulebooks.book import Rulebook


def _activating(case: Case) -> Moves:
    moves: list[Move] = [(R.BANK, T.ACTIVATE), (R.BANK_PIN, T.ACTIVATE)]
    if case.file.hrss is Hrss.SEALED:
        return (*moves, *_enabling(case)) if case.terms.bank_activation_enables_hrss else tuple(moves)
    return (*moves, (R.HRSS, T.ATTEND))


def _enabling(case: Case) -> Moves:
    """A PIN that came locked from the old card locks the new one as soon as it is enabled."""
    locking = ((R.HRSS, T.LOCK),) if case.file.hrss_pin is HrssPin.LOCKED else ()
    return ((R.HRSS, T.ENABLE), *locking)


def _enables_under_lock(case: Case) -> bool:
    """True where the HRSS function was locked before it was enabled: unlocking then brings it back enabled."""
    locked = case.file.hrss is Hrss.LOCKED and case.file.hrss_unlocked is Hrss.SEALED
    return locked and case.terms.bank_activation_enables_hrss


def _enabled(act: Act) -> None:
    unlocked = (("hrss_unlocked", Hrss.NORMAL),) if act.moved[R.HRSS] is Hrss.LOCKED else ()
    act.event(E.HRSS_ENABLED, *unlocked, take=(R.HRSS,))


@service(
    RequestName.ACTIVATE_BANK,
    *CARD_IN_HAND,
    cards.home_visit_was_requested,
    cards.within_validity,
    pins.pin_has_six_digits,
    pins.pin_is_strong,
    moves=_activating,
)
def activate_bank(case: Case, act: Act) -> None:
    if case.file.hrss is Hrss.SEALED:
        act.rests_on("bank_activation_enables_hrss")
    marks = case.file.marks - {Mark.HOME_VISIT_REQUESTED}
    secret = new_secret(case, Side.BANK, pins.new_pin(case))
    note_new_pin(case, act, Side.BANK)
    under_lock: tuple[Change, ...] = ()
    if _enables_under_lock(case):
        act.rests_on("bank_activation_enables_hrss")
        under_lock = (("hrss_unlocked", Hrss.NORMAL),)
    follow: list[E] = []
    if Mark.ACCOUNT_NUMBER_NEW in marks:
        marks, follow = _account_number_consequences(case, act, marks)
    if _retires_old_citizen_card(case, act.book) and act.knows("old_citizen_card_retired"):
        marks |= {Mark.OLD_CITIZEN_CARD_RETIRED}
        follow.append(E.LEGACY_CARD_RETIRED)
    act.event(
        E.BANK_ACTIVATED, ("bank_secret", secret), ("marks", marks), *under_lock, take=(R.BANK, R.BANK_PIN)
    )
    if R.HRSS in act.moved and case.file.hrss is Hrss.SEALED:
        _enabled(act)
    for each in follow:
        act.event(each)


def _account_number_consequences(
    case: Case, act: Act, marks: frozenset[Mark]
) -> tuple[frozenset[Mark], list[E]]:
    holder, making, follow = case.file.holder, case.file.making, []
    ordered_online = making is not None and making.through is Channel.ONLINE
    if holder.pension and ordered_online and act.knows("payout_account_changed_by_holder"):
        act.advice.append(Advice.CHANGE_PAYOUT_ACCOUNT)
    elif holder.pension and act.knows("payout_account_updated"):
        follow.append(E.PAYOUT_ACCOUNT_UPDATED)
    if holder.subsidy and act.knows("subsidy_account_synced"):
        follow.append(E.SUBSIDY_ACCOUNT_SYNCED)
    return marks - {Mark.ACCOUNT_NUMBER_NEW}, follow


def _retires_old_citizen_card(case: Case, book: Rulebook) -> bool:
    banks = {bank.name for bank in book.banks if bank.retires_old_card}
    has_one = case.file.holder.old_citizen_card and Mark.OLD_CITIZEN_CARD_RETIRED not in case.file.marks
    return has_one and case.present_bank in banks


@service(
    RequestName.ENABLE_HRSS,
    *CARD_IN_HAND,
    moves=_enabling,
)
def enable_hrss(_case: Case, act: Act) -> None:
    _enabled(act)


@service(
    RequestName.REQUEST_HOME_VISIT,
    *CARD_IN_HAND,
    cards.bank_is_inactive,
)
def request_home_visit(case: Case, act: Act) -> None:
    act.event(E.HOME_VISIT_REQUESTED, ("marks", case.file.marks | {Mark.HOME_VISIT_REQUESTED}))


@service(
    RequestName.ALLOW_E_CARD_DURING_LOSS,
    offers.in_force,
    offers.electronic_cards_exist,
    offers.not_cancelled,
    *people.WHO_COMES,
    cards.e_card_allowed_before_new_card,
    moves=lambda _case: ((R.E_CARD, T.ALLOW),),
)
def allow_e_card_during_loss(_case: Case, act: Act) -> None:
    act.event(E.E_CARD_ALLOWED, take=(R.E_CARD,))
