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
    """List the published rulebooks, or show, compare, check and export them."""
    if context.invoked_subcommand is None:
        from sscard_core.cli.books import list_books  # noqa: PLC0415

        finish(list_books, chosen(lang), as_json=as_json)


@rulebooks.command()
def show(book: Book, *, lang: Lang = None, as_json: Json = False) -> None:
    """Tell everything that a rulebook says, with its clauses and assumptions."""
    from sscard_core.cli.books import show_book  # noqa: PLC0415

    finish(show_book, book, chosen(lang), as_json=as_json)


@rulebooks.command()
def diff(left: Book, right: Book, *, lang: Lang = None, as_json: Json = False) -> None:
    """Tell where two rulebooks differ, each line with the clauses and assumptions of both."""
    from sscard_core.cli.comparing import compare_books  # noqa: PLC0415

    finish(compare_books, left, right, chosen(lang), as_json=as_json)


@rulebooks.command()
def check(file: OwnFile, *, lang: Lang = None) -> None:
    """Check a rulebook file of your own, and tell what it changes."""
    from sscard_core.cli.comparing import check_book  # noqa: PLC0415

    finish(check_book, file, chosen(lang))


@rulebooks.command()
def export(book: PublishedId) -> None:
    """Write a published rulebook's file, as a starting point for your own."""
    from sscard_core.cli.books import export_book  # noqa: PLC0415

    finish(export_book, book)
