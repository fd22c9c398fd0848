"""What all outlets of a group share in a period: schedules of windows, the grid of demand, rates by service."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from datetime import timedelta
from math import prod
from typing import Final

import numpy as np
from attrs import frozen

from simulation.engine.station import Floats, Ints, Station
from simulation.network.doors import door_share
from simulation.network.hours import Shift, open_days
from simulation.network.network import Group, Network
from simulation.network.profiles import Profile
from simulation.network.services import Door
from simulation.units import DAY
from simulation.visits.calendar_grid import Demand, Grid, day_weights, make_grid, pieces_of_day, schedule

YEAR_DAYS: Final = 365.0


@frozen
class Period:
    """Some days of the run, between which outlets and production tell each other what they did."""

    number: int
    first: int
    last: int

    @property
    def ends(self) -> float:
        """The minute after the period."""
        return (self.last + 1) * DAY


def periods(network: Network) -> Iterator[Period]:
    """Yield the periods of a run; days are counted from the first."""
    starts = range(0, network.days, network.exchange_days)
    for number, start in enumerate(starts):
        yield Period(number, start, min(start + network.exchange_days, network.days) - 1)


def whole_run(network: Network) -> Period:
    """Return the run as one period."""
    return Period(0, 0, network.days - 1)


def service_factors(network: Network) -> dict[int, tuple[float, ...]]:
    """Return each service's own factor on the days on which a surge is of some services alone."""
    own = [each for each in network.surges if each.services]
    found = {}
    for number in range(network.days if own else 0):
        day = network.first + timedelta(days=number)
        here = [each for each in own if each.first <= day <= each.last]
        if here:
            factors = (
                prod(each.factor for each in here if work.name in each.services) for work in network.works
            )
            found[number] = tuple(factors)
    return found


class DoorDemand:
    """The demand of a door over the whole run, cut into periods."""

    def __init__(self, network: Network, shift: Shift, profile: Profile, rates: Floats) -> None:
        self.network, self.rates = network, rates
        self.pieces = pieces_of_day(shift, profile)
        calendar = (shift.days, profile, network.first, network.last)
        self.weights, plain = day_weights(*calendar, network.surges), day_weights(*calendar)
        self.factors = service_factors(network)
        self.total_weight = sum(plain.values())
        self.minutes = make_grid(self.pieces, {0: 1.0})
        """The minutes of any one day, for people who come on a day of their own; None where the door never opens."""

    @property
    def open_days(self) -> Ints:
        """The days of the run on which people come, counted from the first."""
        return np.array([day for day, weight in self.weights.items() if weight > 0.0], np.int64)

    def whole(self, period: Period) -> Grid | None:
        """Return the grid of a period, for people whose day is all one."""
        return make_grid(self.pieces, self._weights(period))

    def _weights(self, period: Period) -> dict[int, float]:
        return {day: each for day, each in self.weights.items() if period.first <= day <= period.last}

    def of(self, period: Period) -> tuple[Demand, ...]:
        """Return the demand of a period: one part a set of days on which the services have the same factors."""
        total = float(self.rates.sum()) * self.network.days / YEAR_DAYS
        if total <= 0.0 or self.total_weight <= 0.0:
            return ()
        by_factors: dict[tuple[float, ...], dict[int, float]] = {}
        for day, weight in self._weights(period).items():
            by_factors.setdefault(self.factors.get(day, ()), {})[day] = weight
        found = []
        for factors, weights in by_factors.items():
            rates = self.rates.copy()
            rates[: len(factors)] *= factors  # the hotline's enquiries come after the services
            grid = make_grid(self.pieces, weights)
            if grid is None or rates.sum() <= 0.0:
                continue
            expected = rates.sum() * self.network.days / YEAR_DAYS * grid.weight / self.total_weight
            cumulated = np.cumsum(rates / rates.sum())
            cumulated[-1] = 1.0
            found.append(Demand(grid, float(expected), cumulated))
        return tuple(found)


def door_rates(network: Network, group: Group | None, door: Door, holders: float) -> Floats:
    """Return the requests a year of each service at a door, for some holders."""
    return np.array(
        [work.rate * door_share(network, group, work.name, door) * holders / 1000.0 for work in network.works]
    )


def station_of(network: Network, shift: Shift, period: Period, *, stays: float = 0.0) -> Station | None:
    """Return the windows of a shift over a period; None where no day is open."""
    days = open_days(shift.days, network.first, network.last)
    days = days[bisect_left(days, period.first) : bisect_right(days, period.last)]
    if not days or shift.most == 0:
        return None
    changes, windows, ends = schedule(shift, days, stays)
    people = network.people
    return Station(
        changes,
        windows,
        ends,
        (0.0, people.credit, people.appointment_credit),
        network.at_closing,
        network.queue_at_closing,
    )


class GroupPlan:
    """A group's windows and demand, period by period."""

    def __init__(self, network: Network, group: Group, place: int, first_outlet: int) -> None:
        self.group, self.place, self.first_outlet = group, place, first_outlet
        self.network = network
        self.counter = DoorDemand(
            network, group.windows, group.profile, door_rates(network, group, Door.COUNTER, group.holders)
        )
        self.kiosk = (
            DoorDemand(
                network, group.kiosks, group.profile, door_rates(network, group, Door.KIOSK, group.holders)
            )
            if group.kiosks
            else None
        )

    def in_period(self, period: Period) -> "GroupPeriod":
        """Return what the outlets share in a period."""
        network, group = self.network, self.group
        shift, bank = group.windows, group.bank_windows
        return GroupPeriod(
            plan=self,
            period=period,
            demands=self.counter.of(period),
            grid=self.counter.whole(period),
            windows=station_of(network, shift, period),
            bank_windows=station_of(network, bank, period, stays=network.bank_stays) if bank else None,
            kiosk_demands=self.kiosk.of(period) if self.kiosk else (),
            kiosks=station_of(network, group.kiosks, period) if group.kiosks else None,
        )


@frozen(eq=False, kw_only=True)
class GroupPeriod:
    """What the outlets of a group share in one period."""

    plan: GroupPlan
    period: Period
    demands: tuple[Demand, ...]
    grid: Grid | None
    windows: Station | None
    bank_windows: Station | None
    kiosk_demands: tuple[Demand, ...]
    kiosks: Station | None
