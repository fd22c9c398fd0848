"""Loss reports and their release, on one side or both."""

from collections.abc import Mapping

from attrs import evolve

from sscard_core.lifecycle.case import BANK_LOST, HRSS_LOST, Case
from sscard_core.lifecycle.conditions import losses
from sscard_core.lifecycle.conditions.losses import sides_to_release, sides_to_report
from sscard_core.lifecycle.services.asks import CARD_IN_HAND
from sscard_core.lifecycle.services.base import Act, Move, Moves, service
from sscard_core.lifecycle.table import Region as R
from sscard_core.lifecycle.table import State
from sscard_core.lifecycle.table import Trigger as T
from sscard_core.model.arguments import LossKind, RequestName
from sscard_core.model.card_file import Change, Loss
from sscard_core.model.channels import REMOTE
from sscard_core.model.decisions import Advice
from sscard_core.model.events import EventName as E
from sscard_core.model.statuses import Body, ECard, HrssPin, Side

REGION = {Side.HRSS: R.HRSS, Side.BANK: R.BANK}


def _reporting(case: Case) -> Moves:
    trigger = T.REPORT_FORMAL if case.kind is LossKind.FORMAL else T.REPORT_TEMPORARY
    sides = sides_to_report(case)
    moves: list[Move] = [(REGION[side], trigger) for side in sides]
    if case.file.body is Body.WITH_HOLDER:
        moves.append((R.BODY, T.LOSE))
    if Side.HRSS in sides and case.file.e_card in (ECard.ACTIVE, ECard.LIMITED_ALLOWED):
        moves.append((R.E_CARD, T.LIMIT))
    return tuple(moves)


def report_changes(case: Case, kind: LossKind, moved: Mapping[R, State]) -> list[Change]:
    """Return what a report changes beside the states: the report itself, and the state it covers.

    A side that is lost already keeps its state; the report takes over its release, so it becomes the report's.
    """
    assert case.through is not None
    file = case.file
    changes: list[Change] = []
    report = Loss(kind=kind, through=case.through, outlet=case.outlet, at=case.at)
    lapse = case.terms.temporary_loss_lapses_after if kind is LossKind.TEMPORARY else None
    if R.HRSS in moved:
        lapses = lapse.end_after(case.day) if lapse else None
        changes.append(("hrss_loss", evolve(report, lapses=lapses)))
        if file.hrss not in HRSS_LOST:
            changes.append(("hrss_covered", file.hrss))
    elif file.hrss_loss and Side.HRSS in case.sides:
        changes.append(("hrss_loss", evolve(file.hrss_loss, through=case.through, outlet=case.outlet)))
    if R.BANK in moved:
        changes.append(("bank_loss", report))
        if file.bank not in BANK_LOST:
            changes.append(("bank_covered", file.bank))
    elif file.bank_loss and Side.BANK in case.sides:
        changes.append(("bank_loss", evolve(file.bank_loss, through=case.through, outlet=case.outlet)))
    return changes


@service(
    RequestName.REPORT_LOSS,
    *CARD_IN_HAND,
    losses.oral_report_came_first,
    losses.report_adds_something,
    moves=_reporting,
)
def report_loss(case: Case, act: Act) -> None:
    formal, hrss = case.kind is LossKind.FORMAL, R.HRSS in act.moved
    if case.takes_both_sides:
        act.rests_on("formal_loss_takes_both_sides")
    if not formal and hrss:
        act.rests_on("temporary_loss_lapses_after")
    changes = report_changes(case, case.kind, act.moved)
    act.event(E.LOSS_REPORTED, *changes, take=(R.HRSS, R.BANK, R.BODY, R.E_CARD))
    if formal and case.through not in REMOTE and act.knows("form_stamped"):
        act.event(E.FORM_STAMPED)
    if formal and hrss and act.knows("national_platform_synced"):
        act.event(E.NATIONAL_PLATFORM_SYNCED)
    if not formal and act.knows("written_report_follows"):
        act.advice.append(Advice.WRITTEN_REPORT_NEXT)
    if case.file.hrss_pin is HrssPin.INITIAL and act.knows("holder_liable_with_initial_pin"):
        act.liable = True


def _releasing(case: Case) -> Moves:
    sides = sides_to_release(case)
    moves: list[Move] = [(REGION[side], T.RELEASE) for side in sides]
    still_lost = any(side not in sides for side in case.lost_sides)
    if case.file.body is Body.REPORTED_LOST and not still_lost:
        moves.append((R.BODY, T.FIND))
    if Side.HRSS in sides and case.file.e_card in (ECard.LIMITED, ECard.LIMITED_ALLOWED):
        moves.append((R.E_CARD, T.RESTORE))
    return tuple(moves)


def release_changes(moved: Mapping[R, State]) -> list[Change]:
    """Return what a release forgets: the report, and what it covered."""
    changes: list[Change] = []
    if R.HRSS in moved:
        changes += [("hrss_loss", None), ("hrss_covered", None)]
    if R.BANK in moved:
        changes += [("bank_loss", None), ("bank_covered", None)]
    return changes


@service(
    RequestName.RELEASE_LOSS,
    *CARD_IN_HAND,
    losses.no_replacement_under_way,
    losses.formal_report_is_releasable,
    losses.something_to_release,
    moves=_releasing,
)
def release_loss(_case: Case, act: Act) -> None:
    act.knows("pin_survives_replacement")
    act.event(E.LOSS_RELEASED, *release_changes(act.moved), take=(R.HRSS, R.BANK, R.BODY, R.E_CARD))
