"""Conditions on orders: what is under way, which step comes next, who may take what is ready."""

from sscard_core.lifecycle.case import Case
from sscard_core.lifecycle.conditions.base import condition
from sscard_core.model.arguments import Failure, Service, Stage
from sscard_core.model.channels import Channel
from sscard_core.model.refusals import RefusalCode as C
from sscard_core.model.requests import HandOver, Produce
from sscard_core.model.statuses import (
    Order,
    Temporary,
)


@condition(C.NOT_ELIGIBLE, "this is a first application", "属首次申领")
def no_card_held(case: Case) -> bool:
    return not case.has_card


@condition(C.NOT_ELIGIBLE, "no application was made before", "此前没有申领记录")
def no_application_before(case: Case) -> bool:
    return no_card_held.holds(case) is True and not case.order_is_open


@condition(C.WRONG_STATE, "no application is under way", "没有在办的申领")
def no_order_open(case: Case) -> bool:
    return not case.order_is_open


@condition(C.REPLACEMENT_UNDER_WAY, "no other order is under way", "没有在办的补换卡")
def no_further_order_open(case: Case) -> bool | None:
    return not case.order_is_open if case.has_card else None


@condition(C.WRONG_ORDER, "the stages of production come in their order", "制卡环节依次进行")
def stage_is_next(case: Case) -> bool | None:
    request, making = case.request, case.file.making
    assert isinstance(request, Produce)
    if making is None or case.file.order not in (Order.ACCEPTED, Order.IN_PRODUCTION):
        return None
    stages = tuple(Stage)
    done = stages.index(making.stage) + 1 if making.stage else 0
    if request.failed is not None:
        return request.failed is Failure.PRODUCTION or done == 0
    return request.stage is stages[done]


@condition(C.WRONG_ORDER, "the card is ready", "卡片已制成待领")
def card_is_ready(case: Case) -> bool | None:
    return False if case.file.order in (Order.ACCEPTED, Order.IN_PRODUCTION) else None


@condition(C.WRONG_ORDER, "the temporary card was handed back", "临时卡已交回")
def temporary_card_is_back(case: Case) -> bool | None:
    if case.file.temporary is Temporary.NONE:
        return None
    return case.file.temporary not in (Temporary.VALID, Temporary.EXPIRED)


@condition(C.WRONG_OUTLET, "an instant card is handed out where it was made", "即时卡在制卡网点领取")
def collected_where_made(case: Case) -> bool | None:
    making = case.file.making
    if making is None or making.service is not Service.INSTANT or not case.order_is_open:
        return None
    same_outlet = not (making.outlet and case.outlet) or making.outlet == case.outlet
    return making.through is case.through and same_outlet


@condition(C.WRONG_CHANNEL, "the card was ordered for delivery", "线上申办、寄递领取")
def ordered_for_delivery(case: Case) -> bool | None:
    making = case.file.making
    return making.through is Channel.ONLINE if making and case.order_is_open else None


@condition(C.WRONG_STATE, "count and roster agree and both sides signed", "数量与名单相符且双方签字")
def batch_is_signed(case: Case) -> bool:
    request = case.request
    assert isinstance(request, HandOver)
    return 0 < request.count == len(request.roster) and len(set(request.signed_by)) == 2
