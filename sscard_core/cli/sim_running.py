"""`sscard sim run`: replications one after the other or on many workers, a page of figures, and files for programs."""

from importlib.util import find_spec
from pathlib import Path
from typing import Final

from attrs import evolve, frozen

from simulation.analysis.replicating import Precision, Replicated
from simulation.engine.serving import Path as EnginePath
from simulation.engine.station import EngineError
from simulation.errors import SimulationError
from simulation.experiment import PILOTS, Cut, Experiment, Replication, given
from simulation.farming.backends import Backend, BackendError
from simulation.farming.farm import WorkersDied
from simulation.files.options import half_width_of, warm_up_of
from simulation.network.network import Network
from simulation.results import Result, result_of
from simulation.tallies import Tallies
from simulation.visits.plans import periods
from simulation.writing import record, write_csv, write_json, write_parquet
from sscard_core.cli.complaining import complain
from sscard_core.cli.options import INTERRUPTED
from sscard_core.cli.page import Page, emit
from sscard_core.cli.progress import Bar
from sscard_core.cli.sim_page import tell
from sscard_core.cli.sim_validating import WRONG, complain_in, open_network
from sscard_core.rulebooks.telling import Language

WRITERS: Final = {"json": write_json, "csv": write_csv, "parquet": write_parquet}
HTML: Final = "html"
USUAL: Final = 5
"""Replications where nothing says how many."""
MOST: Final = 200
"""Replications at most, where a half-width is asked for."""


@frozen(kw_only=True)
class Plan:
    """How a network is to be run, and where the figures go; `files` by kind.

    `replications`: None where the half-width asked for, else that of the file, decides; at most `most`.
    """

    seed: int
    replications: int | None
    path: EnginePath
    files: dict[str, Path]
    as_json: bool
    backend: Backend | None = None
    half_width: str | None = None
    most: int = MOST
    warm_up: str | None = None


def run_file(file: Path, plan: Plan, language: Language) -> int:
    """Run a network file. Exit codes: 2 the file or the plan is wrong, 130 interrupted (what was done is told)."""
    network = open_network(file, language)
    if network is None:
        return WRONG
    try:
        asked = _asked(network, plan)
        with Bar(0) as bar:
            made = _made(network, plan, asked, bar)
    except (EngineError, SimulationError, BackendError, WorkersDied) as problem:
        complain_in(language, problem)
        return WRONG
    if made.is_interrupted:
        _tell_interruption(len(made.tallies), asked, language)
    code = INTERRUPTED if made.is_interrupted else 0
    if not made.tallies:
        return code
    result = result_of(
        network,
        made.tallies,
        seed=plan.seed,
        path=plan.path.value,
        precision=made.precision,
        warm_up=made.cut,
    )
    return _told(network, plan, result, language) or code


def _asked(network: Network, plan: Plan) -> int | Precision:
    """Return what decides how many replications are run. Raises: OptionError."""
    if plan.half_width is not None:
        return Precision(half_width_of(plan.half_width), budget=plan.most)
    if plan.replications is None and network.precision:
        return Precision(network.precision, budget=plan.most)
    return plan.replications or USUAL


@frozen
class _Made:
    """What was run."""

    tallies: list[Tallies]
    is_interrupted: bool
    precision: Replicated | None
    cut: Cut | None


def _made(network: Network, plan: Plan, asked: int | Precision, bar: Bar) -> _Made:
    """Run: first what tells the warm-up, where that is asked for, then the replications."""
    steps = len(tuple(periods(network))) if plan.backend is None else 1
    work = Replication(network, plan.seed, plan.path)
    days = warm_up_of(plan.warm_up) if plan.warm_up is not None else 0
    cut: Cut | None = None
    if plan.warm_up is not None:
        if days is None:
            bar.expect(steps * PILOTS)
        cut = Experiment(work, plan.backend, bar.advance).settled() if days is None else given(network, days)
        if cut is None:
            return _Made([], is_interrupted=True, precision=None, cut=None)
        work = evolve(work, cut=cut.days)
    experiment = Experiment(work, plan.backend, bar.advance)
    reached: Replicated | None = None
    if isinstance(asked, Precision):
        reached = experiment.until(asked, lambda count: bar.expect(steps * count))
    else:
        bar.expect(steps * asked)
        experiment.run(range(asked))
    return _Made(experiment.done, experiment.is_interrupted, reached, cut)


def _tell_interruption(done: int, asked: int | Precision, language: Language) -> None:
    if isinstance(asked, Precision):
        complain(language.pick(f"interrupted: {done} replications are kept", f"已中断：保留 {done} 次重复"))
    else:
        complain(
            language.pick(
                f"interrupted: {done} of {asked} replications are kept",
                f"已中断：保留 {asked} 次中的 {done} 次",
            )
        )


def _told(network: Network, plan: Plan, result: Result, language: Language) -> int:
    try:
        for kind, file in plan.files.items():
            if kind == HTML:
                _write_report(network, result, file)
            else:
                WRITERS[kind](result, file)
            complain(language.pick(f"written: {file}", f"已写入：{file}"))
    except (OSError, SimulationError) as problem:
        complain(problem)
        return WRONG
    if plan.as_json:
        emit(record(result))
    else:
        tell(Page(), network, result, language)
    return 0


def check_figures() -> None:
    """Check that figures can be drawn. Raises: SimulationError."""
    if find_spec("matplotlib") is None:
        raise SimulationError("an HTML report needs matplotlib: pip install 'sscard[sim]'")


def _write_report(network: Network, result: Result, file: Path) -> None:
    check_figures()
    from simulation.report.run_report import write_report  # noqa: PLC0415 - loads matplotlib

    write_report(network, result, file)
