"""Profiles from TOML or JSON files, with every mistake told by file, line and field.

Field names are those of `Profile`; what is left out keeps its synthetic default. Values beyond the basic ones stand in
tables by address: `[values.DF01EF06]`, `"23" = "..."`.
"""

import json
import tomllib
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any, Final

from sscard_core.device.answer_to_reset import card_factor, historical_bytes
from sscard_core.device.chip_error import ChipError
from sscard_core.device.errors import DeviceError
from sscard_core.device.files.text_places import Places
from sscard_core.device.pin_blocks import pack_pin
from sscard_core.device.profile import VERSIONS, Profile
from sscard_core.model.identifiers import BankCardNumber, CardIdentificationCode, CardNumber, CitizenNumber


class ProfileError(ChipError):
    """A profile is not one. Names file, line and field and what is expected; of values it shows nothing."""

    def __init__(self, name: str, line: int, problem: str) -> None:
        super().__init__(
            f"{name}, line {line}: {problem}", remedy="mend the line; fields left out have defaults"
        )
        self.line = line


class _Wrong(Exception):
    """What is expected of a field."""


def load_profile(path: Path) -> Profile:
    """Return the profile in a file, TOML or (.json) JSON. Raises: ProfileError."""
    try:
        text = path.read_text("utf-8")
    except OSError as problem:
        raise ProfileError(path.name, 1, f"cannot be read: {problem.strerror}") from None
    except UnicodeDecodeError:
        raise ProfileError(path.name, 1, "is not in UTF-8") from None
    return read_profile(text, path.name)


def read_profile(text: str, name: str) -> Profile:
    """Return the profile in a text; its name's ending tells TOML or JSON. Raises: ProfileError."""
    places = Places(text)
    values = {}
    for key, value in _raw(text, name, places).items():
        if key not in _FIELDS:
            raise ProfileError(
                name, places.of_key(key), f"no field {key[:24]!r}; known: {', '.join(_FIELDS)}"
            )
        try:
            values[key] = _FIELDS[key](value)
        except (_Wrong, ValueError, DeviceError) as problem:
            raise ProfileError(name, places.of_key(key), f"{key}: {problem}") from None
    return Profile(**values)


def _raw(text: str, name: str, places: Places) -> Mapping[str, Any]:
    try:
        raw = json.loads(text) if name.endswith(".json") else tomllib.loads(text)
    except json.JSONDecodeError as problem:
        raise ProfileError(name, problem.lineno, f"no JSON: {problem.msg}") from None
    except tomllib.TOMLDecodeError as problem:
        raise ProfileError(name, places.of_syntax(str(problem)), f"no TOML: {problem}") from None
    if not isinstance(raw, dict):
        raise ProfileError(name, 1, "a profile is a table of fields")
    return raw


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise _Wrong(f"expected text in quotes, found {type(value).__name__}")
    return value


def _named(value: Any) -> str:
    if not _text(value).strip():
        raise _Wrong("a name is not empty")
    return str(value)


def _digits(most: int) -> Callable[[Any], str]:
    def read(value: Any) -> str:
        text = _text(value)
        if not (text.isascii() and text.isdecimal()) or len(text) > most:
            raise _Wrong(f"expected up to {most} digits in quotes")
        return text

    return read


def _number(least: int, most: int) -> Callable[[Any], int]:
    def read(value: Any) -> int:
        if type(value) is not int or not least <= value <= most:
            raise _Wrong(f"expected a number from {least} to {most}")
        return value

    return read


def _day(value: Any) -> date:
    if type(value) is date:
        return value
    try:
        return date.fromisoformat(_text(value))
    except ValueError:
        raise _Wrong("expected a day of the calendar, such as 2020-01-31") from None


def _pin(value: Any) -> str | None:
    """Read a PIN; "" is a card that has none yet."""
    text = _text(value)
    if text:
        pack_pin(text)
    return text or None


def _bank_card(value: Any) -> BankCardNumber | None:
    return BankCardNumber.parse(value) if _text(value) else None


def _atr(value: Any) -> bytes:
    try:
        atr = bytes.fromhex(_text(value))
    except ValueError:
        raise _Wrong("expected hexadecimal digits") from None
    card_factor(historical_bytes(atr))
    return atr


def _flag(value: Any) -> bool:
    if type(value) is not bool:
        raise _Wrong("expected true or false")
    return value


def _values(value: Any) -> dict[str, dict[str, str]]:
    tables = value.values() if isinstance(value, dict) else [value]
    if not all(
        isinstance(each, dict) and all(isinstance(text, str) for text in each.values()) for each in tables
    ):
        raise _Wrong("expected a table by address of tags with text in quotes")
    found: dict[str, dict[str, str]] = value
    return found


_FIELDS: Final[Mapping[str, Callable[[Any], Any]]] = {
    "generation": _number(min(VERSIONS), max(VERSIONS)),
    "name": _named,
    "number": lambda value: CitizenNumber.parse(_text(value)),
    "nation": _digits(2),
    "birthplace": _digits(6),
    "card_number": lambda value: CardNumber.parse(_text(value)),
    "card_code": lambda value: CardIdentificationCode.parse(_text(value)),
    "card_class": _named,
    "institution": _digits(24),
    "issued_on": _day,
    "last_valid_day": _day,
    "bank_card": _bank_card,
    "pin": _pin,
    "pin_tries": _number(1, 15),
    "key_tries": _number(1, 15),
    "atr": _atr,
    "examples": _flag,
    "values": _values,
}
