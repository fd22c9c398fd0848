"""The four PIN requests, on either side."""

from attrs import evolve

from sscard_core.lifecycle.case import Case
from sscard_core.lifecycle.conditions import pins
from sscard_core.lifecycle.conditions.base import Condition
from sscard_core.lifecycle.services.asks import CARD_IN_HAND
from sscard_core.lifecycle.services.base import Act, Moves, service
from sscard_core.lifecycle.services.secrets import SECRET, new_secret, note_new_pin, secret_of
from sscard_core.lifecycle.table import Region as R
from sscard_core.lifecycle.table import Trigger as T
from sscard_core.model.arguments import RequestName
from sscard_core.model.card_file import Change
from sscard_core.model.events import EventName as E
from sscard_core.model.requests import ResetPin
from sscard_core.model.statuses import Hrss, Side

FUNCTION = {Side.HRSS: R.HRSS, Side.BANK: R.BANK}
PIN = {Side.HRSS: R.HRSS_PIN, Side.BANK: R.BANK_PIN}

ASKS: tuple[Condition, ...] = (
    *CARD_IN_HAND,
    pins.initial_pin_is_known,
    pins.pin_has_six_digits,
    pins.pin_is_strong,
)


def _side(case: Case) -> Side:
    assert case.side in FUNCTION, "a PIN request names one side"
    return case.side


def _moves(case: Case, trigger: T, *, unlocks: bool = False) -> Moves:
    side = _side(case)
    unlocking = (
        ((R.HRSS, T.UNLOCK),) if unlocks and side is Side.HRSS and case.file.hrss is Hrss.LOCKED else ()
    )
    return ((FUNCTION[side], T.ATTEND), (PIN[side], trigger), *unlocking)


def _unlock_changes(side: Side) -> tuple[Change, ...]:
    return (("hrss_unlocked", None), ("hrss_pin_unlocked", None)) if side is Side.HRSS else ()


@service(RequestName.CHANGE_PIN, *ASKS, moves=lambda case: _moves(case, T.CHANGE))
def change_pin(case: Case, act: Act) -> None:
    """Set a new password. Only a right entry of the old one ends a row of wrong tries (XX17-24a); a change is none."""
    side = _side(case)
    note_new_pin(case, act, side)
    changed = new_secret(case, side, pins.new_pin(case))
    if pins.entered_pin(case) is None:
        changed = evolve(changed, wrong_tries=secret_of(case, side).wrong_tries)
    act.event(E.PIN_CHANGED, (SECRET[side], changed), take=(PIN[side],))


def _resetting(case: Case) -> Moves:
    assert isinstance(case.request, ResetPin)
    return _moves(case, T.FORGET if case.request.new is None else T.RESET, unlocks=True)


@service(RequestName.RESET_PIN, *ASKS, moves=_resetting)
def reset_pin(case: Case, act: Act) -> None:
    side = _side(case)
    note_new_pin(case, act, side)
    changes = ((SECRET[side], new_secret(case, side, pins.new_pin(case))), *_unlock_changes(side))
    act.event(E.PIN_RESET, *changes, take=(PIN[side], R.HRSS))


@service(RequestName.UNLOCK_PIN, *ASKS, moves=lambda case: _moves(case, T.UNLOCK, unlocks=True))
def unlock_pin(case: Case, act: Act) -> None:
    side = _side(case)
    changes = ((SECRET[side], secret_of(case, side).with_tries_cleared()), *_unlock_changes(side))
    act.event(E.PIN_UNLOCKED, *changes, take=(PIN[side], R.HRSS))


@service(RequestName.ENTER_PIN, *ASKS, moves=lambda case: _moves(case, T.ENTER))
def enter_pin(_case: Case, act: Act) -> None:
    act.event(E.PIN_ENTERED)
