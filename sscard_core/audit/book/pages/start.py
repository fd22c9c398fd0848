"""The first page: the rulebooks at a glance, findings by weight, what is claimed, and what it was all made from."""

from collections.abc import Mapping

from attrs import frozen

from sscard_core.audit.book.matter.checked import CheckedBook
from sscard_core.audit.book.matter.clauses import Document
from sscard_core.audit.book.matter.findings import Finding, by_weight
from sscard_core.audit.book.matter.inputs import Inputs
from sscard_core.audit.book.matter.resting import AssumptionFacts
from sscard_core.audit.book.matter.turning import HEAVIEST_FIRST, Weight
from sscard_core.audit.book.pages.page import Page
from sscard_core.rulebooks.book import Rulebook
from sscard_core.rulebooks.citing import entries
from sscard_core.rulebooks.describe import counts
from sscard_core.scenario.coverage import counts as covered


@frozen(kw_only=True)
class Glance:
    """A rulebook at a glance."""

    book: Rulebook
    slug: str
    own: bool
    counts: Mapping[str, int]
    clauses: int
    covered: Mapping[str, int]
    answers: int
    assumptions: int
    contradictions: int
    scenarios: int
    checked: CheckedBook | None


@frozen
class Weighed:
    """How many contradictions and gaps are of a weight."""

    weight: Weight
    contradictions: int
    gaps: int


def glances(
    inputs: Inputs,
    documents: tuple[Document, ...],
    found: tuple[Finding, ...],
    resting: tuple[AssumptionFacts, ...],
    slugs: Mapping[str, str],
) -> tuple[Glance, ...]:
    """Return every rulebook at a glance."""
    lines = {each.entry.id: each.line for document in documents for each in document.clauses}
    return tuple(
        Glance(
            book=book,
            slug=slugs[book.id],
            own=book.id in inputs.plan.own,
            counts=counts(book),
            clauses=len(entries(book)),
            covered=covered(lines[each.id] for each in entries(book)),
            answers=sum(len(state.answers) for state in inputs.tables[book.id].states),
            assumptions=sum(any(here.book.id == book.id for here in each.books) for each in resting),
            contradictions=sum(each.book.id == book.id and each.is_contradiction for each in found),
            scenarios=sum(each.rulebook == book.id for each in inputs.scenarios),
            checked=inputs.checked.book(book.id) if inputs.checked else None,
        )
        for book in inputs.books
    )


def start_page(inputs: Inputs, documents: tuple[Document, ...], found: tuple[Finding, ...]) -> Page:
    """Return the first page."""
    contradictions = by_weight(each for each in found if each.is_contradiction)
    gaps = by_weight(each for each in found if not each.is_contradiction)
    return Page(
        file="index.html",
        template="index.html",
        menu="start",
        en="The social security card, audited",
        zh="社会保障卡规则审计手册",
        menu_en="Start",
        menu_zh="首页",
        filled={
            "weights": [Weighed(each, contradictions[each], gaps[each]) for each in HEAVIEST_FIRST],
            "total": covered(each.line for document in documents for each in document.clauses),
            "scenario_count": len(inputs.scenarios),
            "scenario_holds": sum(each.holds for each in inputs.scenarios),
        },
    )
