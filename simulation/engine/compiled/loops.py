"""Loops over outlets that numpy can only do one outlet at a time, or in many passes."""

from typing import Any

import numpy as np
from numba import njit

from simulation.engine.station import Fate
from simulation.units import DAY, HALF_HOUR

RENEGED = int(Fate.RENEGED)


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
    fates, service_fates, came, reneged, by_outlet, by_service, by_half_hour = tables
    waits, wait_sum, within = by_outlet
    service_waits, service_wait_sum, service_within = by_service
    half_hour_waits, half_hour_wait_sum, half_hour_within = by_half_hour
    bins_a_minute, longest_bin = bins
    for each in range(len(arrival)):
        here, what, since = outlet[each], service[each], arrival[each]
        fates[here, fate[each]] += 1
        service_fates[what, fate[each]] += 1
        moment = since - np.floor(since / DAY) * DAY
        half = int(np.floor(moment / HALF_HOUR))
        came[group, half] += 1
        reneged[group, half] += fate[each] == RENEGED
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
        service_wait_sum[what] += wait
        half_hour_wait_sum[group, half] += wait
        if wait < target:
            within[here] += 1
            service_within[what] += 1
            half_hour_within[group, half] += 1
        _spread(areas, 0, group, since, start[each])
        if not np.isnan(end[each]):
            _spread(areas, 1, group, start[each], end[each])


@njit(cache=True)
def give_windows(outlet: Any, start: Any, end: Any, busy: Any) -> None:
    """Give each service of a lot to the free window of the lowest number, as `simulation.single_windows` does."""
    free_at, order = np.empty(busy.shape[1]), np.empty(len(start), np.int64)
    begin = 0
    while begin < len(start):
        here, count = outlet[begin], 0
        while begin < len(start) and outlet[begin] == here:
            if not np.isnan(end[begin]) and not np.isnan(start[begin]):
                place, since = count, start[begin]
                while place > 0 and start[order[place - 1]] > since:  # nearly in order: few are passed
                    order[place] = order[place - 1]
                    place -= 1
                order[place] = begin
                count += 1
            begin += 1
        free_at[:] = -np.inf
        for each in order[:count]:
            _take_window(busy[here], free_at, start[each], end[each])


@njit(cache=True, inline="always")
def _take_window(busy: Any, free_at: Any, start: float, end: float) -> None:
    """Note the minutes of a service at its window; who finds none free counts at the last, and keeps nobody from it."""
    window = 0
    while window < len(free_at) and free_at[window] > start:
        window += 1
    if window < len(free_at):
        free_at[window] = end
    else:
        window -= 1
    since = start - np.floor(start / DAY) * DAY
    busy[window] += min(since + (end - start), DAY) - since


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
