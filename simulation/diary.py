"""The diary: who comes again, or to fetch a card, on which day of which period.

Outlets do not see each other, nor the people whom they sent away, within a period. So a day that falls into the period
under way is put off by whole periods, which keeps days spread as they were drawn; and a day on which the outlets
are closed is put off to the next that is open.
"""

from collections.abc import Mapping
from typing import Final

import numpy as np

from simulation.engine.station import Ints
from simulation.units import DAY
from simulation.visits.drawing import Visits, together
from simulation.visits.plans import Period

AFTER_THE_RUN: Final = 10**9
"""In place of a day, where no day of the run is left on which the outlets are open."""


class Diary:
    """People by the period and the group to which they come. `open_days`: of each group, ascending."""

    def __init__(self, exchange_days: int, open_days: Mapping[int, Ints]) -> None:
        self.exchange_days, self.open_days = exchange_days, open_days
        self.lots: dict[tuple[int, int], list[Visits]] = {}

    def put(self, place: int, people: Visits, period: Period) -> None:
        """Enter people who mean to come to a group at a moment; the period is under way."""
        if len(people) == 0:
            return
        wished = (people.arrival // DAY).astype(np.int64)
        inside = np.maximum(period.last + 1 - wished, 0)
        wished += -(-inside // self.exchange_days) * self.exchange_days
        opened = self.open_days[place]
        following = np.searchsorted(opened, wished)
        opened = np.append(opened, AFTER_THE_RUN)
        days = opened[following]
        coming, numbers = people.at(days.astype(np.float64) * DAY), days // self.exchange_days
        for each in np.unique(numbers).tolist():
            self.lots.setdefault((each, place), []).append(coming.where(numbers == each))

    def due(self, place: int, period: Period) -> Visits:
        """Return who comes to a group in a period, each at the beginning of a day."""
        return together(self.lots.pop((period.number, place), []))

    def left(self, place: int) -> Visits:
        """Return who was to come to a group after the run."""
        return together([lot for (_, group), lots in self.lots.items() if group == place for lot in lots])
