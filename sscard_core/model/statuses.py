"""The states of each region of a card file, as people are told them.

Source: VOCABULARY's status table; the HRSS side is AAZ502 (卡应用状态) of the national code list.
"""

from sscard_core.model.words import Word


class Order(Word):
    """The order for a card, first or further (制卡业务)."""

    NONE = "none", "无"
    ACCEPTED = "accepted", "已受理"
    IN_PRODUCTION = "in_production", "制卡中"
    READY = "ready", "待领取"
    COLLECTED = "collected", "已领取"
    FAILED = "failed", "制卡失败"
    UNDELIVERED = "undelivered", "未发出"


class Hrss(Word):
    """The HRSS application (社保功能)."""

    NONE = "none", "无"
    SEALED = "sealed", "封存"
    NORMAL = "normal", "正常"
    FORMALLY_LOST = "formally_lost", "正式挂失"
    LOCKED = "locked", "应用锁定"
    TEMPORARILY_LOST = "temporarily_lost", "临时挂失"
    CANCELLED = "cancelled", "注销"


class Bank(Word):
    """The bank debit application (金融功能)."""

    NONE = "none", "无"
    INACTIVE = "inactive", "未激活"
    ACTIVE = "active", "已激活"
    TEMPORARILY_LOST = "temporarily_lost", "临时挂失"
    FORMALLY_LOST = "formally_lost", "正式挂失"
    RESTRICTED = "restricted", "到期受限"
    CANCELLED = "cancelled", "注销"


class HrssPin(Word):
    """The HRSS password (社保账户密码)."""

    NONE = "none", "无"
    INITIAL = "initial", "初始密码"
    SET = "set", "已设置"
    LOCKED = "locked", "已锁定"


class BankPin(Word):
    """The bank password (银行账户密码)."""

    NONE = "none", "无"
    SET = "set", "已设置"
    LOCKED = "locked", "已锁定"


class Body(Word):
    """The piece of plastic (卡片)."""

    NONE = "none", "无"
    AT_OUTLET = "at_outlet", "在网点"
    WITH_HOLDER = "with_holder", "在持卡人手中"
    REPORTED_LOST = "reported_lost", "已挂失"
    RECOVERED = "recovered", "已收回"
    DESTROYED = "destroyed", "已销毁"


class Temporary(Word):
    """The temporary card (临时卡)."""

    NONE = "none", "无"
    VALID = "valid", "有效"
    REPORTED_LOST = "reported_lost", "已挂失"
    EXPIRED = "expired", "已到期"
    RETURNED = "returned", "已交回"


class ECard(Word):
    """The electronic card (电子社保卡)."""

    NONE = "none", "无"
    ACTIVE = "active", "正常"
    LIMITED = "limited", "功能受限"
    LIMITED_ALLOWED = "limited_allowed", "受限但已允许使用"
    CANCELLED = "cancelled", "注销"


class Insurance(Word):
    """The insurance relation (社会保险关系), as far as the card needs it."""

    NONE = "none", "未参保"
    INSURED = "insured", "参保"
    MOVED = "moved", "已转移待重置"
    ENDED = "ended", "已终止"


class Side(Word):
    """The two sides of the card."""

    HRSS = "hrss", "社保侧"
    BANK = "bank", "金融侧"
    BOTH = "both", "双侧"


class Use(Word):
    """What the physical card can be used for."""

    BENEFIT = "benefit", "待遇领取"
    CONTRIBUTE = "contribute", "缴费"
    DEBIT = "debit", "借记"
    IDENTITY = "identity", "身份凭证"
    MEDICAL = "medical", "医疗结算"
