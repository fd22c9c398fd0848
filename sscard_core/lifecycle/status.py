"""What people are told of a card file: the status words, the balances, and what the card can do now."""

from datetime import date
from typing import Final

from sscard_core.lifecycle.engine import row_for
from sscard_core.lifecycle.table import Region, Trigger
from sscard_core.lifecycle.terms import Terms
from sscard_core.model.card_file import CardFile
from sscard_core.model.money import show_yuan
from sscard_core.model.statuses import Hrss, Insurance, Use

Status = dict[str, str | int | list[str] | None]

STATUS_KEYS: Final = (
    "order",
    "hrss",
    "bank",
    "hrss_pin",
    "bank_pin",
    "body",
    "temporary",
    "generation",
    "e_card",
    "hrss_balance",
    "bank_balance",
    "usable",
)


def usable(file: CardFile, terms: Terms, day: date) -> tuple[Use, ...]:
    """Return what the physical card can do on a day, in alphabetical order."""
    if file.hrss is Hrss.CANCELLED:
        return ()
    expired = file.card is not None and day > file.card.last_valid_day
    hrss = (
        row_for(file.hrss, Trigger.USE, None) is not None
        and file.insurance is not Insurance.MOVED
        and (terms.hrss_works_after_expiry or not expired)
    )
    bank = row_for(file.bank, Trigger.USE, None) is not None
    through_bank = hrss and (bank or not terms.contribute_and_benefit_need_bank)
    can = {
        Use.BENEFIT: through_bank,
        Use.CONTRIBUTE: through_bank,
        Use.DEBIT: bank,
        Use.IDENTITY: hrss,
        Use.MEDICAL: hrss,
    }
    return tuple(use for use, possible in can.items() if possible)


def status(file: CardFile, terms: Terms, day: date) -> Status:
    """Return the status words of a file, as the vocabulary names them."""
    told: Status = {
        region.value: str(getattr(file, region.value)) for region in Region if region is not Region.INSURANCE
    }
    told["generation"] = file.card.generation if file.card else None
    told["hrss_balance"] = show_yuan(file.hrss_balance)
    told["bank_balance"] = show_yuan(file.bank_balance)
    told["usable"] = [str(use) for use in usable(file, terms, day)]
    return {key: told[key] for key in STATUS_KEYS}
