"""The engine against closed forms, briefly: one long sample a case. `validation.py` counts how often intervals cover."""

import pytest
from theory_cases import CASES, Case

from simulation.analysis.intervals import mean_interval
from simulation.engine.serving import Path
from simulation.streams import Streams

LONGER = 2
"""Times the runs of one interval of the long version."""
CERTAIN = 0.9995
"""So that one in fifty tables of cases would fail by chance; the seeds are fixed, so this one does not."""
NARROW = 0.22
"""Half-width beside the exact value: an interval that covers everything says nothing."""


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_the_exact_value_is_covered(case: Case) -> None:
    stream = Streams(20, 0).named("theory", case.name)
    found = mean_interval(case.sample(stream, LONGER * case.runs, Path.SIMPY), CERTAIN)
    assert found.covers(case.exact), f"{found} does not hold {case.exact:.6g}"
    assert found.half_width < NARROW * case.exact


def test_there_are_enough_cases_and_each_has_a_name_of_its_own() -> None:
    assert len({case.name for case in CASES}) == len(CASES) >= 25
