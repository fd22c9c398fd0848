"""Counting: quantiles within bins, person-minutes by half-hour, and lots counted together as one by one."""

import numpy as np
import pytest

from simulation.engine.serving import serve_each
from simulation.engine.station import Customers, Station
from simulation.recording import Lot, Recorder, add_staffing
from simulation.tallies import BINS, Kind, Tallies, bin_of, quantile


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
