"""Where a field stands in a rulebook file: its line, for messages."""

import re
from typing import Final

from attrs import frozen

_HEADER: Final = re.compile(r"^\s*(\[\[?)\s*([^\[\]#]+?)\s*\]\]?\s*(?:#.*)?$")
_KEY: Final = re.compile(
    r"""^\s*((?:[A-Za-z0-9_\-]+|"[^"]*"|'[^']*')(?:\s*\.\s*(?:[A-Za-z0-9_\-]+|"[^"]*"))*)\s*="""
)


class RulebookError(ValueError):
    """A rulebook file is wrong: where, what was found, and what to write instead."""

    def __init__(self, file: str, line: int, path: str, problem: str) -> None:
        self.file, self.line, self.path, self.problem = file, line, path, problem
        at = f"{file}:{line}" if line else file
        super().__init__(f"{at}: {path}: {problem}" if path else f"{at}: {problem}")


def _parts(dotted: str) -> tuple[str, ...]:
    return tuple(part.strip().strip("\"'") for part in dotted.split("."))


@frozen
class Places:
    """The line of every table and key of a TOML text, by its path; array tables are counted from 0."""

    file: str
    lines: dict[tuple[str, ...], int]

    @classmethod
    def of(cls, file: str, text: str) -> "Places":
        """Read the places. Keys inside inline tables and arrays count as their outer key."""
        lines: dict[tuple[str, ...], int] = {}
        counts: dict[tuple[str, ...], int] = {}
        table: tuple[str, ...] = ()
        for number, line in enumerate(text.splitlines(), start=1):
            if header := _HEADER.match(line):
                table = _parts(header[2])
                for length in range(1, len(table)):
                    if (outer := table[:length]) in counts:
                        table = (*outer, str(counts[outer]), *table[length:])
                        break
                if header[1] == "[[":
                    counts[table] = counts.get(table, -1) + 1
                    lines.setdefault(table, number)
                    table = (*table, str(counts[table]))
                lines.setdefault(table, number)
            elif key := _KEY.match(line):
                path = (*table, *_parts(key[1]))
                for length in range(len(table) + 1, len(path) + 1):
                    lines.setdefault(path[:length], number)
        return cls(file, lines)

    def error(self, path: tuple[str, ...], problem: str) -> RulebookError:
        """Make an error at the line of the path, or of the nearest table around it."""
        inner = path
        while inner and inner not in self.lines:
            inner = inner[:-1]
        return RulebookError(self.file, self.lines.get(inner, 1), ".".join(path), problem)
