"""The house rules that a file can be checked against: what it imports, how long it is, what it must not say.

Each rule is a function from a source text to the complaints about it, so that the tests can plant a fault and see it found.
"""

import ast
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[2]
PACKAGE: Final = "sscard_core"

FLOORS: Final = {
    "sscard_core.model": 0,
    "sscard_core.yaml_files": 0,
    "sscard_core.rulebooks": 1,
    "sscard_core.device": 1,
    "sscard_core.lifecycle": 2,
    "sscard_core": 2,  # the root only tells again what the floors below it hold
    "sscard_core.scenario": 3,
    "sscard_core.checking": 3,
    "sscard_core.terminal": 3,
    "simulation": 3,
    "sscard_core.audit": 4,
    "sscard_core.cli": 5,
}
"""The floor of each room, as the design has them."""

SIDEWAYS: Final = {"sscard_core.device": ("sscard_core.model",)}
"""Rooms that see less than their floor would let them."""

DOORWAYS: Final = {
    "transitions": "sscard_core.lifecycle.engine",
    "chinese_calendar": "sscard_core.lifecycle.calendar",
    "smartcard": "sscard_core.device.lines.pcsc",
    "cryptography": "sscard_core.device.security.ciphers",
    "websockets": "sscard_core.device.driver.bridge",
    "jinja2": "sscard_core.audit.book",
    "graphviz": "sscard_core.audit.diagrams",
    "markupsafe": "sscard_core.audit.book",
    "openpyxl": "sscard_core.audit.book.sheets",
    "matplotlib": "simulation.report",
    "z3": "sscard_core.checking",
    "ruamel": "sscard_core.yaml_files",
    "cattrs": "sscard_core.model.wire",
    "stdnum": "sscard_core.model.check_digits",
    "typer": "sscard_core.cli",
    "rich": "sscard_core.cli",
    "simpy": "simulation",
    "numba": "simulation.engine.compiled",
    "hypothesis": "tests",
}
"""The one file, or the one room, that may import a third party's package."""

HEAVY: Final = (
    *("typer", "rich", "ruamel", "hypothesis", "simpy", "numpy", "numba", "smartcard", "z3"),
    *("cryptography", "websockets", "jinja2", "openpyxl", "matplotlib", "scipy"),
)
"""What `import sscard_core` must not load."""

LONGEST_FILE: Final = 400
LONGEST_FUNCTION: Final = 60


def module_name(path: Path, root: Path = ROOT) -> str:
    """Return the dotted name of a file of the tree."""
    parts = path.relative_to(root).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def package_files(root: Path = ROOT) -> dict[str, Path]:
    """Return the Python files of the package, and of the simulation beside it, by module name."""
    folders = [root / name for name in (PACKAGE, "simulation")]
    files = [file for folder in folders for file in sorted(folder.rglob("*.py"))]
    return {module_name(file, root): file for file in files}


def room_of(module: str) -> str | None:
    """Return the innermost room that a module stands in, None for a module of somebody else."""
    parts = module.split(".")
    rooms = [".".join(parts[:length]) for length in range(len(parts), 0, -1)]
    return next((room for room in rooms if room in FLOORS and (room != PACKAGE or module == PACKAGE)), None)


