"""Everything that a book is made from, gathered: rulebooks, drawings, tables, partings, scenarios."""

from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import Any, Final

from attrs import frozen

from sscard_core.audit.book.matter.answers import AnswerTable, answer_table
from sscard_core.audit.book.matter.checked import Checked
from sscard_core.audit.book.matter.drawings import Drawings, drawings
from sscard_core.audit.book.matter.played import PlayedScenario, play_files
from sscard_core.audit.book.matter.sources import Source, file_source, folder_source, package_sources
from sscard_core.checking.between import Comparison, between
from sscard_core.rulebooks.book import Rulebook
from sscard_core.scenario.files import scenario_files

MOST_PAIRS: Final = 2_000
"""Pairs of files that a comparison of two rulebooks looks at; `sscard check --between` looks at ten times as many."""

CHUNK: Final = 40
"""Scenarios that one process plays at a time."""

Progress = Callable[[], None]


@frozen(kw_only=True)
class Plan:
    """What to make a book from. `own` are files of the user's own rulebooks, by id; `scenarios` is their folder."""

    books: tuple[Rulebook, ...]
    own: Mapping[str, Path]
    scenarios: Path | None
    checked: Checked | None = None
    check_file: Path | None = None
    dated: date | None = None
    version: str
    workers: int | None = None


@frozen(kw_only=True)
class Inputs:
    """What the pages are made from."""

    plan: Plan
    tables: Mapping[str, AnswerTable]
    drawings: Mapping[str, Drawings]
    comparisons: Mapping[tuple[str, str], Comparison]
    scenarios: tuple[PlayedScenario, ...]
    sources: tuple[Source, ...]

    @property
    def books(self) -> tuple[Rulebook, ...]:
        """The rulebooks, the published ones first."""
        return self.plan.books

    @property
    def checked(self) -> Checked | None:
        """The result of a check, if one was given."""
        return self.plan.checked


def pieces_of(plan: Plan) -> int:
    """Return how many pieces of work there are, for those who watch."""
    chunks = -(-len(scenario_files(plan.scenarios)) // CHUNK) if plan.scenarios else 0
    return 2 * len(plan.books) + len(list(combinations(plan.books, 2))) + chunks


def gather(plan: Plan, progress: Progress = lambda: None) -> Inputs:
    """Gather everything, on as many processes as there are cores. Raises: ScenarioError; NoScenarioError; OSError."""
    listed = scenario_files(plan.scenarios) if plan.scenarios else ()
    with ProcessPoolExecutor(plan.workers) as pool:
        drawn = {book.id: pool.submit(drawings, book) for book in plan.books}
        tables = {book.id: pool.submit(answer_table, book) for book in plan.books}
        pairs = {
            (one.id, other.id): pool.submit(between, one, other, most_pairs=MOST_PAIRS)
            for one, other in combinations(plan.books, 2)
        }
        played = [
            pool.submit(play_files, plan.scenarios or Path(), listed[first : first + CHUNK])
            for first in range(0, len(listed), CHUNK)
        ]
        everything: tuple[Future[Any], ...] = (*drawn.values(), *tables.values(), *pairs.values(), *played)
        for _ in as_completed(everything):
            progress()
        return Inputs(
            plan=plan,
            drawings={book_id: work.result() for book_id, work in drawn.items()},
            tables={book_id: work.result() for book_id, work in tables.items()},
            comparisons={pair: work.result() for pair, work in pairs.items()},
            scenarios=tuple(each for work in played for each in work.result()),
            sources=tuple(_sources(plan, listed)),
        )


def _sources(plan: Plan, listed: tuple[Path, ...]) -> Iterator[Source]:
    yield from package_sources()
    yield from (file_source(each) for each in plan.own.values())
    if plan.scenarios:
        yield folder_source("scenarios", plan.scenarios, listed)
    if plan.check_file:
        yield file_source(plan.check_file)
