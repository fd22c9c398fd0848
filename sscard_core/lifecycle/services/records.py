"""Records: personal data, queries, malfunctions, credit record, and the old medical card's balance."""

from typing import Any

from attrs import evolve

from sscard_core.lifecycle.case import Case
from sscard_core.lifecycle.conditions import cards, exchanges, offers
from sscard_core.lifecycle.ledger import Movement, book
from sscard_core.lifecycle.services.asks import ALWAYS, CARD_IN_HAND
from sscard_core.lifecycle.services.base import Act, service
from sscard_core.lifecycle.table import Region as R
from sscard_core.lifecycle.table import Trigger as T
from sscard_core.model.arguments import InformationField, RequestName
from sscard_core.model.card_file import Mark
from sscard_core.model.decisions import Advice
from sscard_core.model.events import EventName as E
from sscard_core.model.identifiers import CitizenNumber, Mobile
from sscard_core.model.people import Holder
from sscard_core.model.requests import CorrectBaseRecord, Fields, UpdateInformation
from sscard_core.model.statuses import Hrss

KEPT = (InformationField.NAME, InformationField.ADDRESS)


def with_fields(holder: Holder, fields: Fields) -> Holder:
    """Return the holder with data changed. A photo and a payout account are kept elsewhere."""
    changes: dict[str, Any] = {}
    for name, value in fields:
        if name in KEPT:
            changes[name.value] = value
        elif name is InformationField.MOBILE:
            changes["mobile"] = Mobile.parse(value)
        elif name is InformationField.ID_NUMBER:
            changes["id_number"] = CitizenNumber.parse(value)
    return evolve(holder, **changes)


@service(
    RequestName.UPDATE_INFORMATION,
    *ALWAYS,
    exchanges.exchange_for_key_fields,
)
def update_information(case: Case, act: Act) -> None:
    request = case.request
    assert isinstance(request, UpdateInformation)
    act.event(E.INFORMATION_UPDATED, ("holder", with_fields(case.file.holder, request.fields)))
    if any(name is InformationField.PAYOUT_ACCOUNT for name, _ in request.fields):
        act.event(E.PAYOUT_ACCOUNT_UPDATED)


@service(
    RequestName.CORRECT_BASE_RECORD,
    *ALWAYS,
)
def correct_base_record(case: Case, act: Act) -> None:
    request = case.request
    assert isinstance(request, CorrectBaseRecord)
    marks = case.file.marks | {Mark.BASE_RECORD_CORRECTED}
    holder = with_fields(case.file.holder, request.fields)
    act.event(E.BASE_RECORD_CORRECTED, ("holder", holder), ("marks", marks))


QUERY_ASKS = (
    *ALWAYS,
    cards.queried_side_exists,
)


def _query(case: Case, act: Act) -> None:
    act.event(E.QUERIED)
    if case.request.name is RequestName.QUERY_STATUS and case.file.hrss is Hrss.SEALED:
        act.knows("sealed_means_not_enabled")


for _name in (RequestName.QUERY_STATUS, RequestName.QUERY_BALANCE, RequestName.QUERY_RECORDS):
    service(_name, *QUERY_ASKS)(_query)


@service(
    RequestName.REPORT_MALFUNCTION,
    *CARD_IN_HAND,
    moves=lambda _case: ((R.HRSS, T.USE),),
)
def report_malfunction(_case: Case, act: Act) -> None:
    act.event(E.MALFUNCTION_REPORTED)
    act.advice.append(Advice.EXCHANGE_CARD)


@service(
    RequestName.MIGRATE_MEDICAL_CARD,
    offers.in_force,
    offers.not_cancelled,
    cards.order_or_card_exists,
    cards.card_is_collected,
    cards.medical_card_to_migrate,
)
def migrate_medical_card(case: Case, act: Act) -> None:
    changes, postings = book(Movement.MIGRATE_MEDICAL_CARD, case.file)
    marks = case.file.marks | {Mark.MEDICAL_CARD_MIGRATED}
    act.event(E.MEDICAL_CARD_MIGRATED, *changes, ("marks", marks), postings=postings)


@service(
    RequestName.RECORD_MALICIOUS_EXCHANGE,
    offers.in_force,
    offers.not_cancelled,
    cards.order_or_card_exists,
)
def record_malicious_exchange(case: Case, act: Act) -> None:
    act.event(E.CREDIT_RECORD_ENTERED, ("marks", case.file.marks | {Mark.CREDIT_RECORDED}))
