"""`sscard sim compare`, `sscard sim plan --compare`: plans or rulebooks under common random numbers; the best of them."""

from math import isnan
from pathlib import Path
from string import ascii_uppercase
from typing import Final

from attrs import evolve, frozen
from rich.table import Table

from simulation.analysis.choosing import Chosen
from simulation.analysis.comparing import of_each
from simulation.engine.serving import Path as EnginePath
from simulation.engine.station import EngineError
from simulation.errors import OptionError, SimulationError
from simulation.experiment import Experiment, Replication
from simulation.farming.backends import Backend, BackendError
from simulation.farming.farm import WorkersDied
from simulation.figure_parts import Figure, Scope
from simulation.figures import figures
from simulation.network.network import Network
from simulation.planning.comparing import (
    Alternative,
    Criterion,
    Difference,
    alternative,
    best_plans,
    differences,
)
from simulation.planning.target import target_of
from simulation.results import LEVEL, versions
from simulation.visits.plans import periods
from sscard_core.cli.options import INTERRUPTED
from sscard_core.cli.page import Page, emit
from sscard_core.cli.plan_choosing import chosen_plan, emit_choice, selection_of, tell_choice
from sscard_core.cli.progress import Bar
from sscard_core.cli.sim_validating import WRONG, complain_in, open_network
from sscard_core.rulebooks.telling import Language

TOLD: Final = (Scope.NETWORK, Scope.WINDOWS, Scope.GROUP, Scope.CHANNEL, Scope.CARDS)
"""What the page tells; JSON has every figure."""


@frozen(kw_only=True)
class Comparison:
    """What is compared, and how it is run."""

    names: tuple[str, ...]
    target: str | None
    seed: int
    replications: int
    path: EnginePath
    as_json: bool
    backend: Backend | None = None
    within: float | None = None
    """Minutes of mean wait that matter, where plans are run until the best is found; then `most` bounds the runs."""
    most: int = 1000

    @property
    def level(self) -> float:
        """The confidence of each interval; those of all plans against the first hold together with the usual one."""
        return of_each(LEVEL, len(self.names) - 1)


Made = dict[str, list[tuple[Figure, ...]]]
"""The figures of each plan's replications."""


def compare_plans(file: Path, asked: Comparison, language: Language) -> int:
    """Run all sides of a comparison. Exit codes: 2 the file, a plan or a rulebook is wrong, 130 interrupted."""
    network = open_network(file, language, is_staffed=False)
    if network is None:
        return WRONG
    try:
        if asked.target is not None:
            target = target_of(asked.target)
            network = evolve(network, target_share=target.share, target_minutes=target.minutes)
        sides = _sides(network, asked)
        if asked.within is not None:
            return _choose(network, asked, sides, language)
        made = _made(network, asked, sides)
    except (EngineError, SimulationError, BackendError, WorkersDied) as problem:
        complain_in(language, problem)
        return WRONG
    if made is None:
        return INTERRUPTED
    first, *others = asked.names
    found = {name: tuple(differences(made[first], made[name], asked.level)) for name in others}
    best = tuple(best_plans(made))
    if asked.as_json:
        emit(_record(network, asked, found, best))
    else:
        _tell(network, asked, found, best, language)
    return 0


def _sides(network: Network, asked: Comparison) -> list[Alternative]:
    """Return what is compared. Raises: OptionError where of several one is named twice; SimulationError."""
    if len(set(asked.names)) < len(asked.names) and (len(asked.names) > 2 or asked.within is not None):
        raise OptionError(
            f"{', '.join(asked.names)}: one is named twice, so none could be best; name each once",
            f"{'、'.join(asked.names)}：有重复，无法选出最优；请各写一次",
        )
    return [alternative(network, name) for name in asked.names]


def _made(network: Network, asked: Comparison, sides: list[Alternative]) -> Made | None:
    """Run every side; None where interrupted."""
    steps = len(tuple(periods(network))) if asked.backend is None else 1
    made: Made = {}
    with Bar(len(sides) * asked.replications * steps) as bar:
        for side in sides:
            experiment = _experiment(side, asked, bar)
            tallies = experiment.run(range(asked.replications))
            if experiment.is_interrupted:
                return None
            made[side.name] = [tuple(figures(side.network, each)) for each in tallies]
    return made


