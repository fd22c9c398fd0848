"""What the specification and the desk are compared on: variables, actions, views. See specs/README.md.

Both sides were given these names and bounds, and nothing else; the moves were written apart.
"""

from collections.abc import Iterator
from typing import Final

from attrs import evolve, frozen

from sscard_core.checking import ways as w
from sscard_core.checking.bounds import BANK_PIN, HRSS_PIN, OVER, OWN_BANK, SOME
from sscard_core.checking.digits import reading_on
from sscard_core.checking.questions import (
    Asked,
    Put,
    Question,
    WaitForExpiry,
    WaitForLapse,
    WaitForTemporaryEnd,
)
from sscard_core.lifecycle.case import OPEN_ORDERS
from sscard_core.lifecycle.desk import Desk
from sscard_core.lifecycle.rules import Rules
from sscard_core.lifecycle.table import State
from sscard_core.model import requests as ask
from sscard_core.model.arguments import (
    Destination,
    EndReason,
    ExchangeReason,
    Failure,
    LossKind,
    Medium,
    ReturnReason,
    Service,
    Stage,
)
from sscard_core.model.card_file import CardFile
from sscard_core.model.events import Event
from sscard_core.model.requests import Request
from sscard_core.model.statuses import (
    Bank,
    BankPin,
    Body,
    ECard,
    Hrss,
    HrssPin,
    Insurance,
    Order,
    Side,
    Temporary,
)

VARIABLES: Final = (
    "order", "making", "hrss", "hrss_covered", "hrss_unlocks_to", "bank", "bank_covered", "hrss_pin", "hrss_tries",
    "bank_pin", "bank_tries", "body", "temporary", "e_card", "insurance", "hrss_money", "bank_money", "has_card",
    "expired",
)  # fmt: skip

Vector = tuple[int, ...]
"""The value of each variable, as its place in WORDS, or as a number."""

_WORDS: Final = {
    "order": Order,
    "making": ("none", "apply", "replace", "exchange"),
    "hrss": Hrss,
    "hrss_covered": ("none", "sealed", "normal", "locked"),
    "hrss_unlocks_to": ("none", "sealed", "normal"),
    "bank": Bank,
    "bank_covered": ("none", "inactive", "active", "restricted"),
    "hrss_pin": HrssPin,
    "bank_pin": BankPin,
    "body": Body,
    "temporary": Temporary,
    "e_card": ECard,
    "insurance": Insurance,
}
WORDS: Final = {name: tuple(str(word) for word in words) for name, words in _WORDS.items()}


def vector(file: CardFile) -> Vector:
    """Return what the specification knows of a file in normal form."""
    card, making = file.card, file.making
    under_way = making is not None and file.order in OPEN_ORDERS
    is_locked = Hrss.LOCKED in (file.hrss, file.hrss_covered)
    return (
        _place("order", file.order),
        WORDS["making"].index(str(making.name)) if making is not None and under_way else 0,
        _place("hrss", file.hrss),
        _place("hrss_covered", file.hrss_covered),
        _place("hrss_unlocks_to", file.hrss_unlocked if is_locked else None),
        _place("bank", file.bank),
        _place("bank_covered", file.bank_covered),
        _place("hrss_pin", file.hrss_pin),
        file.hrss_secret.wrong_tries if file.hrss_pin is HrssPin.SET else 0,
        _place("bank_pin", file.bank_pin),
        file.bank_secret.wrong_tries if file.bank_pin is BankPin.SET else 0,
        _place("body", file.body),
        _place("temporary", file.temporary),
        _place("e_card", file.e_card),
        _place("insurance", file.insurance),
        int(file.hrss_balance > 0),
        int(file.bank_balance > 0),
        int(card is not None),
        int(card is not None and card.last_valid_day == OVER.date()),
    )


def _place(name: str, state: State | None) -> int:
    return WORDS[name].index("none" if state is None else str(state))


def told(values: Vector) -> str:
    """Return a vector in words, without what is none or nought."""
    words = (
        f"{name}={WORDS[name][value] if name in WORDS else value}"
        for name, value in zip(VARIABLES, values, strict=True)
        if value
    )
    return " ".join(words)


