"""Loss and release: what a report covers, what a release brings back, what is final."""

from sscard_core.checking.promises import in_place, promise, state_rule, switched
from sscard_core.checking.questions import Asked
from sscard_core.lifecycle.terms import Terms
from sscard_core.model.arguments import LossKind
from sscard_core.model.arguments import RequestName as N
from sscard_core.model.card_file import CardFile
from sscard_core.model.decisions import Outcome
from sscard_core.model.requests import ReleaseLoss, ReportLoss
from sscard_core.model.statuses import Bank, Body, ECard, Hrss, Order, Side

HRSS_LOST = (Hrss.TEMPORARILY_LOST, Hrss.FORMALLY_LOST)
BANK_LOST = (Bank.TEMPORARILY_LOST, Bank.FORMALLY_LOST)
UNDER_WAY = (Order.ACCEPTED, Order.IN_PRODUCTION, Order.READY, Order.UNDELIVERED)


@promise(
    "a report makes what it names lost, of the kind reported, and covers the state it found",
    "挂失使所涉一侧进入相应挂失状态，并记住挂失前的状态",
    "XJ13-M-012a XJ13-H-042 XX17-19a JS-14",
    N.REPORT_LOSS,
)
def report_covers_what_it_found(step: Asked, _terms: Terms) -> bool | None:
    request, before, after = step.request, step.before, step.after
    assert isinstance(request, ReportLoss)
    if step.code is not None:
        return None
    temporary = request.kind is LossKind.TEMPORARY
    hrss = Hrss.TEMPORARILY_LOST if temporary else Hrss.FORMALLY_LOST
    bank = Bank.TEMPORARILY_LOST if temporary else Bank.FORMALLY_LOST
    good = True
    if after.hrss is not before.hrss:
        covered = before.hrss_covered if before.hrss in HRSS_LOST else before.hrss
        good = after.hrss is hrss and after.hrss_covered is covered
    if after.bank is not before.bank:
        covered_bank = before.bank_covered if before.bank in BANK_LOST else before.bank
        good = good and after.bank is bank and after.bank_covered is covered_bank
    half = step.outcome is Outcome.PARTIAL
    return good and (half or after.hrss is not before.hrss or after.bank is not before.bank)


@promise(
    "after a report the side it names is lost",
    "挂失后所涉一侧处于挂失状态",
    "XJ13-M-012a XX17-19a JS-14 JS-18",
    N.REPORT_LOSS,
)
def reported_is_lost(step: Asked, _terms: Terms) -> bool | None:
    request = step.request
    assert isinstance(request, ReportLoss)
    if step.code is not None:
        return None
    hrss = request.side is Side.BANK or step.after.hrss in HRSS_LOST
    gone = (Bank.NONE, Bank.CANCELLED)
    half = step.outcome is Outcome.PARTIAL
    bank = request.side is Side.HRSS or half or step.after.bank in (*BANK_LOST, *gone)
    return hrss and bank


@promise(
    "a report or a release of one side leaves the other as it is",
    "一侧挂失、解挂不影响另一侧",
    "XJ13-H-085 XJ13-H-032 JS-14 two_accounts",
    N.REPORT_LOSS,
    N.RELEASE_LOSS,
)
def one_side_leaves_the_other(step: Asked, terms: Terms) -> bool | None:
    request = step.request
    assert isinstance(request, ReportLoss | ReleaseLoss)
    both = request.side is Side.BOTH
    formal = isinstance(request, ReportLoss) and request.kind is not LossKind.TEMPORARY
    if step.code is not None or both or (formal and terms.formal_loss_takes_both_sides):
        return None
    if request.side is Side.HRSS:
        return step.after.bank is step.before.bank and step.after.bank_covered is step.before.bank_covered
    return step.after.hrss is step.before.hrss and step.after.hrss_covered is step.before.hrss_covered


@promise(
    "a formal report takes both sides where the rulebook says so",
    "规定正式挂失双侧同时生效的，两侧同时挂失",
    "XJ22-76-5",
    N.REPORT_LOSS,
    arises=switched("formal_loss_takes_both_sides", "yes"),
)
def formal_takes_both_sides(step: Asked, _terms: Terms) -> bool | None:
    request = step.request
    assert isinstance(request, ReportLoss)
    if step.code is not None or request.kind is LossKind.TEMPORARY:
        return None
    gone = (Bank.NONE, Bank.CANCELLED)
    half = step.outcome is Outcome.PARTIAL
    return step.after.hrss is Hrss.FORMALLY_LOST and (half or step.after.bank in (Bank.FORMALLY_LOST, *gone))


@promise(
    "a release brings back exactly the state that the report covered",
    "解挂恢复挂失前的状态",
    "XJ13-M-013a XX17-19b JS-15",
    N.RELEASE_LOSS,
)
def release_restores(step: Asked, _terms: Terms) -> bool | None:
    if step.code is not None:
        return None
    before, after = step.before, step.after
    hrss = after.hrss is before.hrss or (after.hrss is before.hrss_covered and after.hrss_covered is None)
    bank = after.bank is before.bank or (after.bank is before.bank_covered and after.bank_covered is None)
    half = step.outcome is Outcome.PARTIAL
    return hrss and bank and (half or after.hrss is not before.hrss or after.bank is not before.bank)


