"""Requests that switch functions on."""

from attrs import field, frozen

from sscard_core.model.arguments import RequestName as N
from sscard_core.model.requests.base import Request


@frozen(kw_only=True)
class ActivateBank(Request):
    """Activate the finance function; the holder sets the bank PIN."""

    name = N.ACTIVATE_BANK
    bank_pin: str | None = field(default=None, repr=False)


@frozen(kw_only=True)
class EnableHrss(Request):
    """Enable the HRSS function without the bank."""

    name = N.ENABLE_HRSS


@frozen(kw_only=True)
class RequestHomeVisit(Request):
    """Ask that the bank come to the holder's home to activate the card."""

    name = N.REQUEST_HOME_VISIT


@frozen(kw_only=True)
class AllowECardDuringLoss(Request):
    """Allow the electronic card while the physical one is lost."""

    name = N.ALLOW_E_CARD_DURING_LOSS
