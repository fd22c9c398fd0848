"""Conditions on loss reports and releases."""

from sscard_core.lifecycle.case import Case
from sscard_core.lifecycle.conditions.base import condition
from sscard_core.model.arguments import LossKind, RequestName
from sscard_core.model.channels import Channel
from sscard_core.model.refusals import RefusalCode as C
from sscard_core.model.statuses import Bank, Hrss, Side

OUTLETS = frozenset({Channel.CARD_OUTLET, Channel.BANK_BRANCH, Channel.OTHER_BANK_BRANCH})
"""Where a formal report is made in person, in a place that has a name."""


def report_is_new(case: Case, side: Side) -> bool:
    """True where a report of this kind would make the side lost, or formally lost, anew."""
    state = case.file.hrss if side is Side.HRSS else case.file.bank
    if state in (Hrss.NONE, Hrss.CANCELLED, Bank.NONE, Bank.CANCELLED):
        return False
    if state in (Hrss.TEMPORARILY_LOST, Bank.TEMPORARILY_LOST):
        return case.kind is LossKind.FORMAL
    return state not in (Hrss.FORMALLY_LOST, Bank.FORMALLY_LOST)


def sides_to_report(case: Case) -> tuple[Side, ...]:
    """Return the sides that a report makes lost anew."""
    return tuple(side for side in case.sides if report_is_new(case, side))


def sides_to_release(case: Case) -> tuple[Side, ...]:
    """Return the sides named that are under a report."""
    return tuple(side for side in case.sides if side in case.lost_sides)


def formally_lost_sides(case: Case) -> tuple[Side, ...]:
    """Return the sides named that are under a formal report."""
    formal = {
        Side.HRSS: case.file.hrss is Hrss.FORMALLY_LOST,
        Side.BANK: case.file.bank is Bank.FORMALLY_LOST,
    }
    return tuple(side for side in case.sides if formal[side])


@condition(C.WRONG_STATE, "the report makes a side lost anew", "挂失使至少一侧进入新的挂失状态")
def report_adds_something(case: Case) -> bool:
    return bool(sides_to_report(case))


@condition(C.WRONG_ORDER, "an oral report came first", "已先办理口头挂失", readings=("oral_report_first",))
def oral_report_came_first(case: Case) -> bool | None:
    if not case.terms.oral_report_first or case.kind is LossKind.TEMPORARY:
        return None
    return all(side in case.lost_sides for side in sides_to_report(case))


@condition(C.WRONG_STATE, "there is a report to release", "有可解除的挂失")
def something_to_release(case: Case) -> bool:
    return bool(sides_to_release(case))


@condition(C.REPLACEMENT_UNDER_WAY, "no replacement is under way", "尚未办理补卡手续",
           readings=("release_after_formal_loss",))  # fmt: skip
def no_replacement_under_way(case: Case) -> bool:
    """An exchange does not stand against a release: its old card works until the new one is collected."""
    making = case.file.making
    return not (case.further_card_under_way and making is not None and making.name is RequestName.REPLACE)


@condition(C.NO_RELEASE, "a formal report can be released here", "正式挂失可以解挂",
           readings=("release_after_formal_loss",))  # fmt: skip
def formal_report_is_releasable(case: Case) -> bool | None:
    return case.terms.release_after_formal_loss if formally_lost_sides(case) else None


@condition(C.WRONG_OUTLET, "it is released at the outlet that took the report", "在原挂失受理网点解挂")
def released_where_reported(case: Case) -> bool | None:
    """A report made online may be released at any outlet; where an outlet is not named, none is held against it."""
    reports = (case.file.hrss_loss, case.file.bank_loss)
    at_outlets = [
        each for each in reports if each and each.kind is LossKind.FORMAL and each.through in OUTLETS
    ]
    if not at_outlets:
        return None
    return all(not (each.outlet and case.outlet) or each.outlet == case.outlet for each in at_outlets)


@condition(C.NOT_REPORTED_LOST, "both sides are formally reported lost", "两侧均已正式挂失",
           readings=("replacement_needs_formal_loss",))  # fmt: skip
def both_sides_formally_lost(case: Case) -> bool | None:
    if not case.terms.replacement_needs_formal_loss or not case.has_card:
        return None
    return case.file.hrss is Hrss.FORMALLY_LOST and case.file.bank in (Bank.FORMALLY_LOST, Bank.CANCELLED)
