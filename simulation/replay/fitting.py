"""A model fitted to a trace: estimates where there is an estimator, a search where there is none.

Searched are the two figures of the presence rule that decide how much capacity a record of services stands for. The
search looks at observed waits, as it may: it is done on the trace that is fitted, never on one that is replayed.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import product
from typing import Final

import numpy as np
from attrs import evolve

from simulation.replay.figures import Comparison
from simulation.replay.fitted import CallType, Fit, Turnaround
from simulation.replay.patience import fit_patience, longest_queue
from simulation.replay.pausing import fit_pauses
from simulation.replay.presence import PresenceRule, presences
from simulation.replay.replaying import compare_days, simulated_waits, weekdays_of
from simulation.replay.trace import Call

CREDIT_S: Final = (0.0, 0.0, 90.0)
"""Not fitted. Source: L. Brown et al., J. Am. Stat. Assoc. 100 (2005) 36-50: priority 2 is advanced by 1.5 minutes."""

START: Final = PresenceRule(
    away_after_s=600.0, briefest_s=8.0, at_once_s=8.0, passed_over=1, last_share=0.5, type_share=0.25
)
AWAY_AFTER_S: Final = (300.0, 600.0, 900.0)
LAST_SHARE: Final = (0.2, 0.3, 0.4, 0.5, 0.6)
REPLICATIONS: Final = 8
SEED: Final = 1999

GOALS: Final = (0.05, 0.01, 0.05, 0.20)
"""What errors of mean, share under a minute, 95th percentile and daily means weigh the same."""
FEWEST_GAPS: Final = 20
CLOCKS_DIFFER_S: Final = 2
"""The clocks of the exchange and of the agents' record differ by so much."""
QUANTILES: Final = np.linspace(0.0, 1.0, 21)


def fit_trace(calls: Iterable[Call]) -> Fit:
    """Fit to the weekdays of a trace. Deterministic. Raises: ValueError, with the remedy, where it holds too little."""
    days = weekdays_of(calls)
    return fit_days({day: own for day, own in days.items() if any(call.is_on_record for call in own)})


def fit_days(days: Mapping[date, Sequence[Call]]) -> Fit:
    """Fit to days with services on record."""
    estimated = estimate(days)
    grid = [
        evolve(estimated, presence=evolve(START, away_after_s=away, last_share=share))
        for away, share in product(AWAY_AFTER_S, LAST_SHARE)
    ]
    return min(grid, key=lambda fit: loss(try_fit(days, fit)))


def try_fit(days: Mapping[date, Sequence[Call]], fit: Fit) -> Comparison:
    """Replay days with few replications; every fit meets the same random numbers."""
    return compare_days(
        days, {day: simulated_waits(own, fit, REPLICATIONS, SEED) for day, own in days.items()}
    )


def loss(comparison: Comparison) -> float:
    """Return the sum of the errors, each in units of its goal."""
    errors = (comparison.mean_error, comparison.under_60_error, comparison.p95_error, comparison.mape)
    return float(sum(abs(error) / goal for error, goal in zip(errors, GOALS, strict=True)))


def estimate(days: Mapping[date, Sequence[Call]]) -> Fit:
    """Estimate everything but the presence rule. Raises: ValueError where the days hold too little."""
    calls = [call for own in days.values() for call in own]
    gaps = waited_for_gaps(days.values())
    if len(gaps) < FEWEST_GAPS:
        found = f"{len(gaps)} services that followed another while somebody waited"
        raise ValueError(
            f"{found}, on {len(days)} days: fit on a trace with at least {FEWEST_GAPS} on weekdays"
        )
    types = sorted({call.type for call in calls if call.is_on_record})
    there = [(own, presences(own, START)) for own in days.values()]
    return Fit(
        tuple(day.isoformat() for day in sorted(days)),
        START,
        Turnaround(tuple(round(float(each), 2) for each in np.quantile(gaps, QUANTILES))),
        fit_pauses(there),
        fit_patience(there),
        longest_queue(calls),
        CREDIT_S,
        {type_: _call_type(calls, type_) for type_ in types},
    )


def waited_for_gaps(days: Iterable[Sequence[Call]]) -> list[int]:
    """Return seconds from the end of an agent's service to her next, while a caller she takes was waiting at that end.

    Longer ones than the briefest absence are left out.
    """
    return [gap for calls in days for gap in _gaps_of_a_day(calls)]


def _gaps_of_a_day(calls: Sequence[Call]) -> Iterator[int]:
    takes = {each.agent: each.takes for each in presences(calls, START)}
    queued = [call for call in calls if call.queued_s > 0]
    free_since: dict[str, int] = {}
    for call in sorted((each for each in calls if each.is_on_record), key=lambda each: each.started):
        since = free_since.get(call.agent)
        free_since[call.agent] = max(call.ended, since or 0)
        if since is None or not 0 < call.started - since <= START.briefest_s:
            continue
        if any(_waits(each, since) and each.type in takes[call.agent] for each in queued):
            yield call.started - since


def _waits(call: Call, moment: int) -> bool:
    """Return whether a caller had come before a moment and was waiting after it, by more than clocks differ."""
    return call.arrived < moment - CLOCKS_DIFFER_S and moment + CLOCKS_DIFFER_S < call.arrived + call.queued_s


def _call_type(calls: Iterable[Call], type_: str) -> CallType:
    own = [call for call in calls if call.type == type_]
    services = np.array([call.service_s for call in own if call.is_on_record], float)
    queued = np.array([call.priority for call in own if call.queued_s > 0], int)
    shares = np.bincount(queued, minlength=3) / len(queued) if len(queued) else np.array([1.0, 0.0, 0.0])
    mean = max(1.0, float(services.mean()))
    first, second, third = (round(float(each), 4) for each in shares)
    return CallType(round(mean, 2), round(float(services.std()) / mean, 4), (first, second, third))
