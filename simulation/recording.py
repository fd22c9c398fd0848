"""Recording: what happened at stations is gathered in columns and counted many outlets at a time."""

from operator import attrgetter
from typing import Any, Final

import numpy as np
from attrs import define, field, frozen

from simulation.engine.serving import Path, compiled_loop
from simulation.engine.station import Fate, Floats, Ints, Served, Station
from simulation.single_windows import Services, add_busy, add_open
from simulation.tallies import (
    BINS,
    BINS_A_MINUTE,
    COUNTERS,
    ENDS,
    FATES,
    KINDS,
    LONGEST_BIN,
    Kind,
    Sums,
    Tallies,
    bin_of,
    zeros,
)
from simulation.units import DAY, HALF_HOUR, HALF_HOURS_A_DAY, half_hours, time_of_day

MOST_KEPT: Final = 20_000
"""Records gathered before they are counted, so that small lots are counted together."""

BINS_OF_WAITS: Final = (BINS_A_MINUTE, LONGEST_BIN)


@frozen(eq=False)
class Lot:
    """What stations of one kind in a group did with some customers."""

    outlet: Ints
    group: int
    service: Ints
    arrival: Floats
    served: Served


class Areas:
    """Person-minutes under way: where on their day intervals began and ended, of each kind in the line and at windows.

    `inside`: minutes from there to the end of the half-hour, by kind, line or windows, beginning or end, group and
    half-hour; `passed`: how many. Sums in the order of the customers, so that lots may be cut anyhow.
    """

    def __init__(self, groups: int) -> None:
        shape = (KINDS, 2, 2, groups, HALF_HOURS_A_DAY + 1)
        self.inside, self.passed = np.zeros(shape), zeros(*shape)

    def add(self, kind: Kind, line: int, group: Ints, spans: tuple[Floats, Floats]) -> None:
        """Add intervals; what goes past midnight is left out."""
        begins, ends = spans
        since = time_of_day(begins)
        for place, moment in enumerate((since, np.minimum(since + (ends - begins), DAY))):
            half = half_hours(moment)
            cell = group * (HALF_HOURS_A_DAY + 1) + half
            np.add.at(self.inside[kind, line, place].reshape(-1), cell, (half + 1) * HALF_HOUR - moment)
            np.add.at(self.passed[kind, line, place].reshape(-1), cell, 1)

    def take(self) -> tuple[Sums, Sums]:
        """Return the person-minutes in line and at windows, by kind, group and half-hour; begin anew."""
        earlier = np.cumsum(self.passed, axis=-1) - self.passed
        after = (self.inside + earlier * HALF_HOUR)[..., :HALF_HOURS_A_DAY]
        spent = after[:, :, 0] - after[:, :, 1]
        self.inside[:], self.passed[:] = 0.0, 0
        return spent[:, 0], spent[:, 1]


