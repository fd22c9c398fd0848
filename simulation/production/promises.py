"""The time the rulebook promises for a card, and how long cards took against it."""

from datetime import timedelta
from functools import cache
from typing import Final

import numpy as np

from simulation.engine.station import Floats
from simulation.network.network import Network
from simulation.production.line import Cards
from simulation.tallies import LONGEST_TURNAROUND, Counts, Tallies
from simulation.units import DAY
from sscard_core.lifecycle.calendar import due_on
from sscard_core.model.arguments import RequestName, Service
from sscard_core.rulebooks.book import Promise, Rulebook


def promise_for(book: Rulebook, name: RequestName, makes: Service) -> Promise | None:
    """Return the time promised for a card made in a way, None where the rulebook is silent."""
    found = (each.due for each in book.services.get(name, ()) if each.makes is makes and each.due)
    return next(found, None)


NO_DAY: Final = -(10**6)
"""In place of a day promised, where nothing is promised."""


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
        self.tallies.tell_cards(f"{makes}.promised", len(kept))
        self.tallies.tell_cards(f"{makes}.kept", int(kept.sum()))

    def count_followed(self, cards: Cards, ready: float) -> None:
        """Count cards ready at a minute, each against the day that the desk's own decision on its order promised."""
        assert cards.people is not None, "cards that are followed were ordered by somebody"
        makings = [each.dossier.file.making for each in cards.people]
        makes = np.array([str(each.service) for each in makings])
        due = np.array(
            [NO_DAY if each.due is None else (each.due - self.network.first).days for each in makings]
        )
        days = np.minimum((ready - cards.ordered) / DAY, LONGEST_TURNAROUND).astype(np.int64)
        for each in np.unique(makes).tolist():
            here = makes == each
            _add(self.tallies.turnaround, each, np.bincount(days[here], minlength=LONGEST_TURNAROUND + 1))
            promised = here & (due != NO_DAY)
            if promised.any():
                self.tallies.tell_cards(f"{each}.promised", int(promised.sum()))
                self.tallies.tell_cards(f"{each}.kept", int((ready // DAY <= due[promised]).sum()))

    def _due_of(self, promise: Promise, day: int) -> int:
        first = self.network.first
        return (due_on(promise, first + timedelta(days=day)) - first).days


def _add(table: dict[str, Counts], key: str, counts: Counts) -> None:
    table[key] = table[key] + counts if key in table else counts
