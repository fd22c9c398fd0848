"""The pages of the findings and of the assumptions."""

from collections.abc import Mapping

from sscard_core.audit.book.matter.findings import Finding
from sscard_core.audit.book.matter.inputs import Inputs
from sscard_core.audit.book.matter.resting import AssumptionFacts, shares
from sscard_core.audit.book.matter.turning import HEAVIEST_FIRST
from sscard_core.audit.book.pages.page import Page


def finding_page(inputs: Inputs, found: tuple[Finding, ...], slugs: Mapping[str, str]) -> Page:
    """Return the page of everything that could be read otherwise."""
    return Page(
        file="findings.html",
        template="findings.html",
        menu="findings",
        en="Findings",
        zh="发现",
        menu_en="Findings",
        menu_zh="发现",
        told_en="contradictions and gaps, the reading chosen, and what the other reading would change",
        told_zh="矛盾与空白、所取口径，以及其他口径会改变什么",
        filled={
            "findings": found,
            "weights": HEAVIEST_FIRST,
            "slugs": slugs,
            "decided": sum(each.decided for each in inputs.scenarios if not each.turned),
        },
    )


def assumption_page(inputs: Inputs, resting: tuple[AssumptionFacts, ...], slugs: Mapping[str, str]) -> Page:
    """Return the page of what everything rests on where the documents are silent."""
    return Page(
        file="assumptions.html",
        template="assumptions.html",
        menu="assumptions",
        en="Assumptions",
        zh="推定",
        menu_en="Assumptions",
        menu_zh="推定",
        told_en="what everything rests on where the documents are silent, and which rules rest on it",
        told_zh="文件未作规定之处的推定，以及哪些规则以其为依据",
        filled={"assumptions": resting, "shares": shares(inputs.books), "slugs": slugs},
    )
