"""Which plan is best, with a stated probability.

`choose` runs plans until one is left (Kim and Nelson's procedure); `best_of` states what replications already made say.
Common random numbers are allowed in both, and make them end sooner.
"""

from collections.abc import Callable, Mapping

import numpy as np
from attrs import field, frozen
from numpy.typing import ArrayLike, NDArray
from scipy import stats

from simulation.analysis.intervals import as_series

Floats = NDArray[np.float64]


@frozen
class Chosen:
    """The plan with the smallest mean, and with what probability it is (within the difference that matters)."""

    best: str
    probability: float
    """A lower bound; 0 where the budget ran out before anything could be stated."""
    means: Mapping[str, float]
    replications: Mapping[str, int]


@frozen
class Selection:
    """What is asked of a choice."""

    difference: float
    """The smallest difference of means that matters, in the figure's unit."""
    confidence: float = 0.95
    first: int = 10
    """Replications of each plan before the first is left out."""
    budget: int = 1000
    """Replications of each plan at most."""

    def __attrs_post_init__(self) -> None:
        """Refuse what cannot be met. Raises: ValueError."""
        if not (self.difference > 0 and 0 < self.confidence < 1 and 2 <= self.first <= self.budget):
            raise ValueError("difference above 0, confidence between 0 and 1, 2 <= first <= budget")


@frozen
class _Race:
    """Kim and Nelson's fences: how far a plan may trail another after r replications and still be in the race."""

    selection: Selection
    variances: Floats = field(eq=False)
    """Of the differences between each two plans, from the first replications."""

    def fence(self, ran: int) -> Floats:
        first, delta = self.selection.first, self.selection.difference
        error = 1 - self.selection.confidence
        eta = ((2 * error / (len(self.variances) - 1)) ** (-2 / (first - 1)) - 1) / 2
        h_squared = 2 * eta * (first - 1)
        reach: Floats = delta / (2 * ran) * (h_squared * self.variances / delta**2 - ran)
        return np.maximum(0.0, reach)


def choose(run: Callable[[str, int], float], plans: list[str], selection: Selection) -> Chosen:
    """Run replications of plans, leaving out who cannot be best, until one is left; the smallest mean is best.

    The one left is the best with the probability asked for, where the best is better than the next by at least the
    difference that matters; else it is one of those within it. Figures should be near normal: means over a day are.
    Source: S.-H. Kim, B. L. Nelson, A fully sequential procedure for indifference-zone selection in simulation, ACM
    Trans. Model. Comput. Simul. 11 (2001) 251-273, with c = 1.
    """
    if len(plans) < 2 or len(set(plans)) < len(plans):
        raise ValueError("name at least two plans, each once")
    sums = {plan: [run(plan, number) for number in range(selection.first)] for plan in plans}
    table = np.array([sums[plan] for plan in plans])
    race = _Race(selection, np.var(table[:, None] - table[None], axis=2, ddof=1))
    left = list(range(len(plans)))
    ran = selection.first
    while True:
        left = _still_in(left, np.array([np.mean(sums[plan]) for plan in plans]), race.fence(ran))
        if len(left) == 1 or ran == selection.budget:
            break
        for place in left:
            sums[plans[place]].append(run(plans[place], ran))
        ran += 1
    means = {plan: float(np.mean(sums[plan])) for plan in plans}
    best = min((plans[place] for place in left), key=lambda plan: means[plan])
    stated = selection.confidence if len(left) == 1 else 0.0
    return Chosen(best, stated, means, {plan: len(made) for plan, made in sums.items()})


def _still_in(left: list[int], means: Floats, fence: Floats) -> list[int]:
    return [
        one
        for one in left
        if all(means[one] <= means[other] + fence[one, other] for other in left if other != one)
    ]


def best_of(series: Mapping[str, ArrayLike]) -> Chosen:
    """State with what probability the plan of the smallest mean is best, from paired replications.

    One minus the sum of the one-sided p-values of the paired t tests against every other plan (Bonferroni); 0 if that is
    negative. Source: A. M. Law, Simulation Modeling and Analysis, 5th ed. (2015), sections 10.2.1 and 10.3.
    """
    made = {plan: as_series(values) for plan, values in series.items()}
    if len({len(each) for each in made.values()}) > 1:
        raise ValueError(
            "plans have different numbers of replications: pair each with one of the same number"
        )
    means = {plan: float(each.mean()) for plan, each in made.items()}
    best = min(means, key=lambda plan: means[plan])
    doubts = [_doubt(made[other] - made[best]) for other in made if other != best]
    return Chosen(best, max(0.0, 1 - sum(doubts)), means, {plan: len(each) for plan, each in made.items()})


def _doubt(lead: Floats) -> float:
    """Return the p-value of the hypothesis that the mean lead is not positive."""
    if np.ptp(lead) == 0:
        return 0.0 if lead[0] > 0 else 0.5
    return float(stats.ttest_1samp(lead, 0.0, alternative="greater").pvalue)
