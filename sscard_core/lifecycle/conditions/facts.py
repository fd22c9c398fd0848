"""Facts on which papers depend."""

from typing import Final

from sscard_core.lifecycle.calendar import age_on
from sscard_core.lifecycle.case import Case
from sscard_core.lifecycle.conditions.base import fact
from sscard_core.model.arguments import Service
from sscard_core.model.channels import REMOTE, Channel
from sscard_core.model.people import Actor, Household
from sscard_core.model.statuses import Order

WITHOUT_COUNTER: Final = REMOTE | {Channel.KIOSK, Channel.ATM}


@fact("the holder is under eighteen", "持卡人未满十八周岁")
def minor(case: Case) -> bool:
    return case.is_minor


@fact("the holder is of age", "持卡人已成年")
def adult(case: Case) -> bool:
    return not case.is_minor


@fact("the holder is seven or older", "持卡人已满七周岁")
def seven_or_older(case: Case) -> bool:
    return case.age >= 7


@fact("the holder's household is registered elsewhere", "外地户籍")
def household_elsewhere(case: Case) -> bool:
    return case.file.holder.household is Household.ELSEWHERE


@fact("the holder is alive", "持卡人在世")
def living(case: Case) -> bool:
    return not case.is_deceased


@fact("somebody stands at a counter", "在柜台办理")
def at_a_counter(case: Case) -> bool:
    return case.through not in WITHOUT_COUNTER


@fact("the card is handed out for the first time, and was not made while one waited", "首次发放且非即时制卡")
def first_handing_out(case: Case) -> bool:
    making = case.file.making
    instant = making is not None and making.service is Service.INSTANT
    return not instant and case.file.order is not Order.UNDELIVERED


@fact("the holder is under sixteen on 31 December of this year", "截至当年12月31日不满十六周岁")
def under_sixteen_at_year_end(case: Case) -> bool:
    return age_on(case.file.holder.born, case.day.replace(month=12, day=31)) < 16


@fact("an agent comes", "代理人办理")
def by_agent(case: Case) -> bool:
    return case.by is Actor.AGENT


@fact("the guardian comes", "监护人办理")
def by_guardian(case: Case) -> bool:
    return case.by is Actor.GUARDIAN
