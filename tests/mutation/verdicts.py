"""Trying mutants: each in a process of its own, on what runs the changed lines."""

import ast
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final

import live_code
from attrs import frozen
from baseline import Baseline, measured
from forks import each_in_a_fork, in_a_fork
from killers import TESTS, Scenarios, Suite, is_test, scenario_names
from mutants import Mutant

SCENARIO: Final = "scenario"
TEST: Final = "test"
TIMEOUT: Final = "timeout"
NOTHING: Final = "nothing"
NOT_LIVE: Final = "not live"
Answer = tuple[str, str]


@frozen
class Verdict:
    """What a mutant was killed by, and by which one of them; by nothing if it survived."""

    mutant: Mutant
    by: str
    name: str = ""


@frozen
class Measured:
    """What was measured before anything was changed, and what runs when the package is imported."""

    baseline: Baseline
    at_import: Baseline

    def is_cold(self, mutant: Mutant) -> bool:
        """True where the change takes part in the import, so that it cannot be put in afterwards."""
        return mutant.function is None or bool(self.at_import.of_lines(mutant.file, mutant.lines))

    def killers_of(self, mutant: Mutant) -> frozenset[str]:
        """Return what runs the changed lines, or those that an import-time change is likely to show through."""
        if not self.is_cold(mutant):
            return self.baseline.of_lines(mutant.file, mutant.lines)
        found: frozenset[str] = frozenset()
        for file in self.baseline.ran:
            found |= self.baseline.of_lines(Path(file), _lines_with(file, mutant.names))
        return found


@cache
def _names_by_line(file: str) -> dict[str, frozenset[int]]:
    """Return on which lines of a file each name stands; a function's or class's name, on those of its body too."""
    found: dict[str, set[int]] = {}
    for node in ast.walk(ast.parse(Path(file).read_text("utf-8"))):
        match node:
            case ast.Name(id=name, lineno=line) | ast.Attribute(attr=name, lineno=line):
                found.setdefault(name, set()).add(line)
            case ast.FunctionDef(name=name, body=body) | ast.ClassDef(name=name, body=body):
                lines = range(body[0].lineno, (body[-1].end_lineno or 0) + 1)
                found.setdefault(name, set()).update(lines)
            case _:
                pass
    return {name: frozenset(lines) for name, lines in found.items()}


def _lines_with(file: str, names: frozenset[str]) -> frozenset[int]:
    known = _names_by_line(file)
    return frozenset().union(*(known.get(name, frozenset()) for name in names))


def _import_package(_: str = "") -> bool:
    import sscard_core.scenario.parse  # noqa: PLC0415 - a mutant may be imported with it
    import sscard_core.scenario.play  # noqa: F401, PLC0415

    return True


def _measure() -> Measured:
    at_import = measured(["import"], _import_package)
    found = [measured(scenario_names(), Scenarios().holds)]
    Suite(lambda suite: found.append(measured(suite.items, suite.holds))).run(TESTS)
    played, tested = found
    return Measured(played.with_more(tested), at_import)


def measure() -> Measured:
    """Measure, in a process of its own, what each scenario and each test runs."""
    answer = in_a_fork(_measure)
    assert isinstance(answer, Measured), "nothing could be measured"
    return answer


def _try_in_place(mutant: Mutant, known: Measured, scenarios: Scenarios, suite: Suite) -> Answer:
    """Try a mutant that is in place. An identifier is tried on the tests first, which need not read a file for it."""
    stages = [(SCENARIO, scenarios.holds), (TEST, suite.holds)]
    if mutant.module.startswith("sscard_core.model"):
        scenarios.read.clear()
        stages.reverse()
    names = known.killers_of(mutant)
    for stage, holds in stages:
        concerned = [name for name in names if is_test(name) is (stage == TEST)]
        killer = known.baseline.first_failing(concerned, holds)
        if killer:
            return stage, killer
    return NOTHING, ""


def _try_warm(mutants: list[Mutant], known: Measured, jobs: int) -> list[Verdict]:
    """Try mutants of functions, by giving their code to the functions of a process that has read everything."""
    scenarios = Scenarios()
    for name in scenario_names():
        scenarios.load(name)
    verdicts: list[Verdict] = []

    def try_all(suite: Suite) -> None:
        cached = live_code.caches()

        def attempt(mutant: Mutant) -> Answer:
            try:
                live_code.swap(mutant)
            except live_code.NotLive:
                return NOT_LIVE, ""
            live_code.forget(cached)
            return _try_in_place(mutant, known, scenarios, suite)

        for mutant, answer in each_in_a_fork(attempt, mutants, jobs):
            verdicts.append(_verdict(mutant, answer))
            _tell(verdicts[-1], len(verdicts), len(mutants))

    Suite(try_all).run(TESTS)
    return verdicts


def _try_cold(mutant: Mutant, known: Measured) -> Answer:
    """Try a mutant in a process that has not imported the package: on what is likely to notice it, then on the rest."""
    live_code.import_changed(mutant)
    try:
        _import_package()
    except Exception:
        return SCENARIO, "its import"
    likely, scenarios = known.killers_of(mutant), Scenarios()
    for names in (likely, known.baseline.seconds.keys() - likely):
        played = [name for name in names if not is_test(name)]
        killer = known.baseline.first_failing(played, scenarios.holds)
        if killer:
            return SCENARIO, killer
        killer = _first_failing_test(frozenset(names) - set(played), known)
        if killer:
            return TEST, killer
    return NOTHING, ""


def _first_failing_test(names: frozenset[str], known: Measured) -> str | None:
    """Collect tests, which a change may already prevent, and return the first that fails."""
    killers: list[str | None] = []

    def try_all(suite: Suite) -> None:
        killers.append(known.baseline.first_failing(names & suite.items.keys(), suite.holds))

    files = sorted({name.partition("::")[0] for name in names})
    if files:
        Suite(try_all).run(files)
    if not killers:
        return "their collection" if files else None
    return killers[0]


def _verdict(mutant: Mutant, answer: Answer | None) -> Verdict:
    return Verdict(mutant, *(answer or (TIMEOUT, "")))


def _tell(verdict: Verdict, done: int, of: int) -> None:
    """Tell whoever waits how far it is, and what survives."""
    if verdict.by == NOTHING:
        print(f"survives: {verdict.mutant.module}: {verdict.mutant.told}", file=sys.stderr, flush=True)
    if done % 100 == 0 or done == of:
        print(f"{done:,} of {of:,}", file=sys.stderr, flush=True)


def tried(mutants: list[Mutant], known: Measured, jobs: int) -> Iterator[Verdict]:
    """Yield the verdict on every mutant."""
    cold = [mutant for mutant in mutants if known.is_cold(mutant)]
    warm = [mutant for mutant in mutants if not known.is_cold(mutant)]
    verdicts = in_a_fork(lambda: _try_warm(warm, known, jobs)) if warm else []
    assert isinstance(verdicts, list), "the tests could not be collected"
    yield from (each for each in verdicts if each.by != NOT_LIVE)
    cold += [each.mutant for each in verdicts if each.by == NOT_LIVE]
    for done, (mutant, answer) in enumerate(
        each_in_a_fork(lambda each: _try_cold(each, known), cold, jobs), start=1
    ):
        verdict = _verdict(mutant, answer)
        _tell(verdict, done, len(cold))
        yield verdict
