"""Conditions on money: what may leave which account, and how much."""

from sscard_core.lifecycle.case import Case
from sscard_core.lifecycle.conditions.base import condition
from sscard_core.lifecycle.ledger import COVERS, account_debited, balance_debited
from sscard_core.model.refusals import RefusalCode as C
from sscard_core.model.requests import Deposit, Transfer
from sscard_core.model.statuses import Bank, Hrss, Insurance, Side


@condition(C.SERVICE_NOT_OFFERED, "nothing but credits and medical bills touches the HRSS account by hand",
           "社保账户不接受自行存入")  # fmt: skip
def paid_into_the_bank_account(case: Case) -> bool:
    assert isinstance(case.request, Deposit)
    return case.request.account is Side.BANK


@condition(C.ACCOUNTS_SEPARATE, "no money moves between the two accounts", "两个账户资金不能互转")
def accounts_stay_separate(case: Case) -> bool:
    request = case.request
    assert isinstance(request, Transfer)
    return request.to is not Side.HRSS and (request.from_ is not Side.HRSS or request.to is None)


@condition(
    C.NO_CASH,
    "nothing leaves the HRSS account but for the holder's own treatment",
    "个人账户资金只用于本人医疗消费",
)
def no_cash_from_hrss(case: Case) -> bool | None:
    return False if account_debited(case.request) is Side.HRSS else None


@condition(C.INSUFFICIENT_FUNDS, "the balance suffices", "余额充足")
def balance_suffices(case: Case) -> bool | None:
    balance = balance_debited(case)
    return None if balance is None else bool(COVERS[balance](case.file, case.amount))


@condition(C.WRONG_STATE, "the HRSS account can be credited", "个人账户可以划入")
def account_can_be_credited(case: Case) -> bool:
    live = case.file.hrss not in (Hrss.CANCELLED,)
    return live and case.file.insurance in (Insurance.INSURED, Insurance.MOVED)


@condition(C.NOT_ACTIVATED, "the finance account is activated", "金融账户已激活",
           readings=("contribute_and_benefit_need_bank",))  # fmt: skip
def finance_is_activated(case: Case) -> bool | None:
    if not case.has_card:
        return None
    return not case.terms.contribute_and_benefit_need_bank or case.file.bank is not Bank.INACTIVE
