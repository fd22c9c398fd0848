"""`sscard rulebooks diff` and `check`: two rulebooks side by side, or a user's own beside its base."""

from collections.abc import Iterable
from itertools import groupby
from pathlib import Path

from sscard_core.cli.complaining import complain
from sscard_core.cli.finding import open_book
from sscard_core.cli.page import Page, emit
from sscard_core.lifecycle.user_rulebooks import checked_book
from sscard_core.rulebooks import rulebook
from sscard_core.rulebooks.compare import Area, Difference, differences
from sscard_core.rulebooks.describe import Cell
from sscard_core.rulebooks.places import RulebookError
from sscard_core.rulebooks.telling import Language, Row, cited, ids


def compare_books(left: str, right: str, language: Language, *, as_json: bool) -> int:
    """Tell where two rulebooks differ. Exit code 0 whether or not they do."""
    books = [open_book(each) for each in (left, right)]
    if books[0] is None or books[1] is None:
        return 2
    found = list(differences(books[0], books[1]))
    if as_json:
        emit([_record(each) for each in found])
    else:
        tell_differences(Page(), found, (books[0].id, books[1].id), language)
    return 0


def check_book(file: Path, language: Language) -> int:
    """Tell whether a user's rulebook is sound and what it changes, or what is wrong and where."""
    try:
        book = checked_book(file)
    except RulebookError as problem:
        complain(problem)
        return 2
    except OSError as problem:
        complain(f"{file}: {problem.strerror or problem}")
        return 2
    page = Page()
    page.line(language.pick(f"{book.id} is sound", f"{book.id} 无误"), "bold", first=f"{file}: ")
    if book.derives:
        page.line(
            language.pick(f"derives from {book.derives} and changes:", f"基于 {book.derives}，改动如下：")
        )
        found = differences(rulebook(book.derives), book, grounds=True)
        tell_differences(page, found, (book.derives, book.id), language)
    return 0


def tell_differences(
    page: Page, found: Iterable[Difference], names: tuple[str, str], language: Language
) -> None:
    """Tell differences: what each is about, then either side with what it rests on."""
    number = 0
    for (area, name, provisions), each in groupby(
        found, key=lambda one: (one.area, one.name, one.provisions)
    ):
        page.line()
        page.line(_title(area, name, provisions, language), "bold")
        for difference in each:
            number += 1
            _tell_difference(page, difference, names, language)
    page.line()
    page.line(language.pick(f"differences: {number}", f"共 {number} 处不同"))


def _title(area: Area, name: str, provisions: tuple[str, ...], language: Language) -> str:
    where = " / ".join(provisions)
    return f"{language.word(area)}  {name}" + (f"  {where}" if where else "")


def _tell_difference(page: Page, difference: Difference, names: tuple[str, str], language: Language) -> None:
    if difference.field:
        page.line(difference.field, first="  ")
    sides = zip(names, (difference.left, difference.right), strict=True)
    page.rows((Row(name, _side(cell, language)) for name, cell in sides), indent=4, repeat=True)


def _side(cell: Cell | None, language: Language) -> str:
    return f"{language.words(cell.words)} {cited(cell.because)}".strip() if cell else "–"


def _record(difference: Difference) -> dict[str, object]:
    return {
        "area": str(difference.area),
        "name": difference.name,
        "provisions": list(difference.provisions),
        "field": difference.field,
        "left": _cell_record(difference.left),
        "right": _cell_record(difference.right),
    }


def _cell_record(cell: Cell | None) -> dict[str, object] | None:
    return {"values": [str(each) for each in cell.words], "because": ids(cell.because)} if cell else None
