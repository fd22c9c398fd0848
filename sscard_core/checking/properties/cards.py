"""Orders and cards: one at a time, in their order, and the old one never works again."""

from sscard_core.checking.bounds import NOW
from sscard_core.checking.promises import BY_INSTITUTIONS, in_place, promise, state_rule, switched
from sscard_core.checking.questions import Asked
from sscard_core.lifecycle.calendar import age_on
from sscard_core.lifecycle.case import MAJORITY
from sscard_core.lifecycle.terms import Terms
from sscard_core.model.arguments import RequestName as N
from sscard_core.model.arguments import Service, Stage
from sscard_core.model.card_file import CardFile, Mark
from sscard_core.model.decisions import Outcome
from sscard_core.model.people import Actor, IdType
from sscard_core.model.requests import Exchange, Produce
from sscard_core.model.statuses import Bank, BankPin, Body, Hrss, HrssPin, Insurance, Order, Temporary

UNDER_WAY = (Order.ACCEPTED, Order.IN_PRODUCTION, Order.READY, Order.UNDELIVERED)
NEW_CARDS = (N.APPLY, N.REPLACE, N.EXCHANGE, N.RENEW)
STAGES = (None, *Stage)


@promise(
    "no card is ordered while another order is under way",
    "有在办业务时不再受理",
    "one_order_at_a_time XJ22-75-2",
    *NEW_CARDS,
)
def one_order_at_a_time(step: Asked, _terms: Terms) -> bool | None:
    return step.code is not None if step.before.order in UNDER_WAY else None


@promise(
    "a first application is for who holds no card",
    "首次申领限未持卡人员",
    "XJ13-M-007a XJ22-70-1 XX17-07a JS-02 first_application",
    N.APPLY,
)
def apply_without_a_card(step: Asked, _terms: Terms) -> bool | None:
    held = step.before.card is not None and step.before.hrss is not Hrss.CANCELLED
    return step.code is not None if held else None


@promise(
    "a further card is for who holds one that is not cancelled",
    "补换卡限持卡人且卡未注销",
    "XJ13-M-014a XJ22-75-2 XX17-09a cancelled_is_final",
    N.REPLACE,
    N.EXCHANGE,
    N.RENEW,
)
def further_card_for_a_holder(step: Asked, _terms: Terms) -> bool | None:
    holds = step.before.card is not None and step.before.hrss is not Hrss.CANCELLED
    return None if holds else step.code is not None


@promise(
    "a replacement needs a formal report of both sides where the rulebook asks for one",
    "规定须先正式挂失的，两侧均已正式挂失方可补卡",
    "XJ13-M-014a XJ13-H-053 JS-22",
    N.REPLACE,
    arises=switched("replacement_needs_formal_loss", "yes"),
)
def replacement_needs_the_report(step: Asked, _terms: Terms) -> bool | None:
    if step.code is not None:
        return None
    return step.before.hrss is Hrss.FORMALLY_LOST and step.before.bank in (Bank.FORMALLY_LOST, Bank.CANCELLED)


@promise(
    "once a replacement is handled the old card is formally lost",
    "补卡受理后旧卡处于正式挂失状态",
    "XJ13-M-014a XJ22-76-5 replacement_needs_formal_loss",
    N.REPLACE,
)
def replaced_card_is_lost(step: Asked, _terms: Terms) -> bool | None:
    if step.code is not None:
        return None
    half = step.outcome is Outcome.PARTIAL
    return step.after.hrss is Hrss.FORMALLY_LOST and (
        half or step.after.bank in (Bank.FORMALLY_LOST, Bank.CANCELLED)
    )


@promise(
    "the stages of production come one after another, none twice, none left out",
    "制卡环节依次进行",
    "XX17-05b production_line",
    N.PRODUCE,
)
def stages_in_order(step: Asked, _terms: Terms) -> bool | None:
    request, making = step.request, step.before.making
    assert isinstance(request, Produce)
    if step.code is not None or request.stage is None:
        return None
    return making is not None and STAGES.index(request.stage) == STAGES.index(making.stage) + 1


