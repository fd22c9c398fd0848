"""The temporary card: it bridges, it ends, and it has no bank side."""

from sscard_core.checking.promises import promise, state_rule, switched
from sscard_core.checking.questions import Asked
from sscard_core.lifecycle.terms import Terms
from sscard_core.model.arguments import Medium
from sscard_core.model.arguments import RequestName as N
from sscard_core.model.card_file import CardFile
from sscard_core.model.refusals import RefusalCode
from sscard_core.model.statuses import Hrss, Order, Temporary

UNDER_WAY = (Order.ACCEPTED, Order.IN_PRODUCTION, Order.READY, Order.UNDELIVERED)
OFFERED = switched("!temporary_card", "none")


@promise(
    "only a valid temporary card pays",
    "仅有效的临时卡可以使用",
    "XJ13-M-008b XX17-09f temporary_card",
    N.PAY_MEDICAL,
    arises=OFFERED,
)
def only_valid_temporary_cards_pay(step: Asked, _terms: Terms) -> bool | None:
    if getattr(step.request, "card", None) is not Medium.TEMPORARY or step.code is not None:
        return None
    return step.before.temporary is Temporary.VALID


@promise(
    "a temporary card has no bank side",
    "临时卡没有金融功能",
    "XX17-09e temporary_card",
    N.CONTRIBUTE,
    N.RECEIVE_BENEFIT,
)
def temporary_card_has_no_bank_side(step: Asked, _terms: Terms) -> bool | None:
    return step.code is not None if getattr(step.request, "card", None) is Medium.TEMPORARY else None


@promise(
    "when its period is over a temporary card is not valid any more",
    "临时卡到期即失效",
    "XJ13-M-008b XJ13-H-057 XX17-09f",
    of_time=True,
    arises=OFFERED,
)
def temporary_card_ends_with_its_period(step: Asked, _terms: Terms) -> bool | None:
    if step.before.temporary is not Temporary.VALID or step.after.temporary is Temporary.VALID:
        return None
    return step.after.temporary is Temporary.EXPIRED


@promise(
    "a temporary card is for who has no card yet, or waits for a new one",
    "临时卡限未领卡或补换卡期间",
    "XJ13-M-008a XX17-09d",
    N.ISSUE_TEMPORARY,
    arises=lambda book: OFFERED(book) and book.reading("temporary_card_classes") == "measure",
)
def temporary_card_bridges(step: Asked, _terms: Terms) -> bool | None:
    if step.code is not None:
        return None
    before = step.before
    waits = before.order in UNDER_WAY or before.card is None
    return (waits and before.hrss is not Hrss.CANCELLED) or before.order in UNDER_WAY


@promise(
    "one temporary card at a time",
    "同一时间只有一张临时卡",
    "XJ13-M-008c temporary_card",
    N.ISSUE_TEMPORARY,
    arises=OFFERED,
)
def one_temporary_card(step: Asked, _terms: Terms) -> bool | None:
    return step.code is not None if step.before.temporary in (Temporary.VALID, Temporary.EXPIRED) else None


@promise(
    "a temporary card is extended only within its period",
    "临时卡须在有效期内延期",
    "XJ13-H-058 temporary_card",
    N.EXTEND_TEMPORARY,
    arises=lambda book: OFFERED(book) and bool(book.services.get(N.EXTEND_TEMPORARY)),
)
def extended_within_the_period(step: Asked, _terms: Terms) -> bool | None:
    return step.before.temporary is Temporary.VALID if step.code is None else None


@promise(
    "no temporary card where the rulebook has none",
    "无临时卡规定的不办理",
    "temporary_card",
    N.ISSUE_TEMPORARY,
    N.EXTEND_TEMPORARY,
    N.RETURN_TEMPORARY,
    arises=switched("temporary_card", "none"),
)
def no_temporary_cards_here(step: Asked, _terms: Terms) -> bool | None:
    return step.code is RefusalCode.SERVICE_NOT_OFFERED


@state_rule(
    "a valid temporary card has days left", "有效的临时卡尚在期限内", "XJ13-M-008b XX17-09f", arises=OFFERED
)
def valid_within_its_period(file: CardFile, _terms: Terms) -> bool | None:
    if file.temporary is not Temporary.VALID:
        return None
    return file.temporary_ends is not None
