"""Single windows: the free one of the lowest number serves, on both paths alike, and no minute of work is lost."""

import numpy as np
import pytest
from attrs import evolve
from network_samples import group, network, shift

from simulation.engine.serving import Path, is_compiled_available
from simulation.engine.station import AtClosing, Floats, Ints
from simulation.figure_parts import Scope
from simulation.figures import figures
from simulation.network.hours import Shift, Span
from simulation.network.network import Hotline
from simulation.running import check_conservation, replicate
from simulation.single_windows import lowest_free
from simulation.tallies import Kind

WHOLE = evolve(
    network(
        groups=(group("hall", windows=shift(3), kiosks=shift(2), holders=60_000.0), group("branch", count=3))
    ),
    hotline=Hotline(agents=shift(4)),
)


def one_by_one(station: Ints, start: Floats, end: Floats, windows: int) -> list[int]:
    """Give each service in the order of its start the lowest window that is free, as a clerk would."""
    busy_until: dict[tuple[int, int], float] = {}
    given = [0] * len(start)
    for place in sorted(range(len(start)), key=lambda each: (station[each], start[each], each)):
        free = (
            window
            for window in range(windows)
            if busy_until.get((int(station[place]), window), -np.inf) <= start[place]
        )
        given[place] = next(free, windows - 1)
        busy_until[int(station[place]), given[place]] = end[place]
    return given


@pytest.mark.parametrize("seed", range(40))
def test_the_free_window_of_the_lowest_number_serves(seed: int) -> None:
    rng = np.random.default_rng(seed)
    count, windows = int(rng.integers(1, 300)), 60
    station = np.sort(rng.integers(0, rng.integers(1, 6), count))
    start = np.round(rng.random(count) * 500, int(rng.integers(0, 3)))
    end = start + np.round(rng.exponential(9.0, count), 2)
    assert lowest_free(station, start, end, windows).tolist() == one_by_one(station, start, end, windows)


def test_who_finds_no_window_is_put_to_the_last() -> None:
    start, end = np.array([0.0, 1.0, 2.0, 11.0]), np.array([10.0, 10.0, 10.0, 12.0])
    assert lowest_free(np.zeros(4, np.int64), start, end, 2).tolist() == [0, 1, 1, 0]


@pytest.mark.parametrize("at_closing", AtClosing)
def test_the_windows_together_were_busy_as_long_as_people_were_served(at_closing: AtClosing) -> None:
    tallies = replicate(evolve(WHOLE, at_closing=at_closing), 1)
    for kind in (Kind.WINDOW, Kind.BANK, Kind.KIOSK, Kind.HOTLINE):
        assert tallies.busy[kind.name].sum() == pytest.approx(tallies.serving[kind].sum(), rel=1e-9)
        assert tallies.open[kind.name].sum() == pytest.approx(tallies.staffed[kind].sum(), rel=1e-9)
        assert np.all(np.diff(tallies.busy[kind.name].sum(axis=0)) < 0), "the lower number serves more"


def test_minutes_that_are_lost_are_noticed() -> None:
    tallies = replicate(WHOLE, 1)
    tallies.busy["BANK"][0, 0] -= 1.0
    with pytest.raises(AssertionError, match="BANK: windows were busy"):
        check_conservation(tallies)


@pytest.mark.skipif(not is_compiled_available(), reason="numba is not installed")
def test_both_paths_give_each_window_the_same_minutes() -> None:
    simpy, compiled = (replicate(WHOLE, 1, path=path) for path in (Path.SIMPY, Path.COMPILED))
    for kind, busy in simpy.busy.items():
        assert np.array_equal(busy, compiled.busy[kind])


def test_a_window_is_staffed_where_at_least_so_many_are() -> None:
    lunch = Shift((Span(540.0, 720.0, 3), Span(720.0, 810.0, 1), Span(810.0, 1020.0, 2)))
    tallies = replicate(network(groups=(group(windows=lunch),)), 1)
    assert tallies.open["WINDOW"][0].tolist() == [20 * 2 * each for each in (480.0, 390.0, 180.0)]


def test_each_window_of_a_group_and_of_an_outlet_has_its_utilisation() -> None:
    tallies = replicate(WHOLE, 1)
    told = {(each.scope, each.name, each.figure): each.value for each in figures(WHOLE, tallies)}
    hall = [told[Scope.GROUP, "hall windows", f"utilisation of {each}"] for each in (1, 2, 3)]
    assert hall == sorted(hall, reverse=True)
    assert np.mean(hall) == pytest.approx(told[Scope.GROUP, "hall windows", "utilisation"])
    outlets = [told[Scope.OUTLET, f"hall-{each}", "utilisation of 1"] for each in (1, 2)]
    assert np.mean(outlets) == pytest.approx(hall[0])
    agents = [told[Scope.WINDOWS, "hotline", f"utilisation of {each}"] for each in (1, 2, 3, 4)]
    assert np.mean(agents) == pytest.approx(told[Scope.WINDOWS, "hotline", "utilisation"])
