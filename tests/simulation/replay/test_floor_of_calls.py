"""The floor by hand: small days without chance, whose waits can be added up on paper."""

from attrs import evolve
from replay_samples import calls, gone, plain_fit, served

from simulation.replay.draws import draw
from simulation.replay.fitted import Fit, Patience, Pauses, Turnaround
from simulation.replay.floor import NOT_SERVED, Floor, Offered
from simulation.replay.presence import Presence, Session
from simulation.replay.trace import Call

ALL_DAY = (Session(0.0, 80_000.0),)
ONE = (Presence("a1", frozenset({"PS"}), ALL_DAY),)


def waits_of(day: tuple[Call, ...], there: tuple[Presence, ...], fit: Fit) -> list[float]:
    offered = Offered(
        [call.arrived for call in day],
        [call.type for call in day],
        [call.was_served and not call.agent for call in day],
    )
    return Floor(offered, draw(day, fit, 1, 0), fit.queue_limit, fit.credit_s).run(there)


THREE = calls(*(served(1000 + 10 * number, 0, 100, "a1") for number in range(3)))


def test_callers_wait_for_those_before_them() -> None:
    assert waits_of(THREE, ONE, plain_fit()) == [0, 90, 180]


def test_a_turnaround_is_waited_for_too() -> None:
    assert waits_of(THREE, ONE, plain_fit(turnaround=Turnaround((5.0, 5.0)))) == [0, 95, 190]


def test_priority_two_counts_as_waiting_ninety_seconds_longer() -> None:
    first, second, third = THREE
    day = (first, second, evolve(third, priority=2))
    assert waits_of(day, ONE, plain_fit()) == [0, 190, 80]
    assert waits_of(day, ONE, plain_fit(credit_s=(0.0, 0.0, 0.0))) == [0, 90, 180]


def test_who_has_no_patience_hangs_up_and_is_not_served() -> None:
    assert waits_of(THREE, ONE, plain_fit(patience=Patience(1.0, (1.0,), (1.0,)))) == [
        0,
        NOT_SERVED,
        NOT_SERVED,
    ]


def test_a_full_queue_takes_nobody() -> None:
    assert waits_of(THREE, ONE, plain_fit(queue_limit=1)) == [0, 90, NOT_SERVED]


def test_nobody_waits_where_nobody_is_there() -> None:
    there = (Presence("a1", frozenset({"PS"}), (Session(2000.0, 3000.0),)),)
    assert waits_of(THREE, there, plain_fit()) == [NOT_SERVED] * 3


def test_an_agent_takes_no_call_after_the_end_of_her_session() -> None:
    there = (Presence("a1", frozenset({"PS"}), (Session(1000.0, 1150.0),)),)
    assert waits_of(THREE, there, plain_fit()) == [0, 90, NOT_SERVED]


def test_an_agent_takes_only_her_types() -> None:
    there = (Presence("a1", frozenset({"NE"}), ALL_DAY), Presence("a2", frozenset({"PS"}), ALL_DAY))
    assert waits_of(THREE, there, plain_fit()) == [0, 90, 180]


def test_a_call_that_no_agent_took_needs_none() -> None:
    day = calls(served(1000, 0, 100, "a1"), served(1010, 0, 4, ""), served(1020, 0, 100, "a1"))
    assert waits_of(day, ONE, plain_fit()) == [0, 0, 80]


def test_an_agent_who_pauses_is_passed_over_and_comes_back() -> None:
    day = calls(served(1000, 0, 100, "a1"))
    (waited,) = waits_of(day, ONE, plain_fit(pauses=Pauses(1.0, 30.0)))
    assert 0 < waited < 1000


def test_the_waits_of_the_record_are_no_input() -> None:
    day = calls(*(served(1000 + 10 * number, 7, 100, "a1") for number in range(3)), gone(1500, 40))
    blind = tuple(evolve(call, queued_s=0) for call in day)
    fit = plain_fit(turnaround=Turnaround((1.0, 9.0)))
    assert waits_of(blind, ONE, fit) == waits_of(day, ONE, fit)
