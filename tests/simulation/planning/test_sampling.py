"""Samples of a group's people in full mode: everybody who comes is known to the desk, and keeps its answer."""

import numpy as np
from attrs import evolve
from planning_samples import TARGET, hall, network

from simulation.engine.serving import Path
from simulation.planning.sampling import Sampler
from simulation.planning.staffing import SEARCH
from simulation.streams import Streams
from simulation.tallies import End, Kind


def sampler(*, full: bool) -> Sampler:
    """Return the sampler of the hall."""
    return Sampler(evolve(network(), full=full), hall(), TARGET.minutes, Path.SIMPY)


def test_whoever_comes_beside_others_keeps_the_desks_answer() -> None:
    _, first = sampler(full=True).drawn(Streams(1, SEARCH))
    _, other = sampler(full=True).drawn(Streams(2, SEARCH))
    both = first.beside(other)
    assert both.asked is not None
    ends = [End.DONE if each is None else each.end for each in both.asked.answers]
    assert both.sent.tolist() == ends == both.asked.sent.tolist()
    refused = [int(np.count_nonzero(each.sent != End.DONE)) for each in (both, first, other)]
    assert refused[0] == refused[1] + refused[2] > 0


def test_a_sample_in_full_mode_has_those_who_come_again_and_fetch_their_cards() -> None:
    full = sampler(full=True)
    _, first = full.drawn(Streams(1, SEARCH))
    crowd = full.came_to(Kind.WINDOW, Streams(1, SEARCH))
    assert crowd is not None
    assert crowd.came.sum() > np.count_nonzero(full.table.window[first.visits.service])
