"""The two accounts: nothing passes between them, and little leaves the HRSS account."""

from sscard_core.checking.promises import promise, state_rule
from sscard_core.checking.questions import Asked
from sscard_core.lifecycle.ledger import account_debited
from sscard_core.lifecycle.terms import Terms
from sscard_core.model.arguments import RequestName as N
from sscard_core.model.card_file import CardFile
from sscard_core.model.requests import Transfer, WithdrawCash
from sscard_core.model.statuses import Side

PAYS_OUT = frozenset({N.SETTLE, N.CANCEL})


def posted(step: Asked, side: Side) -> int:
    """Return what a step posts to an account, all told."""
    return sum(each.amount for event in step.events for each in event.postings if each.account is side)


@promise(
    "no step takes money from one account and puts any into the other",
    "任何业务都不使资金从一个账户转入另一个账户",
    "XJ13-H-009 two_accounts",
)
def no_money_between_accounts(step: Asked, _terms: Terms) -> bool | None:
    hrss, bank = posted(step, Side.HRSS), posted(step, Side.BANK)
    if not hrss and not bank:
        return None
    return hrss * bank >= 0 and (
        not (hrss and bank) or (step.request is not None and step.request.name in PAYS_OUT)
    )


@promise(
    "no cash and no transfer leaves the HRSS account",
    "社保账户不能取现、不能转出",
    "XJ13-H-071 XJ13-H-009 two_accounts",
    N.WITHDRAW_CASH,
    N.TRANSFER,
)
def no_cash_from_hrss(step: Asked, _terms: Terms) -> bool | None:
    assert step.request is not None
    return step.code is not None if account_debited(step.request) is Side.HRSS else None


@promise(
    "nothing is transferred or paid into the HRSS account by hand",
    "不得自行向社保账户转入或存入",
    "XJ13-H-009 two_accounts",
    N.TRANSFER,
    N.DEPOSIT,
)
def nothing_paid_into_hrss(step: Asked, _terms: Terms) -> bool | None:
    request = step.request
    target = request.to if isinstance(request, Transfer) else getattr(request, "account", None)
    return step.code is not None if target is Side.HRSS else None


@promise(
    "what the HRSS account loses is the holder's treatment, or is paid out at its end",
    "社保账户资金只用于本人医疗消费，或在终止时结清",
    "XJ13-H-071 medical_use settle_before_end",
)
def hrss_money_is_for_treatment(step: Asked, _terms: Terms) -> bool | None:
    if posted(step, Side.HRSS) >= 0:
        return None
    return step.request is not None and step.request.name in (N.PAY_MEDICAL, N.SETTLE, N.APPLY)


@promise(
    "more than the balance is never taken",
    "支出不超过余额",
    "account_never_negative",
    N.PAY_MEDICAL,
    N.CONTRIBUTE,
    N.WITHDRAW_CASH,
    N.TRANSFER,
    N.SETTLE,
    N.CANCEL,
)
def no_overdraft(step: Asked, _terms: Terms) -> bool | None:
    hrss, bank = posted(step, Side.HRSS), posted(step, Side.BANK)
    if hrss >= 0 and bank >= 0:
        return None
    return (hrss >= 0 or step.before.hrss_balance + hrss >= 0) and (
        bank >= 0 or step.before.bank_balance + bank >= 0
    )


@promise(
    "a payment posts what was asked, to one account",
    "收付按所请金额记入一个账户",
    "account_never_negative two_accounts",
    N.CREDIT_HRSS,
    N.CONTRIBUTE,
    N.RECEIVE_BENEFIT,
    N.DEPOSIT,
    N.WITHDRAW_CASH,
    N.TRANSFER,
)
def payments_post_their_amount(step: Asked, _terms: Terms) -> bool | None:
    if step.code is not None:
        return None
    request = step.request
    assert request is not None
    amount: int = getattr(request, "amount", 0)
    incoming = isinstance(request, Transfer) and request.from_ is None
    out = request.name is N.CONTRIBUTE or (isinstance(request, WithdrawCash | Transfer) and not incoming)
    side = Side.HRSS if request.name is N.CREDIT_HRSS else Side.BANK
    other = Side.BANK if side is Side.HRSS else Side.HRSS
    return posted(step, side) == (-amount if out else amount) and posted(step, other) == 0


@state_rule("no balance is below nothing", "余额不为负", "account_never_negative")
def no_negative_balance(file: CardFile, _terms: Terms) -> bool | None:
    return min(file.hrss_balance, file.bank_balance, file.legacy_balance) >= 0
