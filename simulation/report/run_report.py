"""The report of a run: what ran, figures with plots, every number with its interval, and the appendix."""

from collections.abc import Iterator
from math import isnan
from pathlib import Path
from typing import Final

from attrs import evolve

from simulation.analysis.replicating import Replicated
from simulation.experiment import Cut
from simulation.figure_parts import KIND_NAMES, Scope
from simulation.network.network import Network
from simulation.report.drawing import COLOURS, Line, Point, bars, lines
from simulation.report.figure_tables import figure_sections, with_half_width
from simulation.report.markup import page, paragraph, section, table
from simulation.report.stress import Made, appendix
from simulation.results import Result, Row
from simulation.tallies import Kind
from simulation.units import HOUR

MOST_BARS: Final = 40
"""Groups that fit a figure; the table has all."""


def write_report(network: Network, result: Result, file: Path) -> None:
    """Write the report of a run. Raises: MissingGlyph; SimulationError where it grows too large; OSError."""
    file.write_bytes(report(network, result))


def report(network: Network, result: Result) -> bytes:
    """Return the report of a run, as HTML."""
    return page(result.title, _sections(network, result))


def _sections(network: Network, result: Result) -> Iterator[str]:
    yield paragraph(
        f"{network.outlets:,} 个网点 outlets, {result.first} – {result.last}, 规则 rulebook {result.rulebook}; "
        f"{result.replications} 次重复 replications, 种子 seed {result.seed}; 文件 file {result.file_hash}; "
        f"{', '.join(f'{name} {version}' for name, version in result.versions.items())}"
    )
    yield paragraph(
        f"均值及其 {result.level:.0%} 置信区间（重复间）。 Means with their {result.level:.0%} intervals over replications; with "
        "one replication there is no interval, and none is shown."
    )
    stated = " ".join((_precision(result.precision), _warm_up(result.warm_up))).strip()
    yield paragraph(stated)
    yield section("目标 Target", *_target(network, result))
    yield section("一日之内 Through the day", *_through_the_day(network, result))
    yield section("网点组 Groups of outlets", *_of_groups(result))
    yield from figure_sections(result)
    yield stress_section(_made(network, result))


def _target(network: Network, result: Result) -> Iterator[str]:
    """Say for each group whether the target of the file is met: surely, perhaps, or not."""
    share = network.target_share
    rows = []
    for name, told in result.by_name(Scope.GROUP).items():
        if (row := told.get("within target")) is not None and not isnan(row.mean):
            words = _VERDICTS[0 if row.low >= share else 1 if not row.high < share else 2]
            rows.append((name, with_half_width(row), words if not isnan(row.low) else "–"))
    yield paragraph(
        f"{share * 100:.6g} % < {network.target_minutes:g} 分钟 min；按已叫号者计，先行离开者见放弃率 of those who were called; "
        "who left before is told as abandoned, and a plan counts them as late"
    )
    if rows:
        yield table(("网点组 group", "达标率 within target, %", "判断 verdict"), rows[:MOST_VERDICTS])


_VERDICTS: Final = ("达标 met", "未定 undecided: the interval holds the target", "未达标 MISSED")
MOST_VERDICTS: Final = 1_000


def stress_section(made: Made) -> str:
    """Return the appendix as a section."""
    items = ((item.number, item.name, item.text) for item in appendix(made))
    return section("附录 Appendix: STRESS-DES", table(("", "Item", "This study"), items, prose=True))


def _made(network: Network, result: Result) -> Made:
    return Made(
        network=network,
        purpose=f"To tell what the service network {result.title!r} does: waits, queues, utilisation, visits in vain, days "
        "to a card.",
        outputs=f"Means with {result.level:.0%} intervals of {len(result.rows)} figures by network, window, group, outlet, "
        "bank, service, channel, half-hour, card and stage: all in this report.",
        scenarios="One scenario: the network file as it stands.",
        estimation=f"{_precision(result.precision)}{result.replications} independent replications; "
        f"Student's t interval at {result.level:.0%} of the mean "
        "over replications. A share or a quantile is formed within each replication.",
        seed=result.seed,
        runs=f"{result.replications} replications",
        path=result.path,
        level=result.level,
        warm_up=_warm_up(result.warm_up),
        versions=result.versions,
    )


