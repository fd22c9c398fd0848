"""Single windows: the free one of the lowest number serves, on both paths alike, and no minute of work is lost."""

import numpy as np
import pytest
from attrs import evolve
from network_samples import group, network, shift

from simulation.engine.serving import Path, is_compiled_available
from simulation.engine.station import AtClosing, Fate, Floats, Ints, Served
from simulation.figure_parts import Scope
from simulation.figures import figures
from simulation.network.hours import Shift, Span
from simulation.network.network import Hotline
from simulation.recording import Lot, Recorder
from simulation.running import check_conservation, replicate
from simulation.single_windows import lowest_free
from simulation.tallies import Kind, Tallies

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
    _, given = lowest_free(station, start, end, windows)
    assert given.tolist() == one_by_one(station, start, end, windows)


def test_who_finds_no_window_is_put_to_the_last() -> None:
    start, end = np.array([0.0, 1.0, 2.0, 11.0]), np.array([10.0, 10.0, 10.0, 12.0])
    _, given = lowest_free(np.zeros(4, np.int64), start, end, 2)
    assert given.tolist() == [0, 1, 1, 0]


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


@pytest.mark.skipif(not is_compiled_available(), reason="numba is not installed")
@pytest.mark.parametrize("seed", range(40))
def test_both_paths_give_the_same_windows_however_near_the_moments_lie(seed: int) -> None:
    """Moments that differ in their last bit; few windows, so that some find none free."""
    rng = np.random.default_rng(seed)
    count, outlets = 500, 50
    outlet = np.sort(rng.integers(0, outlets, count))
    start = rng.integers(0, 60, count) * 7.1 + 0.3
    start = np.where(rng.random(count) < 0.3, np.nextafter(start, rng.choice([0.0, 1e9], count)), start)
    end = start + rng.integers(1, 5, count) * 7.1
    end = np.where(rng.random(count) < 0.5, np.nextafter(end, 0.0), end)
    begun: Floats = np.where(rng.random(count) < 0.1, np.nan, start)
    ended: Floats = np.where(rng.random(count) < 0.1, np.nan, end)
    fate = np.full(count, Fate.SERVED, np.int8)
    lot = Lot(
        outlet,
        0,
        np.zeros(count, np.int64),
        np.full(count, 0.1),
        Served(begun, ended, fate, np.zeros(count, bool)),
    )
    found = []
    for path in (Path.SIMPY, Path.COMPILED):
        tallies = Tallies(outlets, 1, 1)
        tallies.busy["WINDOW"] = np.zeros((outlets, 3))
        recorder = Recorder(tallies, 15.0, path)
        recorder.add(Kind.WINDOW, lot)
        recorder.flush()
        found.append(tallies.busy["WINDOW"])
    assert found[0][:, 2].any()
    assert np.array_equal(found[0], found[1])


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
