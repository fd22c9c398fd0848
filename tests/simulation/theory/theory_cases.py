"""The closed forms that the engine is held to: each with its exact value, its source, and how a sample of it is drawn."""

from collections.abc import Callable
from typing import Final

import numpy as np
from attrs import frozen
from numpy.random import Generator
from numpy.typing import NDArray
from theory_days import AtOpening, ClosingDay, Swinging
from theory_sampling import (
    Queue,
    Runs,
    exponential,
    fixed,
    gamma,
    lognormal,
    serve_runs,
    two_kinds,
    uniform,
)

from simulation.analysis import erlang
from simulation.engine.serving import Path
from simulation.engine.station import Fate, Station

Floats = NDArray[np.float64]
Figure = Callable[[Runs], Floats]
CUSTOMERS: Final = 1500
"""Customers that count in one run."""
DAYS: Final = 300
"""Runs that make one interval where a run is a short day."""

SWINGS: Final = 40
"""The same for numbers of busy servers, which are Poisson of 25 or more."""


@frozen
class Case:
    """One figure of one queue. `sample` returns one value for each of so many independent runs."""

    name: str
    exact: float
    source: str
    sample: Callable[[Generator, int, Path], Floats]
    runs: int = 20
    """Runs that make one interval: enough that their mean is near normal."""


def mean_wait(runs: Runs) -> Floats:
    """Return the mean wait of each run, of those who were let in."""
    return np.asarray(np.nanmean(runs.waits(), axis=1))


def share_waiting(runs: Runs) -> Floats:
    """Return the share that waits at all."""
    return np.asarray((runs.waits() > 1e-12).mean(axis=1))


def share_within(limit: float) -> Figure:
    """Return the share that waits at most so long."""
    return lambda runs: np.asarray((runs.waits() <= limit).mean(axis=1))


def share(fate: Fate) -> Figure:
    """Return the share that meets a fate."""
    return lambda runs: np.asarray(runs.met(fate).mean(axis=1))


def wait_of(number: int) -> Figure:
    """Return the mean wait of one class."""
    return lambda runs: np.asarray(np.nanmean(np.where(runs.of_class(number), runs.waits(), np.nan), axis=1))


def steady(name: str, queue: Queue, figure: Figure, exact: float, source: str) -> Case:
    """Make a case of a queue in equilibrium."""
    return Case(
        name, exact, source, lambda stream, runs, path: figure(queue.run(stream, runs, CUSTOMERS, path))
    )


def tandem(name: str, rate: float, servers: tuple[int, int]) -> Case:
    """Make a case of the wait at the second of two queues in a row."""

    def sample(stream: Generator, runs: int, path: Path) -> Floats:
        first = Queue(servers[0], rate).run(stream, runs, CUSTOMERS, path)
        arrival = np.sort(first.served.end.reshape(first.arrival.shape), axis=1)
        service = stream.exponential(1.0, arrival.shape)
        return mean_wait(Runs(arrival, serve_runs(Station.constant(servers[1]), arrival, service, path=path)))

    exact = erlang.mean_wait(servers[1], rate, 1.0)
    return Case(name, exact, "Burke 1956, Jackson 1957", sample)


KHINCHINE: Final = "Pollaczek 1930, Khinchine 1932"
FINITE: Final = "Kleinrock 1975, 3.8"
LOSS: Final = erlang.erlang_b(3, 2.4)
ERLANG_A: Final = erlang.erlang_a(10, 11.0, 1.0, 2.0)
ONE_OF_FIVE: Final = erlang.finite_queue(1, 5, 0.9, 1.0)
THREE_OF_SIX: Final = erlang.finite_queue(3, 6, 3.0, 1.0)
TWO_CLASSES: Final = erlang.priority_waits(1, (0.3, 0.4), 1.0)
THREE_CLASSES: Final = erlang.priority_waits(3, (0.5, 0.9, 0.85), 1.0)
AGENTS: Final = Queue(14, 10.0)
WAITING_ROOM: Final = Queue(1, 0.9, places=4)
ANY_SERVICE: Final = Queue(3, 2.4, lognormal(1.0, 1.5), places=0)
LEAVING: Final = Queue(10, 11.0, patience=exponential(2.0))
OLD_FIRST: Final = Queue(1, 0.7, shares=(3 / 7, 4 / 7))
THREE_RANKS: Final = Queue(3, 2.25, shares=(0.5 / 2.25, 0.9 / 2.25, 0.85 / 2.25))

