"""The intensity of demand over a period: pieces of time on open days, and how much of the demand falls into each.

Arrivals are a Poisson process whose rate is constant within each piece. A uniform number is turned into a moment by the
inverse of the cumulated weights, so that sorted uniforms become sorted arrivals without any further sorting.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache
from types import MappingProxyType

import numpy as np
from attrs import frozen

from simulation.engine.serving import Path, compiled_loop
from simulation.engine.station import Floats, Ints
from simulation.network.hours import Days, Shift, open_days
from simulation.network.network import Surge
from simulation.network.profiles import Profile
from simulation.units import DAY, HALF_HOUR, half_hour_of


@frozen(eq=False)
class Grid:
    """Edges of pieces of time, cumulated weights at the edges from 0 to 1, and the weight of the whole."""

    edges: Floats
    cumulated: Floats
    weight: float

    def moments(self, uniforms: Floats, path: Path = Path.SIMPY) -> Floats:
        """Return the moments of uniform numbers; sorted ones give sorted moments."""
        lower, upper = self.cumulated[::2], self.cumulated[1::2]
        starts, ends = self.edges[::2], self.edges[1::2]
        masses = upper - lower
        pace = np.divide(ends - starts, masses, out=np.zeros(len(masses)), where=masses > 0.0)
        loop = compiled_loop("spread_out", path)
        if loop is not None:
            moments = np.empty(len(uniforms))
            loop(uniforms, (lower, upper, starts, ends, pace), moments)
            return moments
        place = np.minimum(np.searchsorted(upper, uniforms, side="right"), len(upper) - 1)
        found = starts[place] + (uniforms - lower[place]) * pace[place]
        return np.minimum(found, ends[place], out=found)


@frozen(eq=False)
class Demand:
    """The demand at one door in a period: its grid, the requests expected, and the services' cumulated shares.

    Surges of single services make several of them, each with its own days.
    """

    grid: Grid
    expected: float
    cumulated: Floats


def pieces_of_day(shift: Shift, profile: Profile) -> tuple[tuple[float, float, float], ...]:
    """Return the pieces of a day: first minute, last minute and weight a minute, cut at half-hours and spans."""
    found = []
    for span in shift.spans:
        start = span.opens
        while start < span.closes:
            end = min(span.closes, (start // HALF_HOUR + 1) * HALF_HOUR)
            found.append((start, end, profile.half_hours[half_hour_of(start)]))
            start = end
    if not any(weight for _, _, weight in found):
        return tuple((start, end, 1.0) for start, end, _ in found)
    return tuple(found)


def surge_factor(surges: tuple[Surge, ...], day: date) -> float:
    """Return the factor of the surges that concern every service."""
    factor = 1.0
    for surge in surges:
        if not surge.services and surge.first <= day <= surge.last:
            factor *= surge.factor
    return factor


@cache
def day_weights(
    days: Days, profile: Profile, first: date, last: date, surges: tuple[Surge, ...] = ()
) -> Mapping[int, float]:
    """Return the weight of each open day, numbered from the first; many doors have the same."""
    weights = {}
    for number in open_days(days, first, last):
        day = first + timedelta(days=number)
        weights[number] = (
            profile.weekdays[day.weekday()] * profile.months[day.month - 1] * surge_factor(surges, day)
        )
    return MappingProxyType(weights)


def make_grid(pieces: tuple[tuple[float, float, float], ...], weights: Mapping[int, float]) -> Grid | None:
    """Return the grid of some days; None where none of them has any weight."""
    if not weights or not pieces:
        return None
    days = np.array(list(weights), dtype=float) * DAY
    starts, ends, density = (np.array(each) for each in zip(*pieces, strict=True))
    of_day = (ends - starts) * density
    masses = np.outer(np.array(list(weights.values())), of_day).ravel()
    total = float(masses.sum())
    if total <= 0.0:
        return None
    edges = np.stack([np.add.outer(days, starts).ravel(), np.add.outer(days, ends).ravel()], axis=1).ravel()
    upper = np.cumsum(masses) / total
    cumulated = np.stack([np.concatenate([[0.0], upper[:-1]]), upper], axis=1).ravel()
    return Grid(edges, cumulated, float(sum(weights.values())))


def _staying(steps: tuple[tuple[float, int], ...], stays: float) -> list[tuple[float, int]]:
    """Put off every closing, at most until the next opening or midnight."""
    later: list[tuple[float, int]] = []
    for (minute, count), (following, _) in zip(steps, (*steps[1:], (DAY, 0)), strict=True):
        moved = min(minute + stays, following) if count == 0 else minute
        if count or moved < following or following == DAY:
            later.append((moved, count))
    return later


def schedule(
    shift: Shift, days: tuple[int, ...], stays: float = 0.0
) -> tuple[Floats, Ints, np.ndarray[tuple[int], np.dtype[np.bool_]]]:
    """Return the changes of the number of windows over some days, the windows from then on, and where a day ends.

    `stays`: minutes that windows stay after closing, for people who come over from other windows.
    """
    minutes, counts = zip(*_staying(shift.steps(), stays), strict=True)
    moments = np.add.outer(np.array(days, dtype=float) * DAY, np.array(minutes)).ravel()
    told = np.append(np.diff(moments) != 0.0, True)  # round the clock, a day begins as the one before ends
    changes, windows = moments[told], np.tile(np.array(counts), len(days))[told]
    ends = windows == 0
    if len(ends) > 1:  # a closing over lunch does not end the day
        ends[:-1] &= (np.diff(np.floor(changes / DAY)) > 0.0) | (changes[:-1] % DAY == 0.0)
    return changes, windows, ends