def imports_of(tree: ast.AST, modules: frozenset[str]) -> Iterator[str]:
    """Yield what a piece of code imports: a module of the tree where there is one of that name, else as written."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            for alias in node.names:
                name = f"{base}.{alias.name}"
                yield name if name in modules else base


def run_time_part(source: str) -> ast.Module:
    """Return the statements that run when a module is imported: no function bodies, nothing for type checkers only."""
    kept = [each for each in ast.parse(source).body if not isinstance(each, ast.FunctionDef | ast.ClassDef)]
    return ast.Module([each for each in kept if "TYPE_CHECKING" not in ast.dump(each)], [])


def floor_complaints(module: str, source: str, modules: frozenset[str] = frozenset()) -> list[str]:
    """Tell of imports that go up, or sideways into another room of the same floor."""
    room = room_of(module)
    if room is None:
        return [f"{module} stands in no room of the design"]
    complaints = []
    for imported in imports_of(ast.parse(source), modules):
        other = room_of(imported)
        if other is None and imported.split(".")[0] == PACKAGE:
            complaints.append(f"{module} imports {imported}, which stands in no room")
        if other in (None, room) or module == PACKAGE:
            continue
        seen = SIDEWAYS.get(room)
        if FLOORS[other] >= FLOORS[room] or (seen is not None and other not in seen):
            complaints.append(f"{module} imports {imported}, which is not below it")
    return complaints


def doorway_complaints(module: str, source: str) -> list[str]:
    """Tell of third parties that are imported elsewhere than at their one door."""
    found = {name.split(".")[0] for name in imports_of(ast.parse(source), frozenset())}
    return [
        f"{module} imports {name}, whose door is {DOORWAYS[name]}"
        for name in sorted(found & DOORWAYS.keys())
        if not f"{module}.".startswith(f"{DOORWAYS[name]}.")
    ]


def cycles(sources: Mapping[str, str]) -> list[list[str]]:
    """Return the circles in which modules import each other when they are loaded."""
    known = frozenset(sources)
    edges = {
        name: {each for each in imports_of(run_time_part(text), known) if each in known and each != name}
        for name, text in sources.items()
    }
    found: list[list[str]] = []
    done: set[str] = set()

    def visit(name: str, path: list[str]) -> None:
        if name in path:
            found.append([*path[path.index(name) :], name])
        elif name not in done:
            for each in sorted(edges[name]):
                visit(each, [*path, name])
            done.add(name)

    for name in sorted(edges):
        visit(name, [])
    return found


def docstring_complaints(module: str, source: str) -> list[str]:
    """Tell of a file that does not say in its first line what it holds."""
    return [] if ast.get_docstring(ast.parse(source)) else [f"{module} has no docstring"]


Function = ast.FunctionDef | ast.AsyncFunctionDef


def function_length(function: Function) -> int:
    """Return the physical lines of a function, its docstring left out."""
    assert function.end_lineno is not None
    length = function.end_lineno - function.lineno + 1
    first = function.body[0]
    if ast.get_docstring(function) is None:
        return length
    assert first.end_lineno is not None
    return length - (first.end_lineno - first.lineno + 1)


def length_complaints(module: str, source: str) -> list[str]:
    """Tell of files and functions that do not fit the screen of a patient reader."""
    lines = len(source.splitlines())
    complaints = [f"{module} has {lines} lines"] if lines > LONGEST_FILE else []
    functions = [node for node in ast.walk(ast.parse(source)) if isinstance(node, Function)]
    return complaints + [
        f"{module}.{each.name} has {function_length(each)} lines"
        for each in functions
        if function_length(each) > LONGEST_FUNCTION
    ]


_FOLDERS: Final = "home|Users|root|work|workspace|tmp|mnt|opt|srv"
MACHINE_PATH: Final = re.compile(rf"(?<![\w.~-])/(?:{_FOLDERS})/[\w.-]|\b[A-Za-z]:\\{{1,2}}\w")
HOST: Final = re.compile(r"\b[a-z0-9][\w-]*\.(?:local|lan|internal|corp|intra)\b|\blocal" + r"host\b")


def machine_complaints(name: str, text: str) -> list[str]:
    """Tell of paths and hosts that exist on one machine only."""
    return [
        f"{name}:{number}: {found[0]}"
        for number, line in enumerate(text.splitlines(), start=1)
        for found in (*MACHINE_PATH.finditer(line), *HOST.finditer(line))
    ]


TEXT_ENDINGS: Final = frozenset(
    {
        *(".py", ".toml", ".yaml", ".yml", ".json", ".cfg", ".ini", ".typed"),
        *(".md", ".rst", ".txt", ".tsv", ".csv", ".pml", ".aut", ".svg"),
    }
)
PLAIN_NAMES: Final = frozenset({"LICENSE", ".gitignore", "Makefile"})
NOT_OURS: Final = frozenset({"__pycache__", "dist", "build", "node_modules"})


def text_files(root: Path = ROOT) -> Iterator[Path]:
    """Yield the text files of the tree, without what tools left there."""
    for path in sorted(root.iterdir()):
        hidden = path.name.startswith(".") and path.name != ".gitignore"
        if hidden or path.name in NOT_OURS or path.name.endswith(".egg-info"):
            continue
        if path.is_dir():
            yield from text_files(path)
        elif path.suffix in TEXT_ENDINGS or path.name in PLAIN_NAMES:
            yield path
