"""`sscard sim compare`, `sscard sim plan --compare`: two plans or rulebooks under common random numbers."""

from math import isnan
from pathlib import Path
from typing import Final

from attrs import evolve, frozen
from rich.console import Console
from rich.table import Table

from simulation.engine.serving import Path as EnginePath
from simulation.engine.station import EngineError
from simulation.errors import SimulationError
from simulation.figure_parts import Figure, Scope
from simulation.figures import figures
from simulation.network.network import Network
from simulation.planning.comparing import Alternative, Difference, alternative, differences
from simulation.planning.target import target_of
from simulation.results import LEVEL, versions
from simulation.running import replicate
from simulation.visits.plans import periods
from sscard_core.cli.complaining import complain
from sscard_core.cli.page import Page, emit
from sscard_core.cli.progress import Bar
from sscard_core.cli.sim_page import WIDE
from sscard_core.cli.sim_validating import WRONG, open_network
from sscard_core.rulebooks.telling import Language

TOLD: Final = (Scope.NETWORK, Scope.WINDOWS, Scope.GROUP, Scope.CHANNEL, Scope.CARDS)
"""What the page tells; JSON has every figure."""


@frozen
class Comparison:
    """What is compared, and how it is run."""

    names: tuple[str, str]
    target: str | None
    seed: int
    replications: int
    path: EnginePath
    as_json: bool


def compare_two(file: Path, asked: Comparison, language: Language) -> int:
    """Run both sides of a comparison. Exit code 2: the file, a plan or a rulebook is wrong."""
    network = open_network(file, language, is_staffed=False)
    if network is None:
        return WRONG
    try:
        if asked.target is not None:
            target = target_of(asked.target)
            network = evolve(network, target_share=target.share, target_minutes=target.minutes)
        sides = [alternative(network, name) for name in asked.names]
        with Bar(2 * asked.replications * len(tuple(periods(network)))) as bar:
            first, second = (
                [_one(side, asked, number, bar) for number in range(asked.replications)] for side in sides
            )
            found = tuple(differences(first, second, LEVEL))
    except (EngineError, SimulationError) as problem:
        complain(problem)
        return WRONG
    if asked.as_json:
        emit(_record(network, asked, found))
    else:
        _tell(network, asked, found, language)
    return 0


def _one(side: Alternative, asked: Comparison, number: int, bar: Bar) -> tuple[Figure, ...]:
    tallies = replicate(
        side.network, asked.seed, number, path=asked.path, progress=lambda _done, _all: bar.advance()
    )
    return tuple(figures(side.network, tallies))


def _record(network: Network, asked: Comparison, found: tuple[Difference, ...]) -> dict[str, object]:
    return {
        "title": network.title,
        "file_hash": network.file_hash,
        "seed": asked.seed,
        "replications": asked.replications,
        "level": LEVEL,
        "versions": versions(),
        "first": asked.names[0],
        "second": asked.names[1],
        "figures": [
            {
                "scope": str(each.scope),
                "name": each.name,
                "figure": each.figure,
                "unit": each.unit,
                "first": each.first,
                "second": each.second,
                "difference": each.paired.difference.estimate,
                "low": each.paired.difference.low,
                "high": each.paired.difference.high,
                "differs": each.paired.differs,
                "correlation": each.paired.correlation,
            }
            for each in found
        ],
    }


def _tell(network: Network, asked: Comparison, found: tuple[Difference, ...], language: Language) -> None:
    page, pick = Page(), language.pick
    page.line(network.title, "bold")
    page.line(
        pick(
            f"A = {asked.names[0]}, B = {asked.names[1]}; {asked.replications} pairs of runs under common random numbers, "
            f"seed {asked.seed}; {LEVEL:.0%} intervals of B - A; * where 0 lies outside",
            f"A = {asked.names[0]}，B = {asked.names[1]}；公共随机数下 {asked.replications} 对重复，种子 {asked.seed}；"
            f"B - A 的 {LEVEL:.0%} 区间；* 表示不含 0",
        )
    )
    table = Table(box=None, pad_edge=False)
    for head in ("", "", "A", "B", "B - A", pick("interval", "区间")):
        table.add_column(head, justify="left" if not head else "right")
    for each in found:
        if each.scope in TOLD and not isnan(each.first):
            table.add_row(*_cells(each))
    wide = max(page.console.width, WIDE)
    Console(file=page.console.file, width=wide, highlight=False, markup=False, emoji=False).print(table)


def _cells(each: Difference) -> tuple[str, ...]:
    interval, mark = each.paired.difference, " *" if each.paired.differs else ""
    change = f"{_shown(interval.estimate, each.unit, sign='+')}{mark}"
    span = f"[{_shown(interval.low, each.unit)}, {_shown(interval.high, each.unit)}]"
    sides = (_shown(each.first, each.unit), _shown(each.second, each.unit))
    return (each.name, each.figure, *sides, change, span)


def _shown(value: float, unit: str, *, sign: str = "") -> str:
    form = {"share": ".2%", "number": ",.1f"}.get(unit, ",.2f")
    return format(value, f"{sign}{form}")
