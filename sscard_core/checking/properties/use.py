"""Who may use what: a function that is lost, locked, sealed, expired or cancelled cannot be used."""

from sscard_core.checking.promises import in_place, promise, switched
from sscard_core.checking.questions import Asked
from sscard_core.lifecycle.terms import Terms
from sscard_core.model.arguments import Medium
from sscard_core.model.arguments import RequestName as N
from sscard_core.model.card_file import CardFile
from sscard_core.model.channels import Channel
from sscard_core.model.people import Actor
from sscard_core.model.requests import Transfer
from sscard_core.model.statuses import Bank, ECard, Hrss, Insurance

USES = (N.PAY_MEDICAL, N.CONTRIBUTE, N.RECEIVE_BENEFIT, N.WITHDRAW_CASH, N.TRANSFER, N.DEPOSIT)
BANK_USES = frozenset({N.WITHDRAW_CASH, N.TRANSFER, N.DEPOSIT})
HRSS_LOST = (Hrss.TEMPORARILY_LOST, Hrss.FORMALLY_LOST)
BANK_LOST = (Bank.TEMPORARILY_LOST, Bank.FORMALLY_LOST)


def uses_hrss(step: Asked) -> bool:
    """True for a use of the physical card's HRSS function."""
    assert step.request is not None
    medium = getattr(step.request, "card", Medium.PHYSICAL)
    return step.request.name not in BANK_USES and medium is Medium.PHYSICAL


def uses_bank(step: Asked, terms: Terms) -> bool:
    """True for a use of the bank function: money in and out, and HRSS money that passes through the bank account."""
    request = step.request
    assert request is not None
    through_bank = (
        request.name in (N.CONTRIBUTE, N.RECEIVE_BENEFIT) and terms.contribute_and_benefit_need_bank
    )
    return request.name in BANK_USES or through_bank


def _expired(file: CardFile, step: Asked) -> bool:
    return file.card is not None and file.card.last_valid_day < step.at.date()


@promise(
    "a function under a loss report is not used",
    "挂失期间相应功能不能使用",
    "XJ13-M-012a XJ22-76-5 XX17-19a JS-14 states_refuse",
    *USES,
)
def lost_is_unusable(step: Asked, terms: Terms) -> bool | None:
    hrss = uses_hrss(step) and step.before.hrss in HRSS_LOST
    bank = uses_bank(step, terms) and step.before.bank in BANK_LOST
    return step.code is not None if hrss or bank else None


@promise(
    "a locked HRSS function is not used, whatever card is shown",
    "社保账户锁定后不能使用",
    "XX17-24a hrss_pin_tries states_refuse",
    *USES,
)
def locked_is_unusable(step: Asked, _terms: Terms) -> bool | None:
    assert step.request is not None
    if step.request.name in BANK_USES or step.before.hrss is not Hrss.LOCKED:
        return None
    return step.code is not None


@promise(
    "a function that was not enabled is not used",
    "未启用的功能不能使用",
    "XJ13-H-016 XX17-15 XJ22-72-3 states_refuse",
    *USES,
)
def sealed_is_unusable(step: Asked, terms: Terms) -> bool | None:
    hrss = uses_hrss(step) and step.before.hrss in (Hrss.SEALED, Hrss.NONE)
    bank = uses_bank(step, terms) and step.before.bank in (Bank.INACTIVE, Bank.NONE)
    return step.code is not None if hrss or bank else None


@promise("a cancelled function is not used", "已注销的功能不能使用", "XJ22-76-4 cancelled_is_final", *USES)
def cancelled_is_unusable(step: Asked, terms: Terms) -> bool | None:
    hrss = uses_hrss(step) and step.before.hrss is Hrss.CANCELLED
    bank = uses_bank(step, terms) and step.before.bank is Bank.CANCELLED
    return step.code is not None if hrss or bank else None


@promise(
    "after the card's validity the bank function takes money in and lets none out",
    "有效期届满后金融功能只进不出",
    "XJ13-M-005b XJ22-75-11 card_validity",
    N.CONTRIBUTE,
    N.RECEIVE_BENEFIT,
    N.WITHDRAW_CASH,
    N.TRANSFER,
)
def expired_bank_lets_nothing_out(step: Asked, terms: Terms) -> bool | None:
    request = step.request
    incoming = isinstance(request, Transfer) and request.from_ is None
    if incoming or not uses_bank(step, terms) or not _expired(step.before, step):
        return None
    return step.code is not None


@promise(
    "after the card's validity the HRSS function stops where the rulebook says so",
    "规定到期停用的，到期后社保功能停用",
    "hrss_after_expiry",
    N.PAY_MEDICAL,
    N.CONTRIBUTE,
    N.RECEIVE_BENEFIT,
    arises=switched("hrss_after_expiry", "stops"),
)
def expired_hrss_stops(step: Asked, terms: Terms) -> bool | None:
    if terms.hrss_works_after_expiry or not uses_hrss(step) or not _expired(step.before, step):
        return None
    return step.code is not None


@promise(
    "after a move inside the region the card is not used before it is reset",
    "区域内转移后未重置不能使用",
    "XJ13-M-017a XJ13-H-090",
    N.PAY_MEDICAL,
    N.CONTRIBUTE,
    N.RECEIVE_BENEFIT,
    arises=switched("in_region_move", "blocked_until_reset"),
)
def moved_waits_for_reset(step: Asked, _terms: Terms) -> bool | None:
    if not uses_hrss(step) or step.before.insurance is not Insurance.MOVED:
        return None
    return step.code is not None


@promise(
    "a limited electronic card is not used until its use is allowed",
    "电子社保卡受限期间未经允许不能使用",
    "XJ22-73-4",
    N.PAY_MEDICAL,
    arises=switched("electronic_card", "yes"),
)
def limited_e_card_is_unusable(step: Asked, _terms: Terms) -> bool | None:
    if getattr(step.request, "card", None) is not Medium.ELECTRONIC:
        return None
    return (
        step.code is not None if step.before.e_card in (ECard.LIMITED, ECard.CANCELLED, ECard.NONE) else None
    )


@promise(
    "nobody uses the card but the holder, or the guardian for a ward",
    "社保卡只限本人（监护人）使用",
    "XJ13-M-019 XJ13-H-014 XX17-16",
    N.PAY_MEDICAL,
    N.CONTRIBUTE,
    N.RECEIVE_BENEFIT,
    N.WITHDRAW_CASH,
    arises=in_place("xinjiang-2013", "xinjiang-2022", "xinxiang-2017"),
)
def used_by_the_holder(step: Asked, _terms: Terms) -> bool | None:
    assert step.request is not None
    lent = step.request.by in (Actor.AGENT, Actor.FAMILY, Actor.EMPLOYER)
    return step.code is not None if lent else None


@promise(
    "each side is served in its own places: no hospital pays out bank money",
    "各侧业务只在其渠道办理",
    "XJ13-H-032 XJ13-H-006 cash_at_the_bank",
    N.WITHDRAW_CASH,
)
def cash_at_the_bank(step: Asked, _terms: Terms) -> bool | None:
    assert step.request is not None
    elsewhere = step.request.through in (
        Channel.HOSPITAL,
        Channel.PHARMACY,
        Channel.HOTLINE,
        Channel.SERVICE_WINDOW,
    )
    return step.code is not None if elsewhere else None
