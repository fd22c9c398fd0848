"""The line: cards in batches, none lost, capacity and least batches kept, failures made again."""

import numpy as np
import pytest

from simulation.network.network import Stage
from simulation.production.line import Cards, Line
from simulation.streams import Streams
from simulation.units import DAY, HOUR

EVERY_DAY = tuple(range(400))
WEEKDAYS = tuple(day for day in range(400) if day % 7 < 5)


def cards(count: int, at: float = 0.0) -> Cards:
    return Cards(np.full(count, at), np.zeros(count, np.int64), np.zeros(count, np.int64))


def line(*stages: Stage, working: tuple[int, ...] = EVERY_DAY) -> Line:
    return Line(stages, Streams(1, 0), working)


def ready_days(run: Line, until: int) -> list[tuple[int, int]]:
    run.run_until(until * DAY)
    run.check()
    return [(int(at // DAY), len(lot)) for at, lot in run.ready.batches]


def test_a_card_takes_the_working_days_of_its_stages() -> None:
    run = line(Stage(name="a", days=2), Stage(name="b", days=3), working=WEEKDAYS)
    run.order(cards(4, at=9 * HOUR))
    assert ready_days(run, 30) == [(7, 4)]


def test_what_comes_after_the_cut_off_waits_for_the_next_run() -> None:
    run = line(Stage(name="a", days=0, runs=(10 * HOUR,)))
    run.order(cards(1, at=9 * HOUR))
    run.order(cards(2, at=11 * HOUR))
    assert ready_days(run, 5) == [(0, 1), (1, 2)]


def test_a_run_takes_no_more_than_its_capacity() -> None:
    run = line(Stage(name="a", days=1, capacity=3))
    run.order(cards(7))
    assert ready_days(run, 5) == [(1, 3), (2, 3), (3, 1)]


def test_a_small_batch_waits_for_more_but_not_for_ever() -> None:
    run = line(Stage(name="a", days=0, least=5, longest=2))
    run.order(cards(3))
    run.order(cards(2, at=DAY))
    run.order(cards(1, at=10 * DAY))
    assert ready_days(run, 20) == [(1, 5), (12, 1)]


def test_failed_cards_are_made_again_or_given_up() -> None:
    run = line(Stage(name="a", days=1), Stage(name="b", days=1, fails=0.5, rework=0.8, back_to="a"))
    run.order(cards(2000))
    run.run_until(200 * DAY)
    run.check()
    given_up = run.stages[1].given_up
    assert run.ready.total + given_up == 2000
    assert 250 < given_up < 420  # a sixth: 0.1 / (0.1 + 0.5)
    assert run.stages[1].failed > given_up


def test_each_bank_opens_no_more_accounts_than_it_can() -> None:
    run = Line((Stage(name="a", days=0), Stage(name="b", days=0)), Streams(1, 0), EVERY_DAY, (10**9, 2))
    run.order(cards(5))
    run.order(cards(5), bank=1)
    assert ready_days(run, 3) == [(0, 7), (1, 2), (2, 1)]


def test_what_is_still_under_way_is_counted() -> None:
    run = line(Stage(name="a", days=1), Stage(name="b", days=1, capacity=10))
    run.order(cards(100))
    run.run_until(4 * DAY)
    run.check()
    assert run.backlog["b"] + run.ready.total == 100


def test_a_card_lost_on_the_line_is_noticed() -> None:
    run = line(Stage(name="a", days=1))
    run.order(cards(5))
    run.stages[0].inside -= 1
    with pytest.raises(AssertionError, match="lost on the line"):
        run.check()


def test_cards_leave_in_the_order_they_came() -> None:
    run = line(Stage(name="a", days=0, capacity=2))
    run.order(Cards(np.array([50.0, 10.0, 30.0]), np.array([5, 1, 3]), np.zeros(3, np.int64)))
    run.run_until(3 * DAY)
    assert [lot.outlet.tolist() for _, lot in run.ready.batches] == [[1, 3], [5]]
