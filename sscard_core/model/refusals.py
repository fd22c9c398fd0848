"""Why the desk may say no. The codes stand in order of precedence: of several, the first is given."""

from typing import Final

from sscard_core.model.words import Word


class RefusalCode(Word):
    """One reason to refuse, in the order in which reasons are given."""

    SERVICE_NOT_OFFERED = "service_not_offered", "本地不提供该项服务"
    CANCELLED = "cancelled", "卡已注销"
    WRONG_CHANNEL = "wrong_channel", "该渠道不办理"
    CLOSED = "closed", "休息日不对外办理"
    WRONG_ACTOR = "wrong_actor", "该办理人不能办理"
    NOT_ELIGIBLE = "not_eligible", "不符合办理条件"
    LIMIT_REACHED = "limit_reached", "已达数量上限"
    WRONG_ORDER = "wrong_order", "须先办理前一步骤"
    WRONG_OUTLET = "wrong_outlet", "须到指定网点办理"
    NOT_REPORTED_LOST = "not_reported_lost", "尚未正式挂失"
    REPLACEMENT_UNDER_WAY = "replacement_under_way", "已办理补换卡"
    NO_RELEASE = "no_release", "正式挂失后不能解挂"
    CARD_LOST = "card_lost", "卡已挂失"
    EXPIRED = "expired", "已到期"
    RESET_REQUIRED = "reset_required", "须先重置卡内信息"
    NOT_ACTIVATED = "not_activated", "功能未启用"
    INSURANCE_NOT_ENDED = "insurance_not_ended", "社会保险关系尚未终止"
    UNSETTLED = "unsettled", "尚有业务未结清"
    WRONG_STATE = "wrong_state", "当前状态不能办理"
    MISSING_MATERIAL = "missing_material", "材料不齐"
    PIN_NOT_SET = "pin_not_set", "密码尚未设置"
    PIN_LOCKED = "pin_locked", "密码已锁定"
    PIN_FORMAT = "pin_format", "密码须为六位数字"
    PIN_WEAK = "pin_weak", "密码过于简单"
    PIN_WRONG = "pin_wrong", "密码错误"
    ACCOUNTS_SEPARATE = "accounts_separate", "两个账户资金不能互转"
    NO_CASH = "no_cash", "社保账户不能提取现金"
    INSUFFICIENT_FUNDS = "insufficient_funds", "余额不足"


PRECEDENCE: Final = {code: place for place, code in enumerate(RefusalCode)}
"""The place of each code in the order; a smaller place is given first."""


ENGLISH: Final = {
    RefusalCode.SERVICE_NOT_OFFERED: "this rulebook offers no such service or kind",
    RefusalCode.CANCELLED: "the card is cancelled; nothing but an application for another remains",
    RefusalCode.WRONG_CHANNEL: "this channel does not serve the request",
    RefusalCode.CLOSED: "the counter is closed on this day",
    RefusalCode.WRONG_ACTOR: "this person may not do this for this holder",
    RefusalCode.NOT_ELIGIBLE: "the person does not meet a condition",
    RefusalCode.LIMIT_REACHED: "the number of cards allowed is reached",
    RefusalCode.WRONG_ORDER: "another step or the other side must come first",
    RefusalCode.WRONG_OUTLET: "another outlet must be asked",
    RefusalCode.NOT_REPORTED_LOST: "the card has not been reported lost as it must be",
    RefusalCode.REPLACEMENT_UNDER_WAY: "a replacement or exchange is under way",
    RefusalCode.NO_RELEASE: "a formal loss report is final here",
    RefusalCode.CARD_LOST: "the function is under a loss report",
    RefusalCode.EXPIRED: "the period has run out",
    RefusalCode.RESET_REQUIRED: "the data on the card must be reset first",
    RefusalCode.NOT_ACTIVATED: "the function is not activated",
    RefusalCode.INSURANCE_NOT_ENDED: "the insurance relation has not ended",
    RefusalCode.UNSETTLED: "business or money is still open",
    RefusalCode.WRONG_STATE: "this cannot be done in the present state",
    RefusalCode.MISSING_MATERIAL: "papers are missing",
    RefusalCode.PIN_NOT_SET: "no password is set",
    RefusalCode.PIN_LOCKED: "the password is locked",
    RefusalCode.PIN_FORMAT: "a password is six digits",
    RefusalCode.PIN_WEAK: "the password is too easy to guess",
    RefusalCode.PIN_WRONG: "the password is wrong",
    RefusalCode.ACCOUNTS_SEPARATE: "money may not move between the two accounts",
    RefusalCode.NO_CASH: "no cash leaves the HRSS account",
    RefusalCode.INSUFFICIENT_FUNDS: "the balance is too small",
}
