"""What each scenario and each test runs, and how long it takes, before anything is changed."""

import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Final

from attrs import frozen
from coverage import Coverage
from forks import limit_cpu
from live_code import caches, forget
from mutation_enums import ROOT

LEAST_SECONDS: Final = 3.0
SLOWER: Final = 20
"""A killer that computes longer than either ends the process: its mutant is killed by a limit of time."""

Ran = dict[str, dict[int, frozenset[str]]]


@frozen
class Baseline:
    """By file and line what runs it, the seconds of each, and what failed."""

    ran: Ran
    seconds: dict[str, float]
    faults: tuple[str, ...] = ()

    def of_lines(self, file: Path, lines: Iterable[int]) -> frozenset[str]:
        """Return what runs any of the lines."""
        known = self.ran.get(str(file), {})
        return frozenset().union(*(known.get(line, frozenset()) for line in lines))

    def with_more(self, other: "Baseline") -> "Baseline":
        """Return both as one."""
        ran = {file: dict(lines) for file, lines in self.ran.items()}
        for file, lines in other.ran.items():
            mine = ran.setdefault(file, {})
            for line, names in lines.items():
                mine[line] = mine.get(line, frozenset()) | names
        return Baseline(ran, {**self.seconds, **other.seconds}, (*self.faults, *other.faults))

    def first_failing(self, names: Iterable[str], holds: Callable[[str], bool]) -> str | None:
        """Return the first that fails now, the quickest tried first."""
        for name in sorted(names, key=lambda name: (self.seconds[name], name)):
            limit_cpu(max(LEAST_SECONDS, SLOWER * self.seconds[name]))
            try:
                good = holds(name)
            except Exception:
                good = False
            limit_cpu(0)
            if not good:
                return name
        return None


def measured(names: Iterable[str], holds: Callable[[str], bool]) -> Baseline:
    """Run each with empty caches."""
    coverage = Coverage(data_file=None, include=[str(ROOT / "sscard_core" / "*")], messages=False)
    seconds: dict[str, float] = {}
    faults = []
    cached = caches()
    coverage.start()
    for name in names:
        forget(cached)
        coverage.switch_context(name)
        started = time.process_time()
        if not holds(name):
            faults.append(name)
        seconds[name] = time.process_time() - started
    coverage.stop()
    data = coverage.get_data()
    ran = {
        file: {line: frozenset(names) for line, names in data.contexts_by_lineno(file).items()}
        for file in data.measured_files()
    }
    return Baseline(ran, seconds, tuple(faults))
