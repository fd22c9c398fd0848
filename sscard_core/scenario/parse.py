"""Reading a scenario file into a Scenario. Every error carries file and line and says what was expected there."""

from datetime import datetime
from pathlib import Path
from typing import Final

from attrs import fields

from sscard_core.lifecycle.opening import Situation, Start
from sscard_core.lifecycle.rules import RuleError, Rules
from sscard_core.lifecycle.status import STATUS_KEYS
from sscard_core.lifecycle.table import STATES, Region
from sscard_core.model.arguments import BankAnswer, RequestName
from sscard_core.model.citations import Clause, UnknownClause
from sscard_core.model.decisions import Advice, Fee, Outcome, ProcedureStage
from sscard_core.model.events import EventName
from sscard_core.model.identifiers import CitizenNumber, IdentifierError, Mobile
from sscard_core.model.papers import Paper
from sscard_core.model.people import Holder, Household, IdType, Residence
from sscard_core.model.refusals import RefusalCode
from sscard_core.model.sex import Sex
from sscard_core.model.statuses import Use
from sscard_core.rulebooks import UnknownRulebook, find_rulebook
from sscard_core.rulebooks.book import Rulebook
from sscard_core.rulebooks.places import RulebookError
from sscard_core.rulebooks.read import read_switch
from sscard_core.scenario.arguments import read_request
from sscard_core.scenario.nodes import Value, read_values
from sscard_core.scenario.reader import Reader
from sscard_core.scenario.script import Expected, Scenario, Step

TOP: Final = ("scenario", "rulebook", "readings", "clauses", "holder", "start", "steps")
EXPECTATIONS: Final = (
    "refused", "missing", "clause", "fee", "due", "then", "events", "assumed", "liable", "advice",
    "at_stage", "outcome",
)  # fmt: skip
TYPICAL_BIRTH: Final = "1980-01-01"
MOST_STEPS: Final = 1000


def read_scenario(file: Path) -> Scenario:
    """Read a scenario file.

    Raises: ScenarioError, with file and line.
    """
    root = read_values(file)
    reader = Reader(str(file))
    top = reader.table(root, "a scenario", TOP)
    for needed in ("scenario", "rulebook", "steps"):
        if needed not in top:
            reader.fail(root, f"a scenario needs `{needed}`")
    book = _rulebook(reader, top)
    steps = _steps(reader, top["steps"])
    start = _start(reader, top, steps[0].on)
    if steps and steps[0].on.date() < start.on:
        reader.fail(
            top["steps"], f"the first step is on {steps[0].on.date()}, before the start on {start.on}"
        )
    holder = _holder(reader, top.get("holder"), start)
    clauses = (
        reader.items(top["clauses"], "clauses", lambda each: _clause(reader, each))
        if "clauses" in top
        else ()
    )
    title = reader.text(top["scenario"], "scenario")
    return Scenario(
        file=str(file), title=title, book=book, clauses=clauses, holder=holder, start=start, steps=steps
    )


def _rulebook(reader: Reader, top: dict[str, Value]) -> Rulebook:
    name = reader.text(top["rulebook"], "rulebook")
    beside = Path(reader.file).parent / name
    try:
        book = find_rulebook(str(beside) if name.endswith(".toml") and beside.is_file() else name)
        chosen = _readings(reader, top.get("readings"))
        Rules(book)
    except (UnknownRulebook, RulebookError, RuleError) as problem:
        reader.fail(top["rulebook"], str(problem))
    return book.with_readings(chosen)


def _readings(reader: Reader, value: Value | None) -> dict[str, str]:
    if value is None:
        return {}
    if not isinstance(value.content, dict):
        reader.fail(value, "readings is a table of switches and values")
    chosen = {}
    for switch, each in value.content.items():
        try:
            chosen[switch] = read_switch(switch, reader.text(each, switch))
        except ValueError as problem:
            reader.fail(each, str(problem))
    return chosen


def _clause(reader: Reader, value: Value) -> Clause:
    try:
        return Clause(reader.text(value, "a clause"))
    except UnknownClause as problem:
        reader.fail(value, str(problem))


HOLDER: Final = tuple(each.name for each in fields(Holder)) + ("legacy_medical_card",)
FLAGS: Final = (
    "pension", "subsidy", "offsite_registered", "old_citizen_card", "special_need", "insured",
    "second_generation_id",
)  # fmt: skip
WORDS: Final = {"sex": Sex, "id_type": IdType, "lives": Residence, "household": Household}


def _holder(reader: Reader, value: Value | None, start: Start) -> Holder:
    table = reader.table(value, "holder", HOLDER) if value else {}
    given: dict[str, object] = {}
    for key, each in table.items():
        if key in FLAGS:
            given[key] = reader.yes_no(each, key)
        elif key in WORDS:
            given[key] = reader.word(WORDS[key], each, key)
        elif key in ("name", "address"):
            given[key] = reader.text(each, key)
        elif key == "valid_cards_elsewhere":
            given[key] = reader.number(each, key, 0, 99)
        elif key == "mobile":
            given[key] = _identifier(reader, each, key, Mobile)
    return _born_and_numbered(reader, table, given, start)


