"""Loops over outlets that numpy can only do one outlet at a time, or in many passes."""

from typing import Any

import numpy as np
from numba import njit

from simulation.units import DAY, HALF_HOUR


@njit(cache=True, inline="always")
def _mix(state: Any) -> Any:
    mixed = (state ^ (state >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return mixed ^ (mixed >> np.uint64(31))


@njit(cache=True)
def fill(first: Any, steps: Any, bounds: Any, found: Any) -> None:
    """Write the numbers of streams, each between two bounds: SplitMix64 from `first` on, in the streams' own steps."""
    for outlet in range(len(first)):
        state, step = first[outlet], steps[outlet]
        for place in range(bounds[outlet], bounds[outlet + 1]):
            found[place] = _mix(state)
            state += step


@njit(cache=True)
def fill_some(begin: Any, steps: Any, outlet: Any, places: Any, found: Any) -> None:
    """Write the numbers of streams at some places, of which `begin` are those at place 0."""
    for each in range(len(places)):
        at = outlet[each]
        found[each] = _mix(begin[at] + steps[at] * np.uint64(places[each]))


@njit(cache=True)
def sum_up(numbers: Any, bounds: Any) -> None:
    """Replace numbers by their running sums, which begin anew at every bound."""
    for outlet in range(len(bounds) - 1):
        total = 0.0
        for place in range(bounds[outlet], bounds[outlet + 1]):
            total += numbers[place]
            numbers[place] = total


@njit(cache=True)
def spread_out(uniforms: Any, pieces: Any, moments: Any) -> None:
    """Write the moments of uniform numbers; mostly a number lies in the piece of the one before, or in the next."""
    lower, upper, starts, ends, pace = pieces
    place, last = 0, len(upper) - 1
    for each in range(len(uniforms)):
        uniform = uniforms[each]
        while place < last and uniform >= upper[place]:
            place += 1
        if place > 0 and uniform < upper[place - 1]:
            place = min(np.searchsorted(upper, uniform, side="right"), last)
        moments[each] = min(starts[place] + (uniform - lower[place]) * pace[place], ends[place])


@njit(cache=True)
def count_lot(lot: Any, group: int, target: float, tables: Any, areas: Any, bins: Any) -> None:
    """Count the customers of a lot one after the other, as `simulation.recording` counts them column by column."""
    outlet, service, arrival, start, end, fate = lot
    fates, service_fates, came, waits, service_waits, half_hour_waits, wait_sum, within = tables
    bins_a_minute, longest_bin = bins
    for each in range(len(arrival)):
        here, what, since = outlet[each], service[each], arrival[each]
        fates[here, fate[each]] += 1
        service_fates[what, fate[each]] += 1
        moment = since - np.floor(since / DAY) * DAY
        half = int(np.floor(moment / HALF_HOUR))
        came[group, half] += 1
        if np.isnan(start[each]):
            if not np.isnan(end[each]):
                _spread(areas, 0, group, since, end[each])
            continue
        wait = start[each] - since
        place = int(min(wait * bins_a_minute, longest_bin))
        waits[here, place] += 1
        service_waits[what, place] += 1
        half_hour_waits[group, half, place] += 1
        wait_sum[here] += wait
        within[here] += wait < target
        _spread(areas, 0, group, since, start[each])
        if not np.isnan(end[each]):
            _spread(areas, 1, group, start[each], end[each])


@njit(cache=True, inline="always")
def _spread(areas: Any, line: int, group: int, since: float, until: float) -> None:
    """Note where an interval begins and ends on its day."""
    inside, passed = areas
    begins = since - np.floor(since / DAY) * DAY
    ends = min(begins + (until - since), DAY)
    half = int(np.floor(begins / HALF_HOUR))
    inside[line, 0, group, half] += (half + 1) * HALF_HOUR - begins
    passed[line, 0, group, half] += 1
    half = int(np.floor(ends / HALF_HOUR))
    inside[line, 1, group, half] += (half + 1) * HALF_HOUR - ends
    passed[line, 1, group, half] += 1
