"""The line: stages in SimPy, one event a run; cards move in batches, so cost grows with runs and not with backlogs.

A run takes what has come by its time, oldest first, up to its capacity; the cards come out some working days later.
Failures go back to the stage named, or are given up. Every card ordered is in a stage, ready, fetched, or given up.
"""

from collections.abc import Generator as Process
from collections.abc import Iterable
from heapq import heappop, heappush
from itertools import count
from typing import Any, Final, Protocol

import numpy as np
from attrs import evolve, frozen
from numpy.random import Generator
from simpy.events import Event

from simulation.engine.environment import LeanEnvironment
from simulation.engine.station import Floats, Ints
from simulation.network.network import NO_LIMIT, Stage
from simulation.streams import Streams
from simulation.units import DAY
from simulation.visits.dossiers import Objects

BEYOND: Final = 400
"""Days after the run for which working days are known, so that what is in work has a date."""


@frozen(eq=False)
class Cards:
    """Cards under way, in columns: minute of the order, outlet (-1: to the holder's home), place of the service.

    `people`, in full mode: who ordered them, each with the card file.
    """

    ordered: Floats
    outlet: Ints
    service: Ints
    people: Objects | None = None

    def __len__(self) -> int:
        return len(self.ordered)

    def where(self, chosen: "np.ndarray[Any, Any] | slice") -> "Cards":
        """Return some of them."""
        people = None if self.people is None else self.people[chosen]
        return Cards(self.ordered[chosen], self.outlet[chosen], self.service[chosen], people)

    @classmethod
    def together(cls, parts: Iterable["Cards"]) -> "Cards":
        """Return several lots as one."""
        lots = list(parts)
        if not lots:
            return cls(np.zeros(0), np.zeros(0, np.int64), np.zeros(0, np.int64))
        names = ("ordered", "outlet", "service", *(("people",) if lots[0].people is not None else ()))
        return cls(*(np.concatenate([getattr(lot, name) for lot in lots]) for name in names))


class Files(Protocol):
    """Who keeps the files of cards and is told what becomes of them."""

    def made(self, cards: Cards, stage: str, at: float) -> Cards:
        """Take note that a stage is done at a moment; return the cards with their files as they are then."""

    def failed(self, cards: Cards, stage: str, at: float) -> None:
        """Take note of cards given up at a stage."""


class NoFiles:
    """Nobody keeps files."""

    def made(self, cards: Cards, _stage: str, _at: float) -> Cards:
        """Return the cards as they are."""
        return cards

    def failed(self, _cards: Cards, _stage: str, _at: float) -> None:
        """Note nothing."""


NO_FILES: Final = NoFiles()


class StageRun:
    """A stage at work: a heap of batches by the moment they came, and where cards go from here.

    `inside` counts the cards that wait for a run here, those on their way from the stage before included.
    """

    def __init__(self, stage: Stage, rng: Generator, working: tuple[int, ...], files: Files) -> None:
        self.stage, self.rng, self.working, self.files = stage, rng, working, files
        self.batches: list[tuple[float, int, Cards]] = []
        self.sequence = count()
        self.inside = 0
        self.given_up = 0
        self.failed = 0
        self.onward: StageRun | Ready
        self.back: StageRun = self

    def put(self, at: float, cards: Cards) -> None:
        """Take in cards that come at a moment."""
        if len(cards):
            self.inside += len(cards)
            heappush(self.batches, (at, next(self.sequence), cards))

    def runs(self, env: LeanEnvironment) -> Process[Event, Any, None]:
        """The SimPy process: a run at each of its times on every working day."""
        for place, day in enumerate(self.working):
            for minute in self.stage.runs:
                at = day * DAY + minute
                yield env.timeout(at - env.now)
                self.run(at, place)

    def run(self, at: float, place: int) -> None:
        """Take a batch through."""
        stage = self.stage
        if not self._is_worth_it(at):
            return
        taken, room = [], stage.capacity
        while self.batches and self.batches[0][0] <= at and room > 0:
            came, number, cards = heappop(self.batches)
            taken.append(cards.where(slice(0, room)))
            if len(cards) > room:
                heappush(self.batches, (came, number, cards.where(slice(room, None))))
            room -= len(taken[-1])
        out = self.working[min(place + stage.days, len(self.working) - 1)] * DAY + at % DAY
        self.inside -= sum(len(cards) for cards in taken)
        self._sent_on(Cards.together(taken), max(out, at))

    def _is_worth_it(self, at: float) -> bool:
        """Say whether there are enough cards, or the oldest has waited long enough."""
        if not self.batches or self.batches[0][0] > at:
            return False
        if self.stage.least == 1 or at - self.batches[0][0] >= self.stage.longest * DAY:
            return True
        return sum(len(cards) for came, _, cards in self.batches if came <= at) >= self.stage.least

    def _sent_on(self, cards: Cards, out: float) -> None:
        if self.stage.fails == 0.0:
            self._onward(out, cards)
            return
        uniform = self.rng.random(len(cards))
        fails = uniform < self.stage.fails
        again = uniform < self.stage.fails * self.stage.rework
        self.failed += int(fails.sum())
        self.given_up += int((fails & ~again).sum())
        self.files.failed(cards.where(fails & ~again), self.stage.name, out)
        self._onward(out, cards.where(~fails))
        self.back.put(out, cards.where(again))

    def _onward(self, out: float, cards: Cards) -> None:
        self.onward.put(out, self.files.made(cards, self.stage.name, out))


