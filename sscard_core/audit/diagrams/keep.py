"""Keeping the diagrams: `python -m sscard_core.audit.diagrams.keep specs` writes all of them to specs/diagrams.

A Markdown file for each machine and rulebook holds its parts as Mermaid, which code hosts draw, beside links to the same
as SVG. Where `dot` puts a box differs between its versions; what a picture says does not, and only that must not drift.
"""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final
from xml.etree import ElementTree

from sscard_core.audit.diagrams.gathering import diagrams_of
from sscard_core.audit.diagrams.journeys import journeys
from sscard_core.audit.diagrams.lanes import journey_as_svg, journey_name
from sscard_core.audit.diagrams.layout import GraphvizMissing
from sscard_core.audit.diagrams.mermaid import as_mermaid
from sscard_core.audit.diagrams.model import Diagram
from sscard_core.audit.diagrams.svg import as_svg, heard_at
from sscard_core.audit.diagrams.telling import word
from sscard_core.rulebooks import RULEBOOK_IDS, rulebook
from sscard_core.rulebooks.book import Rulebook

FOLDER: Final = "diagrams"
Said = frozenset[tuple[str, ...]]
"""What a picture says, wherever it says it: states and edges with their words and clauses."""

_SAYING: Final = ("data-from", "data-to", "data-lane", "data-code", "data-clause", "aria-label")


def pages(book: Rulebook) -> Iterator[tuple[str, str]]:
    """Yield the Markdown file of each machine: its name and text."""
    for diagram in diagrams_of(book).values():
        yield f"{book.id}-{diagram.region}.md", "\n".join(_page(diagram)) + "\n"


def pictures(book: Rulebook) -> Iterator[tuple[str, str]]:
    """Yield each picture as SVG: its name and text. Raises: GraphvizMissing."""
    for diagram in diagrams_of(book).values():
        for part in diagram.pictures():
            yield f"{part.name}.svg", as_svg(part, accounts=False) + "\n"
    yield from journey_pictures(book)


def journey_pictures(book: Rulebook) -> Iterator[tuple[str, str]]:
    """Yield each journey as SVG; `dot` has no part in it."""
    for journey in journeys(book):
        yield f"{journey_name(journey)}.svg", journey_as_svg(journey) + "\n"


def index() -> str:
    """Return the table of what is there."""
    books = [rulebook(each) for each in RULEBOOK_IDS]
    regions = list(diagrams_of(books[0]))
    names = [journey.name for journey in journeys(books[0])]
    head = ["", *(f"{each.title_zh}<br>{each.title_en}" for each in books)]
    machines = [
        [word(None, region), *(f"[{book.id}]({book.id}-{region}.md)" for book in books)] for region in regions
    ]
    titles = {journey.name: word(None, journey.title) for journey in journeys(books[0])}
    played = [
        [titles[name], *(f"[{book.id}]({book.id}-journey-{name}.svg)" for book in books)] for name in names
    ]
    rows = [head, ["---"] * len(head), *machines, *played]
    told = (
        "# 状态图 State diagrams",
        "",
        "Written by `python -m sscard_core.audit.diagrams.keep specs` from the tables that run; not edited by hand.",
        "",
        *(f"| {' | '.join(row)} |" for row in rows),
    )
    return "\n".join(told) + "\n"


def _page(diagram: Diagram) -> Iterator[str]:
    yield f"# {word(None, diagram.title)} · {word(None, diagram.region)}"
    for part in diagram.pictures():
        yield ""
        yield f"## {word(None, part.parts[0].title)}"
        yield ""
        yield f"[SVG]({part.name}.svg)"
        yield ""
        yield "```mermaid"
        yield as_mermaid(part).rstrip()
        yield "```"


def said_in(svg: str) -> Said:
    """Return what a picture says, without where it says it."""
    found = []
    for each in ElementTree.fromstring(svg).iter():
        kind = each.get("class", "").split(" ")[0]
        if kind in ("state", "edge", "step"):
            words = "".join(each.itertext()) if kind == "state" else ""
            found.append((kind, words, *(each.get(name, "") for name in _SAYING)))
    return frozenset(found)


def said_of(diagram: Diagram) -> Said:
    """Return what the picture of a diagram of one part has to say."""
    states = (
        ("state", "".join((node.state.zh, str(node.state), f" · {node.code}" if node.code else "")),
         "", "", "", node.code, "", "")
        for node in diagram.nodes
    )  # fmt: skip
    edges = (
        ("edge", "", str(edge.source.state), str(edge.target.state), "", "",
         " ".join(str(each) for each in edge.rests_on), heard_at(edge, None))
        for edge in diagram.edges
    )  # fmt: skip
    return frozenset((*states, *edges))


def keep(specs: Path) -> int:
    """Write everything anew and return the number of files. Raises: GraphvizMissing, OSError."""
    folder = specs / FOLDER
    folder.mkdir(exist_ok=True)
    files = {"README.md": index()}
    for each in RULEBOOK_IDS:
        files |= dict(pages(rulebook(each))) | dict(pictures(rulebook(each)))
    for old in folder.iterdir():
        if old.name not in files:
            old.unlink()
    for name, text in files.items():
        (folder / name).write_text(text, "utf-8", newline="\n")
    return len(files)


if __name__ == "__main__":
    try:
        print(f"{keep(Path(sys.argv[1]))} files kept")
    except (GraphvizMissing, OSError) as problem:
        sys.exit(str(problem))
