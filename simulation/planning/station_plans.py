"""What a plan says: of each kind of station the numbers by slot, what they reach and cost, and what one more would do."""

from collections.abc import Iterator
from typing import Final

from attrs import frozen

from simulation.analysis.intervals import Interval
from simulation.engine.serving import Path
from simulation.network.hours import Shift
from simulation.network.network import Network
from simulation.planning.slots import Slots
from simulation.planning.target import Target
from simulation.tallies import Kind

STATIONS: Final = {Kind.WINDOW: "windows", Kind.BANK: "bank_windows", Kind.KIOSK: "kiosks"}
REMOTE: Final = {Kind.HOTLINE: "hotline", Kind.HOME_VISIT: "home_visits"}
"""The kinds that are planned, as a network file calls them: at every outlet, and once for the network."""

COUNTERS_STAFFED: Final = (Kind.WINDOW, Kind.BANK)
COST: Final = {Kind.WINDOW: 1.0, Kind.BANK: 1.0, Kind.KIOSK: 0.1, Kind.HOTLINE: 1.0, Kind.HOME_VISIT: 2.0}
"""What an hour costs beside that of a window. Assumption: a machine a tenth; a team is two people."""


@frozen
class Change:
    """One window more or fewer, in one slot or all day: how much the share changes, paired on the same people.

    `since` and `until`: minutes since midnight; `hours` are the staffed hours of a day that it adds. `lowest` is the slot
    of the lowest share then.
    """

    since: float
    until: float
    by: int
    hours: float
    gain: Interval
    lowest: int
    share_there: Interval


@frozen(kw_only=True)
class StationPlan:
    """The windows of one kind at each outlet of a group: by slot, the share reached, and what one more or less would do."""

    kind: Kind
    slots: Slots
    windows: tuple[int, ...]
    share: Interval
    by_slot: tuple[Interval, ...]
    is_met: bool
    target: Target
    changes: tuple[Change, ...]
    visits: int

    def yuan(self, rate: float) -> float:
        """Return what a day at one outlet costs, where a window-hour costs `rate`."""
        return self.window_hours * COST[self.kind] * rate

    def change_yuan(self, change: Change, rate: float) -> float:
        """Return what a change costs a day."""
        return change.hours * COST[self.kind] * rate

    @property
    def peak(self) -> int:
        """The most windows of the day."""
        return max(self.windows)

    @property
    def window_hours(self) -> float:
        """Staffed hours of a day at one outlet."""
        return self.slots.window_hours(self.windows)

    @property
    def shift(self) -> Shift:
        """The plan as a shift."""
        return self.slots.staffed(self.windows)


@frozen
class GroupPlan:
    """The plan of each outlet of a group."""

    group: str
    outlets: int
    stations: tuple[StationPlan, ...]


@frozen(kw_only=True)
class NetworkPlan:
    """The plan of a whole network, and from what it was made."""

    network: Network
    target: Target
    seed: int
    path: Path
    groups: tuple[GroupPlan, ...]
    remote: tuple[StationPlan, ...] = ()
    """The plan of what the network has one of."""

    @property
    def stations(self) -> Iterator[tuple[int, StationPlan]]:
        """Every station, and how many there are of it."""
        for group in self.groups:
            for station in group.stations:
                yield group.outlets, station
        for station in self.remote:
            yield 1, station

    @property
    def window_hours(self) -> float:
        """Hours of a day on which all are open in which a window is staffed, all outlets together."""
        return sum(
            count * station.window_hours
            for count, station in self.stations
            if station.kind in COUNTERS_STAFFED
        )

    def yuan(self, rate: float) -> float:
        """Return what such a day costs, machines, agents and teams included; `rate` is that of a window-hour."""
        return sum(count * station.yuan(rate) for count, station in self.stations)
