"""How a fit fares on days it has not seen: fitted on some weekdays of a trace, judged on the others, in turn."""

from collections.abc import Iterable
from datetime import date
from typing import Final

from simulation.replay.figures import Comparison, Floats
from simulation.replay.fitting import REPLICATIONS, SEED, fit_days
from simulation.replay.replaying import compare_days, simulated_waits, weekdays_of
from simulation.replay.trace import Call

FOLDS: Final = 5


def cross_validate(calls: Iterable[Call], folds: int = FOLDS) -> Comparison:
    """Judge every weekday under the fit of the days of the other folds. Raises: ValueError with fewer days than folds.

    Day n belongs to fold n modulo `folds`, so that with five folds no weekday of a week is left out twice in a row.
    """
    days = {day: own for day, own in weekdays_of(calls).items() if any(call.is_on_record for call in own)}
    if len(days) < folds:
        raise ValueError(f"{len(days)} weekdays with services for {folds} folds: give a longer trace")
    simulated: dict[date, list[Floats]] = {}
    for fold in range(folds):
        held = {day: own for number, (day, own) in enumerate(days.items()) if number % folds == fold}
        fit = fit_days({day: own for day, own in days.items() if day not in held})
        simulated |= {day: simulated_waits(own, fit, REPLICATIONS, SEED + 1) for day, own in held.items()}
    return compare_days(days, simulated)
