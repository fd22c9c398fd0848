"""What chance decides in one replayed day: drawn before the run, from streams named by seed, replication and day."""

from collections.abc import Sequence
from typing import Final

import numpy as np
from attrs import frozen
from numpy.random import Generator
from numpy.typing import NDArray

from simulation.replay.fitted import CallType, Fit, Patience, Pauses, Turnaround
from simulation.replay.trace import Call
from simulation.streams import Streams

TRIES: Final = 4
"""Tries to reach an agent, a call, that numbers are drawn for; a day with more begins with the first again."""
Floats = NDArray[np.float64]


@frozen
class Draws:
    """One number a call, in the order of arrival; the turnarounds in the order of services."""

    service_s: list[float]
    patience_s: list[float]
    priority: list[int]
    turnaround_s: list[float]
    pause_s: list[float]
    """For each try to reach an idle agent, in their order: how long until she is back, 0 where she is reached."""


def draw(calls: Sequence[Call], fit: Fit, seed: int, replication: int) -> Draws:
    """Draw for one day. A service that the trace holds is not drawn, and neither is a known priority."""
    day = Streams(seed, replication, calls[0].day.toordinal())
    types = [_type_of(call, fit) for call in calls]
    size = len(calls)
    return Draws(
        _services(calls, types, day.named("service")),
        _patience(fit.patience, len(calls), day.named("patience")),
        _priorities(calls, types, day.named("priority")),
        _turnarounds(fit.turnaround, size, day.named("turnaround")).tolist(),
        _pauses(fit.pauses, TRIES * size, day.named("pause")).tolist(),
    )


def _type_of(call: Call, fit: Fit) -> CallType:
    """Return what is known of the call's type; of a type the fit has not met, the mean of those it has."""
    if call.type in fit.types:
        return fit.types[call.type]
    known = list(fit.types.values())
    mean = float(np.mean([each.service_mean_s for each in known]))
    return CallType(mean, float(np.mean([each.service_cv for each in known])), (1.0, 0.0, 0.0))


def _services(calls: Sequence[Call], types: Sequence[CallType], stream: Generator) -> list[float]:
    """Return recorded services, and lognormal ones of the type's mean and variation where there is none."""
    mean = np.array([each.service_mean_s for each in types])
    variance = np.log1p(np.array([each.service_cv for each in types]) ** 2)
    drawn = np.exp(np.log(mean) - variance / 2 + np.sqrt(variance) * stream.standard_normal(len(calls)))
    return [
        float(call.service_s) if call.was_served else own
        for call, own in zip(calls, drawn.tolist(), strict=True)
    ]


def _patience(patience: Patience, size: int, stream: Generator) -> list[float]:
    """Return how long each caller stays, linear between the steps of the curve; infinity beyond its end."""
    uniform, second = stream.random(size), stream.random(size)
    staying = np.array([1.0, *patience.staying])
    stays = np.interp(-uniform, -staying, [0.0, *patience.seconds])
    stays[uniform < staying[-1]] = np.inf
    stays[second < patience.at_once] = 0.0
    return [float(stay) for stay in stays]


def _priorities(calls: Sequence[Call], types: Sequence[CallType], stream: Generator) -> list[int]:
    """Return the priorities of the trace; 0 is also what it has of callers that nobody looked up, so 0 is drawn anew."""
    uniform = stream.random(len(calls)).tolist()
    return [
        call.priority or (0 if u < each.priorities[0] else 1 if u < sum(each.priorities[:2]) else 2)
        for call, each, u in zip(calls, types, uniform, strict=True)
    ]


def _turnarounds(turnaround: Turnaround, size: int, stream: Generator) -> Floats:
    known = np.linspace(0.0, 1.0, len(turnaround.seconds))
    return np.interp(stream.random(size), known, turnaround.seconds)


def _pauses(pauses: Pauses, size: int, stream: Generator) -> Floats:
    lasting = stream.exponential(pauses.back_after_s, size)
    return np.where(stream.random(size) < pauses.missed, lasting, 0.0)
