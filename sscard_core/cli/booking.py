"""`sscard book`: writes the audit book, a site that opens from the file system."""

import os
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Final

from attrs import frozen

from sscard_core.cli.complaining import complain
from sscard_core.cli.finding import open_book
from sscard_core.cli.page import Page
from sscard_core.cli.progress import Bar
from sscard_core.lifecycle.user_rulebooks import find_checked
from sscard_core.rulebooks import RULEBOOK_IDS, rulebook
from sscard_core.rulebooks.telling import Language
from sscard_core.scenario.files import NoScenarioError, usual_folder
from sscard_core.scenario.nodes import ScenarioError

if TYPE_CHECKING:
    from sscard_core.audit.book.matter.inputs import Plan

NEEDED: Final = {"jinja2": "Jinja2", "openpyxl": "openpyxl"}
"""What the book is made with, beyond what every command needs."""


@frozen(kw_only=True)
class Wanted:
    """What the user asked for."""

    out: Path
    own: tuple[Path, ...] = ()
    check_file: Path | None = None
    scenarios: Path | None = None
    dated: str | None = None
    pdf: bool = False


def make_book(wanted: Wanted, language: Language) -> int:
    """Write the book. Exit code 1: the PDF could not be made; 2: something given is malformed or missing."""
    lacking = [told for name, told in NEEDED.items() if find_spec(name) is None]
    if lacking:
        complain(f"the book needs {' and '.join(lacking)}; install them with: pip install 'sscard[audit]'")
        return 2
    day, books = _day(wanted.dated, os.environ), _books(wanted.own)
    if isinstance(day, str):
        complain(day)
    if isinstance(day, str) or books is None:
        return 2
    return _made(wanted, books, day, language)


def _made(wanted: Wanted, books: Mapping[str, Path], day: date | None, language: Language) -> int:
    from sscard_core.audit.book.matter.inputs import gather, pieces_of  # noqa: PLC0415 - Jinja2 may be missing
    from sscard_core.audit.book.matter.result_nodes import CheckFileError  # noqa: PLC0415
    from sscard_core.audit.book.printing import PrintError  # noqa: PLC0415
    from sscard_core.audit.book.shelf import NotABook, check, write  # noqa: PLC0415
    from sscard_core.audit.book.site import site  # noqa: PLC0415

    try:
        check(wanted.out)
        plan = _plan(wanted, books, day)
        with Bar(pieces_of(plan)) as bar:
            inputs = gather(plan, bar.advance)
        files = dict(site(inputs))
        written = write(files.items(), wanted.out)
        if wanted.pdf:
            _print(files, wanted.out, language)
    except PrintError as problem:
        complain(problem)
        return 1
    except (NotABook, CheckFileError, NoScenarioError, ScenarioError, OSError) as problem:
        complain(problem)
        return 2
    start, size = wanted.out / "index.html", written / 1_000_000
    Page().line(language.pick(f"written: {start} ({size:.1f} MB)", f"已写入：{start}（{size:.1f} MB）"))
    return 0


def _print(files: Mapping[str, bytes], out: Path, language: Language) -> None:
    from sscard_core.audit.book.binding import bound  # noqa: PLC0415
    from sscard_core.audit.book.printing import print_book  # noqa: PLC0415
    from sscard_core.audit.book.shelf import PRINTED  # noqa: PLC0415

    document = out / "print.html"
    document.write_text(bound(files, [each for each in files if each.endswith(".html")]), "utf-8")
    try:
        print_book(document, out / PRINTED, str(language))
    finally:
        document.unlink()
    Page().line(language.pick(f"written: {out / PRINTED}", f"已写入：{out / PRINTED}"))


def _books(own: Iterable[Path]) -> dict[str, Path] | None:
    """Return the user's rulebooks by id with their files; complain and return None where one is unsound or named twice."""
    found: dict[str, Path] = {}
    for file in own:
        book = open_book(str(file))
        if book is None:
            return None
        if book.id in found or book.id in RULEBOOK_IDS:
            complain(
                f"--rulebook {file}: {book.id!r} is in the book already; each rulebook needs an id of its own"
            )
            return None
        found[book.id] = file
    return found


def _plan(wanted: Wanted, own: Mapping[str, Path], day: date | None) -> "Plan":
    from sscard_core.audit.book.matter.checked import read_result  # noqa: PLC0415
    from sscard_core.audit.book.matter.inputs import Plan  # noqa: PLC0415

    folder = wanted.scenarios or usual_folder(Path.cwd())
    if folder is None:
        complain("no folder specs/scenarios here or above: the book has no scenarios; --scenarios names one")
    return Plan(
        books=(
            *(rulebook(each) for each in RULEBOOK_IDS),
            *(find_checked(str(file)) for file in own.values()),
        ),
        own=own,
        scenarios=folder,
        checked=read_result(wanted.check_file) if wanted.check_file else None,
        check_file=wanted.check_file,
        dated=day,
        version=version("sscard"),
    )


def _day(dated: str | None, environ: Mapping[str, str]) -> date | str | None:
    """Return the date of the book, None where none is given, or what is wrong with it. No clock is read."""
    epoch = environ.get("SOURCE_DATE_EPOCH", "")
    try:
        if dated is not None:
            return date.fromisoformat(dated)
        return datetime.fromtimestamp(int(epoch), UTC).date() if epoch else None
    except (ValueError, OverflowError, OSError):
        return (
            f"--date {dated}: write it as 2026-03-10"
            if dated
            else f"SOURCE_DATE_EPOCH={epoch}: a number of seconds"
        )
