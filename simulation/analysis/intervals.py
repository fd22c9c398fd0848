"""Confidence intervals of means and quantiles, from independent replications."""

from functools import cache
from typing import Final

import numpy as np
from attrs import frozen
from numpy.typing import ArrayLike, NDArray
from scipy import stats

Floats = NDArray[np.float64]
FEWEST: Final = 2


class TooFewReplications(ValueError):
    """There is no interval from so few replications: how many there were, and how many are needed."""

    def __init__(self, found: int, needed: int) -> None:
        self.found, self.needed = found, needed
        super().__init__(f"{found} replications, at least {needed} are needed: run more")


@frozen
class Interval:
    """An estimate between two bounds, in the unit of what was estimated."""

    estimate: float
    low: float
    high: float
    confidence: float
    replications: int

    @property
    def half_width(self) -> float:
        """Half the distance of the bounds."""
        return (self.high - self.low) / 2

    @property
    def relative_half_width(self) -> float:
        """Half-width as a share of the estimate; infinite where the estimate is 0 and the half-width is not."""
        if self.half_width == 0:
            return 0.0
        return self.half_width / abs(self.estimate) if self.estimate else float("inf")

    def covers(self, value: float) -> bool:
        """Return whether a value lies between the bounds."""
        return self.low <= value <= self.high


def as_series(values: ArrayLike, fewest: int = FEWEST) -> Floats:
    """Return a series of finite numbers. Raises: TooFewReplications; ValueError naming the first that is not finite."""
    series = np.asarray(values, float)
    if series.ndim != 1:
        raise ValueError(
            f"found an array of {series.ndim} dimensions, expected a series: one number a replication"
        )
    if len(series) < fewest:
        raise TooFewReplications(len(series), fewest)
    if not np.isfinite(series).all():
        place = int(np.flatnonzero(~np.isfinite(series))[0])
        raise ValueError(f"replication {place} gave {series[place]}: leave out what is not a number")
    return series


def mean_interval(values: ArrayLike, confidence: float = 0.95) -> Interval:
    """Return Student's interval for a mean; a series without variation has a half-width of 0.

    Source: A. M. Law, Simulation Modeling and Analysis, 5th ed. (2015), section 4.5.
    """
    series = as_series(values)
    mean, error = float(series.mean()), float(series.std(ddof=1) / np.sqrt(len(series)))
    half = _students(confidence, len(series) - 1) * error
    return Interval(mean, mean - half, mean + half, confidence, len(series))


@cache
def _students(confidence: float, freedom: int) -> float:
    """Return the two-sided quantile of Student's distribution; a result asks for the same one thousands of times."""
    return float(stats.t.ppf((1 + confidence) / 2, freedom))


def quantile_interval(values: ArrayLike, share: float, confidence: float = 0.95) -> Interval:
    """Return the distribution-free interval of a quantile between two order statistics.

    Raises: TooFewReplications where no two order statistics reach the confidence.
    Source: W. J. Conover, Practical Nonparametric Statistics, 3rd ed. (1999), section 3.2, as in scipy's quantile_test.
    """
    series = as_series(values)
    found = stats.quantile_test(series, q=0.0, p=share).confidence_interval(confidence)
    if not np.isfinite((found.low, found.high)).all():
        raise TooFewReplications(len(series), fewest_for_quantile(share, confidence))
    estimate = float(np.quantile(series, share))
    return Interval(estimate, float(found.low), float(found.high), confidence, len(series))


def fewest_for_quantile(share: float, confidence: float = 0.95) -> int:
    """Return how many replications the interval of a quantile needs: its tails hold too little otherwise."""
    tail = (1 - confidence) / 2
    return int(np.ceil(np.log(tail) / np.log(max(share, 1 - share))))
