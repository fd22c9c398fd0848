"""Reading demand: rates, times and papers of services, surges, and the target."""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from attrs import evolve

from simulation.files.reading import Reading
from simulation.network.network import Surge
from simulation.network.services import DEFAULT_WORKS, WORK_NAMES, Where, Work
from sscard_core.model.arguments import RequestName
from sscard_core.yaml_files.nodes import Value

SERVICE: Final = ("minutes", "bank_minutes", "cv", "papers", "where")
SURGE: Final = ("from", "to", "factor", "services")
TARGET: Final = re.compile(r"(\d+(?:\.\d+)?)\s*%\s*<\s*(.+)")
NAMES: Final = {str(name): name for name in WORK_NAMES}
MOST: Final = 100_000.0
"""Requests per thousand holders a year: more than one a week of each is a slip."""


def read_works(reading: Reading, demand: Value | None, services: Value | None) -> tuple[Work, ...]:
    """Read rates (per thousand holders a year) and times; what is left out is assumed."""
    works = {str(work.name): work for work in DEFAULT_WORKS}
    if demand is not None:
        for name, each in reading.table(demand, "demand", NAMES).items():
            if name in works:
                rate = reading.number(each, f"demand.{name} (per 1,000 holders a year)", 0.0, MOST)
                works[name] = evolve(works[name], rate=rate, source="file")
    if services is not None:
        for name, each in reading.table(services, "services", NAMES).items():
            if name in works:
                works[name] = _work(reading, works[name], each)
    return tuple(works.values())


def _work(reading: Reading, work: Work, value: Value) -> Work:
    what = f"services.{work.name}"
    table = reading.table(value, what, SERVICE)
    told: dict[str, object] = {"source": "file"}
    for key in ("minutes", "bank_minutes"):
        if key in table:
            told[key] = reading.minutes(table[key], f"{what}.{key}")
    if "cv" in table:
        told["cv"] = reading.number(table["cv"], f"{what}.cv", 0.0, 10.0)
    if "papers" in table:
        told["papers"] = reading.share(table["papers"], f"{what}.papers")
    if "where" in table:
        told["where"] = reading.word(table["where"], f"{what}.where", Where, work.where)
    return evolve(work, **told)  # type: ignore[arg-type]


def read_surges(reading: Reading, value: Value, first: date, last: date) -> tuple[Surge, ...]:
    """Read campaigns and surges."""
    return tuple(_surge(reading, each, first, last) for each in reading.items(value))


def _surge(reading: Reading, value: Value, first: date, last: date) -> Surge:
    table = reading.table(value, "surges", SURGE)
    begins = reading.day(table["from"], "surges.from", first) if "from" in table else first
    ends = reading.day(table["to"], "surges.to", last) if "to" in table else last
    if ends < begins:
        reading.wrong(
            value.line, f"surges: ends on {ends}, before it begins", f"surges：结束日 {ends} 早于开始日"
        )
    factor = reading.number(table["factor"], "surges.factor", 0.0, 100.0) if "factor" in table else 1.0
    services = _services(reading, reading.items(table["services"])) if "services" in table else ()
    return Surge(first=begins, last=max(begins, ends), factor=factor, services=frozenset(services))


def _services(reading: Reading, values: Iterable[Value]) -> Iterator[RequestName]:
    for each in values:
        name = reading.text(each, "surges.services")
        if name in NAMES:
            yield NAMES[name]
        else:
            reading.unknown(each.line, "surges.services", name, NAMES)


def read_target(reading: Reading, value: Value) -> tuple[float, float]:
    """Read a target such as `95% < 15 min`. Returns share and minutes."""
    text = reading.text(value, "target")
    match = TARGET.fullmatch(text)
    if match is None or not 0.0 < float(match[1]) < 100.0:
        reading.wrong(
            value.line,
            f"target: a share and a wait, such as 95% < 15 min; found {text[:40]!r}",
            f"target：应为比例与等候时间，如 95% < 15分钟；现为 {text[:40]!r}",
        )
        return 0.95, 15.0
    return float(match[1]) / 100.0, reading.minutes(Value(match[2], value.line), "target")


def read_precision(reading: Reading, value: Value, what: str) -> float:
    """Read the half-width asked for beside a mean, such as `5%`. Returns a share above 0."""
    before = len(reading.mistakes)
    share = reading.share(value, what)
    if share == 0.0 and len(reading.mistakes) == before:
        reading.wrong(
            value.line,
            f"{what}: no number of runs makes a half-width 0%; ask for one above, such as 5%",
            f"{what}：半宽不可能为 0%；请给出大于 0 的值，如 5%",
        )
    return share
