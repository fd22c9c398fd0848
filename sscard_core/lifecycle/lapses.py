"""What time alone does: reports that lapse, cards that expire. Each becomes an event at the moment it fell due."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from sscard_core.lifecycle.case import BANK_LOST
from sscard_core.lifecycle.engine import fire
from sscard_core.lifecycle.services.losses import release_changes
from sscard_core.lifecycle.table import Region, Trigger
from sscard_core.model.card_file import CardFile, Change
from sscard_core.model.events import Event, fold
from sscard_core.model.events import EventName as E
from sscard_core.model.moments import midnight
from sscard_core.model.statuses import Bank, Body, ECard, Hrss, Temporary

SWITCH = {
    E.LOSS_LAPSED: "temporary_loss_lapses_after",
    E.CARD_EXPIRED: "card_validity",
    E.TEMPORARY_CARD_EXPIRED: "temporary_card",
}
"""The switch that each lapse rests on."""


def _loss_lapse(file: CardFile) -> datetime | None:
    loss = file.hrss_loss
    return loss.lapses if loss and file.hrss is Hrss.TEMPORARILY_LOST else None


def _lapse_loss(file: CardFile, at: datetime) -> Event:
    released = fire(Region.HRSS, file.hrss, Trigger.RELEASE, file.hrss_covered)
    changes: list[Change] = [("hrss", released), *release_changes({Region.HRSS: released})]
    if file.body is Body.REPORTED_LOST and file.bank not in BANK_LOST:
        changes.append(("body", fire(Region.BODY, file.body, Trigger.FIND, None)))
    if file.e_card in (ECard.LIMITED, ECard.LIMITED_ALLOWED):
        changes.append(("e_card", fire(Region.E_CARD, file.e_card, Trigger.RESTORE, None)))
    return Event(E.LOSS_LAPSED, at, tuple(changes))


def _card_expiry(file: CardFile) -> datetime | None:
    concerned = file.bank is Bank.ACTIVE or (file.bank in BANK_LOST and file.bank_covered is Bank.ACTIVE)
    return midnight(file.card.last_valid_day + timedelta(days=1)) if file.card and concerned else None


def _expire_card(file: CardFile, at: datetime) -> Event:
    field = "bank" if file.bank is Bank.ACTIVE else "bank_covered"
    return Event(E.CARD_EXPIRED, at, ((field, fire(Region.BANK, Bank.ACTIVE, Trigger.EXPIRE, None)),))


def _temporary_expiry(file: CardFile) -> datetime | None:
    return file.temporary_ends if file.temporary is Temporary.VALID else None


def _expire_temporary(file: CardFile, at: datetime) -> Event:
    expired = fire(Region.TEMPORARY, file.temporary, Trigger.EXPIRE, None)
    return Event(E.TEMPORARY_CARD_EXPIRED, at, (("temporary", expired),))


LAPSES = (
    (_loss_lapse, _lapse_loss),
    (_card_expiry, _expire_card),
    (_temporary_expiry, _expire_temporary),
)
"""When each lapse falls due in a file, and the event it becomes."""


def lapses(file: CardFile, at: datetime) -> Iterator[Event]:
    """Yield what fell due up to a moment, that moment included, in order of time."""
    while True:
        due = [(when, make) for falls_due, make in LAPSES if (when := falls_due(file)) and when <= at]
        if not due:
            return
        when, make = min(due, key=lambda each: each[0])
        event = make(file, when)
        file = fold(file, (event,))
        yield event


def something_lapses(file: CardFile, at: datetime) -> bool:
    """True where a lapse fell due; cheaper than asking for it."""
    return any((when := falls_due(file)) is not None and when <= at for falls_due, _ in LAPSES)
