"""Conditions on exchanges and renewals: the reason, the base record, the old bank."""

from datetime import timedelta

from sscard_core.lifecycle.case import Case
from sscard_core.lifecycle.conditions.base import condition
from sscard_core.model.arguments import ExchangeReason, RequestName
from sscard_core.model.card_file import Mark
from sscard_core.model.channels import Channel
from sscard_core.model.refusals import RefusalCode as C
from sscard_core.model.requests import UpdateInformation
from sscard_core.model.statuses import (
    Bank,
)

KEY_FIELDS = frozenset({"name", "id_number"})


@condition(C.NOT_ELIGIBLE, "the validity has ended or ends soon enough", "有效期已届满或即将届满",
           readings=("renewal_window",))  # fmt: skip
def renewal_is_due(case: Case) -> bool | None:
    card, window = case.file.card, case.terms.renewal_window
    on_expiry = case.reason is ExchangeReason.EXPIRED or case.request.name is RequestName.RENEW
    if not on_expiry or card is None or window == "any_time":
        return None
    early = timedelta(days=0 if window == "after_expiry" else int(window[:-1]))
    return case.day > card.last_valid_day - early


@condition(C.WRONG_ORDER, "the base record was corrected first", "已先更正基础信息")
def base_record_is_corrected(case: Case) -> bool | None:
    if case.reason not in (ExchangeReason.DATA_CHANGED, ExchangeReason.DATA_WRONG):
        return None
    return Mark.BASE_RECORD_CORRECTED in case.file.marks


@condition(C.WRONG_ORDER, "a change of name or number goes by an exchange", "姓名、号码变更须办理换卡")
def exchange_for_key_fields(case: Case) -> bool | None:
    request = case.request
    assert isinstance(request, UpdateInformation)
    if not case.has_card:
        return None
    return False if any(each.value in KEY_FIELDS for each, _ in request.fields) else None


def _changes_bank(case: Case) -> bool:
    return case.bank != case.present_bank or case.reason is ExchangeReason.BANK_CHANGE


@condition(C.WRONG_CHANNEL, "a card of another bank is asked for at an outlet of that bank",
           "跨行补换须到拟更换银行的社保卡服务网点办理")  # fmt: skip
def another_bank_at_its_own_outlet(case: Case) -> bool | None:
    """An outlet of another bank than the card's serves nobody else."""
    if case.through is Channel.OTHER_BANK_BRANCH:
        return _changes_bank(case)
    return case.through is Channel.CARD_OUTLET if _changes_bank(case) else None


@condition(C.WRONG_ORDER, "the finance function was cancelled at the old bank", "已在原银行注销金融功能")
def old_bank_is_closed(case: Case) -> bool | None:
    return case.file.bank is Bank.CANCELLED if _changes_bank(case) else None


@condition(C.WRONG_ORDER, "the finance function was reported lost or cancelled at the old bank",
           "已在原银行办理金融功能正式挂失或注销")  # fmt: skip
def old_bank_is_lost_or_closed(case: Case) -> bool | None:
    if not _changes_bank(case):
        return None
    return case.file.bank in (Bank.CANCELLED, Bank.FORMALLY_LOST)


@condition(
    C.WRONG_OUTLET, "changed data go to an outlet of the bank on the card", "信息变更须到原卡面银行网点"
)
def outlet_of_the_same_bank(case: Case) -> bool | None:
    if case.reason not in (ExchangeReason.DATA_CHANGED, ExchangeReason.DATA_WRONG):
        return None
    return case.bank == case.present_bank


@condition(C.CARD_LOST, "the card to be handed in is not reported lost", "待换的卡未挂失")
def exchanged_card_is_at_hand(case: Case) -> bool | None:
    """A change of bank begins with a loss report at the old bank, so that one does not stand against it."""
    return None if _changes_bank(case) else not case.is_lost
