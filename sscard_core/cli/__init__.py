"""The command `sscard`: what it takes and returns.

What a command does is read when it is asked for, so that `--help` need not wait for it.
"""

from importlib.metadata import version
from pathlib import Path
from typing import Annotated

import typer

from sscard_core.cli.card_commands import card
from sscard_core.cli.options import Json, Lang, chosen, finish
from sscard_core.cli.planning import compare, plan
from sscard_core.cli.replay_command import replay
from sscard_core.cli.rulebook_commands import rulebooks
from sscard_core.cli.simulating import sim
from sscard_core.rulebooks.telling import Language

app = typer.Typer(
    name="sscard",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.add_typer(rulebooks)
app.add_typer(card)
sim.command()(replay)
sim.command()(plan)
sim.command()(compare)
app.add_typer(sim)

Files = Annotated[list[Path], typer.Argument(metavar="FILE", help="Scenario files, or folders of them.")]
File = Annotated[Path, typer.Argument(metavar="FILE", help="A scenario file.")]
Verbose = Annotated[bool, typer.Option("--verbose", "-v", help="Tell every step of every scenario.")]
StepNumber = Annotated[int, typer.Option("--step", metavar="N", help="Number of the step, from 1.")]
Of = Annotated[str | None, typer.Option("--rulebook", metavar="ID|FILE", help="Only this one's clauses.")]
Instead = Annotated[
    str | None,
    typer.Option("--rulebook", metavar="ID|FILE", help="Play under this one instead of the file's own."),
]
Scenarios = Annotated[
    Path | None,
    typer.Option(
        metavar="DIR",
        exists=True,
        file_okay=False,
        help="Folder of scenarios; default: specs/scenarios, here or above.",
    ),
]
Checked = Annotated[
    str | None,
    typer.Option("--rulebook", metavar="ID|FILE", help="Check this one; default: the four published ones."),
]
Turned = Annotated[
    list[str] | None,
    typer.Option("--reading", metavar="SWITCH=VALUE", help="Check with a reading turned; may be repeated."),
]
Between = Annotated[
    tuple[str, str] | None,
    typer.Option(
        "--between", metavar="A B", help="Tell what one of two rulebooks permits and the other refuses."
    ),
]
Faults = Annotated[
    bool,
    typer.Option("--faults", help="Plant every single fault too, and tell who notices it. Takes minutes."),
]
Save = Annotated[
    Path | None,
    typer.Option(
        "--save", metavar="DIR", file_okay=False, help="Write the path to each broken property as a scenario."
    ),
]
Machine = Annotated[
    str,
    typer.Argument(
        metavar="MACHINE", help="order, hrss, bank, hrss_pin, bank_pin, body, temporary, e_card, insurance."
    ),
]
Under = Annotated[
    str, typer.Option("--rulebook", metavar="ID|FILE", help="The rulebook under which it runs.")
]
Form = Annotated[
    str, typer.Option("--format", metavar="FORMAT", help="svg, mermaid, dot, scxml, aut or png.")
]
PartName = Annotated[
    str | None, typer.Option("--part", metavar="NAME", help="Only this part of a machine told in several.")
]
Tongue = Annotated[
    Language | None,
    typer.Option("--language", help="Language of the labels; default: both.", show_default=False),
]
Output = Annotated[
    Path | None, typer.Option("--output", "-o", metavar="FILE", help="Where to write; default: stdout.")
]
Out = Annotated[
    Path, typer.Argument(metavar="OUT", help="Folder of the book: new, empty, or of an earlier book.")
]
Own = Annotated[
    list[Path] | None,
    typer.Option(
        "--rulebook", metavar="FILE", help="A rulebook of your own beside the four; may be repeated."
    ),
]
Result = Annotated[
    Path | None,
    typer.Option("--check", metavar="FILE", help="A saved result of `sscard check --json`."),
]
Dated = Annotated[
    str | None,
    typer.Option(
        "--date", metavar="DATE", help="The date on the book; default: that of SOURCE_DATE_EPOCH, or none."
    ),
]
Pdf = Annotated[bool, typer.Option("--pdf", help="Make one PDF of it too, with Chromium.")]
Missing = Annotated[bool, typer.Option("--missing", help="Only clauses that lack a rule or evidence.")]


def _tell_version(asked: bool) -> None:
    if asked:
        typer.echo(f"sscard {version('sscard')}")
        raise typer.Exit


@app.callback()
def sscard(
    *,
    _version: Annotated[
        bool, typer.Option("--version", callback=_tell_version, is_eager=True, help="Tell the version.")
    ] = False,
) -> None:
    """Run, compare and explain the rules of the Chinese social security card (社会保障卡)."""


@app.command()
def run(
    files: Files,
    *,
    rulebook: Instead = None,
    lang: Lang = None,
    as_json: Json = False,
    verbose: Verbose = False,
) -> None:
    """Play scenario files and check what they expect."""
    from sscard_core.cli.playing import play_files  # noqa: PLC0415

    finish(play_files, files, rulebook, chosen(lang), as_json=as_json, verbose=verbose)


@app.command()
def explain(file: File, *, step: StepNumber, lang: Lang = None, as_json: Json = False) -> None:
    """Tell which conditions decided a step of a scenario."""
    from sscard_core.cli.explaining import explain_step  # noqa: PLC0415

    finish(explain_step, file, step, chosen(lang), as_json=as_json)


@app.command()
def clauses(
    *,
    rulebook: Of = None,
    scenarios: Scenarios = None,
    missing: Missing = False,
    lang: Lang = None,
    as_json: Json = False,
) -> None:
    """Tell which rules and scenarios carry out each clause."""
    from sscard_core.cli.covering import cover  # noqa: PLC0415

    finish(cover, rulebook, scenarios, chosen(lang), as_json=as_json, missing=missing)


@app.command()
def check(  # noqa: PLR0913 - the options of a command
    *,
    rulebook: Checked = None,
    reading: Turned = None,
    between: Between = None,
    faults: Faults = False,
    save: Save = None,
    lang: Lang = None,
    as_json: Json = False,
) -> None:
    """Explore every state, compare with the specification, prove the ledgers."""
    if between is not None:
        from sscard_core.cli.parting import tell_partings  # noqa: PLC0415

        finish(tell_partings, *between, chosen(lang), as_json=as_json)
    from sscard_core.cli.checking import check_books  # noqa: PLC0415

    finish(check_books, rulebook, reading or [], save, chosen(lang), faults=faults, as_json=as_json)


@app.command()
def diagram(  # noqa: PLR0913 - the options of a command
    machine: Machine,
    *,
    rulebook: Under,
    form: Form = "svg",
    part: PartName = None,
    language: Tongue = None,
    output: Output = None,
) -> None:
    """Draw the states of one machine and the moves that a rulebook permits."""
    from sscard_core.cli.diagrams import write_diagram  # noqa: PLC0415

    finish(write_diagram, machine, rulebook, form, part, language, output=output)


@app.command()
def book(  # noqa: PLR0913 - the options of a command
    out: Out,
    *,
    rulebook: Own = None,
    check: Result = None,
    scenarios: Scenarios = None,
    date: Dated = None,
    pdf: Pdf = False,
    lang: Lang = None,
) -> None:
    """Write the audit book: a site of rules, tables, findings and evidence that opens from the file system."""
    from sscard_core.cli.booking import Wanted, make_book  # noqa: PLC0415

    wanted = Wanted(
        out=out, own=tuple(rulebook or ()), check_file=check, scenarios=scenarios, dated=date, pdf=pdf
    )
    finish(make_book, wanted, chosen(lang))


def main() -> None:
    """Run the command line; the process ends with its exit code."""
    app()
