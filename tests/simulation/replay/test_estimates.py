"""Estimators against samples whose answer is known."""

import numpy as np
import pytest
from replay_samples import busy_days, calls, gone, served

from simulation.replay.fitting import estimate, fit_trace, waited_for_gaps
from simulation.replay.patience import fit_patience, kaplan_meier, longest_queue
from simulation.replay.pausing import fit_pauses
from simulation.replay.presence import Presence, Session
from simulation.replay.replaying import replay, weekdays_of

ALL_DAY = (Session(0.0, 86_400.0),)


def test_kaplan_meier_gives_the_published_example() -> None:
    """Source: Kaplan and Meier (1958), section 2: deaths at .8, 3.1, 5.4, 9.2, losses at 1.0, 2.7, 7.0, 12.1 months."""
    times = np.array([0.8, 3.1, 5.4, 9.2, 1.0, 2.7, 7.0, 12.1])
    died = np.array([True] * 4 + [False] * 4)
    at, staying = kaplan_meier(times, died)
    assert at.tolist() == [0.8, 3.1, 5.4, 9.2]
    assert staying == pytest.approx([7 / 8, 7 / 10, 21 / 40, 21 / 80])


def test_exponential_patience_is_found_again() -> None:
    stream = np.random.default_rng(3)
    patience, offered = stream.exponential(100, 4000), stream.exponential(150, 4000)
    lines = [
        gone(40_000, int(stays) + 1) if stays < waits else served(40_000, int(waits) + 1, 10, "a1")
        for stays, waits in zip(patience, offered, strict=True)
    ]
    fit = fit_patience([(calls(*lines), [Presence("a1", frozenset({"PS"}), ALL_DAY)])])
    middle = float(np.interp(-np.exp(-1), -np.array(fit.staying), fit.seconds))
    assert middle == pytest.approx(100, rel=0.08)
    assert fit.at_once == 0


def test_the_longest_queue_counts_those_who_wait_together() -> None:
    assert longest_queue(calls(gone(100, 50), gone(120, 50), gone(149, 50), gone(400, 50))) == 3


def test_the_chance_to_be_missed_is_found_again() -> None:
    stream = np.random.default_rng(5)
    there = [Presence(f"a{number}", frozenset({"PS"}), ALL_DAY) for number in range(2)]
    lines = []
    for number in range(2000):
        missed = (stream.random(2) < 0.3).all()
        lines.append(served(1000 + 40 * number, 20 if missed else 0, 1, "a0"))
    found = fit_pauses([(calls(*lines), there)])
    assert found.missed == pytest.approx(0.3, abs=0.03)
    assert found.back_after_s == 20


def test_only_gaps_with_somebody_waiting_are_turnarounds() -> None:
    waiting = [served(1000, 0, 100, "a1"), served(1050, 55, 100, "a1")]
    idle = [served(2000, 0, 100, "a1"), served(2105, 0, 100, "a1")]
    assert waited_for_gaps([calls(*waiting, *idle)]) == [5]


def test_a_trace_with_too_little_is_refused_with_the_remedy() -> None:
    with pytest.raises(ValueError, match="at least 20"):
        fit_trace(calls(served(1000, 0, 100, "a1")))


def test_a_fitted_model_gives_the_waits_of_the_days_it_was_fitted_on() -> None:
    trace = calls(*busy_days(3))
    comparison = replay(trace, fit_trace(trace), 10, 2)
    assert abs(comparison.mean_error) < 0.15
    assert abs(comparison.under_60_error) < 0.05


def test_a_replay_is_the_same_again_and_another_with_another_seed() -> None:
    trace = calls(*busy_days(1))
    fit = estimate(weekdays_of(trace))
    assert replay(trace, fit, 2, 2) == replay(trace, fit, 2, 2)
    assert replay(trace, fit, 2, 2) != replay(trace, fit, 2, 3)
