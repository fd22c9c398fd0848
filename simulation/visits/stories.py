"""The stories behind visits in full mode: in what situation people ask for a service, and what they did before.

Shares are assumptions. The first story of a service is that of people who did everything right; whoever comes again
after a refusal comes so.
"""

from collections.abc import Callable
from typing import Final

from attrs import frozen

from sscard_core.lifecycle.opening import Situation
from sscard_core.model.arguments import EndReason, ExchangeReason, InformationField, LossKind, Service
from sscard_core.model.arguments import RequestName as N
from sscard_core.model.requests import (
    ActivateBank,
    Apply,
    Cancel,
    Collect,
    EndInsurance,
    EnterPin,
    Exchange,
    QueryStatus,
    ReleaseLoss,
    Renew,
    Replace,
    ReportLoss,
    Request,
    ResetPin,
    Settle,
    UnlockPin,
    UpdateInformation,
)
from sscard_core.model.statuses import Side

SET_PIN: Final = "397204"
WRONG_PIN: Final = "608153"
"""Of nobody: the PINs of synthetic card files."""

MOST_TRIES: Final = 10
NEW_MOBILE: Final = "13900000000"


@frozen(kw_only=True)
class Story:
    """A share of those who ask for a service: their card's situation, what they did before, what they ask.

    `ask` gives the ways of asking, of which the first is put that the rulebook serves at a counter: some cancel both
    sides at once, others one side at each window. `expired`: the card's validity has ended.
    """

    share: float
    situation: Situation = Situation.ACTIVE
    before: tuple[Request, ...] = ()
    ask: Callable[[Service | None], tuple[Request, ...]]
    expired: bool = False


def _both_lost(kind: LossKind) -> tuple[Request, ...]:
    return tuple(ReportLoss(side=side, kind=kind) for side in (Side.HRSS, Side.BANK))


_WRONG_TRIES: Final = tuple(EnterPin(side=Side.HRSS, pin=WRONG_PIN) for _ in range(MOST_TRIES))
CANCELS: Final = (Cancel(), Cancel(side=Side.HRSS), Cancel(side=Side.BANK))
_ENDED: Final = (EndInsurance(reason=EndReason.OTHER), Settle())

STORIES: Final[dict[N, tuple[Story, ...]]] = {
    N.APPLY: (
        Story(share=0.95, situation=Situation.NO_CARD, ask=lambda service: (Apply(service=service),)),
        Story(share=0.05, ask=lambda service: (Apply(service=service),)),  # has a card already
    ),
    N.REPLACE: (
        Story(share=0.7, before=_both_lost(LossKind.FORMAL), ask=lambda service: (Replace(service=service),)),
        Story(share=0.3, ask=lambda service: (Replace(service=service),)),  # has not reported the loss
    ),
    N.EXCHANGE: (
        Story(share=1.0, ask=lambda service: (Exchange(service=service, reason=ExchangeReason.DAMAGED),)),
    ),
    N.RENEW: (
        Story(share=0.85, expired=True, ask=lambda service: (Renew(service=service),)),
        Story(share=0.15, ask=lambda service: (Renew(service=service),)),  # comes too early
    ),
    N.COLLECT: (Story(share=1.0, situation=Situation.READY, ask=lambda _service: (Collect(),)),),
    N.ACTIVATE_BANK: (
        Story(
            share=1.0, situation=Situation.COLLECTED, ask=lambda _service: (ActivateBank(bank_pin=SET_PIN),)
        ),
    ),
    N.REPORT_LOSS: (Story(share=1.0, ask=lambda _service: (ReportLoss(side=Side.HRSS),)),),
    N.RELEASE_LOSS: (
        Story(
            share=0.5,
            before=(ReportLoss(side=Side.HRSS, kind=LossKind.TEMPORARY),),
            ask=lambda _service: (ReleaseLoss(side=Side.HRSS),),
        ),
        Story(
            share=0.5,
            before=(ReportLoss(side=Side.HRSS, kind=LossKind.FORMAL),),
            ask=lambda _service: (ReleaseLoss(side=Side.HRSS),),
        ),
    ),
    N.RESET_PIN: (Story(share=1.0, ask=lambda _service: (ResetPin(side=Side.HRSS),)),),
    N.UNLOCK_PIN: (Story(share=1.0, before=_WRONG_TRIES, ask=lambda _service: (UnlockPin(side=Side.HRSS),)),),
    N.UPDATE_INFORMATION: (
        Story(
            share=1.0,
            ask=lambda _service: (UpdateInformation(fields=((InformationField.MOBILE, NEW_MOBILE),)),),
        ),
    ),
    N.QUERY_STATUS: (Story(share=1.0, ask=lambda _service: (QueryStatus(),)),),
    N.CANCEL: (
        Story(share=0.7, before=_ENDED, ask=lambda _service: CANCELS),
        Story(share=0.3, ask=lambda _service: CANCELS),  # is still insured
    ),
}