@define(eq=False)
class Recorder:
    """Counts lots of each kind into tallies: on the compiled path at once, else when enough are gathered."""

    tallies: Tallies
    target: float
    path: Path = Path.SIMPY
    lots: dict[Kind, list[Lot]] = field(factory=dict)
    ends: list[tuple[int, Ints, Ints]] = field(factory=list)
    kept: int = 0
    areas: Areas = field(init=False)

    def __attrs_post_init__(self) -> None:
        """Begin with no person-minutes."""
        self.areas = Areas(self.tallies.groups + 1)

    def add_ends(self, group: int, service: Ints, end: Ints) -> None:
        """Take in how visits to an outlet of a group ended."""
        self.ends.append((group, service, end))
        self._keep(len(end))

    def add(self, kind: Kind, lot: Lot) -> None:
        """Take in what a station did."""
        self.tallies.called_back[kind] += np.count_nonzero(lot.served.called_back)
        loop = compiled_loop("count_lot", self.path)
        if loop is None:
            self.lots.setdefault(kind, []).append(lot)
            self._keep(len(lot.arrival))
            return
        served, areas = lot.served, self.areas
        columns = (lot.outlet, lot.service, lot.arrival, served.start, served.end, served.fate)
        tables = self._tables(kind)
        loop(columns, lot.group, self.target, tables, (areas.inside[kind], areas.passed[kind]), BINS_OF_WAITS)
        busy = compiled_loop("give_windows", self.path)
        if busy is not None and kind.name in self.tallies.busy:
            first_row = 0 if kind in COUNTERS else self.tallies.outlets
            busy(lot.outlet - first_row, served.start, served.end, self.tallies.busy[kind.name])

    def _tables(self, kind: Kind) -> tuple[Any, ...]:
        """Return the tables of a kind, in the order of the loop; of waits by outlet, service and half-hour three each."""
        told = self.tallies
        return (
            told.fates[kind], told.service_fates[kind], told.came[kind], told.half_hour_reneged[kind],
            (told.waits[kind], told.wait_sum[kind], told.within[kind]),
            (told.service_waits[kind], told.service_wait_sum[kind], told.service_within[kind]),
            (told.half_hour_waits[kind], told.half_hour_wait_sum[kind], told.half_hour_within[kind]),
        )  # fmt: skip

    def _keep(self, count: int) -> None:
        self.kept += count
        if self.kept >= MOST_KEPT:
            self._count_kept()

    def _count_kept(self) -> None:
        for kind, lots in self.lots.items():
            self._count(kind, lots)
        _count_ends(self.tallies, self.ends)
        self.ends.clear()
        self.lots.clear()
        self.kept = 0

    def flush(self) -> None:
        """Count what was gathered, and the person-minutes."""
        self._count_kept()
        waiting, serving = self.areas.take()
        self.tallies.waiting += waiting
        self.tallies.serving += serving

    def _count(self, kind: Kind, lots: list[Lot]) -> None:
        """Count lots column by column."""
        outlet, service, arrival, start, end = (
            joined([each(lot) for lot in lots]) for each in (_OUTLET, _SERVICE, _ARRIVAL, _START, _END)
        )
        sizes = [len(lot.arrival) for lot in lots]
        group = np.repeat(np.array([lot.group for lot in lots]), sizes)
        fate = joined([lot.served.fate for lot in lots]).astype(np.int64)
        fates, service_fates, came, reneged, *waits = self._tables(kind)
        _add(fates, outlet * FATES + fate)
        _add(service_fates, service * FATES + fate)
        cell = group * HALF_HOURS_A_DAY + half_hours(time_of_day(arrival))
        _add(came, cell)
        _add(reneged, cell[fate == Fate.RENEGED])
        began = ~np.isnan(start)
        wait = (start - arrival)[began]
        bins, in_time = bin_of(wait), wait < self.target
        for places, (histogram, sums, within) in zip((outlet, service, cell), waits, strict=True):
            here = places[began]
            _add(histogram, here * BINS + bins)
            np.add.at(sums.reshape(-1), here, wait)
            _add(within, here[in_time])
        left_line = np.where(began, start, end)
        known = ~np.isnan(left_line)
        self.areas.add(kind, 0, group[known], (arrival[known], left_line[known]))
        served = began & ~np.isnan(end)
        self.areas.add(kind, 1, group[served], (start[served], end[served]))
        lot = np.repeat(np.arange(len(sizes)), sizes)
        add_busy(self.tallies, kind, Services(lot[served], outlet[served], start[served], end[served]))


_OUTLET: Final = attrgetter("outlet")
_SERVICE: Final = attrgetter("service")
_ARRIVAL: Final = attrgetter("arrival")
_START: Final = attrgetter("served.start")
_END: Final = attrgetter("served.end")


def joined(parts: list[Any]) -> Any:
    """Return several arrays as one; a single one as it is."""
    return parts[0] if len(parts) == 1 else np.concatenate(parts)


def _count_ends(tallies: Tallies, ends: list[tuple[int, Ints, Ints]]) -> None:
    for group, service, end in ends:
        _add(tallies.visit_ends[group], service * ENDS + end)


def _add(table: "np.ndarray[Any, Any]", places: Ints) -> None:
    """Count places of a table laid out flat."""
    flat = table.reshape(-1)
    np.add.at(flat, places, flat.dtype.type(1))  # a number of another type is added many times slower


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