@promise(
    "a card is ready when delivered, in production before, failed only while it is made",
    "成品到达为待领取，此前为制卡中",
    "XX17-05b production_line",
    N.PRODUCE,
)
def ready_when_delivered(step: Asked, _terms: Terms) -> bool | None:
    request = step.request
    assert isinstance(request, Produce)
    if step.code is not None:
        return None
    if request.failed is not None:
        return step.after.order is Order.FAILED
    return step.after.order is (Order.READY if request.stage is Stage.DELIVERED else Order.IN_PRODUCTION)


@promise(
    "only a card that is ready, or came back undelivered, is collected",
    "待领取或退回的卡方可领取",
    "XJ13-H-037 XX17-13c natural_order",
    N.COLLECT,
)
def collected_when_ready(step: Asked, _terms: Terms) -> bool | None:
    if step.code is not None:
        return None
    return step.before.order in (Order.READY, Order.UNDELIVERED) and step.after.order is Order.COLLECTED


@promise(
    "the card collected is the only one that works: its functions wait, the old one's are gone",
    "领取新卡后旧卡失效，新卡两项功能待启用",
    "XJ13-H-016 XJ22-72-3 XX17-09c JS-23 one_order_at_a_time",
    N.COLLECT,
)
def old_card_stops_at_collection(step: Asked, _terms: Terms) -> bool | None:
    if step.code is not None:
        return None
    after = step.after
    fresh = after.hrss is Hrss.SEALED and after.bank is Bank.INACTIVE and after.bank_pin is BankPin.NONE
    return fresh and after.body is Body.WITH_HOLDER and after.hrss_loss is None and after.bank_loss is None


@promise(
    "the HRSS password and both balances pass to the new card unchanged",
    "新卡沿用社保密码，余额不变",
    "XJ13-H-030 XJ13-M-010",
    N.COLLECT,
)
def pin_and_money_pass_on(step: Asked, _terms: Terms) -> bool | None:
    before, after = step.before, step.after
    if step.code is not None or before.hrss_pin is HrssPin.NONE:
        return None
    same_pin = after.hrss_pin is before.hrss_pin and after.hrss_secret == before.hrss_secret
    return (
        same_pin and after.hrss_balance == before.hrss_balance and after.bank_balance == before.bank_balance
    )


@promise(
    "no card is handed out while a temporary one is out",
    "临时卡未交回不发新卡",
    "XJ13-M-008c XJ13-H-059 XX17-09g",
    N.COLLECT,
    arises=switched("!temporary_card", "none"),
)
def temporary_card_back_first(step: Asked, _terms: Terms) -> bool | None:
    out = step.before.temporary in (Temporary.VALID, Temporary.EXPIRED)
    return step.code is not None if out else None


@promise(
    "what a unit applied for in a batch is collected by the unit, unless it came back",
    "单位批量申领的卡由单位领取",
    "JS-12",
    N.COLLECT,
    arises=in_place("jiangsu"),
)
def batch_is_collected_by_the_unit(step: Asked, _terms: Terms) -> bool | None:
    making = step.before.making
    assert step.request is not None
    if making is None or making.service is not Service.BATCH or step.before.order is not Order.READY:
        return None
    return None if step.request.by is Actor.EMPLOYER else step.code is not None


@promise(
    "an exchange for changed data follows the correction of the base record",
    "信息变更换卡须先更正基础信息",
    "JS-24 XJ13-H-080 base_record",
    N.EXCHANGE,
    arises=in_place("jiangsu"),
)
def data_are_corrected_first(step: Asked, _terms: Terms) -> bool | None:
    request = step.request
    assert isinstance(request, Exchange)
    if (
        request.reason.value not in ("data_changed", "data_wrong")
        or Mark.BASE_RECORD_CORRECTED in step.before.marks
    ):
        return None
    return step.code is not None


@promise(
    "a card of another bank needs the old bank's function closed or, in Jiangsu, formally lost",
    "更换服务银行须先在原银行注销（江苏亦可正式挂失）",
    "XJ22-75-7 JS-26",
    N.REPLACE,
    N.EXCHANGE,
    arises=in_place("xinjiang-2022", "jiangsu"),
)
def old_bank_first(step: Asked, _terms: Terms) -> bool | None:
    request, card = step.request, step.before.card
    assert request is not None
    if card is None or not request.bank or request.bank == card.bank or step.code is not None:
        return None
    return step.before.bank in (Bank.CANCELLED, Bank.FORMALLY_LOST)


