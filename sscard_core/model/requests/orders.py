"""Requests about orders: applying for a card, making it, handing it out."""

from attrs import field, frozen

from sscard_core.model.arguments import ExchangeReason, Failure, ReturnReason, Service, Stage
from sscard_core.model.arguments import RequestName as N
from sscard_core.model.requests.base import Request, RequestError


@frozen(kw_only=True)
class Apply(Request):
    """Apply for a first card."""

    name = N.APPLY
    service: Service | None = None


@frozen(kw_only=True)
class Reissue(Request):
    """What replacement, exchange and renewal share. Not a request by itself."""

    service: Service | None = None
    same_number: bool = False


@frozen(kw_only=True)
class Replace(Reissue):
    """Ask for a new card in place of a lost one."""

    name = N.REPLACE


@frozen(kw_only=True)
class Exchange(Reissue):
    """Ask for a new card in place of one that is handed in."""

    name = N.EXCHANGE
    reason: ExchangeReason


@frozen(kw_only=True)
class Renew(Reissue):
    """Ask for a new card because the validity ends."""

    name = N.RENEW
    reason: ExchangeReason = ExchangeReason.EXPIRED


@frozen(kw_only=True)
class Produce(Request):
    """Report how far production has come, or where it failed: exactly one of the two."""

    name = N.PRODUCE
    stage: Stage | None = None
    failed: Failure | None = None

    def __attrs_post_init__(self) -> None:
        if (self.stage is None) == (self.failed is None):
            stages = ", ".join(str(each) for each in Stage)
            raise RequestError("stage", f"either a stage ({stages}) or what failed, and one of them only")


@frozen(kw_only=True)
class Collect(Request):
    """Take the card that is ready."""

    name = N.COLLECT


@frozen(kw_only=True)
class HandOver(Request):
    """Hand a batch of cards from one office to another."""

    name = N.HAND_OVER
    batch: str = ""
    count: int = 0
    roster: tuple[str, ...] = field(default=(), repr=False)
    signed_by: tuple[str, ...] = field(default=(), repr=False)


@frozen(kw_only=True)
class ReturnUndelivered(Request):
    """Bring back a card that could not be handed out."""

    name = N.RETURN_UNDELIVERED
    reason: ReturnReason
