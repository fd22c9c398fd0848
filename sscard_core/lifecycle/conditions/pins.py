"""Conditions on passwords: their form, and whether they are easy to guess."""

from typing import Final

from sscard_core.lifecycle.case import Case
from sscard_core.lifecycle.conditions.base import condition
from sscard_core.lifecycle.ledger import account_debited
from sscard_core.model.arguments import RequestName as N
from sscard_core.model.people import Holder
from sscard_core.model.pins import is_six_digits
from sscard_core.model.refusals import RefusalCode as C
from sscard_core.model.requests import ActivateBank, ChangePin, ResetPin
from sscard_core.model.statuses import HrssPin, Side

BY_ACCOUNT: Final = frozenset({N.PAY_MEDICAL, N.WITHDRAW_CASH, N.TRANSFER})
BY_SIDE: Final = frozenset({N.CHANGE_PIN, N.ENTER_PIN})
ASCENDING = "01234567890"
DESCENDING = ASCENDING[::-1]


def new_pin(case: Case) -> str | None:
    """Return the PIN that the request sets, if it sets one."""
    match case.request:
        case ChangePin(new=new):
            return new
        case ResetPin(new=new) | ActivateBank(bank_pin=new):
            return new
        case _:
            return None


def entered_pin(case: Case) -> str | None:
    """Return the PIN that is to be compared, if one was entered."""
    if isinstance(case.request, ChangePin) and case.request.old is not None:
        return case.request.old
    return case.request.pin


def checked_side(case: Case) -> Side | None:
    """Return the side whose PIN is compared; None where none was entered or none is compared."""
    name = case.request.name
    if (name not in BY_ACCOUNT and name not in BY_SIDE) or entered_pin(case) is None:
        return None
    return case.side if name in BY_SIDE else account_debited(case.request)


def weak_forms(holder: Holder) -> frozenset[str]:
    """Return the six-digit forms of a holder's birth date, and every six digits of the mobile number.

    The measure names birth date and telephone number without forms (finding 14): these are assumed.
    """
    born = holder.born
    forms = {f"{born:%y%m%d}", f"{born:%d%m%y}", f"{born:%m%d%y}", f"{born:%Y%m}", f"{born:%m%Y}"}
    if holder.mobile:
        number = holder.mobile.text
        forms |= {number[start : start + 6] for start in range(len(number) - 5)}
    return frozenset(forms)


def is_weak(pin: str, holder: Holder) -> bool:
    """True for six equal or consecutive digits, a birth date, a part of the telephone number (XJ13-H-028)."""
    return len(set(pin)) == 1 or pin in ASCENDING or pin in DESCENDING or pin in weak_forms(holder)


@condition(C.PIN_NOT_SET, "the initial password's value is known", "初始密码的值已知")
def initial_pin_is_known(case: Case) -> bool | None:
    if checked_side(case) is not Side.HRSS or case.file.hrss_pin is not HrssPin.INITIAL:
        return None
    return case.file.hrss_secret.value is not None


@condition(C.PIN_FORMAT, "a password is six digits", "密码为六位阿拉伯数字")
def pin_has_six_digits(case: Case) -> bool | None:
    given = [pin for pin in (new_pin(case), entered_pin(case)) if pin is not None]
    return all(is_six_digits(pin) for pin in given) if given else None


@condition(C.PIN_WEAK, "the password is not easy to guess", "密码不过于简单", readings=("weak_pin_is",))
def pin_is_strong(case: Case) -> bool | None:
    pin = new_pin(case)
    if pin is None:
        return None
    return case.terms.weak_pin_is != "refused" or not is_weak(pin, case.file.holder)
