"""Verification values: how one is made for a side, and how a PIN is compared with one."""

from sscard_core.lifecycle.case import Case
from sscard_core.lifecycle.conditions.pins import is_weak, new_pin
from sscard_core.lifecycle.services.base import Act
from sscard_core.model.decisions import Advice
from sscard_core.model.pins import NO_SECRET, PinVerifier, Secret
from sscard_core.model.statuses import Side

SECRET = {Side.HRSS: "hrss_secret", Side.BANK: "bank_secret"}
"""The field of the card file that keeps each side's secret."""

OTHER = {Side.HRSS: Side.BANK, Side.BANK: Side.HRSS}


def account_of(subject: str, side: Side) -> str:
    """Return what a verification value is bound to: a side of a person's card, whichever card it is."""
    return f"{side}/{subject}"


def secret_of(case: Case, side: Side) -> Secret:
    """Return what the file keeps of a side's PIN."""
    return case.file.hrss_secret if side is Side.HRSS else case.file.bank_secret


def make_secret(verifier: PinVerifier, subject: str, side: Side, pin: str | None) -> Secret:
    """Return the secret of a PIN, or one without a known value."""
    return NO_SECRET if pin is None else Secret(verifier.value(pin, account_of(subject, side)))


def new_secret(case: Case, side: Side, pin: str | None) -> Secret:
    """Return the secret of a PIN that the request sets."""
    return make_secret(case.verifier, case.file.subject, side, pin)


def is_right(case: Case, side: Side, pin: str) -> bool:
    """Compare a PIN with a side's secret; a PIN whose value is not known matches nothing."""
    value = secret_of(case, side).value
    return value is not None and case.verifier.matches(pin, account_of(case.file.subject, side), value)


def note_new_pin(case: Case, act: Act, side: Side) -> None:
    """Advise on a PIN just chosen: weak where that is only warned of, equal to the other side's (XJ13-H-073)."""
    pin = new_pin(case)
    if pin is None:
        return
    if case.terms.weak_pin_is == "warned" and is_weak(pin, case.file.holder):
        act.rests_on("weak_pin_is")
        act.advice.append(Advice.PIN_WEAK)
    if is_right(case, OTHER[side], pin) and act.knows("pins_should_differ"):
        act.advice.append(Advice.PINS_EQUAL)
