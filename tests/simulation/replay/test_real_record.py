"""The real record of a call centre, 1 to 14 February 1999: fitted on some weekdays, judged on others."""

import pytest
from replay_samples import RECORD

from simulation.replay.fitting import fit_days
from simulation.replay.replaying import compare_days, simulated_waits, weekdays_of
from simulation.replay.trace import read_trace

pytestmark = pytest.mark.skipif(
    not RECORD.exists(), reason="the record is not in ../shared/data and may not be passed on"
)


def test_weekdays_left_out_of_the_fit_are_met() -> None:
    """Loose beside the goals, since four days say less than ten; the whole cross-validation is run by --cross-validate."""
    days = weekdays_of(read_trace(RECORD))
    assert len(days) == 10
    held = {day: own for number, (day, own) in enumerate(days.items()) if number % 5 in (1, 3)}
    fit = fit_days({day: own for number, (day, own) in enumerate(days.items()) if number % 5 == 0})
    comparison = compare_days(held, {day: simulated_waits(own, fit, 8, 3) for day, own in held.items()})
    assert abs(comparison.mean_error) < 0.10
    assert abs(comparison.under_60_error) < 0.02
    assert abs(comparison.p95_error) < 0.10
    assert comparison.mape < 0.20
