"""Reading the steps of a scenario: what is asked, and what is expected to come of it."""

from collections.abc import Callable
from datetime import datetime
from typing import Final

from sscard_core.lifecycle.status import STATUS_KEYS
from sscard_core.lifecycle.table import STATES, Region
from sscard_core.model.arguments import BankAnswer, RequestName
from sscard_core.model.citations import Clause, UnknownClause
from sscard_core.model.decisions import Advice, Fee, Outcome, ProcedureStage
from sscard_core.model.events import EventName
from sscard_core.model.money import show_yuan
from sscard_core.model.papers import Paper
from sscard_core.model.refusals import RefusalCode
from sscard_core.model.statuses import Use
from sscard_core.model.words import Word
from sscard_core.scenario.arguments import read_request
from sscard_core.scenario.reader import Reader
from sscard_core.scenario.script import Expected, Step
from sscard_core.yaml_files.nodes import Value

MOST_STEPS: Final = 1000
Read = Callable[[Reader, Value, str], object]


def read_clause(reader: Reader, value: Value) -> Clause:
    try:
        return Clause(reader.text(value, "a clause"))
    except UnknownClause as problem:
        reader.fail(value, str(problem))


def read_steps(reader: Reader, value: Value) -> tuple[Step, ...]:
    if not isinstance(value.content, tuple) or not value.content:
        reader.fail(value, "steps is a list of at least one step")
    if len(value.content) > MOST_STEPS:
        reader.fail(value, f"a scenario has at most {MOST_STEPS} steps; this has {len(value.content)}")
    steps: list[Step] = []
    for number, each in enumerate(value.content, start=1):
        steps.append(_step(reader, each, number, steps[-1].on if steps else None))
    return tuple(steps)


def _step(reader: Reader, value: Value, number: int, before: datetime | None) -> Step:
    if not isinstance(value.content, dict):
        reader.fail(value, "a step is a table with `do` or `show`")
    given = dict(value.content)
    if ("do" in given) == ("show" in given):
        reader.fail(value, "a step has either `do` (a request) or `show` (time passes), and one of them only")
    on = reader.moment(given.pop("on"), "on") if "on" in given else before
    if on is None:
        reader.fail(value, "the first step needs `on`, a moment such as 2026-03-02T10:00")
    if before is not None and on < before:
        reader.fail(
            value, f"the step is on {on:%Y-%m-%dT%H:%M}, before the step before it ({before:%Y-%m-%dT%H:%M})"
        )
    asked = "do" in given
    expected = _expected(reader, given, asked=asked)
    answer = BankAnswer.DONE
    if "bank_answers" in given:
        answer = reader.word(BankAnswer, given.pop("bank_answers"), "bank_answers")
    request = None
    if asked:
        name = reader.word(RequestName, given.pop("do"), "do")
        request = read_request(reader, name, value, given, expected.refused)
    elif given:
        reader.table(
            Value(given, value.line), "a step that shows", ("on", "show", "events", "assumed", "clause")
        )
        key = next(iter(given))
        reader.fail(given[key], f"`{key}` belongs to a step with `do`")
    return Step(number=number, line=value.line, on=on, request=request, bank_answer=answer, expected=expected)


def _expected(reader: Reader, given: dict[str, Value], *, asked: bool) -> Expected:
    """Take the expectations out of a step's keys."""
    made: dict[str, object] = {}
    for key in EXPECTATIONS if asked else SHOWN:
        if key in given:
            attribute, read = READ_EXPECTATION[key]
            made[attribute] = read(reader, given.pop(key), key)
    if "refused" in made:
        made["outcome"] = Outcome.REFUSED
    return Expected(**made)  # type: ignore[arg-type]


def _word_of(kind: type[Word]) -> Read:
    return lambda reader, value, key: reader.word(kind, value, key)


def _words_of(kind: type[Word]) -> Callable[[Reader, Value, str], tuple[Word, ...]]:
    return lambda reader, value, key: reader.items(value, key, lambda each: reader.word(kind, each, key))


def _liable(reader: Reader, value: Value, key: str) -> bool:
    text = reader.text(value, key)
    if text not in ("holder", "none"):
        reader.fail(value, f"liable can be holder or none; found {text[:40]!r}")
    return text == "holder"


def _status(reader: Reader, value: Value, what: str) -> dict[str, str | int | list[str]]:
    table = reader.table(value, what, STATUS_KEYS)
    return {key: _status_value(reader, key, each) for key, each in table.items()}


def _status_value(reader: Reader, key: str, value: Value) -> str | int | list[str]:
    if key == "usable":
        return sorted(
            str(each) for each in reader.items(value, key, lambda each: reader.word(Use, each, key))
        )
    if key == "generation":
        return reader.number(value, key, 2, 3)
    if key.endswith("_balance"):
        return show_yuan(reader.amount(value, key))
    return str(reader.word(STATES[Region.read(key)], value, key))


READ_EXPECTATION: Final[dict[str, tuple[str, Read]]] = {
    "refused": ("refused", _word_of(RefusalCode)),
    "outcome": ("outcome", _word_of(Outcome)),
    "missing": ("missing", lambda reader, value, key: frozenset(_words_of(Paper)(reader, value, key))),
    "clause": (
        "clauses",
        lambda reader, value, key: reader.items(value, key, lambda each: read_clause(reader, each)),
    ),
    "fee": ("fee", _word_of(Fee)),
    "due": ("due", lambda reader, value, key: reader.day(value, key)),
    "then": ("status", _status),
    "show": ("status", _status),
    "events": ("events", _words_of(EventName)),
    "assumed": (
        "assumed",
        lambda reader, value, key: reader.items(value, key, lambda each: reader.text(each, key)),
    ),
    "liable": ("liable", _liable),
    "advice": (
        "advice",
        lambda reader, value, key: tuple(str(each) for each in _words_of(Advice)(reader, value, key)),
    ),
    "at_stage": ("at_stage", _word_of(ProcedureStage)),
}
"""How each expectation is read, and the attribute it becomes."""
EXPECTATIONS: Final = tuple(key for key in READ_EXPECTATION if key != "show")
SHOWN: Final = ("show", "events", "assumed", "clause")
