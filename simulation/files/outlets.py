"""Reading the groups of outlets."""

from collections.abc import Callable
from typing import Final

from attrs import evolve

from simulation.files.reading import Reading
from simulation.files.shifts import read_shift
from simulation.network.hours import Days, Shift, Span
from simulation.network.network import NO_LIMIT, Group
from simulation.network.profiles import PRESETS
from simulation.units import DAY
from sscard_core.model.arguments import Service
from sscard_core.yaml_files.nodes import Value

KEYS: Final = (
    "count", "makes", "windows", "bank_windows", "bank", "holders", "hours", "lunch", "days", "kiosks", "line",
    "overflow", "walk", "profile", "appointments",
)  # fmt: skip
MOST_OUTLETS: Final = 100_000
HOLDERS: Final = 10_000.0
WINDOWS: Final = 3
"""Assumed where a group does not say."""


def read_groups(reading: Reading, value: Value) -> tuple[Group, ...]:
    """Read the table of groups."""
    table = reading.table(value, "outlets")
    if not table:
        reading.wrong(
            value.line,
            "outlets: name at least one group, such as `hall: {windows: 4}`",
            "outlets：至少写一个网点组，如 hall: {windows: 4}",
        )
    groups = tuple(_group(reading, name, each) for name, each in table.items())
    _check_overflow(reading, table, groups)
    return groups


def _group(reading: Reading, name: str, value: Value) -> Group:
    what = f"outlets.{name}"
    table = reading.table(value, what, KEYS)
    windows = reading.whole(table["windows"], f"{what}.windows", 0, 500) if "windows" in table else WINDOWS
    shift = read_shift(reading, table, windows, what)
    group = Group(name=name, windows=shift, holders=HOLDERS)
    readers: dict[str, Callable[[Value], object]] = {
        "count": lambda each: reading.whole(each, f"{what}.count", 1, MOST_OUTLETS),
        "holders": lambda each: reading.number(each, f"{what}.holders", 0.0, 1e9),
        "line": lambda each: reading.whole(each, f"{what}.line", 1, NO_LIMIT),
        "walk": lambda each: reading.minutes(each, f"{what}.walk"),
        "bank": lambda each: reading.text(each, f"{what}.bank"),
        "overflow": lambda each: reading.text(each, f"{what}.overflow"),
        "appointments": lambda each: reading.share(each, f"{what}.appointments"),
        "makes": lambda each: reading.word(each, f"{what}.makes", Service, Service.STANDARD),
    }
    told = {key: read(table[key]) for key, read in readers.items() if key in table}
    group = evolve(group, **told)  # type: ignore[arg-type]
    if "profile" in table:
        name_of = reading.text(table["profile"], f"{what}.profile")
        if name_of not in PRESETS:
            reading.unknown(table["profile"].line, f"{what}.profile", name_of, PRESETS)
        group = evolve(group, profile=PRESETS.get(name_of, group.profile))
    number = (windows + 1) // 2
    if "bank_windows" in table:
        number = reading.whole(table["bank_windows"], f"{what}.bank_windows", 0, 500)
    group = evolve(group, bank_windows=_with_windows(shift, number) if number else None)
    if "kiosks" in table:
        number = reading.whole(table["kiosks"], f"{what}.kiosks", 0, 500)
        group = evolve(group, kiosks=Shift((Span(0.0, DAY, number),), Days.DAILY) if number else None)
    return group


def _with_windows(shift: Shift, number: int) -> Shift:
    """Return the same hours with another number of windows, at most so many over lunch as the shift has."""
    most = shift.most
    spans = (
        Span(span.opens, span.closes, number if span.windows == most else min(number, span.windows))
        for span in shift.spans
    )
    return Shift(tuple(spans), shift.days)


def _check_overflow(reading: Reading, table: dict[str, Value], groups: tuple[Group, ...]) -> None:
    """Check that overflow goes to groups that exist, and in no circle."""
    to = {group.name: group.overflow for group in groups if group.overflow}
    for name, target in to.items():
        line = table[name].line
        if target not in table:
            reading.unknown(line, f"outlets.{name}.overflow", target, table)
            continue
        circle = _circle(to, name)
        if circle:
            reading.wrong(
                line,
                f"outlets.{name}.overflow: people would go round in a circle ({circle}); let one group keep them",
                f"outlets.{name}.overflow：分流成环（{circle}）；请让其中一组不再分流",
            )


def _circle(to: dict[str, str], start: str) -> str:
    """Return the way back to where one started or has been, empty where the way ends."""
    seen = [start]
    while seen[-1] in to:
        following = to[seen[-1]]
        if following in seen:
            return " → ".join([*seen, following])
        seen.append(following)
    return ""
