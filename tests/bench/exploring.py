"""What exploring costs: states and attempts a second, beside Spin's states a second on its own whole model.

Run: python tests/bench/exploring.py
"""

import time
from pathlib import Path

from sscard_core import rulebook
from sscard_core.checking.explore import VERIFIER, Explorer
from sscard_core.checking.questions import OpenDesk
from sscard_core.checking.scopes import TOGETHER
from sscard_core.checking.spin import WHOLE, Model, missing

BOOK = "xinxiang-2017"
MODEL = Path(__file__).parents[2] / "specs" / "card.pml"


def main() -> None:
    """Explore one scope, and let Spin check its assertions on the whole of the same rulebook."""
    desk = OpenDesk(rulebook(BOOK).with_readings(dict(TOGETHER.readings)), VERIFIER)
    questions = tuple(dict.fromkeys(TOGETHER.followed(desk.rules)))
    begun = time.perf_counter()
    explored = Explorer(desk, TOGETHER.starts(desk), questions, promises=()).explore()
    took = time.perf_counter() - begun
    print(
        f"{BOOK}, {TOGETHER.name}: {explored.states:,} states, {explored.attempts:,} attempts in {took:.1f} s"
    )
    print(
        f"  {explored.states / took:,.0f} states a second, {explored.attempts / took:,.0f} attempts a second"
    )
    print(
        f"  {explored.asked:,} put to the desk: {explored.attempts / explored.asked:,.0f} attempts for each"
    )
    if absent := missing():
        print(f"Spin was not run: {' and '.join(absent)} not installed")
        return
    begun = time.perf_counter()
    verdict = Model(MODEL, BOOK, WHOLE).assertions()
    took = time.perf_counter() - begun
    print(f"Spin on its whole model: {verdict.states:,} states in {took:.1f} s, compiling included")
    print(f"  {verdict.states / took:,.0f} states a second")


if __name__ == "__main__":
    main()
