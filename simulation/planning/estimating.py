"""A first estimate of the windows, half-hour by half-hour, from Erlang's formula with demand taken a service earlier.

Each slot is a station of its own in equilibrium (SIPP), with the rate that prevailed one service time before (lag-avg).
Days are not alike: the share is that of the days' people, and where the load exceeds the windows it is nought.
Source: L. V. Green, P. J. Kolesar, J. Soares, Improving the SIPP approach for staffing service systems that have cyclic
demands, Oper. Res. 49 (2001) 549-564; the simulation mends what the estimate gets wrong.
"""

from collections.abc import Sequence
from typing import Final

import numpy as np

from simulation.analysis.erlang import served_within
from simulation.engine.station import Floats
from simulation.planning.crowd import MOST_WINDOWS, Crowd
from simulation.planning.target import Target

KINDS_OF_DAYS: Final = 4
"""Days are told apart by quarters, from the quietest to the busiest."""


def estimate(crowd: Crowd, target: Target, day_weights: Sequence[float]) -> tuple[int, ...]:
    """Return the windows of each slot; `day_weights` are those of the open days, in any unit."""
    if crowd.minutes == 0.0:
        return (1,) * len(crowd.slots)
    factors = _kinds_of_days(day_weights)
    outlet_days = (len(crowd.bounds) - 1) * max(1, len(day_weights))
    lengths = np.array([slot.minutes for slot in crowd.slots.each])
    rates = _lagged(crowd, crowd.arrivals / outlet_days / lengths)
    return tuple(_fewest(rate, crowd.minutes, target, factors) for rate in rates.tolist())


def _kinds_of_days(weights: Sequence[float]) -> tuple[float, ...]:
    """Return the mean weight of each quarter of the days beside the mean of all."""
    ordered = np.sort(np.asarray(weights, float))
    if len(ordered) == 0 or ordered.sum() == 0.0:
        return (1.0,)
    parts = [part for part in np.array_split(ordered, KINDS_OF_DAYS) if len(part)]
    return tuple(float(part.mean() / ordered.mean()) for part in parts)


def _lagged(crowd: Crowd, rates: Floats) -> Floats:
    """Return the rates as they were one service earlier, on average over the slot."""
    lagged = rates.copy()
    for place, slot in enumerate(crowd.slots.each):
        earlier = crowd.slots.before(place)
        if earlier is not None:
            part = min(1.0, crowd.minutes / slot.minutes)
            lagged[place] = (1.0 - part) * rates[place] + part * rates[earlier]
    return np.asarray(np.maximum(lagged, rates))


def _fewest(rate: float, service: float, target: Target, factors: tuple[float, ...]) -> int:
    """Return the fewest windows that meet the target on all kinds of days together."""
    total = sum(factors)
    for windows in range(max(1, int(rate * service)), MOST_WINDOWS):
        in_time = sum(each * _within(windows, rate * each, service, target.minutes) for each in factors)
        if in_time >= target.share * total:
            return windows
    return MOST_WINDOWS


def _within(windows: int, rate: float, service: float, limit: float) -> float:
    if rate * service == 0.0:
        return 1.0
    return served_within(windows, rate, service, limit) if rate * service < windows else 0.0
