"""The page of the clauses: each with links to what carries it out."""

from collections.abc import Iterator, Mapping
from typing import Final
from urllib.parse import quote

from attrs import frozen

from sscard_core.audit.book.matter.clauses import ClauseFacts, Document, Execution
from sscard_core.audit.book.matter.inputs import Inputs
from sscard_core.audit.book.matter.played import PlayedScenario
from sscard_core.audit.book.pages.names import field_told, rule_told
from sscard_core.audit.book.pages.page import Page
from sscard_core.audit.book.telling import anchor, rule_place
from sscard_core.lifecycle.table import Region
from sscard_core.model.citations import Check
from sscard_core.rulebooks.citing import Rule
from sscard_core.rulebooks.telling import Phrase

CHECK_EN: Final = {
    Check.Y: "software can decide it",
    Check.YP: "software can decide it, given the papers",
    Check.P: "needs proof outside software",
    Check.D: "a definition or invariant",
    Check.N: "nothing to execute",
}
Slugs = Mapping[str, str]


@frozen
class RuleLink:
    """A place of a rulebook that cites the clause: what it is called, where it is told, which fields cite."""

    name: object
    href: str
    fields: tuple[Phrase, ...]


@frozen
class RuleGroup:
    """The rules of one rulebook."""

    book_id: str
    rules: tuple[RuleLink, ...]


@frozen
class ScenarioLink:
    """A scenario that lists the clause; `cited`: one of its decisions rests on it."""

    title: str
    href: str
    cited: bool


@frozen
class EdgeLink:
    """The diagrams of a rulebook in which edges rest on the clause."""

    book_id: str
    regions: tuple[Region, ...]
    href: str


@frozen(kw_only=True)
class ClauseView:
    """What the template takes of a clause: its facts, and links to what carries it out."""

    facts: ClauseFacts
    slugs: tuple[str, ...]
    rule_groups: tuple[RuleGroup, ...]
    edges: tuple[EdgeLink, ...]
    scenarios: tuple[ScenarioLink, ...]
    nothing_en: str
    nothing_zh: str


def clause_page(inputs: Inputs, documents: tuple[Document, ...], slugs: Slugs) -> Page:
    """Return the page of all clauses."""
    by_file = {each.file: each for each in inputs.scenarios}
    edges = dict(_edges(inputs, slugs))
    views = {
        each.entry.id: _view(each, edges.get(each.entry.id, ()), by_file, slugs)
        for document in documents
        for each in document.clauses
    }
    return Page(
        file="clauses.html",
        template="clauses.html",
        menu="clauses",
        en="Clauses",
        zh="条款",
        menu_en="Clauses",
        menu_zh="条款",
        told_en="each document article by article, with what carries it out; search and filters",
        told_zh="各文件逐条列出，旁列执行它的规则；可查找、筛选",
        filled={"documents": documents, "views": views, "executions": tuple(Execution), "check_en": CHECK_EN},
    )


def _edges(inputs: Inputs, slugs: Slugs) -> Iterator[tuple[str, tuple[EdgeLink, ...]]]:
    """Yield each clause that an edge rests on, with the diagrams in which it does."""
    found: dict[str, dict[str, dict[Region, None]]] = {}
    for book_id, drawn in inputs.drawings.items():
        for machine in drawn.machines:
            for clause in {each for part in machine.parts for edge in part.edges for each in edge.clauses}:
                found.setdefault(clause, {}).setdefault(book_id, {})[machine.region] = None
    for clause, books in found.items():
        yield (
            clause,
            tuple(
                EdgeLink(book_id, tuple(regions), f"diagrams-{slugs[book_id]}.html#clause={quote(clause)}")
                for book_id, regions in books.items()
            ),
        )


def _view(
    facts: ClauseFacts, edges: tuple[EdgeLink, ...], by_file: Mapping[str, PlayedScenario], slugs: Slugs
) -> ClauseView:
    nothing_en, nothing_zh = _nothing(facts)
    return ClauseView(
        facts=facts,
        slugs=tuple(slugs[each] for each in facts.rulebooks if each in slugs),
        rule_groups=tuple(rule_groups(facts.line.rules, slugs)),
        edges=edges,
        scenarios=tuple(
            ScenarioLink(by_file[each.file].title, scenario_href(by_file[each.file], slugs), each.cited)
            for each in facts.line.evidence
        ),
        nothing_en=nothing_en,
        nothing_zh=nothing_zh,
    )


def _nothing(facts: ClauseFacts) -> tuple[str, str]:
    """Return why nothing executes the clause; empty where something does."""
    entry = facts.entry
    if facts.execution in (Execution.EXECUTED, Execution.AS_ANOTHER):
        return "", ""
    en, zh = entry.reason_en or "no reason is given", entry.reason_zh or "未说明理由"
    if facts.execution is Execution.CITED:
        return en, zh
    return f"Nothing executes it. {en}", f"无规则执行。{zh}"


def scenario_href(scenario: PlayedScenario, slugs: Slugs) -> str:
    """Return where a scenario is told."""
    return f"scenarios-{slugs[scenario.rulebook]}.html#{anchor(scenario.file)}"


def rule_groups(rules: tuple[Rule, ...], slugs: Slugs) -> Iterator[RuleGroup]:
    """Yield rules by rulebook; the provisions of one request are told as one."""
    found: dict[str, dict[tuple[str, str], dict[str, None]]] = {}
    for rule in rules:
        fields = found.setdefault(rule.rulebook, {}).setdefault((rule.area, rule.name), {})
        if rule.field:
            fields[rule.field] = None
    for book_id, places in found.items():
        links = (_link(book_id, *place, tuple(fields), slugs) for place, fields in places.items())
        yield RuleGroup(book_id, tuple(links))


def _link(book_id: str, area: str, name: str, fields: tuple[str, ...], slugs: Slugs) -> RuleLink:
    page = f"services-{slugs[book_id]}.html" if book_id in slugs else "assumptions.html"
    place = rule_place(area, name) if book_id in slugs else "main"
    told = tuple(dict.fromkeys(field_told(area, each) for each in fields))
    return RuleLink(rule_told(area, name), f"{page}#{place}", told)
