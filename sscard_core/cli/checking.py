"""`sscard check`: explores, compares, proves and plants faults, and tells on one page what held."""

from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Final

from attrs import evolve, frozen

from sscard_core.checking.check import ExplanationError, Plan, check, law_of, read_explanations
from sscard_core.checking.explore import VERIFIER
from sscard_core.checking.results import CheckResult, PropertyResult
from sscard_core.checking.story import Story
from sscard_core.cli.check_page import tell
from sscard_core.cli.check_record import record
from sscard_core.cli.complaining import complain
from sscard_core.cli.finding import open_book
from sscard_core.cli.page import Page, emit
from sscard_core.cli.progress import Bar
from sscard_core.rulebooks import RULEBOOK_IDS, rulebook
from sscard_core.rulebooks.book import Rulebook
from sscard_core.rulebooks.readings import SWITCHES
from sscard_core.rulebooks.telling import Language
from sscard_core.scenario.evidence import Evidence
from sscard_core.scenario.files import NoScenarioError, scenario_files, usual_folder
from sscard_core.scenario.nodes import ScenarioError
from sscard_core.scenario.parse import read_scenario
from sscard_core.scenario.play import play
from sscard_core.scenario.script import Expected, Scenario
from sscard_core.scenario.write import Draft, DraftStep, scenario_text

TASKS_A_BOOK: Final = 3


@frozen
class Sources:
    """Where the specification, its kept graphs, the scenarios and the explanations stand, if they are here."""

    scenarios: Path | None

    @property
    def specs(self) -> Path | None:
        """The folder `specs`."""
        return self.scenarios.parent if self.scenarios else None

    def file(self, *parts: str) -> Path | None:
        """Return a file of the folder, None where it is not here."""
        found = self.specs.joinpath(*parts) if self.specs else None
        return found if found and found.exists() else None


def check_books(  # noqa: PLR0913 - the options of a command
    name: str | None,
    turned: Iterable[str],
    save: Path | None,
    language: Language,
    *,
    faults: bool,
    as_json: bool,
) -> int:
    """Check the published rulebooks, or one. Exit code 1: something is broken, differs or is not explained."""
    books = _books(name, turned)
    if books is None:
        return 2
    sources = Sources(usual_folder(Path.cwd()))
    if sources.specs is None:
        complain("no folder specs here or above: neither the specification nor scenarios are compared")
    is_published = all(book.id in RULEBOOK_IDS and book == rulebook(book.id) for book in books)
    try:
        plan = _plan(books, sources, is_published=is_published, faults=faults)
        with Bar(TASKS_A_BOOK * len(books)) as bar:
            result = check(plan, bar.advance)
        result = _held_against_scenarios(result, books, sources)
    except (ExplanationError, ScenarioError, NoScenarioError, OSError) as problem:
        complain(problem)
        return 2
    if save is not None:
        for file in _saved(result, books, save):
            complain(language.pick(f"written: {file}", f"已写入：{file}"))
    if as_json:
        emit(record(result))
    else:
        tell(Page(), result, language)
    return 0 if result.holds else 1


def _books(name: str | None, turned: Iterable[str]) -> tuple[Rulebook, ...] | None:
    """Return what is to be checked, with readings turned; complain and return None where a name means nothing."""
    found = [open_book(each) for each in ([name] if name else RULEBOOK_IDS)]
    readings = _readings(turned)
    if readings is None or any(book is None for book in found):
        return None
    return tuple(book.with_readings(readings) for book in found if book is not None)


def _readings(turned: Iterable[str]) -> Mapping[str, str] | None:
    readings = {}
    for each in turned:
        switch, equals, value = each.partition("=")
        if not equals or switch not in SWITCHES:
            complain(f"--reading {each}: write switch=value; the switches are {', '.join(SWITCHES)}")
            return None
        if not SWITCHES[switch].accepts(value):
            complain(f"--reading {each}: {switch} takes {SWITCHES[switch].domain}")
            return None
        readings[switch] = value
    return readings


