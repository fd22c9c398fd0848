"""What a day's waits come to, observed beside simulated: over the served calls of weekdays."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

Floats = NDArray[np.float64]
SHORT_S: Final = 20
LONG_S: Final = 60


@frozen
class WaitFigures:
    """Figures of a set of waits, in seconds; the shares are between 0 and 1."""

    served: float
    """Calls served; of simulated waits, the mean over replications."""
    mean_s: float
    under_20_s: float
    under_60_s: float
    p95_s: float

    @classmethod
    def of(cls, waits: Floats, replications: int = 1) -> "WaitFigures":
        """Return the figures of waits, rounded to whole seconds as the trace has them."""
        whole = np.round(waits)
        return cls(
            len(whole) / replications,
            float(whole.mean()),
            float((whole < SHORT_S).mean()),
            float((whole < LONG_S).mean()),
            float(np.quantile(whole, 0.95)),
        )


@frozen
class DayFigures:
    """The mean wait of one day, in seconds."""

    day: date
    observed_s: float
    simulated_s: float

    @property
    def error(self) -> float:
        """How far the simulated mean is off, as a share of the observed; 0 where both are 0."""
        if self.observed_s == self.simulated_s:
            return 0.0
        return abs(self.simulated_s / self.observed_s - 1) if self.observed_s else float("inf")


@frozen
class Comparison:
    """Observed beside simulated."""

    observed: WaitFigures
    simulated: WaitFigures
    days: tuple[DayFigures, ...]

    @property
    def mape(self) -> float:
        """Mean absolute error of the daily means, as a share of the observed."""
        return float(np.mean([each.error for each in self.days]))

    @property
    def mean_error(self) -> float:
        """How far the simulated mean wait is off, signed, as a share of the observed."""
        return self.simulated.mean_s / self.observed.mean_s - 1

    @property
    def p95_error(self) -> float:
        """How far the simulated 95th percentile is off, signed, as a share of the observed."""
        return self.simulated.p95_s / self.observed.p95_s - 1

    @property
    def under_60_error(self) -> float:
        """How far the simulated share under a minute is off, signed, as a difference of shares."""
        return self.simulated.under_60_s - self.observed.under_60_s


def compare(
    observed: Mapping[date, Floats], simulated: Mapping[date, Sequence[Floats]], replications: int
) -> Comparison:
    """Compare waits by day; `simulated` has one array a replication."""
    pooled = {day: np.concatenate(list(runs)) for day, runs in simulated.items()}
    days = tuple(
        DayFigures(day, float(np.mean(observed[day])), float(np.mean(np.round(pooled[day]))))
        for day in sorted(observed)
    )
    every = np.concatenate([pooled[each.day] for each in days])
    return Comparison(
        WaitFigures.of(np.concatenate([observed[each.day] for each in days])),
        WaitFigures.of(every, replications),
        days,
    )
