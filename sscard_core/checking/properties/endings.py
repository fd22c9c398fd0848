"""The end of a card: what must have ended first, in which order, and that it is final."""

from sscard_core.checking.promises import in_place, promise, state_rule, switched
from sscard_core.checking.questions import Asked
from sscard_core.lifecycle.terms import Terms
from sscard_core.model.arguments import EndReason
from sscard_core.model.arguments import RequestName as N
from sscard_core.model.card_file import CardFile, Mark
from sscard_core.model.decisions import Outcome
from sscard_core.model.events import EventName
from sscard_core.model.people import Actor
from sscard_core.model.requests import Cancel, EndInsurance
from sscard_core.model.statuses import Bank, Body, Hrss, Insurance, Order, Side, Temporary

UNDER_WAY = (Order.ACCEPTED, Order.IN_PRODUCTION, Order.READY, Order.UNDELIVERED)
BANK_FIELDS = frozenset({"bank", "bank_pin", "bank_secret", "bank_loss", "bank_covered", "bank_balance"})
ENDED = (Insurance.ENDED, Insurance.NONE)
AFTERWARDS = frozenset(
    {
        N.APPLY, N.PRODUCE, N.COLLECT, N.HAND_OVER, N.RETURN_UNDELIVERED, N.ISSUE_TEMPORARY, N.EXTEND_TEMPORARY,
        N.REPORT_TEMPORARY_LOSS, N.RELEASE_TEMPORARY_LOSS, N.RETURN_TEMPORARY, N.PAY_MEDICAL, N.SETTLE, N.CANCEL,
        N.SEND_DESTRUCTION_RECEIPT, N.END_INSURANCE, N.MOVE_INSURANCE,
    }
)  # fmt: skip
"""What is still asked once the HRSS side is cancelled: a new card, its bridge and relation, and the bank side's end."""


@promise(
    "once the card is cancelled nothing is done but a new application and the bank side's end",
    "注销后除重新申领和银行侧收尾外不再办理",
    "cancelled_is_final XJ22-76-6",
)
def cancelled_is_final(step: Asked, _terms: Terms) -> bool | None:
    if step.request is None or step.code is not None or step.before.hrss is not Hrss.CANCELLED:
        return None
    return step.request.name in AFTERWARDS


@promise(
    "the family settles and cancels only after a death",
    "家庭成员仅在持卡人死亡后办理结清、注销",
    "JS-34",
    N.SETTLE,
    N.CANCEL,
    arises=in_place("jiangsu"),
)
def family_comes_after_death(step: Asked, _terms: Terms) -> bool | None:
    assert step.request is not None
    if step.request.by is not Actor.FAMILY or Mark.DECEASED in step.before.marks:
        return None
    return step.code is not None


@promise(
    "leaving the province ends the relation only where the rulebook says so",
    "跨省转出仅在规定视为终止时终止社保关系",
    "XJ13-M-016a left_province_ends_insurance",
    N.END_INSURANCE,
    arises=switched("left_province_ends_insurance", "no"),
)
def leaving_ends_where_it_does(step: Asked, _terms: Terms) -> bool | None:
    assert isinstance(step.request, EndInsurance)
    return step.code is not None if step.request.reason is EndReason.LEFT_PROVINCE else None


@promise(
    "a cancelled function comes back only with a new card",
    "已注销的功能仅随新卡恢复",
    "cancelled_is_final XJ22-76-4",
)
def nothing_leaves_cancelled(step: Asked, _terms: Terms) -> bool | None:
    if not step.events:
        return None
    hrss = step.before.hrss is Hrss.CANCELLED and step.after.hrss is not Hrss.CANCELLED
    bank = step.before.bank is Bank.CANCELLED and step.after.bank is not Bank.CANCELLED
    if not hrss and not bank:
        return None
    return step.request is not None and step.request.name is N.COLLECT


@promise(
    "the HRSS side is cancelled once the insurance relation has ended",
    "终止社保关系后方可注销社保侧",
    "XJ13-M-016a XJ13-H-062 XX17-20a JS-33 XJ22-76-1",
    N.CANCEL,
)
def insurance_ends_first(step: Asked, _terms: Terms) -> bool | None:
    request = step.request
    assert isinstance(request, Cancel)
    if step.code is not None or request.side is Side.BANK:
        return None
    return step.before.insurance in ENDED