def _plan(books: tuple[Rulebook, ...], sources: Sources, *, is_published: bool, faults: bool) -> Plan:
    """Spin is run where the law itself is checked; a user's rulebook is held against it.

    Faults of the table are planted where all of the law is checked: each shows in some rulebook, not in every one.
    """
    all_the_law = is_published and len(books) == len(RULEBOOK_IDS)
    explained = sources.file("explained-faults.toml")
    return Plan(
        books=books,
        model=sources.file("card.pml") if is_published else None,
        kept=sources.file("expected"),
        doors=sources.file("doors"),
        evidence=partial(evidence_for, sources.scenarios)
        if sources.scenarios and (faults or all_the_law)
        else None,
        faults=faults,
        explanations=read_explanations(explained) if explained else (),
        compared=sources.specs is not None,
    )


def evidence_for(folder: Path, book_id: str) -> Evidence:
    """Return the scenarios of a rulebook as evidence."""
    files = (file for file in scenario_files(folder) if book_id in file.read_text("utf-8"))
    scenarios = (read_scenario(file) for file in files)
    return Evidence((each for each in scenarios if each.book.id == book_id), VERIFIER)


def _held_against_scenarios(
    result: CheckResult, books: tuple[Rulebook, ...], sources: Sources
) -> CheckResult:
    """Play the law's scenarios under each rulebook, and note those that come out otherwise."""
    if sources.scenarios is None:
        return result
    files = scenario_files(sources.scenarios)
    scenarios = [(file, read_scenario(file)) for file in files]
    told = []
    for book, checked in zip(books, result.books, strict=True):
        own = [(file, each) for file, each in scenarios if each.book.id == law_of(book)]
        wrong = tuple(line for file, each in own for line in _contradictions(file, each, book))
        told.append(evolve(checked, scenarios=len(own), contradicted=wrong))
    return evolve(result, books=tuple(told))


def _contradictions(file: Path, scenario: Scenario, book: Rulebook) -> Iterator[str]:
    """Yield the first step of a scenario that comes out otherwise under a rulebook."""
    law = rulebook(law_of(book))
    same = book == law
    turned = {
        name: each.value for name, each in scenario.book.readings.items() if each.value != law.reading(name)
    }
    played = scenario if same else evolve(scenario, book=book.with_readings(turned))
    for step in play(played):
        if step.mismatches:
            cited = ", ".join(step.clauses)
            yield f"{file}:{step.step.line}: {step.mismatches[0]} ({cited})"
            return


def _saved(result: CheckResult, books: tuple[Rulebook, ...], folder: Path) -> Iterator[Path]:
    """Write each broken property's path as a scenario file, and yield the files."""
    folder.mkdir(parents=True, exist_ok=True)
    by_id = {book.id: book for book in books}
    for checked in result.books:
        for each in checked.properties:
            if each.story is not None:
                file = folder / f"{checked.id}-{each.name.replace('_', '-')}.yaml"
                file.write_text(scenario_text(_draft(each, each.story, by_id[checked.id])), "utf-8")
                yield file


def _draft(broken: PropertyResult, story: Story, book: Rulebook) -> Draft:
    law = rulebook(law_of(book))
    turned = {name: each.value for name, each in book.readings.items() if each.value != law.reading(name)}
    turned |= dict(story.path.readings)
    steps = [
        DraftStep(
            on=step.at,
            request=step.request,
            bank_answer=step.bank_answer,
            expected=Expected(outcome=step.decision.outcome, refused=step.code)
            if step.decision
            else Expected(),
        )
        for step in story.steps
    ]
    return Draft(
        title=f"breaks {broken.name}: {broken.en}",
        rulebook=law.id,
        readings=turned,
        holder=story.path.holder,
        start=story.path.start,
        steps=steps,
    )
