"""The figures of cards: where they are, how long they took against the promise, what waits for each stage."""

from collections.abc import Iterator

import numpy as np

from simulation.figure_parts import QUANTILES, Figure, Scope, share
from simulation.network.network import Network
from simulation.tallies import CardDay, Sums, Tallies


def card_figures(network: Network, tallies: Tallies) -> Iterator[Figure]:
    """Yield the figures of cards and of the stages of production."""
    yield from _turnarounds(tallies)
    yield from _stages(network, tallies)


def _turnarounds(tallies: Tallies) -> Iterator[Figure]:
    for name, number in sorted(tallies.cards.items()):
        if not name.endswith((".promised", ".kept")):
            yield Figure(Scope.CARDS, "all", name, "number", number)
    for makes, histogram in sorted(tallies.turnaround.items()):
        total = int(histogram.sum())
        days = np.arange(len(histogram))
        yield Figure(Scope.CARDS, makes, "turnaround mean", "days", share(float(histogram @ days), total))
        reached = np.cumsum(histogram)
        for word, part in QUANTILES:
            day = int(np.searchsorted(reached, part * total)) if total else 0
            yield Figure(Scope.CARDS, makes, f"turnaround {word}", "days", day)
        promised = tallies.cards.get(f"{makes}.promised", 0)
        if promised:
            kept = tallies.cards.get(f"{makes}.kept", 0)
            yield Figure(Scope.CARDS, makes, "promise kept", "share", share(kept, promised))


def _stages(network: Network, tallies: Tallies) -> Iterator[Figure]:
    """Yield what waits for each stage at the ends of periods, and the cards in production at the ends of days."""
    for stage, whole in tallies.backlog.items():
        backlog = whole[tallies.days_cut // network.exchange_days :]
        yield Figure(Scope.STAGE, stage, "backlog mean", "number", float(backlog.mean()))
        yield Figure(Scope.STAGE, stage, "backlog most", "number", float(backlog.max()))
        yield Figure(Scope.STAGE, stage, "backlog at the end", "number", float(backlog[-1]))
    inside = cards_between(tallies, CardDay.ORDERED, CardDay.READY)[tallies.days_cut :]
    yield Figure(Scope.CARDS, "all", "in production", "number", float(inside.mean()))


def cards_between(tallies: Tallies, since: CardDay, until: CardDay) -> Sums:
    """Return how many cards have gone through the one but not the other, at the end of each day of the run."""
    begun, ended = (np.cumsum(tallies.card_days[each]) for each in (since, until))
    return np.asarray(begun - ended, float)
