"""Small traces for the tests of the replay: synthetic callers and agents, written as the lines of a file."""

from pathlib import Path
from typing import Final

import numpy as np

from simulation.replay.fitted import CallType, Fit, Patience, Pauses, Turnaround
from simulation.replay.presence import PresenceRule
from simulation.replay.trace import Call, parse_trace

RECORD: Final = Path(__file__).parents[4] / "shared" / "data" / "call_centre_1999-02-01_to_14.csv"
"""The real record, in a folder beside the project; it may not be passed on, so it may be absent."""

HEADER: Final = "date,type,priority,arrived,queue_s,outcome,service_start,service_end,service_s,agent"
MONDAY: Final = "1999-03-01"


def clock(second: int) -> str:
    """Return a second of the day as the trace writes it."""
    return f"{second // 3600}:{second // 60 % 60:02d}:{second % 60:02d}"


def served(  # noqa: PLR0913, PLR0917 - the columns that matter
    arrived: int, waited: int, lasted: int, agent: str, type_: str = "PS", day: str = MONDAY
) -> str:
    """Return the line of a call that was served."""
    start = arrived + waited
    times = f"{clock(start)},{clock(start + lasted)}"
    return f"{day},{type_},0,{clock(arrived)},{waited},AGENT,{times},{lasted},{agent}"


def gone(arrived: int, waited: int, type_: str = "PS", day: str = MONDAY) -> str:
    """Return the line of a call that hung up."""
    return f"{day},{type_},0,{clock(arrived)},{waited},HANG,0:00:00,0:00:00,0,"


def calls(*lines: str) -> tuple[Call, ...]:
    """Read lines as a trace."""
    return parse_trace("trace.csv", [HEADER, *lines])


RULE: Final = PresenceRule(600.0, 8.0, 8.0, 1, 0.0, 0.25)


def plain_fit(**changed: object) -> Fit:
    """Return a fit without chance: no turnaround, no pauses, endless patience."""
    fields: dict[str, object] = {
        "fitted_on": (MONDAY,),
        "presence": RULE,
        "turnaround": Turnaround((0.0, 0.0)),
        "pauses": Pauses(0.0, 1.0),
        "patience": Patience(0.0, (1.0,), (1.0,)),
        "queue_limit": 100,
        "credit_s": (0.0, 0.0, 90.0),
        "types": {"PS": CallType(100.0, 0.0, (1.0, 0.0, 0.0))},
    }
    return Fit(**(fields | changed))  # type: ignore[arg-type]  # the fields are those of a Fit


def busy_days(days: int, seed: int = 4) -> list[str]:
    """Return lines of days from Monday 1999-03-01 on: one queue before three agents, first come first served."""
    stream = np.random.default_rng(seed)
    lines = []
    for day in range(days):
        free = {"a1": 32_400.0, "a2": 32_400.0, "a3": 32_400.0}
        moment = 32_400.0
        for _ in range(250):
            moment += stream.exponential(45)
            agent = min(free, key=lambda each: free[each])
            start = max(moment, free[agent])
            waited, lasted = round(start - moment), round(stream.exponential(120)) + 1
            if waited > 90 and stream.random() < 0.5:
                lines.append(gone(round(moment), 60, day=f"1999-03-{day + 1:02d}"))
                continue
            lines.append(served(round(moment), waited, lasted, agent, day=f"1999-03-{day + 1:02d}"))
            free[agent] = round(moment) + waited + lasted + 5 + int(stream.integers(0, 3))
    return lines
