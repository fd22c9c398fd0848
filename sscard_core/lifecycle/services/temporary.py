"""Temporary cards: issue, extension, loss, return."""

from datetime import timedelta

from sscard_core.lifecycle.case import Case
from sscard_core.lifecycle.conditions import offers, people, temporary
from sscard_core.lifecycle.services.base import Act, Moves, service
from sscard_core.lifecycle.table import Region as R
from sscard_core.lifecycle.table import Trigger as T
from sscard_core.model.arguments import RequestName
from sscard_core.model.decisions import Fee
from sscard_core.model.events import EventName as E
from sscard_core.model.statuses import Temporary

FIRST = (offers.in_force, offers.temporary_cards_exist)
LAST = (offers.counter_open, *people.WHO_COMES)
ASKS = (*FIRST, offers.not_cancelled_or_applied_anew, *LAST)


def _move(trigger: T) -> Moves:
    return ((R.TEMPORARY, trigger),)


@service(RequestName.ISSUE_TEMPORARY, *ASKS, moves=lambda _case: _move(T.ISSUE))
def issue_temporary(case: Case, act: Act) -> None:
    period = case.terms.temporary_card
    assert period is not None, "a condition asked for it"
    act.rests_on("temporary_card")
    if case.file.temporary is Temporary.REPORTED_LOST and act.knows("lost_temporary_card_is_paid"):
        act.fee = Fee.TARIFF
    ends = period.end_after(case.day)
    act.event(E.TEMPORARY_CARD_ISSUED, ("temporary_ends", ends), take=(R.TEMPORARY,))


@service(RequestName.EXTEND_TEMPORARY, *ASKS, moves=lambda _case: _move(T.EXTEND))
def extend_temporary(case: Case, act: Act) -> None:
    ends = case.file.temporary_ends
    assert ends is not None, "a valid temporary card has an end"
    act.rests_on("temporary_card_extension")
    last_day = ends.date() - timedelta(days=1)
    later = case.terms.temporary_card_extension.end_after(last_day)
    act.event(E.TEMPORARY_CARD_EXTENDED, ("temporary_ends", later))


@service(
    RequestName.REPORT_TEMPORARY_LOSS,
    *ASKS,
    moves=lambda _case: _move(T.LOSE),
)
def report_temporary_loss(_case: Case, act: Act) -> None:
    act.event(E.TEMPORARY_CARD_REPORTED_LOST, take=(R.TEMPORARY,))


@service(
    RequestName.RELEASE_TEMPORARY_LOSS,
    *ASKS,
    temporary.still_needs_a_bridge,
    temporary.temporary_period_runs,
    moves=lambda _case: _move(T.FIND),
)
def release_temporary_loss(_case: Case, act: Act) -> None:
    act.event(E.TEMPORARY_CARD_RELEASED, take=(R.TEMPORARY,))


@service(
    RequestName.RETURN_TEMPORARY,
    *FIRST,
    offers.not_cancelled_or_card_out,
    *LAST,
    moves=lambda _case: _move(T.RETURN),
)
def return_temporary(_case: Case, act: Act) -> None:
    act.event(E.TEMPORARY_CARD_RETURNED, ("temporary_ends", None), take=(R.TEMPORARY,))
