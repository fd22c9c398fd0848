"""A journey as SVG: swim lanes of holder, window, bank and factory, time running down."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from attrs import frozen

from sscard_core.audit.diagrams.geometry import Box, Point
from sscard_core.audit.diagrams.journeys import Journey, Lane, Step
from sscard_core.audit.diagrams.layout import MARGIN, TEXT
from sscard_core.audit.diagrams.markup import element, number, told
from sscard_core.audit.diagrams.svg import CAPTION, Sheet, Writer, arrow, rounded
from sscard_core.audit.diagrams.telling import LabelLine, Tongue, clause_text, pick, word
from sscard_core.audit.diagrams.wrapping import lines_of
from sscard_core.model.citations import Clause
from sscard_core.rulebooks.describe import promise

LANE: Final = 184.0
"""Width of a lane."""

ROW: Final = 13.0
"""Height of a line of text; tighter than in a diagram, since a journey is long."""

PAD: Final = 8.0
GAP: Final = 16.0
"""Space between two rows, in which the arrow from one to the next runs."""

HEAD: Final = 24.0
TIP: Final = 8.0


@frozen
class Card:
    """One box of a journey: its lines, the lane it stands in, and what it rests on."""

    lane: Lane
    lines: tuple[LabelLine, ...]
    box: Box
    step: Step
    is_answer: bool


def journey_as_svg(journey: Journey, tongue: Tongue = None) -> str:
    """Return a journey as SVG. `tongue` is a language, or None for both side by side."""
    cards, bottom = _cards(journey, tongue)
    wide, high = 2 * MARGIN + LANE * len(Lane), bottom + MARGIN
    content = "".join((*_bands(high, tongue), *_arrows(cards), *(_drawn(each, tongue) for each in cards)))
    parts = (journey.place, journey.title)
    caption = " · ".join(word(tongue, each) for each in parts)
    sheet = Sheet(
        journey_name(journey), caption, "; ".join(_sentence(each, tongue) for each in journey.steps)
    )
    return Writer(tongue).page(sheet, wide, high, content)


def journey_name(journey: Journey) -> str:
    """Return the name of a journey's file."""
    return f"{journey.rulebook}-journey-{journey.name}"


def _middle(lane: Lane) -> float:
    return MARGIN + LANE * (list(Lane).index(lane) + 0.5)


def _cards(journey: Journey, tongue: Tongue) -> tuple[list[Card], float]:
    """Return the boxes from top to bottom, and where they end. What people do and its answer stand in one row."""
    cards: list[Card] = []
    top = CAPTION + HEAD + GAP
    for step in journey.steps:
        said = [(Lane.HOLDER, _asking(step, tongue))] if step.by else []
        said.append((step.lane, _answer(step, tongue)))
        heights = [ROW * len(lines) + PAD for _, lines in said]
        for (lane, lines), height in zip(said, heights, strict=True):
            box = Box(_middle(lane), top + max(heights) / 2, LANE - 2 * PAD, height)
            cards.append(Card(lane, lines, box, step, lane is not Lane.HOLDER))
        top += max(heights) + GAP
    return cards, top - GAP


def _wrapped(texts: list[str]) -> Iterator[LabelLine]:
    for text in texts:
        yield from (LabelLine(each) for each in lines_of(text, TEXT, LANE - 4 * PAD))


def _asking(step: Step, tongue: Tongue) -> tuple[LabelLine, ...]:
    """Return what people do: who comes, and with which papers."""
    assert step.by is not None, "only people have a box of their own"
    shown = pick_join(tongue, [word(tongue, papers[0]) for papers in step.papers])
    papers = [f"{pick(tongue, 'papers', '材料')}: {shown}"] if shown else []
    return tuple(_wrapped([word(tongue, step.by), *papers]))


def pick_join(tongue: Tongue, words: list[str]) -> str:
    """Return a list of words as the language writes one."""
    return ("; " if tongue is None else tongue.pick(", ", "、")).join(words)


