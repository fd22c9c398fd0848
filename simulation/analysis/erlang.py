"""Closed forms of queues: Erlang B, C and A, Pollaczek-Khinchine, finite queues, priorities, infinitely many servers.

Rates are per unit of time, times in that unit; loads are in erlangs (rate times mean service).
"""

from collections.abc import Sequence
from itertools import accumulate, pairwise
from math import cos, exp, pi, sin

import numpy as np
from attrs import frozen
from scipy import optimize, special


class Overloaded(ValueError):
    """A queue without end: the load is not below the servers. Gives both."""

    def __init__(self, load: float, servers: float) -> None:
        self.load, self.servers = load, servers
        super().__init__(f"load {load:g} on {servers:g} servers grows without end: add servers")


def erlang_b(servers: float, load: float) -> float:
    """Return the probability that all servers are busy where nobody waits (M/G/c/c); servers may be a fraction.

    Source: D. L. Jagerman, Some properties of the Erlang loss function, Bell Syst. Tech. J. 53 (1974) 525-551: B is
    load^n exp(-load) over the upper incomplete gamma function of n + 1 at load.
    """
    log_head = servers * np.log(load) - load - special.gammaln(servers + 1)
    return float(np.exp(log_head) / special.gammaincc(servers + 1, load))


def erlang_c(servers: float, load: float) -> float:
    """Return the probability to wait in M/M/c. Raises: Overloaded. Source: A. K. Erlang (1917)."""
    if load >= servers:
        raise Overloaded(load, servers)
    blocked = erlang_b(servers, load)
    return servers * blocked / (servers - load * (1 - blocked))


def mean_wait(servers: float, rate: float, service: float) -> float:
    """Return the mean wait in M/M/c, those who do not wait included."""
    return erlang_c(servers, rate * service) * service / (servers - rate * service)


def served_within(servers: float, rate: float, service: float, limit: float) -> float:
    """Return the probability to wait at most `limit` in M/M/c."""
    load = rate * service
    return 1 - erlang_c(servers, load) * exp(-(servers - load) * limit / service)


def servers_for_wait(rate: float, service: float, wait: float) -> float:
    """Return how many servers, as a fraction, make the mean wait of M/M/c exactly `wait`."""
    load = rate * service
    lowest, highest = load * (1 + 1e-9) + 1e-9, load + 10 * (load**0.5 + 1) + service / wait
    return float(
        optimize.brentq(lambda servers: mean_wait(servers, rate, service) - wait, lowest, highest, xtol=1e-12)
    )


def pollaczek_khinchine(rate: float, service: float, cv: float) -> float:
    """Return the mean wait in M/G/1; `cv` is the coefficient of variation of a service. Raises: Overloaded."""
    load = rate * service
    if load >= 1:
        raise Overloaded(load, 1)
    return load * service * (1 + cv**2) / 2 / (1 - load)


def deterministic_wait(servers: int, rate: float, service: float) -> float:
    """Return the mean wait in M/D/c, exactly.

    Source: C. D. Crommelin, Delay probability formulae when the holding times are constant, Post Off. Electr. Eng. J. 25
    (1932) 41-50, as the mean of the maximum of a random walk (F. Spitzer, 1956): after l services the walk is at
    N - l c with N Poisson of mean l load, and the mean number waiting is the sum over l of E[max(0, N - l c)] / l.
    """
    load = rate * service
    if load >= servers:
        raise Overloaded(load, servers)
    total, part, step = 0.0, 1.0, 0
    while part > 1e-15:
        step += 1
        mean, free = step * load, step * servers
        part = mean * float(special.gammainc(free, mean)) - free * float(special.gammainc(free + 1, mean))
        part /= step
        total += part
    return total * service / load


@frozen
class FiniteQueue:
    """M/M/c/K in equilibrium. The wait is that of those who get in."""

    blocked: float
    waiting: float
    mean_wait: float


def finite_queue(servers: int, places: int, rate: float, service: float) -> FiniteQueue:
    """Return M/M/c/K; `places` counts those in service too. Source: L. Kleinrock, Queueing Systems I (1975), 3.8."""
    load = rate * service
    weights = np.array(
        list(
            accumulate((load / min(number, servers) for number in range(1, places + 1)), _times, initial=1.0)
        )
    )
    shares = weights / weights.sum()
    waiting = float(np.sum(np.maximum(np.arange(places + 1) - servers, 0) * shares))
    blocked = float(shares[-1])
    return FiniteQueue(blocked, waiting, waiting / (rate * (1 - blocked)))


def _times(one: float, other: float) -> float:
    return one * other


@frozen
class ErlangA:
    """M/M/c+M in equilibrium: who waits longer than an exponential patience leaves."""

    waits: float
    """Probability to find all servers busy."""
    abandons: float
    """Share that leaves."""
    mean_wait: float
    """Of all, served or not."""


def erlang_a(servers: int, rate: float, service: float, patience: float) -> ErlangA:
    """Return Erlang A. Source: C. Palm (1957); A. Mandelbaum, S. Zeltyn, Service engineering in action (2007)."""
    weights = [1.0]
    number = 0
    while number <= servers or weights[-1] > 1e-17 * max(weights):
        number += 1
        leaving = min(number, servers) / service + max(0, number - servers) / patience
        weights.append(weights[-1] * rate / leaving)
    shares = np.array(weights) / sum(weights)
    waiting = float(np.sum(np.maximum(np.arange(len(shares)) - servers, 0) * shares))
    return ErlangA(float(shares[servers:].sum()), waiting / patience / rate, waiting / rate)


def priority_waits(servers: int, rates: Sequence[float], service: float) -> tuple[float, ...]:
    """Return the mean wait of each class in M/M/c where the first class goes first and nobody is interrupted.

    Source: A. Cobham, Oper. Res. 2 (1954) 70-76, for one server; R. H. Davis, Oper. Res. 14 (1966) 133-136, for many.
    """
    ahead = list(accumulate((rate * service / servers for rate in rates), initial=0.0))
    delay = erlang_c(servers, sum(rates) * service) * service / servers
    return tuple(delay / (1 - before) / (1 - until) for before, until in pairwise(ahead))


def sinusoidal_busy(rate: float, swing: float, period: float, service: float, moment: float) -> float:
    """Return the mean number busy in M_t/M/infinity, long after the start; arrivals at rate * (1 + swing * sin).

    Source: S. G. Eick, W. A. Massey, W. Whitt, M_t/G/infinity queues with sinusoidal arrival rates, Manage. Sci. 39
    (1993) 241-252, equation (15).
    """
    gamma = 2 * pi / period
    turned = gamma * service
    wave = sin(gamma * moment) - turned * cos(gamma * moment)
    return rate * service * (1 + swing * wave / (1 + turned**2))
