"""The places and lines through which a request comes (办理渠道)."""

from typing import Final

from sscard_core.model.words import Word


class Channel(Word):
    """One way in."""

    SERVICE_WINDOW = "service_window", "社保卡综合服务窗口"
    CARD_OUTLET = "card_outlet", "社保卡服务网点"
    HRSS_OUTLET = "hrss_outlet", "人社服务网点"
    BASE_INFO_WINDOW = "base_info_window", "基础库管理专窗"
    BANK_BRANCH = "bank_branch", "卡面银行营业网点"
    OTHER_BANK_BRANCH = "other_bank_branch", "其他合作银行网点"
    HOTLINE = "hotline", "12333服务电话"
    BANK_HOTLINE = "bank_hotline", "银行客服电话"
    ONLINE = "online", "线上渠道"
    KIOSK = "kiosk", "自助服务终端"
    ATM = "atm", "ATM机"
    HOSPITAL = "hospital", "定点医疗机构"
    PHARMACY = "pharmacy", "定点零售药店"
    AGENCY = "agency", "社会保险经办机构"
    HOME_VISIT = "home_visit", "上门服务"
    HELPER = "helper", "协助发卡单位"
    ONE_STOP_WINDOW = "one_stop_window", "“一站式”联合窗口"


REMOTE: Final = frozenset({Channel.ONLINE, Channel.HOTLINE, Channel.BANK_HOTLINE})
"""Lines without a counter; every other channel is offline (线下)."""
