"""The whole check: every piece for every rulebook, on as many processes as there are cores, put together again."""

import os
import time
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor, as_completed
from pathlib import Path
from typing import Final

from attrs import evolve, frozen

from sscard_core.checking.killing import ALIKE, Kill
from sscard_core.checking.promises import Promise, StateRule
from sscard_core.checking.proofs import Obligation, prove
from sscard_core.checking.properties import PROMISES, STATE_RULES
from sscard_core.checking.results import END_IN_REACH, BookResult, CheckResult, PropertyResult
from sscard_core.checking.spin import missing
from sscard_core.checking.tasks import Done, EvidenceOf, Task, run
from sscard_core.checking.z3_door import NoProver
from sscard_core.rulebooks import RULEBOOK_IDS
from sscard_core.rulebooks.book import Rulebook

Progress = Callable[[], None]

END: Final = Promise(
    name=END_IN_REACH,
    en="from every state the card can still be cancelled and destroyed",
    zh="从任何状态出发都仍可注销并销毁卡片",
    clauses=("XJ13-M-016a", "XX17-20a", "JS-33", "XJ22-76-1"),
    holds=lambda _step, _terms: None,
)


ALL: Final[tuple[Promise | StateRule, ...]] = (*PROMISES, *STATE_RULES, END)


@frozen
class Explanation:
    """Why faults that nothing notices are left: all that differ only in something, or one by its name.

    A fault that serves somebody otherwise, or tells a fee or a day otherwise, is explained by its name alone.
    """

    because: str
    differs: str = ""
    fault: str = ""
    rulebook: str = ""

    def explains(self, kill: Kill, book: str) -> bool:
        """True for a fault that nothing notices, and that this speaks of."""
        named = kill.mutant == self.fault and self.rulebook in ("", book)
        return kill.layer is None and (named or (self.differs != "" and kill.differs == self.differs))


EXPLICABLE: Final = ("", "code", "citations")
"""In what alone a fault may differ for an explanation to speak of all such faults."""


class ExplanationError(ValueError):
    """The file of explanations cannot be read."""


def read_explanations(file: Path) -> tuple[Explanation, ...]:
    """Read why some faults are left unnoticed. Raises: ExplanationError; OSError."""
    try:
        table = tomllib.loads(file.read_text("utf-8"))
        explanations = tuple(Explanation(**each) for each in table["explained"])
    except (ValueError, KeyError, TypeError) as problem:
        raise ExplanationError(f"{file}: {problem}") from problem
    for each in explanations:
        if (each.differs == "") is (each.fault == "") or each.differs not in EXPLICABLE:
            raise ExplanationError(
                f"{file}: either `fault`, or `differs` as one of {', '.join(EXPLICABLE[1:])}"
            )
    return explanations


def law_of(book: Rulebook) -> str:
    """Return the published rulebook that a rulebook is, or that a user's derives from."""
    return book.id if book.id in RULEBOOK_IDS else book.derives


@frozen(kw_only=True)
class Plan:
    """What to check, and with what.

    With `evidence` the faults of the table are planted; where `faults` is set, those of rulebooks and conditions too.
    """

    books: tuple[Rulebook, ...]
    model: Path | None = None
    kept: Path | None = None
    doors: Path | None = None
    evidence: EvidenceOf | None = None
    faults: bool = False
    explanations: tuple[Explanation, ...] = ()
    compared: bool = True
    workers: int | None = None

    def tasks(self) -> Iterator[Task]:
        """Yield the pieces, the longest first."""
        kinds = ("narrow", "wide", "views") if self.compared else ("narrow", "wide")
        for kind in kinds:
            for book in self.books:
                yield Task(
                    kind=kind,
                    book=book,
                    law=law_of(book),
                    model=self.model,
                    kept=self.kept,
                    doors=self.doors,
                    evidence=self.evidence,
                    faults=self.faults,
                )


def check(plan: Plan, progress: Progress = lambda: None) -> CheckResult:
    """Check some rulebooks. `progress` is called after each piece."""
    begun = time.perf_counter()
    done: dict[tuple[str, str], Done] = {}
    tasks = tuple(plan.tasks())
    with ProcessPoolExecutor(plan.workers or os.cpu_count()) as pool:
        waiting = [pool.submit(run, task) for task in tasks]
        for each in as_completed(waiting):
            result = each.result()
            done[result.task, result.book] = result
            progress()
    obligations, not_proved = _proofs()
    table = _table_kills(done.values())
    books = tuple(_book(plan, book, done) for book in plan.books)
    not_run = tuple(f"{name} is not installed" for name in missing()) if plan.compared else ()
    seconds = time.perf_counter() - begun
    return CheckResult(
        books=books,
        obligations=obligations,
        seconds=seconds,
        table=table,
        unexplained=_unexplained(plan, table),
        not_run=(*not_run, *not_proved),
    )


def _proofs() -> tuple[tuple[Obligation, ...], tuple[str, ...]]:
    try:
        return prove(), ()
    except NoProver as problem:
        return (), (str(problem),)


def _table_kills(done: Iterable[Done]) -> tuple[Kill, ...]:
    """A fault of the table is noticed where any rulebook notices it, and is none where all answer alike."""
    found: dict[str, Kill] = {}
    for result in done:
        for kill in result.table:
            known = found.get(kill.mutant)
            if known is None or _rank(kill) < _rank(known):
                found[kill.mutant] = kill
    return tuple(found.values())


def _rank(kill: Kill) -> int:
    """A layer that notices it comes first; then a difference that nothing notices; then no difference."""
    if kill.layer is None:
        return 1
    return 2 if kill.layer == ALIKE else 0


def _unexplained(plan: Plan, kills: Iterable[Kill], book: str = "") -> tuple[Kill, ...]:
    survivors = (kill for kill in kills if kill.layer is None)
    return tuple(
        kill for kill in survivors if not any(each.explains(kill, book) for each in plan.explanations)
    )


def _book(plan: Plan, book: Rulebook, done: Mapping[tuple[str, str], Done]) -> BookResult:
    pieces = [result for (_, book_id), result in done.items() if book_id == book.id]
    result = BookResult(
        id=book.id,
        scopes=tuple(scope for piece in pieces for scope in piece.scopes),
        properties=(),
        views=tuple(view for piece in pieces for view in piece.views),
        doors=next((piece.doors for piece in pieces if piece.doors is not None), None),
        kills=tuple(kill for piece in pieces for kill in piece.kills),
    )
    return evolve(
        result,
        properties=tuple(_property(each, book, result) for each in ALL),
        unexplained=_unexplained(plan, result.kills, book.id),
    )


def _property(promise: Promise | StateRule, book: Rulebook, result: BookResult) -> PropertyResult:
    seen = [
        (scope.name, steps)
        for scope in result.scopes
        for name, steps in scope.witnesses
        if name == promise.name
    ]
    scope, steps = min(seen, key=lambda each: each[1], default=("", 0))
    broken = [story for each in result.scopes for name, story in each.broken if name == promise.name]
    return PropertyResult(
        name=promise.name,
        en=promise.en,
        zh=promise.zh,
        clauses=promise.clauses,
        arises=promise.arises(book),
        scope=scope,
        steps=steps,
        story=min(broken, key=lambda each: len(each.steps), default=None),
    )