@promise(
    "what the rulebook wants settled is settled before the card is cancelled",
    "注销前须结清应结清的业务",
    "XJ13-H-066 JS-37",
    N.CANCEL,
    arises=switched("!settled_before_cancelling", "none"),
)
def settled_first(step: Asked, terms: Terms) -> bool | None:
    request, before = step.request, step.before
    assert isinstance(request, Cancel)
    if step.code is not None or request.side is Side.BANK:
        return None
    open_business = before.order in UNDER_WAY or before.temporary in (Temporary.VALID, Temporary.EXPIRED)
    bank = before.bank_balance == 0 or terms.settled_before_cancelling != "both"
    return before.hrss_balance == 0 and not open_business and bank


@promise(
    "the bank closes its side after the HRSS side where the rulebook sets the order",
    "规定先后的，先注销社保侧",
    "XJ13-M-016b XJ13-M-016c XJ13-H-064",
    N.CANCEL,
    arises=switched("sides_cancelled_in_order", "yes"),
)
def hrss_side_first(step: Asked, _terms: Terms) -> bool | None:
    request = step.request
    assert isinstance(request, Cancel)
    if request.side is not Side.BANK or step.before.hrss is Hrss.CANCELLED:
        return None
    return step.code is not None


@promise(
    "cancelling makes the side cancelled, and the bank account empty",
    "注销后该侧为注销状态，银行账户清零",
    "XJ13-M-016b XJ13-M-016c XX17-20a JS-33",
    N.CANCEL,
)
def cancelling_cancels(step: Asked, _terms: Terms) -> bool | None:
    request, after = step.request, step.after
    assert isinstance(request, Cancel)
    if step.code is not None:
        return None
    hrss = request.side is Side.BANK or after.hrss is Hrss.CANCELLED
    half = step.outcome is Outcome.PARTIAL
    bank = request.side is Side.HRSS or half or (after.bank is Bank.CANCELLED and after.bank_balance == 0)
    return hrss and bank


@promise(
    "a card is destroyed by receipt only once it was taken back and the bank has closed",
    "收回且银行侧注销后方可凭回执销毁",
    "XJ13-M-016d XJ13-H-088",
    N.SEND_DESTRUCTION_RECEIPT,
    arises=switched("card_destruction", "on_receipt"),
)
def receipt_after_recovery(step: Asked, _terms: Terms) -> bool | None:
    if step.code is not None:
        return None
    return step.before.body is Body.RECOVERED and step.after.body is Body.DESTROYED


@promise(
    "where the bank does not do its half, its side is untouched and stands open to be completed",
    "银行未办理其一半的，金融侧不变且标明待办",
    "XJ13-H-032 XJ13-H-085",
)
def half_done_is_seen(step: Asked, _terms: Terms) -> bool | None:
    if step.outcome is not Outcome.PARTIAL:
        return None
    assert step.request is not None
    names = {name for event in step.events for name, _ in event.changes}
    posted = {f"{posting.account}_balance" for event in step.events for posting in event.postings}
    told = any(event.name is EventName.BANK_SIDE_PENDING for event in step.events)
    return told and step.after.bank_pending is step.request.name and (names | posted).isdisjoint(BANK_FIELDS)


@promise(
    "a half that stands open is closed by the bank's doing it, or with a new card",
    "待办的一半由银行补办或随新卡了结",
    "XJ13-H-032",
)
def pending_is_completed(step: Asked, _terms: Terms) -> bool | None:
    if not step.events or step.before.bank_pending is None or step.after.bank_pending is not None:
        return None
    completed = any(event.name is EventName.BANK_SIDE_COMPLETED for event in step.events)
    return completed or (step.request is not None and step.request.name is N.COLLECT)


@state_rule(
    "a body is destroyed or taken back only when a side of the card is gone",
    "卡片收回、销毁时必有一侧已注销",
    "XJ13-M-016d XX17-20b",
)
def destroyed_when_gone(file: CardFile, _terms: Terms) -> bool | None:
    if file.body not in (Body.RECOVERED, Body.DESTROYED):
        return None
    return Hrss.CANCELLED in (file.hrss,) or file.bank is Bank.CANCELLED
