"""Reading a scenario file into a Scenario. Every error carries file and line and says what was expected there."""

from pathlib import Path
from typing import Final

from sscard_core.lifecycle.user_rulebooks import find_checked
from sscard_core.rulebooks import UnknownRulebook
from sscard_core.rulebooks.book import Rulebook
from sscard_core.rulebooks.places import RulebookError
from sscard_core.rulebooks.read import read_switch
from sscard_core.rulebooks.readings import SWITCHES
from sscard_core.scenario.holders import read_holder, read_start
from sscard_core.scenario.nodes import read_scenario_values
from sscard_core.scenario.reader import Reader, suggestion
from sscard_core.scenario.script import Scenario
from sscard_core.scenario.steps import read_clause, read_steps
from sscard_core.yaml_files.nodes import Value

TOP: Final = ("scenario", "rulebook", "readings", "clauses", "holder", "start", "steps")


def read_scenario(file: Path, instead: Rulebook | None = None) -> Scenario:
    """Read a scenario file, to be played under its own rulebook or, where one is given, under another instead.

    Raises: ScenarioError, with file and line.
    """
    root = read_scenario_values(file)
    reader = Reader(str(file))
    top = reader.table(root, "a scenario", TOP)
    for needed in ("scenario", "rulebook", "steps"):
        if needed not in top:
            reader.fail(root, f"a scenario needs `{needed}`")
    book = _rulebook(reader, top, instead)
    steps = read_steps(reader, top["steps"])
    for step in steps:
        for name in step.expected.assumed:
            if name not in book.assumptions and name not in SWITCHES:
                reader.fail(
                    Value("", step.line),
                    f"no assumption is called {name!r}; {suggestion(name, sorted(book.assumptions))}",
                )
    start = read_start(reader, top, steps[0].on.date())
    if steps and steps[0].on.date() < start.on:
        reader.fail(
            top["steps"], f"the first step is on {steps[0].on.date()}, before the start on {start.on}"
        )
    holder = read_holder(reader, top.get("holder"), start)
    clauses = (
        reader.items(top["clauses"], "clauses", lambda each: read_clause(reader, each))
        if "clauses" in top
        else ()
    )
    title = reader.text(top["scenario"], "scenario")
    return Scenario(
        file=str(file), title=title, book=book, clauses=clauses, holder=holder, start=start, steps=steps
    )


def _rulebook(reader: Reader, top: dict[str, Value], instead: Rulebook | None) -> Rulebook:
    return (instead or _named(reader, top)).with_readings(_readings(reader, top.get("readings")))


def _named(reader: Reader, top: dict[str, Value]) -> Rulebook:
    """Return the rulebook that the file names: by id, or a file beside the scenario or below the current folder."""
    name = reader.text(top["rulebook"], "rulebook")
    beside = Path(reader.file).parent / name
    try:
        return find_checked(str(beside) if name.endswith(".toml") and beside.is_file() else name)
    except (UnknownRulebook, RulebookError, OSError) as problem:
        reader.fail(top["rulebook"], str(problem))


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
