"""The consequences that a rulebook may know: what follows from an accepted request because a document says so."""

from typing import Final

CONSEQUENCES: Final = {
    "clearance_notice_issued": (
        "cancelling the HRSS side issues a clearance notice",
        "注销社保侧时开具清户通知书",
    ),
    "collection_receipt_issued": ("an application is answered by a collection receipt", "受理后出具领卡凭据"),
    "form_stamped": ("a written loss report is stamped", "书面挂失受理单加盖公章"),
    "four_step_procedure": ("counters tell how far a request came in four steps", "线下四步流程"),
    "holder_liable_with_initial_pin": (
        "who reports a loss with an unchanged initial password bears the loss",
        "未改初始密码的损失由持卡人承担",
    ),
    "identity_confirmed_at_bank": (
        "a failed account opening sends the person to the bank",
        "银行开户核查不成功须到合作银行确认身份",
    ),
    "initial_pin_of_medical_card": (
        "the first HRSS password is that of the old medical card",
        "社保账户初始密码沿用原医保卡密码",
    ),
    "lost_temporary_card_is_paid": (
        "a temporary card in place of a lost one is paid for",
        "丢失后再领临时卡按补卡收费",
    ),
    "national_platform_synced": (
        "formal losses and cancellations go to the national platform",
        "正式挂失、注销同步国家平台",
    ),
    "old_citizen_card_retired": (
        "activating the bank side retires the old citizen card",
        "激活金融账户同步注销原市民卡",
    ),
    "other_scheme_keeps_card": ("a change of scheme needs no new card", "险种转换不须重新办卡"),
    "payout_account_changed_by_holder": (
        "who replaced online changes the payout account in the app",
        "线上补换卡由本人变更待遇发放账号",
    ),
    "payout_account_updated": (
        "a card replaced at an outlet takes the pension over",
        "网点补换卡时变更养老待遇发放账号",
    ),
    "pin_survives_replacement": (
        "the HRSS password stays valid after replacement, loss and release",
        "补办、挂失、解挂后社保密码依然有效",
    ),
    "pins_should_differ": ("two different passwords are advised", "建议两个密码不相同"),
    "renewal_advised_in_last_sixty_days": (
        "renewal is advised in the last sixty days of validity",
        "建议有效期届满前六十日内更换",
    ),
    "sealed_means_not_enabled": ("a sealed card is one not enabled yet", "封存即社保功能未启用"),
    "subsidy_account_synced": (
        "a new card's account is told to the subsidy payers",
        "补换卡信息同步惠民惠农补贴发放部门",
    ),
    "written_report_follows": (
        "an oral report must be followed by a written one",
        "口头挂失后须办理书面挂失",
    ),
}
"""Each consequence by name, told in English and Chinese."""
