"""From orders to cards in hand: what outlets and the online channel order, the line, and who fetches which card when."""

from datetime import timedelta
from typing import Final

import numpy as np

from simulation.engine.station import Floats, Ints
from simulation.network.hours import Days, open_days
from simulation.network.network import NO_LIMIT, Group, Network
from simulation.production.line import BEYOND, Cards, Line
from simulation.production.promises import Turnarounds
from simulation.streams import Streams
from simulation.tallies import CardDay, Tallies, zeros
from simulation.units import DAY
from simulation.visits.plans import Period
from sscard_core.model.arguments import RequestName, Service

HOME: Final = -1
"""In place of an outlet: the courier brings the card to the holder."""


class HandingOut:
    """The cards of a run, from the order on."""

    def __init__(self, network: Network, streams: Streams, tallies: Tallies) -> None:
        self.network, self.tallies = network, tallies
        last = network.last + timedelta(days=BEYOND)
        stages = network.production.stages
        runs = len(stages[0].runs)
        bounds = (max(1, int(bank.accounts_a_day // runs)) for bank in network.banks)
        working = open_days(Days.WORKING, network.first, last)
        self.line = Line(stages, streams, working, (NO_LIMIT, *bounds))
        self.bank_of = _banks(network)
        self.rng = streams.named("fetching")
        self.turnarounds = Turnarounds(network, tallies)
        self.makes = np.array(
            [_MAKES.index(group.makes) for group in network.groups for _ in range(group.count)]
        )
        names = [work.name for work in network.works]
        self.collect = names.index(RequestName.COLLECT)
        self.pending: list[Cards] = []
        self.made_at_once: list[tuple[Floats, Ints]] = []
        self.to_fetch: dict[int, list[Ints]] = {}
        self.returning: list[float] = []
        tallies.backlog = {
            run.stage.name: zeros(-(-network.days // network.exchange_days)) for run in self.line.stages
        }
        tallies.card_days = {str(each): zeros(network.days) for each in CardDay}

    def order(self, group: Group, outlet: Ints, at: Floats, service: Ints) -> None:
        """Take in the orders of a group's outlets; an instant card is in hand at once."""
        if len(at) == 0:
            return
        self._count("ordered", len(at))
        if group.makes is Service.INSTANT:
            self.made_at_once.append((at, service))
            return
        self.pending.append(Cards(at, outlet, service))

    def order_online(self, orders: tuple[Floats, Ints]) -> None:
        """Take in the orders of the online channel; the courier brings those cards home."""
        at, service = orders
        if len(at):
            self._count("ordered", len(at))
            self.pending.append(Cards(at, np.full(len(at), HOME), service))

    def work_until(self, period: Period) -> None:
        """Let the line work to the end of a period, and spread what is ready over the periods to come."""
        self._tell_instant()
        ordered = Cards.together(self.pending)
        self._on_day(CardDay.ORDERED, ordered.ordered)
        banks = np.where(ordered.outlet == HOME, 0, self.bank_of[np.maximum(ordered.outlet, 0)])
        for each in np.unique(banks).tolist():
            self.line.order(ordered.where(banks == each), each)
        self.pending.clear()
        self.line.run_until(period.ends)
        for at, cards in self.line.ready.taken(period.ends):
            self._ready(at, cards, period)
        for name, number in self.line.backlog.items():
            self.tallies.backlog[name][period.number] = number

    def _tell_instant(self) -> None:
        """Count the cards that were in hand at once."""
        if not self.made_at_once:
            return
        at = np.concatenate([each for each, _ in self.made_at_once])
        service = np.concatenate([each for _, each in self.made_at_once])
        self.made_at_once.clear()
        self._count("made at once", len(at))
        for each in np.unique(service).tolist():
            moments = at[service == each]
            self.turnarounds.count(Service.INSTANT, each, moments, moments)

    def _ready(self, at: float, cards: Cards, period: Period) -> None:
        self._tell_turnaround(at, cards)
        self._on_day(CardDay.READY, np.full(len(cards), at))
        home = cards.outlet == HOME
        self._count("brought home", int(home.sum()))
        outlets = cards.outlet[~home]
        rng, production = self.rng, self.network.production
        never = rng.random(len(outlets)) < production.undelivered
        self.returning += [at / DAY + production.kept] * int(never.sum())
        self._count("never fetched", int(never.sum()))
        fetched = at + rng.standard_exponential(len(outlets)) * production.collect_after * DAY
        in_hand = np.where(never, at, fetched)  # who never comes leaves nothing to wait for
        self._on_day(CardDay.IN_HAND, np.append(in_hand, np.full(int(home.sum()), at)))
        number = np.maximum(fetched // (DAY * self.network.exchange_days), period.number + 1).astype(np.int64)
        for each in np.unique(number[~never]).tolist():
            self.to_fetch.setdefault(each, []).append(outlets[~never & (number == each)])

    def _on_day(self, what: CardDay, moments: Floats) -> None:
        """Count cards by the day of a moment; what happens after the run is left out."""
        days = self.network.days
        here = (moments // DAY).astype(np.int64)
        self.tallies.card_days[what] += np.bincount(here[here < days], minlength=days)

    def _tell_turnaround(self, at: float, cards: Cards) -> None:
        online = cards.outlet == HOME
        makes = np.where(online, _MAKES.index(Service.STANDARD), self.makes[np.maximum(cards.outlet, 0)])
        key = makes * len(self.network.works) + cards.service
        for each in np.unique(key).tolist():
            kind, service = divmod(each, len(self.network.works))
            ordered = cards.ordered[key == each]
            self.turnarounds.count(_MAKES[kind], service, ordered, np.full(len(ordered), at))

    def fetch(self, period: Period) -> list[Ints]:
        """Return the outlets to which people come in a period for a card that lies ready, one entry a card."""
        lots = self.to_fetch.pop(period.number, [])
        self._count("fetched_for", sum(len(lot) for lot in lots))
        return lots

    def close(self) -> None:
        """Count where every card is at the end of the run, and check that none is lost."""
        self.line.check()
        self.count_until(self.network.days)
        counts = self.tallies.cards
        counts["on the line"] = sum(self.line.backlog.values())
        counts["with the courier"] = sum(len(cards) for _, cards in self.line.ready.batches)
        counts["not yet fetched"] = sum(len(lot) for lots in self.to_fetch.values() for lot in lots)
        somewhere = (
            "made at once", "brought home", "never fetched", "fetched_for", "on the line", "given up",
            "with the courier", "not yet fetched",
        )  # fmt: skip
        told = sum(counts.get(name, 0) for name in somewhere)
        assert told == counts.get("ordered", 0), "a card ordered is nowhere"

    def count_until(self, day: int) -> None:
        """Count what befell cards before a day, from the first on."""
        counts = self.tallies.cards
        counts["given up"] = sum(run.given_up for run in self.line.stages)
        counts["failed"] = sum(run.failed for run in self.line.stages)
        counts["returned undelivered"] = sum(each < day for each in self.returning)

    def _count(self, name: str, number: int) -> None:
        self.tallies.cards[name] = self.tallies.cards.get(name, 0) + number


_MAKES: Final = tuple(Service)


def _banks(network: Network) -> Ints:
    """Return each outlet's bank: its place among the banks described, from 1; 0 for one without bounds."""
    place = {bank.name: number + 1 for number, bank in enumerate(network.banks)}
    return np.array([place.get(group.bank, 0) for group in network.groups for _ in range(group.count)])
