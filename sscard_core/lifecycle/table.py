"""The machines, whole: every move of every region of a card file is a row here.

Rule 1. What moves a region is a row. If it is not a row, it cannot happen.
Rule 2. This file knows no jurisdiction. Who, where, which papers, fees and days are in rulebooks/.
Rule 3. A pair (state, trigger) without a row is refused with the code that STANDING gives the state.
"""

from collections.abc import Iterable
from typing import Final

from attrs import frozen

from sscard_core.model.refusals import RefusalCode
from sscard_core.model.statuses import (
    Bank,
    BankPin,
    Body,
    ECard,
    Hrss,
    HrssPin,
    Insurance,
    Order,
    Temporary,
)
from sscard_core.model.words import Word


class Region(Word):
    """The regions of a card file; each is one flat machine. The word is the file's field."""

    ORDER = "order", "制卡业务"
    HRSS = "hrss", "社保功能"
    BANK = "bank", "金融功能"
    HRSS_PIN = "hrss_pin", "社保账户密码"
    BANK_PIN = "bank_pin", "银行账户密码"
    BODY = "body", "卡片"
    TEMPORARY = "temporary", "临时卡"
    E_CARD = "e_card", "电子社保卡"
    INSURANCE = "insurance", "社会保险关系"


class Trigger(Word):
    """What moves a region."""

    PLACE = "place", "受理"
    PLACE_INSTANT = "place_instant", "即时制卡"
    ADVANCE = "advance", "制卡推进"
    DELIVER = "deliver", "成品到达"
    FAIL = "fail", "失败"
    COLLECT = "collect", "领取"
    HAND_OVER = "hand_over", "交接"
    RETURN = "return", "退回"
    WITHDRAW_FIRST = "withdraw_first", "撤回首次申领"
    WITHDRAW_FURTHER = "withdraw_further", "撤回补换卡"
    ISSUE = "issue", "发放"
    ENABLE = "enable", "启用"
    USE = "use", "使用"
    ATTEND = "attend", "持卡到场"
    LOCK = "lock", "锁定"
    UNLOCK = "unlock", "解锁"
    REPORT_TEMPORARY = "report_temporary", "临时挂失"
    REPORT_FORMAL = "report_formal", "正式挂失"
    RELEASE = "release", "解挂"
    CANCEL = "cancel", "注销"
    ACTIVATE = "activate", "激活"
    PAY_IN = "pay_in", "入账"
    EXPIRE = "expire", "到期"
    CHANGE = "change", "修改"
    RESET = "reset", "重置"
    FORGET = "forget", "恢复初始"
    ENTER = "enter", "输入"
    LOSE = "lose", "挂失"
    FIND = "find", "解挂"
    MAKE = "make", "制成"
    RECOVER = "recover", "收回"
    DESTROY = "destroy", "销毁"
    EXTEND = "extend", "延期"
    LIMIT = "limit", "限制"
    ALLOW = "allow", "允许使用"
    RESTORE = "restore", "恢复"
    BEGIN = "begin", "参保"
    MOVE = "move", "转移"
    END = "end", "终止"


State = Word


@frozen
class Row:
    """One move of one region. `covered` narrows it to files whose report or lock covers that state."""

    region: Region
    trigger: Trigger
    source: State
    target: State
    covered: State | None = None


T = Trigger
C = RefusalCode


def _rows(region: Region, *lines: tuple[Trigger, str, str]) -> Iterable[Row]:
    kind = STATES[region]
    for trigger, sources, target in lines:
        for source in sources.split():
            yield Row(region, trigger, kind.read(source), kind.read(source if target == "=" else target))


def _restoring(region: Region, trigger: Trigger, sources: str, targets: str) -> Iterable[Row]:
    kind = STATES[region]
    for source in sources.split():
        for target in targets.split():
            yield Row(region, trigger, kind.read(source), kind.read(target), covered=kind.read(target))


STATES: Final[dict[Region, type[Word]]] = {
    Region.ORDER: Order,
    Region.HRSS: Hrss,
    Region.BANK: Bank,
    Region.HRSS_PIN: HrssPin,
    Region.BANK_PIN: BankPin,
    Region.BODY: Body,
    Region.TEMPORARY: Temporary,
    Region.E_CARD: ECard,
    Region.INSURANCE: Insurance,
}

LOST: Final = "temporarily_lost formally_lost"

