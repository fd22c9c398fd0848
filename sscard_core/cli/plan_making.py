"""`sscard sim plan`: the fewest windows by half-hour, told as a page, as JSON, as a plan file and as a report."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from attrs import frozen

from simulation.engine.serving import Path as EnginePath
from simulation.engine.station import EngineError
from simulation.errors import SimulationError
from simulation.farming.backends import BackendError
from simulation.farming.farm import WorkersDied
from simulation.network.network import Network
from simulation.planning.plan_file import record, write_plan
from simulation.planning.staffing import Planner, plan_network
from simulation.planning.station_plans import NetworkPlan
from simulation.planning.target import Each, Target, target_in, target_of
from simulation.tallies import Kind
from sscard_core.cli.complaining import complain
from sscard_core.cli.page import Page, emit
from sscard_core.cli.plan_page import tell
from sscard_core.cli.progress import Bar
from sscard_core.cli.sim_running import check_figures
from sscard_core.cli.sim_validating import WRONG, complain_in, open_network
from sscard_core.rulebooks.telling import Language

OWN_OPTIONS: Final = {
    Kind.KIOSK: "--kiosk-target",
    Kind.HOTLINE: "--hotline-target",
    Kind.HOME_VISIT: "--home-target",
}
MISSED: Final = 1
"""Exit code where a plan was found that misses its target among other people than those of the search."""


@frozen
class Asked:
    """What is asked of a plan, and where it goes. `own`: targets of single kinds. `rate`: yuan a window-hour."""

    target: str | None
    own: Mapping[Kind, str | None]
    each: Each
    seed: int
    path: EnginePath
    workers: int
    rate: float
    save: Path | None
    html: Path | None
    as_json: bool


def plan_file(file: Path, asked: Asked, language: Language) -> int:
    """Plan a network file. Exit codes: 1 the target is missed somewhere, 2 the file or the target is wrong."""
    network = open_network(file, language, is_staffed=False)
    if network is None:
        return WRONG
    try:
        target = _target(network, asked)
        planner = Planner(network=network, target=target, seed=asked.seed, path=asked.path, own=_own(asked))
        with Bar(len(network.groups)) as bar:
            plan = plan_network(planner, asked.workers, lambda _done: bar.advance())
        _write(plan, asked, language)
    except (EngineError, SimulationError, BackendError, WorkersDied, OSError) as problem:
        if isinstance(problem, BrokenPipeError):
            raise
        complain_in(language, problem)
        return WRONG
    if asked.as_json:
        emit(record(plan, asked.rate))
    else:
        tell(Page(), plan, asked.rate, language)
    is_met = all(station.is_met for _, station in plan.stations)
    return 0 if is_met else MISSED


def _target(network: Network, asked: Asked) -> Target:
    return target_of(asked.target, asked.each) if asked.target else target_in(network, asked.each)


def _own(asked: Asked) -> dict[Kind, Target]:
    """Return the targets of single kinds. Raises: SimulationError."""
    return {
        kind: target_of(text, asked.each, OWN_OPTIONS[kind])
        for kind, text in asked.own.items()
        if text is not None
    }


def _write(plan: NetworkPlan, asked: Asked, language: Language) -> None:
    for file, write in ((asked.save, write_plan), (asked.html, _write_report)):
        if file is not None:
            write(plan, asked.rate, file)
            complain(language.pick(f"written: {file}", f"已写入：{file}"))


def _write_report(plan: NetworkPlan, rate: float, file: Path) -> None:
    check_figures()
    from simulation.report.plan_report import write_plan_report  # noqa: PLC0415 - loads matplotlib

    write_plan_report(plan, rate, file)
