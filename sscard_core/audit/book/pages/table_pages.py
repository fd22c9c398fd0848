"""The tables of answers: a page of contents for each rulebook, and one for each region."""

from collections.abc import Iterator

from attrs import frozen

from sscard_core.audit.book.matter.answers import AnswerTable, StateAnswers
from sscard_core.audit.book.matter.cells import cell_rows, region_states, unreached
from sscard_core.audit.book.pages.page import Page
from sscard_core.lifecycle.table import Region, State
from sscard_core.rulebooks.book import Rulebook


@frozen
class RegionLink:
    """A region with its page and states."""

    region: Region
    file: str
    states: tuple[StateAnswers, ...]
    unreached: tuple[State, ...]


def table_pages(book: Rulebook, table: AnswerTable, slug: str, *, first: bool) -> Iterator[Page]:
    """Yield the pages of one rulebook's table."""
    links = tuple(
        RegionLink(each, f"table-{slug}-{each}.html", region_states(table, each), unreached(table, each))
        for each in Region
    )
    yield Page(
        file=f"table-{slug}.html",
        template="table.html",
        menu="tables",
        en=f"Tables: {book.title_en}",
        zh=f"答复表：{book.title_zh}",
        menu_en="Tables" if first else "",
        menu_zh="答复表" if first else "",
        told_en="every request in every state: answer, condition, papers, clause; also CSV and XLSX",
        told_zh="每一状态下每项业务的答复、条件、材料、条款；另有 CSV 与 XLSX",
        filled={
            "slug": slug,
            "regions": links,
            "rows_in_all": sum(len(each.answers) for each in table.states),
        },
    )
    for link in links:
        yield _region_page(book, table, slug, links, link)


def _region_page(
    book: Rulebook, table: AnswerTable, slug: str, links: tuple[RegionLink, ...], link: RegionLink
) -> Page:
    return Page(
        file=link.file,
        template="matrix.html",
        menu="tables",
        en=f"{str(link.region).replace('_', ' ')}: {book.title_en}",
        zh=f"{link.region.zh}：{book.title_zh}",
        filled={
            "slug": slug,
            "regions": links,
            "region": link.region,
            "states": link.states,
            "unreached": link.unreached,
            "rows": tuple(cell_rows(table, link.region)),
        },
    )
