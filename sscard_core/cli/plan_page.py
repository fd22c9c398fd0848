"""The page of a staffing plan: windows by half-hour, peak, hours and cost, the share reached, one window more or less."""

from collections.abc import Iterator

from simulation.analysis.intervals import Interval
from simulation.figure_parts import KIND_NAMES
from simulation.planning.station_plans import REMOTE, Change, GroupPlan, NetworkPlan, StationPlan
from simulation.planning.target import Each
from simulation.tallies import Kind
from simulation.units import clock
from sscard_core.cli.page import Page
from sscard_core.rulebooks.telling import Language, Row

BY: dict[int, tuple[str, str]] = {1: ("one more", "多一个"), -1: ("one less", "少一个")}


NUMBERS: dict[Kind, tuple[str, str]] = {
    Kind.WINDOW: ("windows", "窗口数"),
    Kind.BANK: ("windows", "窗口数"),
    Kind.KIOSK: ("machines", "台数"),
    Kind.HOTLINE: ("agents", "坐席数"),
    Kind.HOME_VISIT: ("teams", "小组数"),
}
"""What there are so many of, by kind."""


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
    for station in plan.remote:
        page.line()
        page.line(f"{pick(*KIND_NAMES[station.kind])} · {pick('target', '目标')} {station.target}", "bold")
        page.rows(_rows(station, rate, language), 2)
    page.line()
    hours, yuan = plan.window_hours, plan.yuan(rate)
    page.line(
        pick(
            f"all {network.outlets:,} outlets: {hours:,.1f} window-hours a day, {yuan:,.0f} yuan in all at {rate:g} yuan an hour",
            f"全部 {network.outlets:,} 个网点：每日 {hours:,.1f} 窗口小时，按每窗口小时 {rate:g} 元计共 {yuan:,.0f} 元",
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
    yield Row(pick(*NUMBERS[plan.kind]), spans)
    hours = plan.window_hours
    cost = pick(
        f"{hours:g} hours, {plan.yuan(rate):,.0f} yuan",
        f"{hours:g} 小时，{plan.yuan(rate):,.0f} 元",
    )
    when = pick("a day", "每日") if plan.kind in REMOTE else pick("an outlet a day", "每网点每日")
    yield Row(
        when,
        pick(f"peak {plan.peak}; {cost}", f"峰值 {plan.peak}；{cost}"),
    )
    missed = "" if plan.is_met else pick(" - THE TARGET IS MISSED", "——未达标")
    yield Row(pick("called in time", "达标率"), f"{_interval(plan.share)}{missed}")
    lowest = min(range(len(plan.by_slot)), key=lambda place: plan.by_slot[place].estimate)
    at = clock(plan.slots.each[lowest].opens)
    yield Row(pick("lowest half-hour", "最低时段"), f"{at}: {_interval(plan.by_slot[lowest])}")
    for change in plan.changes:
        yield _change(plan, change, rate, language)


def _change(plan: StationPlan, change: Change, rate: float, language: Language) -> Row:
    gained, half = change.gain.estimate * 100, change.gain.half_width * 100
    yuan, when = plan.change_yuan(change, rate), f"{clock(change.since)}-{clock(change.until)}"
    lowest = f"{clock(plan.slots.each[change.lowest].opens)} {change.share_there.estimate:.2%}"
    told = language.pick(
        f"{when}: {gained:+.2f} ±{half:.2f} points, {yuan:+,.0f} yuan a day; lowest then {lowest}",
        f"{when}：{gained:+.2f} ±{half:.2f} 个百分点，每日 {yuan:+,.0f} 元；届时最低时段 {lowest}",
    )
    return Row(language.pick(*BY[change.by]), told)


def _interval(share: Interval) -> str:
    return f"{share.estimate:.2%} [{share.low:.2%}, {share.high:.2%}]"