def _answer(step: Step, tongue: Tongue) -> tuple[LabelLine, ...]:
    """Return what was decided: the request, where, at what fee, by when, and on what it rests."""
    decision = step.decision
    name = word(tongue, step.request) + (f" ({word(tongue, step.detail)})" if step.detail else "")
    texts = [name, *([word(tongue, step.through)] if step.through else [])]
    if decision.code is not None:
        texts.append(f"{pick(tongue, 'refused', '不予办理')}: {word(tongue, decision.code)}")
    if decision.fee is not None and step.by is not None:
        texts.append(f"{pick(tongue, 'fee', '费用')}: {word(tongue, decision.fee)}")
    if step.promise is not None:
        texts.append(f"{pick(tongue, 'due', '办结时限')}: {word(tongue, promise(step.promise))}")
    return (*_wrapped(texts), *_cited(step, tongue))


def _cited(step: Step, tongue: Tongue) -> Iterator[LabelLine]:
    clauses = step.decision.clauses
    if not clauses:
        yield LabelLine("", f"({pick(tongue, 'assumed', '推定')})")
    else:
        more = f" +{len(clauses) - 1}" if len(clauses) > 1 else ""
        yield LabelLine("", f"[{clause_text(clauses[0])}]{more}", clauses[0])


def _bands(high: float, tongue: Tongue) -> Iterator[str]:
    for place, lane in enumerate(Lane):
        left = MARGIN + LANE * place
        band = "band" if place % 2 == 0 else "paper"
        yield element(
            "rect",
            class_=band,
            x=number(left),
            y=number(CAPTION),
            width=number(LANE),
            height=number(high - CAPTION),
        )
        name = element(
            "text",
            told(word(tongue, lane)),
            class_="zh middle",
            x=number(_middle(lane)),
            y=number(CAPTION + 16),
        )
        yield name
    yield element(
        "path", class_="rule", d=f"M{number(MARGIN)},{number(CAPTION + HEAD)}h{number(LANE * len(Lane))}"
    )


def _arrows(cards: list[Card]) -> Iterator[str]:
    """Yield the way from box to box: across from asking to answer, down and over to the next step."""
    for before, after in pairwise(cards):
        if before.step is after.step:
            end = (after.box.x - after.box.width / 2, after.box.y)
            yield _polyline([(before.box.x + before.box.width / 2, before.box.y), end])
            continue
        start = (before.box.x, before.box.y + before.box.height / 2)
        end = (after.box.x, after.box.y - after.box.height / 2)
        row = max(card.box.y + card.box.height / 2 for card in cards if card.step is before.step)
        halfway = row + GAP / 2
        yield _polyline([start, (start[0], halfway), (end[0], halfway), end])


def _polyline(points: list[Point]) -> str:
    """Return a line with corners and an arrow's head at its end."""
    (_, y), tip = points[-2], points[-1]
    neck = (tip[0] - TIP, tip[1]) if y == tip[1] else (tip[0], tip[1] - TIP)
    corners = "L".join(f"{number(px)},{number(py)}" for px, py in (*points[:-1], neck))
    return element("path", class_="line", d=f"M{corners}") + arrow(neck, tip)


def _drawn(card: Card, tongue: Tongue) -> str:
    left, top = card.box.x - card.box.width / 2, card.box.y - card.box.height / 2
    writer, answer = Writer(tongue), card.is_answer
    refused = " refused" if card.step.is_refused and answer else ""
    texts = (
        writer.label_line(each, left + PAD, top + PAD / 2 + ROW * place + 10.5)
        for place, each in enumerate(card.lines)
    )
    clauses: tuple[Clause, ...] = card.step.decision.clauses if answer else ()
    return element(
        "g",
        element("title", told(_sentence(card.step, tongue))),
        rounded(card.box),
        *texts,
        class_=f"step{refused}",
        tabindex="0" if answer else None,
        role="group",
        aria_label=_sentence(card.step, tongue) if answer else " ".join(each.text for each in card.lines),
        data_clause=" ".join(str(each) for each in clauses) or None,
        data_lane=card.lane,
    )


def _sentence(step: Step, tongue: Tongue) -> str:
    """Return a step as a sentence, with every clause that it rests on."""
    who = word(tongue, step.by or step.lane)
    clauses = ", ".join(str(each) for each in step.decision.clauses)
    name = word(tongue, step.request) + (f" ({word(tongue, step.detail)})" if step.detail else "")
    return f"{who}: {name} — {word(tongue, step.decision.outcome)} [{clauses}]"
