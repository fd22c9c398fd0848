"""Which members the project's enumerations have, read from the sources: nothing of the package is imported for it."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[2]
BASES: Final = frozenset({"Word", "Enum", "IntEnum", "StrEnum"})


def file_of(module: str) -> Path:
    """Return the source file of a module of the package."""
    path = ROOT.joinpath(*module.split("."))
    return path.with_suffix(".py") if path.with_suffix(".py").exists() else path / "__init__.py"


@cache
def _declared(file: Path) -> dict[str, tuple[str, ...]]:
    """Return the members of every enumeration that a file declares."""
    found = {}
    for node in ast.parse(file.read_text("utf-8")).body:
        if isinstance(node, ast.ClassDef) and any(ast.unparse(base) in BASES for base in node.bases):
            targets = [each.targets[0] for each in node.body if isinstance(each, ast.Assign)]
            found[node.name] = tuple(each.id for each in targets if isinstance(each, ast.Name))
    return found


def _imported(tree: ast.Module) -> Iterator[tuple[str, tuple[str, ...]]]:
    for node in ast.walk(tree):
        if not isinstance(node, ast.ImportFrom) or not (node.module or "").startswith("sscard_core"):
            continue
        declared = _declared(file_of(str(node.module)))
        for alias in node.names:
            if alias.name in declared:
                yield alias.asname or alias.name, declared[alias.name]


def members(tree: ast.Module) -> dict[str, tuple[str, ...]]:
    """Return, for each name under which a module knows an enumeration, its members."""
    known = dict(_imported(tree))
    for node in tree.body:
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Name) and node.value.id in known:
            known |= {ast.unparse(target): known[node.value.id] for target in node.targets}
    return known
