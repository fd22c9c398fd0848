"""A saved result of `sscard check --json`, read back in so far as the book tells it."""

import json
from collections.abc import Iterator
from pathlib import Path

from attrs import frozen

from sscard_core.audit.book.matter.result_nodes import CheckFileError, Node
from sscard_core.checking.check import ALL


@frozen
class Fault:
    """A planted fault, the layer that noticed it (None: nothing did), and what that saw."""

    name: str
    layer: str | None
    seen: str


@frozen
class Explored:
    """What was explored in one scope."""

    name: str
    en: str
    zh: str
    states: int
    edges: int
    questions: int
    attempts: int
    asked: int
    complete: bool


@frozen
class Compared:
    """A view that was compared with the specification."""

    name: str
    states: int
    edges: int
    by_spin: bool
    differences: int
    checks: int
    failed: int
    problem: str


@frozen
class ComparedDoors:
    """Who may come, and where, compared with the specification."""

    asked: int
    tried: int
    open: int
    differences: int
    problem: str


@frozen
class Judged:
    """What became of a property: its verdict, and the scope and steps of its shortest witness."""

    name: str
    verdict: str
    scope: str
    steps: int


@frozen
class PlantedFaults:
    """Faults that were planted, and those of them that are neither noticed nor explained."""

    faults: tuple[Fault, ...] = ()
    unexplained: tuple[str, ...] = ()


@frozen
class CheckedBook:
    """One rulebook, checked."""

    id: str
    holds: bool
    scopes: tuple[Explored, ...]
    properties: tuple[Judged, ...]
    views: tuple[Compared, ...]
    doors: ComparedDoors | None
    planted: PlantedFaults

    def judged(self, name: str) -> Judged | None:
        """Return what became of a property."""
        return next((each for each in self.properties if each.name == name), None)


@frozen
class Proved:
    """An obligation of the ledger: the movement, the property, and the verdict."""

    rule: str
    about: str
    clauses: tuple[str, ...]
    verdict: str


@frozen
class Checked:
    """A whole result. `table` is of the machines' table, which all rulebooks share.

    `stale` are properties that this version has and the result has not, or the other way round.
    """

    holds: bool
    books: tuple[CheckedBook, ...]
    table: PlantedFaults
    obligations: tuple[Proved, ...]
    not_run: tuple[str, ...]
    stale: tuple[str, ...]

    def book(self, book_id: str) -> CheckedBook | None:
        """Return what was found of a rulebook."""
        return next((each for each in self.books if each.id == book_id), None)


def read_result(file: Path) -> Checked:
    """Read a saved result. Raises: CheckFileError; OSError."""
    try:
        root = Node.at(str(file), "", json.loads(file.read_text("utf-8")))
    except (ValueError, RecursionError) as problem:
        if isinstance(problem, CheckFileError):
            raise
        raise CheckFileError(str(file), "", f"no JSON ({problem})") from None
    books = tuple(_book(each) for each in root.nodes("rulebooks"))
    return Checked(
        holds=root.flag("holds"),
        books=books,
        table=_planted(root.node("table")),
        obligations=tuple(
            Proved(each.text("rule"), each.text("property"), each.texts("clauses"), each.text("verdict"))
            for each in root.nodes("obligations")
        ),
        not_run=root.texts("not_run"),
        stale=tuple(sorted(_stale(books))),
    )


def _stale(books: tuple[CheckedBook, ...]) -> Iterator[str]:
    known = {each.name for each in ALL}
    told = {each.name for book in books for each in book.properties}
    yield from known ^ told if books else ()


def _book(node: Node) -> CheckedBook:
    return CheckedBook(
        id=node.text("rulebook"),
        holds=node.flag("holds"),
        scopes=tuple(_scope(each) for each in node.nodes("scopes")),
        properties=tuple(_judged(each) for each in node.nodes("properties")),
        views=tuple(_view(each) for each in node.nodes("views")),
        doors=_doors(node.node("doors")),
        planted=_planted(node),
    )


def _planted(node: Node | None) -> PlantedFaults:
    if node is None:
        return PlantedFaults()
    faults = (
        Fault(each.text("mutant"), each.maybe("layer"), each.text("seen")) for each in node.nodes("faults")
    )
    return PlantedFaults(tuple(faults), node.texts("unexplained"))


def _scope(node: Node) -> Explored:
    return Explored(
        name=node.text("name"),
        en=node.text("en"),
        zh=node.text("zh"),
        states=node.number("states"),
        edges=node.number("edges"),
        questions=node.number("questions"),
        attempts=node.number("attempts"),
        asked=node.number("asked"),
        complete=node.flag("complete"),
    )


def _judged(node: Node) -> Judged:
    seen = node.node("witness")
    scope, steps = (seen.text("scope"), seen.number("steps")) if seen else ("", 0)
    return Judged(node.text("name"), node.text("verdict"), scope, steps)


def _doors(node: Node | None) -> ComparedDoors | None:
    if node is None:
        return None
    return ComparedDoors(
        asked=node.number("asked"),
        tried=node.number("tried"),
        open=node.number("open"),
        differences=len(tuple(node.nodes("differences"))),
        problem=node.text("problem"),
    )


def _view(node: Node) -> Compared:
    verdicts = tuple(node.nodes("verdicts"))
    return Compared(
        name=node.text("view"),
        states=node.number("states"),
        edges=node.number("edges"),
        by_spin=node.flag("by_spin"),
        differences=len(tuple(node.nodes("differences"))),
        checks=len(verdicts),
        failed=sum(bool(each.number("errors")) for each in verdicts),
        problem=node.text("problem"),
    )
