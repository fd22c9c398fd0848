"""Running Spin: the specification's edges for a rulebook and a view, its assertions and its formulas.

Spin translates `specs/card.pml` into C, a C compiler makes a checker of it, and the checker goes through every state.
Where either is not installed nothing is run, and the last result that was kept is compared instead.
"""

import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from attrs import frozen

from sscard_core.checking.graphs import Edge, Graph
from sscard_core.checking.views import VARIABLES, Vector

NEEDED: Final = ("spin", "gcc")
LIMIT: Final = 100
"""Seconds after which a run is given up."""

ASSERTIONS: Final = "assertions"
WHOLE: Final = "all"
OF_A_VIEW: Final = ("-m200000", "-w18")
OF_THE_WHOLE: Final = ("-m2000000", "-w24")
"""The depth of the search, and the bits of its table: clearing larger ones takes longer than going through a view."""

_FOUND: Final = re.compile(r"errors: (\d+)")
_STATES: Final = re.compile(r"^\s*(\d+) states, stored", re.MULTILINE)
_FORMULA: Final = re.compile(r"^ltl\s+(\w+)", re.MULTILINE)


class SpinError(RuntimeError):
    """Spin, the compiler or the checker did not run to its end."""


@frozen
class Verdict:
    """What the checker found: the states it stored, and how many errors."""

    name: str
    states: int
    errors: int


def missing() -> tuple[str, ...]:
    """Return which of the programs needed are not installed."""
    return tuple(name for name in NEEDED if shutil.which(name) is None)


@frozen
class Model:
    """The specification for one rulebook and one view of it."""

    file: Path
    rulebook: str
    view: str

    def explored(self) -> tuple[Graph, Verdict]:
        """Return every edge, and whether the assertions hold: one run gives both. Raises: SpinError."""
        output = self._safely("-DPRINTF")
        edges = (_edge(line) for line in output.splitlines() if line.startswith("EDGE "))
        return Graph.of(FIRST, edges), _verdict(ASSERTIONS, output)

    def assertions(self) -> Verdict:
        """Check the assertions in every state, without telling the edges. Raises: SpinError."""
        return _verdict(ASSERTIONS, self._safely())

    def formulas(self) -> Iterator[Verdict]:
        """Check each formula over every run. Raises: SpinError."""
        with TemporaryDirectory() as name:
            folder = Path(name)
            self._compile(folder)
            for formula in _FORMULA.findall(self.file.read_text("utf-8")):
                yield _verdict(formula, _run(folder, "./pan", "-a", *self._sizes, "-N", formula))

    def _safely(self, *flags: str) -> str:
        with TemporaryDirectory() as name:
            folder = Path(name)
            self._compile(folder, "-DSAFETY", "-DNOCLAIM", *flags)
            return _run(folder, "./pan", *self._sizes)

    @property
    def _sizes(self) -> tuple[str, str]:
        return OF_THE_WHOLE if self.view == WHOLE else OF_A_VIEW

    def _compile(self, folder: Path, *flags: str) -> None:
        defined = (f"-DRULEBOOK_{self.rulebook.upper().replace('-', '_')}", f"-DVIEW_{self.view.upper()}")
        _run(folder, "spin", "-a", *defined, str(self.file.resolve()))
        _run(folder, "gcc", "-w", "-DNOREDUCE", "-O0", *flags, "-o", "pan", "pan.c")


FIRST: Final[Vector] = tuple(int(name == "insurance") for name in VARIABLES)
"""Nobody has anything yet; the holder is insured."""


def _edge(line: str) -> Edge:
    _, action, *numbers = line.split()
    values = tuple(int(each) for each in numbers)
    if len(values) != 2 * len(VARIABLES):
        raise SpinError(f"an edge has {len(VARIABLES)} values before and after; found {line!r}")
    return values[: len(VARIABLES)], action, values[len(VARIABLES) :]


def _verdict(name: str, output: str) -> Verdict:
    errors, states = _FOUND.search(output), _STATES.search(output)
    if errors is None or states is None or "max search depth too small" in output:
        raise SpinError(f"the checker gave no verdict on {name}")
    return Verdict(name, int(states[1]), int(errors[1]))


def _run(folder: Path, *command: str) -> str:
    try:
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=LIMIT, check=False)
    except subprocess.TimeoutExpired as stopped:
        raise SpinError(f"{command[0]} took more than {LIMIT} s") from stopped
    if done.returncode != 0:
        raise SpinError(
            f"{' '.join(command)} ended with {done.returncode}: {(done.stderr or done.stdout)[-300:]}"
        )
    return done.stdout
