"""Conditions on the card: whether there is one, and what has run out."""

from sscard_core.lifecycle.case import SIDES, Case
from sscard_core.lifecycle.conditions.base import condition
from sscard_core.model.arguments import Medium
from sscard_core.model.card_file import Mark
from sscard_core.model.channels import Channel
from sscard_core.model.refusals import RefusalCode as C
from sscard_core.model.requests import UpdateInformation
from sscard_core.model.statuses import (
    Bank,
    Insurance,
    Side,
)


@condition(C.NOT_ELIGIBLE, "the person holds a card of the region", "已持有本区社会保障卡")
def holds_card(case: Case) -> bool:
    return case.has_card


@condition(C.NOT_ELIGIBLE, "a successful application is on record", "存在成功申领记录")
def application_on_record(case: Case) -> bool:
    return case.has_card


@condition(C.WRONG_STATE, "there is an order or a card", "有制卡业务或卡片")
def order_or_card_exists(case: Case) -> bool:
    return case.file.card is not None or case.order_is_open


@condition(C.WRONG_ORDER, "the card was collected", "卡片已领取")
def card_is_collected(case: Case) -> bool | None:
    return False if case.order_is_open and case.file.card is None else None


@condition(C.WRONG_STATE, "there is a card to be used", "有可使用的卡片")
def physical_card_exists(case: Case) -> bool | None:
    return order_or_card_exists.holds(case) if case.medium is Medium.PHYSICAL else None


@condition(C.WRONG_ORDER, "the card to be used was collected", "所用卡片已领取")
def physical_card_is_collected(case: Case) -> bool | None:
    return card_is_collected.holds(case) if case.medium is Medium.PHYSICAL else None


@condition(C.WRONG_ORDER, "the home visit was asked for", "已申请上门服务")
def home_visit_was_requested(case: Case) -> bool | None:
    return Mark.HOME_VISIT_REQUESTED in case.file.marks if case.through is Channel.HOME_VISIT else None


@condition(C.WRONG_STATE, "the finance function waits for activation", "金融功能尚未激活")
def bank_is_inactive(case: Case) -> bool:
    return case.file.bank is Bank.INACTIVE


@condition(C.EXPIRED, "the card is within its validity", "卡片在有效期内", readings=("card_validity",))
def within_validity(case: Case) -> bool:
    return not case.is_expired


@condition(
    C.EXPIRED,
    "the HRSS function goes on after expiry",
    "到期后社保功能继续有效",
    readings=("hrss_after_expiry",),
)
def hrss_not_expired(case: Case) -> bool | None:
    if not case.is_expired or case.medium in (Medium.TEMPORARY, Medium.LEGACY):
        return None
    return case.terms.hrss_works_after_expiry


@condition(
    C.RESET_REQUIRED,
    "the data on the card fit the insured place",
    "卡内信息与参保地一致",
    readings=("in_region_move",),
)
def card_data_fit(case: Case) -> bool | None:
    if case.medium is Medium.TEMPORARY:
        return None
    if case.file.insurance is Insurance.MOVED:
        return False
    return True if Mark.MOVED_IN_REGION in case.file.marks else None


@condition(C.REPLACEMENT_UNDER_WAY, "the new card is not under way yet", "尚未办理新卡")
def e_card_allowed_before_new_card(case: Case) -> bool:
    return not case.further_card_under_way


@condition(C.WRONG_STATE, "there is an old medical card with a balance to move", "有待转入的原医保卡余额")
def medical_card_to_migrate(case: Case) -> bool:
    return case.file.legacy_secret is not None and Mark.MEDICAL_CARD_MIGRATED not in case.file.marks


@condition(C.EXPIRED, "the old medical card still works in the transition", "原医保卡过渡期内可用",
           readings=("legacy_card_stops_on",))  # fmt: skip
def legacy_card_works(case: Case) -> bool | None:
    return case.day < case.terms.legacy_card_stops_on if case.medium is Medium.LEGACY else None


@condition(C.WRONG_STATE, "the holder has an old medical card", "持有原医保卡")
def legacy_card_exists(case: Case) -> bool | None:
    return case.file.legacy_secret is not None if case.medium is Medium.LEGACY else None


@condition(C.NOT_ACTIVATED, "the account to be paid to is activated", "新卡金融账户已激活")
def payout_bank_is_active(case: Case) -> bool | None:
    request = case.request
    assert isinstance(request, UpdateInformation)
    if all(each.value != "payout_account" for each, _ in request.fields):
        return None
    return case.file.bank is Bank.ACTIVE


@condition(C.WRONG_STATE, "the side asked about exists", "所查一侧存在")
def queried_side_exists(case: Case) -> bool:
    side = case.side
    assert side is not None
    states = {Side.HRSS: case.file.hrss.value, Side.BANK: case.file.bank.value}
    return any(states[each] != "none" for each in SIDES[side]) or case.order_is_open


@condition(C.EXPIRED, "a second-generation card within its validity goes on", "有效期内的第二代卡继续使用")
def generation_is_accepted(case: Case) -> bool | None:
    """Never refuses: it is what an auditor reads when an old card is used (XJ22-70-6)."""
    card = case.file.card
    return True if card and card.generation < case.terms.new_card_generation else None