def _identifier(reader: Reader, value: Value, key: str, kind: type[Mobile]) -> Mobile:
    try:
        return kind.parse(reader.text(value, key))
    except IdentifierError as problem:
        reader.fail(value, f"{key}: {problem}")


def _born_and_numbered(
    reader: Reader, table: dict[str, Value], given: dict[str, object], start: Start
) -> Holder:
    """Complete the holder: birth date and number must agree, and a number is made where none is given."""
    place = table.get("born", Value(TYPICAL_BIRTH, 1))
    born = reader.day(place, "born")
    if "id_number" in table:
        number_place = table["id_number"]
        try:
            number = CitizenNumber.parse(reader.text(number_place, "id_number"), today=start.on)
        except IdentifierError as problem:
            reader.fail(number_place, f"id_number: {problem}")
        if "born" in table and number.born != born:
            reader.fail(number_place, f"id_number tells another birth date than `born`, {born}")
        born = number.born
    else:
        sex = given.get("sex", Sex.UNSTATED)
        assert isinstance(sex, Sex)
        number = CitizenNumber.synthetic(born, sex)
    if born > start.on:
        reader.fail(place, f"born on {born}, after the start on {start.on}")
    name = given.pop("name", "测试")
    return Holder(name=str(name), born=born, id_number=number, **given)  # type: ignore[arg-type]


START: Final = (
    "situation", "on", "bank", "generation", "hrss_balance", "bank_balance", "hrss_pin", "bank_pin", "outlet",
)  # fmt: skip


def _start(reader: Reader, top: dict[str, Value], first: datetime) -> Start:
    table = reader.table(top["start"], "start", START) if "start" in top else {}
    given: dict[str, object] = {"on": first.date()}
    for key, each in table.items():
        if key == "situation":
            given[key] = reader.word(Situation, each, key)
        elif key == "on":
            given[key] = reader.moment(each, key).date()
        elif key == "generation":
            given[key] = reader.number(each, key, 2, 3)
        elif key.endswith("_balance"):
            given[key] = reader.amount(each, key)
        elif key.endswith("_pin"):
            given[key] = reader.six_digit_pin(each, key)
        else:
            given[key] = reader.text(each, key)
    holder = top.get("holder")
    if holder and isinstance(holder.content, dict) and "legacy_medical_card" in holder.content:
        legacy = reader.table(
            holder.content["legacy_medical_card"], "legacy_medical_card", ("balance", "pin")
        )
        given["legacy_balance"] = reader.amount(legacy["balance"], "balance") if "balance" in legacy else 0
        given["legacy_pin"] = reader.six_digit_pin(legacy["pin"], "pin") if "pin" in legacy else None
    return Start(**given)  # type: ignore[arg-type]


def _steps(reader: Reader, value: Value) -> tuple[Step, ...]:
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
    keys = EXPECTATIONS if asked else ("show", "events", "assumed", "clause")
    own = {key: given.pop(key) for key in keys if key in given}
    made: dict[str, object] = {}
    for key, value in own.items():
        match key:
            case "refused":
                made["refused"] = reader.word(RefusalCode, value, key)
                made["outcome"] = Outcome.REFUSED
            case "outcome":
                made["outcome"] = reader.word(Outcome, value, key)
            case "missing":
                made["missing"] = frozenset(
                    reader.items(value, key, lambda each: reader.word(Paper, each, "missing"))
                )
            case "clause":
                made["clauses"] = reader.items(value, key, lambda each: _clause(reader, each))
            case "fee":
                made["fee"] = reader.word(Fee, value, key)
            case "due":
                made["due"] = reader.day(value, key)
            case "then" | "show":
                made["status"] = _status(reader, value, key)
            case "events":
                made["events"] = reader.items(value, key, lambda each: reader.word(EventName, each, "events"))
            case "assumed":
                made["assumed"] = reader.items(value, key, lambda each: reader.text(each, "assumed"))
            case "advice":
                made["advice"] = reader.items(
                    value, key, lambda each: str(reader.word(Advice, each, "advice"))
                )
            case "liable":
                made["liable"] = _liable(reader, value)
            case "at_stage":
                made["at_stage"] = reader.word(ProcedureStage, value, key)
    return Expected(**made)  # type: ignore[arg-type]


def _liable(reader: Reader, value: Value) -> bool:
    text = reader.text(value, "liable")
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
        amount = reader.amount(value, key)
        return f"{amount // 100}.{amount % 100:02d}"
    return str(reader.word(STATES[Region.read(key)], value, key))
