"""Conditions on who comes, and for whom."""

from sscard_core.lifecycle.calendar import age_on
from sscard_core.lifecycle.case import Case
from sscard_core.lifecycle.conditions.base import condition
from sscard_core.lifecycle.conditions.facts import under_sixteen_at_year_end
from sscard_core.model.arguments import Place, RequestName, Service
from sscard_core.model.people import Actor, IdType, Residence
from sscard_core.model.refusals import RefusalCode as C
from sscard_core.model.statuses import Hrss, Insurance, Order


@condition(C.WRONG_ACTOR, "the holder lives", "持卡人在世")
def holder_lives(case: Case) -> bool | None:
    return not case.is_deceased if case.by is Actor.HOLDER else None


AFTER_DEATH = frozenset({RequestName.SETTLE, RequestName.CANCEL})
"""What is still done for a holder who has died."""


@condition(C.WRONG_ACTOR, "a card is made and handed out for the living", "只为在世人员制发卡片")
def card_for_the_living(case: Case) -> bool | None:
    return False if case.is_deceased else None


@condition(C.WRONG_ACTOR, "who acts as guardian has a ward", "监护人所代办的持卡人未成年或情况特殊")
def guardian_has_ward(case: Case) -> bool | None:
    if case.by is not Actor.GUARDIAN:
        return None
    if case.is_deceased:
        return case.request.name in AFTER_DEATH
    return case.is_minor or case.file.holder.special_need


@condition(C.WRONG_ACTOR, "a minor comes with the guardian", "未成年人由法定监护人办理")
def guardian_for_minor(case: Case) -> bool | None:
    return case.by is Actor.GUARDIAN if case.is_minor else None


@condition(
    C.WRONG_ACTOR,
    "who is under sixteen at the year's end comes with the guardian",
    "年末不满十六周岁由监护人办理",
)
def guardian_under_sixteen(case: Case) -> bool | None:
    return case.by is Actor.GUARDIAN if under_sixteen_at_year_end.holds(case) else None


@condition(C.WRONG_ACTOR, "the holder has the ground for an agent: under sixteen, special need, or abroad",
           "持卡人不满十六周岁、情况特殊或在国（境）外，可以委托代理")  # fmt: skip
def special_situation(case: Case) -> bool | None:
    if case.by is not Actor.AGENT:
        return None
    holder = case.file.holder
    abroad = holder.lives is Residence.ABROAD
    return holder.special_need or abroad or case.is_deceased or case.age < 16


@condition(
    C.WRONG_ACTOR,
    "the holder has the ground for an agent: immobility by age, illness or disability",
    "持卡人属行动不便的特殊群体，可以委托代理",
    readings=("agents_need_ground",),
)
def agent_has_ground(case: Case) -> bool | None:
    if case.by is not Actor.AGENT or not case.terms.agents_need_ground:
        return None
    return case.file.holder.special_need


@condition(C.WRONG_ACTOR, "the family acts once the holder has died", "家庭成员在持卡人死亡后办理")
def family_after_death(case: Case) -> bool | None:
    return case.is_deceased if case.by is Actor.FAMILY else None


@condition(C.WRONG_ACTOR, "the unit collects what it applied for", "单位申领由单位统一领卡")
def unit_collects(case: Case) -> bool | None:
    making = case.file.making
    if making is None or not case.order_is_open or case.file.order is Order.UNDELIVERED:
        return None
    return case.by is Actor.EMPLOYER if making.service is Service.BATCH else None


@condition(C.WRONG_ACTOR, "a unit collects only what it applied for", "单位只领取由其申领的卡")
def unit_applied(case: Case) -> bool | None:
    making = case.file.making
    return making.service is Service.BATCH if making is not None and case.order_is_open else None


@condition(C.WRONG_ACTOR, "an undelivered card is handed to the holder in person", "退回的卡由本人领取")
def undelivered_in_person(case: Case) -> bool | None:
    return case.by is Actor.HOLDER if case.file.order is Order.UNDELIVERED else None


@condition(C.NOT_ELIGIBLE, "the person is insured", "已参加社会保险")
def insured(case: Case) -> bool:
    """An application after cancellation begins a new relation, so the old one's end does not stand against it."""
    ended = case.file.insurance is Insurance.ENDED and case.file.hrss is not Hrss.CANCELLED
    return case.file.holder.insured and not ended


@condition(C.NOT_ELIGIBLE, "the person has a second-generation ID", "持有二代身份证")
def second_generation_id(case: Case) -> bool:
    return case.file.holder.second_generation_id


@condition(
    C.NOT_ELIGIBLE, "a household register serves as ID only under sixteen", "户口簿仅限不满十六周岁人员使用"
)
def household_register_under_sixteen(case: Case) -> bool | None:
    holder = case.file.holder
    return age_on(holder.born, case.day) < 16 if holder.id_type is IdType.HOUSEHOLD_REGISTER else None


@condition(C.NOT_ELIGIBLE, "the holder lives elsewhere for long", "长期异地居住")
def lives_elsewhere(case: Case) -> bool:
    return case.file.holder.lives is not Residence.LOCALLY


@condition(C.NOT_ELIGIBLE, "the holder lives outside the region", "在疆外居住")
def lives_outside_region(case: Case) -> bool:
    return case.file.holder.lives in (Residence.OUTSIDE_REGION, Residence.ABROAD)


@condition(C.NOT_ELIGIBLE, "the holder is insured in the region", "在本区参加社会保险")
def insured_in_region(case: Case) -> bool:
    return case.file.holder.insured and case.file.insurance is not Insurance.ENDED


@condition(C.NOT_ELIGIBLE, "the holder cannot go to the bank", "因行动不便等原因不能到银行")
def cannot_go_to_bank(case: Case) -> bool:
    return case.file.holder.special_need


@condition(C.NOT_ELIGIBLE, "treatment elsewhere was registered", "已办理异地就医手续")
def registered_off_site(case: Case) -> bool | None:
    if getattr(case.request, "at", None) is not Place.ELSEWHERE_IN_REGION:
        return None
    return case.file.holder.offsite_registered


@condition(C.LIMIT_REACHED, "fewer than three valid cards are held nationwide", "全国范围内有效卡少于三张")
def fewer_than_three_cards(case: Case) -> bool:
    return case.file.holder.valid_cards_elsewhere < 3


WHO_COMES = (holder_lives, guardian_has_ward, agent_has_ground)
"""What is asked of whoever comes, for every request that people put."""
