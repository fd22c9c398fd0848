"""The share that was called in time, with its interval, from days that do not depend on each other.

Nobody stays over night, so the days of an outlet are independent; the share is a ratio of two sums over days.
Source: A. M. Law, Simulation Modeling and Analysis, 5th ed. (2015), section 9.4.1; the interval of a ratio as in
W. G. Cochran, Sampling Techniques, 3rd ed. (1977), section 2.11.
"""

from functools import cache, cached_property
from typing import Final

import numpy as np
from attrs import frozen
from scipy import special

from simulation.analysis.intervals import Interval
from simulation.engine.station import Floats

CONFIDENCE: Final = 0.95
FEWEST_DAYS: Final = 2


@frozen(eq=False)
class Outcome:
    """Who came and who was called in time, by day (all outlets' days in rows) and slot; outside all slots in the last column."""

    came: Floats
    within: Floats

    @cached_property
    def share(self) -> Interval:
        """The share of all who came."""
        return share_of(by_day(self.came), by_day(self.within))

    def in_slot(self, place: int) -> Interval:
        """The share of those who came in one slot."""
        return share_of(self.came[:, place], self.within[:, place])

    @property
    def estimates(self) -> Floats:
        """The shares of those who came in each slot, without their intervals; of nobody it is 1."""
        came, within = (by_slot(each) for each in (self.came, self.within))
        estimates: Floats = np.divide(within, came, out=np.ones(len(came)), where=came > 0.0)
        return estimates

    @cached_property
    def late(self) -> Floats:
        """Those not called in time, by slot."""
        return by_slot(self.came) - by_slot(self.within)


def by_day(table: Floats) -> Floats:
    """Return the sums of the rows; as a product several times quicker than a sum, and as exact for numbers of people."""
    sums: Floats = table @ np.ones(table.shape[1])
    return sums


def by_slot(table: Floats) -> Floats:
    """Return the sums of the columns but the last, in which those are who came outside every slot."""
    sums: Floats = np.ones(len(table)) @ table
    return sums[:-1]


def share_of(came: Floats, within: Floats, confidence: float = CONFIDENCE) -> Interval:
    """Return a share and its interval from counts by day; of nobody it is 1.

    Where all, or none, were in time the days tell nothing of the variation, and the exact binomial bound stands in.
    """
    days = int(np.count_nonzero(came))
    total = float(came.sum())
    if total == 0.0:
        return Interval(1.0, 1.0, 1.0, confidence, days)
    share = float(within.sum()) / total
    if share in (0.0, 1.0) or days < FEWEST_DAYS:
        low, high = _exact(total, float(within.sum()), confidence)
        return Interval(share, low, high, confidence, days)
    residual = within - share * came
    error = float(np.sqrt(days / (days - 1) * np.square(residual).sum())) / total
    half = student(days, confidence) * error
    return Interval(share, max(0.0, share - half), min(1.0, share + half), confidence, days)


@cache
def student(days: int, confidence: float) -> float:
    """Return the half-width in standard errors of an interval from so many days."""
    return float(special.stdtrit(days - 1, (1 + confidence) / 2))


def _exact(total: float, within: float, confidence: float) -> tuple[float, float]:
    """Return the bounds of Clopper and Pearson."""
    tail, missed = (1 - confidence) / 2, total - within
    low = float(special.betaincinv(within, missed + 1, tail)) if within else 0.0
    high = float(special.betaincinv(within + 1, missed, 1 - tail)) if missed else 1.0
    return low, high


def gain(base: Outcome, changed: Outcome, confidence: float = CONFIDENCE) -> Interval:
    """Return how much greater the changed share is, paired by day: both met the same people."""
    came = by_day(base.came)
    more = by_day(changed.within) - by_day(base.within)
    total, days = float(came.sum()), int(np.count_nonzero(came))
    if total == 0.0 or days < FEWEST_DAYS:
        return Interval(0.0, 0.0, 0.0, confidence, days)
    mean = float(more.sum()) / total
    error = float(np.sqrt(days / (days - 1) * np.square(more - mean * came).sum())) / total
    half = student(days, confidence) * error
    return Interval(mean, mean - half, mean + half, confidence, days)
