"""Replications of a network: so many, or until the waits are precise; here or on workers; after a warm-up.

Which replications are run, and which days are cut, follows from the network, the seed and what is asked alone: never from
who runs them.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Final

import numpy as np
from attrs import define, evolve, field, frozen

from simulation.analysis.intervals import TooFewReplications
from simulation.analysis.replicating import Precision, Replicated
from simulation.analysis.replicating import replicate as until_precise
from simulation.analysis.warm_up import warm_up
from simulation.card_figures import cards_between
from simulation.engine.serving import Path
from simulation.errors import OptionError
from simulation.farming.backends import Backend
from simulation.farming.farm import Farmed, farm
from simulation.figures import watched
from simulation.network.network import Network
from simulation.running import replicate
from simulation.tallies import CardDay, Tallies

PILOTS: Final = 3
"""Runs whose mean tells the warm-up: the first replications, run once more without it."""
WEEK: Final = 7
"""Days to a batch of MSER: the calendar's week, since production rests at weekends."""


@frozen
class Replication:
    """One replication of a network, by its number; it can be sent to a worker. The first `cut` days do not count."""

    network: Network
    seed: int
    path: Path
    cut: int = 0

    def __call__(self, number: int) -> Tallies:
        """Run it."""
        return self.telling(number, lambda: None)

    def telling(self, number: int, heard: Callable[[], None]) -> Tallies:
        """Run it and tell after each period."""
        return replicate(
            self.network,
            self.seed,
            number,
            path=self.path,
            progress=lambda _done, _all: heard(),
            cut=self.cut,
        )


@frozen
class Cut:
    """The warm-up: the first days that do not count, whole periods, and whether they were looked for (`auto`).

    `is_settled` is False where the run was too short to tell; then nothing is cut.
    """

    days: int
    is_auto: bool = False
    is_settled: bool = True


@define
class Experiment:
    """Replications under way: `done` are those to be reported, in order. `heard` is told of progress.

    Progress is a period where replications are run here, a replication where they are run on a backend.
    """

    work: Replication
    backend: Backend | None = None
    heard: Callable[[], None] = lambda: None
    done: list[Tallies] = field(factory=list)
    is_interrupted: bool = False

    def run(self, numbers: Sequence[int]) -> list[Tallies]:
        """Run replications and return them; fewer where they were interrupted."""
        farmed = (
            _here(self.work, numbers, self.heard)
            if self.backend is None
            else self._away(self.backend, numbers)
        )
        self.is_interrupted |= not farmed.is_complete
        made = farmed.in_order()
        self.done += made
        return made

    def _away(self, backend: Backend, numbers: Sequence[int]) -> Farmed[Tallies]:
        told = 0

        def hear(done: int) -> None:
            nonlocal told
            for _ in range(done - told):
                self.heard()
            told = done

        return farm(self.work, numbers, backend, hear)

    def until(self, precision: Precision, more: Callable[[int], None] = lambda _count: None) -> Replicated:
        """Run until the waits at the counters are precise, or the budget is used up; `more` is told what is still to do."""

        def batch(numbers: range) -> list[Mapping[str, float]]:
            more(len(numbers))
            return [watched(each) for each in self.run(numbers)]

        return until_precise(batch, precision)

    def settled(self) -> Cut | None:
        """Find the warm-up, by MSER on the cards that people wait for, day by day; None where interrupted.

        The queues of every station begin each period empty; what a run from nothing lacks is the cards under way, and the
        people who come to fetch them.
        Raises: OptionError where the run is too short to be looked at.
        """
        pilot = evolve(self, done=[])
        made = pilot.run(range(PILOTS))
        self.is_interrupted |= pilot.is_interrupted
        return settled_after(self.work.network, made) if len(made) == PILOTS else None


def settled_after(network: Network, pilots: Sequence[Tallies]) -> Cut:
    """Return the warm-up that pilot runs show. Raises: OptionError where they are too short."""
    under_way = np.mean([cards_between(each, CardDay.ORDERED, CardDay.IN_HAND) for each in pilots], axis=0)
    try:
        found = warm_up(under_way, WEEK)
    except TooFewReplications as problem:
        raise OptionError(
            f"--warm-up auto: {problem.found} days are too few to tell; run at least {problem.needed}, or give the days",
            f"--warm-up auto：{problem.found} 天太短，无法判断；请至少运行 {problem.needed} 天，或直接给出天数",
        ) from None
    days = whole_periods(network, found.observations)
    is_settled = found.is_settled and days < network.days
    return Cut(days if is_settled else 0, is_auto=True, is_settled=is_settled)


def whole_periods(network: Network, days: int) -> int:
    """Return the days that whole periods of exchange make of some days: at least as many."""
    return -(-days // network.exchange_days) * network.exchange_days


def given(network: Network, days: int) -> Cut:
    """Return a warm-up of days that the user names. Raises: OptionError where nothing of the run would be left."""
    cut = whole_periods(network, days)
    if cut >= network.days:
        raise OptionError(
            f"--warm-up {days}: with whole periods of {network.exchange_days} days nothing is left of the run's "
            f"{network.days}; cut fewer, or run longer",
            f"--warm-up {days}：按 {network.exchange_days} 天的整周期截去后，{network.days} 天的运行不剩；请少截或加长运行",
        )
    return Cut(cut)


def _here(work: Replication, numbers: Sequence[int], heard: Callable[[], None]) -> Farmed[Tallies]:
    """Run replications one after the other; an interruption keeps what is done."""
    farmed: Farmed[Tallies] = Farmed()
    try:
        for number in numbers:
            farmed.done[number] = work.telling(number, heard)
    except KeyboardInterrupt:
        return farmed
    farmed.is_complete = True
    return farmed
