"""The words that requests take as arguments."""

from sscard_core.model.words import Word


class RequestName(Word):
    """What can be asked, with its Chinese term."""

    APPLY = "apply", "申领"
    REPLACE = "replace", "补领"
    EXCHANGE = "exchange", "换领"
    RENEW = "renew", "换发"
    PRODUCE = "produce", "制卡进度"
    COLLECT = "collect", "领取"
    HAND_OVER = "hand_over", "批次交接"
    RETURN_UNDELIVERED = "return_undelivered", "未发出的卡退回"
    ACTIVATE_BANK = "activate_bank", "金融功能激活"
    ENABLE_HRSS = "enable_hrss", "社保功能启用"
    REQUEST_HOME_VISIT = "request_home_visit", "上门激活申请"
    CHANGE_PIN = "change_pin", "改密"
    RESET_PIN = "reset_pin", "密码重置"
    UNLOCK_PIN = "unlock_pin", "密码解锁"
    ENTER_PIN = "enter_pin", "输入密码"
    REPORT_LOSS = "report_loss", "挂失"
    RELEASE_LOSS = "release_loss", "解挂"
    ISSUE_TEMPORARY = "issue_temporary", "临时卡申领"
    EXTEND_TEMPORARY = "extend_temporary", "临时卡延期"
    REPORT_TEMPORARY_LOSS = "report_temporary_loss", "临时卡挂失"
    RELEASE_TEMPORARY_LOSS = "release_temporary_loss", "临时卡解挂"
    RETURN_TEMPORARY = "return_temporary", "临时卡回收"
    UPDATE_INFORMATION = "update_information", "信息变更"
    CORRECT_BASE_RECORD = "correct_base_record", "基础信息更正"
    MOVE_INSURANCE = "move_insurance", "社保关系转移"
    RESET_CARD_DATA = "reset_card_data", "卡内社保信息重置"
    END_INSURANCE = "end_insurance", "终止社会保险关系"
    SETTLE = "settle", "结清"
    CANCEL = "cancel", "注销"
    SEND_DESTRUCTION_RECEIPT = "send_destruction_receipt", "销毁回执"
    CREDIT_HRSS = "credit_hrss", "个人账户划入"
    PAY_MEDICAL = "pay_medical", "医疗费用结算"
    CONTRIBUTE = "contribute", "缴费"
    RECEIVE_BENEFIT = "receive_benefit", "待遇领取"
    DEPOSIT = "deposit", "存款"
    WITHDRAW_CASH = "withdraw_cash", "取现"
    TRANSFER = "transfer", "转账"
    QUERY_STATUS = "query_status", "状态查询"
    QUERY_BALANCE = "query_balance", "余额查询"
    QUERY_RECORDS = "query_records", "记录查询"
    REPORT_MALFUNCTION = "report_malfunction", "卡不能正常使用"
    ALLOW_E_CARD_DURING_LOSS = "allow_e_card_during_loss", "异常允许使用服务"
    MIGRATE_MEDICAL_CARD = "migrate_medical_card", "原医保卡余额转入"
    RECORD_MALICIOUS_EXCHANGE = "record_malicious_exchange", "恶意换卡记录"


class Service(Word):
    """How a card is made: while one waits, in days, in a unit's batch, or by the ordinary line."""

    INSTANT = "instant", "即时制卡"
    FAST = "fast", "快速制卡"
    BATCH = "batch", "批量制卡"
    STANDARD = "standard", "普通制卡"


class ExchangeReason(Word):
    """Why a card is exchanged."""

    DATA_WRONG = "data_wrong", "卡面或卡内信息有误"
    DATA_CHANGED = "data_changed", "个人信息变更"
    SOILED = "soiled", "污损"
    DAMAGED = "damaged", "损坏"
    CHIP_FAULT = "chip_fault", "芯片故障"
    PHOTO = "photo", "更换照片"
    BANK_CHANGE = "bank_change", "服务银行变更"
    EXPIRED = "expired", "有效期届满"


class Stage(Word):
    """The stages of production, in their order."""

    ACCOUNT_OPENED = "account_opened", "银行开户完成"
    MANUFACTURED = "manufactured", "卡商制卡完成"
    PERSONALISED = "personalised", "个人化完成"
    DELIVERED = "delivered", "成品卡到达"


class Failure(Word):
    """Where production can fail."""

    ACCOUNT_OPENING = "account_opening", "银行开户失败"
    PRODUCTION = "production", "制卡失败"


class ReturnReason(Word):
    """Why a card could not be handed out."""

    LEFT_EMPLOYER = "left_employer", "离职"
    UNREACHABLE = "unreachable", "无法联系本人"
    DECEASED = "deceased", "死亡"


class LossKind(Word):
    """The two kinds of loss report (口头/临时, 书面/正式)."""

    TEMPORARY = "temporary", "临时（口头）"
    FORMAL = "formal", "正式（书面）"


class InformationField(Word):
    """What can be changed in a person's record."""

    MOBILE = "mobile", "手机"
    ADDRESS = "address", "地址"
    NAME = "name", "姓名"
    ID_NUMBER = "id_number", "公民身份号码"
    PHOTO = "photo", "照片"
    PAYOUT_ACCOUNT = "payout_account", "待遇发放账号"


class Destination(Word):
    """Where an insurance relation moves."""

    IN_REGION = "in_region", "区域内转移"
    OTHER_PROVINCE = "other_province", "跨省转移"
    OTHER_SCHEME = "other_scheme", "险种转换"


class EndReason(Word):
    """Why an insurance relation ends."""

    DEATH = "death", "死亡"
    SETTLED_ABROAD = "settled_abroad", "出国（境）定居"
    LEFT_PROVINCE = "left_province", "跨省转出"
    OTHER = "other", "其他"


class Medium(Word):
    """Which card is used."""

    PHYSICAL = "physical", "实体卡"
    TEMPORARY = "temporary", "临时卡"
    ELECTRONIC = "electronic", "电子社保卡"
    LEGACY = "legacy", "原医保卡"


class Place(Word):
    """Where treatment is given, when not at home."""

    ELSEWHERE_IN_REGION = "elsewhere_in_region", "区内异地"


class BankAnswer(Word):
    """What the bank answered to its half of a two-sided request."""

    DONE = "done", "已办理"
    REFUSED = "refused", "拒绝"
    UNANSWERED = "unanswered", "无应答"
