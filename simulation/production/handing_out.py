"""From orders to cards in hand: what outlets and the online channel order, the line, and who fetches which card when.

In full mode each card has the file of whoever ordered it, and the desk decides what may be taken along or brought home.
"""

from datetime import timedelta
from typing import Final

import numpy as np
from attrs import evolve

from simulation.diary import Diary
from simulation.engine.station import Bools, Floats, Ints
from simulation.network.hours import Days, open_days
from simulation.network.neighbourhood import holders_near
from simulation.network.network import NO_LIMIT, Group, Network
from simulation.outlet_days import Orders
from simulation.production.following import Following, check_lying, check_on_the_line, is_instant
from simulation.production.line import BEYOND, NO_FILES, Cards, Line
from simulation.production.promises import Turnarounds
from simulation.streams import Streams
from simulation.tallies import CardDay, Tallies, zeros
from simulation.units import DAY
from simulation.visits.drawing import Visits, some_days_after
from simulation.visits.plans import Period
from sscard_core.model.arguments import RequestName, Service

HOME: Final = -1
"""In place of an outlet: the courier brings the card to the holder."""


class HandingOut:
    """The cards of a run, from the order on. `following`, in full mode, has their files."""

    def __init__(
        self,
        network: Network,
        streams: Streams,
        tallies: Tallies,
        diary: Diary,
        following: Following | None = None,
    ) -> None:
        self.network, self.tallies, self.diary, self.following = network, tallies, diary, following
        last = network.last + timedelta(days=BEYOND)
        stages = network.production.stages
        runs = len(stages[0].runs)
        bounds = (max(1, int(bank.accounts_a_day // runs)) for bank in network.banks)
        working = open_days(Days.WORKING, network.first, last)
        self.line = Line(stages, streams, working, (NO_LIMIT, *bounds), following or NO_FILES)
        self.bank_of = _banks(network)
        self.rng = streams.named("fetching")
        self.turnarounds = Turnarounds(network, tallies)
        self.group_of = np.repeat(np.arange(len(network.groups)), [group.count for group in network.groups])
        self.first_outlet = np.searchsorted(self.group_of, np.arange(len(network.groups)))
        self.makes = np.array([_MAKES.index(group.makes) for group in network.groups])[self.group_of]
        self.near = holders_near(network)
        names = [work.name for work in network.works]
        self.collect = names.index(RequestName.COLLECT)
        self.pending: list[Cards] = []
        self.made_at_once: list[Cards] = []
        self.lying: list[Cards] = []
        self.returning: list[float] = []
        tallies.backlog = {
            run.stage.name: zeros(-(-network.days // network.exchange_days)) for run in self.line.stages
        }
        tallies.card_days = {str(each): zeros(network.days) for each in CardDay}

    def order(self, group: Group, first_outlet: int, orders: Orders) -> None:
        """Take in the orders of a group's outlets; an instant card is in hand at once, if the desk agrees."""
        cards = Cards(orders.at, orders.outlet + first_outlet, orders.service, orders.people)
        if len(cards) == 0:
            return
        self.tallies.tell_cards("ordered", len(cards))
        at_once = np.full(len(cards), group.makes is Service.INSTANT)
        if cards.people is not None:
            at_once = np.array([is_instant(each) for each in cards.people])
        self.pending.append(cards.where(~at_once))
        made = cards.where(at_once)
        in_hand = self._in_hand(made)
        self.made_at_once.append(made.where(in_hand))
        self.lying.append(made.where(~in_hand))

    def _in_hand(self, made: Cards) -> Bools:
        """Return which instant cards go along with whoever ordered them."""
        if self.following is None or made.people is None:
            return np.ones(len(made), bool)
        told = zip(made.people, (made.ordered // DAY).astype(np.int64).tolist(), strict=True)
        return np.array([self.following.collected_at_once(*each) for each in told], bool)

    def order_online(self, orders: Orders) -> None:
        """Take in the orders of the online channel; the courier brings those cards home."""
        if len(orders.at):
            self.tallies.tell_cards("ordered", len(orders.at))
            self.pending.append(
                Cards(orders.at, np.full(len(orders.at), HOME), orders.service, orders.people)
            )

    def work_until(self, period: Period) -> None:
        """Let the line work to the end of a period, and say on which days people come for what is ready."""
        self._tell_instant()
        ordered = Cards.together([each for each in self.pending if len(each)])
        self._on_day(CardDay.ORDERED, ordered.ordered)
        banks = np.where(ordered.outlet == HOME, 0, self.bank_of[np.maximum(ordered.outlet, 0)])
        for each in np.unique(banks).tolist():
            self.line.order(ordered.where(banks == each), each)
        self.pending.clear()
        self.line.run_until(period.ends)
        for at, cards in self.line.ready.taken(period.ends):
            self._ready(at, cards, period)
        for cards in self.lying:
            self._on_day(CardDay.ORDERED, cards.ordered)
            self._on_day(CardDay.READY, cards.ordered)
            self._fetched_later(cards, cards.ordered, period)
        self.lying.clear()
        for name, number in self.line.backlog.items():
            self.tallies.backlog[name][period.number] = number

    def _tell_instant(self) -> None:
        """Count the cards that were in hand at once."""
        cards = Cards.together([each for each in self.made_at_once if len(each)])
        self.made_at_once.clear()
        self.tallies.tell_cards("made at once", len(cards))
        for each in np.unique(cards.service).tolist():
            moments = cards.ordered[cards.service == each]
            self.turnarounds.count(Service.INSTANT, each, moments, moments)

    def _ready(self, at: float, cards: Cards, period: Period) -> None:
        self._on_day(CardDay.READY, np.full(len(cards), at))
        home = cards.outlet == HOME
        if cards.people is None:
            self._tell_turnaround(at, cards)
        else:
            check_lying(cards.people)
            self.turnarounds.count_followed(cards, at)
        brought = self._brought_home(cards.where(home), at)
        self.tallies.tell_cards("brought home", int(brought.sum()))
        self._on_day(CardDay.IN_HAND, np.full(int(brought.sum()), at))
        sent_back = cards.where(home).where(~brought)
        outlets = self.rng.choice(len(self.near), len(sent_back), p=self.near)
        to_fetch = Cards.together(
            [each for each in (cards.where(~home), evolve(sent_back, outlet=outlets)) if len(each)]
        )
        self._fetched_later(to_fetch, np.full(len(to_fetch), at), period)

    def _brought_home(self, cards: Cards, at: float) -> Bools:
        """Return which cards the courier may hand over."""
        if self.following is None or cards.people is None:
            return np.ones(len(cards), bool)
        return np.array([self.following.brought_home(each, int(at // DAY)) for each in cards.people], bool)

    def _fetched_later(self, cards: Cards, ready: Floats, period: Period) -> None:
        """Draw who comes for cards that lie at an outlet, and on which day; the others go back in the end."""
        rng, production = self.rng, self.network.production
        never = rng.random(len(cards)) < production.undelivered
        fetched = some_days_after(ready, rng.standard_exponential(len(cards)) * production.collect_after)
        back = ready // DAY + production.kept
        self.returning += back[never | (fetched // DAY > back)].tolist()
        self.tallies.tell_cards("never fetched", int(never.sum()))
        self._on_day(
            CardDay.IN_HAND, np.where(never, ready, fetched)
        )  # who never comes leaves nothing to wait for
        people, kept_until = cards.people, back.astype(np.int64)
        if self.following is not None and people is not None:
            check_lying(self.following.returned(people[never], kept_until[never]))
            people = self.following.fetching(people, kept_until)
        group = self.group_of[cards.outlet]
        outlet = cards.outlet - self.first_outlet[group]
        coming = Visits.first(outlet, fetched, np.full(len(cards), self.collect), number=0)
        coming = evolve(coming, people=people)
        for each in np.unique(group).tolist():
            self.diary.put(each, coming.where((group == each) & ~never), period)

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

    def fetch(self, place: int, period: Period) -> Visits:
        """Return the people who come to a group in a period for a card that lies ready, one a card."""
        people = self.diary.due(place, period)
        self.tallies.tell_cards("fetched_for", len(people))
        return people

    def close(self) -> None:
        """Count where every card is at the end of the run, and check that none is lost."""
        self.line.check()
        self.count_until(self.network.days)
        counts = self.tallies.cards
        counts["on the line"] = sum(self.line.backlog.values())
        counts["with the courier"] = sum(len(cards) for _, cards in self.line.ready.batches)
        counts["not yet fetched"] = sum(
            len(self.diary.left(place)) for place in range(len(self.network.groups))
        )
        somewhere = (
            "made at once", "brought home", "never fetched", "fetched_for", "on the line", "given up",
            "with the courier", "not yet fetched",
        )  # fmt: skip
        told = sum(counts.get(name, 0) for name in somewhere)
        assert told == counts.get("ordered", 0), "a card ordered is nowhere"
        if self.following is not None:
            for run in self.line.stages:
                for _, _, cards in run.batches:
                    check_on_the_line(cards.people)
            for _, cards in self.line.ready.batches:
                check_lying(cards.people)

    def count_until(self, day: int) -> None:
        """Count what befell cards before a day, from the first on."""
        counts = self.tallies.cards
        counts["given up"] = sum(run.given_up for run in self.line.stages)
        counts["failed"] = sum(run.failed for run in self.line.stages)
        counts["returned undelivered"] = sum(each < day for each in self.returning)


_MAKES: Final = tuple(Service)


def _banks(network: Network) -> Ints:
    """Return each outlet's bank: its place among the banks described, from 1; 0 for one without bounds."""
    place = {bank.name: number + 1 for number, bank in enumerate(network.banks)}
    return np.array([place.get(group.bank, 0) for group in network.groups for _ in range(group.count)])
