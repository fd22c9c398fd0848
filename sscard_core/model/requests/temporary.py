"""Requests about temporary cards."""

from attrs import frozen

from sscard_core.model.arguments import RequestName as N
from sscard_core.model.requests.base import Request


@frozen(kw_only=True)
class IssueTemporary(Request):
    """Ask for a temporary card."""

    name = N.ISSUE_TEMPORARY


@frozen(kw_only=True)
class ExtendTemporary(Request):
    """Ask for a longer period of the temporary card."""

    name = N.EXTEND_TEMPORARY


@frozen(kw_only=True)
class ReportTemporaryLoss(Request):
    """Report the temporary card lost."""

    name = N.REPORT_TEMPORARY_LOSS


@frozen(kw_only=True)
class ReleaseTemporaryLoss(Request):
    """Take back the report of a lost temporary card."""

    name = N.RELEASE_TEMPORARY_LOSS


@frozen(kw_only=True)
class ReturnTemporary(Request):
    """Hand the temporary card back."""

    name = N.RETURN_TEMPORARY
