"""Counting: quantiles within bins, person-minutes by half-hour, and lots counted together as one by one."""

import numpy as np
import pytest
from attrs import fields

from simulation import recording
from simulation.engine.serving import Path, is_compiled_available, serve_each
from simulation.engine.station import Customers, Fate, Served, Station
from simulation.recording import Lot, Recorder, add_staffing
from simulation.tallies import BINS, Kind, Tallies, bin_of, quantile
from simulation.units import DAY


def recorded(arrival: list[float], service: list[float], station: Station) -> Tallies:
    customers = Customers(np.array(arrival), np.array(service))
    served = serve_each(station, customers, np.array([0, len(arrival)]))
    tallies = Tallies(1, 1, 1)
    recorder = Recorder(tallies, 15.0)
    none = np.zeros(len(arrival), np.int64)
    recorder.add(Kind.WINDOW, Lot(none, 0, none, customers.arrival, served))
    recorder.flush()
    return tallies


def test_a_quantile_is_told_within_its_bin() -> None:
    histogram = np.zeros(BINS, np.int64)
    histogram[[0, 4]] = [50, 50]
    assert quantile(histogram, 0.5) == 0.5
    assert quantile(histogram, 0.75) == 2.25
    assert np.isnan(quantile(np.zeros(BINS, np.int64), 0.5))
    histogram[BINS - 1] = 900
    assert quantile(histogram, 0.9) == 240.0


def test_waits_fall_into_half_minutes() -> None:
    assert bin_of(np.array([0.0, 0.4, 0.5, 239.9, 240.0, 999.0])).tolist() == [0, 0, 1, 479, 480, 480]


def test_waiting_is_spread_over_the_half_hours_it_lasted() -> None:
    """From 9:00 one is served until 10:10; the other waits from 9:20 to 10:10."""
    tallies = recorded([540.0, 560.0], [70.0, 5.0], Station.constant(1))
    waiting = tallies.waiting[Kind.WINDOW][0]
    assert waiting[[18, 19, 20]].tolist() == pytest.approx([10.0, 30.0, 10.0])
    assert waiting.sum() == pytest.approx(50.0)
    serving = tallies.serving[Kind.WINDOW][0]
    assert serving[[18, 19, 20]].tolist() == pytest.approx([30.0, 30.0, 15.0])
    assert tallies.within[Kind.WINDOW].tolist() == [1, 0]


def test_staffed_minutes_are_spread_over_the_half_hours() -> None:
    table = np.zeros((2, 48))
    add_staffing(table, 0, Station(np.array([540.0, 585.0, 600.0]), np.array([2, 1, 0])), outlets=10)
    assert table[0, [18, 19, 20]].tolist() == [600.0, 450.0, 0.0]
    assert table[1].sum() == 0.0


def test_all_that_came_met_a_fate() -> None:
    tallies = recorded([0.0, 1.0, 2.0], [5.0, 5.0, 5.0], Station.constant(1))
    assert tallies.fates[Kind.WINDOW].sum() == tallies.came[Kind.WINDOW].sum() == 3
    assert tallies.wait_sum[Kind.WINDOW].sum() == 4.0 + 8.0


def lots_of_everything(count: int, groups: int) -> list[Lot]:
    """Return lots with every fate, waits beyond the last bin, and people who are there past midnight."""
    rng = np.random.default_rng(3)
    found = []
    for group in range(groups):
        arrival = np.sort(rng.random(count) * 5.0 * DAY)
        start = arrival + rng.exponential(80.0, count)
        end = start + rng.exponential(300.0, count)
        fate = rng.integers(0, len(Fate), count).astype(np.int8)
        start[np.isin(fate, (Fate.RENEGED, Fate.BALKED, Fate.TURNED_AWAY, Fate.INSIDE))] = np.nan
        end[fate == Fate.INSIDE] = np.nan
        served = Served(start, end, fate, fate == Fate.RENEGED)
        found.append(Lot(rng.integers(0, 4, count), group, rng.integers(0, 3, count), arrival, served))
    return found


def counted(lots: list[Lot], path: Path) -> Tallies:
    tallies = Tallies(4, 3, 3)
    recorder = Recorder(tallies, 15.0, path)
    for lot in lots:
        recorder.add(Kind.BANK, lot)
    recorder.flush()
    return tallies


def differing(first: Tallies, second: Tallies) -> list[str]:
    names = [each.name for each in fields(Tallies)]
    return [name for name in names if not np.array_equal(getattr(first, name), getattr(second, name))]


@pytest.mark.skipif(not is_compiled_available(), reason="numba is not installed")
def test_both_paths_count_the_same_to_the_last_bit() -> None:
    lots = lots_of_everything(3_000, 3)
    simpy, compiled = (counted(lots, path) for path in (Path.SIMPY, Path.COMPILED))
    assert simpy.waits[Kind.BANK, :, -1].sum() > 0
    assert differing(simpy, compiled) == []


def test_how_much_is_gathered_before_it_is_counted_changes_no_bit(monkeypatch: pytest.MonkeyPatch) -> None:
    lots = lots_of_everything(500, 3)
    whole = counted(lots, Path.SIMPY)
    monkeypatch.setattr(recording, "MOST_KEPT", 1)
    assert differing(whole, counted(lots, Path.SIMPY)) == []
    assert "waits" in differing(whole, counted(lots[:2], Path.SIMPY))
