"""The intensity of demand over a period: pieces of time on open days, and how much of the demand falls into each.

Arrivals are a Poisson process whose rate is constant within each piece. A uniform number is turned into a moment by the
inverse of the cumulated weights, so that sorted uniforms become sorted arrivals without any further sorting.
"""

from collections.abc import Callable
from datetime import date, timedelta

import numpy as np
from attrs import frozen

from simulation.engine.station import Floats, Ints
from simulation.network.hours import Days, Shift, open_days
from simulation.network.profiles import Profile
from simulation.units import DAY, HALF_HOUR, half_hour_of


@frozen(eq=False)
class Grid:
    """Edges of pieces of time, cumulated weights at the edges from 0 to 1, and the weight of the whole."""

    edges: Floats
    cumulated: Floats
    weight: float

    def moments(self, uniforms: Floats) -> Floats:
        """Return the moments of uniform numbers; sorted ones give sorted moments."""
        moments: Floats = np.interp(uniforms, self.cumulated, self.edges)
        return moments


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


def day_weights(
    days: Days, profile: Profile, first: date, last: date, factor: Callable[[date], float]
) -> dict[int, float]:
    """Return the weight of each open day, numbered from the first; `factor` is the surges'."""
    weights = {}
    for number in open_days(days, first, last):
        day = first + timedelta(days=number)
        weights[number] = profile.weekdays[day.weekday()] * profile.months[day.month - 1] * factor(day)
    return weights


def make_grid(pieces: tuple[tuple[float, float, float], ...], weights: dict[int, float]) -> Grid | None:
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
    changes: list[float] = []
    windows: list[int] = []
    for number in days:
        steps = [(minute + number * DAY, count) for minute, count in _staying(shift.steps(), stays)]
        if changes and changes[-1] == steps[0][0]:
            changes.pop()
            windows.pop()
        changes += [minute for minute, _ in steps]
        windows += [count for _, count in steps]
    ends = np.array(windows) == 0
    if len(ends) > 1:  # a closing over lunch does not end the day
        day_of = (np.array(changes) // DAY).astype(int)
        ends[:-1] &= (np.diff(day_of) > 0) | (np.array(changes[:-1]) % DAY == 0.0)
    return np.array(changes), np.array(windows), ends
