"""How many replications are enough: until the half-width of the mean is small beside it, and stays so.

Source: K. Hoad, S. Robinson, R. Davies, Automated selection of the number of replications for a discrete-event
simulation, J. Oper. Res. Soc. 61 (2010) 1632-1644.
"""

from collections.abc import Callable, Mapping

import numpy as np
from attrs import frozen
from numpy.typing import ArrayLike, NDArray
from scipy import stats

from simulation.analysis.intervals import Interval, as_series, mean_interval

Floats = NDArray[np.float64]


@frozen
class Precision:
    """What is asked of a mean. The defaults are the paper's."""

    relative_half_width: float = 0.10
    confidence: float = 0.95
    first: int = 3
    """Replications before the first look; at least 2."""
    look_ahead: int = 5
    """Further replications through which the half-width must stay small; above 100, so many in each hundred."""
    budget: int = 1000
    """Replications at most."""

    def __attrs_post_init__(self) -> None:
        """Refuse what cannot be met. Raises: ValueError."""
        if not (self.relative_half_width > 0 and 0 < self.confidence < 1):
            raise ValueError("the half-width must be positive, the confidence between 0 and 1")
        if not (2 <= self.first <= self.budget and self.look_ahead >= 0):
            raise ValueError("replications: 2 <= first <= budget, look-ahead 0 or more")


@frozen
class Stopping:
    """Where a series stands. `enough` is the number of replications that suffices, None while none does."""

    enough: int | None
    needed: int
    """Replications that must have been run before more can be said; those there are, once it is settled."""


def relative_half_widths(values: ArrayLike, confidence: float = 0.95) -> Floats:
    """Return the half-width beside the mean after each replication; infinite for the first and where the mean is 0."""
    series = as_series(values, 1)
    count = np.arange(1, len(series) + 1)
    mean = np.cumsum(series) / count
    # Welford's running sum of squares: stable where the mean is great beside the variation
    before = np.concatenate([[series[0]], mean[:-1]])
    squares = np.cumsum((series - before) * (series - mean))
    half = np.full(len(series), np.inf)
    later = count[1:]
    deviation = np.sqrt(np.maximum(squares[1:], 0.0) / (later - 1) / later)
    half[1:] = stats.t.ppf((1 + confidence) / 2, later - 1) * deviation
    with np.errstate(divide="ignore", invalid="ignore"):
        relative = half / np.abs(mean)
    relative[half == 0] = 0.0
    return relative


def stopping(values: ArrayLike, precision: Precision) -> Stopping:
    """Say whether a series is long enough, and if not, how long it must be before it is looked at again."""
    series = as_series(values, 0)
    if len(series) < precision.first:
        return Stopping(None, precision.first)
    small = relative_half_widths(series, precision.confidence) <= precision.relative_half_width
    number = precision.first
    while number <= len(series):
        if not small[number - 1]:
            number += 1
            continue
        until = min(number + look_ahead(number, precision), precision.budget)
        spoilt = np.flatnonzero(~small[number : min(until, len(series))])
        if len(spoilt):
            number += int(spoilt[0]) + 1
        elif until <= len(series):
            return Stopping(number, len(series))
        else:
            return Stopping(None, until)
    return Stopping(None, number)


def look_ahead(number: int, precision: Precision) -> int:
    """Return through how many further replications the half-width must stay small."""
    return precision.look_ahead * max(number, 100) // 100


@frozen
class Replicated:
    """What was run. `is_precise` is False where the budget ran out first."""

    series: Mapping[str, Floats]
    enough: int
    is_precise: bool
    confidence: float

    def interval(self, figure: str) -> Interval:
        """Return the interval of one figure from all that was run."""
        return mean_interval(self.series[figure], self.confidence)


def replicate(run: Callable[[int], Mapping[str, float]], precision: Precision) -> Replicated:
    """Run replications 0, 1, 2 and so on until every figure is precise enough, or the budget is used up."""
    series: dict[str, list[float]] = {}
    ran, wanted = 0, precision.first
    enough: list[int | None] = [None]
    while ran < min(wanted, precision.budget):
        for figure, value in run(ran).items():
            series.setdefault(figure, []).append(value)
        ran += 1
        if ran == wanted:
            looks = [stopping(each, precision) for each in series.values()]
            enough = [look.enough for look in looks]
            wanted = max(look.needed for look in looks)
    arrays = {figure: np.array(each) for figure, each in series.items()}
    found = [each for each in enough if each is not None]
    is_precise = len(found) == len(enough)
    return Replicated(arrays, max(found) if is_precise else ran, is_precise, precision.confidence)