@promise(
    "a lapse brings back exactly the state that the report covered, and is over with it",
    "临时挂失到期恢复挂失前的状态，且只到期一次",
    "JS-19",
    of_time=True,
    arises=switched("!temporary_loss_lapses_after", "never"),
)
def lapse_restores_once(step: Asked, _terms: Terms) -> bool | None:
    before, after = step.before, step.after
    if before.hrss is after.hrss:
        return None
    return after.hrss is before.hrss_covered and after.hrss_loss is None and after.hrss_covered is None


@promise(
    "no deadline passes twice: what lapsed or expired is not waited for again",
    "任何期限只届满一次",
    "JS-19 temporary_loss_lapses_after card_validity temporary_card",
    of_time=True,
)
def no_deadline_passes_twice(step: Asked, _terms: Terms) -> bool | None:
    names = [event.name for event in step.events]
    return len(names) == len(set(names)) if names else None


@promise(
    "a formal report is not taken back where the rulebook makes it final",
    "规定正式挂失不能解挂的，不予解挂",
    "XJ22-76-6 XJ13-H-049 release_after_formal_loss",
    N.RELEASE_LOSS,
    arises=switched("release_after_formal_loss", "never"),
)
def formal_is_final(step: Asked, _terms: Terms) -> bool | None:
    request = step.request
    assert isinstance(request, ReleaseLoss)
    hrss = request.side is not Side.BANK and step.before.hrss is Hrss.FORMALLY_LOST
    bank = request.side is not Side.HRSS and step.before.bank is Bank.FORMALLY_LOST
    return step.code is not None if hrss or bank else None


@promise(
    "once the replacement is handled nothing is released",
    "已办理补卡的不能解挂",
    "XJ13-M-013a XJ13-H-050 XX17-19b JS-20",
    N.RELEASE_LOSS,
)
def no_release_once_replaced(step: Asked, _terms: Terms) -> bool | None:
    making = step.before.making
    if step.before.order not in UNDER_WAY or making is None or making.name is not N.REPLACE:
        return None
    return step.code is not None


@promise(
    "a formal report taken at an outlet is released at no other outlet",
    "在网点办理的正式挂失须回原网点解挂",
    "JS-21",
    N.RELEASE_LOSS,
    arises=in_place("jiangsu"),
)
def released_at_the_same_outlet(step: Asked, _terms: Terms) -> bool | None:
    loss = step.before.hrss_loss
    assert step.request is not None
    if (
        step.before.hrss is not Hrss.FORMALLY_LOST
        or loss is None
        or not loss.outlet
        or not step.request.outlet
    ):
        return None
    return step.code is not None if loss.outlet != step.request.outlet else None


@state_rule(
    "a side remembers what a report covers exactly while it is lost",
    "挂失期间且仅在挂失期间记有挂失前的状态",
    "XJ13-M-013a states_refuse",
)
def covered_while_lost(file: CardFile, _terms: Terms) -> bool | None:
    hrss = (file.hrss_covered is not None) is (file.hrss in HRSS_LOST)
    bank = (file.bank_covered is not None) is (file.bank in BANK_LOST)
    return hrss and bank


@state_rule(
    "a temporary report lapses where the rulebook says so, and a formal one never",
    "临时挂失依规定到期，正式挂失不到期",
    "JS-19 XJ22-73-3 temporary_loss_lapses_after",
)
def only_temporary_reports_lapse(file: CardFile, terms: Terms) -> bool | None:
    loss = file.hrss_loss
    if loss is None:
        return None
    expected = loss.kind is LossKind.TEMPORARY and terms.temporary_loss_lapses_after is not None
    return (loss.lapses is not None) is expected


@state_rule(
    "the card counts as missing exactly while a side of a card in hand is lost",
    "卡片状态与挂失一致",
    "XJ13-M-012a states_refuse",
)
def body_goes_with_the_report(file: CardFile, _terms: Terms) -> bool | None:
    if file.body not in (Body.WITH_HOLDER, Body.REPORTED_LOST):
        return None
    lost = file.hrss in HRSS_LOST or file.bank in BANK_LOST
    return (file.body is Body.REPORTED_LOST) is lost


@state_rule(
    "the electronic card is limited exactly while the HRSS side is lost",
    "社保侧挂失期间电子社保卡受限",
    "XJ22-73-4",
    arises=switched("electronic_card", "yes"),
)
def e_card_is_limited_while_lost(file: CardFile, _terms: Terms) -> bool | None:
    if file.e_card in (ECard.NONE, ECard.CANCELLED):
        return None
    return (file.e_card is ECard.ACTIVE) is (file.hrss not in HRSS_LOST)
