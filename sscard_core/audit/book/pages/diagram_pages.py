"""The pages of the diagrams and of the journeys of each rulebook."""

from collections.abc import Iterator

from sscard_core.audit.book.matter.drawings import Drawings
from sscard_core.audit.book.matter.services import ServiceFacts, services
from sscard_core.audit.book.pages.page import Page
from sscard_core.audit.book.telling import markup
from sscard_core.audit.diagrams.style import STYLE
from sscard_core.rulebooks.book import Rulebook
from sscard_core.rulebooks.telling import Phrase


def diagram_pages(book: Rulebook, drawn: Drawings, slug: str, *, first: bool) -> Iterator[Page]:
    """Yield the page of a rulebook's diagrams, then that of its journeys."""
    facts = services(book)
    yield Page(
        file=f"diagrams-{slug}.html",
        template="diagrams.html",
        menu="diagrams",
        en=f"Diagrams: {book.title_en}",
        zh=f"状态图：{book.title_zh}",
        menu_en="Diagrams" if first else "",
        menu_zh="状态图" if first else "",
        told_en="one state diagram for each machine, its edges with conditions, papers, fee, time and clause",
        told_zh="每部分一张状态图，各边附条件、材料、费用、时限与条款",
        filled={
            "slug": slug,
            "drawn": drawn,
            "provisions": {(each.name, one.name): one for each in facts for one in each.provisions},
            "numbers": _numbers(facts),
            "style": markup(STYLE),
        },
    )
    yield Page(
        file=f"journeys-{slug}.html",
        template="journeys.html",
        menu="diagrams",
        en=f"Journeys: {book.title_en}",
        zh=f"办事流程：{book.title_zh}",
        told_en="application to card in hand, lost card to new card, cancellation on death, as swim lanes",
        told_zh="申领到领卡、丢卡到新卡、死亡后注销，以泳道图表示",
        filled={"slug": slug, "drawn": drawn, "style": markup(STYLE)},
    )


def _numbers(facts: tuple[ServiceFacts, ...]) -> dict[Phrase, int]:
    """Return a number for each condition that any provision asks, in order of first mention."""
    asked = (each.sentence for service in facts for one in service.provisions for each in one.conditions)
    return {sentence: number for number, sentence in enumerate(dict.fromkeys(asked), start=1)}
