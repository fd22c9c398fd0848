"""Mutants: a module's source with one small change, where it stands, and how it is told."""

import ast
from collections import Counter
from pathlib import Path
from types import CodeType
from typing import Final

from attrs import frozen
from mutation_enums import ROOT, file_of, members
from mutation_kinds import Place, replacements
from mutation_spots import Spot, Way, spots

LONGEST: Final = 110


@frozen
class Mutant:
    """One change. `told` names it among all mutants of its module, whatever the line it stands on.

    `lines` are those of the statement changed; `function` is None for what runs when the module is imported. `names` are
    what an import-time change may show through: the names that the statement sets, or the function that it decorates.
    """

    module: str
    told: str
    way: Way
    changed: ast.AST
    lines: range
    function: str | None
    names: frozenset[str]

    @property
    def file(self) -> Path:
        """The source file."""
        return file_of(self.module)

    def code(self) -> CodeType:
        """Return the compiled module with the change."""
        tree = ast.parse(self.file.read_text("utf-8"))
        _put(tree, self.way, self.changed)
        return compile(ast.fix_missing_locations(tree), str(self.file), "exec")


def _put(tree: ast.AST, way: Way, node: ast.AST) -> None:
    *before, (last, index) = way
    for field, each in before:
        tree = getattr(tree, field) if each is None else getattr(tree, field)[each]
    if index is None:
        setattr(tree, last, node)
    else:
        getattr(tree, last)[index] = node
    ast.copy_location(node, tree)


def _short(node: ast.AST) -> str:
    text = " ".join(ast.unparse(node).split())
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


def _told(spot: Spot, changed: ast.AST) -> str:
    """Tell a change by the piece of code around it, before and after."""
    where = ".".join(spot.scope) or "module"
    node, around = spot.node, spot.within
    if isinstance(node, ast.If) and isinstance(changed, ast.If):
        return f"{where}: if {_short(node.test)} → if {ast.unparse(changed.test)}"
    if isinstance(changed, ast.Pass):
        return f"{where}: {_short(node)} → left out"
    if isinstance(node, ast.Call) and isinstance(changed, ast.Call) and changed.keywords != node.keywords:
        gone = next(each for each in node.keywords if each not in changed.keywords)
        return f"{where}: {_short(gone)} → left out of {ast.unparse(node.func)}(…)"
    if around and isinstance(node, ast.Constant | ast.Attribute) and len(ast.unparse(around)) <= LONGEST:
        return f"{where}: {_short(node)} → {_short(changed)} in {_short(around)}"
    return f"{where}: {_short(node)} → {_short(changed)}"


def _swaps_words(spot: Spot, changed: ast.AST) -> bool:
    """True where a decorator's arguments change places: the words of a condition are told to people."""
    if not isinstance(spot.node, ast.Call) or not isinstance(changed, ast.Call):
        return False
    return spot.way[-1][0] == "decorator_list" and spot.node.args != changed.args


def _lines(statement: ast.stmt) -> range:
    """Return the lines of a statement itself, without those of the statements in it."""
    inner = getattr(statement, "body", None)
    end = inner[0].lineno - 1 if isinstance(inner, list) and inner else statement.end_lineno
    assert end is not None
    return range(statement.lineno, max(end, statement.lineno) + 1)


def mutants(module: str) -> list[Mutant]:
    """Return every mutant of a module."""
    tree = ast.parse(file_of(module).read_text("utf-8"))
    found: list[Mutant] = []
    seen: Counter[str] = Counter()
    for spot in spots(Spot(tree, (), Place(members(tree), ""))):
        for changed in replacements(spot.node, spot.place):
            if ast.dump(changed) == ast.dump(spot.node) or _swaps_words(spot, changed):
                continue
            told = _told(spot, changed)
            seen[told] += 1
            told = f"{told} ({seen[told]})" if seen[told] > 1 else told
            assert spot.statement is not None
            lines = _lines(spot.statement)
            found.append(Mutant(module, told, spot.way, changed, lines, spot.function, spot.names))
    return found


def scope() -> tuple[str, ...]:
    """Return the modules that are mutated: the desk, the conditions, the identifiers."""
    desk = ("desk", "doing", "refusing", "provisions", "lapses", "pin_check", "matching", "case", "calendar")
    numbers = ("citizen_number", "identifier", "card_numbers", "check_digits", "mobile", "regions")
    folder = ROOT / "sscard_core" / "lifecycle" / "conditions"
    conditions = sorted(path.stem for path in folder.glob("*.py") if path.stem != "__init__")
    return (
        *(f"sscard_core.lifecycle.{name}" for name in desk),
        *(f"sscard_core.lifecycle.conditions.{name}" for name in conditions),
        *(f"sscard_core.model.{name}" for name in numbers),
    )
