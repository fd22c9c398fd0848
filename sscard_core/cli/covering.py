"""`sscard clauses`: for each clause of the register, what carries it out and what shows it."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from sscard_core.cli.complaining import complain
from sscard_core.cli.finding import open_book
from sscard_core.cli.page import Page, emit
from sscard_core.cli.progress import Bar
from sscard_core.rulebooks.citing import Rule, all_rules, entries
from sscard_core.rulebooks.clause_register import DOCUMENTS
from sscard_core.rulebooks.telling import Language, Row, short
from sscard_core.scenario.coverage import Line, Witness, counts, coverage, witness
from sscard_core.scenario.files import NoScenarioError, scenario_files, usual_folder
from sscard_core.scenario.nodes import ScenarioError

SHOWN: Final = 6
"""How many scenarios are named for one clause; `--json` names them all."""


def cover(name: str | None, folder: Path | None, language: Language, *, as_json: bool, missing: bool) -> int:
    """Tell the coverage of the register. Exit code 1: a clause that must be carried out lacks something."""
    book = open_book(name) if name else None
    if name and book is None:
        return 2
    folder = folder or usual_folder(Path.cwd())
    if folder is None:
        complain("no folder specs/scenarios here or above: rules only; --scenarios names one")
    witnesses, malformed = _witnesses(folder)
    lines = coverage(entries(book), all_rules(book), witnesses)
    asked = folder is not None
    lacking = [line for line in lines if line.lacks(evidence=asked)]
    told = lacking if missing else lines
    if as_json:
        emit({"clauses": [_record(line) for line in told], "counts": counts(lines)})
    else:
        page = Page()
        _tell(page, told, folder, language)
        for document in dict.fromkeys(line.entry.document for line in lines):
            of_document = counts(line for line in lines if line.entry.document == document)
            page.line(f"{DOCUMENTS.get(document, document)}  {_counted(of_document, language)}")
        page.line(_counted(counts(lines), language), "bold")
    return 2 if malformed else min(len(lacking), 1)


def _witnesses(folder: Path | None) -> tuple[list[Witness], int]:
    """Play the scenarios of a folder; return them, and how many could not be."""
    try:
        files = scenario_files(folder) if folder else ()
    except NoScenarioError as problem:
        complain(problem)
        return [], 1
    found: list[Witness] = []
    with Bar(len(files)) as bar:
        for file in files:
            try:
                found.append(witness(file))
            except ScenarioError as problem:
                bar.clear()
                complain(problem)
            bar.advance()
    for each in found:
        if not each.holds:
            complain(f"{each.file}: not as expected, and so no evidence; `sscard run` tells more")
    return found, len(files) - len(found)


def _tell(page: Page, lines: Iterable[Line], folder: Path | None, language: Language) -> None:
    document = ""
    for line in lines:
        if line.entry.document != document:
            document = line.entry.document
            page.line(DOCUMENTS.get(document, document), "bold")
        page.line(line.entry.place, first=f"  {line.entry.id:<14}{line.entry.check:<4}")
        page.rows(_rows(line, folder, language), indent=6)
    page.line()


def _rows(line: Line, folder: Path | None, language: Language) -> Iterator[Row]:
    entry = line.entry
    yield Row(language.pick("says", "内容"), short(language.pick(entry.en, entry.zh)))
    for name, cited in rule_texts(line.rules):
        yield Row(language.pick("rules", "规则"), f"{name}: {cited}")
    if line.same:
        yield Row(language.pick("same as", "同"), ", ".join(line.same))
    for each in line.evidence[:SHOWN]:
        shown = Path(each.file).relative_to(folder) if folder else each.file
        yield Row(language.pick("evidence", "印证"), f"{'*' if each.cited else ' '} {shown}")
    if (more := len(line.evidence) - SHOWN) > 0:
        yield Row(
            language.pick("evidence", "印证"), language.pick(f"  and {more} more", f"  及另外 {more} 个")
        )
    if entry.check.is_executed:
        if not line.has_rule:
            yield Row(language.pick("lacks", "缺少"), language.pick("a rule", "规则"))
        if folder and not line.evidence:
            yield Row(language.pick("lacks", "缺少"), language.pick("evidence", "印证场景"))
    elif entry.reason_en:
        yield Row(language.pick("reason", "理由"), language.pick(entry.reason_en, entry.reason_zh))


def rule_texts(rules: Iterable[Rule]) -> Iterator[tuple[str, str]]:
    """Return the places that cite a clause, by rulebook; provisions of one request are told as one."""
    found: dict[str, dict[str, None]] = {}
    for rule in rules:
        place = f"{rule.name}.{rule.field}" if rule.area == "services" else f"{rule.area}.{rule.name}"
        if rule.area == "readings":
            place += f"={rule.field}"
        found.setdefault(rule.rulebook, {})[place] = None
    for name, places in found.items():
        yield name, ", ".join(places)


def _counted(counted: dict[str, int], language: Language) -> str:
    return language.pick(
        "{lines} clauses to be carried out: {with_rule} with a rule, {with_evidence} with evidence, "
        "{cited_in_evidence} cited by a decision of it (*)",
        "须执行的条款 {lines} 条：有规则 {with_rule}，有印证场景 {with_evidence}，"
        "场景中确有引用 {cited_in_evidence}（*）",
    ).format(**counted)


def _record(line: Line) -> dict[str, object]:
    entry = line.entry
    return {
        "id": entry.id,
        "document": entry.document,
        "place": entry.place,
        "check": str(entry.check),
        "en": entry.en,
        "zh": entry.zh,
        "rules": [
            {"rulebook": each.rulebook, "area": each.area, "name": each.name}
            | {"provision": each.provision, "field": each.field}
            for each in line.rules
        ],
        "same_as": list(line.same),
        "evidence": [{"file": each.file, "cited": each.cited} for each in line.evidence],
        "reason": {"en": entry.reason_en, "zh": entry.reason_zh},
    }
