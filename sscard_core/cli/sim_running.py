"""`sscard sim run`: replications one after the other or on many workers, a page of figures, and files for programs."""

from importlib.util import find_spec
from pathlib import Path
from typing import Final

from attrs import frozen

from simulation.engine.serving import Path as EnginePath
from simulation.engine.station import EngineError
from simulation.errors import SimulationError
from simulation.farming.backends import Backend, BackendError
from simulation.farming.farm import Farmed, WorkersDied, farm
from simulation.network.network import Network
from simulation.results import Result, result_of
from simulation.running import replicate
from simulation.tallies import Tallies
from simulation.visits.plans import periods
from simulation.writing import record, write_csv, write_json, write_parquet
from sscard_core.cli.complaining import complain
from sscard_core.cli.options import INTERRUPTED
from sscard_core.cli.page import Page, emit
from sscard_core.cli.progress import Bar
from sscard_core.cli.sim_page import tell
from sscard_core.cli.sim_validating import WRONG, open_network
from sscard_core.rulebooks.telling import Language

WRITERS: Final = {"json": write_json, "csv": write_csv, "parquet": write_parquet}
HTML: Final = "html"


@frozen(kw_only=True)
class Plan:
    """How a network is to be run, and where the figures go; `files` by kind."""

    seed: int
    replications: int
    path: EnginePath
    files: dict[str, Path]
    as_json: bool
    backend: Backend | None = None


@frozen
class Replication:
    """One replication of a network, by its number; it can be sent to a worker."""

    network: Network
    seed: int
    path: EnginePath

    def __call__(self, number: int) -> Tallies:
        """Run it."""
        return replicate(self.network, self.seed, number, path=self.path)


def run_file(file: Path, plan: Plan, language: Language) -> int:
    """Run a network file. Exit codes: 2 the file or the plan is wrong, 130 interrupted (what was done is told)."""
    network = open_network(file, language)
    if network is None:
        return WRONG
    done: list[Tallies] = []
    code, interrupted = 0, False
    try:
        if plan.backend is None:
            with Bar(len(tuple(periods(network))) * plan.replications) as bar:
                for number in range(plan.replications):
                    done.append(_one(network, plan, number, bar))
        else:
            farmed = _farmed(network, plan, plan.backend)
            done = farmed.in_order()
            interrupted = not farmed.is_complete
    except KeyboardInterrupt:
        interrupted = True
    except (EngineError, SimulationError, BackendError, WorkersDied) as problem:
        complain(problem)
        return WRONG
    if interrupted:
        code = INTERRUPTED
        complain(
            language.pick(
                f"interrupted: {len(done)} of {plan.replications} replications are kept",
                f"已中断：保留 {plan.replications} 次中的 {len(done)} 次",
            )
        )
    if not done:
        return code
    return (
        _told(network, plan, result_of(network, done, seed=plan.seed, path=plan.path.value), language) or code
    )


def _one(network: Network, plan: Plan, number: int, bar: Bar) -> Tallies:
    return replicate(network, plan.seed, number, path=plan.path, progress=lambda _done, _all: bar.advance())


def _farmed(network: Network, plan: Plan, backend: Backend) -> Farmed[Tallies]:
    with Bar(plan.replications) as bar:
        heard = 0

        def hear(done: int) -> None:
            nonlocal heard
            for _ in range(done - heard):
                bar.advance()
            heard = done

        return farm(Replication(network, plan.seed, plan.path), range(plan.replications), backend, hear)


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
