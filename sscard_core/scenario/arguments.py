"""Reading a step's arguments into a request, by the types that the request's own class declares."""

from collections.abc import Callable
from functools import cache
from typing import Any, Final, get_args

from attrs import NOTHING, fields, resolve_types

from sscard_core.model.arguments import InformationField, RequestName
from sscard_core.model.money import Fen
from sscard_core.model.papers import Paper
from sscard_core.model.refusals import RefusalCode
from sscard_core.model.requests import REQUESTS, Fields, Request, RequestError, Transfer
from sscard_core.model.statuses import Side
from sscard_core.model.words import Word
from sscard_core.scenario.reader import Reader
from sscard_core.yaml_files.nodes import Value

TYPED: Final = {"papers": "with", "from_": "from"}
"""Arguments that are typed otherwise than Python can name them."""

PINS: Final = frozenset({"pin", "old", "new", "bank_pin"})
"""A PIN of letters is a slip of the file, unless the step expects just that to be refused."""

Read = Callable[[Reader, Value, str], object]


def _word(kind: type[Word]) -> Read:
    return lambda reader, value, what: reader.word(kind, value, what)


def _texts(reader: Reader, value: Value, what: str) -> tuple[str, ...]:
    return reader.items(value, what, lambda each: reader.text(each, what))


def _papers(reader: Reader, value: Value, what: str) -> frozenset[Paper]:
    return frozenset(reader.items(value, what, lambda each: reader.word(Paper, each, what)))


def _information(reader: Reader, value: Value, what: str) -> Fields:
    table = reader.table(value, what, tuple(str(each) for each in InformationField))
    return tuple((InformationField.read(key), reader.text(each, key)) for key, each in table.items())


def _outside_or_side(reader: Reader, value: Value, what: str) -> Side | None:
    """Read one end of a transfer; anything but the card's own accounts is an account outside it."""
    text = reader.text(value, what)
    return Side.read(text) if text in ("hrss", "bank") else None


BY_NAME: Final[dict[str, Read]] = {
    "papers": _papers,
    "fields": _information,
    "from_": _outside_or_side,
    "to": lambda reader, value, what: reader.text(value, what),
    "count": lambda reader, value, what: reader.number(value, what, 0, 1_000_000),
    "roster": _texts,
    "signed_by": _texts,
    "pin": lambda reader, value, what: reader.pin(value, what),
    "old": lambda reader, value, what: reader.pin(value, what),
    "new": lambda reader, value, what: reader.pin(value, what),
    "bank_pin": lambda reader, value, what: reader.pin(value, what),
    "amount": lambda reader, value, what: reader.amount(value, what),
    "same_number": lambda reader, value, what: reader.yes_no(value, what),
}


def _reader_for(name: str, declared: Any) -> Read:
    """Return how a field is read: by its name where that says it, else by its declared type."""
    kinds = [kind for kind in (get_args(declared) or (declared,)) if kind is not type(None)]
    if isinstance(kinds[0], type) and issubclass(kinds[0], Word) and name != "from_" and len(kinds) == 1:
        return _word(kinds[0])
    if name in BY_NAME:
        return BY_NAME[name]
    if declared is Fen:
        return BY_NAME["amount"]
    return lambda reader, value, what: reader.text(value, what)


@cache
def arguments_of(name: RequestName) -> dict[str, tuple[str, Read, bool]]:
    """Return, by the word typed, a request's fields: the attribute, how it is read, whether it must be given."""
    kind = REQUESTS[name]
    resolve_types(kind)
    read = {
        TYPED.get(each.name, each.name): (
            each.name,
            _reader_for(each.name, each.type),
            each.default is NOTHING,
        )
        for each in fields(kind)
    }
    if kind is Transfer:
        read["to"] = ("to", _outside_or_side, False)
    return read


def read_request(
    reader: Reader, name: RequestName, step: Value, given: dict[str, Value], refused: RefusalCode | None
) -> Request:
    """Read a request from the step's remaining keys. Raises: ScenarioError."""
    kind = REQUESTS[name]
    known = arguments_of(name)
    values: dict[str, Any] = {}
    for key, value in given.items():
        if key not in known:
            reader.table(Value(given, step.line), f"a step that does {name}", tuple(known))
        attribute, read, _ = known[key]
        if attribute in PINS and refused is RefusalCode.PIN_FORMAT:
            values[attribute] = reader.text(value, key)
        else:
            values[attribute] = read(reader, value, key)
    for key, (_, _, needed) in known.items():
        if needed and key not in given:
            reader.fail(step, f"{name} needs `{key}`")
    try:
        return kind(**values)
    except RequestError as problem:
        typed = TYPED.get(problem.argument, problem.argument)
        reader.fail(given.get(typed, step), f"{name}: `{typed}`: {problem.problem}")
