"""`sscard sim`: the service network simulated. What a command does is loaded when it is asked for."""

from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final, NoReturn, TypedDict

import typer

from sscard_core.cli.complaining import complain
from sscard_core.cli.options import Json, Lang, chosen, finish
from sscard_core.rulebooks.telling import Language

if TYPE_CHECKING:
    from simulation.farming.backends import Backend

sim = typer.Typer(
    name="sim",
    no_args_is_help=True,
    help="Simulate a service network: how many windows, how long a wait, how many days to a card.",
)

Network = Annotated[Path, typer.Argument(metavar="FILE", help="A network file (YAML).")]
Seed = Annotated[
    int, typer.Option(min=0, help="Seed of all random numbers; the same seed gives the same run.")
]
Replications = Annotated[int, typer.Option(min=1, help="How many independent runs.")]
Often = Annotated[
    int | None,
    typer.Option(
        "--replications",
        min=1,
        help="How many independent runs; default: until the file's `precision` is met, else 5.",
        show_default=False,
    ),
]
HalfWidth = Annotated[
    str | None,
    typer.Option(
        "--half-width",
        metavar="SHARE",
        help="Run until the 95% interval of the mean wait and of the share in time is so narrow beside the mean: 5%.",
        show_default=False,
    ),
]
Most = Annotated[
    int, typer.Option(min=3, max=100_000, help="Replications at most, until the half-width is met.")
]
WarmUp = Annotated[
    str | None,
    typer.Option(
        "--warm-up",
        metavar="DAYS",
        help="Days at the start that do not count; auto: as many as the cards under way take to settle.",
        show_default=False,
    ),
]
Engine = Annotated[
    str, typer.Option(metavar="WAY", help="simpy, compiled, or auto: compiled where numba is installed.")
]
Csv = Annotated[Path | None, typer.Option("--csv", metavar="FILE", help="Write a table, one line a figure.")]
Parquet = Annotated[Path | None, typer.Option("--parquet", metavar="FILE", help="Write the same as Parquet.")]
Save = Annotated[Path | None, typer.Option("--save", metavar="FILE", help="Write everything as JSON.")]
BackendName = Annotated[
    str | None,
    typer.Option(
        "--backend",
        metavar="NAME",
        help="Run the replications on processes, processes://4, dask://host:port or mpi; default: one after the other.",
    ),
]
Html = Annotated[
    Path | None,
    typer.Option("--html", metavar="FILE", help="Write a report with figures, to be read offline."),
]
DemoName = Annotated[str, typer.Argument(metavar="NAME", help="A ready-made scenario.")]


class Asked(TypedDict, total=False):
    """What else may be asked of a run: how precise, after what warm-up, on which workers."""

    half_width: str | None
    most: int
    warm_up: str | None
    backend: "Backend | None"


NEEDED: Final = ("numpy", "simpy", "scipy")
USAGE: Final = 2


def check_packages() -> None:
    """Check that the packages of the extra `sim` are installed. Raises: Exit, having said what is missing."""
    missing = [name for name in NEEDED if find_spec(name) is None]
    if missing:
        _stop(f"the simulation needs {', '.join(missing)}: pip install 'sscard[sim]'")


def _stop(problem: str) -> NoReturn:
    """Tell what is wrong with how the command was called, and end it."""
    complain(problem)
    raise typer.Exit(USAGE)


@sim.command()
def validate(file: Network, *, lang: Lang = None, as_json: Json = False) -> None:
    """Say everything that is wrong with a network file, with line and remedy."""
    check_packages()
    from sscard_core.cli.sim_validating import validate_file  # noqa: PLC0415

    finish(validate_file, file, chosen(lang), as_json=as_json)


@sim.command()
def run(  # noqa: PLR0913 - the options of a command
    file: Network,
    *,
    seed: Seed = 1,
    replications: Often = None,
    half_width: HalfWidth = None,
    most: Most = 200,
    warm_up: WarmUp = None,
    engine: Engine = "auto",
    csv: Csv = None,
    parquet: Parquet = None,
    save: Save = None,
    backend: BackendName = None,
    html: Html = None,
    lang: Lang = None,
    as_json: Json = False,
) -> None:
    """Run a network and tell waits, queues, utilisation, repeated visits and the time to a card."""
    if half_width is not None and replications is not None:
        _stop("--half-width decides how many replications are run: leave out --replications, or set --most")
    check_packages()
    asked: Asked = {
        "half_width": half_width,
        "most": most,
        "warm_up": warm_up,
        "backend": backend_named(backend),
    }
    written = {"csv": csv, "parquet": parquet, "json": save, "html": html}
    _run(file, seed, replications, engine, written, asked, lang, as_json)


@sim.command()
def demo(  # noqa: PLR0913 - the options of a command
    name: DemoName = "xinxiang-2017-county",
    *,
    seed: Seed = 1,
    replications: Replications = 3,
    engine: Engine = "auto",
    lang: Lang = None,
    as_json: Json = False,
) -> None:
    """Run one of the ready-made scenarios, in under a minute."""
    file = _ready_made(name)
    _run(file, seed, replications, engine, {}, {}, lang, as_json)


def _ready_made(name: str) -> Path:
    folder = Path(str(files("simulation") / "scenarios"))
    found = {each.stem: each for each in sorted(folder.glob("*.yaml"))}
    if name not in found:
        _stop(f"no scenario is called {name!r}; there are {', '.join(found)}")
    return found[name]


def backend_named(name: str | None) -> "Backend | None":
    """Return the backend of a name. Raises: Exit, having said what is wrong with it."""
    from simulation.farming.backends import BackendError, backend  # noqa: PLC0415

    try:
        return None if name is None else backend(name)
    except BackendError as problem:
        _stop(str(problem))


def _run(  # noqa: PLR0913, PLR0917 - the options of a command
    file: Path,
    seed: int,
    replications: int | None,
    engine: str,
    written: dict[str, Path | None],
    asked: "Asked",
    lang: Language | None,
    as_json: bool,
) -> None:
    check_packages()
    from simulation.engine.serving import Path as EnginePath  # noqa: PLC0415
    from sscard_core.cli.sim_running import Plan, run_file  # noqa: PLC0415

    ways = {each.value: each for each in EnginePath}
    if engine not in ways:
        _stop(f"--engine {engine}: known are {', '.join(ways)}")
    kept = {kind: each for kind, each in written.items() if each is not None}
    plan = Plan(
        seed=seed,
        replications=replications,
        path=ways[engine],
        files=kept,
        as_json=as_json,
        **asked,
    )
    finish(run_file, file, plan, chosen(lang))
