"""The normal form of a card file: everything within the bounds, and nothing that no answer depends on."""

from datetime import date, datetime

from attrs import evolve

from sscard_core.checking.bounds import LAST_DAYS, LONG_VALID, NOW, OVER, PENDING, SOME, TOLD_MARKS
from sscard_core.lifecycle.case import OPEN_ORDERS
from sscard_core.lifecycle.conditions.losses import OUTLETS
from sscard_core.lifecycle.rules import Rules
from sscard_core.model.arguments import RequestName, Service
from sscard_core.model.card_file import Card, CardFile, Change, Loss, Making
from sscard_core.model.channels import Channel
from sscard_core.model.money import NIL, Fen
from sscard_core.model.statuses import Temporary

SOON_OVER = 60
"""Days before the end of a card's validity that count as its last days."""


ASKING_HOW_REPORTED = frozenset({"reported_online", "released_together", "released_where_reported"})
"""The conditions that look at the channel and the outlet of a report."""


def remembers_reports(rules: Rules) -> bool:
    """True where a release depends on the channel or outlet of the report."""
    offer = rules.services.get(RequestName.RELEASE_LOSS)
    asked = {ask.condition.name for each in offer.provisions for ask in each.early} if offer else set()
    return not asked.isdisjoint(ASKING_HOW_REPORTED)


def normal(file: CardFile, *, reports: bool, at: datetime = NOW) -> CardFile:
    """Return the file with its dates, amounts and memories put into the bounds, as if `at` were now.

    `reports` says whether it is remembered where a loss was reported.
    """
    changes: list[Change] = [
        ("making", _making(file)),
        ("hrss_loss", _loss(file.hrss_loss, reports)),
        ("bank_loss", _loss(file.bank_loss, reports)),
        ("card", _card(file, at.date())),
        ("temporary_ends", _end(file, at)),
        ("hrss_balance", _some(file.hrss_balance)),
        ("bank_balance", _some(file.bank_balance)),
        ("legacy_balance", _some(file.legacy_balance)),
        ("marks", file.marks & TOLD_MARKS),
        ("reissues", ()),
    ]
    return file.changed(changes, (), NOW, -file.version)


def _making(file: CardFile) -> Making | None:
    """Keep of an order what is looked at while it is open: its reason and the days are not."""
    making = file.making
    if making is None or file.order not in OPEN_ORDERS:
        return None
    bound_to_channel = making.service is Service.INSTANT or making.through is Channel.ONLINE
    return evolve(
        making,
        through=making.through if bound_to_channel else Channel.SERVICE_WINDOW,
        outlet=making.outlet if making.service is Service.INSTANT else "",
        accepted_on=NOW.date(),
        due=None,
        reason=None,
        same_number=False,
    )


def _loss(loss: Loss | None, reports: bool) -> Loss | None:
    """Keep of a report its kind and, where asked, whether it was made online, in an outlet or elsewhere."""
    if loss is None:
        return None
    in_outlet = reports and loss.through in OUTLETS
    elsewhere = Channel.CARD_OUTLET if in_outlet else Channel.SERVICE_WINDOW
    return evolve(
        loss,
        through=Channel.ONLINE if reports and loss.through is Channel.ONLINE else elsewhere,
        outlet=loss.outlet if in_outlet else "",
        at=NOW,
        lapses=PENDING if loss.lapses else None,
    )


def _card(file: CardFile, day: date) -> Card | None:
    """Keep whether the card is long valid, in its last days, or expired."""
    card = file.card
    if card is None:
        return None
    left = (card.last_valid_day - day).days
    last = OVER.date() if left < 0 else LAST_DAYS if left < SOON_OVER else LONG_VALID
    return evolve(card, issued_on=NOW.date(), last_valid_day=last)


def _end(file: CardFile, at: datetime) -> datetime | None:
    if file.temporary not in (Temporary.VALID, Temporary.REPORTED_LOST) or file.temporary_ends is None:
        return None
    return PENDING if file.temporary_ends > at else OVER


def _some(amount: Fen) -> Fen:
    return SOME if amount > NIL else NIL
