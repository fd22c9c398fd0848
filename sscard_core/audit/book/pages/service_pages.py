"""The page of each rulebook: its services, readings, consequences and grounds."""

from typing import Final

from sscard_core.audit.book.matter.services import services
from sscard_core.audit.book.pages.page import Page
from sscard_core.lifecycle.conditions import CONDITIONS
from sscard_core.lifecycle.consequences import CONSEQUENCES
from sscard_core.lifecycle.rules import GROUNDS
from sscard_core.lifecycle.table import STATES
from sscard_core.model.refusals import ENGLISH, RefusalCode
from sscard_core.rulebooks.book import Rulebook
from sscard_core.rulebooks.telling import Phrase

DESK: Final = {
    "standing": Phrase("a state that is not made for the request", "不适用的状态"),
    "not_offered": Phrase("a service that is not offered", "不提供的服务"),
    "pin_wrong": Phrase("a wrong HRSS password", "社保账户密码错误"),
    "bank_pin_wrong": Phrase("a wrong bank password", "银行账户密码错误"),
    "calendar_not_announced": Phrase("a year whose holidays are not announced yet", "尚未公布放假安排的年度"),
}
"""What the desk itself looks at."""


def _ground(name: str) -> Phrase:
    """Return what a line of grounds is about: a condition, a refusal of the desk, or a region in a state."""
    if name in CONDITIONS:
        return Phrase(CONDITIONS[name].en, CONDITIONS[name].zh)
    return DESK.get(name) or REGION_STATES[name]


REGION_STATES: Final = {
    f"{region}_{state}": Phrase(f"{region} is {state}".replace("_", " "), f"{region.zh}为“{state.zh}”")
    for region, states in STATES.items()
    for state in states
}
GROUND_TOLD: Final = {name: _ground(name) for name in sorted(GROUNDS)}
CONSEQUENCE_TOLD: Final = {name: Phrase(*told) for name, told in CONSEQUENCES.items()}
CODE_TOLD: Final = {code: Phrase(ENGLISH[code], code.zh) for code in RefusalCode}


def service_page(book: Rulebook, slug: str, *, first: bool) -> Page:
    """Return the page of a rulebook; the menu leads to that of the first."""
    return Page(
        file=f"services-{slug}.html",
        template="services.html",
        menu="services",
        en=f"Services: {book.title_en}",
        zh=f"服务：{book.title_zh}",
        menu_en="Services" if first else "",
        menu_zh="服务" if first else "",
        told_en="who may ask, where, with which papers, at what fee, by when",
        told_zh="由谁办、在哪办、材料、收费、时限",
        filled={
            "book": book,
            "slug": slug,
            "services": services(book),
            "conditions": GROUND_TOLD,
            "consequences": CONSEQUENCE_TOLD,
        },
    )
