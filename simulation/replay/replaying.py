"""A trace put through a fitted model, day by day.

Read from the replayed trace: arrivals and types; priorities that somebody looked up; from the record of services their
length, whether an agent gave them, and who was there (`presence.py`). Read from the fit: everything in `fitted.py`.
Never read, except to be compared with: waits, and who hung up.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from simulation.replay.draws import draw
from simulation.replay.figures import Comparison, compare
from simulation.replay.fitted import Fit
from simulation.replay.floor import NOT_SERVED, Floor, Offered
from simulation.replay.presence import presences
from simulation.replay.trace import Call, is_weekday

Floats = NDArray[np.float64]


def weekdays_of(calls: Iterable[Call]) -> dict[date, list[Call]]:
    """Return the calls of each weekday (Sunday to Thursday) in the order of arrival."""
    grouped = groupby(sorted(calls, key=lambda call: (call.day, call.arrived)), key=lambda call: call.day)
    return {day: list(own) for day, own in grouped if is_weekday(day)}


def observed_waits(calls: Iterable[Call]) -> Floats:
    """Return the waits of the calls that were served, in seconds."""
    return np.array([call.queued_s for call in calls if call.was_served], float)


def simulated_waits(calls: Sequence[Call], fit: Fit, replications: int, seed: int) -> list[Floats]:
    """Return the waits of the calls served, in seconds, one array a replication."""
    there = presences(calls, fit.presence)
    offered = Offered(
        [call.arrived for call in calls],
        [call.type for call in calls],
        [call.was_served and not call.agent for call in calls],
    )
    runs = []
    for replication in range(replications):
        floor = Floor(offered, draw(calls, fit, seed, replication), fit.queue_limit, fit.credit_s)
        waits = np.array(floor.run(there))
        runs.append(waits[waits != NOT_SERVED])
    return runs


def replay(calls: Iterable[Call], fit: Fit, replications: int, seed: int) -> Comparison:
    """Replay every weekday of a trace and compare. Raises: ValueError where no weekday has a served call."""
    days = {day: own for day, own in weekdays_of(calls).items() if len(observed_waits(own))}
    if not days:
        raise ValueError("no served call on a Sunday to Thursday: give a trace that has some")
    return compare_days(
        days, {day: simulated_waits(own, fit, replications, seed) for day, own in days.items()}
    )


def compare_days(
    days: Mapping[date, Sequence[Call]], simulated: Mapping[date, Sequence[Floats]]
) -> Comparison:
    """Compare what was observed on these days with what was simulated."""
    replications = len(next(iter(simulated.values())))
    return compare({day: observed_waits(own) for day, own in days.items()}, simulated, replications)
