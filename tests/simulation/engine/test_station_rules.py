"""Each rule of a station, on a case that can be followed by hand."""

import numpy as np
import pytest
from simpy import Timeout

from simulation.engine.environment import LeanEnvironment
from simulation.engine.serving import serve
from simulation.engine.simpy_path import Columns, SimpyStation, Timetable
from simulation.engine.station import (
    AtClosing,
    Customers,
    EngineError,
    Fate,
    QueueAtClosing,
    Served,
    Station,
)


def at(*minutes: float) -> "np.ndarray[tuple[int], np.dtype[np.float64]]":
    return np.array(minutes, dtype=float)


def day(at_closing: AtClosing, queue: QueueAtClosing = QueueAtClosing.TURN_AWAY) -> Station:
    """Two windows from 0, one from 10, none from 20, when the day ends."""
    return Station(
        at(0, 10, 20), np.array([2, 1, 0]), np.array([False, False, True]), (0.0,), at_closing, queue
    )


def test_people_are_served_in_the_order_of_arrival() -> None:
    served = serve(Station.constant(1), Customers(at(0, 1, 2), at(5, 5, 5)))
    assert served.start.tolist() == [0, 5, 10]
    assert served.end.tolist() == [5, 10, 15]


def test_a_class_with_credit_overtakes_who_came_within_it() -> None:
    people = Customers(at(0, 1, 4), at(5, 5, 5), classes=np.array([0, 0, 1]))
    assert serve(Station.constant(1, (0.0, 4.0)), people).start.tolist() == [0, 10, 5]
    assert serve(Station.constant(1, (0.0, 2.0)), people).start.tolist() == [0, 5, 10]


def test_who_has_waited_as_long_as_patience_is_still_served() -> None:
    people = Customers(at(0, 1, 1), at(5, 5, 5), patience=at(9, 4, 8))
    served = serve(Station.constant(1), people)
    assert served.fate.tolist() == [Fate.SERVED, Fate.SERVED, Fate.RENEGED]
    assert served.end.tolist() == [5, 10, 9]


def test_one_turns_round_before_a_line_that_is_too_long() -> None:
    people = Customers(at(0, 1, 2, 3), at(5, 5, 5, 5), line=np.array([9, 1, 1, 2]))
    fates = serve(Station.constant(1), people).fate.tolist()
    assert fates == [Fate.SERVED, Fate.SERVED, Fate.BALKED, Fate.SERVED]


def test_who_has_given_up_does_not_lengthen_the_line() -> None:
    people = Customers(at(0, 1, 3), at(5, 5, 5), patience=at(9, 1, 9), line=np.array([9, 1, 1]))
    assert serve(Station.constant(1), people).fate.tolist() == [Fate.SERVED, Fate.RENEGED, Fate.SERVED]


def test_who_leaves_a_number_keeps_the_place_and_does_not_give_up() -> None:
    calls = np.array([False, False, True])
    people = Customers(
        at(0, 1, 2), at(5, 5, 5), patience=at(9, 9, 1), line=np.array([9, 9, 1]), calls_back=calls
    )
    served = serve(Station.constant(1), people)
    assert served.start.tolist() == [0, 5, 10]
    assert served.called_back.tolist() == calls.tolist()


@pytest.mark.parametrize(
    ("at_closing", "fates", "ends"),
    [
        (AtClosing.FINISH, [Fate.SERVED, Fate.SERVED], [18, 21]),
        (AtClosing.HAND_OVER, [Fate.SERVED, Fate.INTERRUPTED], [18, 20]),
        (AtClosing.INTERRUPT, [Fate.SERVED, Fate.INTERRUPTED], [18, 10]),
    ],
)
def test_the_person_at_a_window_that_closes(
    at_closing: AtClosing, fates: list[Fate], ends: list[float]
) -> None:
    """At 10 one of two windows closes; the longer business is taken away from it."""
    served = serve(day(at_closing), Customers(at(8, 9), at(10, 12)))
    assert served.fate.tolist() == fates
    assert served.end.tolist() == ends


def test_a_business_handed_over_goes_on_where_it_stopped_before_all_who_wait() -> None:
    people = Customers(at(8, 8, 9), at(4, 5, 5))
    served = serve(day(AtClosing.HAND_OVER), people)
    assert served.start.tolist() == [8, 8, 15]
    assert served.end.tolist() == [12, 15, 20]


def test_who_waits_when_the_day_ends_is_turned_away() -> None:
    served = serve(day(AtClosing.FINISH), Customers(at(11, 12), at(30, 3)))
    assert served.fate.tolist() == [Fate.SERVED, Fate.TURNED_AWAY]
    assert served.end.tolist() == [41, 20]


def test_or_is_served_after_hours_where_that_is_the_rule() -> None:
    served = serve(day(AtClosing.FINISH, QueueAtClosing.SERVE), Customers(at(11, 12, 45), at(30, 3, 1)))
    assert served.start.tolist()[:2] == [11, 41]
    assert served.fate.tolist() == [Fate.SERVED, Fate.SERVED, Fate.INSIDE]


def test_who_comes_before_the_first_window_opens_waits_for_it() -> None:
    station = Station(at(30), np.array([1]))
    assert serve(station, Customers(at(10, 20), at(5, 5))).start.tolist() == [30, 35]


def test_no_customers_make_an_empty_result() -> None:
    assert len(serve(Station.constant(1), Customers(at(), at())).fate) == 0


def test_ordinary_simpy_events_share_the_environment() -> None:
    env = LeanEnvironment()
    people = Columns.of(Customers(at(0, 1), at(5, 5)), (0.0,))
    run = SimpyStation(Timetable.of(Station.constant(1)), env)
    run.receive(people)
    seen: list[float] = []
    Timeout(env, 7.0).callbacks.append(lambda _event: seen.append(env.now))
    env.run()
    assert seen == [7.0]
    assert run.start == [0.0, 5.0]


@pytest.mark.parametrize(
    ("changes", "windows", "credits"),
    [(at(), [], (0.0,)), (at(5, 5), [1, 1], (0.0,)), (at(0), [-1], (0.0,)), (at(0), [1], (np.inf,))],
)
def test_a_schedule_that_is_none_is_refused(
    changes: "np.ndarray[tuple[int], np.dtype[np.float64]]", windows: list[int], credits: tuple[float, ...]
) -> None:
    with pytest.raises(EngineError):
        Station(changes, np.array(windows, dtype=int), credits=credits)


@pytest.mark.parametrize("arrival", [at(2, 1), at(0, np.inf)])
def test_customers_out_of_order_are_refused(
    arrival: "np.ndarray[tuple[int], np.dtype[np.float64]]",
) -> None:
    with pytest.raises(EngineError, match="arrival"):
        serve(Station.constant(1), Customers(arrival, at(1, 1)))


def test_a_class_without_credits_is_refused() -> None:
    with pytest.raises(EngineError, match="class"):
        serve(Station.constant(1), Customers(at(0), at(1), classes=np.array([1])))


def test_waits_are_those_of_the_people_whose_service_began() -> None:
    served = Served(at(1, np.nan, 7), at(2, 3, 9), np.array([0, 1, 0], np.int8))
    assert served.waits(at(0, 1, 2)).tolist() == [1, 5]
