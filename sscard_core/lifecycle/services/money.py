"""Money in and out of the two accounts. Which balance each request moves, and how, is the ledger's table."""

from sscard_core.lifecycle.case import Case
from sscard_core.lifecycle.conditions import cards, money, offers, pins
from sscard_core.lifecycle.conditions.base import Condition
from sscard_core.lifecycle.ledger import account_debited, book, movement_of
from sscard_core.lifecycle.services.asks import ALSO_ANEW, CARD_IN_HAND
from sscard_core.lifecycle.services.base import Act, Move, Moves, service
from sscard_core.lifecycle.table import Region as R
from sscard_core.lifecycle.table import Trigger as T
from sscard_core.model.arguments import Medium
from sscard_core.model.arguments import RequestName as N
from sscard_core.model.events import EventName as E
from sscard_core.model.statuses import Hrss, Side

EVENTS = {
    N.CREDIT_HRSS: E.HRSS_CREDITED,
    N.PAY_MEDICAL: E.MEDICAL_BILL_PAID,
    N.CONTRIBUTE: E.CONTRIBUTION_PAID,
    N.RECEIVE_BENEFIT: E.BENEFIT_RECEIVED,
    N.DEPOSIT: E.DEPOSITED,
    N.WITHDRAW_CASH: E.CASH_WITHDRAWN,
    N.TRANSFER: E.TRANSFERRED,
}

WITH_CARD: tuple[Condition, ...] = (*CARD_IN_HAND, cards.generation_is_accepted)


def _pay(case: Case, act: Act) -> None:
    """Book the amount as the ledger has it."""
    changes, postings = book(movement_of(case), case.file, case.amount)
    act.event(EVENTS[case.request.name], *changes, postings=postings)


def _paying_medical(case: Case) -> Moves:
    entering: Moves = ((R.HRSS_PIN, T.ENTER),) if case.request.pin is not None else ()
    match case.medium:
        case Medium.TEMPORARY:
            return ((R.TEMPORARY, T.USE), *entering, *_hrss_lock(case))
        case Medium.ELECTRONIC:
            lost = case.file.hrss in (Hrss.TEMPORARILY_LOST, Hrss.FORMALLY_LOST)
            return ((R.E_CARD, T.USE), *entering, *(() if lost else ((R.HRSS, T.USE),)))
        case Medium.LEGACY:
            return (*entering, *_hrss_lock(case))
        case Medium.PHYSICAL:
            return ((R.HRSS, T.USE), *entering)


def _hrss_lock(case: Case) -> Moves:
    """A locked HRSS account stays locked whatever card is used."""
    return ((R.HRSS, T.USE),) if case.file.hrss is Hrss.LOCKED else ()


service(
    N.PAY_MEDICAL,
    *ALSO_ANEW,
    offers.medium_is_known,
    cards.legacy_card_works,
    cards.legacy_card_exists,
    cards.physical_card_exists,
    cards.physical_card_is_collected,
    cards.generation_is_accepted,
    cards.hrss_not_expired,
    cards.card_data_fit,
    pins.initial_pin_is_known,
    pins.pin_has_six_digits,
    money.balance_suffices,
    moves=_paying_medical,
)(_pay)


def _both_functions(case: Case) -> Moves:
    moves: list[Move] = [(R.HRSS, T.USE)]
    if case.terms.contribute_and_benefit_need_bank:
        moves.append((R.BANK, T.USE))
    return tuple(moves)


for _name in (N.CONTRIBUTE, N.RECEIVE_BENEFIT):
    service(
        _name,
        *WITH_CARD,
        offers.medium_is_known,
        offers.card_of_the_bank,
        cards.hrss_not_expired,
        cards.card_data_fit,
        money.finance_is_activated,
        money.balance_suffices,
        moves=_both_functions,
    )(_pay)

service(
    N.CREDIT_HRSS,
    offers.in_force,
    offers.not_cancelled,
    money.account_can_be_credited,
)(_pay)

service(
    N.DEPOSIT,
    *WITH_CARD,
    money.paid_into_the_bank_account,
    moves=lambda _case: ((R.BANK, T.PAY_IN),),
)(_pay)


def _taking_out(case: Case) -> Moves:
    """What leaves the HRSS account is refused in the end; a function that is not usable says so first."""
    side = account_debited(case.request)
    if side is None:
        return ((R.BANK, T.PAY_IN),)
    function, pin = (R.HRSS, R.HRSS_PIN) if side is Side.HRSS else (R.BANK, R.BANK_PIN)
    return ((function, T.USE), *(((pin, T.ENTER),) if case.request.pin is not None else ()))


TAKING_OUT: tuple[Condition, ...] = (
    *WITH_CARD,
    pins.initial_pin_is_known,
    pins.pin_has_six_digits,
    money.no_cash_from_hrss,
    money.balance_suffices,
)

service(N.WITHDRAW_CASH, *TAKING_OUT, moves=_taking_out)(_pay)
service(N.TRANSFER, *TAKING_OUT, money.accounts_stay_separate, moves=_taking_out)(_pay)
