"""Experiments: the same replications whoever runs them, precision met or told not to be, and a start without its bias."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import numpy as np
import pytest
from attrs import evolve
from network_samples import group, network, shift, with_stage

from simulation.analysis.replicating import Precision
from simulation.engine.serving import Path
from simulation.errors import OptionError
from simulation.experiment import Experiment, Replication, given, settled_after
from simulation.farming.backends import Backend, Opened, backend
from simulation.network.hours import Days, Shift, Span
from simulation.network.network import HomeVisits, Hotline, Network
from simulation.results import result_of
from simulation.running import replicate
from simulation.tallies import Kind, Tallies
from simulation.writing import record

BUSY = network(groups=(group(windows=shift(1), holders=40_000.0),))


def slow_line(months: int = 9) -> Network:
    """Return a network whose cards take eight weeks, with demand that is the same on every day of the week."""
    alike = evolve(group().profile, weekdays=(1.0,) * 7, months=(1.0,) * 12)
    whole = group(
        windows=shift(8, Days.DAILY), bank_windows=shift(8, Days.DAILY), holders=20_000.0, profile=alike
    )
    slow = network(first=date(2025, 1, 1), last=date(2025, months, 28), groups=(whole,))
    slow = evolve(slow, people=evolve(slow.people, patience=1e6, returns=0.0))
    return with_stage(slow, "manufactured", days=40)


def threads() -> Opened:
    pool = ThreadPoolExecutor(2)
    return Opened(pool, 2, pool.shutdown, (RuntimeError,))


def test_whoever_runs_them_the_replications_until_precise_are_the_same() -> None:
    results = []
    for where in (None, backend("processes://2"), Backend("threads", threads)):
        experiment = Experiment(Replication(BUSY, 1, Path.AUTO), where)
        met = experiment.until(Precision(0.35, budget=40))
        results.append(record(result_of(BUSY, experiment.done, seed=1, path="auto", precision=met)))
    assert results[0] == results[1] == results[2]
    assert results[0]["precision"]["met"]  # type: ignore[index]


def test_the_half_width_asked_for_is_that_of_the_result() -> None:
    experiment = Experiment(Replication(BUSY, 1, Path.AUTO))
    met = experiment.until(Precision(0.15, budget=60))
    result = result_of(BUSY, experiment.done, seed=1, path="auto", precision=met)
    for name in ("windows", "bank windows"):
        row = next(each for each in result.rows if (each.name, each.figure) == (name, "wait mean"))
        assert (row.high - row.low) / 2 <= 0.15 * row.mean
    assert met.ran == len(experiment.done) > met.enough


def test_where_most_is_reached_first_it_is_told_which_figure_is_not_precise() -> None:
    experiment = Experiment(Replication(BUSY, 1, Path.AUTO))
    met = experiment.until(Precision(0.001, budget=4))
    assert (met.is_precise, met.ran, len(experiment.done)) == (False, 4, 4)
    assert not {each.figure: each.is_met for each in met.watched()}["windows wait mean"]


def fetched_of_ordered(tallies: Tallies) -> float:
    return tallies.cards["fetched_for"] / tallies.cards["ordered"]


def test_a_run_from_nothing_sees_too_few_people_fetch_cards_and_one_after_the_warm_up_does_not() -> None:
    """In the long run everybody fetches a card but for the share that never does: a truth known without a run."""
    slow = slow_line()
    truth = 1.0 - slow.production.undelivered
    experiment = Experiment(Replication(slow, 1, Path.AUTO))
    cut = experiment.settled()
    assert cut is not None
    assert cut.is_settled
    assert 56 <= cut.days < slow.days // 2
    cold = [fetched_of_ordered(replicate(slow, 1, number, path=Path.AUTO)) for number in range(3)]
    warm = [
        fetched_of_ordered(replicate(slow, 1, number, path=Path.AUTO, cut=cut.days)) for number in range(3)
    ]
    assert max(cold) < 0.85 * truth
    assert np.mean(warm) == pytest.approx(truth, abs=0.05)
    assert experiment.done == []


def test_the_cards_in_production_are_by_littles_law_what_comes_a_day_times_the_days_it_takes() -> None:
    slow = slow_line()
    days = slow.days - 140
    warm = replicate(slow, 1, path=Path.AUTO, cut=140)
    result = result_of(slow, [warm], seed=1, path="auto")
    inside = next(each for each in result.rows if each.figure == "in production")
    takes = next(each for each in result.rows if each.figure == "turnaround mean")
    assert inside.mean == pytest.approx(warm.cards["ordered"] / days * takes.mean, rel=0.06)
    cold = result_of(slow, [replicate(slow, 1, path=Path.AUTO)], seed=1, path="auto")
    assert next(each for each in cold.rows if each.figure == "in production").mean < 0.93 * inside.mean


def test_what_is_cut_and_what_is_left_are_together_what_happened() -> None:
    """Days of four weeks apart: the first two are those of a run that ends there."""
    remote = evolve(
        network("xinjiang-2013", groups=(group(holders=200_000.0, windows=shift(9)),)),
        hotline=Hotline(agents=shift(2)),
        home_visits=HomeVisits(teams=Shift((Span(540.0, 1020.0, 1),))),
    )
    whole, left = replicate(remote, 1), replicate(remote, 1, cut=14)
    assert left.days_cut == 14
    for kind in Kind:
        if whole.staffed[kind].any():
            assert left.staffed[kind].sum() == pytest.approx(whole.staffed[kind].sum() / 2)
        assert left.came[kind].sum() == left.fates[kind].sum() <= whole.came[kind].sum()
    first = replicate(evolve(remote, last=date(2025, 3, 16)), 1)
    assert whole.came[Kind.HOTLINE].sum() - left.came[Kind.HOTLINE].sum() == first.came[Kind.HOTLINE].sum()
    assert 0 < left.came[Kind.HOME_VISIT].sum() < whole.came[Kind.HOME_VISIT].sum()
    assert left.cards["ordered"] == whole.cards["ordered"] - first.cards["ordered"]


def test_production_that_cannot_keep_up_never_settles_and_nothing_is_cut() -> None:
    short = slow_line()
    tight = with_stage(short, "personalised", capacity=10)
    cut = settled_after(tight, [replicate(tight, 1, number, path=Path.AUTO) for number in range(2)])
    assert (cut.days, cut.is_settled) == (0, False)


def test_a_warm_up_is_rounded_up_to_whole_periods_and_leaves_something() -> None:
    four_weeks = network()
    assert given(four_weeks, 8).days == 14
    assert given(four_weeks, 0).days == 0
    with pytest.raises(OptionError, match="nothing is left"):
        given(four_weeks, 22)
    with pytest.raises(OptionError, match="too few to tell") as told:
        settled_after(
            evolve(four_weeks, last=date(2025, 3, 10)),
            [replicate(evolve(four_weeks, last=date(2025, 3, 10)), 1)],
        )
    assert "太短" in told.value.zh