def _experiment(side: Alternative, asked: Comparison, bar: Bar) -> Experiment:
    return Experiment(Replication(side.network, asked.seed, asked.path), asked.backend, bar.advance)


def _choose(network: Network, asked: Comparison, sides: list[Alternative], language: Language) -> int:
    """Run until the best is found. Raises: OptionError."""
    assert asked.within is not None
    selection = selection_of(asked.within, asked.most)
    with Bar(len(sides) * selection.first) as bar:
        found = chosen_plan({side.name: _experiment(side, asked, bar) for side in sides}, selection)
    if found is None:
        return INTERRUPTED
    if asked.as_json:
        emit_choice(network, asked.seed, selection, found)
    else:
        tell_choice(network, asked.seed, selection, found, language)
    return 0


Found = dict[str, tuple[Difference, ...]]
Best = tuple[tuple[Criterion, Chosen], ...]


def _record(network: Network, asked: Comparison, found: Found, best: Best) -> dict[str, object]:
    return {
        "title": network.title,
        "file_hash": network.file_hash,
        "seed": asked.seed,
        "replications": asked.replications,
        "level": asked.level,
        "versions": versions(),
        "first": asked.names[0],
        "second": asked.names[1] if len(asked.names) == 2 else None,
        "plans": list(asked.names),
        "best": [
            {
                "name": criterion.name,
                "figure": criterion.figure,
                "plan": chosen.best,
                "probability": chosen.probability,
                "means": {plan: criterion.sign * mean for plan, mean in chosen.means.items()},
            }
            for criterion, chosen in best
        ],
        "figures": [
            {
                "plan": plan,
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
            for plan, told in found.items()
            for each in told
        ],
    }


def _tell(network: Network, asked: Comparison, found: Found, best: Best, language: Language) -> None:
    page, pick = Page(), language.pick
    letters = dict(zip(asked.names, ascii_uppercase, strict=False))
    named = ", ".join(
        f"{letter} = {name}" for name, letter in zip(asked.names, ascii_uppercase, strict=False)
    )
    of = "pairs" if len(asked.names) == 2 else "sets"
    page.line(network.title, "bold")
    page.line(
        pick(
            f"{named}; {asked.replications} {of} of runs under common random numbers, "
            f"seed {asked.seed}; {asked.level:.4g} intervals of the differences; * where 0 lies outside",
            f"{named}；公共随机数下 {asked.replications} 组重复，种子 {asked.seed}；差值的 {asked.level:.4g} 区间；* 表示不含 0",
        )
    )
    for name, told in found.items():
        _tell_differences(page, letters.get(name, "B"), told, language)
    _tell_best(page, best, language)


def _tell_differences(page: Page, letter: str, told: tuple[Difference, ...], language: Language) -> None:
    table = Table(box=None, pad_edge=False)
    for head in ("", "", "A", letter, f"{letter} - A", language.pick("interval", "区间")):
        table.add_column(head, justify="left" if not head else "right")
    for each in told:
        if each.scope in TOLD and not isnan(each.first):
            table.add_row(*_cells(each))
    page.table(table)


def _tell_best(page: Page, best: Best, language: Language) -> None:
    """Say which plan is best by each criterion; nothing is said of plans that do not differ at all."""
    table = Table(
        box=None, pad_edge=False, title=language.pick("Best by", "最优（按）"), title_justify="left"
    )
    for head in ("", "", language.pick("plan", "方案"), language.pick("probability at least", "概率不低于")):
        table.add_column(head)
    for criterion, chosen in best:
        told = (
            f"{chosen.probability:.2%}"
            if chosen.probability > 0
            else language.pick("none can be stated", "无法判断")
        )
        table.add_row(criterion.name, criterion.figure, chosen.best if chosen.probability > 0 else "-", told)
    page.line()
    page.table(table)


def _cells(each: Difference) -> tuple[str, ...]:
    interval, mark = each.paired.difference, " *" if each.paired.differs else ""
    change = f"{_shown(interval.estimate, each.unit, sign='+')}{mark}"
    span = f"[{_shown(interval.low, each.unit)}, {_shown(interval.high, each.unit)}]"
    sides = (_shown(each.first, each.unit), _shown(each.second, each.unit))
    return (each.name, each.figure, *sides, change, span)


def _shown(value: float, unit: str, *, sign: str = "") -> str:
    form = {"share": ".2%", "number": ",.1f"}.get(unit, ",.2f")
    return format(value, f"{sign}{form}")
