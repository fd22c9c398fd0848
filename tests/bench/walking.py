"""How much of an explored graph Hypothesis walks over: the share of its edges that random sequences take.

Run: python tests/bench/walking.py [EXAMPLES]. It says how little a sampled walk covers, which is why the states are explored.
"""

import sys

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sscard_core import Desk, rulebook
from sscard_core.checking.explore import VERIFIER, Explorer
from sscard_core.checking.normal import normal, remembers_reports
from sscard_core.checking.questions import OpenDesk
from sscard_core.checking.scopes import TOGETHER

BOOK = "jiangsu"
LONGEST = 50


def main(examples: int) -> None:
    """Walk with the plain desk, and count the edges taken."""
    book = rulebook(BOOK).with_readings(dict(TOGETHER.readings))
    desk, plain = OpenDesk(book, VERIFIER), Desk(book, VERIFIER)
    questions = tuple(dict.fromkeys(TOGETHER.followed(desk.rules)))
    explored = Explorer(desk, TOGETHER.starts(desk), questions, promises=()).explore()
    reports, start = remembers_reports(desk.rules), explored.file(0)
    taken: set[tuple[bytes, bytes]] = set()
    seen: set[bytes] = set()

    @settings(max_examples=examples, derandomize=True, database=None, deadline=None,
              suppress_health_check=list(HealthCheck))  # fmt: skip
    @given(st.lists(st.sampled_from(questions), max_size=LONGEST))
    def walk(asked: list[object]) -> None:
        file = start
        row = explored.alphabet.row(file)
        for question in asked:
            answer = question.ask(plain, file)  # type: ignore[attr-defined]
            if answer is None or not answer.events:
                continue
            file = normal(answer.after, reports=reports)
            after = explored.alphabet.row(file)
            taken.add((row, after))
            row = after
            seen.add(row)

    walk()
    edges = {
        (explored.rows[state], explored.rows[after])
        for state in range(explored.states)
        for after in explored.successors[explored.offsets[state] : explored.offsets[state + 1]]
    }
    assert taken <= edges, "the desk took a step that was not explored"
    print(f"{BOOK}, {TOGETHER.name}: {examples} walks of up to {LONGEST} requests")
    print(
        f"  {len(seen & set(explored.rows)):,} of {explored.states:,} states ({len(seen) / explored.states:.2%})"
    )
    print(
        f"  {len(taken):,} of {len(edges):,} pairs of states that a step joins ({len(taken) / len(edges):.2%})"
    )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
