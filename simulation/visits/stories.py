"""The stories behind visits in full mode: in what situation people ask for a service, and what they did before.

Shares are assumptions, and are taken among the stories told at a door. What people do who were refused stands in
`coming_again`.
"""

from collections.abc import Callable
from typing import Final

from attrs import evolve, frozen

from simulation.network.services import Door
from sscard_core.lifecycle.opening import Situation
from sscard_core.model.arguments import EndReason, ExchangeReason, InformationField, LossKind, Service
from sscard_core.model.arguments import RequestName as N
from sscard_core.model.people import Residence
from sscard_core.model.requests import (
    ActivateBank,
    Apply,
    Cancel,
    Collect,
    EndInsurance,
    EnterPin,
    Exchange,
    IssueTemporary,
    QueryStatus,
    ReleaseLoss,
    Renew,
    Replace,
    ReportLoss,
    Request,
    RequestHomeVisit,
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

    `ask` gives the ways of asking, of which the first is put that the rulebook serves at the door: some cancel both
    sides at once, others one side at each window. `expired`: the card's validity has ended. `then` is asked once the
    request is accepted. `special_need`: of a holder who is old, sick or disabled; `lives`: where the holder does.
    """

    share: float
    situation: Situation = Situation.ACTIVE
    before: tuple[Request, ...] = ()
    ask: Callable[[Service | None], tuple[Request, ...]]
    then: tuple[Request, ...] = ()
    expired: bool = False
    special_need: bool = False
    lives: Residence = Residence.LOCALLY
    doors: frozenset[Door] = frozenset(Door)


def both_lost(kind: LossKind) -> tuple[Request, ...]:
    """Return the reports that make both sides lost."""
    return tuple(ReportLoss(side=side, kind=kind) for side in (Side.HRSS, Side.BANK))


_WRONG_TRIES: Final = tuple(EnterPin(side=Side.HRSS, pin=WRONG_PIN) for _ in range(MOST_TRIES))
AFAR: Final = 4.0
"""Whoever asks online for another card lives elsewhere so many times as often as nearby. Assumption."""


def _also_from_afar(*stories: Story) -> tuple[Story, ...]:
    """Return stories, and the same online of people who live elsewhere."""
    online = frozenset({Door.ONLINE})
    return (
        *stories,
        *(
            evolve(each, share=AFAR * each.share, lives=Residence.OUTSIDE_REGION, doors=online)
            for each in stories
        ),
    )


AT_HOME: Final = frozenset({Door.HOME_VISIT})
LOSSES: Final = (
    ReportLoss(side=Side.HRSS),
    ReportLoss(side=Side.BOTH),
    ReportLoss(side=Side.HRSS, kind=LossKind.TEMPORARY),
)
RELEASES: Final = (ReleaseLoss(side=Side.HRSS), ReleaseLoss(side=Side.BOTH))
CANCELS: Final = (Cancel(), Cancel(side=Side.HRSS), Cancel(side=Side.BANK))
ENDED: Final = (EndInsurance(reason=EndReason.OTHER), Settle())

STORIES: Final[dict[N, tuple[Story, ...]]] = {
    N.APPLY: (
        Story(share=0.95, situation=Situation.NO_CARD, ask=lambda service: (Apply(service=service),)),
        Story(share=0.05, ask=lambda service: (Apply(service=service),)),  # has a card already
    ),
    N.REPLACE: _also_from_afar(
        Story(share=0.6, before=both_lost(LossKind.FORMAL), ask=lambda service: (Replace(service=service),)),
        Story(  # and takes a temporary card for the time of the replacement, where there is one
            share=0.1,
            before=both_lost(LossKind.FORMAL),
            ask=lambda service: (Replace(service=service),),
            then=(IssueTemporary(),),
        ),
        Story(share=0.3, ask=lambda service: (Replace(service=service),)),  # has not reported the loss
    ),
    N.EXCHANGE: _also_from_afar(
        Story(share=1.0, ask=lambda service: (Exchange(service=service, reason=ExchangeReason.DAMAGED),)),
    ),
    N.RENEW: _also_from_afar(
        Story(share=0.85, expired=True, ask=lambda service: (Renew(service=service),)),
        Story(share=0.15, ask=lambda service: (Renew(service=service),)),  # comes too early
    ),
    N.COLLECT: (Story(share=1.0, situation=Situation.READY, ask=lambda _service: (Collect(),)),),
    N.ACTIVATE_BANK: (
        Story(
            share=1.0,
            situation=Situation.COLLECTED,
            ask=lambda _service: (ActivateBank(bank_pin=SET_PIN),),
            doors=frozenset(Door) - AT_HOME,
        ),
        Story(
            share=0.9,
            situation=Situation.COLLECTED,
            before=(RequestHomeVisit(),),
            ask=lambda _service: (ActivateBank(bank_pin=SET_PIN),),
            special_need=True,
            doors=AT_HOME,
        ),
        Story(  # could go to the bank
            share=0.1,
            situation=Situation.COLLECTED,
            before=(RequestHomeVisit(),),
            ask=lambda _service: (ActivateBank(bank_pin=SET_PIN),),
            doors=AT_HOME,
        ),
    ),
    N.REPORT_LOSS: (Story(share=1.0, ask=lambda _service: LOSSES),),
    N.RELEASE_LOSS: (
        Story(
            share=0.5,
            before=(ReportLoss(side=Side.HRSS, kind=LossKind.TEMPORARY),),
            ask=lambda _service: RELEASES,
        ),
        Story(
            share=0.5,
            before=(ReportLoss(side=Side.HRSS, kind=LossKind.FORMAL),),
            ask=lambda _service: RELEASES,
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
        Story(share=0.7, before=ENDED, ask=lambda _service: CANCELS),
        Story(share=0.3, ask=lambda _service: CANCELS),  # is still insured
    ),
}