def _precision(met: Replicated | None) -> str:
    """Say what decided how many replications there are."""
    if met is None:
        return ""
    reached = "met" if met.is_precise else f"NOT MET within {met.precision.budget} replications"
    told = ", ".join(f"{each.figure} {each.relative_half_width:.2%}" for each in met.watched())
    return (
        f"Replications until the half-width is at most {met.precision.relative_half_width:.2%} of the mean (Hoad, Robinson "
        f"and Davies 2010): {reached}; {told}. "
    )


def _warm_up(cut: Cut | None) -> str:
    """Say what was cut at the start."""
    if cut is None:
        return "No day is cut."
    if not cut.is_settled:
        return "The run was too short for MSER to find a warm-up, so no day is cut: the cards under way had not settled."
    how = "by MSER on the cards under way" if cut.is_auto else "as asked"
    return f"The first {cut.days} days are not counted ({how})."


def _through_the_day(network: Network, result: Result) -> Iterator[str]:
    plots = (
        ("wait P95", "等候 P95 wait", "分钟 min"),
        ("waiting", "排队人数 people waiting", "人 people"),
        ("utilisation", "利用率 utilisation", "%"),
    )
    for number, (figure, title, unit) in enumerate(plots, start=1):
        drawn = [
            line
            for kind in Kind
            if (line := _line(result, Scope.HALF_HOUR, KIND_NAMES[kind][0], figure)).points
        ]
        if drawn:
            yield lines(number, title, unit, [evolve(line, name=_both(line.name)) for line in drawn])
    windows = KIND_NAMES[Kind.WINDOW][0]
    by_group = [
        _line(result, Scope.GROUP_HALF_HOUR, f"{group.name} {windows}", "waiting") for group in network.groups
    ]
    queues = [line for line in by_group if line.points]
    if queues:
        title = "每网点人社窗口排队人数 people waiting at an outlet's HRSS windows"
        yield lines(LINES, title, "人 people", queues[: len(COLOURS)])


LINES: Final = 4
"""The number of the figure with a line for each group."""


def _both(kind: str) -> str:
    """Return the name of a kind of window in both languages."""
    return next(f"{zh} {en}" for en, zh in KIND_NAMES.values() if en == kind)


def _line(result: Result, scope: Scope, name: str, figure: str) -> Line:
    """Return a figure by half-hour of what is called so, where it is known."""
    points = []
    for row in result.rows:
        told, _, time = row.name.rpartition(" ")
        if row.scope is scope and row.figure == figure and told == name and not isnan(row.mean):
            hours, minutes = time.split(":")
            points.append(_point(row, int(hours) + int(minutes) / HOUR))
    return Line(name, tuple(points))


def _of_groups(result: Result) -> Iterator[str]:
    plots = (("within target", "达标率 within target"), ("utilisation", "利用率 utilisation"))
    for number, (figure, title) in enumerate(plots, start=11):
        rows = [
            row
            for row in result.rows
            if row.scope is Scope.GROUP and row.figure == figure and not isnan(row.mean)
        ][:MOST_BARS]
        if rows:
            yield bars(number, title, "%", [row.name for row in rows], [_point(row, 0.0) for row in rows])


def _point(row: Row, at: float) -> Point:
    """Return a point; shares in per cent, and the estimate alone where there is no interval."""
    scale = 100.0 if row.unit == "share" else 1.0
    low, high = (row.mean if isnan(bound) else bound for bound in (row.low, row.high))
    return Point(at, row.mean * scale, low * scale, high * scale)
