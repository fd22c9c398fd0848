"""The figures of a run as tables: side by side where they compare outlets, banks, services or hours; else one a line."""

from collections.abc import Iterator, Mapping
from math import isnan
from typing import Final

from simulation.figure_parts import Scope
from simulation.figure_words import SINGLE, chinese
from simulation.report.markup import paragraph, section, table
from simulation.results import Result, Row

SIDE_BY_SIDE: Final = {
    Scope.WINDOWS: 100,
    Scope.GROUP: 1_000,
    Scope.BANK: 500,
    Scope.SERVICE: 100,
    Scope.HALF_HOUR: 300,
    Scope.GROUP_HALF_HOUR: 1_000,
    Scope.OUTLET: 1_500,
}
"""Scopes told with a line for each, and how many lines at most, so that the report stays below two megabytes."""

MOST_SINGLE: Final = 600
"""Lines of a table of single windows."""
MOST_LINES: Final = 3_000
"""Lines of any other table."""

HEADS: Final = ("名称 name", "指标 figure", "单位 unit", "均值 mean", "下限 low", "上限 high")


def figure_sections(result: Result) -> Iterator[str]:
    """Yield a section for each scope that has figures."""
    for scope in Scope:
        title = f"{scope.zh} {scope}"
        if scope in SIDE_BY_SIDE:
            yield section(title, *_side_by_side(result, scope))
        else:
            rows = [cells(row) for row in result.rows if row.scope is scope]
            if rows:
                yield section(title, *_table(HEADS, rows, MOST_LINES))


def _side_by_side(result: Result, scope: Scope) -> Iterator[str]:
    """Yield the table of a scope, and that of its single windows."""
    named = result.by_name(scope)
    figures = dict.fromkeys(figure for told in named.values() for figure in told)
    single = [figure for figure in figures if figure.startswith(SINGLE)]
    for columns, most in (
        ([figure for figure in figures if figure not in single], SIDE_BY_SIDE[scope]),
        (sorted(single, key=lambda each: int(each.removeprefix(SINGLE))), MOST_SINGLE),
    ):
        rows = [
            _line(name, told, columns)
            for name, told in named.items()
            if any(each in told for each in columns)
        ]
        if rows:
            units = {figure: told[figure].unit for told in named.values() for figure in told}
            heads = ("", *(f"{chinese(each)} {each}{_unit(units[each])}" for each in columns))
            yield from _table(heads, rows, most)


def _table(heads: tuple[str, ...], rows: list[tuple[str, ...]], most: int) -> Iterator[str]:
    """Yield a table, and before it what it leaves out."""
    if len(rows) > most:
        yield paragraph(
            f"前 {most:,} 行，共 {len(rows):,} 行；全部见 CSV。 The first {most:,} of {len(rows):,}; all are in the CSV file."
        )
    yield table(heads, rows[:most])


def _line(name: str, told: Mapping[str, Row], columns: list[str]) -> tuple[str, ...]:
    return (name, *(with_half_width(told[each]) if each in told else "" for each in columns))


def _unit(unit: str) -> str:
    return {"share": ", %", "number": "", "people": ""}.get(unit, f", {unit}")


def with_half_width(row: Row) -> str:
    """Return a figure with half of its interval: Student's is as wide on either side; shares in per cent."""
    mean = _shown(row.mean, row.unit)
    return (
        mean if isnan(row.mean) or isnan(row.low) else f"{mean} ±{_shown((row.high - row.low) / 2, row.unit)}"
    )


def cells(row: Row) -> tuple[str, ...]:
    """Return the cells of a figure on a line of its own; shares in per cent."""
    unit = "%" if row.unit == "share" else row.unit
    return (row.name, row.figure, unit, *(_shown(value, row.unit) for value in (row.mean, row.low, row.high)))


def _shown(value: float, unit: str) -> str:
    if isnan(value):
        return "–"
    if unit == "number":
        return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.1f}"
    return f"{value * 100:.2f}" if unit == "share" else f"{value:,.2f}"
