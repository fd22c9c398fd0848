"""`sscard diagram`: one machine under one rulebook, in the format asked for."""

import importlib.util
import sys
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

from sscard_core.cli.complaining import complain
from sscard_core.cli.finding import open_book
from sscard_core.lifecycle.table import Region
from sscard_core.rulebooks.telling import Language

if TYPE_CHECKING:
    from sscard_core.audit.diagrams.model import Diagram


def write_diagram(  # noqa: PLR0913 - the options of a command
    machine: str,
    rulebook: str,
    form: str,
    part: str | None,
    language: Language | None,
    *,
    output: Path | None,
) -> int:
    """Write a diagram to a file, or to stdout. Returns the exit code."""
    if importlib.util.find_spec("graphviz") is None:
        complain("diagrams need the extra `audit`: pip install 'sscard[audit]'")
        return 2
    region = _machine(machine)
    book = open_book(rulebook) if region else None
    if region is None or book is None:
        return 2
    from sscard_core.audit.diagrams.fonts import FontMissing  # noqa: PLC0415 - needs the extra
    from sscard_core.audit.diagrams.formats import Format, PartNeeded, written  # noqa: PLC0415
    from sscard_core.audit.diagrams.gathering import diagram_of  # noqa: PLC0415
    from sscard_core.audit.diagrams.layout import GraphvizMissing  # noqa: PLC0415

    try:
        known = Format.read(form)
    except ValueError:
        complain(f"no format is called {form!r}; there are {', '.join(str(each) for each in Format)}")
        return 2
    diagram = _part(diagram_of(region, book), part)
    if diagram is None:
        return 2
    try:
        return _put(written(diagram, known, language), output)
    except PartNeeded as problem:
        complain(f"{problem} with --part")
    except (FontMissing, GraphvizMissing) as problem:
        complain(problem)
    return 2


def _machine(name: str) -> Region | None:
    """Return the machine that a person named, in English or Chinese; complain where there is none."""
    for region in Region:
        if name in (region.value, region.zh):
            return region
    names = [region.value for region in Region]
    near = get_close_matches(name, names, n=1)
    meant = f" (did you mean {near[0]}?)" if near else ""
    told = ", ".join(f"{region} {region.zh}" for region in Region)
    complain(f"no machine is called {name!r}{meant}; there are {told}")
    return None


def _part(diagram: "Diagram", name: str | None) -> "Diagram | None":
    if name is None:
        return diagram
    pictures = {each.parts[0].name: each for each in diagram.pictures()}
    if name not in pictures:
        complain(f"{diagram.region} has no part {name!r} here; there are {', '.join(pictures)}")
    return pictures.get(name)


def _put(made: bytes, output: Path | None) -> int:
    if output is None:
        if sys.stdout.isatty() and made.startswith(b"\x89PNG"):
            complain("a PNG is not for a terminal; name a file with --output")
            return 2
        sys.stdout.buffer.write(made)
        return 0
    try:
        output.write_bytes(made)
    except OSError as problem:
        complain(f"{output}: {problem.strerror or problem}")
        return 2
    return 0
