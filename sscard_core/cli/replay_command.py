"""The command `sscard sim replay`: what it takes; the work itself is in `replaying.py`, read when it is asked for."""

from pathlib import Path
from typing import Annotated, Final

import typer

from sscard_core.cli.options import Json, Lang, chosen, finish
from sscard_core.cli.simulating import check_packages

REPLICATIONS: Final = 40
SEED: Final = 1

Trace = Annotated[
    Path | None, typer.Argument(metavar="TRACE", help="A trace to replay, CSV.", show_default=False)
]
FitFile = Annotated[
    Path | None,
    typer.Option("--fit", metavar="FIT", help="The fitted model; default: FIT.json.", show_default=False),
]
FitFrom = Annotated[
    Path | None,
    typer.Option(
        "--fit-from", metavar="TRACE", help="Fit to this trace and write FIT.json.", show_default=False
    ),
]
CrossValidate = Annotated[
    bool,
    typer.Option("--cross-validate", help="With --fit-from: judge it on weekdays left out. Takes minutes."),
]
Replications = Annotated[int, typer.Option(min=1, max=10_000, help="Replications of each day.")]
Seed = Annotated[int, typer.Option(min=0, help="Seed of the random numbers.")]


def replay(  # noqa: PLR0913 - the options of a command
    trace: Trace = None,
    *,
    fit: FitFile = None,
    fit_from: FitFrom = None,
    cross_validate: CrossValidate = False,
    replications: Replications = REPLICATIONS,
    seed: Seed = SEED,
    lang: Lang = None,
    as_json: Json = False,
) -> None:
    """Replay a call-centre trace through a fitted model; with --fit-from, fit one first and write it."""
    check_packages()
    from sscard_core.cli.replaying import Run, replay_call_centre  # noqa: PLC0415

    run = Run(trace, fit or Path("FIT.json"), fit_from, cross_validate, replications, seed)
    finish(replay_call_centre, run, chosen(lang), as_json=as_json)
