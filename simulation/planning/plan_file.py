"""Plans as files: JSON with the windows by time of day of each group, written by one run and read by the next."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from simulation.analysis.intervals import Interval
from simulation.errors import SimulationError
from simulation.network.hours import Shift, Span
from simulation.network.network import Group, Network
from simulation.planning.applying import with_shifts
from simulation.planning.crowd import MOST_WINDOWS
from simulation.planning.remote_sampling import shift_of
from simulation.planning.station_plans import COST, REMOTE, STATIONS, Change, NetworkPlan, StationPlan
from simulation.planning.target import Target
from simulation.results import versions
from simulation.tallies import Kind
from simulation.units import DAY, HOUR, clock

LAYOUT: Final = 1
"""The version of the layout of a plan file."""
KIND: Final = "sscard plan"
MOST_BYTES: Final = 50_000_000


class PlanFileError(SimulationError):
    """A plan cannot be used: the file, what was found, and the remedy."""


def record(plan: NetworkPlan, rate: float) -> dict[str, object]:
    """Return a plan as plain values; `rate` is the cost of a window-hour in yuan."""
    network = plan.network
    return {
        "kind": KIND,
        "layout": LAYOUT,
        "title": network.title,
        "file_hash": network.file_hash,
        "rulebook": network.book.id,
        "target": _target(plan.target),
        "seed": plan.seed,
        "path": plan.path.value,
        "versions": versions(),
        "window_hours_a_day": plan.window_hours,
        "yuan_a_window_hour": rate,
        "yuan_a_day": plan.yuan(rate),
        "cost_of_an_hour": {STATIONS.get(kind) or REMOTE[kind]: cost * rate for kind, cost in COST.items()},
        "groups": {
            each.group: {"outlets": each.outlets}
            | {STATIONS[station.kind]: _station(station, rate) for station in each.stations}
            for each in plan.groups
        },
    } | {REMOTE[station.kind]: _station(station, rate) for station in plan.remote}


def _station(plan: StationPlan, rate: float) -> dict[str, object]:
    return {
        "spans": [[clock(span.opens), clock(span.closes), span.windows] for span in plan.shift.spans],
        "peak": plan.peak,
        "window_hours_a_day": plan.window_hours,
        "yuan_a_day": plan.yuan(rate),
        "target": _target(plan.target),
        "share": _interval(plan.share),
        "is_met": plan.is_met,
        "visits_simulated": plan.visits,
        "half_hours": [
            {
                "from": clock(slot.opens),
                "to": clock(slot.closes),
                "windows": windows,
                "share": _interval(share),
            }
            for slot, windows, share in zip(plan.slots.each, plan.windows, plan.by_slot, strict=True)
        ],
        "one_more_or_less_at_the_peak": [_change(plan, change, rate) for change in plan.changes],
    }


def _interval(interval: Interval) -> dict[str, float]:
    return {"estimate": interval.estimate, "low": interval.low, "high": interval.high}


def _target(target: Target) -> dict[str, object]:
    return {"share": target.share, "minutes": target.minutes, "each": str(target.each)}


def _change(plan: StationPlan, change: Change, rate: float) -> dict[str, object]:
    return {
        "from": clock(change.since),
        "to": clock(change.until),
        "windows": change.by,
        "share_gained": _interval(change.gain),
        "lowest_half_hour": clock(plan.slots.each[change.lowest].opens),
        "share_there": _interval(change.share_there),
        "yuan_a_day": plan.change_yuan(change, rate),
    }


def write_plan(plan: NetworkPlan, rate: float, file: Path) -> None:
    """Write a plan. Raises: OSError."""
    file.write_text(json.dumps(record(plan, rate), ensure_ascii=False, indent=1) + "\n", "utf-8")


def staffed_by(network: Network, file: Path) -> Network:
    """Return a network with the windows of a plan file; groups and stations the plan does not name keep their own.

    Raises: PlanFileError.
    """
    plan = _plan(file)
    groups = plan.get("groups")
    if not isinstance(groups, dict):
        raise PlanFileError(f"{file}: a plan has `groups`; write it again")
    unknown = sorted(groups.keys() - {group.name for group in network.groups})
    if unknown:
        known = ", ".join(group.name for group in network.groups)
        raise PlanFileError(f"{file}: no group is called {unknown[0]!r}; the network has {known}")
    shifts = {
        group.name: _shifts(file, f"{group.name}.", _own(group), groups.get(group.name, {}))
        for group in network.groups
    }
    own = {kind: shift_of(kind, network) for kind in REMOTE}
    return with_shifts(network, shifts, _shifts(file, "", own, plan))


def _own(group: Group) -> dict[Kind, Shift | None]:
    return {Kind.WINDOW: group.windows, Kind.BANK: group.bank_windows, Kind.KIOSK: group.kiosks}


def _plan(file: Path) -> dict[str, Any]:
    try:
        if file.stat().st_size > MOST_BYTES:
            raise PlanFileError(f"{file}: too large for a plan")
        found = json.loads(file.read_text("utf-8"))
    except OSError as problem:
        raise PlanFileError(f"{file}: {problem.strerror or problem}") from None
    except (ValueError, RecursionError):
        raise PlanFileError(f"{file}: not JSON; a plan is written by `sscard sim plan --save`") from None
    if not isinstance(found, dict) or found.get("kind") != KIND or found.get("layout") != LAYOUT:
        raise PlanFileError(f"{file}: not a plan; one is written by `sscard sim plan --save`")
    return found


def _shifts(file: Path, place: str, own: Mapping[Kind, Shift | None], told: object) -> dict[Kind, Shift]:
    """Read the shifts of stations that are there; `own` are those they have, whose days stay."""
    if not isinstance(told, dict):
        raise PlanFileError(f"{file}: {place[:-1]}: a table of stations belongs here")
    names = {**STATIONS, **REMOTE}
    return {
        kind: _shift(file, f"{place}{names[kind]}", shift, told[names[kind]])
        for kind, shift in own.items()
        if shift is not None and names[kind] in told
    }


def _shift(file: Path, place: str, shift: Shift, told: object) -> Shift:
    """Read spans, each with the moments it opens and closes and its windows, in order."""
    rows = told.get("spans") if isinstance(told, dict) else None
    spans = [_span(row) for row in rows] if isinstance(rows, list) and rows else [None]
    closed = 0.0
    for span in spans:
        if span is None or span.opens < closed or span.closes <= span.opens:
            raise PlanFileError(f'{file}: {place}: spans in order belong here, such as ["08:30", "09:00", 2]')
        closed = span.closes
    return Shift(tuple(span for span in spans if span is not None), shift.days)


def _span(row: object) -> Span | None:
    if not (isinstance(row, list) and len(row) == 3 and type(row[2]) is int and 0 <= row[2] <= MOST_WINDOWS):
        return None
    opens, closes = (_minute(each) for each in row[:2])
    return None if opens is None or closes is None else Span(opens, closes, row[2])


def _minute(text: object) -> float | None:
    hours, colon, minutes = text.partition(":") if isinstance(text, str) else ("", "", "")
    if not (colon and hours.isdecimal() and minutes.isdecimal()):
        return None
    minute = int(hours) * HOUR + int(minutes)
    return minute if minute <= DAY and int(minutes) < 60 else None
