"""Card files and events to JSON and back, without loss.

The JSON holds personal data and verification values (never a PIN): it belongs in the store of record, not in a log.
Everything carries the schema's version; a version that is not known is refused.
"""

import json
from collections.abc import Iterable
from datetime import date, datetime
from functools import cache
from typing import Any, Final, get_type_hints

from cattrs import Converter
from cattrs.errors import BaseValidationError

from sscard_core.model.card_file import CardFile, Change
from sscard_core.model.events import Event, EventName
from sscard_core.model.identifiers import CitizenNumber, Mobile
from sscard_core.model.moments import SHANGHAI
from sscard_core.model.money import Fen
from sscard_core.model.postings import Posting
from sscard_core.model.statuses import Side
from sscard_core.model.words import Word

SCHEMA: Final = 1


class WireError(ValueError):
    """A JSON text is no card file or no events of a known schema."""


def _read_moment(raw: Any, _kind: object) -> datetime:
    return datetime.fromisoformat(raw).astimezone(SHANGHAI)


@cache
def _converter() -> Converter:
    converter = Converter(forbid_extra_keys=True)
    converter.register_unstructure_hook_func(_is_word, str)
    converter.register_structure_hook_func(_is_word, lambda raw, kind: kind.read(raw))
    converter.register_unstructure_hook(datetime, datetime.isoformat)
    converter.register_structure_hook(datetime, _read_moment)
    converter.register_unstructure_hook(date, date.isoformat)
    converter.register_structure_hook(date, lambda raw, _kind: date.fromisoformat(raw))
    converter.register_unstructure_hook(bytes, bytes.hex)
    converter.register_structure_hook(bytes, lambda raw, _kind: bytes.fromhex(raw))
    converter.register_unstructure_hook_func(_is_set, lambda words: sorted(str(word) for word in words))
    converter.register_structure_hook_func(_is_fen, lambda raw, _kind: Fen(int(raw)))
    for identifier in (CitizenNumber, Mobile):
        converter.register_unstructure_hook(identifier, lambda each: each.text)
        converter.register_structure_hook(identifier, lambda raw, kind: kind.parse(raw))
    return converter


def _is_word(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, Word)


def _is_set(kind: Any) -> bool:
    return getattr(kind, "__origin__", kind) is frozenset


def _is_fen(kind: Any) -> bool:
    return kind is Fen


@cache
def _field_types() -> dict[str, Any]:
    return get_type_hints(CardFile)


def _change_out(change: Change) -> list[Any]:
    name, value = change
    return [name, _converter().unstructure(value, unstructure_as=_field_types()[name])]


def _change_in(raw: list[Any]) -> Change:
    name, value = raw
    return name, _converter().structure(value, _field_types()[name])


def _event_out(event: Event) -> dict[str, Any]:
    return {
        "name": str(event.name),
        "at": event.at.isoformat(),
        "changes": [_change_out(each) for each in event.changes],
        "postings": [[str(each.account), each.amount] for each in event.postings],
    }


def _event_in(raw: dict[str, Any]) -> Event:
    structure = _converter().structure
    return Event(
        EventName.read(raw["name"]),
        structure(raw["at"], datetime),
        tuple(_change_in(each) for each in raw["changes"]),
        tuple(Posting(Side.read(side), Fen(amount)) for side, amount in raw["postings"]),
    )


def _envelope(kind: str, content: Any) -> str:
    return json.dumps({"schema": SCHEMA, kind: content}, ensure_ascii=False, sort_keys=True)


def _open(kind: str, text: str) -> Any:
    try:
        raw = json.loads(text)
    except ValueError as problem:
        raise WireError(f"no JSON: {problem}") from None
    if not isinstance(raw, dict) or kind not in raw:
        raise WireError(f"no {kind} in it")
    if raw.get("schema") != SCHEMA:
        raise WireError(f"schema {raw.get('schema')!r} is not known; this version reads schema {SCHEMA}")
    return raw[kind]


def file_to_json(file: CardFile) -> str:
    """Write a card file."""
    return _envelope("card_file", _converter().unstructure(file))


def file_from_json(text: str) -> CardFile:
    """Read a card file. Raises: WireError."""
    raw = _open("card_file", text)
    try:
        return _converter().structure(raw, CardFile)
    except (BaseValidationError, ValueError, TypeError, KeyError, AttributeError):
        raise WireError("a field of the card file is missing, unknown or malformed") from None


def events_to_json(events: Iterable[Event]) -> str:
    """Write events."""
    return _envelope("events", [_event_out(each) for each in events])


def events_from_json(text: str) -> tuple[Event, ...]:
    """Read events. Raises: WireError."""
    raw = _open("events", text)
    try:
        return tuple(_event_in(each) for each in raw)
    except (BaseValidationError, ValueError, TypeError, KeyError, AttributeError):
        raise WireError("a field of an event is missing, unknown or malformed") from None
