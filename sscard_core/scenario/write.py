"""Writing a scenario file: what `parse` reads, from plain values, in the words of the vocabulary."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Final

from attrs import NOTHING, Attribute, field, fields, frozen

from sscard_core.lifecycle.opening import Start
from sscard_core.model.arguments import BankAnswer
from sscard_core.model.decisions import Outcome
from sscard_core.model.identifiers import CitizenNumber, Mobile
from sscard_core.model.money import Fen, show_yuan
from sscard_core.model.people import Holder
from sscard_core.model.requests import Request
from sscard_core.model.words import Word
from sscard_core.scenario.arguments import TYPED
from sscard_core.scenario.holders import START
from sscard_core.scenario.script import Expected
from sscard_core.yaml_files.writing import in_order, listed, on_one_line, yaml_text

AMOUNTS: Final = frozenset({"amount", "hrss_balance", "bank_balance"})
OUTSIDE: Final = "outside"
"""An account that is not the card's, in a transfer."""

EXPECTED: Final = {
    "missing": "missing",
    "clauses": "clause",
    "fee": "fee",
    "due": "due",
    "events": "events",
    "assumed": "assumed",
    "advice": "advice",
    "at_stage": "at_stage",
}
"""Expectations that are written as they are, and the keys they are written under."""

WIDEST: Final = 110


@frozen(kw_only=True)
class DraftStep:
    """A step to be written: a request put at a moment, or time that passes; and what is expected of it."""

    on: datetime
    request: Request | None = None
    bank_answer: BankAnswer = BankAnswer.DONE
    expected: Expected = field(factory=Expected)


@frozen(kw_only=True)
class Draft:
    """A scenario to be written. `rulebook` is an id or a file's name, `clauses` what the scenario is evidence for."""

    title: str
    rulebook: str
    readings: Mapping[str, str] = field(factory=dict)
    clauses: Sequence[str] = ()
    holder: Holder
    start: Start
    steps: Sequence[DraftStep]


def scenario_text(draft: Draft) -> str:
    """Return the text of a scenario file. A PIN, a name and a number are written as they are."""
    table: dict[str, object] = {"scenario": draft.title, "rulebook": draft.rulebook}
    if draft.readings:
        table["readings"] = on_one_line(dict(draft.readings))
    if draft.clauses:
        table["clauses"] = listed(draft.clauses)
    table["holder"] = on_one_line(_holder(draft.holder, draft.start))
    table["start"] = on_one_line(_start(draft.start))
    table["steps"] = [in_order(_step(each)) for each in draft.steps]
    return yaml_text(table, WIDEST)


def _holder(holder: Holder, start: Start) -> dict[str, object]:
    told = {"name": holder.name, "born": holder.born, **_given(holder)}
    if start.legacy_balance is not None:
        card = {"balance": show_yuan(start.legacy_balance)}
        told["legacy_medical_card"] = card | ({"pin": start.legacy_pin} if start.legacy_pin else {})
    return told


def _start(start: Start) -> dict[str, object]:
    return {key: value for key, value in {"on": start.on, **_given(start)}.items() if key in START}


def _step(step: DraftStep) -> dict[str, object]:
    moment = step.on.strftime("%Y-%m-%dT%H:%M:%S")
    told: dict[str, object] = {"on": moment.removesuffix(":00")}
    if step.request is not None:
        told |= {"do": str(step.request.name)} | _request(step.request)
    if step.bank_answer is not BankAnswer.DONE:
        told["bank_answers"] = str(step.bank_answer)
    return told | _expected(step.expected, asked=step.request is not None)


def _request(request: Request) -> dict[str, object]:
    return {TYPED.get(name, name): value for name, value in _given(request).items()}


def _expected(expected: Expected, *, asked: bool) -> dict[str, object]:
    told: dict[str, object] = {}
    if expected.refused is not None:
        told["refused"] = str(expected.refused)
    elif expected.outcome is not Outcome.ACCEPTED:
        told["outcome"] = str(expected.outcome)
    for name, key in EXPECTED.items():
        value = getattr(expected, name)
        if value or (name == "missing" and value is not None):
            told[key] = _plain(name, value)
    if expected.liable is not None:
        told["liable"] = "holder" if expected.liable else "none"
    if expected.status is not None or not asked:
        words = {key: _plain(key, value) for key, value in (expected.status or {}).items()}
        told["then" if asked else "show"] = on_one_line(words)
    return told


def _given(thing: Holder | Start | Request) -> dict[str, object]:
    """Return what is not as it would be if left out."""
    attributes: Iterable[Attribute[object]] = fields(type(thing))
    values = ((each.name, getattr(thing, each.name), each.default) for each in attributes)
    return {name: _plain(name, value) for name, value, usual in values if usual is NOTHING or value != usual}


def _plain(name: str, value: object) -> object:
    """Return a value as it is typed."""
    plain = value
    match value:
        case None:
            plain = OUTSIDE
        case Word():
            plain = str(value)
        case CitizenNumber() | Mobile():
            plain = value.text
        case int() if name in AMOUNTS:
            plain = show_yuan(Fen(value))
        case frozenset():
            plain = listed(sorted(str(each) for each in value))
        case tuple() if name == "fields":
            plain = on_one_line({str(key): each for key, each in value})
        case tuple() | list():
            plain = listed(str(each) for each in value)
    return plain
