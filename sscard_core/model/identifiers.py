"""Identifiers in one place: the numbers of people and cards, each a value that was checked when made."""

from sscard_core.model.card_numbers import BankCardNumber, CardIdentificationCode, CardNumber
from sscard_core.model.citizen_number import UNASSIGNED_REGION, CitizenNumber, NumberKind
from sscard_core.model.identifier import (
    FutureBirthDate,
    Identifier,
    IdentifierError,
    ImpossibleBirthDate,
    WrongCharacters,
    WrongCheckDigit,
    WrongLength,
)
from sscard_core.model.mobile import Mobile

__all__ = [
    "UNASSIGNED_REGION",
    "BankCardNumber",
    "CardIdentificationCode",
    "CardNumber",
    "CitizenNumber",
    "FutureBirthDate",
    "Identifier",
    "IdentifierError",
    "ImpossibleBirthDate",
    "Mobile",
    "NumberKind",
    "WrongCharacters",
    "WrongCheckDigit",
    "WrongLength",
]
