"""Where a key stands in a TOML or JSON text: tomllib and json give values without lines."""

import re
from typing import Final

_HEADER: Final = re.compile(r"^\s*\[\[\s*file\s*\]\]")
_SYNTAX: Final = re.compile(r"at line (\d+)")


class Places:
    """The lines of one text, counted from 1. What is not found is told as the nearest line above."""

    def __init__(self, text: str) -> None:
        self.lines = text.splitlines()
        self.headers = [number for number, line in enumerate(self.lines, 1) if _HEADER.match(line)]

    def of_syntax(self, problem: str) -> int:
        """Return the line that tomllib's own message names; the last where it names the end."""
        found = _SYNTAX.search(problem)
        return int(found[1]) if found else max(len(self.lines), 1)

    def of_key(self, key: str) -> int:
        """Return the line that gives a key its value, or heads its table."""
        pattern = re.compile(rf"[\s{{\[]*[\"']?{re.escape(key)}[\"']?\s*[=:.\]]")
        return next((number for number, line in enumerate(self.lines, 1) if pattern.match(line)), 1)

    def of_file(self, place: int) -> int:
        """Return the line of the file's header; `place` counts files from 0."""
        return self.headers[place] if place < len(self.headers) else 1

    def of_tag(self, place: int, tag: str) -> int:
        """Return the line of an item of the file, found by its tag."""
        start = self.of_file(place)
        end = self.headers[place + 1] if place + 1 < len(self.headers) else len(self.lines) + 1
        pattern = re.compile(rf"\btag\s*=\s*[\"']{re.escape(tag)}[\"']")
        found = (number for number in range(start, end) if pattern.search(self.lines[number - 1]))
        return next(found, start)
