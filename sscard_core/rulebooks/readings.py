"""The named switches: every parameter and every disputed reading that a rulebook may set, with its domain."""

import re
from typing import Final

from attrs import frozen

YES_NO: Final = ("yes", "no")


@frozen
class Switch:
    """A switch: its name, the values it takes (choices, or a pattern), and what it decides."""

    name: str
    choices: tuple[str, ...]
    pattern: str
    en: str
    zh: str

    def accepts(self, value: str) -> bool:
        """True where the value is in the domain."""
        return value in self.choices or bool(self.pattern and re.fullmatch(self.pattern, value))

    @property
    def domain(self) -> str:
        """The values it takes, for messages."""
        shown = {DAYS: "a number of days such as 7d", YEARS: "a number of years such as 10y"}
        shown |= {PERIOD: "a period such as 60d or 3m", TRIES: "a number from 1 to 99"}
        shown |= {DATE: "a date such as 2017-10-09"}
        tail = [shown[self.pattern]] if self.pattern else []
        return ", ".join([*self.choices, *tail])


DAYS: Final = r"[1-9][0-9]{0,3}d"
PERIOD: Final = r"[1-9][0-9]{0,3}[dm]"
YEARS: Final = r"[1-9][0-9]?y"
TRIES: Final = r"[1-9][0-9]?"
DATE: Final = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"

_ALL: Final = (
    # The public switches, in the order of the vocabulary.
    Switch("release_after_formal_loss", ("until_replacement", "never"), "",
           "whether a formal loss report can be taken back", "正式挂失后能否解挂"),
    Switch("replacement_needs_formal_loss", YES_NO, "",
           "whether a replacement needs a formal loss report first", "补卡是否须先正式挂失"),
    Switch("release_needs_card", YES_NO, "",
           "whether the card must be shown for a release", "解挂是否须出示卡片"),
    Switch("agent_papers", ("agent_original_holder_copy", "both_originals", "by_article"), "",
           "which papers an agent shows for loss, release and cancellation", "代理人办理挂失、解挂、注销的证件"),
    Switch("temporary_loss_lapses_after", ("never",), DAYS,
           "when a temporary loss report lapses by itself", "临时挂失自动解挂的期限"),
    Switch("bank_activation_enables_hrss", YES_NO, "",
           "whether activation at the bank enables the HRSS function too", "银行激活是否同时启用社保功能"),
    Switch("contribute_and_benefit_need_bank", YES_NO, "",
           "whether contributions and benefits need the bank's activation", "缴费和待遇领取是否须先激活金融账户"),
    Switch("temporary_card", ("none",), PERIOD,
           "how long a temporary card lasts, if there is one", "临时卡有效期"),
    Switch("in_region_move", ("blocked_until_reset", "goes_on"), "",
           "what a move inside the region does to the card", "区域内转移后卡片能否继续使用"),
    Switch("left_province_ends_insurance", YES_NO, "",
           "whether moving to another province ends the insurance relation", "跨省转移是否视为终止社保关系"),
    Switch("hrss_after_expiry", ("works", "stops"), "",
           "what the HRSS function does after the card's validity", "有效期届满后社保功能"),
    Switch("card_validity", (), YEARS, "how long a card is valid", "卡片有效期"),
    Switch("hrss_pin_tries", (), TRIES, "wrong HRSS passwords in a row that lock it", "社保账户密码连续输错锁定次数"),
    Switch("bank_pin_tries", (), TRIES, "wrong bank passwords in a row that lock it", "银行账户密码连续输错锁定次数"),
    Switch("weak_pin_is", ("refused", "warned", "accepted"), "",
           "what happens to a password that is easy to guess", "简单密码的处理"),
    Switch("monthly_replacement_reminder", ("none", "calendar_month", "rolling_30_days"), "",
           "when the fourth replacement is answered with a reminder", "一个月内补换卡超过三次的提醒口径"),
    # Readings of the findings, and parameters that only some documents state.
    Switch("agents_need_ground", ("everywhere", "where_asked"), "",
           "whether an agent always needs a ground in the holder's person", "代理是否一律须有特定事由"),
    Switch("application_paper", ("registration_form", "application_form"), "",
           "which form an application takes (finding 4)", "申领所填表单"),
    Switch("exchange_reasons", ("measure", "handbook"), "",
           "whose list of reasons for an exchange holds (finding 9)", "换卡情形以何者为准"),
    Switch("temporary_card_classes", ("measure", "handbook"), "",
           "who gets a temporary card (finding 7)", "临时卡发放对象以何者为准"),
    Switch("temporary_card_extension", (), PERIOD, "by how much an extension moves the temporary card's last day",
           "临时卡每次延期的长度"),
    Switch("clearing_document", ("clearance_notice", "application_form"), "",
           "which document lets the bank close its side (finding 8)", "银行侧注销所凭单据"),
    Switch("oral_report_first", YES_NO, "",
           "whether an oral report must come before the written one (finding 10)", "书面挂失前是否须先口头挂失"),
    Switch("enable_outside_region", YES_NO, "",
           "whether the HRSS function may be enabled apart for those outside the region (finding 6)",
           "区外居住人员能否单独启用社保功能"),
    Switch("formal_loss_takes_both_sides", YES_NO, "",
           "whether a formal report always takes both sides", "正式挂失是否同时作用于两侧"),
    Switch("sides_cancelled_in_order", YES_NO, "",
           "whether the HRSS side must be cancelled before the bank's", "是否须先注销社保侧再注销银行侧"),
    Switch("settled_before_cancelling", ("both", "hrss", "none"), "",
           "which sides must be settled before cancelling", "注销前须结清的账户"),
    Switch("card_destruction", ("on_receipt", "with_hrss", "at_once"), "",
           "when a recovered card counts as destroyed", "回收卡片何时视为销毁"),
    Switch("renewal_window", ("any_time", "after_expiry"), DAYS,
           "how long before the end of validity a card may be renewed", "有效期届满前可换发的期限"),
    Switch("new_card_generation", ("2", "3"), "", "the generation of cards made now", "新制卡的代次"),
    Switch("electronic_card", YES_NO, "", "whether the rulebook knows the electronic card", "是否有电子社保卡规则"),
    Switch("counters_keep_working_days", YES_NO, "",
           "whether card counters close on weekends and statutory holidays", "柜台是否仅工作日对外办理"),
    Switch("legacy_card_stops_on", ("never",), DATE,
           "the day on which the region-wide reissue was complete", "原医保卡停用日期"),
    Switch("in_force_from", ("always",), DATE, "the day from which the rules hold", "施行日期"),
)  # fmt: skip

SWITCHES: Final = {each.name: each for each in _ALL}
