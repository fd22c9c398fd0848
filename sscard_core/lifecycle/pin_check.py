"""Comparing the PIN that a request entered: which side's, and what a right or wrong try does."""

from sscard_core.lifecycle.case import HRSS_LOST, Case
from sscard_core.lifecycle.conditions.pins import entered_pin
from sscard_core.lifecycle.engine import fire
from sscard_core.lifecycle.services.secrets import SECRET, is_right, secret_of
from sscard_core.lifecycle.table import Region, Trigger
from sscard_core.model.card_file import Change
from sscard_core.model.events import Event
from sscard_core.model.events import EventName as E
from sscard_core.model.statuses import Hrss, Side


def entry_is_right(case: Case, side: Side) -> bool:
    """Compare the PIN entered."""
    pin = entered_pin(case)
    assert pin is not None
    return is_right(case, side, pin)


def cleared_tries(case: Case, side: Side) -> tuple[Change, ...]:
    """Return what a right entry changes: the count goes to nought."""
    secret = secret_of(case, side)
    return ((SECRET[side], secret.with_tries_cleared()),) if secret.wrong_tries else ()


def wrong_try(case: Case, side: Side) -> tuple[Event, ...]:
    """Return the events of a wrong try: counted, and locked where the count reaches the limit."""
    secret = secret_of(case, side).after_wrong_try()
    limit = case.terms.hrss_pin_tries if side is Side.HRSS else case.terms.bank_pin_tries
    refused = Event(E.PIN_REFUSED, case.at, ((SECRET[side], secret),))
    if secret.wrong_tries < limit:
        return (refused,)
    return (refused, Event(E.PIN_LOCKED, case.at, _locking(case, side)))


def _locking(case: Case, side: Side) -> tuple[Change, ...]:
    file = case.file
    if side is Side.BANK:
        return (("bank_pin", fire(Region.BANK_PIN, file.bank_pin, Trigger.LOCK, None)),)
    pin: tuple[Change, ...] = (
        ("hrss_pin", fire(Region.HRSS_PIN, file.hrss_pin, Trigger.LOCK, None)),
        ("hrss_pin_unlocked", file.hrss_pin),
    )
    if file.hrss in HRSS_LOST:  # a temporary card was used: the lock stands under the report
        assert file.hrss_covered is not None
        locked = fire(Region.HRSS, file.hrss_covered, Trigger.LOCK, None)
        return (*pin, ("hrss_covered", locked), ("hrss_unlocked", file.hrss_covered))
    if file.hrss in (Hrss.NONE, Hrss.CANCELLED):
        return pin
    locked = fire(Region.HRSS, file.hrss, Trigger.LOCK, None)
    return (*pin, ("hrss", locked), ("hrss_unlocked", file.hrss))
