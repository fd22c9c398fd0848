"""Events: what happened, in the past tense, with everything that it changed."""

from collections.abc import Iterable
from datetime import datetime

from attrs import field, frozen

from sscard_core.model.card_file import CardFile, Change
from sscard_core.model.money import Fen
from sscard_core.model.postings import Posting
from sscard_core.model.statuses import Side
from sscard_core.model.words import Word


class EventName(Word):
    """What can happen to a card file."""

    FILE_OPENED = "file_opened", "建立档案"
    APPLICATION_ACCEPTED = "application_accepted", "申领已受理"
    REPLACEMENT_ACCEPTED = "replacement_accepted", "补领已受理"
    EXCHANGE_ACCEPTED = "exchange_accepted", "换领已受理"
    RENEWAL_ACCEPTED = "renewal_accepted", "换发已受理"
    COLLECTION_RECEIPT_ISSUED = "collection_receipt_issued", "出具领卡凭据"
    PRODUCTION_ADVANCED = "production_advanced", "制卡推进"
    PRODUCTION_FAILED = "production_failed", "制卡失败"
    CARD_READY = "card_ready", "卡片待领取"
    BATCH_HANDED_OVER = "batch_handed_over", "批次已交接"
    CARD_RETURNED_UNDELIVERED = "card_returned_undelivered", "未发出的卡已退回"
    CARD_COLLECTED = "card_collected", "卡片已领取"
    OLD_CARD_CANCELLED = "old_card_cancelled", "旧卡已注销"
    CARD_RECOVERED = "card_recovered", "卡片已收回"
    CARD_DESTROYED = "card_destroyed", "卡片已销毁"
    HOME_VISIT_REQUESTED = "home_visit_requested", "已申请上门激活"
    BANK_ACTIVATED = "bank_activated", "金融功能已激活"
    HRSS_ENABLED = "hrss_enabled", "社保功能已启用"
    PIN_CHANGED = "pin_changed", "密码已修改"
    PIN_RESET = "pin_reset", "密码已重置"
    PIN_UNLOCKED = "pin_unlocked", "密码已解锁"
    PIN_ENTERED = "pin_entered", "密码正确"
    PIN_REFUSED = "pin_refused", "密码错误"
    PIN_LOCKED = "pin_locked", "密码已锁定"
    LOSS_REPORTED = "loss_reported", "已挂失"
    LOSS_RELEASED = "loss_released", "已解挂"
    LOSS_LAPSED = "loss_lapsed", "临时挂失到期自动解挂"
    FORM_STAMPED = "form_stamped", "受理单已盖章"
    NATIONAL_PLATFORM_SYNCED = "national_platform_synced", "已同步国家平台"
    TEMPORARY_CARD_ISSUED = "temporary_card_issued", "已发临时卡"
    TEMPORARY_CARD_EXTENDED = "temporary_card_extended", "临时卡已延期"
    TEMPORARY_CARD_REPORTED_LOST = "temporary_card_reported_lost", "临时卡已挂失"
    TEMPORARY_CARD_RELEASED = "temporary_card_released", "临时卡已解挂"
    TEMPORARY_CARD_RETURNED = "temporary_card_returned", "临时卡已交回"
    TEMPORARY_CARD_EXPIRED = "temporary_card_expired", "临时卡已到期"
    CARD_EXPIRED = "card_expired", "卡片有效期届满"
    INFORMATION_UPDATED = "information_updated", "信息已变更"
    BASE_RECORD_CORRECTED = "base_record_corrected", "基础信息已更正"
    INSURANCE_MOVED = "insurance_moved", "社保关系已转移"
    INSURANCE_ENDED = "insurance_ended", "社保关系已终止"
    CARD_DATA_RESET = "card_data_reset", "卡内信息已重置"
    SIDE_SETTLED = "side_settled", "已结清"
    HRSS_CANCELLED = "hrss_cancelled", "社保功能已注销"
    BANK_CANCELLED = "bank_cancelled", "金融功能已注销"
    CLEARANCE_NOTICE_ISSUED = "clearance_notice_issued", "已开具清户通知书"
    DESTRUCTION_RECEIPT_RECEIVED = "destruction_receipt_received", "已收销毁回执"
    HRSS_CREDITED = "hrss_credited", "个人账户已划入"
    MEDICAL_BILL_PAID = "medical_bill_paid", "医疗费用已结算"
    CONTRIBUTION_PAID = "contribution_paid", "已缴费"
    BENEFIT_RECEIVED = "benefit_received", "待遇已到账"
    DEPOSITED = "deposited", "已存入"
    CASH_WITHDRAWN = "cash_withdrawn", "已取现"
    TRANSFERRED = "transferred", "已转账"
    MEDICAL_CARD_MIGRATED = "medical_card_migrated", "原医保卡余额已转入"
    LEGACY_CARD_RETIRED = "legacy_card_retired", "旧卡已停用"
    PAYOUT_ACCOUNT_UPDATED = "payout_account_updated", "待遇发放账号已变更"
    SUBSIDY_ACCOUNT_SYNCED = "subsidy_account_synced", "补贴账号已同步"
    SMS_REMINDER = "sms_reminder", "已发短信提醒"
    CREDIT_RECORD_ENTERED = "credit_record_entered", "已记入信用记录"
    FEE_CHARGED = "fee_charged", "已收费"
    E_CARD_ALLOWED = "e_card_allowed", "已允许使用电子社保卡"
    QUERIED = "queried", "已查询"
    MALFUNCTION_REPORTED = "malfunction_reported", "已登记用卡异常"
    BANK_SIDE_PENDING = "bank_side_pending", "银行侧待办"
    BANK_SIDE_COMPLETED = "bank_side_completed", "银行侧已补办"


@frozen(weakref_slot=False)
class Event:
    """Something that happened at a moment: the fields of the card file that it set, and what it posted.

    The changes hold verification values and personal data, so a repr names the fields alone.
    """

    name: EventName
    at: datetime
    changes: tuple[Change, ...] = field(default=(), repr=lambda changes: str([each for each, _ in changes]))
    postings: tuple[Posting, ...] = ()


def fold(file: CardFile, events: Iterable[Event]) -> CardFile:
    """Return the file after the events, which must follow its own in time."""
    for event in events:
        file = file.changed(event.changes, event.postings, event.at, 1)
    return file


def ledger(events: Iterable[Event], account: Side) -> tuple[Fen, ...]:
    """Return the postings to one account, in order; their sum is its balance."""
    return tuple(
        posting.amount for event in events for posting in event.postings if posting.account is account
    )
