"""Where accounts are written: aligned and wrapped for a terminal, plain elsewhere; and JSON for programs."""

import json
import sys
from collections.abc import Iterable
from typing import Final

from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

from sscard_core.cli.complaining import visible
from sscard_core.cli.wrapping import wrap
from sscard_core.rulebooks.telling import Row

NARROWEST: Final = 20
"""Columns that a text gets at least, however narrow the terminal."""

WIDE: Final = 170
"""Columns that a table takes, also where nobody looks at a terminal."""


class Page:
    """An account on stdout, or on another console."""

    def __init__(self, console: Console | None = None) -> None:
        self.console = console or Console(highlight=False, markup=False, emoji=False)

    def line(self, text: str = "", style: str = "", *, first: str = "") -> None:
        """Write a text; `first` stands before its first line, and further lines are indented as far."""
        if not self.console.is_terminal:
            print(f"{first}{visible(text)}".rstrip(), file=self.console.file)
            return
        indent = cell_len(first)
        width = max(self.console.width - indent, NARROWEST)
        for number, each in enumerate(wrap(visible(text), width)):
            start = first if number == 0 else " " * indent
            self.console.print(Text.assemble(start, (each, style)), soft_wrap=True)

    def table(self, table: Table) -> None:
        """Write a table, on as many columns as it may need."""
        wide = max(self.console.width, WIDE)
        Console(file=self.console.file, width=wide, highlight=False, markup=False, emoji=False).print(table)

    def rows(self, rows: Iterable[Row], indent: int = 0, *, repeat: bool = False) -> None:
        """Write rows with their labels in a column; a label that comes again is left out unless `repeat`."""
        listed = list(rows)
        widest = max((cell_len(row.label) for row in listed), default=0)
        before = None
        for row in listed:
            label = row.label if repeat or row.label != before else ""
            before = row.label
            self.line(row.text, first=" " * indent + label + " " * (widest - cell_len(label) + 2))


def emit(record: object) -> None:
    """Write one JSON value in a line; letters stay letters where stdout is UTF-8."""
    is_utf8 = (sys.stdout.encoding or "").lower().replace("-", "") == "utf8"
    print(json.dumps(record, ensure_ascii=not is_utf8))
