"""Conditions on moves, settlement and cancellation."""

from sscard_core.lifecycle.case import Case
from sscard_core.lifecycle.conditions.base import condition
from sscard_core.model.arguments import EndReason
from sscard_core.model.refusals import RefusalCode as C
from sscard_core.model.requests import EndInsurance
from sscard_core.model.statuses import Bank, Body, Hrss, Insurance, Side, Temporary


def is_open(case: Case, side: Side) -> bool:
    """True while a side has money or business open.

    The HRSS side's business: an order under way, a temporary card out.
    """
    file = case.file
    if side is Side.BANK:
        return file.bank_balance > 0
    return (
        file.hrss_balance > 0 or case.order_is_open or file.temporary in (Temporary.VALID, Temporary.EXPIRED)
    )


def bank_alone(case: Case) -> bool:
    """True where the bank side is cancelled while the HRSS side lives: a change of bank."""
    return case.side is Side.BANK and case.file.hrss is not Hrss.CANCELLED


@condition(C.WRONG_STATE, "the insurance relation runs", "社会保险关系存续")
def relation_runs(case: Case) -> bool:
    return case.file.insurance in (Insurance.INSURED, Insurance.MOVED)


@condition(C.NOT_ELIGIBLE, "this reason ends the insurance relation", "该情形终止社会保险关系",
           readings=("left_province_ends_insurance",))  # fmt: skip
def reason_ends_relation(case: Case) -> bool | None:
    request = case.request
    assert isinstance(request, EndInsurance)
    if request.reason is not EndReason.LEFT_PROVINCE:
        return None
    return case.terms.left_province_ends_insurance


@condition(
    C.WRONG_ORDER,
    "the HRSS side is cancelled first",
    "社保侧已先注销",
    readings=("sides_cancelled_in_order",),
)
def hrss_side_comes_first(case: Case) -> bool | None:
    if not case.terms.sides_cancelled_in_order or case.side is not Side.BANK:
        return None
    return case.file.hrss is Hrss.CANCELLED


@condition(C.INSURANCE_NOT_ENDED, "the insurance relation has ended", "社会保险关系已终止")
def insurance_has_ended(case: Case) -> bool | None:
    if case.side is Side.BANK:
        return None
    return case.file.insurance in (Insurance.ENDED, Insurance.NONE)


@condition(C.UNSETTLED, "what must be settled is settled", "应结清的业务已结清",
           readings=("settled_before_cancelling",))  # fmt: skip
def sides_are_settled(case: Case) -> bool | None:
    if bank_alone(case):
        return not is_open(case, Side.BANK) if not case.terms.sides_cancelled_in_order else None
    if case.file.hrss is Hrss.CANCELLED:  # a card applied for anew is no business of the old one
        return not is_open(case, Side.BANK) if case.terms.settled_before_cancelling == "both" else None
    watched = {"both": (Side.HRSS, Side.BANK), "hrss": (Side.HRSS,), "none": ()}
    return not any(is_open(case, side) for side in watched[case.terms.settled_before_cancelling])


@condition(C.WRONG_STATE, "there is a side to settle", "有可结清的账户")
def side_exists(case: Case) -> bool:
    states = {Side.HRSS: case.file.hrss.value, Side.BANK: case.file.bank.value}
    return any(states[side] not in ("none", "cancelled") or is_open(case, side) for side in case.sides)


@condition(C.WRONG_ORDER, "the bank has closed its side", "银行侧已注销")
def bank_has_closed(case: Case) -> bool | None:
    if case.file.hrss is not Hrss.CANCELLED:
        return None
    return case.file.bank in (Bank.CANCELLED, Bank.NONE)


@condition(C.WRONG_STATE, "a recovered card waits to be destroyed", "有待销毁的回收卡")
def card_is_recovered(case: Case) -> bool:
    return case.file.body is Body.RECOVERED
