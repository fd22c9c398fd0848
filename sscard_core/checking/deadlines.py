"""The deadlines of a card file, in one reading for files with real dates and for files in normal form."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

from attrs import field, frozen

from sscard_core.checking.bounds import LAST_DAYS, NOW
from sscard_core.checking.questions import (
    Question,
    WaitForExpiry,
    WaitForLapse,
    WaitForLastDays,
    WaitForTemporaryEnd,
)
from sscard_core.model.card_file import CardFile
from sscard_core.model.moments import midnight
from sscard_core.model.statuses import Hrss, Temporary

DAYS_LEFT: Final = LAST_DAYS - NOW.date()
"""How long a card is still valid when its last days are waited for."""


@frozen
class Deadline:
    """A moment that a file waits for. `falls` answers when; None where the file has no such deadline.

    A deadline that is `passed_by` unnoticed is no fault of a schedule: only what is asked afterwards can tell.
    """

    name: str
    waited_by: type[Question]
    falls: Callable[[CardFile], datetime | None] = field(repr=False)
    passed_by: bool = False

    def is_ahead(self, file: CardFile, at: datetime = NOW) -> bool:
        """True while the deadline is still to come."""
        falls = self.falls(file)
        return falls is not None and falls > at


def _loss_lapses(file: CardFile) -> datetime | None:
    loss = file.hrss_loss
    return loss.lapses if loss and file.hrss is Hrss.TEMPORARILY_LOST else None


def _card_expires(file: CardFile) -> datetime | None:
    return midnight(file.card.last_valid_day + timedelta(days=1)) if file.card else None


def _last_days(file: CardFile) -> datetime | None:
    return midnight(file.card.last_valid_day - DAYS_LEFT) if file.card else None


def _temporary_ends(file: CardFile) -> datetime | None:
    return file.temporary_ends if file.temporary in (Temporary.VALID, Temporary.REPORTED_LOST) else None


DEADLINES: Final = (
    Deadline("loss_lapses", WaitForLapse, _loss_lapses),
    Deadline("card_expires", WaitForExpiry, _card_expires),
    Deadline("temporary_ends", WaitForTemporaryEnd, _temporary_ends),
    Deadline("last_days", WaitForLastDays, _last_days, passed_by=True),
)


def waited_for(question: Question) -> Deadline | None:
    """Return the deadline that a question lets time pass to; None for a request."""
    return next((each for each in DEADLINES if type(question) is each.waited_by), None)