@frozen
class Deliver:
    """All stages of production after the first, put one after another."""

    first: Put
    label: str = "deliver"

    def ask(self, desk: Desk, file: CardFile) -> Asked:
        """Put the stages in their order; the first refusal is the answer."""
        at = file
        events: list[Event] = []
        for stage in (Stage.MANUFACTURED, Stage.PERSONALISED, Stage.DELIVERED):
            put = evolve(self.first, request=ask.Produce(stage=stage, through=self.first.request.through))
            asked = put.ask(desk, at)
            if asked.code is not None:
                return evolve(asked, before=file, after=file, events=())
            events += asked.events
            at = reading_on(file, asked.after)
        return evolve(asked, before=file, events=tuple(events))


ORDERLY: Final = (Service.STANDARD, Service.FAST, Service.BATCH)
"""Every way of making but the one while the holder waits."""

DAMAGED: Final = ExchangeReason.DAMAGED


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


REQUESTS: Final[dict[str, tuple[Request, ...]]] = {
    "apply": tuple(ask.Apply(service=each, bank=OWN_BANK) for each in ORDERLY),
    "apply_instant": (ask.Apply(service=Service.INSTANT, bank=OWN_BANK),),
    "produce": (ask.Produce(stage=Stage.ACCOUNT_OPENED),),
    "fail": (ask.Produce(failed=Failure.PRODUCTION),),
    "return_undelivered": (ask.ReturnUndelivered(reason=ReturnReason.UNREACHABLE),),
    "collect": (ask.Collect(),),
    "replace": tuple(ask.Replace(service=each) for each in ORDERLY),
    "replace_instant": (ask.Replace(service=Service.INSTANT),),
    "exchange": tuple(ask.Exchange(reason=DAMAGED, service=each) for each in ORDERLY),
    "exchange_instant": (ask.Exchange(reason=DAMAGED, service=Service.INSTANT),),
    "activate_bank": (ask.ActivateBank(bank_pin=BANK_PIN),),
    "enable_hrss": (ask.EnableHrss(),),
    **{
        f"report_{kind}_{side}": (ask.ReportLoss(side=side, kind=kind),) for kind in LossKind for side in Side
    },
    **{f"release_{side}": (ask.ReleaseLoss(side=side),) for side in Side},
    "allow_e_card": (ask.AllowECardDuringLoss(),),
    "enter_hrss_right": (ask.EnterPin(side=Side.HRSS, pin=HRSS_PIN),),
    "enter_hrss_wrong": (ask.EnterPin(side=Side.HRSS, pin=BANK_PIN),),
    "enter_bank_right": (ask.EnterPin(side=Side.BANK, pin=BANK_PIN),),
    "enter_bank_wrong": (ask.EnterPin(side=Side.BANK, pin=HRSS_PIN),),
    "change_hrss": (ask.ChangePin(side=Side.HRSS, new=HRSS_PIN),),
    "change_bank": (ask.ChangePin(side=Side.BANK, new=BANK_PIN),),
    "reset_hrss": (ask.ResetPin(side=Side.HRSS, new=HRSS_PIN),),
    "reset_bank": (ask.ResetPin(side=Side.BANK, new=BANK_PIN),),
    "unlock_hrss": (ask.UnlockPin(side=Side.HRSS),),
    "unlock_bank": (ask.UnlockPin(side=Side.BANK),),
    "issue_temporary": (ask.IssueTemporary(),),
    "extend_temporary": (ask.ExtendTemporary(),),
    "lose_temporary": (ask.ReportTemporaryLoss(),),
    "find_temporary": (ask.ReleaseTemporaryLoss(),),
    "return_temporary": (ask.ReturnTemporary(),),
    "credit_hrss": (ask.CreditHrss(amount=SOME),),
    "pay_physical": (ask.PayMedical(amount=SOME),),
    "pay_temporary": (ask.PayMedical(amount=SOME, card=Medium.TEMPORARY),),
    "pay_electronic": (ask.PayMedical(amount=SOME, card=Medium.ELECTRONIC),),
    "deposit": (ask.Deposit(account=Side.BANK, amount=SOME),),
    "withdraw": (ask.WithdrawCash(account=Side.BANK, amount=SOME),),
    "contribute": (ask.Contribute(amount=SOME),),
    "receive_benefit": (ask.ReceiveBenefit(amount=SOME),),
    "move_in_region": (ask.MoveInsurance(to=Destination.IN_REGION),),
    "reset_card_data": (ask.ResetCardData(),),
    "end_insurance": (ask.EndInsurance(reason=EndReason.SETTLED_ABROAD),),
    "settle_hrss": (ask.Settle(side=Side.HRSS),),
    "settle_bank": (ask.Settle(side=Side.BANK),),
    **{f"cancel_{side}": (ask.Cancel(side=side),) for side in Side},
    "send_receipt": (ask.SendDestructionReceipt(),),
}
"""What each action asks. A request that several channels serve is asked through each of them."""