CASES: Final = (
    steady(
        "M/M/1, load 0.5: mean wait", Queue(1, 0.5), mean_wait, erlang.mean_wait(1, 0.5, 1), "Erlang 1917"
    ),
    steady(
        "M/M/1, load 0.7: mean wait", Queue(1, 0.7), mean_wait, erlang.mean_wait(1, 0.7, 1), "Erlang 1917"
    ),
    steady(
        "M/M/2, load 0.7: mean wait", Queue(2, 1.4), mean_wait, erlang.mean_wait(2, 1.4, 1), "Erlang 1917"
    ),
    steady(
        "M/M/3, load 0.75: mean wait", Queue(3, 2.25), mean_wait, erlang.mean_wait(3, 2.25, 1), "Erlang 1917"
    ),
    steady("M/M/5, load 0.8: P(wait)", Queue(5, 4.0), share_waiting, erlang.erlang_c(5, 4.0), "Erlang 1917"),
    steady(
        *("M/M/14, load 0.71: P(wait)", AGENTS, share_waiting),
        *(erlang.erlang_c(14, 10.0), "package ErlangC, worked example"),
    ),
    steady(
        *("M/M/14, load 0.71: P(wait < 20 s of 180 s)", AGENTS, share_within(1 / 9)),
        *(erlang.served_within(14, 10.0, 1.0, 1 / 9), "package ErlangC, worked example"),
    ),
    steady(
        *("M/G/1, lognormal of cv 1.23, load 0.6: mean wait", Queue(1, 0.6, lognormal(1.0, 1.23)), mean_wait),
        *(erlang.pollaczek_khinchine(0.6, 1.0, 1.23), KHINCHINE),
    ),
    steady(
        *("M/G/1, uniform, load 0.7: mean wait", Queue(1, 0.7, uniform(0.0, 2.0)), mean_wait),
        *(erlang.pollaczek_khinchine(0.7, 1.0, 3**-0.5), KHINCHINE),
    ),
    steady(
        *("M/E2/1, load 0.7: mean wait", Queue(1, 0.7, gamma(1.0, 2**-0.5)), mean_wait),
        *(erlang.pollaczek_khinchine(0.7, 1.0, 2**-0.5), KHINCHINE),
    ),
    steady(
        *("M/H2/1, load 0.6: mean wait", Queue(1, 0.6, two_kinds(0.5, 3.0, 0.2)), mean_wait),
        *(erlang.pollaczek_khinchine(0.6, 1.0, (2 * (0.8 * 0.25 + 0.2 * 9) - 1) ** 0.5), KHINCHINE),
    ),
    *(
        steady(
            *(f"M/D/{servers}, load 0.8: mean wait", Queue(servers, 0.8 * servers, fixed(1.0)), mean_wait),
            *(erlang.deterministic_wait(servers, 0.8 * servers, 1.0), "Crommelin 1932"),
        )
        for servers in (1, 2, 4)
    ),
    steady("M/M/1/5: refused", WAITING_ROOM, share(Fate.BALKED), ONE_OF_FIVE.blocked, FINITE),
    steady("M/M/1/5: mean wait", WAITING_ROOM, mean_wait, ONE_OF_FIVE.mean_wait, FINITE),
    steady("M/M/3/6: refused", Queue(3, 3.0, places=3), share(Fate.BALKED), THREE_OF_SIX.blocked, FINITE),
    steady("M/M/3/6: mean wait", Queue(3, 3.0, places=3), mean_wait, THREE_OF_SIX.mean_wait, FINITE),
    steady("M/M/3/3: refused", Queue(3, 2.4, places=0), share(Fate.BALKED), LOSS, "Erlang 1917"),
    steady("M/G/3/3, lognormal: refused", ANY_SERVICE, share(Fate.BALKED), LOSS, "Sevastyanov 1957"),
    steady("Erlang A: leave", LEAVING, share(Fate.RENEGED), ERLANG_A.abandons, "Palm 1957"),
    steady("Erlang A: P(wait)", LEAVING, share_waiting, ERLANG_A.waits, "Palm 1957"),
    steady("Erlang A: mean wait", LEAVING, mean_wait, ERLANG_A.mean_wait, "Palm 1957"),
    steady("M/M/1, priority of two: wait of the first", OLD_FIRST, wait_of(0), TWO_CLASSES[0], "Cobham 1954"),
    steady(
        "M/M/1, priority of two: wait of the second", OLD_FIRST, wait_of(1), TWO_CLASSES[1], "Cobham 1954"
    ),
    *(
        steady(
            f"M/M/3, priority of three: wait of {place + 1}", THREE_RANKS, wait_of(place), wait, "Davis 1966"
        )
        for place, wait in enumerate(THREE_CLASSES)
    ),
    tandem("M/M/1 to M/M/1: second wait", 0.6, (1, 1)),
    tandem("M/M/2 to M/M/1: second wait", 0.7, (2, 1)),
    *(
        Case(
            *(f"M_t/M/infinity at {moment:g} of 24: busy", each.exact(moment), "Eick, Massey, Whitt 1993"),
            *(each.sampler(moment), SWINGS),
        )
        for each in (Swinging(rate=20.0, swing=0.6, period=24.0, service=2.0),)
        for moment in (6.0, 12.0, 20.0)
    ),
    *(
        Case(f"M/M/2 that closes after 12: {name}", exact, "Kolmogorov's equations", sample, DAYS)
        for name, exact, sample in ClosingDay(servers=2, rate=1.8, closes=12.0).figures()
    ),
    Case(
        *("30 at opening, 4 servers: last leaves", AtOpening(30, 4).exact(), "order statistics"),
        *(AtOpening(30, 4).sample, DAYS),
    ),
)
