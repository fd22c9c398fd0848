"""The engine against closed forms, at length: how often do 95 % intervals cover, in 400 repetitions of each case?

    python tests/simulation/theory/validation.py [specs/validation.md]

Writes a table with date and machine. Exit code 1 where a coverage is outside 92 to 98 %. Takes some minutes.
"""

import os
import platform
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path as FilePath
from typing import Final

import numpy as np
from attrs import frozen
from theory_cases import CASES, Case

from simulation.analysis.intervals import Interval, mean_interval
from simulation.engine.serving import Path, is_compiled_available
from simulation.farming.backends import backend
from simulation.farming.farm import farm
from simulation.streams import Streams

SEED: Final = 2026
REPETITIONS: Final = 400
LEAST, MOST = 0.92, 0.98
REPORT: Final = FilePath("specs/validation.md")


def interval(number: int) -> Interval:
    """Return the interval of one repetition of one case; all have a number each."""
    case = CASES[number // REPETITIONS]
    stream = Streams(SEED, number % REPETITIONS).named("validation", case.name)
    return mean_interval(case.sample(stream, case.runs, Path.AUTO))


@frozen
class Verdict:
    """What the repetitions of one case came to."""

    case: Case
    mean: float
    coverage: float

    @property
    def is_good(self) -> bool:
        """Return whether intervals cover as often as they should."""
        return LEAST <= self.coverage <= MOST


def verdict(case: Case, intervals: Sequence[Interval]) -> Verdict:
    """Count the intervals that cover."""
    mean = float(np.mean([each.estimate for each in intervals]))
    return Verdict(case, mean, float(np.mean([each.covers(case.exact) for each in intervals])))


def report(verdicts: Sequence[Verdict]) -> str:
    """Return the page."""
    good = sum(each.is_good for each in verdicts)
    path = "compiled path, bit-identical to SimPy's" if is_compiled_available() else "SimPy path"
    packages = ", ".join(f"{name} {version(name)}" for name in ("simpy", "numpy", "scipy"))
    rows = [
        f"| {each.case.name} | {each.case.exact:.6g} | {each.mean:.6g} | {each.coverage:.1%} "
        f"| {'yes' if each.is_good else 'NO'} | {each.case.source} |"
        for each in verdicts
    ]
    return "\n".join(
        [
            "# The engine against closed forms",
            "",
            f"{datetime.now(UTC):%Y-%m-%d}, {processor()}, {os.cpu_count()} processors, "
            f"Python {platform.python_version()}, {packages}; {path}.",
            "",
            f"{REPETITIONS} repetitions of each case, seed {SEED}: in how many does the 95 % interval of the mean cover the "
            f"exact value? Between {LEAST:.0%} and {MOST:.0%} is good: {good} of {len(verdicts)} cases. Times are in mean "
            "services. Written by `python tests/simulation/theory/validation.py`.",
            "",
            "| case | exact | mean of estimates | covered | good | source |",
            "|---|---|---|---|---|---|",
            *rows,
            "",
        ]
    )


def processor() -> str:
    """Return the name of the processor where the system tells it, else its kind."""
    told = FilePath("/proc/cpuinfo")
    lines = told.read_text().splitlines() if told.exists() else []
    return next(
        (line.partition(": ")[2] for line in lines if line.startswith("model name")), platform.machine()
    )


def main(target: FilePath) -> int:
    """Run every repetition of every case, and write the page."""
    done = farm(interval, range(len(CASES) * REPETITIONS), backend(), _tell)
    made = done.in_order()
    blocks = [made[place * REPETITIONS : (place + 1) * REPETITIONS] for place in range(len(CASES))]
    if not done.is_complete:
        return 130
    verdicts = [verdict(case, block) for case, block in zip(CASES, blocks, strict=True)]
    target.write_text(report(verdicts), "utf-8")
    for each in verdicts:
        if not each.is_good:
            print(f"{each.case.name}: covered in {each.coverage:.1%}")
    return 0 if all(each.is_good for each in verdicts) else 1


def _tell(done: int) -> None:
    if sys.stderr.isatty():
        print(f"\r{done} of {len(CASES) * REPETITIONS}", end="", file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main(FilePath(sys.argv[1]) if len(sys.argv) > 1 else REPORT))
