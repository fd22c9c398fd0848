"""A crowd by hand: who was called in time, on which day and in which slot; and figures of two sides by hand."""

import numpy as np
import pytest
from attrs import evolve
from planning_samples import hours, network

from simulation.engine.serving import Path
from simulation.engine.station import Customers
from simulation.figure_parts import Figure, Scope
from simulation.planning.comparing import alternative, differences
from simulation.planning.crowd import Came, Crowd, Planned, crowd_of
from simulation.units import DAY

NINE = 540.0


def crowd(limit: float) -> Crowd:
    """Return three people on the first morning, one the next day, one too late; each takes six minutes."""
    planned = Planned.of(network(), hours(1), 0.0)
    assert planned is not None
    arrival = np.array([NINE, NINE + 1.0, NINE + 30.0, DAY + NINE])
    came = Came(Customers(arrival, np.full(4, 6.0)), np.array([0, 4]), np.array([1000.0]))
    return crowd_of(network(), planned, came, limit=limit, path=Path.SIMPY)


@pytest.mark.parametrize(("limit", "within"), [(5.0, 1.0), (5.5, 2.0)])
def test_who_waits_exactly_the_limit_was_not_called_before_it(limit: float, within: float) -> None:
    outcome = crowd(limit).met_by((1,) * 12)
    assert outcome.came[0].tolist() == [2.0, 1.0, *[0.0] * 10, 1.0]
    assert outcome.within[0].tolist() == [within, 1.0, *[0.0] * 11]
    assert outcome.came[1].sum() == outcome.within[1].sum() == 1.0


def test_who_comes_too_late_counts_for_the_day_and_for_no_slot() -> None:
    outcome = crowd(5.5).met_by((1,) * 12)
    assert outcome.share.estimate == pytest.approx(4 / 5)
    assert outcome.late.sum() == 0.0


def test_a_second_window_in_that_half_hour_serves_the_second_at_once() -> None:
    assert crowd(1.0).met_by((2, *[1] * 11)).late.sum() == 0.0
    assert crowd(1.0).met_by((1, 2, *[1] * 10)).late.sum() == 1.0


def test_a_station_changes_only_where_the_number_does() -> None:
    planned = crowd(1.0).planned
    day = len(planned.template.changes) // 20
    assert len(planned.with_windows((1,) * 12).changes) < 5 * 20 < day * 20
    assert planned.with_windows(range(1, 13)).changes.tolist() == planned.template.changes.tolist()


def test_the_difference_of_two_sides_is_the_second_less_the_first() -> None:
    def told(*values: float) -> list[list[Figure]]:
        return [[Figure(Scope.NETWORK, "all", "wait", "min", value)] for value in values]

    (found,) = differences(told(1.0, 2.0, 3.0), told(3.0, 5.0, 4.0))
    assert (found.first, found.second) == (2.0, 4.0)
    assert found.paired.difference.estimate == 2.0
    assert tuple(differences(told(1.0, float("nan")), told(3.0, 5.0))) == ()


def test_another_rulebook_is_another_network_with_the_same_windows() -> None:
    base = network()
    other = alternative(base, "xinjiang-2013").network
    assert other.book.id == "xinjiang-2013"
    assert evolve(other, book=base.book) == base
