"""The pages of the evidence: what a check found, and the scenarios of each rulebook played out."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Final

from attrs import frozen

from sscard_core.audit.book.matter.checked import Checked, PlantedFaults, Proved
from sscard_core.audit.book.matter.inputs import Inputs
from sscard_core.audit.book.matter.played import PlayedStep
from sscard_core.audit.book.matter.resting import AssumptionFacts
from sscard_core.audit.book.pages.page import Page
from sscard_core.checking.bounds import TOLD
from sscard_core.checking.check import ALL
from sscard_core.checking.killing import ALIKE, LAYERS
from sscard_core.model.decisions import Fee, Outcome
from sscard_core.rulebooks.book import Rulebook
from sscard_core.rulebooks.telling import Language, Phrase
from sscard_core.scenario.report import FEES

NOTICING: Final = tuple(each for each in LAYERS if each != ALIKE)


PLAINLY: Final = f"{Outcome.ACCEPTED}, {FEES[Fee.NONE]}"
"""The outcome that is told by a tick."""


@frozen
class Faults:
    """The faults planted in a rulebook, or in the table: how many each layer noticed, and what is left."""

    en: str
    zh: str
    planted: int
    noticed: tuple[int, ...]
    alike: int
    explained: int
    unexplained: tuple[str, ...]


def evidence_page(inputs: Inputs, resting: tuple[AssumptionFacts, ...]) -> Page:
    """Return the page of the evidence; without a result of a check it says so.

    A property may also be promised by a switch, whatever that rests on; such a name leads nowhere.
    """
    checked = inputs.checked
    return Page(
        file="evidence.html",
        template="evidence.html",
        menu="evidence",
        en="Evidence",
        zh="证据",
        menu_en="Evidence",
        menu_zh="证据",
        told_en="properties, witnesses, specification, proofs, planted faults, scenarios",
        told_zh="性质、见证、规约、证明、植入错误、场景",
        filled={
            "properties": ALL,
            "known": frozenset(each.assumption.name for each in resting),
            "bounds": TOLD,
            "layers": NOTICING,
            "faults": tuple(_faults(checked)) if checked else (),
            "proofs": _proofs(checked) if checked else {},
        },
    )


def _faults(checked: Checked) -> Iterator[Faults]:
    if checked.table.faults:
        yield _counted("the machines' table", "状态机规则表", checked.table)
    for book in checked.books:
        if book.planted.faults:
            yield _counted(book.id, book.id, book.planted)


def _counted(en: str, zh: str, planted: PlantedFaults) -> Faults:
    counted = Counter(each.layer for each in planted.faults)
    return Faults(
        en=en,
        zh=zh,
        planted=len(planted.faults),
        noticed=tuple(counted[each] for each in NOTICING),
        alike=counted[ALIKE],
        explained=counted[None] - len(planted.unexplained),
        unexplained=planted.unexplained,
    )


def _proofs(checked: Checked) -> Mapping[str, tuple[Proved, ...]]:
    found: dict[str, list[Proved]] = {}
    for each in checked.obligations:
        found.setdefault(each.about, []).append(each)
    return {name: tuple(each) for name, each in found.items()}


def scenario_pages(inputs: Inputs, slugs: Mapping[str, str]) -> Iterator[Page]:
    """Yield a page for each rulebook that has scenarios."""
    for book in inputs.books:
        if any(each.rulebook == book.id for each in inputs.scenarios):
            yield _scenario_page(inputs, book, slugs[book.id])


def _scenario_page(inputs: Inputs, book: Rulebook, slug: str) -> Page:
    return Page(
        file=f"scenarios-{slug}.html",
        template="scenarios.html",
        menu="evidence",
        en=f"Scenarios: {book.title_en}",
        zh=f"场景：{book.title_zh}",
        filled={
            "scenarios": tuple(each for each in inputs.scenarios if each.rulebook == book.id),
            "line": step_line,
        },
    )


def step_line(step: PlayedStep) -> Phrase:
    """Return a step in one line: what was asked, what came of it, and what changed."""
    return Phrase(_line(step, Language.ENGLISH), _line(step, Language.CHINESE))


def _line(step: PlayedStep, language: Language) -> str:
    if step.request is None:
        parts = [language.pick("time passes", "时间经过")]
    else:
        given = language.word(step.given)
        outcome = "✓" if step.outcome.en == PLAINLY else language.word(step.outcome)
        parts = [f"{language.word(step.request)}{f' ({given})' if given else ''} → {outcome}"]
    for each in step.changes:
        parts.append(f"{language.word(each.name)} {language.word(each.before)} → {language.word(each.after)}")
    return language.pick("; ", "；").join(parts)
