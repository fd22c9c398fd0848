"""The people who come to one kind of window at the outlets of a group, and what any number of windows makes of them.

They are drawn once: every plan that is tried meets the same people with the same needs and patience.
"""

from collections.abc import Sequence
from typing import Final

import numpy as np
from attrs import field, frozen

from simulation.engine.serving import Path, serve_each
from simulation.engine.station import Customers, Floats, Ints, Station
from simulation.network.hours import Shift
from simulation.network.network import Network
from simulation.planning.shares import Outcome, by_slot
from simulation.planning.slots import Slots
from simulation.units import DAY, time_of_day
from simulation.visits.plans import station_of, whole_run

MOST_WINDOWS: Final = 500
"""At one station: what a network file may have."""


@frozen(eq=False)
class Planned:
    """A kind of window to be planned: its slots, and its station with the number of the slot, from 1, for windows."""

    slots: Slots
    template: Station

    @classmethod
    def of(cls, network: Network, shift: Shift, stays: float) -> "Planned | None":
        """Return what is planned of a shift; None where it is never staffed. Windows stay `stays` minutes longer."""
        slots = Slots.of(shift)
        station = station_of(network, slots.numbered(), whole_run(network), stays=stays)
        return cls(slots, station) if station is not None else None

    @property
    def plenty(self) -> tuple[int, ...]:
        """A window for everybody."""
        return (MOST_WINDOWS,) * len(self.slots)

    def with_windows(self, windows: Sequence[int]) -> Station:
        """Return the station with so many windows in each slot, and a change only where their number changes."""
        template = self.template
        numbers = np.array([0, *windows])[template.windows]
        ends = template.day_ends
        told = ends.copy()
        told[0] = True
        told[1:] |= numbers[1:] != numbers[:-1]
        return Station(
            template.changes[told],
            numbers[told],
            ends[told],
            template.credits,
            template.at_closing,
            template.queue_at_closing,
        )


@frozen(eq=False)
class Came:
    """Who came to one kind of window; `late` are those no longer let in."""

    customers: Customers
    bounds: Ints
    late: Floats


@frozen(eq=False, kw_only=True)
class Crowd:
    """Who comes to one kind of window: those still let in, and by day and slot also those who come too late."""

    planned: Planned
    customers: Customers
    bounds: Ints
    limit: float
    path: Path
    came: Floats = field(repr=False)
    cell: Ints = field(repr=False)

    @property
    def slots(self) -> Slots:
        """The slots."""
        return self.planned.slots

    @property
    def people(self) -> int:
        """How many come."""
        return int(self.came.sum())

    @property
    def minutes(self) -> float:
        """The mean time at the window."""
        return float(self.customers.service.mean()) if len(self.customers) else 0.0

    @property
    def arrivals(self) -> Floats:
        """How many come in each slot."""
        return by_slot(self.came)

    @property
    def days(self) -> list[float]:
        """How many come on each day on which somebody does, all outlets together."""
        by_day = self.came.sum(axis=1).reshape(len(self.bounds) - 1, -1).sum(axis=0)
        return [each for each in by_day.tolist() if each]

    def met_by(self, windows: Sequence[int]) -> Outcome:
        """Run the station with so many windows in each slot."""
        served = serve_each(self.planned.with_windows(windows), self.customers, self.bounds, self.path)
        in_time = served.start - self.customers.arrival < self.limit  # never, where it did not begin
        within = np.bincount(self.cell[in_time], minlength=self.came.size).astype(float)
        return Outcome(self.came, within.reshape(self.came.shape))


def crowd_of(  # noqa: PLR0913 - what a crowd is made of
    network: Network, planned: Planned, came: Came, *, limit: float, path: Path, together: int = 1
) -> Crowd:
    """Return the crowd of who came; a wait is to be below `limit`.

    `together`: days that make one row. Where people wait over night, days depend on each other.
    """
    slots = planned.slots
    outlets = len(came.bounds) - 1
    rows = -(-network.days // together)
    shape = (outlets * rows, len(slots) + 1)
    size = shape[0] * shape[1]
    outlet = np.repeat(np.arange(outlets), np.diff(came.bounds))
    cell = _cells(slots, outlet * rows, came.customers.arrival, together)
    missed = _cells(slots, np.zeros(len(came.late), np.int64), came.late, together)
    counts = np.bincount(cell, minlength=size) + np.bincount(missed, minlength=size)
    return Crowd(
        planned=planned,
        customers=came.customers,
        bounds=came.bounds,
        limit=limit,
        path=path,
        came=counts.astype(float).reshape(shape),
        cell=cell,
    )


def _cells(slots: Slots, first_row: Ints, arrival: Floats, together: int) -> Ints:
    """Return the row of days and the slot of arrivals; who comes outside every slot is counted after the last."""
    opens = np.array([slot.opens for slot in slots.each])
    closes = np.array([slot.closes for slot in slots.each])
    minute = time_of_day(arrival)
    place = np.searchsorted(opens, minute, side="right") - 1
    outside = (place < 0) | (minute >= closes[place])
    row = first_row + np.floor(arrival / (DAY * together)).astype(np.int64)
    cells: Ints = row * (len(slots) + 1) + np.where(outside, len(slots), place)
    return cells
