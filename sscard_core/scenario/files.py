"""Finding scenario files: one by its name, all below a folder, the project's own from anywhere inside it."""

from pathlib import Path
from stat import S_ISDIR, S_ISFIFO, S_ISREG
from typing import Final

SUFFIXES: Final = frozenset({".yaml", ".yml"})
USUAL_PLACE: Final = Path("specs", "scenarios")


class NoScenarioError(ValueError):
    """There is no scenario where one was looked for."""


def scenario_files(path: Path) -> tuple[Path, ...]:
    """Return the file itself, or every scenario below a folder, sorted.

    Raises: NoScenarioError, saying what is there instead.
    """
    try:
        mode = path.stat().st_mode
    except OSError as problem:
        raise NoScenarioError(f"{path}: {problem.strerror or problem}") from None
    except ValueError as problem:
        raise NoScenarioError(f"{path}: no file has such a name ({problem})") from None
    if S_ISREG(mode) or S_ISFIFO(mode):
        return (path,)
    if not S_ISDIR(mode):
        raise NoScenarioError(f"{path}: neither a file nor a folder")
    found = sorted(each for each in path.rglob("*") if each.suffix in SUFFIXES and each.is_file())
    if not found:
        raise NoScenarioError(f"{path}: no scenario (*.yaml, *.yml) in this folder or below it")
    return tuple(found)


def usual_folder(start: Path) -> Path | None:
    """Return `specs/scenarios` of the folder or of the nearest one above it."""
    for folder in (start, *start.parents):
        if (folder / USUAL_PLACE).is_dir():
            return folder / USUAL_PLACE
    return None
