"""Conditions on the card and its order: what exists, what must come first, what has run out."""

from datetime import timedelta

from sscard_core.lifecycle.case import SIDES, Case
from sscard_core.lifecycle.conditions.base import condition
from sscard_core.model.arguments import ExchangeReason, Failure, Medium, RequestName, Service, Stage
from sscard_core.model.card_file import Mark
from sscard_core.model.channels import Channel
from sscard_core.model.refusals import RefusalCode as C
from sscard_core.model.requests import HandOver, Produce, UpdateInformation
from sscard_core.model.statuses import (
    Bank,
    Hrss,
    Insurance,
    Order,
    Side,
    Temporary,
)

KEY_FIELDS = frozenset({"name", "id_number"})


@condition(C.NOT_ELIGIBLE, "this is a first application", "属首次申领")
def no_card_held(case: Case) -> bool:
    return not case.has_card


@condition(C.NOT_ELIGIBLE, "no application was made before", "此前没有申领记录")
def no_application_before(case: Case) -> bool:
    return no_card_held.holds(case) is True and not case.order_is_open


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


@condition(C.WRONG_STATE, "count and roster agree and both sides signed", "数量与名单相符且双方签字")
def batch_is_signed(case: Case) -> bool:
    request = case.request
    assert isinstance(request, HandOver)
    return 0 < request.count == len(request.roster) and len(set(request.signed_by)) == 2


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


@condition(C.NOT_ELIGIBLE, "the validity has ended or ends soon enough", "有效期已届满或即将届满",
           readings=("renewal_window",))  # fmt: skip
def renewal_is_due(case: Case) -> bool | None:
    card, window = case.file.card, case.terms.renewal_window
    on_expiry = case.reason is ExchangeReason.EXPIRED or case.request.name is RequestName.RENEW
    if not on_expiry or card is None or window == "any_time":
        return None
    early = timedelta(days=0 if window == "after_expiry" else int(window[:-1]))
    return case.day > card.last_valid_day - early


@condition(C.WRONG_ORDER, "the base record was corrected first", "已先更正基础信息")
def base_record_is_corrected(case: Case) -> bool | None:
    if case.reason not in (ExchangeReason.DATA_CHANGED, ExchangeReason.DATA_WRONG):
        return None
    return Mark.BASE_RECORD_CORRECTED in case.file.marks


@condition(C.WRONG_ORDER, "a change of name or number goes by an exchange", "姓名、号码变更须办理换卡")
def exchange_for_key_fields(case: Case) -> bool | None:
    request = case.request
    assert isinstance(request, UpdateInformation)
    if not case.has_card:
        return None
    return False if any(each.value in KEY_FIELDS for each, _ in request.fields) else None


def _changes_bank(case: Case) -> bool:
    return case.bank != case.present_bank or case.reason is ExchangeReason.BANK_CHANGE


@condition(C.WRONG_ORDER, "the finance function was cancelled at the old bank", "已在原银行注销金融功能")
def old_bank_is_closed(case: Case) -> bool | None:
    return case.file.bank is Bank.CANCELLED if _changes_bank(case) else None


@condition(C.WRONG_ORDER, "the finance function was reported lost or cancelled at the old bank",
           "已在原银行办理金融功能正式挂失或注销")  # fmt: skip
def old_bank_is_lost_or_closed(case: Case) -> bool | None:
    if not _changes_bank(case):
        return None
    return case.file.bank in (Bank.CANCELLED, Bank.FORMALLY_LOST)


@condition(
    C.WRONG_OUTLET, "changed data go to an outlet of the bank on the card", "信息变更须到原卡面银行网点"
)
def outlet_of_the_same_bank(case: Case) -> bool | None:
    if case.reason not in (ExchangeReason.DATA_CHANGED, ExchangeReason.DATA_WRONG):
        return None
    return case.bank == case.present_bank


@condition(C.CARD_LOST, "the card to be handed in is not reported lost", "待换的卡未挂失")
def exchanged_card_is_at_hand(case: Case) -> bool | None:
    """A change of bank begins with a loss report at the old bank, so that one does not stand against it."""
    return None if _changes_bank(case) else not case.is_lost


@condition(C.NOT_ELIGIBLE, "a card is being made, or a replacement is under way", "尚未领卡或正在补换卡")
def needs_a_bridge(case: Case) -> bool:
    waits_for_first = not case.has_card and case.file.holder.insured
    if case.file.hrss is Hrss.CANCELLED:
        waits_for_first = case.order_is_open
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


@condition(C.WRONG_CHANNEL, "the card was ordered for delivery", "线上申办、寄递领取")
def ordered_for_delivery(case: Case) -> bool | None:
    making = case.file.making
    return making.through is Channel.ONLINE if making and case.order_is_open else None
