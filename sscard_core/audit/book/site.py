"""The site: every page filled and every file of it, ready to be written."""

from collections.abc import Iterator, Mapping
from importlib.resources import files

from sscard_core.audit.book.matter.clauses import documents
from sscard_core.audit.book.matter.findings import findings
from sscard_core.audit.book.matter.inputs import Inputs
from sscard_core.audit.book.matter.resting import assumptions
from sscard_core.audit.book.matter.sources import whole
from sscard_core.audit.book.pages.clause_views import clause_page
from sscard_core.audit.book.pages.diagram_pages import diagram_pages
from sscard_core.audit.book.pages.difference_pages import difference_pages
from sscard_core.audit.book.pages.evidence_pages import evidence_page, scenario_pages
from sscard_core.audit.book.pages.finding_pages import assumption_page, finding_page
from sscard_core.audit.book.pages.page import Page
from sscard_core.audit.book.pages.service_pages import service_page
from sscard_core.audit.book.pages.start import glances, start_page
from sscard_core.audit.book.pages.table_pages import table_pages
from sscard_core.audit.book.rendering import environment, fill
from sscard_core.audit.book.sheets import as_csv, as_xlsx
from sscard_core.audit.book.telling import slug

AS_THEY_ARE = ("style.css", "script.js")
"""Files of the site that are copied."""


def slugs_of(inputs: Inputs) -> dict[str, str]:
    """Return a name for the files of each rulebook."""
    return {book.id: slug(book.id, number) for number, book in enumerate(inputs.books, start=1)}


def site(inputs: Inputs) -> Iterator[tuple[str, bytes]]:
    """Yield every file of the site with its content; the same inputs give the same bytes."""
    slugs = slugs_of(inputs)
    told, found, resting = documents(inputs), findings(inputs), assumptions(inputs)
    pages = (
        start_page(inputs, told, found),
        clause_page(inputs, told, slugs),
        *_book_pages(inputs, slugs),
        finding_page(inputs, found, slugs),
        assumption_page(inputs, resting, slugs),
        *difference_pages(inputs, slugs),
        evidence_page(inputs, resting),
        *scenario_pages(inputs, slugs),
    )
    shared = {
        "pages": pages,
        "version": inputs.plan.version,
        "dated": inputs.plan.dated,
        "whole": whole(inputs.sources),
        "sources": inputs.sources,
        "glance": glances(inputs, told, found, resting, slugs),
        "checked": inputs.checked,
    }
    yield from _filled(pages, shared)
    for book_id, table in inputs.tables.items():
        yield f"table-{slugs[book_id]}.csv", as_csv(table)
        yield f"table-{slugs[book_id]}.xlsx", as_xlsx(table)
    for name in AS_THEY_ARE:
        yield name, files("sscard_core.audit.book").joinpath(name).read_bytes()


def _book_pages(inputs: Inputs, slugs: Mapping[str, str]) -> Iterator[Page]:
    """Yield the pages that every rulebook has, kind by kind."""
    for number, book in enumerate(inputs.books):
        yield service_page(book, slugs[book.id], first=number == 0)
    for number, book in enumerate(inputs.books):
        yield from table_pages(book, inputs.tables[book.id], slugs[book.id], first=number == 0)
    for number, book in enumerate(inputs.books):
        yield from diagram_pages(book, inputs.drawings[book.id], slugs[book.id], first=number == 0)


def _filled(pages: tuple[Page, ...], shared: Mapping[str, object]) -> Iterator[tuple[str, bytes]]:
    templates = environment()
    for page in pages:
        text = fill(templates, page.template, {**shared, "page": page, **page.filled})
        yield page.file, text.encode()