class Ready:
    """Where finished cards come: batches in the order of coming, with the moment."""

    def __init__(self) -> None:
        self.batches: list[tuple[float, Cards]] = []
        self.total = 0

    def put(self, at: float, cards: Cards) -> None:
        """Take in cards that are ready at a moment."""
        if len(cards):
            self.batches.append((at, cards))
            self.total += len(cards)

    def taken(self, until: float) -> list[tuple[float, Cards]]:
        """Hand out what is ready before a moment; the rest stays."""
        out = [each for each in self.batches if each[0] < until]
        self.batches = [each for each in self.batches if each[0] >= until]
        return out


class Line:
    """The stages in a row, with their clock. `openings`: accounts that each bank opens in a run of the first stage.

    The first stage stands once for every bank, since each opens the accounts of its own cards; the others are shared,
    and what they send back to the first goes to the place without a bound.
    """

    def __init__(
        self,
        stages: tuple[Stage, ...],
        streams: Streams,
        working: tuple[int, ...],
        openings: tuple[int, ...] = (NO_LIMIT,),
        files: Files = NO_FILES,
    ) -> None:
        assert stages, "a line has at least one stage"
        self.env = LeanEnvironment()
        self.ready = Ready()
        self.first = [
            StageRun(
                evolve(stages[0], capacity=min(stages[0].capacity, each)),
                streams.named("stage", stages[0].name, bank),
                working,
                files,
            )
            for bank, each in enumerate(openings)
        ]
        shared = [StageRun(stage, streams.named("stage", stage.name), working, files) for stage in stages[1:]]
        self.stages = [*self.first, *shared]
        for run in self.first:
            self._join(run, [run, *shared])
        for place, run in enumerate(shared):
            self._join(run, [*self.first[:1], *shared], place + 1)
        self.ordered = 0

    def _join(self, run: StageRun, row: list[StageRun], place: int = 0) -> None:
        """Say where cards go from a stage of a row, and let it run."""
        run.onward = row[place + 1] if place + 1 < len(row) else self.ready
        run.back = next((each for each in row if each.stage.name == run.stage.back_to), run)
        self.env.process(run.runs(self.env))

    def order(self, cards: Cards, bank: int = 0) -> None:
        """Take in orders; they enter a bank's first stage in batches, each of what came between two of its runs."""
        if len(cards) == 0:
            return
        self.ordered += len(cards)
        order = np.argsort(cards.ordered, kind="stable")
        cards = cards.where(order)
        first = self.first[bank]
        day, minute = np.divmod(cards.ordered, DAY)
        runs = first.stage.runs
        cuts = np.flatnonzero(np.diff(day * len(runs) + np.searchsorted(runs, minute))) + 1
        for begin, end in zip([0, *cuts.tolist()], [*cuts.tolist(), len(cards)], strict=True):
            lot = cards.where(slice(begin, end))
            first.put(float(lot.ordered[-1]), lot)

    def run_until(self, at: float) -> None:
        """Run every stage up to a moment."""
        self.env.run(until=at)

    @property
    def backlog(self) -> dict[str, int]:
        """How many cards are in each stage, all banks together."""
        inside: dict[str, int] = {}
        for run in self.stages:
            inside[run.stage.name] = inside.get(run.stage.name, 0) + run.inside
        return inside

    def check(self) -> None:
        """Check that every card ordered is somewhere."""
        inside = sum(run.inside for run in self.stages)
        given_up = sum(run.given_up for run in self.stages)
        assert inside + given_up + self.ready.total == self.ordered, "a card was lost on the line"
