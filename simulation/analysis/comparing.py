"""Two plans under common random numbers: replications are paired, and the interval is that of their differences.

Source: A. M. Law, Simulation Modeling and Analysis, 5th ed. (2015), sections 10.2.1 and 11.2; several comparisons share
the error by Bonferroni's inequality, section 10.3.
"""

from collections.abc import Mapping

import numpy as np
from attrs import frozen
from numpy.typing import ArrayLike

from simulation.analysis.intervals import Interval, as_series, mean_interval


@frozen
class Paired:
    """The mean difference, and how much pairing helped."""

    difference: Interval
    """Of `changed` minus `base`, in the figure's unit."""
    correlation: float
    """Of the paired replications; 0 where one of them does not vary."""

    @property
    def differs(self) -> bool:
        """Return whether 0 is outside the interval."""
        return not self.difference.covers(0.0)


def paired(base: ArrayLike, changed: ArrayLike, confidence: float = 0.95) -> Paired:
    """Compare two plans whose replication n used the same random numbers. Raises: ValueError on unequal lengths."""
    first, second = as_series(base), as_series(changed)
    if len(first) != len(second):
        raise ValueError(
            f"{len(first)} and {len(second)} replications: pair each with one of the same number"
        )
    varies = bool(np.ptp(first) > 0 and np.ptp(second) > 0)
    correlation = float(np.corrcoef(first, second)[0, 1]) if varies else 0.0
    return Paired(mean_interval(second - first, confidence), correlation)


def against_base(
    base: ArrayLike, others: Mapping[str, ArrayLike], confidence: float = 0.95
) -> dict[str, Paired]:
    """Compare several plans with one, so that all intervals hold together with the confidence."""
    each = of_each(confidence, len(others))
    return {name: paired(base, changed, each) for name, changed in others.items()}


def of_each(confidence: float, intervals: int) -> float:
    """Return the confidence of each of some intervals that are to hold together."""
    return 1 - (1 - confidence) / max(1, intervals)
