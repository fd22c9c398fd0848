"""`sscard run`: plays scenario files and holds what came of them against what they expect."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from attrs import define

from sscard_core.cli.complaining import complain
from sscard_core.cli.finding import open_book
from sscard_core.cli.page import Page, emit
from sscard_core.cli.progress import Bar
from sscard_core.rulebooks.book import Rulebook
from sscard_core.rulebooks.telling import Language, Row
from sscard_core.scenario.asked import heading
from sscard_core.scenario.files import NoScenarioError, scenario_files
from sscard_core.scenario.nodes import ScenarioError
from sscard_core.scenario.parse import read_scenario
from sscard_core.scenario.record import step_record
from sscard_core.scenario.report import Told, perform, rows
from sscard_core.scenario.script import Scenario


@define
class Tally:
    """How many scenarios came out how."""

    held: int = 0
    failed: int = 0
    malformed: int = 0
    steps: int = 0

    @property
    def exit_code(self) -> int:
        """2 where a file is malformed or absent, else 1 where an expectation fails, else 0."""
        return 2 if self.malformed else min(self.failed, 1)

    def count(self, steps: list[Told]) -> None:
        """Count a scenario that was played."""
        self.steps += len(steps)
        if has_failed(steps):
            self.failed += 1
        else:
            self.held += 1

    def text(self, language: Language) -> str:
        """Return the last line of an account."""
        total = self.held + self.failed + self.malformed
        return language.pick(
            f"scenarios {total}, steps {self.steps}: "
            f"as expected {self.held}, not as expected {self.failed}, malformed {self.malformed}",
            f"共 {total} 个场景、{self.steps} 步："
            f"符合 {self.held}，不符 {self.failed}，文件有误 {self.malformed}",
        )


def has_failed(steps: Iterable[Told]) -> bool:
    """True where a step came out otherwise than expected."""
    return any(told.played.mismatches for told in steps)


def play_files(
    names: list[Path], instead: str | None, language: Language, *, as_json: bool, verbose: bool
) -> int:
    """Play scenario files, tell what came of them, and return the exit code."""
    book = open_book(instead) if instead else None
    if instead and book is None:
        return 2
    tally, page = Tally(), Page()
    files = found(names, tally)
    in_full = verbose or not any(name.is_dir() for name in names)
    for scenario, steps in played(files, tally, book):
        if as_json:
            for told in steps:
                emit(step_record(scenario, told.played))
        else:
            _tell(page, scenario, steps, language, in_full=in_full)
    if not as_json:
        page.line(tally.text(language))
    return tally.exit_code


def found(names: Iterable[Path], tally: Tally) -> list[Path]:
    """Return the scenario files that names stand for, each once."""
    files: dict[Path, None] = {}
    for name in names:
        try:
            files.update(dict.fromkeys(scenario_files(name)))
        except NoScenarioError as problem:
            complain(problem)
            tally.malformed += 1
    return list(files)


def played(
    files: list[Path], tally: Tally, book: Rulebook | None = None
) -> Iterator[tuple[Scenario, list[Told]]]:
    """Read and play files, count what came of them, and complain of those that cannot be read."""
    with Bar(len(files)) as bar:
        for file in files:
            try:
                scenario = read_scenario(file, book)
            except ScenarioError as problem:
                bar.clear()
                complain(problem)
                tally.malformed += 1
                continue
            steps = list(perform(scenario))
            tally.count(steps)
            bar.clear()
            yield scenario, steps
            bar.advance()


def _tell(page: Page, scenario: Scenario, steps: list[Told], language: Language, *, in_full: bool) -> None:
    failed = has_failed(steps)
    if not in_full:
        mark = language.pick("FAILS", "不符") if failed else language.pick("ok   ", "符合")
        page.line(f"{scenario.file}  {scenario.title}", "bold red" if failed else "", first=f"{mark}  ")
    if in_full or failed:
        _tell_in_full(page, scenario, steps, language)


def _tell_in_full(page: Page, scenario: Scenario, steps: list[Told], language: Language) -> None:
    page.line(scenario.title, "bold")
    page.rows(about(scenario, language))
    for told in steps:
        page.line()
        page.line(heading(told.played.step, language), "bold", first="  ")
        page.rows(rows(scenario, told, language), indent=5)
        for mismatch in told.played.mismatches:
            page.line(f"{scenario.file}:{told.played.step.line}: {mismatch}", "bold red", first="  ✗  ")
    page.line()


def about(scenario: Scenario, language: Language) -> Iterator[Row]:
    """Tell which file it is, under which rulebook, and what it is evidence for."""
    book = scenario.book
    yield Row(language.pick("file", "文件"), scenario.file)
    yield Row(
        language.pick("rulebook", "规则书"), f"{book.id}  {language.pick(book.title_en, book.title_zh)}"
    )
    if scenario.clauses:
        clauses = ", ".join(str(each) for each in scenario.clauses)
        yield Row(language.pick("evidence for", "印证条款"), clauses)
