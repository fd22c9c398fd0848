"""Requests about records: personal data, queries, what is noted."""

from collections.abc import Callable
from typing import Final

from attrs import field, frozen

from sscard_core.model.arguments import InformationField
from sscard_core.model.arguments import RequestName as N
from sscard_core.model.identifiers import CitizenNumber, IdentifierError, Mobile
from sscard_core.model.requests.base import Request, RequestError
from sscard_core.model.statuses import Side

Fields = tuple[tuple[InformationField, str], ...]
CHECKED: Final[dict[InformationField, Callable[[str], object]]] = {
    InformationField.MOBILE: Mobile.parse,
    InformationField.ID_NUMBER: CitizenNumber.parse,
}


def are_sound(_request: object, _attribute: object, fields: Fields) -> None:
    """Check that telephone and ID numbers are ones. Raises: RequestError."""
    for name, value in fields:
        if name in CHECKED:
            try:
                CHECKED[name](value)
            except IdentifierError as problem:
                raise RequestError("fields", f"{name}: {problem}") from None


def are_some(_request: object, _attribute: object, fields: Fields) -> None:
    """Check that something is to be changed. Raises: RequestError."""
    if not fields:
        raise RequestError(
            "fields", f"name at least one of {', '.join(str(each) for each in InformationField)}"
        )


@frozen(kw_only=True)
class UpdateInformation(Request):
    """Change data in the person's record."""

    name = N.UPDATE_INFORMATION
    fields: Fields = field(repr=False, validator=[are_some, are_sound])


@frozen(kw_only=True)
class CorrectBaseRecord(Request):
    """Correct the base record from which cards are printed."""

    name = N.CORRECT_BASE_RECORD
    fields: Fields = field(default=(), repr=False, validator=are_sound)


@frozen(kw_only=True)
class QueryStatus(Request):
    """Ask for the card's state."""

    name = N.QUERY_STATUS
    side: Side = Side.HRSS


@frozen(kw_only=True)
class QueryBalance(Request):
    """Ask for a balance."""

    name = N.QUERY_BALANCE
    side: Side = Side.HRSS


@frozen(kw_only=True)
class QueryRecords(Request):
    """Ask for the records of a side."""

    name = N.QUERY_RECORDS
    side: Side = Side.HRSS


@frozen(kw_only=True)
class ReportMalfunction(Request):
    """Report that the activated card is not accepted."""

    name = N.REPORT_MALFUNCTION


@frozen(kw_only=True)
class MigrateMedicalCard(Request):
    """Move the old medical card's balance to the HRSS account."""

    name = N.MIGRATE_MEDICAL_CARD


@frozen(kw_only=True)
class RecordMaliciousExchange(Request):
    """Enter malicious exchanging into the credit record."""

    name = N.RECORD_MALICIOUS_EXCHANGE
