"""`sscard rulebooks`, `show` and `export`: the rulebooks told in full, or written out."""

import sys
from collections.abc import Iterator, Mapping
from importlib.resources import files
from pathlib import Path

from sscard_core.cli.complaining import complain
from sscard_core.cli.finding import open_book
from sscard_core.cli.page import Page, emit
from sscard_core.lifecycle.conditions import FACTS
from sscard_core.lifecycle.rules import CompiledProvision, Rules
from sscard_core.model.arguments import RequestName
from sscard_core.rulebooks import DEFAULT_ID, RULEBOOK_IDS, rulebook
from sscard_core.rulebooks.book import Grounds, Provision, Rulebook
from sscard_core.rulebooks.describe import Named, counts, provision_rows
from sscard_core.rulebooks.readings import SWITCHES
from sscard_core.rulebooks.record import book_record
from sscard_core.rulebooks.telling import Language, Phrase, Row, cited

FACTS_NAMED = {each.name: Named(each.name, Phrase(each.en, each.zh)) for each in FACTS.values()}


def list_books(language: Language, *, as_json: bool) -> int:
    """Tell the published rulebooks."""
    books = [rulebook(each) for each in RULEBOOK_IDS]
    if as_json:
        emit([_heading(book) for book in books])
        return 0
    page = Page()
    for book in books:
        page.line(language.pick(book.title_en, book.title_zh), "bold", first=f"{book.id:<15}")
        page.line(_counted(book, language), first=" " * 15)
    return 0


def _heading(book: Rulebook) -> dict[str, object]:
    titles = {"title_en": book.title_en, "title_zh": book.title_zh}
    return {"id": book.id, **titles, "derives": book.derives, "counts": counts(book)}


def _counted(book: Rulebook, language: Language) -> str:
    told = counts(book)
    return language.pick(
        f"derives from {book.derives}; {told['services']} services in {told['provisions']} provisions, "
        f"{told['not_offered']} not offered, {told['readings']} readings, {told['clauses']} clauses cited",
        f"基于 {book.derives}；{told['services']} 项服务、{told['provisions']} 条规定，"
        f"不提供 {told['not_offered']} 项，口径 {told['readings']} 项，引用条款 {told['clauses']} 条",
    )


def asked(rules: Rules) -> dict[int, tuple[Named, ...]]:
    """Return the conditions asked under each provision in use, by the provision's identity."""
    offered = (each for offer in rules.services.values() for each in offer.provisions)
    return {id(each.provision): tuple(_named(each)) for each in offered}


def _named(compiled: CompiledProvision) -> Iterator[Named]:
    for ask in (*compiled.early, *compiled.late):
        sentence = Phrase(ask.condition.en, ask.condition.zh)
        yield Named(ask.condition.name, sentence, ask.condition.code, tuple(dict.fromkeys(ask.grounds)))


def show_book(name: str, language: Language, *, as_json: bool) -> int:
    """Tell a rulebook: services, readings, consequences, what is not offered, and banks."""
    book = open_book(name)
    if book is None:
        return 2
    asks = asked(Rules(book))
    if as_json:
        emit({**_heading(book), **book_record(book, asks)})
        return 0
    page = Page()
    page.line(language.pick(book.title_en, book.title_zh), "bold", first=f"{book.id}  ")
    page.line(_counted(book, language))
    for request, provisions in book.services.items():
        page.line()
        page.line(language.with_term(request), "bold")
        for provision in provisions:
            _tell_provision(page, provision, asks, language)
    _tell_tables(page, book, language)
    return 0


def _tell_provision(
    page: Page, provision: Provision, asks: Mapping[int, tuple[Named, ...]], language: Language
) -> None:
    conditions = asks.get(id(provision))
    unused = (
        language.pick("  (not under these readings)", "（现行口径下不适用）") if conditions is None else ""
    )
    page.line(f"{provision.name}{unused}", first="  ")
    page.rows(provision_rows(provision, conditions or (), FACTS_NAMED, language), indent=4)


def _tell_tables(page: Page, book: Rulebook, language: Language) -> None:
    silent = {name: book.not_offered.get(name) or book.grounds["not_offered"] for name in RequestName}
    not_offered = {
        language.with_term(name): silent[name] for name in RequestName if name not in book.services
    }
    for title, rows in (
        (language.pick("readings", "口径"), list(_reading_rows(book, language))),
        (language.pick("consequences", "后果"), _table_rows(book.consequences)),
        (language.pick("not offered", "不提供的服务"), _table_rows(not_offered)),
        (
            language.pick("banks", "合作银行"),
            [Row(each.name, f"{each.code} {each.hotline}") for each in book.banks],
        ),
    ):
        if rows:
            page.line()
            page.line(title, "bold")
            page.rows(rows, indent=2)


def _table_rows(table: Mapping[str, Grounds]) -> list[Row]:
    return [Row(name, cited(because)) for name, because in table.items() if because]


def _reading_rows(book: Rulebook, language: Language) -> Iterator[Row]:
    for switch, reading in book.readings.items():
        about = language.pick(SWITCHES[switch].en, SWITCHES[switch].zh)
        yield Row(switch, f"{reading.value} {cited(reading.because)}  {about}")
        for value, because in reading.others.items():
            yield Row(switch, language.pick("or", "或") + f" {value} {cited(because)}".rstrip())


def export_book(name: str) -> int:
    """Write a published rulebook's file to stdout."""
    if name not in (*RULEBOOK_IDS, DEFAULT_ID):
        complain(f"{Path(name)}: no published rulebook; there are {', '.join((*RULEBOOK_IDS, DEFAULT_ID))}")
        return 2
    source = files("sscard_core.rulebooks").joinpath(f"{name}.toml").read_text(encoding="utf-8")
    sys.stdout.write(source)
    return 0
