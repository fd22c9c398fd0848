"""The page of each rulebook: its services, readings, consequences and grounds."""

from sscard_core.audit.book.matter.services import services
from sscard_core.audit.book.pages.names import CONSEQUENCE_TOLD, GROUND_TOLD
from sscard_core.audit.book.pages.page import Page
from sscard_core.rulebooks.book import Rulebook


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
