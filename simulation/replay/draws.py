"""What chance decides in one replayed day: drawn before the run, from streams named by seed, replication and day."""

from collections.abc import Sequence

import numpy as np
from attrs import frozen
from numpy.random import Generator
from numpy.typing import NDArray

from simulation.replay.fitted import CallType, Fit, Patience, Turnaround
from simulation.replay.trace import Call
from simulation.streams import Streams

Floats = NDArray[np.float64]


@frozen
class Draws:
    """One number a call, in the order of arrival; the turnarounds in the order of services."""

    service_s: list[float]
    patience_s: list[float]
    priority: list[int]
    turnaround_s: list[float]


def draw(calls: Sequence[Call], fit: Fit, seed: int, replication: int) -> Draws:
    """Draw for one day. A service that the trace holds is not drawn, and neither is a known priority."""
    day = Streams(seed, replication, calls[0].day.toordinal())
    types = [_type_of(call, fit) for call in calls]
    size = len(calls)
    return Draws(
        _services(calls, types, day.named("service")),
        _patience(fit.patience, size, day.named("patience")).tolist(),
        _priorities(calls, types, day.named("priority")),
        _turnarounds(fit.turnaround, size, day.named("turnaround")).tolist(),
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
    return [float(call.service_s) if call.was_served else own for call, own in zip(calls, drawn.tolist(), strict=True)]


def _patience(patience: Patience, size: int, stream: Generator) -> Floats:
    uniform, second = stream.random(size), stream.random(size)
    steps = np.array([0.0, *patience.seconds])
    staying = np.array([1.0, *patience.staying])
    waited = np.interp(-uniform, -staying, steps)
    waited[uniform < staying[-1]] = np.inf
    waited[second < patience.at_once] = 0.0
    return waited


def _priorities(calls: Sequence[Call], types: Sequence[CallType], stream: Generator) -> list[int]:
    """Return the priorities of the trace; 0 is also what it has of callers that nobody looked up, so 0 is drawn anew."""
    uniform = stream.random(len(calls)).tolist()
    return [
        call.priority or (0 if u < each.priorities[0] else 1 if u < sum(each.priorities[:2]) else 2)
        for call, each, u in zip(calls, types, uniform, strict=True)
    ]


def _turnarounds(turnaround: Turnaround, size: int, stream: Generator) -> Floats:
    drawn = turnaround.median_s * np.exp(turnaround.sigma * stream.standard_normal(size))
    return np.maximum(turnaround.least_s, drawn)
