"""The site: every page filled and every file of it, ready to be written."""

from collections.abc import Iterator, Mapping
from importlib.resources import files

from sscard_core.audit.book.matter.clauses import documents
from sscard_core.audit.book.matter.findings import findings
from sscard_core.audit.book.matter.inputs import Inputs
from sscard_core.audit.book.matter.resting import assumptions
from sscard_core.audit.book.matter.sources import whole
from sscard_core.audit.book.pages.clause_views import clause_page
from sscard_core.audit.book.pages.page import Page
from sscard_core.audit.book.pages.start import glances, start_page
from sscard_core.audit.book.rendering import environment, fill
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
    pages = (start_page(inputs, told, found), clause_page(told, inputs.scenarios, slugs))
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
    for name in AS_THEY_ARE:
        yield name, files("sscard_core.audit.book").joinpath(name).read_bytes()


def _filled(pages: tuple[Page, ...], shared: Mapping[str, object]) -> Iterator[tuple[str, bytes]]:
    templates = environment()
    for page in pages:
        text = fill(templates, page.template, {**shared, "page": page, **page.filled})
        yield page.file, text.encode()
