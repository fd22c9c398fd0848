"""The commands `sscard rulebooks …`."""

from pathlib import Path
from typing import Annotated

import typer

from sscard_core.cli.options import Book, Json, Lang, chosen, finish

rulebooks = typer.Typer(name="rulebooks", rich_markup_mode=None)

OwnFile = Annotated[Path, typer.Argument(metavar="FILE", help="A rulebook file (TOML).")]
PublishedId = Annotated[str, typer.Argument(metavar="ID", help="A published rulebook, or default.")]


@rulebooks.callback(invoke_without_command=True)
def rulebooks_(context: typer.Context, *, lang: Lang = None, as_json: Json = False) -> None:
    """List, show, compare, check and export rulebooks."""
    given = {"lang": lang and str(lang), "as_json": as_json}
    context.default_map = dict.fromkeys(("show", "diff", "check"), given)
    if context.invoked_subcommand is None:
        from sscard_core.cli.books import list_books  # noqa: PLC0415

        finish(list_books, chosen(lang), as_json=as_json)


@rulebooks.command()
def show(book: Book, *, lang: Lang = None, as_json: Json = False) -> None:
    """Tell everything that a rulebook says, and why."""
    from sscard_core.cli.books import show_book  # noqa: PLC0415

    finish(show_book, book, chosen(lang), as_json=as_json)


@rulebooks.command()
def diff(left: Book, right: Book, *, lang: Lang = None, as_json: Json = False) -> None:
    """Tell where two rulebooks differ, and on what each rests."""
    from sscard_core.cli.comparing import compare_books  # noqa: PLC0415

    finish(compare_books, left, right, chosen(lang), as_json=as_json)


@rulebooks.command()
def check(file: OwnFile, *, lang: Lang = None) -> None:
    """Check a file of your own and tell what it changes."""
    from sscard_core.cli.comparing import check_book  # noqa: PLC0415

    finish(check_book, file, chosen(lang))


@rulebooks.command()
def export(book: PublishedId) -> None:
    """Write a rulebook's file, as a start for your own."""
    from sscard_core.cli.books import export_book  # noqa: PLC0415

    finish(export_book, book)
