"""What to leave out at the start of a run that does not end by itself: the warm-up, by MSER-5.

Source: K. P. White, An effective truncation heuristic for bias reduction in simulation output, Simulation 69 (1997)
323-334; K. P. White, M. J. Cobb, S. C. Spratt, Winter Simulation Conference (2000) 755-760.
"""

from typing import Final

import numpy as np
from attrs import frozen
from numpy.typing import ArrayLike, NDArray

from simulation.analysis.intervals import as_series

Floats = NDArray[np.float64]
BATCH: Final = 5
FEWEST: Final = 20
"""Observations below which there is nothing to truncate: four batches."""


@frozen
class WarmUp:
    """The observations to leave out at the start. `is_settled` is False where the run was too short to tell."""

    observations: int
    is_settled: bool
    mean: float
    """Mean of what is left."""


def mser(batches: Floats) -> Floats:
    """Return the statistic for each number of batches left out: the squared standard error of what remains."""
    count = np.arange(len(batches), 0, -1)
    total = np.cumsum(batches[::-1])[::-1]
    squares = np.cumsum(batches[::-1] ** 2)[::-1]
    return np.asarray(np.maximum(squares - total**2 / count, 0.0) / count.astype(float) ** 2)


def warm_up(values: ArrayLike, batch: int = BATCH) -> WarmUp:
    """Find the warm-up of one run's observations in their order.

    The truncation is looked for in the first half. At its end the run was too short, as the rule has it.
    Raises: TooFewReplications with fewer than 20 observations.
    """
    series = as_series(values, FEWEST)
    whole = len(series) // batch * batch
    means = series[:whole].reshape(-1, batch).mean(axis=1)
    half = len(means) // 2
    statistic = mser(means - means.mean())[: half + 1]
    left_out = int(np.argmin(statistic))
    return WarmUp(left_out * batch, left_out < half, float(series[left_out * batch :].mean()))
