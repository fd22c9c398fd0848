"""Recording: what happened at stations is gathered in columns and counted many outlets at a time."""

from typing import Final

import numpy as np
from attrs import define, field, frozen

from simulation.engine.station import Fate, Floats, Ints, Served, Station
from simulation.single_windows import Services, add_busy, add_open
from simulation.tallies import BINS, ENDS, FATES, Kind, Sums, Tallies, bin_of
from simulation.units import DAY, HALF_HOUR, HALF_HOURS_A_DAY, half_hours, time_of_day

MOST_KEPT: Final = 100_000
"""Records gathered before they are counted."""


@frozen(eq=False)
class Lot:
    """What stations of one kind in a group did with some customers."""

    outlet: Ints
    group: int
    service: Ints
    arrival: Floats
    served: Served


@define(eq=False)
class Recorder:
    """Gathers lots of each kind and counts them into tallies."""

    tallies: Tallies
    target: float
    lots: dict[Kind, list[Lot]] = field(factory=dict)
    ends: list[tuple[int, Ints, Ints]] = field(factory=list)
    kept: int = 0

    def add_ends(self, group: int, service: Ints, end: Ints) -> None:
        """Take in how visits to an outlet of a group ended."""
        self.ends.append((group, service, end))

    def add(self, kind: Kind, lot: Lot) -> None:
        """Take in what a station did."""
        self.lots.setdefault(kind, []).append(lot)
        self.kept += len(lot.arrival)
        if self.kept >= MOST_KEPT:
            self.flush()

    def flush(self) -> None:
        """Count what was gathered."""
        for kind, lots in self.lots.items():
            _count(self.tallies, kind, lots, self.target)
        _count_ends(self.tallies, self.ends)
        self.ends.clear()
        self.lots.clear()
        self.kept = 0


def _count(tallies: Tallies, kind: Kind, lots: list[Lot], target: float) -> None:
    sizes = [len(lot.arrival) for lot in lots]
    outlet = np.concatenate([lot.outlet for lot in lots])
    group = np.repeat(np.array([lot.group for lot in lots]), sizes)
    service = np.concatenate([lot.service for lot in lots])
    arrival = np.concatenate([lot.arrival for lot in lots])
    start, end = (np.concatenate([getattr(lot.served, name) for lot in lots]) for name in ("start", "end"))
    fate = np.concatenate([lot.served.fate for lot in lots]).astype(np.int64)
    _add(tallies.fates[kind], outlet * FATES + fate)
    _add(tallies.service_fates[kind], service * FATES + fate)
    tallies.called_back[kind] += sum(int(lot.served.called_back.sum()) for lot in lots)
    half = half_hours(time_of_day(arrival))
    cell = group * HALF_HOURS_A_DAY + half
    _add(tallies.came[kind], cell)
    began = ~np.isnan(start)
    wait = (start - arrival)[began]
    bins, in_time = bin_of(wait), wait < target
    for places, histogram, sums, within in (
        (outlet[began], tallies.waits, tallies.wait_sum, tallies.within),
        (service[began], tallies.service_waits, tallies.service_wait_sum, tallies.service_within),
        (cell[began], tallies.half_hour_waits, tallies.half_hour_wait_sum, tallies.half_hour_within),
    ):
        _add(histogram[kind], places * BINS + bins)
        sums[kind] += np.bincount(places, wait, sums[kind].size).reshape(sums[kind].shape)
        _add(within[kind], places[in_time])
    _add(tallies.half_hour_reneged[kind], cell[fate == Fate.RENEGED])
    left_line = np.where(began, start, end)
    known = ~np.isnan(left_line)
    _add_areas(tallies.waiting[kind], group[known], arrival[known], left_line[known])
    served = began & ~np.isnan(end)
    _add_areas(tallies.serving[kind], group[served], start[served], end[served])
    lot = np.repeat(np.arange(len(sizes)), sizes)
    add_busy(tallies, kind, Services(lot[served], outlet[served], start[served], end[served]))


def _count_ends(tallies: Tallies, ends: list[tuple[int, Ints, Ints]]) -> None:
    if not ends:
        return
    sizes = [len(service) for _, service, _ in ends]
    group = np.repeat(np.array([each for each, _, _ in ends]), sizes)
    service = np.concatenate([each for _, each, _ in ends])
    end = np.concatenate([each for _, _, each in ends])
    _add(tallies.visit_ends, (group * tallies.services + service) * ENDS + end)


def _add(table: "np.ndarray[tuple[int, ...], np.dtype[np.int64]]", places: Ints) -> None:
    """Count places of a table laid out flat."""
    flat = table.reshape(-1)
    flat += np.bincount(places, minlength=len(flat)).astype(flat.dtype, copy=False)


def _add_areas(table: Sums, group: Ints, begins: Floats, ends: Floats) -> None:
    """Add person-minutes of intervals to the half-hours of the day; what goes past midnight is left out."""
    since = time_of_day(begins)
    until = np.minimum(since + (ends - begins), DAY)
    table += _area_after(group, since, len(table)) - _area_after(group, until, len(table))


def _area_after(group: Ints, moment: Floats, groups: int) -> Sums:
    """Return, by group and half-hour, the minutes that lie after the moments on their day."""
    columns = HALF_HOURS_A_DAY + 1
    half = half_hours(moment)
    cell = group * columns + half
    inside = np.bincount(cell, (half + 1) * HALF_HOUR - moment, groups * columns)
    count = np.bincount(cell, minlength=groups * columns).reshape(groups, columns)
    earlier = np.cumsum(count, axis=1) - count
    area: Sums = (inside.reshape(groups, columns) + earlier * HALF_HOUR)[:, :HALF_HOURS_A_DAY]
    return area


def add_station(tallies: Tallies, kind: Kind, group: int, station: Station, outlets: int) -> None:
    """Add what is staffed of a kind at the outlets of a group: by half-hour, and by single window."""
    add_staffing(tallies.staffed[kind], group, station, outlets)
    add_open(tallies, kind, group, station, outlets)


def add_staffing(table: Sums, group: int, station: Station, outlets: int) -> None:
    """Add the window-minutes of a station's schedule to the half-hours of the day."""
    begins, ends = station.changes[:-1], station.changes[1:]
    windows = station.windows[:-1]
    row = np.zeros((1, HALF_HOURS_A_DAY))
    for since, until, count in zip(begins.tolist(), ends.tolist(), windows.tolist(), strict=True):
        at = since
        while at < until and count:
            half = int((at % DAY) // HALF_HOUR)
            following = min(until, (at // HALF_HOUR + 1) * HALF_HOUR)
            row[0, half] += (following - at) * count
            at = following
    table[group] += row[0] * outlets
