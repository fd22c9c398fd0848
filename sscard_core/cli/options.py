"""The options and arguments that commands share, the language of an account, and how a command ends."""

import os
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from io import TextIOWrapper
from typing import Annotated, Final, NoReturn, ParamSpec

import typer

from sscard_core.rulebooks.telling import Language

INTERRUPTED: Final = 130
READER_GONE: Final = 141
"""Exit codes as a shell gives them for SIGINT and SIGPIPE."""

Lang = Annotated[
    Language | None,
    typer.Option("--lang", help="Language of the account; default: that of the locale.", show_default=False),
]
Json = Annotated[bool, typer.Option("--json", help="Write JSON for programs.")]
Book = Annotated[str, typer.Argument(metavar="ID|FILE", help="A published rulebook, or a file of your own.")]

P = ParamSpec("P")


def chosen(language: Language | None, environ: Mapping[str, str] = os.environ) -> Language:
    """Return the language asked for, else that of the locale."""
    if language is not None:
        return language
    told = next((environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environ.get(name)), "")
    return Language.CHINESE if told.lower().startswith("zh") else Language.ENGLISH


def finish(work: Callable[P, int], *args: P.args, **kwargs: P.kwargs) -> NoReturn:
    """Do a command's work and end with its exit code.

    An interruption, and a reader of the output that has gone, end it without a traceback.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")
    try:
        code = work(*args, **kwargs)
        sys.stdout.flush()
    except KeyboardInterrupt:
        code = INTERRUPTED
    except BrokenPipeError:
        code = READER_GONE
        with suppress(OSError, ValueError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    raise typer.Exit(code)
