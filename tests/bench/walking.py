"""How much of an explored graph Hypothesis walks over: the share of its edges that random sequences take.

Run: python tests/bench/walking.py [EXAMPLES]. Requests are drawn as they come, and then among those alone that change
something. It says how little a sampled walk covers, which is why the states are explored.
"""

import sys
from collections.abc import Callable
from functools import cache

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sscard_core import Desk, rulebook
from sscard_core.checking.explore import VERIFIER, Explored, Explorer
from sscard_core.checking.normal import normal, remembers_reports
from sscard_core.checking.questions import OpenDesk, Question
from sscard_core.checking.scopes import TOGETHER

BOOK = "jiangsu"
LONGEST = 50


Choice = Callable[[int, int], Question | None]
"""Of the state where a walk is, and a number drawn, the question that is asked."""


def main(examples: int) -> None:
    """Walk with the plain desk, and count the edges taken."""
    book = rulebook(BOOK).with_readings(dict(TOGETHER.readings))
    desk = OpenDesk(book, VERIFIER)
    questions = tuple(dict.fromkeys(TOGETHER.followed(desk.rules)))
    explored = Explorer(desk, TOGETHER.starts(desk), questions, promises=()).explore()

    @cache
    def moving(state: int) -> tuple[Question, ...]:
        return tuple(
            question for number, question in enumerate(questions) if explored.answer(state, number).writes
        )

    print(f"{BOOK}, {TOGETHER.name}: {examples} walks of {LONGEST} requests")
    tell("any request", walked(explored, examples, lambda _state, drawn: questions[drawn % len(questions)]))
    tell(
        "one that changes something",
        walked(explored, examples, lambda state, drawn: one_of(moving(state), drawn)),
    )


def one_of(questions: tuple[Question, ...], drawn: int) -> Question | None:
    """Return the question that a number points at, None where there is none."""
    return questions[drawn % len(questions)] if questions else None


def walked(explored: Explored, examples: int, choice: Choice) -> tuple[int, int, Explored]:
    """Return how many states and pairs of states the walks went through, and what was explored."""
    plain = Desk(rulebook(BOOK).with_readings(dict(TOGETHER.readings)), VERIFIER)
    reports = remembers_reports(plain.rules)
    numbers = {row: state for state, row in enumerate(explored.rows)}
    seen: set[int] = set()
    taken: set[tuple[int, int]] = set()

    @settings(max_examples=examples, derandomize=True, database=None, deadline=None,
              suppress_health_check=list(HealthCheck))  # fmt: skip
    @given(st.lists(st.integers(0, 2**20), min_size=LONGEST, max_size=LONGEST))
    def walk(drawn: list[int]) -> None:
        state, file = 0, explored.file(0)
        for number in drawn:
            question = choice(state, number)
            answer = question.ask(plain, file) if question else None
            if answer is None or not answer.events:
                continue
            file = normal(answer.after, reports=reports)
            before, state = state, numbers[explored.alphabet.row(file)]
            steps = explored.successors[explored.offsets[before] : explored.offsets[before + 1]]
            assert state in steps, "the desk took a step that was not explored"
            seen.add(state)
            taken.add((before, state))

    walk()
    return len(seen), len(taken), explored


def tell(how: str, found: tuple[int, int, Explored]) -> None:
    """Print a share."""
    seen, taken, explored = found
    print(
        f"  {how}: {seen:,} of {explored.states:,} states ({seen / explored.states:.2%}), "
        f"{taken:,} of {explored.edges:,} edges ({taken / explored.edges:.2%})"
    )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
