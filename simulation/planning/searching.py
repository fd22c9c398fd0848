"""From an estimate to the fewest windows: add where people wait, then take away wherever nobody is needed.

More windows in a slot never make fewer people be called in time, but for chance; so a slot from which none can be
taken once is not tried again, and at the end none can be taken from any slot.
"""

from collections.abc import Iterator

import numpy as np
from attrs import frozen

from simulation.engine.station import Bools
from simulation.planning.crowd import MOST_WINDOWS, Crowd
from simulation.planning.shares import Outcome, by_slot
from simulation.planning.target import Each, Target, Unreachable
from simulation.units import clock

Windows = tuple[int, ...]


@frozen(eq=False)
class Tried:
    """Windows by slot, and what came of them."""

    windows: Windows
    outcome: Outcome


def try_out(crowd: Crowd, windows: Windows) -> Tried:
    """Run a plan of windows."""
    return Tried(windows, crowd.met_by(windows))


def meets(outcome: Outcome, target: Target) -> bool:
    """Say whether the lower bound of the day's share reaches the target, and where asked for every slot's estimate too.

    Bounds of many slots at once would ask for windows against chance alone; the day's bound is that of the plan.
    """
    if target.each is Each.HALF_HOUR and short(outcome, target).any():
        return False
    return outcome.share.low >= target.share


def short(outcome: Outcome, target: Target) -> Bools:
    """Return in which slots the share is below the target."""
    missed: Bools = outcome.late > (1.0 - target.share) * by_slot(outcome.came)
    return missed


def check_reachable(crowd: Crowd, target: Target, place: str) -> None:
    """Check that a window for everybody would do. Raises: Unreachable, before any search."""
    best = crowd.met_by((MOST_WINDOWS,) * len(crowd.slots))
    if meets(best, target):
        return
    share, slots = best.share, crowd.slots.each
    worst = [clock(slots[each].opens) for each in np.flatnonzero(short(best, target))]
    told = f" (below it from {', '.join(worst)})" if worst else ""
    raise Unreachable(
        f"{place}: no number of windows reaches {target}: with a window for everybody {share.estimate:.2%} of "
        f"{crowd.people:,} simulated visits are called in time, at least {share.low:.2%}{told}; the others come when "
        "it is closed, or are no longer let in. Lengthen the hours, cover lunch, allow a longer wait, simulate more "
        "days, or lower the share"
    )


def fewest(crowd: Crowd, target: Target, start: Windows) -> Tried:
    """Return windows from which none can be taken without missing the target."""
    return lowered(crowd, target, raised(crowd, target, try_out(crowd, start)))


def confirmed(seen: Crowd, fresh: Crowd, target: Target, windows: Windows) -> Tried:
    """Return windows that meet the target among people the search has not seen, with as few more as that takes."""
    at_first = try_out(fresh, windows)
    mended = raised(fresh, target, at_first)
    return mended if mended is at_first else lowered(fresh, target, mended, also=seen)


def level(crowd: Crowd, target: Target, least: int = 1) -> Tried:
    """Return the fewest windows, as many in every slot and at least so many, that meet the target; else the most there may be."""
    for windows in range(least, MOST_WINDOWS):
        tried = try_out(crowd, (windows,) * len(crowd.slots))
        if meets(tried.outcome, target):
            return tried
    return try_out(crowd, crowd.planned.plenty)


def raised(crowd: Crowd, target: Target, tried: Tried) -> Tried:
    """Add windows one by one, each where it helps most, until the target is met or nothing is left to add."""
    while not meets(tried.outcome, target):
        found = [
            try_out(crowd, changed(tried.windows, place, 1)) for place in _worth_trying(crowd, target, tried)
        ]
        best = max(found, key=lambda each: float(each.outcome.within.sum()), default=tried)
        if best.outcome.within.sum() <= tried.outcome.within.sum():
            best = try_out(crowd, tuple(min(each + 1, MOST_WINDOWS) for each in tried.windows))
            if best.windows == tried.windows:
                return tried
        tried = best
    return tried


def _worth_trying(crowd: Crowd, target: Target, tried: Tried) -> Iterator[int]:
    """Yield the slot in which most people were not called in time, and the one before it: queues are inherited."""
    late = tried.outcome.late
    missed = short(tried.outcome, target)
    if target.each is Each.HALF_HOUR and missed.any():
        late = np.where(missed, late, -1.0)
    worst = int(np.argmax(late))
    for place in (worst, crowd.slots.before(worst)):
        if place is not None and tried.windows[place] < MOST_WINDOWS:
            yield place


def lowered(crowd: Crowd, target: Target, tried: Tried, *, also: Crowd | None = None) -> Tried:
    """Take windows away, first where they are used least, as long as the target is met; one stays in every slot.

    `also`: other people, among whom it must be met too.
    """
    use = crowd.arrivals / [slot.minutes for slot in crowd.slots.each] / np.array(tried.windows)
    for place in np.argsort(use, kind="stable").tolist():
        while tried.windows[place] > 1:
            fewer = try_out(crowd, changed(tried.windows, place, -1))
            if not meets(fewer.outcome, target):
                break
            if also is not None and not meets(also.met_by(fewer.windows), target):
                break
            tried = fewer
    return tried


def changed(windows: Windows, place: int, by: int) -> Windows:
    """Return the windows with more or fewer in one slot."""
    return tuple(each + by if number == place else each for number, each in enumerate(windows))
