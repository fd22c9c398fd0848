"""Numbers by their place: SplitMix64's, the same however they are made, each outlet's its own, and of the right kind."""

from collections.abc import Sequence

import numpy as np
import pytest
from scipy import special, stats

from simulation.engine.serving import Path, is_compiled_available
from simulation.streams import Streams
from simulation.tapes import FEWEST_FLIPS, Origin, mix, origin, sine, step_of, sum_up
from simulation.visits.drawing import Drawers, chosen, poisson

GOLDEN = 0x9E3779B97F4A7C15
PLACES = [origin(Streams(7, 0, each)) for each in range(5)]
BOUNDS = np.array([0, 40, 40, 100, 101, 300])
needs_numba = pytest.mark.skipif(not is_compiled_available(), reason="numba is not installed")
MANY = np.array([0, 200_000])
KINDS = ("uniform", "exponential", "normal")


def drawer(places: Sequence[Origin], path: Path = Path.SIMPY) -> Drawers:
    return Drawers.of(places, path)


def test_the_numbers_are_those_published_for_splitmix64() -> None:
    """Source: the first outputs of S. Vigna's splitmix64.c for the seed 1234567, as Rosetta Code lists them."""
    states = np.uint64(1234567) + np.arange(1, 6, dtype=np.uint64) * np.uint64(GOLDEN)
    assert mix(states).tolist() == [
        6457827717110365317,
        3203168211198807973,
        9817491932198370423,
        4593380528125082431,
        16408922859458223821,
    ]


@needs_numba
@pytest.mark.parametrize("kind", KINDS)
def test_both_paths_make_the_same_bits(kind: str) -> None:
    drawn = [
        [getattr(tapes, kind)("times", BOUNDS) for _ in range(2)]
        for tapes in (drawer(PLACES), drawer(PLACES, Path.COMPILED))
    ]
    assert np.array_equal(drawn[0], drawn[1])


@needs_numba
def test_both_paths_sum_up_alike() -> None:
    simpy, compiled = (np.random.default_rng(1).random(300) for _ in range(2))
    sum_up(simpy, BOUNDS, Path.SIMPY)
    sum_up(compiled, BOUNDS, Path.COMPILED)
    assert np.array_equal(simpy, compiled)
    assert simpy[40] < 1.0 < simpy[99]


@pytest.mark.parametrize("kind", KINDS)
def test_an_outlet_draws_the_same_whoever_stands_beside_it_and_in_how_many_goes(kind: str) -> None:
    together, alone = drawer(PLACES), drawer(PLACES[2:3])
    whole = getattr(together, kind)("times", BOUNDS)[40:100]
    parts = [getattr(alone, kind)("times", np.array([0, each])) for each in (25, 0, 35)]
    assert np.array_equal(whole, np.concatenate(parts))


@pytest.mark.parametrize("path", [Path.SIMPY, pytest.param(Path.COMPILED, marks=needs_numba)])
@pytest.mark.parametrize("kind", ["exponential", "normal"])
def test_who_is_passed_over_changes_no_number_of_the_others(kind: str, path: Path) -> None:
    outlet, some = np.array([4, 0, 2, 2]), np.array([299, 0, 40, 99])
    whole, part = drawer(PLACES), drawer(PLACES, path)
    for _ in range(2):
        drawn = getattr(part, kind)("times", BOUNDS, (outlet, some))
        assert np.array_equal(drawn, getattr(whole, kind)("times", BOUNDS)[some])


def test_a_part_of_the_outlets_reads_on_where_the_whole_stands() -> None:
    whole, parts = drawer(PLACES), drawer(PLACES)
    for _ in range(2):
        drawn = [
            parts.part(0, 3).uniform("times", BOUNDS[:4]),
            parts.part(3, 5).uniform("times", BOUNDS[3:] - 100),
        ]
        assert np.array_equal(np.concatenate(drawn), whole.uniform("times", BOUNDS))


def test_sines_are_those_of_the_library() -> None:
    half_turns = np.linspace(-0.5, 0.5, 1001)
    assert np.abs(sine(half_turns) - np.sin(np.pi * half_turns)).max() < 1e-13


def test_streams_of_other_names_places_replications_and_seeds_differ() -> None:
    bounds = np.array([0, 100])
    places = [Streams(7, 0, 3), Streams(8, 0, 3), Streams(7, 1, 3), Streams(7, 0, 4)]
    drawn = [drawer([origin(each)]).uniform("times", bounds) for each in places]
    drawn.append(drawer([origin(places[0], "hotline")]).uniform("times", bounds))
    drawn.append(drawer([origin(places[0])]).uniform("papers", bounds))
    assert len(np.unique(np.concatenate(drawn))) == 600


def test_steps_are_odd_and_change_their_bits_often() -> None:
    steps = step_of(np.arange(200_000, dtype=np.uint64))
    flips = np.bitwise_count(steps ^ (steps >> np.uint64(1)))
    assert np.all(steps & np.uint64(1))
    assert flips.min() >= FEWEST_FLIPS


@pytest.mark.parametrize(
    ("kind", "law"), [("uniform", "uniform"), ("exponential", "expon"), ("normal", "norm")]
)
def test_numbers_follow_their_law_along_a_stream_and_across_streams(kind: str, law: str) -> None:
    """Seeded, so it fails always or never: at a level that one in 2,000 true laws would miss."""
    along = getattr(drawer(PLACES[:1]), kind)("times", MANY)
    places = [origin(Streams(7, replication, each)) for each in range(200) for replication in range(100)]
    across = getattr(drawer(places), kind)("times", np.arange(len(places) + 1))
    for drawn in (along, across):
        assert stats.kstest(drawn, law).pvalue > 0.0005
        assert abs(np.corrcoef(drawn[:-1], drawn[1:])[0, 1]) < 4.0 / len(drawn) ** 0.5


@pytest.mark.parametrize("expected", [0.0, 0.3, 7.0, 190.0, 40_000.0])
def test_poisson_numbers_are_the_inverse_of_the_law(expected: float) -> None:
    uniform = np.random.default_rng(2).random(2_000)
    drawn = poisson(expected, uniform)
    assert np.all(special.pdtr(drawn, expected) > uniform - 1e-9)
    assert np.all(special.pdtr(drawn[drawn > 0] - 1, expected) <= uniform[drawn > 0] + 1e-9)


def test_services_are_chosen_by_their_cumulated_shares() -> None:
    shares = np.array([0.2, 0.2, 0.7, 1.0])
    uniform = np.array([0.0, 0.1999, 0.2, 0.6999, 0.7, 0.9999])
    assert chosen(shares, uniform).tolist() == [0, 0, 2, 2, 3, 3]
