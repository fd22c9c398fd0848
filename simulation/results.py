"""Results: the figures of several replications joined, with intervals, and what is needed to make them again."""

from collections.abc import Callable, Iterable, Sequence
from importlib.metadata import PackageNotFoundError, version
from typing import Final

import numpy as np
from attrs import frozen

from simulation.analysis.intervals import FEWEST, mean_interval
from simulation.analysis.replicating import Replicated
from simulation.experiment import Cut
from simulation.figure_parts import Figure, Scope
from simulation.figures import figures
from simulation.network.network import Network
from simulation.tallies import Tallies

LEVEL: Final = 0.95
WHOLE: Final = "all"
"""The name of what a figure is about where that is the whole."""
PACKAGES: Final = ("sscard", "simpy", "numpy", "scipy", "numba", "matplotlib", "chinesecalendar")

Interval = Callable[[Sequence[float], float], tuple[float, float]]
"""From the values of independent replications and a level, the interval of their mean."""


def bounds_of_mean(values: Sequence[float], level: float) -> tuple[float, float]:
    """Return Student's interval of a mean; NaN where there are too few values."""
    if len(values) < FEWEST:
        return float("nan"), float("nan")
    found = mean_interval(values, level)
    return found.low, found.high


@frozen
class Row:
    """One figure over all replications, with its interval."""

    scope: Scope
    name: str
    figure: str
    unit: str
    mean: float
    low: float
    high: float


@frozen(kw_only=True)
class Result:
    """What a run found, and from what: the hash of the file, the seed, replications, versions."""

    title: str
    file_hash: str
    rulebook: str
    first: str
    last: str
    seed: int
    replications: int
    path: str
    level: float
    versions: dict[str, str]
    rows: tuple[Row, ...]
    precision: Replicated | None = None
    """What was asked of the half-widths and what was met, where that decided how many replications there are."""
    warm_up: Cut | None = None
    """The first days that do not count, where a warm-up was asked for."""

    def by_name(self, scope: Scope) -> dict[str, dict[str, Row]]:
        """Return the rows of a scope by what they are about, then by figure, in their order."""
        found: dict[str, dict[str, Row]] = {}
        for row in self.rows:
            if row.scope is scope and row.name != WHOLE:
                found.setdefault(row.name, {})[row.figure] = row
        return found

    def row(self, scope: Scope, name: str, figure: str) -> Row | None:
        """Return one row."""
        return next(
            (each for each in self.rows if (each.scope, each.name, each.figure) == (scope, name, figure)),
            None,
        )


def versions() -> dict[str, str]:
    """Return the versions of what the figures depend on."""
    found = {}
    for name in PACKAGES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return found


def joined(replications: Iterable[Iterable[Figure]], interval: Interval, level: float) -> tuple[Row, ...]:
    """Join the figures of replications; where one lacks a figure (nobody came), it does not count.

    A refusal that one lacks did not happen in it, and counts as none.
    """
    values: dict[tuple[Scope, str, str, str], list[float]] = {}
    lots = tuple(replications)
    for replication in lots:
        for each in replication:
            values.setdefault((each.scope, each.name, each.figure, each.unit), []).append(each.value)
    rows = []
    for (scope, name, figure, unit), told in values.items():
        known = [value for value in told if not np.isnan(value)]
        if scope is Scope.REFUSAL:
            known += [0.0] * (len(lots) - len(known))
        mean = float(np.mean(known)) if known else float("nan")
        rows.append(Row(scope, name, figure, unit, mean, *interval(known, level)))
    return tuple(rows)


def result_of(  # noqa: PLR0913 - what a result is made of
    network: Network,
    replications: Sequence[Tallies],
    *,
    seed: int,
    path: str,
    interval: Interval = bounds_of_mean,
    level: float = LEVEL,
    precision: Replicated | None = None,
    warm_up: Cut | None = None,
) -> Result:
    """Return the result of some replications of one network."""
    return Result(
        title=network.title,
        file_hash=network.file_hash,
        rulebook=network.book.id,
        first=network.first.isoformat(),
        last=network.last.isoformat(),
        seed=seed,
        replications=len(replications),
        path=path,
        level=level,
        versions=versions(),
        rows=joined((tuple(figures(network, each)) for each in replications), interval, level),
        precision=precision,
        warm_up=warm_up,
    )
