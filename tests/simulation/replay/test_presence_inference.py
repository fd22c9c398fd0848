"""Who was there is read off services: gaps, calls that colleagues took, and nothing of what callers waited."""

from attrs import evolve
from replay_samples import RULE, calls, gone, served

from simulation.replay.presence import presences


def test_services_with_short_gaps_are_one_session() -> None:
    (agent,) = presences(calls(served(1000, 0, 100, "a1"), served(1400, 0, 100, "a1")), RULE)
    assert [(each.on, each.off) for each in agent.sessions] == [(1000, 1500)]


def test_a_long_gap_is_an_absence() -> None:
    (agent,) = presences(calls(served(1000, 0, 100, "a1"), served(1701, 0, 100, "a1")), RULE)
    assert [(each.on, each.off) for each in agent.sessions] == [(1000, 1100), (1701, 1801)]


def test_an_agent_whom_a_waited_for_call_passed_over_was_away() -> None:
    lines = [
        *(served(1000, 0, 100, "a1"), served(1400, 0, 100, "a1")),
        *(served(1150, 0, 50, "a2"), served(1100, 105, 60, "a2")),
    ]
    first = presences(calls(*lines), RULE)[0]
    assert len(first.sessions) == 2
    relaxed = presences(calls(*lines), evolve(RULE, passed_over=2))[0]
    assert len(relaxed.sessions) == 1


def test_a_call_of_a_type_she_does_not_take_passes_nobody_over() -> None:
    lines = [
        *(served(1000, 0, 100, "a1"), served(1400, 0, 100, "a1")),
        *(served(1150, 0, 50, "a2", "NE"), served(1100, 105, 60, "a2", "NE")),
    ]
    assert len(presences(calls(*lines), RULE)[0].sessions) == 1


def test_a_type_she_hardly_ever_has_is_not_hers() -> None:
    own = [served(1000 + 200 * number, 0, 100, "a1", "NW" if number == 0 else "PS") for number in range(20)]
    other = [served(1000 + 200 * number, 0, 100, "a2", "NW") for number in range(20)]
    assert presences(calls(*own, *other), RULE)[0].takes == {"PS"}


def test_no_calls_are_taken_in_the_last_share_of_the_last_service() -> None:
    (agent,) = presences(calls(served(1000, 0, 100, "a1")), evolve(RULE, last_share=0.25))
    assert agent.sessions[0].off == 1075


def test_presence_does_not_depend_on_recorded_waits() -> None:
    lines = [served(1000, 30, 100, "a1"), served(1200, 20, 100, "a1"), gone(1100, 50)]
    blind = [
        line.replace(",30,", ",0,").replace(",20,", ",0,").replace(",50,HANG", ",0,HANG") for line in lines
    ]
    assert blind != lines
    assert presences(calls(*blind), RULE) == presences(calls(*lines), RULE)
