"""How many replications are enough: until the half-width of the mean is small beside it, and stays so.

Source: K. Hoad, S. Robinson, R. Davies, Automated selection of the number of replications for a discrete-event
simulation, J. Oper. Res. Soc. 61 (2010) 1632-1644.
"""

from collections.abc import Callable, Iterable, Mapping

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
class Watched:
    """A figure that is watched: its mean, the half-width beside it, and whether that is as small as asked."""

    figure: str
    mean: float
    relative_half_width: float
    is_met: bool


@frozen
class Replicated:
    """What was run. `enough` suffices where `is_precise`, which is False where the budget ran out first."""

    series: Mapping[str, Floats]
    enough: int
    ran: int
    is_precise: bool
    precision: Precision

    def interval(self, figure: str) -> Interval:
        """Return the interval of one figure from all that was run."""
        return mean_interval(self.series[figure], self.precision.confidence)

    def watched(self) -> tuple[Watched, ...]:
        """Tell of each figure how precise it is after all that was run."""
        asked, confidence = self.precision.relative_half_width, self.precision.confidence
        widths = {figure: relative_half_widths(made, confidence) for figure, made in self.series.items()}
        return tuple(
            Watched(figure, float(made.mean()), float(widths[figure][-1]), bool(widths[figure][-1] <= asked))
            for figure, made in self.series.items()
        )


def replicate(run: Callable[[range], Iterable[Mapping[str, float]]], precision: Precision) -> Replicated:
    """Run replications 0, 1, 2 and so on until every figure is precise enough, or the budget is used up.

    `run` is given the numbers to be run before the next look, and returns the figures of each: how many these are
    depends on the figures alone, not on who runs them. Where it returns fewer, it was interrupted and nothing more is
    run. A figure that some replication lacks (NaN) is not watched; without any, nothing is precise.
    """
    made: list[Mapping[str, float]] = []
    wanted, looks = precision.first, [Stopping(None, precision.first)]
    while len(made) < (due := min(wanted, precision.budget)):
        made += run(range(len(made), due))
        looks = [stopping(each, precision) for each in _series(made).values()]
        if len(made) < due or not looks:
            break
        wanted = max(look.needed for look in looks)
        if any(look.enough is None for look in looks):
            wanted = max(wanted, _following(_series(made), precision))
    found = [look.enough for look in looks if look.enough is not None]
    is_precise = bool(looks) and len(found) == len(looks)
    return Replicated(
        _series(made), max(found) if is_precise else len(made), len(made), is_precise, precision
    )


def _following(series: Mapping[str, Floats], precision: Precision) -> int:
    """Return how many replications there should be at the next look, so that workers get more than one at a time.

    A half-width shrinks with the root of their number: most of the way is gone at once, at most to twice as many.
    """
    ran = min(len(made) for made in series.values())
    widths = [relative_half_widths(made, precision.confidence)[-1] for made in series.values()]
    expected = ran * (max(widths) / precision.relative_half_width) ** 2
    return max(ran + ran // 8, int(min(2 * ran, 0.8 * expected)))


def _series(made: list[Mapping[str, float]]) -> dict[str, Floats]:
    """Return the figures that every replication has, each as a series."""
    names = dict.fromkeys(name for told in made for name in told)
    series = {name: np.array([told.get(name, np.nan) for told in made]) for name in names}
    return {name: each for name, each in series.items() if np.isfinite(each).all()}
