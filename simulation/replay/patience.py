"""How long callers wait before they hang up, estimated from those who did and those who were served first."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from statistics import median
from typing import Final

import numpy as np
from numpy.typing import NDArray

from simulation.replay.fitted import Patience
from simulation.replay.presence import Presence
from simulation.replay.trace import Call

Floats = NDArray[np.float64]
STEPS: Final = 30
"""Steps the curve is thinned to: enough for a file that can be read, too many to matter."""


def kaplan_meier(waited: Floats, left: NDArray[np.bool_]) -> tuple[Floats, Floats]:
    """Return the times at which somebody left and the share still waiting after each; the others are censored.

    Source: E. L. Kaplan, P. Meier, J. Am. Stat. Assoc. 53 (1958) 457-481. Who is censored at a time is at risk at it.
    """
    times, leaving = np.unique(waited[left], return_counts=True)
    at_risk = len(waited) - np.searchsorted(np.sort(waited), times, side="left")
    return times, np.cumprod(1.0 - leaving / at_risk, dtype=np.float64)


def fit_patience(days: Iterable[tuple[Sequence[Call], Sequence[Presence]]]) -> Patience:
    """Estimate patience from days, each with who was there."""
    listed = [(list(calls), there) for calls, there in days]
    queued = [call for calls, _ in listed for call in calls if call.queued_s > 0]
    waited = np.array([call.queued_s for call in queued], float)
    times, staying = kaplan_meier(waited, np.array([not call.was_served for call in queued], bool))
    kept = np.unique(np.linspace(0, len(times) - 1, min(STEPS, len(times))).round().astype(int))
    return Patience(
        round(median(_at_once(calls, there) for calls, there in listed), 6),
        tuple(float(times[each]) for each in kept),
        tuple(round(float(staying[each]), 6) for each in kept),
    )


def _at_once(calls: Sequence[Call], there: Sequence[Presence]) -> float:
    """Return the share that hung up at once among those not served at once while agents were there.

    The median over days is taken of it, since a failure of the exchange for half an hour outweighs a week.
    """
    counts: dict[bool, int] = defaultdict(int)
    for call in calls:
        if call.queued_s > 0 or (not call.was_served and _staffed(call.arrived, there)):
            counts[call.queued_s == 0] += 1
    return counts[True] / max(1, sum(counts.values()))


def _staffed(moment: int, there: Sequence[Presence]) -> bool:
    return any(session.on <= moment < session.off for each in there for session in each.sessions)


def longest_queue(calls: Iterable[Call]) -> int:
    """Return the most callers of any one day that waited at a time."""
    moves: dict[date, list[tuple[int, int]]] = defaultdict(list)
    for call in calls:
        if call.queued_s > 0:
            moves[call.day] += [(call.arrived, 1), (call.arrived + call.queued_s, -1)]
    runs = (np.cumsum([step for _, step in sorted(own)]) for own in moves.values())
    return max((int(run.max()) for run in runs), default=1)
