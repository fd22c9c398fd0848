"""How often an idle agent misses a call, estimated from calls that waited although agents were there with nobody to serve."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

import numpy as np
from attrs import frozen
from scipy.optimize import minimize_scalar

from simulation.replay.fitted import Pauses
from simulation.replay.presence import Presence
from simulation.replay.trace import Call

SETTLED_S: Final = 10
"""Who became free later than this before a call may still be turning round."""
FEWEST: Final = 50
LEAST_BACK_S: Final = 1.0


@frozen
class Chance:
    """A call to an empty queue: how many agents were idle, and how long it waited, in seconds."""

    idle: int
    waited: int


def chances(calls: Sequence[Call], there: Sequence[Presence]) -> Iterator[Chance]:
    """Yield the calls of one day that found no queue and at least one idle agent who takes them."""
    services: dict[str, list[Call]] = defaultdict(list)
    for call in calls:
        if call.is_on_record:
            services[call.agent].append(call)
    queued = [call for call in calls if call.queued_s > 0]
    for call in calls:
        moment = call.arrived
        if not call.is_on_record or any(
            each.arrived < moment < each.arrived + each.queued_s for each in queued
        ):
            continue
        able = [each for each in there if call.type in each.takes]
        idle = sum(_is_idle(each, services[each.agent], moment) for each in able)
        if idle:
            yield Chance(idle, call.queued_s)


def _is_idle(agent: Presence, own: Iterable[Call], moment: int) -> bool:
    on = any(session.on <= moment - SETTLED_S and moment < session.off for session in agent.sessions)
    return on and not any(each.started < moment - 2 and moment - SETTLED_S < each.ended for each in own)


def fit_pauses(days: Iterable[tuple[Sequence[Call], Sequence[Presence]]]) -> Pauses:
    """Estimate the chance by maximum likelihood: a call with n idle agents waits if all n miss it."""
    found = [chance for calls, there in days for chance in chances(calls, there)]
    waits = np.array([each.waited for each in found], float)
    if len(waits) < FEWEST or not (waits > 0).any():
        return Pauses(0.0, LEAST_BACK_S)
    idle = np.array([each.idle for each in found])

    def unlikelihood(missed: float) -> float:
        all_miss = missed**idle
        return float(-np.sum(np.where(waits > 0, np.log(all_miss), np.log1p(-all_miss))))

    best = minimize_scalar(unlikelihood, bounds=(1e-4, 0.999), method="bounded")
    return Pauses(round(float(best.x), 4), round(max(LEAST_BACK_S, float(waits[waits > 0].mean())), 2))
