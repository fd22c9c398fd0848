"""Requests about records: personal data, queries, what is noted."""

from attrs import field, frozen

from sscard_core.model.arguments import InformationField
from sscard_core.model.arguments import RequestName as N
from sscard_core.model.requests.base import Request
from sscard_core.model.statuses import Side

Fields = tuple[tuple[InformationField, str], ...]


@frozen(kw_only=True)
class UpdateInformation(Request):
    """Change data in the person's record."""

    name = N.UPDATE_INFORMATION
    fields: Fields = field(repr=False)


@frozen(kw_only=True)
class CorrectBaseRecord(Request):
    """Correct the base record from which cards are printed."""

    name = N.CORRECT_BASE_RECORD
    fields: Fields = field(default=(), repr=False)


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
