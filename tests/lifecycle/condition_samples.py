"""What the tests of the conditions share: a case put together by hand, and what a condition or fact answers to it."""

from datetime import date
from typing import Any, Final

from attrs import evolve
from desk_samples import Readings, desk_of, moment, opened, person

from sscard_core import Situation
from sscard_core import requests as ask
from sscard_core.lifecycle.case import Case
from sscard_core.lifecycle.conditions import CONDITIONS, FACTS
from sscard_core.model.arguments import LossKind, RequestName, Service
from sscard_core.model.card_file import Loss, Making
from sscard_core.model.channels import Channel
from sscard_core.model.statuses import Bank, Hrss, Order

MONDAY: Final = "2026-03-09T10:00"
FORMAL, TEMPORARY = LossKind.FORMAL, LossKind.TEMPORARY
NO_CARD: Final[dict[str, Any]] = {
    "card": None,
    "hrss": Hrss.NONE,
    "bank": Bank.NONE,
    "order": Order.NONE,
    "making": None,
}
"""What a file says before a first card."""


def making(name: RequestName = RequestName.REPLACE, **facts: Any) -> Making:
    """Return how a card in the making was asked for."""
    usual = {"service": Service.FAST, "through": Channel.CARD_OUTLET, "accepted_on": date(2026, 3, 2)}
    return Making(name=name, **{**usual, **facts})


def loss(kind: LossKind = FORMAL, through: Channel = Channel.CARD_OUTLET, outlet: str = "") -> Loss:
    """Return a loss report."""
    return Loss(kind=kind, through=through, outlet=outlet, at=moment("2026-03-02T10:00"))


def asked(
    request: ask.Request,
    at: str = MONDAY,
    *,
    book: str = "jiangsu",
    readings: Readings = (),
    holder: dict[str, Any] | None = None,
    **changes: Any,
) -> Case:
    """Return the case of a request for a working card, some of whose file is set otherwise."""
    file = evolve(opened(book, Situation.ACTIVE).file, holder=person(**(holder or {})), **changes)
    desk = desk_of(book, readings)
    return Case(file, request, moment(at), desk.rules.terms, desk.verifier)


def answer(name: str, case: Case) -> bool | None:
    """Return what a condition, or a fact, says of a case."""
    return CONDITIONS[name].holds(case) if name in CONDITIONS else FACTS[name].holds(case)
