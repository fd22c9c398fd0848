"""Recording: what happened at stations is gathered in columns and counted many outlets at a time."""

from operator import attrgetter
from typing import Any, Final

import numpy as np
from attrs import define, field, frozen

from simulation.engine.serving import Path, compiled_loop
from simulation.engine.station import Floats, Ints, Served, Station
from simulation.tallies import (
    BINS,
    BINS_A_MINUTE,
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

    def _tables(self, kind: Kind) -> "tuple[np.ndarray[Any, Any], ...]":
        """Return the tables of a kind, in the order of the loop."""
        tallies = self.tallies
        return (
            tallies.fates[kind], tallies.service_fates[kind], tallies.came[kind], tallies.waits[kind],
            tallies.service_waits[kind], tallies.half_hour_waits[kind], tallies.wait_sum[kind], tallies.within[kind],
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
        group = np.repeat(np.array([lot.group for lot in lots]), [len(lot.arrival) for lot in lots])
        fate = joined([lot.served.fate for lot in lots]).astype(np.int64)
        fates, service_fates, came, waits, service_waits, half_hour_waits, wait_sum, within = self._tables(
            kind
        )
        _add(fates, outlet * FATES + fate)
        _add(service_fates, service * FATES + fate)
        cell = group * HALF_HOURS_A_DAY + half_hours(time_of_day(arrival))
        _add(came, cell)
        began = ~np.isnan(start)
        here = outlet[began]
        wait = (start - arrival)[began]
        bins = bin_of(wait)
        _add(waits, here * BINS + bins)
        _add(service_waits, service[began] * BINS + bins)
        _add(half_hour_waits, cell[began] * BINS + bins)
        np.add.at(wait_sum, here, wait)
        _add(within, here[wait < self.target])
        left_line = np.where(began, start, end)
        known = ~np.isnan(left_line)
        self.areas.add(kind, 0, group[known], (arrival[known], left_line[known]))
        served = began & ~np.isnan(end)
        self.areas.add(kind, 1, group[served], (start[served], end[served]))


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
