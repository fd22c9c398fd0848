"""What a step changed in a card file, told in words: no name, no number, no PIN, and no verification value."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any, Final

from attrs import frozen

from sscard_core.lifecycle.table import Region
from sscard_core.model.card_file import Card, CardFile, Loss, Making, Mark
from sscard_core.model.money import show_yuan
from sscard_core.model.pins import Secret

NOTHING: Final = "none"
"""What is said of a field that is empty."""


@frozen
class Changed:
    """A field of the card file that a step changed, and what it said before and after."""

    field: str
    before: str
    after: str


def _making(making: Making) -> str:
    told = (making.name, making.service, making.through, making.bank, making.stage or "")
    return " ".join(str(each) for each in told if each)


def _card(card: Card) -> str:
    return " ".join(
        part
        for part in (f"generation {card.generation}", card.bank, f"valid to {card.last_valid_day}")
        if part
    )


def _loss(loss: Loss) -> str:
    told = f"{loss.kind} through {loss.through}"
    return f"{told}, lapses {_moment(loss.lapses)}" if loss.lapses else told


def _moment(moment: datetime) -> str:
    return f"{moment:%Y-%m-%dT%H:%M}"


def _tries(secret: Secret) -> str:
    return f"{secret.wrong_tries} wrong"


def _marks(marks: frozenset[Mark]) -> str:
    return ", ".join(sorted(str(each) for each in marks)) or NOTHING


Told = Callable[[Any], str]

FIELDS: Final[dict[str, Told]] = {
    **{region.value: str for region in Region},
    **dict.fromkeys(
        ("hrss_covered", "bank_covered", "hrss_unlocked", "hrss_pin_unlocked", "bank_pending"), str
    ),
    **dict.fromkeys(("hrss_balance", "bank_balance", "legacy_balance"), show_yuan),
    **dict.fromkeys(("hrss_loss", "bank_loss"), _loss),
    **dict.fromkeys(("hrss_secret", "bank_secret"), _tries),
    "making": _making,
    "card": _card,
    "temporary_ends": _moment,
    "marks": _marks,
}
"""The fields that are told, and how; every other one is personal or follows from these."""


def changes(before: CardFile, after: CardFile) -> Iterator[Changed]:
    """Yield what differs between two files of one person, field by field."""
    for name, told in FIELDS.items():
        was, becomes = (_words(told, getattr(file, name)) for file in (before, after))
        if was != becomes:
            yield Changed(name, was, becomes)


def _words(told: Told, value: object) -> str:
    return NOTHING if value is None else told(value)
