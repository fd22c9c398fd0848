"""Plans, or rulebooks, on one network under common random numbers: every figure with the paired difference; the best."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

import numpy as np
from attrs import evolve, frozen

from simulation.analysis.choosing import Chosen, best_of
from simulation.analysis.comparing import Paired, paired
from simulation.errors import SimulationError
from simulation.figure_parts import Figure, Scope
from simulation.network.network import Network
from simulation.planning.plan_file import staffed_by
from sscard_core.rulebooks import RULEBOOK_IDS, UnknownRulebook, find_rulebook
from sscard_core.rulebooks.places import RulebookError

AS_IT_IS: Final = "file"
"""Names the network as its file has it."""
PLAN_ENDING: Final = ".json"
FEWEST: Final = 2

Key = tuple[Scope, str, str, str]


@frozen
class Alternative:
    """One side of a comparison: how it was named, and the network it makes."""

    name: str
    network: Network


@frozen
class Difference:
    """A figure on both sides: means, and the interval of the second less the first."""

    scope: Scope
    name: str
    figure: str
    unit: str
    first: float
    second: float
    paired: Paired


def alternative(network: Network, name: str) -> Alternative:
    """Return what a name stands for: `file`, a plan file (JSON), or a rulebook. Raises: SimulationError."""
    if name == AS_IT_IS:
        return Alternative(name, network)
    if name.endswith(PLAN_ENDING):
        return Alternative(name, staffed_by(network, Path(name)))
    try:
        return Alternative(name, evolve(network, book=find_rulebook(name)))
    except (UnknownRulebook, RulebookError, OSError) as problem:
        raise SimulationError(
            f"--compare {name}: {problem}; name `{AS_IT_IS}`, a plan ({PLAN_ENDING}) or a rulebook: "
            f"{', '.join(RULEBOOK_IDS)}"
        ) from None


def differences(
    first: Iterable[Iterable[Figure]], second: Iterable[Iterable[Figure]], confidence: float = 0.95
) -> Iterator[Difference]:
    """Yield each figure that both sides have, from replications paired by number.

    A replication in which one side lacks the figure (nobody came) counts for neither; with fewer than two it is left out.
    """
    one, other = _by_figure(first), _by_figure(second)
    for key, told in one.items():
        scope, name, figure, unit = key
        both = [
            (value, other[key][number])
            for number, value in told.items()
            if key in other and number in other[key]
        ]
        if len(both) < FEWEST:
            continue
        base, changed = np.array(both).T
        yield Difference(
            scope,
            name,
            figure,
            unit,
            float(base.mean()),
            float(changed.mean()),
            paired(base, changed, confidence),
        )


@frozen
class Criterion:
    """A figure by which a plan can be best: the smallest where `sign` is 1, the greatest where it is -1."""

    scope: Scope
    name: str
    figure: str
    sign: float


CRITERIA: Final = (
    Criterion(Scope.WINDOWS, "windows", "wait mean", 1.0),
    Criterion(Scope.WINDOWS, "windows", "within target", -1.0),
    Criterion(Scope.WINDOWS, "windows", "lost in all", 1.0),
    Criterion(Scope.WINDOWS, "bank windows", "wait mean", 1.0),
    Criterion(Scope.NETWORK, "all", "visits", 1.0),
)
"""The fewest visits: people who come once, or need not come at all."""


def best_plans(made: Mapping[str, Sequence[Sequence[Figure]]]) -> Iterator[tuple[Criterion, Chosen]]:
    """Yield by each criterion which plan is best and with what probability, from replications paired by number.

    A criterion that some plan or replication lacks is left out, and so are all where there is one plan alone. Each
    probability holds for its own criterion.
    """
    if len(made) < FEWEST:
        return
    for criterion in CRITERIA:
        series = {plan: list(_values(criterion, told)) for plan, told in made.items()}
        if all(len(values) == len(made[plan]) >= FEWEST for plan, values in series.items()):
            yield criterion, best_of({plan: criterion.sign * np.array(each) for plan, each in series.items()})


def _values(criterion: Criterion, told: Sequence[Sequence[Figure]]) -> Iterator[float]:
    wanted = (criterion.scope, criterion.name, criterion.figure)
    for replication in told:
        for each in replication:
            if (each.scope, each.name, each.figure) == wanted and not np.isnan(each.value):
                yield each.value


def _by_figure(replications: Iterable[Iterable[Figure]]) -> dict[Key, dict[int, float]]:
    """Return the values that are known, by figure and number of the replication."""
    found: dict[Key, dict[int, float]] = {}
    for number, told in enumerate(replications):
        for each in told:
            if not np.isnan(each.value):
                found.setdefault((each.scope, each.name, each.figure, each.unit), {})[number] = each.value
    return found
