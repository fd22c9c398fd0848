"""The commands `sscard sim plan` and `sscard sim compare`: what they take; the work is read when it is asked for."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final, NoReturn

import typer

from sscard_core.cli.complaining import complain
from sscard_core.cli.options import Json, Lang, chosen, finish
from sscard_core.cli.simulating import (
    USAGE,
    BackendName,
    Engine,
    Html,
    Network,
    Seed,
    backend_named,
    check_packages,
)
from sscard_core.rulebooks.telling import Language

if TYPE_CHECKING:
    from simulation.engine.serving import Path as EnginePath

YUAN: Final = 50.0
"""Cost of a window staffed for an hour, wages and overheads. Assumption."""

FEWEST: Final = 2
MOST_PLANS: Final = 26
"""Plans compared at once: they are told by letters."""

TargetText = Annotated[
    str | None,
    typer.Option(
        metavar="TARGET", help='Such as "95% < 15 min"; default: that of the file.', show_default=False
    ),
]
KioskTarget = Annotated[
    str | None,
    typer.Option(
        "--kiosk-target", metavar="TARGET", help="Of kiosks; default: that of windows.", show_default=False
    ),
]
HotlineTarget = Annotated[
    str | None,
    typer.Option(
        "--hotline-target", metavar="TARGET", help="Of the hotline; default: 80% < 20 s.", show_default=False
    ),
]
HomeTarget = Annotated[
    str | None,
    typer.Option(
        "--home-target", metavar="TARGET", help="Of home visits; default: 95% < 5 days.", show_default=False
    ),
]
EachText = Annotated[
    str, typer.Option(metavar="WHAT", help="half-hour: each half-hour must meet it too; day: the day alone.")
]
Workers = Annotated[
    int, typer.Option(min=1, max=256, help="Processes; for networks of many different groups.")
]
Rate = Annotated[float, typer.Option(min=0.0, help="Cost of a window-hour, in yuan. The default is assumed.")]
Compare = Annotated[
    tuple[str, str] | None,
    typer.Option(
        metavar="A B",
        help="Compare instead: two of `file`, a saved plan (.json), a rulebook.",
        show_default=False,
    ),
]
Replications = Annotated[int, typer.Option(min=2, max=10_000, help="Pairs of runs, with --compare.")]
Save = Annotated[Path | None, typer.Option("--save", metavar="FILE.json", help="Write the plan.")]


Names = Annotated[
    list[str],
    typer.Argument(
        metavar="A B [C]...",
        help="Two or more of: `file` (as it stands), a saved plan (.json), a rulebook. All are compared with the first.",
    ),
]


Within = Annotated[
    float | None,
    typer.Option(
        "--within",
        min=0.001,
        metavar="MIN",
        help="Run until the shortest mean wait is known with 95% probability, or is shared within so many minutes.",
        show_default=False,
    ),
]
MostRuns = Annotated[
    int, typer.Option("--most", min=3, max=100_000, help="Runs of each at most, with --within.")
]


def plan(  # noqa: PLR0913 - the options of a command
    file: Network,
    *,
    target: TargetText = None,
    kiosk_target: KioskTarget = None,
    hotline_target: HotlineTarget = None,
    home_target: HomeTarget = None,
    each: EachText = "half-hour",
    compare: Compare = None,
    replications: Replications = 10,
    workers: Workers = 1,
    rate: Rate = YUAN,
    seed: Seed = 1,
    engine: Engine = "auto",
    save: Save = None,
    html: Html = None,
    lang: Lang = None,
    as_json: Json = False,
) -> None:
    """Find the fewest windows and agents by half-hour, kiosks and home-visit teams that meet targets; or compare two plans."""
    path = _path(engine)
    if compare is not None:
        _compare(file, compare, target, seed, replications, path, lang, as_json)
    from simulation.planning.target import Each  # noqa: PLC0415
    from sscard_core.cli.plan_making import Asked, plan_file  # noqa: PLC0415

    kinds = {str(kind): kind for kind in Each}
    if each not in kinds:
        complain(f"--each {each}: known are {', '.join(kinds)}")
        raise typer.Exit(USAGE)
    from simulation.tallies import Kind  # noqa: PLC0415

    own = {Kind.KIOSK: kiosk_target, Kind.HOTLINE: hotline_target, Kind.HOME_VISIT: home_target}
    asked = Asked(target, own, kinds[each], seed, path, workers, rate, save, html, as_json)
    finish(plan_file, file, asked, chosen(lang))


def compare(  # noqa: PLR0913 - the options of a command
    file: Network,
    names: Names,
    *,
    target: TargetText = None,
    replications: Replications = 10,
    seed: Seed = 1,
    engine: Engine = "auto",
    within: Within = None,
    most: MostRuns = 1000,
    backend: BackendName = None,
    lang: Lang = None,
    as_json: Json = False,
) -> None:
    """Compare plans, or rulebooks, under common random numbers, with paired intervals; say which is best.

    Of several, the best by each of some criteria is named with a probability that holds at least. With --within, plans
    run on, and those that cannot be best are left out, until one is known to be.
    """
    path = _path(engine)
    _compare(file, tuple(names), target, seed, replications, path, lang, as_json, backend, within, most)


def _path(engine: str) -> "EnginePath":
    """Return the engine's path of a name. Raises: Exit, having said which there are."""
    check_packages()
    from simulation.engine.serving import Path as Way  # noqa: PLC0415

    ways = {way.value: way for way in Way}
    if engine not in ways:
        complain(f"--engine {engine}: known are {', '.join(ways)}")
        raise typer.Exit(USAGE)
    return ways[engine]


def _compare(  # noqa: PLR0913, PLR0917 - the options of a command
    file: Path,
    names: tuple[str, ...],
    target: str | None,
    seed: int,
    replications: int,
    path: "EnginePath",
    lang: Language | None,
    as_json: bool,
    backend: str | None = None,
    within: float | None = None,
    most: int = 1000,
) -> NoReturn:
    from sscard_core.cli.plan_comparing import Comparison, compare_plans  # noqa: PLC0415

    if not FEWEST <= len(names) <= MOST_PLANS:
        complain(
            f"name from {FEWEST} to {MOST_PLANS} of: file, a saved plan (.json), a rulebook; found {len(names)}"
        )
        raise typer.Exit(USAGE)
    asked = Comparison(
        names=names,
        target=target,
        seed=seed,
        replications=replications,
        path=path,
        as_json=as_json,
        backend=backend_named(backend),
        within=within,
        most=most,
    )
    finish(compare_plans, file, asked, chosen(lang))
