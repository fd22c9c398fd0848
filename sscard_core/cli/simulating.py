"""`sscard sim`: the service network simulated. What a command does is loaded when it is asked for."""

from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated, Final, ParamSpec

import typer

from sscard_core.cli.options import Json, Lang, chosen, finish
from sscard_core.cli.page import complain

sim = typer.Typer(
    name="sim",
    no_args_is_help=True,
    help="Simulate a service network: how many windows, how long a wait, how many days to a card.",
)

Network = Annotated[Path, typer.Argument(metavar="FILE", help="A network file (YAML).")]
NEEDED: Final = ("numpy", "simpy", "scipy")
P = ParamSpec("P")


def finish_with_numbers(work: Callable[P, int], *args: P.args, **kwargs: P.kwargs) -> None:
    """Do a command's work where the packages of the extra `sim` are installed."""
    missing = [name for name in NEEDED if find_spec(name) is None]
    if missing:
        complain(f"the simulation needs {', '.join(missing)}: pip install 'sscard[sim]'")
        raise typer.Exit(2)
    finish(work, *args, **kwargs)


@sim.command()
def validate(file: Network, *, lang: Lang = None, as_json: Json = False) -> None:
    """Say everything that is wrong with a network file, with line and remedy."""
    from sscard_core.cli.sim_validating import validate_file  # noqa: PLC0415

    finish_with_numbers(validate_file, file, chosen(lang), as_json=as_json)
