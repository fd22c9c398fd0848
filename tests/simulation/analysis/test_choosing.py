"""Differences of plans and the choice among them: how often the statements are true."""

import numpy as np
import pytest

from simulation.analysis.choosing import Chosen, Selection, best_of, choose
from simulation.analysis.comparing import against_base, paired

MEANS = {"three windows": 10.0, "four windows": 9.0, "five windows": 10.5}


def race(seed: int, selection: Selection, shared: float = 0.0) -> Chosen:
    stream = np.random.default_rng(seed)
    common = stream.normal(0, shared, 2000)
    own = {plan: stream.normal(0, 2.0, 2000) for plan in MEANS}
    return choose(
        lambda plan, number: MEANS[plan] + common[number] + own[plan][number], list(MEANS), selection
    )


def test_the_best_is_chosen_as_often_as_said() -> None:
    chosen = [race(seed, Selection(difference=1.0)) for seed in range(200)]
    assert np.mean([each.best == "four windows" for each in chosen]) >= 0.95
    assert all(each.probability == 0.95 for each in chosen)


def test_common_random_numbers_cancel() -> None:
    alone = race(1, Selection(difference=1.0)).replications
    assert race(1, Selection(difference=1.0), shared=20.0).replications == alone


def test_a_clear_loser_is_left_out_early() -> None:
    made = choose(
        lambda plan, number: 100.0 * int(plan) + number % 3, ["0", "1", "2"], Selection(difference=1.0)
    )
    assert made.best == "0"
    assert made.replications == {"0": 10, "1": 10, "2": 10}


def test_a_budget_that_runs_out_states_nothing() -> None:
    made = race(1, Selection(difference=0.001, budget=12))
    assert made.probability == 0.0
    assert max(made.replications.values()) == 12


def test_a_choice_needs_two_plans_and_sound_figures() -> None:
    with pytest.raises(ValueError, match="two plans"):
        choose(lambda _, __: 0.0, ["one"], Selection(difference=1.0))
    with pytest.raises(ValueError, match="difference above 0"):
        Selection(difference=0.0)


def test_what_replications_say_is_no_more_than_what_is_true() -> None:
    stream = np.random.default_rng(7)
    claims, truths = [], []
    for _ in range(400):
        made = best_of({plan: stream.normal(mean, 2.0, 20) for plan, mean in MEANS.items()})
        claims.append(made.probability)
        truths.append(made.best == "four windows")
    assert np.mean(claims) <= np.mean(truths) + 0.02
    assert np.mean(claims) > 0.5


def test_equal_plans_are_not_told_apart() -> None:
    made = best_of({"a": [1.0, 2.0, 3.0], "b": [1.0, 2.0, 3.0]})
    assert made.probability == 0.5
    with pytest.raises(ValueError, match="pair each"):
        best_of({"a": [1.0, 2.0], "b": [1.0, 2.0, 3.0]})


def test_pairing_narrows_a_difference() -> None:
    common = np.random.default_rng(9).normal(0, 10, 30)
    noise = np.random.default_rng(10).normal(0, 0.5, 30)
    found = paired(common, common + 1 + noise)
    assert found.differs
    assert found.difference.covers(1.0)
    assert found.correlation > 0.99
    assert not paired(common, np.random.default_rng(11).normal(1, 10, 30)).differs


def test_several_comparisons_share_the_error() -> None:
    values = np.random.default_rng(12).normal(0, 1, 30)
    alone = paired(values, -values).difference.half_width
    shared = against_base(values, {"one": -values, "two": values * 2})
    assert shared["one"].difference.half_width > alone
    assert shared["one"].difference.confidence == pytest.approx(0.975)


def test_unequal_series_cannot_be_paired() -> None:
    with pytest.raises(ValueError, match="2 and 3 replications"):
        paired([1.0, 2.0], [1.0, 2.0, 3.0])
