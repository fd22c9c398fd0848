"""Loss reports and releases."""

from attrs import frozen

from sscard_core.model.arguments import LossKind
from sscard_core.model.arguments import RequestName as N
from sscard_core.model.requests.base import Request
from sscard_core.model.statuses import Side


@frozen(kw_only=True)
class ReportLoss(Request):
    """Report the card lost on one side or both."""

    name = N.REPORT_LOSS
    side: Side
    kind: LossKind | None = None


@frozen(kw_only=True)
class ReleaseLoss(Request):
    """Take back a loss report."""

    name = N.RELEASE_LOSS
    side: Side
