"""The time the rulebook promises for a card, and how long cards took against it."""

from datetime import timedelta
from functools import cache

import numpy as np

from simulation.engine.station import Floats
from simulation.network.network import Network
from simulation.tallies import LONGEST_TURNAROUND, Counts, Tallies
from simulation.units import DAY
from sscard_core.lifecycle.calendar import due_on
from sscard_core.model.arguments import RequestName, Service
from sscard_core.rulebooks.book import Promise, Rulebook


def promise_for(book: Rulebook, name: RequestName, makes: Service) -> Promise | None:
    """Return the time promised for a card made in a way, None where the rulebook is silent."""
    found = (each.due for each in book.services.get(name, ()) if each.makes is makes and each.due)
    return next(found, None)


class Turnarounds:
    """Counts how long cards took, by the way they are made, and whether the promise was kept."""

    def __init__(self, network: Network, tallies: Tallies) -> None:
        self.network, self.tallies = network, tallies
        self._due = cache(self._due_of)

    def count(self, makes: Service, service: int, ordered: Floats, ready: Floats) -> None:
        """Count cards of one service, ordered and ready at some minutes."""
        days = np.minimum((ready - ordered) / DAY, LONGEST_TURNAROUND).astype(np.int64)
        _add(self.tallies.turnaround, str(makes), np.bincount(days, minlength=LONGEST_TURNAROUND + 1))
        promise = promise_for(self.network.book, self.network.works[service].name, makes)
        if promise is None:
            return
        order_day = (ordered / DAY).astype(np.int64)
        first = int(order_day.min(initial=0))
        seen = np.flatnonzero(np.bincount(order_day - first)) + first
        due = np.zeros(int(order_day.max(initial=0)) - first + 1)
        due[seen - first] = [self._due(promise, day) for day in seen.tolist()]
        kept = ready // DAY <= due[order_day - first]
        for word, number in (("promised", len(kept)), ("kept", int(kept.sum()))):
            key = f"{makes}.{word}"
            self.tallies.cards[key] = self.tallies.cards.get(key, 0) + number

    def _due_of(self, promise: Promise, day: int) -> int:
        first = self.network.first
        return (due_on(promise, first + timedelta(days=day)) - first).days


def _add(table: dict[str, Counts], key: str, counts: Counts) -> None:
    table[key] = table[key] + counts if key in table else counts