@promise(
    "no card is asked for or handed out in the name of the dead",
    "不为已故人员制发卡片",
    "XX17-13a legal_capacity",
    *NEW_CARDS,
    N.COLLECT,
)
def cards_are_for_the_living(step: Asked, _terms: Terms) -> bool | None:
    return step.code is not None if Mark.DECEASED in step.before.marks else None


@promise("after death nobody comes as the holder", "持卡人死亡后不能由本人办理", "legal_capacity JS-34")
def the_dead_do_not_come(step: Asked, _terms: Terms) -> bool | None:
    if step.request is None or step.request.name in BY_INSTITUTIONS:
        return None
    if step.request.by not in (None, Actor.HOLDER):
        return None
    if Mark.DECEASED not in step.before.marks:
        return None
    return step.code is not None


@promise(
    "a household register serves as ID under sixteen only",
    "户口簿作为证件仅限不满十六周岁",
    "JS-13 household_register_as_id",
    *NEW_CARDS,
)
def registers_serve_children(step: Asked, _terms: Terms) -> bool | None:
    holder = step.before.holder
    if holder.id_type is not IdType.HOUSEHOLD_REGISTER or age_on(holder.born, step.at.date()) < 16:
        return None
    return step.code is not None


@promise(
    "a guardian comes for a ward: a minor, somebody in special need, or after death for what remains",
    "监护人只为未成年人、特殊群体办理，或在持卡人死亡后办理善后",
    "legal_capacity JS-03 XX17-07d",
)
def guardians_have_wards(step: Asked, _terms: Terms) -> bool | None:
    if step.request is None or step.code is not None or step.request.by is not Actor.GUARDIAN:
        return None
    if step.request.name in BY_INSTITUTIONS:
        return None
    holder = step.before.holder
    after_death = Mark.DECEASED in step.before.marks and step.request.name is N.CANCEL
    return holder.special_need or age_on(holder.born, step.at.date()) < MAJORITY or after_death


@promise(
    "an agent comes only for a holder who cannot come: old, ill or disabled",
    "代理人只为行动不便的特殊群体办理",
    "JS-04",
    arises=switched("agents_need_ground", "everywhere"),
)
def agents_have_a_ground(step: Asked, _terms: Terms) -> bool | None:
    if step.request is None or step.code is not None or step.request.by is not Actor.AGENT:
        return None
    return None if step.request.name in BY_INSTITUTIONS else step.before.holder.special_need


@state_rule("a function lives only on a card that was collected", "功能依附于已领取的卡片", "natural_order")
def functions_live_on_a_card(file: CardFile, _terms: Terms) -> bool | None:
    alive = file.hrss in (Hrss.NORMAL, Hrss.SEALED, Hrss.LOCKED) or file.bank in (Bank.ACTIVE, Bank.INACTIVE)
    return file.card is not None if alive else None


@state_rule(
    "one physical card at a time: in hand, missing, taken back or destroyed as its functions are",
    "同一时间只有一张有效卡片，实物状态与功能一致",
    "one_order_at_a_time XX17-20b XJ13-M-016d",
)
def one_card_at_a_time(file: CardFile, _terms: Terms) -> bool | None:
    if file.hrss not in (Hrss.NORMAL, Hrss.SEALED, Hrss.LOCKED):
        return None
    return file.body in (Body.WITH_HOLDER, Body.REPORTED_LOST)


@state_rule(
    "what is expired is not active", "到期的金融功能不处于激活状态", "XJ13-M-005b XJ22-75-11 card_validity"
)
def expired_is_restricted(file: CardFile, _terms: Terms) -> bool | None:
    if file.bank is not Bank.ACTIVE:
        return None
    return file.card is not None and file.card.last_valid_day >= NOW.date()


@state_rule(
    "while a card waits for its reset the relation has moved, and only then",
    "仅在转移后待重置",
    "XJ13-M-017a",
    arises=switched("in_region_move", "blocked_until_reset"),
)
def moved_only_with_a_card(file: CardFile, _terms: Terms) -> bool | None:
    return file.card is not None if file.insurance is Insurance.MOVED else None
