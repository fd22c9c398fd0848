"""Conditions on temporary cards: who needs one, and how long it lasts."""

from sscard_core.lifecycle.case import Case
from sscard_core.lifecycle.conditions.base import condition
from sscard_core.lifecycle.conditions.people import insured_in_region
from sscard_core.model.refusals import RefusalCode as C
from sscard_core.model.statuses import (
    Hrss,
    Temporary,
)


@condition(C.NOT_ELIGIBLE, "a card is being made, or a replacement is under way", "尚未领卡或正在补换卡")
def needs_a_bridge(case: Case) -> bool:
    has_applied = case.file.hrss is not Hrss.CANCELLED or case.order_is_open
    waits_for_first = not case.has_card and has_applied and insured_in_region.holds(case) is True
    return waits_for_first or case.further_card_under_way


@condition(C.NOT_ELIGIBLE, "a replacement or exchange is under way", "正在补换卡期间")
def further_card_is_under_way(case: Case) -> bool:
    return case.further_card_under_way


@condition(C.NOT_ELIGIBLE, "no card yet, a loss or replacement, or an urgent need of one insured",
           "尚未领卡、挂失补办期间或急需办理业务")  # fmt: skip
def bridge_or_urgent_need(case: Case) -> bool:
    return case.file.holder.insured or case.is_lost or needs_a_bridge.holds(case) is True


@condition(C.WRONG_STATE, "the lost temporary card still bridges something", "临时卡仍有用途")
def still_needs_a_bridge(case: Case) -> bool:
    return not case.has_card or case.order_is_open or case.is_lost


@condition(C.EXPIRED, "the temporary card's period runs", "临时卡在有效期内", readings=("temporary_card",))
def temporary_period_runs(case: Case) -> bool | None:
    ends = case.file.temporary_ends
    if case.file.temporary is not Temporary.REPORTED_LOST or ends is None:
        return None
    return case.at < ends
