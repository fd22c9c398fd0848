"""The page of a staffing plan: windows by half-hour, peak, hours and cost, the share reached, one window more or less."""

from collections.abc import Iterator

from simulation.analysis.intervals import Interval
from simulation.figure_parts import KIND_NAMES
from simulation.planning.staffing import Change, GroupPlan, NetworkPlan, StationPlan
from simulation.planning.target import Each
from simulation.units import HOUR, clock
from sscard_core.cli.page import Page
from sscard_core.rulebooks.telling import Language, Row

BY: dict[int, tuple[str, str]] = {1: ("one window more", "多一个窗口"), -1: ("one window less", "少一个窗口")}


def tell(page: Page, plan: NetworkPlan, rate: float, language: Language) -> None:
    """Write the page; `rate` is the cost of a window-hour in yuan."""
    network, pick = plan.network, language.pick
    page.line(network.title, "bold")
    each = plan.target.each is Each.HALF_HOUR
    page.line(
        pick(
            f"target {plan.target} of all who come{', in every half-hour' if each else ''}; rulebook {network.book.id}, "
            f"seed {plan.seed}, file {network.file_hash}",
            f"目标：全部到访者中 {plan.target}{'，且每半小时均达标' if each else ''}；规则 {network.book.id}，"
            f"种子 {plan.seed}，文件 {network.file_hash}",
        )
    )
    for group in plan.groups:
        _group(page, group, rate, language)
    page.line()
    hours, yuan = plan.window_hours, plan.window_hours * rate
    page.line(
        pick(
            f"all {network.outlets:,} outlets: {hours:,.1f} window-hours a day, {yuan:,.0f} yuan at {rate:g} yuan an hour",
            f"全部 {network.outlets:,} 个网点：每日 {hours:,.1f} 窗口小时，按每小时 {rate:g} 元计 {yuan:,.0f} 元",
        ),
        "bold",
    )


def _group(page: Page, group: GroupPlan, rate: float, language: Language) -> None:
    page.line()
    for station in group.stations:
        kind = language.pick(*KIND_NAMES[station.kind])
        told = "1 outlet" if group.outlets == 1 else f"{group.outlets:,} outlets alike"
        outlets = language.pick(told, f"{group.outlets:,} 个同类网点")
        page.line(f"{group.group} · {kind} ({outlets})", "bold")
        page.rows(_rows(station, rate, language), 2)


def _rows(plan: StationPlan, rate: float, language: Language) -> Iterator[Row]:
    pick = language.pick
    spans = ", ".join(f"{clock(span.opens)}-{clock(span.closes)} {span.windows}" for span in plan.shift.spans)
    yield Row(pick("windows", "窗口数"), spans)
    hours = plan.window_hours
    cost = pick(
        f"{hours:g} window-hours, {hours * rate:,.0f} yuan", f"{hours:g} 窗口小时，{hours * rate:,.0f} 元"
    )
    yield Row(
        pick("an outlet a day", "每网点每日"), pick(f"peak {plan.peak}; {cost}", f"峰值 {plan.peak}；{cost}")
    )
    missed = "" if plan.is_met else pick(" - THE TARGET IS MISSED", "——未达标")
    yield Row(pick("called in time", "达标率"), f"{_interval(plan.share)}{missed}")
    lowest = min(range(len(plan.by_slot)), key=lambda place: plan.by_slot[place].estimate)
    at = clock(plan.slots.each[lowest].opens)
    yield Row(pick("lowest half-hour", "最低时段"), f"{at}: {_interval(plan.by_slot[lowest])}")
    for change in plan.changes:
        yield _change(plan, change, rate, language)


def _change(plan: StationPlan, change: Change, rate: float, language: Language) -> Row:
    slot = plan.slots.each[change.place]
    gained, half = change.gain.estimate * 100, change.gain.half_width * 100
    yuan = change.by * slot.minutes / HOUR * rate
    lowest = f"{clock(plan.slots.each[change.lowest].opens)} {change.share_there.estimate:.2%}"
    told = language.pick(
        f"at {clock(slot.opens)}: {gained:+.2f} ±{half:.2f} points, {yuan:+,.0f} yuan a day; lowest then {lowest}",
        f"{clock(slot.opens)}：{gained:+.2f} ±{half:.2f} 个百分点，每日 {yuan:+,.0f} 元；届时最低时段 {lowest}",
    )
    return Row(language.pick(*BY[change.by]), told)


def _interval(share: Interval) -> str:
    return f"{share.estimate:.2%} [{share.low:.2%}, {share.high:.2%}]"
