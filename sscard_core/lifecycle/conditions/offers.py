"""Conditions on what the rulebook offers, and on when its counters are open."""

from sscard_core.lifecycle.calendar import is_counter_day
from sscard_core.lifecycle.case import Case
from sscard_core.lifecycle.conditions.base import condition
from sscard_core.lifecycle.terms import ALWAYS
from sscard_core.model.arguments import Medium
from sscard_core.model.channels import Channel
from sscard_core.model.people import IdType
from sscard_core.model.refusals import RefusalCode as C
from sscard_core.model.statuses import Bank, Hrss, Insurance, Side, Temporary

COUNTERS = frozenset({Channel.CARD_OUTLET, Channel.SERVICE_WINDOW, Channel.ONE_STOP_WINDOW})
FOREIGN_IDS = frozenset(
    {
        IdType.PASSPORT,
        IdType.PERMANENT_RESIDENCE,
        IdType.TAIWAN_PASS,
        IdType.HK_MACAO_PASS,
        IdType.HMT_RESIDENCE_PERMIT,
    }
)


@condition(C.SERVICE_NOT_OFFERED, "the rules are in force", "规定已施行", readings=("in_force_from",))
def in_force(case: Case) -> bool | None:
    return case.day >= case.terms.in_force_from if case.terms.in_force_from > ALWAYS else None


@condition(
    C.SERVICE_NOT_OFFERED, "there are temporary cards here", "本地发放临时卡", readings=("temporary_card",)
)
def temporary_cards_exist(case: Case) -> bool:
    return case.terms.temporary_card is not None


@condition(
    C.SERVICE_NOT_OFFERED,
    "there are electronic cards here",
    "本地有电子社保卡规则",
    readings=("electronic_card",),
)
def electronic_cards_exist(case: Case) -> bool:
    return case.terms.electronic_card


@condition(
    C.SERVICE_NOT_OFFERED,
    "the medium used is known here",
    "本地支持所用的卡",
    readings=("electronic_card", "temporary_card"),
)
def medium_is_known(case: Case) -> bool | None:
    known = {
        Medium.ELECTRONIC: case.terms.electronic_card,
        Medium.TEMPORARY: case.terms.temporary_card is not None,
    }
    return known.get(case.medium)


@condition(C.SERVICE_NOT_OFFERED, "the card used has a bank side", "所用的卡具有金融功能")
def card_of_the_bank(case: Case) -> bool:
    return case.medium in (Medium.PHYSICAL, Medium.ELECTRONIC)


@condition(
    C.SERVICE_NOT_OFFERED,
    "a move inside the region calls for a reset",
    "区域内转移须重置卡内信息",
    readings=("in_region_move",),
)
def moves_need_a_reset(case: Case) -> bool:
    return case.terms.move_blocks_card


@condition(C.CANCELLED, "the card is not cancelled", "卡未注销")
def not_cancelled(case: Case) -> bool:
    return case.file.hrss is not Hrss.CANCELLED


@condition(C.CANCELLED, "the card is not cancelled, or another is applied for", "卡未注销或已重新申领")
def not_cancelled_or_applied_anew(case: Case) -> bool:
    return case.file.hrss is not Hrss.CANCELLED or case.order_is_open


@condition(
    C.CANCELLED, "the card is not cancelled, or a temporary card is still out", "卡未注销或临时卡尚未交回"
)
def not_cancelled_or_card_out(case: Case) -> bool:
    """What was handed out is handed back, whatever became of the card that it stood for."""
    return case.file.hrss is not Hrss.CANCELLED or case.file.temporary in (Temporary.VALID, Temporary.EXPIRED)


@condition(C.CANCELLED, "the card is not cancelled, or a new relation runs", "卡未注销或已重新参保")
def not_cancelled_or_insured_anew(case: Case) -> bool:
    """A relation begun with a new application is none of the cancelled card's."""
    return case.file.hrss is not Hrss.CANCELLED or case.file.insurance in (Insurance.INSURED, Insurance.MOVED)


@condition(C.CANCELLED, "the side asked about is not cancelled with the card", "所涉一侧未随卡注销")
def side_not_cancelled(case: Case) -> bool:
    """Once the HRSS side is cancelled, only the bank side can still be asked about."""
    if case.file.hrss is not Hrss.CANCELLED:
        return True
    return case.sides == (Side.BANK,) and case.file.bank is not Bank.CANCELLED


@condition(C.WRONG_CHANNEL, "the holder's kind of ID is served online", "证件类型支持线上办理")
def id_served_online(case: Case) -> bool:
    return case.file.holder.id_type not in FOREIGN_IDS


@condition(C.WRONG_CHANNEL, "the formal report was made online too", "正式挂失系线上办理")
def reported_online(case: Case) -> bool | None:
    loss = case.file.hrss_loss
    return loss.through is Channel.ONLINE if loss and case.file.hrss is Hrss.FORMALLY_LOST else None


@condition(C.WRONG_CHANNEL, "both sides lost at an outlet are released together", "网点挂失的两侧须一并解挂")
def released_together(case: Case) -> bool | None:
    file = case.file
    if file.hrss is Hrss.FORMALLY_LOST and file.bank is Bank.FORMALLY_LOST and file.hrss_loss:
        return case.side is Side.BOTH or file.hrss_loss.through is Channel.ONLINE
    return None


@condition(
    C.CLOSED,
    "the counter is open on this day",
    "当日对外办理",
    readings=("counters_keep_working_days",),
)
def counter_open(case: Case) -> bool | None:
    if not case.terms.counters_keep_working_days or case.through not in COUNTERS:
        return None
    return is_counter_day(case.day)