TABLE: Final = (
    *_rows(
        Region.ORDER,
        # asked            from                                  to ("=": stays)
        (T.PLACE, "none failed collected", "accepted"),
        (T.PLACE_INSTANT, "none failed collected", "ready"),
        (T.ADVANCE, "accepted in_production", "in_production"),
        (T.DELIVER, "in_production", "ready"),
        (T.FAIL, "accepted in_production", "failed"),
        (T.HAND_OVER, "ready", "="),
        (T.RETURN, "ready", "undelivered"),
        (T.COLLECT, "ready undelivered", "collected"),
        (T.WITHDRAW_FIRST, "accepted in_production ready undelivered failed", "none"),
        (T.WITHDRAW_FURTHER, "accepted in_production ready undelivered failed", "collected"),
    ),
    *_rows(
        Region.HRSS,
        (T.ISSUE, f"none sealed normal locked {LOST} cancelled", "sealed"),
        (T.ENABLE, "sealed", "normal"),
        (T.USE, "normal", "="),
        (T.ATTEND, "sealed normal locked", "="),
        (T.LOCK, "sealed normal", "locked"),
        (T.REPORT_TEMPORARY, "sealed normal locked", "temporarily_lost"),
        (T.REPORT_FORMAL, "sealed normal locked temporarily_lost", "formally_lost"),
        (T.CANCEL, f"sealed normal locked {LOST}", "cancelled"),
    ),
    *_restoring(Region.HRSS, T.UNLOCK, "locked", "sealed normal"),
    *_restoring(Region.HRSS, T.RELEASE, LOST, "sealed normal locked"),
    *_rows(
        Region.BANK,
        (T.ISSUE, f"none inactive active restricted {LOST} cancelled", "inactive"),
        (T.ACTIVATE, "inactive", "active"),
        (T.USE, "active", "="),
        (T.PAY_IN, "active restricted", "="),
        (T.ATTEND, "active restricted", "="),
        (T.REPORT_TEMPORARY, "inactive active restricted", "temporarily_lost"),
        (T.REPORT_FORMAL, "inactive active restricted temporarily_lost", "formally_lost"),
        (T.EXPIRE, "active", "restricted"),
        (T.CANCEL, f"inactive active restricted {LOST}", "cancelled"),
    ),
    *_restoring(Region.BANK, T.RELEASE, LOST, "inactive active restricted"),
    *_rows(
        Region.HRSS_PIN,
        (T.ISSUE, "none", "initial"),
        (T.CHANGE, "initial set", "set"),
        (T.RESET, "initial set locked", "set"),
        (T.FORGET, "none initial set locked", "initial"),
        (T.ENTER, "initial set", "="),
        (T.LOCK, "initial set", "locked"),
    ),
    *_restoring(Region.HRSS_PIN, T.UNLOCK, "locked", "initial set"),
    *_rows(
        Region.BANK_PIN,
        (T.ACTIVATE, "none set locked", "set"),
        (T.CHANGE, "set", "="),
        (T.RESET, "none set locked", "set"),
        (T.FORGET, "none set locked", "none"),
        (T.ENTER, "set", "="),
        (T.LOCK, "set", "locked"),
        (T.UNLOCK, "locked", "set"),
    ),
    *_rows(
        Region.BODY,
        (T.MAKE, "none at_outlet recovered destroyed", "at_outlet"),
        (T.ISSUE, "none at_outlet with_holder reported_lost recovered destroyed", "with_holder"),
        (T.LOSE, "with_holder", "reported_lost"),
        (T.FIND, "reported_lost", "with_holder"),
        (T.RECOVER, "with_holder reported_lost", "recovered"),
        (T.DESTROY, "with_holder reported_lost recovered", "destroyed"),
        (T.FAIL, "none at_outlet", "none"),
    ),
    *_rows(
        Region.TEMPORARY,
        (T.ISSUE, "none returned reported_lost", "valid"),
        (T.USE, "valid", "="),
        (T.EXTEND, "valid", "="),
        (T.LOSE, "valid", "reported_lost"),
        (T.FIND, "reported_lost", "valid"),
        (T.EXPIRE, "valid", "expired"),
        (T.RETURN, "valid expired", "returned"),
    ),
    *_rows(
        Region.E_CARD,
        (T.ISSUE, "none active limited limited_allowed cancelled", "active"),
        (T.USE, "active limited_allowed", "="),
        (T.LIMIT, "active limited_allowed", "limited"),
        (T.ALLOW, "limited", "limited_allowed"),
        (T.RESTORE, "limited limited_allowed", "active"),
        (T.CANCEL, "active limited limited_allowed", "cancelled"),
    ),
    *_rows(
        Region.INSURANCE,
        (T.BEGIN, "none ended", "insured"),
        (T.MOVE, "insured moved", "moved"),
        (T.RESET, "moved", "insured"),
        (T.END, "insured moved", "ended"),
    ),
)

STANDING: Final[dict[State, RefusalCode]] = {
    Hrss.SEALED: C.NOT_ACTIVATED,
    Hrss.FORMALLY_LOST: C.CARD_LOST,
    Hrss.TEMPORARILY_LOST: C.CARD_LOST,
    Hrss.LOCKED: C.PIN_LOCKED,
    Hrss.CANCELLED: C.CANCELLED,
    Bank.INACTIVE: C.NOT_ACTIVATED,
    Bank.FORMALLY_LOST: C.CARD_LOST,
    Bank.TEMPORARILY_LOST: C.CARD_LOST,
    Bank.RESTRICTED: C.EXPIRED,
    HrssPin.NONE: C.PIN_NOT_SET,
    HrssPin.LOCKED: C.PIN_LOCKED,
    BankPin.NONE: C.PIN_NOT_SET,
    BankPin.LOCKED: C.PIN_LOCKED,
    Temporary.REPORTED_LOST: C.CARD_LOST,
    Temporary.EXPIRED: C.EXPIRED,
    ECard.LIMITED: C.CARD_LOST,
    ECard.CANCELLED: C.CANCELLED,
}
"""The code by which a state refuses to be used; states not named here refuse with `wrong_state`."""

USING: Final = frozenset(
    {
        T.USE, T.PAY_IN, T.ATTEND, T.ENTER, T.CHANGE, T.RESET, T.FORGET, T.ENABLE, T.ACTIVATE,
        T.EXTEND, T.FIND, T.LOSE, T.RETURN, T.ALLOW,
    }
)  # fmt: skip
"""Triggers that need a working function, so that a state that is not one says why it is not."""


def standing_refusal(state: State, trigger: Trigger) -> RefusalCode:
    """Return the code of the standing refusal of a pair that has no row."""
    if trigger in USING or state is Hrss.CANCELLED:
        return STANDING.get(state, C.WRONG_STATE)
    return C.WRONG_STATE
