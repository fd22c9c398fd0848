"""A rulebook described: what each provision says, aspect by aspect, each with what it rests on."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from attrs import frozen

from sscard_core.model.arguments import RequestName
from sscard_core.model.citations import clauses_in
from sscard_core.model.people import Actor
from sscard_core.model.words import Word
from sscard_core.rulebooks.book import NO_GROUNDS, Grounds, Promise, Provision, Rulebook, Unit
from sscard_core.rulebooks.telling import Language, Phrase, Row, cited


class Aspect(Word):
    """What a provision says something about."""

    MATCHES = "matches", "适用于"
    WHEN = "when", "口径"
    THROUGH = "through", "渠道"
    BY = "by", "办理人"
    MAKES = "makes", "制卡方式"
    PAPERS = "papers", "材料"
    FEE = "fee", "费用"
    DUE = "due", "办结时限"
    ASKS = "asks", "条件"


INSTITUTION: Final = Phrase("institution", "机构")
ASKED: Final = Phrase("asked", "要求")
Key = tuple[Aspect, str]


@frozen
class Cell:
    """One thing that is said: words, and what they rest on."""

    words: tuple[object, ...]
    because: Grounds = NO_GROUNDS


@frozen
class Named:
    """A condition or fact by its name, with its sentence, the code of its refusal, and what it rests on."""

    name: str
    sentence: Phrase
    code: Word | None = None
    because: Grounds = NO_GROUNDS


def promise(made: Promise) -> Phrase:
    """Return the time promised, in English as a rulebook file writes it."""
    if made.unit is Unit.SAME_DAY:
        return Phrase(str(made.unit), made.unit.zh)
    counted = "个" if made.unit is Unit.WORKING_DAYS else ""
    return Phrase(f"{made.number} {made.unit}", f"{made.number}{counted}{made.unit.zh}")


def cells(provision: Provision) -> dict[Key, Cell]:
    """Return what a provision says, by aspect and, where there are several of one, by name."""
    because, said = provision.because, dict[Key, Cell]()
    for key, values in provision.matches:
        said[Aspect.MATCHES, key] = Cell(tuple(sorted(values)), because["through"])
    if provision.when:
        said[Aspect.WHEN, ""] = Cell((provision.when,))
    said[Aspect.THROUGH, ""] = Cell(provision.through, because["through"])
    people = tuple(each for each in Actor if each in provision.by)
    said[Aspect.BY, ""] = Cell(people or (INSTITUTION,), because["by"])
    if provision.makes:
        said[Aspect.MAKES, ""] = Cell((provision.makes,), because["makes"])
    for demand in provision.papers:
        name = "|".join(str(each) for each in demand.papers)
        said[Aspect.PAPERS, name] = Cell((demand.when or ASKED,), demand.because)
    said[Aspect.FEE, ""] = Cell((provision.fee,), because["fee"])
    if provision.due:
        said[Aspect.DUE, ""] = Cell((promise(provision.due),), because["due"])
    for asked in provision.asks:
        said[Aspect.ASKS, asked.condition] = Cell((ASKED,), asked.because)
    return said


def when_text(when: str, facts: Mapping[str, Named], language: Language) -> str:
    """Return under which facts and readings something holds."""
    parts = [facts[part].sentence if part in facts else part for part in when.split(" and ")]
    return language.pick(" and ", "且").join(language.word(each) for each in parts)


def provision_rows(
    provision: Provision, asks: Iterable[Named], facts: Mapping[str, Named], language: Language
) -> Iterator[Row]:
    """Tell a provision. `asks` are all conditions asked under it, those of the service included."""
    for (aspect, name), cell in cells(provision).items():
        if aspect not in (Aspect.PAPERS, Aspect.ASKS):
            said = language.words(cell.words)
            text = f"{name}: {said}" if name else said
            rests = "" if aspect is Aspect.MATCHES else cited(cell.because)
            yield Row(language.word(aspect), f"{text} {rests}".strip())
        if aspect is Aspect.BY:
            yield from _paper_rows(provision, facts, language)
    for each in asks:
        code = f" ({each.code})" if each.code else ""
        text = f"{language.word(each.sentence)}{code} {cited(each.because)}"
        yield Row(language.word(Aspect.ASKS), text.strip())


def _paper_rows(provision: Provision, facts: Mapping[str, Named], language: Language) -> Iterator[Row]:
    for demand in provision.papers:
        papers = language.pick(" or ", "或").join(language.word(each) for each in demand.papers)
        when = when_text(demand.when, facts, language) if demand.when else ""
        condition = language.pick(f", where {when}", f"（{when}）") if when else ""
        yield Row(language.word(Aspect.PAPERS), f"{papers}{condition} {cited(demand.because)}".strip())


def grounds_of(provision: Provision) -> Grounds:
    """Return everything that a provision rests on."""
    return tuple(dict.fromkeys(each for cell in cells(provision).values() for each in cell.because))


def all_grounds(book: Rulebook) -> Grounds:
    """Return everything that a rulebook rests on, each citation once."""
    tables = (book.not_offered, book.grounds, book.consequences)
    found = [
        *(each for reading in book.readings.values() for each in reading.because),
        *(each for rows in book.services.values() for row in rows for each in grounds_of(row)),
        *(each for table in tables for grounds in table.values() for each in grounds),
    ]
    return tuple(dict.fromkeys(found))


def counts(book: Rulebook) -> dict[str, int]:
    """Return how much a rulebook has of each kind."""
    return {
        "services": len(book.services),
        "provisions": sum(len(rows) for rows in book.services.values()),
        "readings": len(book.readings),
        "not_offered": len([name for name in RequestName if name not in book.services]),
        "clauses": len(clauses_in(all_grounds(book))),
        "banks": len(book.banks),
    }
