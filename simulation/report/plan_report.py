"""The report of a staffing plan: windows by half-hour, the share each reaches, cost, one window more or less."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from simulation.analysis.intervals import Interval
from simulation.figure_parts import KIND_NAMES
from simulation.planning.applying import staffed
from simulation.planning.shares import CONFIDENCE
from simulation.planning.station_plans import COST, Change, NetworkPlan, StationPlan
from simulation.planning.target import Each
from simulation.report.drawing import Line, Point, steps
from simulation.report.markup import page, paragraph, section, table
from simulation.report.run_report import stress_section
from simulation.report.stress import Made
from simulation.results import versions
from simulation.units import HOUR, clock

MOST_DRAWN: Final = 12
"""Groups with a figure; all have their table."""

MOST_TOLD: Final = 200
"""Groups told by half-hour, so that the report stays below two megabytes; the overview has all."""

NETWORK: Final = "全网 network"
SHARE_HEADS: Final = ("达标率 in time %", "下限 low", "上限 high")


def write_plan_report(plan: NetworkPlan, rate: float, file: Path) -> None:
    """Write the report of a plan. Raises: MissingGlyph; SimulationError where it grows too large; OSError."""
    file.write_bytes(plan_report(plan, rate))


def plan_report(plan: NetworkPlan, rate: float) -> bytes:
    """Return the report of a plan, as HTML; `rate` is the cost of a window-hour in yuan."""
    return page(f"{plan.network.title} · 窗口配置 windows", _sections(plan, rate))


def _sections(plan: NetworkPlan, rate: float) -> Iterator[str]:
    network = plan.network
    each = "，且每半小时均达标 and in every half-hour" if plan.target.each is Each.HALF_HOUR else ""
    yield paragraph(
        f"目标 target {plan.target}{each}; 规则 rulebook {network.book.id}; 种子 seed {plan.seed}; 文件 file "
        f"{network.file_hash}; {', '.join(f'{name} {version}' for name, version in versions().items())}"
    )
    yield paragraph(
        f"{network.outlets:,} 个网点 outlets: {plan.window_hours:,.1f} 窗口小时/日 window-hours a day, "
        f"{plan.yuan(rate):,.0f} 元/日 yuan a day in all, {rate:g} 元/窗口小时 yuan a window-hour; {_costs(rate)}"
    )
    yield section("概览 Overview", table(_OVERVIEW, _overview(plan, rate)))
    if len(plan.groups) > MOST_TOLD:
        yield paragraph(
            f"以下为前 {MOST_TOLD} 组；全部见 --save 文件。 Half-hours follow of the first {MOST_TOLD} of {len(plan.groups):,} "
            "groups; all are in the file that --save writes."
        )
    for number, group in enumerate(plan.groups[:MOST_TOLD]):
        figure = (
            steps(
                number,
                f"{group.group}: 窗口 windows",
                "窗口 windows",
                [_line(each) for each in group.stations],
            )
            if number < MOST_DRAWN and group.stations
            else ""
        )
        yield section(group.group, figure, *(_station(each, rate) for each in group.stations))
    for number, station in enumerate(plan.remote, start=MOST_DRAWN):
        figure = steps(number, _kind(station), "人数 at work", [_line(station)])
        yield section(_kind(station), figure, _station(station, rate))
    yield stress_section(_made(plan))


def _costs(rate: float) -> str:
    """Say what an hour of the other kinds costs."""
    told = (
        f"{'/'.join(reversed(KIND_NAMES[kind]))} {cost * rate:g}"
        for kind, cost in COST.items()
        if cost != 1.0
    )
    return f"{', '.join(told)} 元/小时 yuan an hour"


_OVERVIEW: Final = (
    "网点组 group", "窗口 windows", "网点 outlets", "峰值 peak", "窗口小时/日 hours", "元/日 yuan", "目标 target",
    *SHARE_HEADS
)  # fmt: skip


def _overview(plan: NetworkPlan, rate: float) -> Iterator[tuple[str, ...]]:
    for group in plan.groups:
        yield from (_line_of(group.group, group.outlets, station, rate) for station in group.stations)
    yield from (_line_of(NETWORK, 1, station, rate) for station in plan.remote)


def _line_of(name: str, outlets: int, station: StationPlan, rate: float) -> tuple[str, ...]:
    missed = "" if station.is_met else " 未达标 MISSED"
    return (
        name,
        f"{_kind(station)}{missed}",
        f"{outlets:,}",
        str(station.peak),
        f"{station.window_hours:g}",
        f"{station.yuan(rate):,.0f}",
        str(station.target),
        *_cells(station.share),
    )


def _station(station: StationPlan, rate: float) -> str:
    rows = (
        (f"{clock(slot.opens)}-{clock(slot.closes)}", str(windows), *_cells(share))
        for slot, windows, share in zip(station.slots.each, station.windows, station.by_slot, strict=True)
    )
    heads = (f"{_kind(station)}", "窗口 windows", *SHARE_HEADS)
    changes = (_change(station, change, rate) for change in station.changes)
    change_heads = (
        "高峰增减 at the peak",
        "达标率变化 points",
        "下限 low",
        "上限 high",
        "元/日 yuan",
        "最低时段 lowest then",
    )
    return table(heads, rows) + table(change_heads, changes)


def _change(station: StationPlan, change: Change, rate: float) -> tuple[str, ...]:
    bounds = (change.gain.estimate, change.gain.low, change.gain.high)
    there = change.share_there
    return (
        f"{clock(change.since)}-{clock(change.until)}: {change.by:+d}",
        *(f"{bound * 100:+.2f}" for bound in bounds),
        f"{station.change_yuan(change, rate):+,.0f}",
        f"{clock(station.slots.each[change.lowest].opens)}: {there.estimate:.2%} [{there.low:.2%}, {there.high:.2%}]",
    )


def _cells(share: Interval) -> tuple[str, ...]:
    return tuple(f"{each * 100:.2f}" for each in (share.estimate, share.low, share.high))


def _kind(station: StationPlan) -> str:
    en, zh = KIND_NAMES[station.kind]
    return f"{zh} {en}"


def _line(station: StationPlan) -> Line:
    points = [
        Point(span.opens / HOUR, span.windows, span.windows, span.windows) for span in station.shift.spans
    ]
    last = station.shift.spans[-1]
    points.append(Point(last.closes / HOUR, last.windows, last.windows, last.windows))
    return Line(_kind(station), tuple(points))


def _made(plan: NetworkPlan) -> Made:
    people = sum(station.visits for _, station in plan.stations)
    return Made(
        network=staffed(plan),
        purpose="To find the fewest windows in each half-hour with which people are called in time.",
        outputs="Windows by group and half-hour; the share called in time, by half-hour too; hours and cost; the effect of "
        "one window more or less at the peak. Who leaves the queue or is turned away was not called in time.",
        scenarios=f"Plans of windows for the target {plan.target}, all tried on the same people.",
        estimation="First Erlang's formula in each half-hour with demand one service earlier (lag-avg SIPP), then windows "
        "added and taken away until the target is met and none can be taken; confirmed among people the search did not "
        f"see. {CONFIDENCE:.0%} intervals of a ratio over independent days.",
        seed=plan.seed,
        runs=f"{people:,} visits for the confirmation",
        path=plan.path.value,
        level=CONFIDENCE,
        warm_up="No day is cut: a plan is for the windows of one day.",
        versions=versions(),
    )
