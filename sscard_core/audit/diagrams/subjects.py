"""The subjects by which a large machine is told in parts: those by which the services themselves are ordered."""

from typing import Final

from sscard_core.audit.diagrams.model import Cause
from sscard_core.lifecycle.services import SERVICES
from sscard_core.model.arguments import RequestName
from sscard_core.model.events import EventName
from sscard_core.rulebooks.telling import Phrase

SUBJECTS: Final = {
    "orders": Phrase("orders", "申领与补换"),
    "production": Phrase("making and collection", "制作与领取"),
    "activation": Phrase("activation", "激活与启用"),
    "losses": Phrase("loss and release", "挂失与解挂"),
    "pins": Phrase("passwords", "密码"),
    "money": Phrase("use", "使用"),
    "records": Phrase("records", "信息与查询"),
    "temporary": Phrase("temporary card", "临时卡"),
    "endings": Phrase("moves, settlement and cancellation", "转移、结清与注销"),
}
"""The subjects in the order of their parts; each has the name of a module of services."""

ALL: Final = Phrase("all moves", "全部转换")
NOTHING: Final = Phrase("no moves, for nothing of the kind is offered", "无转换，本地不提供")

BEFALLEN: Final = {
    EventName.LOSS_LAPSED: "losses",
    EventName.CARD_EXPIRED: "money",
    EventName.TEMPORARY_CARD_EXPIRED: "temporary",
    EventName.PIN_LOCKED: "pins",
}
"""Where to look for what nobody asks for."""


def subject(cause: Cause) -> str:
    """Return the subject of a request or event."""
    if isinstance(cause, RequestName):
        return SERVICES[cause].act.__module__.rpartition(".")[2]
    return BEFALLEN[cause]
