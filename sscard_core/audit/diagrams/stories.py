"""What is asked in each journey, in order, and where more than one way of asking may do."""

from typing import Final

from attrs import frozen

from sscard_core.checking.bounds import BANK_PIN, OWN_BANK, SOME
from sscard_core.lifecycle.opening import Situation
from sscard_core.model import requests as ask
from sscard_core.model.arguments import EndReason, LossKind, Stage
from sscard_core.model.requests import Request
from sscard_core.model.statuses import Side
from sscard_core.rulebooks.telling import Phrase

Sequence = tuple[Request, ...]


@frozen
class Wish:
    """Something to be reached: sequences of requests, of which the first that is accepted whole is taken.

    Where none is accepted the refusal of the first is told, unless the wish is one that not every rulebook knows.
    """

    ways: tuple[Sequence, ...]
    told_if_refused: bool = True


@frozen
class Story:
    """A journey before it is played: how far the person has come, and what is wished for."""

    name: str
    title: Phrase
    situation: Situation
    wishes: tuple[Wish, ...]


def _must(*ways: Sequence) -> Wish:
    return Wish(ways)


def _may(*ways: Sequence) -> Wish:
    return Wish(ways, told_if_refused=False)


_MAKING: Final = tuple(_may((ask.Produce(stage=stage),)) for stage in Stage)
_TO_USE: Final = (_must((ask.ActivateBank(bank_pin=BANK_PIN),)), _may((ask.EnableHrss(),)))


def _report(kind: LossKind) -> tuple[Sequence, ...]:
    return (
        (ask.ReportLoss(side=Side.BOTH, kind=kind),),
        tuple(ask.ReportLoss(side=side, kind=kind) for side in (Side.HRSS, Side.BANK)),
    )


STORIES: Final = (
    Story(
        "application",
        Phrase("application to card in hand", "从申领到持卡使用"),
        Situation.NO_CARD,
        (_must((ask.Apply(bank=OWN_BANK),)), *_MAKING, _must((ask.Collect(),)), *_TO_USE),
    ),
    Story(
        "loss",
        Phrase("lost card to new card", "从遗失到新卡"),
        Situation.ACTIVE,
        (
            _must(*_report(LossKind.TEMPORARY)),
            _must(*_report(LossKind.FORMAL)),
            _must((ask.Replace(),)),
            _may((ask.IssueTemporary(),)),
            *_MAKING,
            _may((ask.ReturnTemporary(),)),
            _must((ask.Collect(),)),
            *_TO_USE,
        ),
    ),
    Story(
        "death",
        Phrase("cancellation on death", "死亡后注销"),
        Situation.ACTIVE,
        (
            _must((ask.EndInsurance(reason=EndReason.DEATH),)),
            _must((ask.Settle(side=Side.BOTH),), (ask.Settle(side=Side.HRSS), ask.Settle(side=Side.BANK))),
            _must((ask.Cancel(side=Side.BOTH),), (ask.Cancel(side=Side.HRSS), ask.Cancel(side=Side.BANK))),
            _may((ask.SendDestructionReceipt(),)),
        ),
    ),
)
"""The journeys."""

BALANCE: Final = SOME
"""What is on each account where a journey begins with a card."""
