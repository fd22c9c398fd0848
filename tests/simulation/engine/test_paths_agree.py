"""The SimPy path and the compiled path give the same bits, and a naive model of the rules gives the same fates."""

import numpy as np
import pytest
from simpy import Timeout
from station_reference import reference_fates
from station_samples import random_case, random_customers

from simulation.engine import serving
from simulation.engine.environment import LeanEnvironment
from simulation.engine.serving import Path, is_compiled_available, serve, serve_each
from simulation.engine.settling import settle
from simulation.engine.simpy_path import Columns, SimpyStation, Timetable, notes_of
from simulation.engine.station import Customers, Fate

CASES = 400
needs_numba = pytest.mark.skipif(not is_compiled_available(), reason="numba is not installed")


@needs_numba
def test_both_paths_agree_to_the_last_bit_on_random_stations() -> None:
    seen = set()
    for seed in range(CASES):
        station, customers = random_case(seed)
        simpy, compiled = (serve(station, customers, path) for path in (Path.SIMPY, Path.COMPILED))
        for name in ("start", "end", "fate", "called_back"):
            first, second = getattr(simpy, name), getattr(compiled, name)
            assert np.array_equal(first, second, equal_nan=name in ("start", "end")), (seed, name)
        seen |= {(station.at_closing, fate) for fate in np.unique(simpy.fate).tolist()}
    assert len(seen) >= 15, "the cases reach every fate under every closing rule"


@pytest.mark.parametrize("seed", range(60))
def test_a_model_that_steps_through_time_gives_the_same_fates(seed: int) -> None:
    station, customers = random_case(seed)
    served = serve(station, customers)
    start, fate = reference_fates(station, customers)
    assert np.array_equal(served.start, start, equal_nan=True)
    assert served.fate.tolist() == fate


@pytest.mark.parametrize("seed", range(100))
def test_everyone_meets_exactly_one_fate_and_nobody_leaves_before_coming(seed: int) -> None:
    station, customers = random_case(seed)
    served = serve(station, customers)
    assert sum(served.count(fate) for fate in Fate) == len(customers)
    gone = ~np.isnan(served.end)
    assert np.all(served.end[gone] >= customers.arrival[gone])
    assert np.array_equal(gone, served.fate != Fate.INSIDE)


@pytest.mark.parametrize("seed", range(60))
def test_a_shared_environment_in_which_other_events_fall_gives_the_same_bits(seed: int) -> None:
    station, customers = random_case(seed)
    env = LeanEnvironment()
    run = SimpyStation(Timetable.of(station), env)
    run.receive(Columns.of(customers, station.credits))
    for moment in np.linspace(0.0, float(station.changes[-1]), 50).tolist():
        Timeout(env, moment)
    env.run()
    alone, shared = serve(station, customers), settle(notes_of([run], customers))
    assert np.array_equal(alone.start, shared.start, equal_nan=True)
    assert np.array_equal(alone.end, shared.end, equal_nan=True)
    assert np.array_equal(alone.fate, shared.fate)


@pytest.mark.parametrize("path", [Path.SIMPY, pytest.param(Path.COMPILED, marks=needs_numba)])
def test_outlets_run_together_do_not_see_each_other(path: Path) -> None:
    station, first = random_case(3)
    second = random_customers(np.random.default_rng(4), len(station.credits), float(station.changes[-1]))
    second = Customers(second.arrival, second.service)
    first = Customers(first.arrival, first.service)
    both = Customers(
        np.concatenate([first.arrival, second.arrival]), np.concatenate([first.service, second.service])
    )
    bounds = np.array([0, len(first), len(first), len(both)])
    apart = [serve(station, each, path) for each in (first, second)]
    together = serve_each(station, both, bounds, path)
    assert np.array_equal(together.start, np.concatenate([each.start for each in apart]), equal_nan=True)
    assert together.fate.tolist() == [each for one in apart for each in one.fate.tolist()]


def test_many_outlets_are_run_in_portions_without_a_difference(monkeypatch: pytest.MonkeyPatch) -> None:
    rng = np.random.default_rng(5)
    station = random_case(8)[0]
    arrival = np.sort(rng.random((30, 40)) * station.changes[-1], axis=1).ravel()
    customers = Customers(arrival, rng.exponential(2.0, arrival.size), rng.exponential(9.0, arrival.size))
    bounds = np.arange(0, arrival.size + 1, 40)
    whole = serve_each(station, customers, bounds)
    monkeypatch.setattr(serving, "AT_ONCE", 100)
    parts = serve_each(station, customers, bounds)
    assert np.array_equal(whole.start, parts.start, equal_nan=True)
    assert np.array_equal(whole.fate, parts.fate)