WAITS: Final[dict[str, Question]] = {
    "loss_lapses": WaitForLapse(),
    "card_expires": WaitForExpiry(),
    "temporary_ends": WaitForTemporaryEnd(),
}

VALID_ONLY: Final = "temporary_ends"
"""The action that is compared only while the temporary card is valid."""

ADDS: Final = {"credit_hrss": "hrss_balance", "deposit": "bank_balance", "receive_benefit": "bank_balance"}
"""Actions that add a unit, which is offered only where there is none."""

COUNTS: Final = frozenset({"enter_hrss_wrong", "enter_bank_wrong"})
"""Actions that are edges though their answer is a refusal: a wrong PIN counts."""

CARDS: Final = _words(
    """
    apply apply_instant produce deliver fail return_undelivered collect replace replace_instant exchange
    exchange_instant activate_bank enable_hrss card_expires
    """
)
REPORTS: Final = frozenset(f"report_{kind}_{side}" for kind in LossKind for side in Side)
RELEASES: Final = frozenset(f"release_{side}" for side in Side)
PINS: Final = _words(
    """
    enter_hrss_right enter_hrss_wrong enter_bank_right enter_bank_wrong change_hrss change_bank reset_hrss
    reset_bank unlock_hrss unlock_bank
    """
)
TEMPORARY: Final = _words(
    "issue_temporary extend_temporary lose_temporary find_temporary return_temporary temporary_ends"
)
MONEY: Final = _words("credit_hrss pay_physical pay_electronic deposit withdraw contribute receive_benefit")
ENDINGS: Final = _words(
    """
    move_in_region reset_card_data end_insurance settle_hrss settle_bank cancel_hrss cancel_bank cancel_both
    send_receipt
    """
)
ROAD_TO_A_CARD: Final = _words("apply produce deliver collect activate_bank enable_hrss")
FORMAL: Final = frozenset(f"report_formal_{side}" for side in Side)
WHILE_ONE_WAITS: Final = _words("apply_instant replace_instant exchange_instant")

VIEWS: Final[dict[str, frozenset[str]]] = {
    "losses": CARDS - WHILE_ONE_WAITS | REPORTS | RELEASES | _words("loss_lapses allow_e_card"),
    "pins": ROAD_TO_A_CARD | PINS | FORMAL | RELEASES | _words("replace report_temporary_hrss loss_lapses"),
    "temporary": CARDS - _words("card_expires")
    | TEMPORARY
    | _words(
        "report_formal_both release_both pay_temporary credit_hrss end_insurance cancel_both cancel_hrss"
    )
    | _words("settle_hrss settle_bank"),
    "endings": ROAD_TO_A_CARD | MONEY | ENDINGS | FORMAL | RELEASES | _words("exchange card_expires"),
}
"""The sets of actions that are compared together, all others being left out."""


def questions_of(rules: Rules, view: str) -> Iterator[tuple[str, Question]]:
    """Yield every way of asking for every action of a view, with the action's name."""
    for action in sorted(VIEWS[view]):
        if action in WAITS:
            yield action, WAITS[action]
        elif action == "deliver":
            for put in w.by_the_holder(rules, ask.Produce(stage=Stage.DELIVERED)):
                yield action, Deliver(put)
        else:
            for request in REQUESTS[action]:
                for put in w.by_the_holder(rules, request):
                    yield action, put
