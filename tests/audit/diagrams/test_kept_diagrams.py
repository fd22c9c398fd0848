"""What specs/diagrams keeps is what the tables give now; where a box stands is left to the version of `dot`."""

from pathlib import Path

import pytest
from attrs import evolve
from diagram_samples import BOOKS, pictures

from sscard_core.audit.diagrams.keep import index, journey_pictures, pages, said_in, said_of
from sscard_core.rulebooks import rulebook

KEPT = Path(__file__).parents[3] / "specs" / "diagrams"
ANEW = "run `python -m sscard_core.audit.diagrams.keep specs`"


@pytest.mark.parametrize("book", BOOKS)
def test_the_mermaid_pages_are_those_of_today(book: str) -> None:
    drifted = [name for name, text in pages(rulebook(book)) if (KEPT / name).read_text("utf-8") != text]
    assert drifted == [], ANEW


@pytest.mark.parametrize("book", BOOKS)
def test_the_pictures_say_what_the_tables_say(book: str) -> None:
    for diagram in pictures(book):
        kept = (KEPT / f"{diagram.name}.svg").read_text("utf-8")
        assert said_in(kept) == said_of(diagram), f"{diagram.name}: {ANEW}"


@pytest.mark.parametrize("book", BOOKS)
def test_the_journeys_are_those_of_today(book: str) -> None:
    drifted = [
        name for name, text in journey_pictures(rulebook(book)) if (KEPT / name).read_text("utf-8") != text
    ]
    assert drifted == [], ANEW


def test_nothing_else_is_kept() -> None:
    expected = {"README.md"}
    for book in BOOKS:
        expected |= {name for name, _ in (*pages(rulebook(book)), *journey_pictures(rulebook(book)))}
        expected |= {f"{diagram.name}.svg" for diagram in pictures(book)}
    assert {each.name for each in KEPT.iterdir()} == expected
    assert (KEPT / "README.md").read_text("utf-8") == index()


def test_a_missing_edge_and_another_word_would_be_seen() -> None:
    diagram = pictures("jiangsu")[0]
    kept = (KEPT / f"{diagram.name}.svg").read_text("utf-8")
    fewer = evolve(diagram, parts=(evolve(diagram.parts[0], edges=diagram.edges[1:]),))
    assert said_in(kept) - said_of(fewer)
    assert said_in(kept.replace("已受理", "未受理")) != said_of(diagram)
