"""A diagram as SVG: laid out by `dot`, written here, so that every edge can be focused and leads to its clauses."""

from collections.abc import Callable, Iterator
from typing import Final

from attrs import frozen

from sscard_core.audit.diagrams.fonts import width
from sscard_core.audit.diagrams.geometry import Box, Line, Point
from sscard_core.audit.diagrams.layout import LINE, MARGIN, TEXT, lay_out
from sscard_core.audit.diagrams.markup import element, number, told
from sscard_core.audit.diagrams.model import Diagram, Edge, Node
from sscard_core.audit.diagrams.style import STYLE
from sscard_core.audit.diagrams.telling import (
    LabelLine,
    Tongue,
    account_text,
    edge_name,
    label_lines,
    state_lines,
    word,
)
from sscard_core.model.citations import Clause

CAPTION: Final = 26.0
"""Height of the line above a picture that says what it shows."""

WIDEST_CAPTION: Final = 640.0
"""Room that a caption gets over a small picture; a longer one is cut."""

HALF_TIP: Final = 3.6
"""Half the width of an arrow's head."""


def clause_anchor(clause: Clause) -> str:
    """Return where a clause stands in the page that the picture is part of."""
    return f"#{clause}"


@frozen
class Sheet:
    """What a whole picture says of itself: its name, the line above it, and a description for who does not see it."""

    name: str
    caption: str
    description: str


@frozen
class Writer:
    """How pictures are written: in which language, where clauses lead, and whether the accounts of moves are in them."""

    tongue: Tongue = None
    href: Callable[[Clause], str] = clause_anchor
    accounts: bool = True
    style: bool = True

    def picture(self, diagram: Diagram) -> str:
        """Return a diagram of one part. Raises: GraphvizMissing."""
        layout = lay_out(diagram, self.tongue)
        caption = caption_of(diagram, self.tongue)
        wide = max(
            layout.width, 2 * MARGIN + width(fitting(caption, max(layout.width, WIDEST_CAPTION)), TEXT)
        )
        shown = "".join(
            (
                *(
                    self._edge(f"{diagram.name}-{place + 1}", edge, line, layout.said[place])
                    for place, (edge, line) in enumerate(layout.lines)
                ),
                *(self._node(diagram, node, box) for node, box in layout.nodes.items()),
            )
        )
        content = element(
            "g", shown, transform=f"translate({number((wide - layout.width) / 2)},{number(CAPTION)})"
        )
        seen = Sheet(diagram.name, caption, described(diagram, self.tongue))
        return self.page(seen, wide, layout.height + CAPTION, content)

    def page(self, sheet: Sheet, wide: float, high: float, content: str) -> str:
        """Return a whole picture: caption, description for those who do not see it, style and content."""
        lang = "zh-CN" if self.tongue is None else str(self.tongue)
        return element(
            "svg",
            element("title", told(sheet.caption), id=f"{sheet.name}-title"),
            element("desc", told(sheet.description), id=f"{sheet.name}-desc"),
            element("style", STYLE) if self.style else "",
            element("rect", class_="paper", width=number(wide), height=number(high)),
            element(
                "text",
                told(fitting(sheet.caption, wide - 2 * MARGIN)),
                class_="caption",
                x=number(MARGIN),
                y="18",
            ),
            content,
            xmlns="http://www.w3.org/2000/svg",
            id=sheet.name,
            class_="sscard-diagram",
            role="group",
            aria_labelledby=f"{sheet.name}-title {sheet.name}-desc",
            lang=lang,
            viewBox=f"0 0 {number(wide)} {number(high)}",
            width=number(wide),
            height=number(high),
        )

    def _node(self, diagram: Diagram, node: Node, box: Box) -> str:
        left, top = box.x - box.width / 2, box.y - box.height / 2
        zh, en = state_lines(node)
        first = (
            element("circle", class_="first", cx=number(left + 7), cy=number(top + 8), r="3")
            if node.is_first
            else ""
        )
        return element(
            "g",
            rounded(Box(box.x, box.y, box.width, box.height)),
            first,
            element("text", told(zh), class_="zh middle", x=number(box.x), y=number(box.y - 3)),
            element(
                "text", told(en), class_="middle", lang="en", x=number(box.x), y=number(box.y + LINE - 3)
            ),
            id=f"{diagram.name}-{node.id}",
            class_="state",
            data_code=node.code or None,
        )

    def _edge(self, name: str, edge: Edge, line: Line, said: tuple[LabelLine, ...]) -> str:
        path = path_of(line.points)
        joined = edge_name(edge, self.tongue)
        heard = heard_at(edge, self.tongue)
        return element(
            "g",
            element(
                "title",
                told(f"{joined}\n{account_text(edge.moves, self.tongue)}" if self.accounts else heard),
            ),
            element("path", class_="hit", d=path),
            element("path", class_="line", d=path),
            arrow(line.points[-1], line.tip),
            self._label(line.label, said),
            id=name,
            class_="edge",
            tabindex="0",
            role="group",
            aria_label=heard,
            data_clause=" ".join(str(each) for each in edge.rests_on) or None,
            data_from=edge.source.state,
            data_to=edge.target.state,
        )

    def _label(self, box: Box, said: tuple[LabelLine, ...]) -> str:
        left, top = box.x - box.width / 2, box.y - box.height / 2
        ground = element(
            "rect", class_="back", x=number(left), y=number(top), width=number(box.width),
            height=number(box.height),
        )  # fmt: skip
        return ground + "".join(
            self.label_line(each, left + 4, top + LINE * place + 11) for place, each in enumerate(said)
        )

    def label_line(self, line: LabelLine, x: float, y: float) -> str:
        """Return one line of text whose citation leads to its clause."""
        cited = element("tspan", told(line.cited), class_="cited") if line.cited else ""
        if line.clause is not None:
            cited = element("a", cited.replace(' class="cited"', ""), href=self.href(line.clause))
        said = told(line.said) + (" " if line.said and cited else "")
        return element("text", said, cited, x=number(x), y=number(y))


def heard_at(edge: Edge, tongue: Tongue) -> str:
    """Return an edge as it is read out: from where to where, then each cause with its article."""
    return f"{edge_name(edge, tongue)}: {'; '.join(each.text for each in label_lines(edge, tongue))}"


def as_svg(
    diagram: Diagram,
    tongue: Tongue = None,
    href: Callable[[Clause], str] = clause_anchor,
    *,
    accounts: bool = True,
) -> str:
    """Return a diagram as SVG, its parts one beneath another.

    `tongue` is a language, or None for Chinese and English side by side; `href` says where a clause is to be found;
    with `accounts` each edge holds everything that the rulebook says of it, as its tooltip.
    Raises: GraphvizMissing.
    """
    writer = Writer(tongue, href, accounts)
    pictures = [writer.picture(each) for each in diagram.pictures()]
    return pictures[0] if len(pictures) == 1 else _beneath(diagram, writer, pictures)


def _beneath(diagram: Diagram, writer: Writer, pictures: list[str]) -> str:
    placed, wide, high = [], WIDEST_CAPTION, 0.0
    for picture in pictures:
        width_, height = (
            float(each) for each in picture.partition('viewBox="0 0 ')[2].partition('"')[0].split()
        )
        placed.append(f'<svg y="{number(high)}"{picture.removeprefix("<svg")}')
        wide, high = max(wide, width_), high + height
    caption = caption_of(diagram, writer.tongue)
    content = element("g", *placed, transform=f"translate(0,{number(CAPTION)})")
    return writer.page(Sheet(diagram.name, caption, caption), wide, high + CAPTION, content)


def caption_of(diagram: Diagram, tongue: Tongue) -> str:
    """Return what a diagram shows: rulebook, machine and, of several parts, which."""
    parts = [word(tongue, diagram.title), word(tongue, diagram.region)]
    if len(diagram.parts) == 1:
        parts.append(word(tongue, diagram.parts[0].title))
    return " · ".join(parts)


def described(diagram: Diagram, tongue: Tongue) -> str:
    """Return a diagram as sentences: every edge with its labels."""
    return "; ".join(_sentences(diagram, tongue))


def _sentences(diagram: Diagram, tongue: Tongue) -> Iterator[str]:
    for edge in diagram.edges:
        causes = ", ".join(word(tongue, each.cause) for each in edge.moves)
        yield f"{edge_name(edge, tongue)}: {causes}"


def fitting(text: str, room: float) -> str:
    """Return a text, cut so that it is no wider than there is room."""
    if width(text, TEXT) <= room:
        return text
    while text and width(f"{text}…", TEXT) > room:
        text = text[:-1]
    return f"{text}…"


def rounded(box: Box) -> str:
    """Return a box with round corners."""
    return element(
        "rect", x=number(box.x - box.width / 2), y=number(box.y - box.height / 2), width=number(box.width),
        height=number(box.height), rx="6",
    )  # fmt: skip


def path_of(points: tuple[Point, ...]) -> str:
    """Return Bézier curves as path data."""
    first, *others = (f"{number(x)},{number(y)}" for x, y in points)
    return f"M{first}C{' '.join(others)}"


def arrow(start: Point, tip: Point) -> str:
    """Return an arrow's head from where the line ends to the tip."""
    dx, dy = tip[0] - start[0], tip[1] - start[1]
    length = (dx * dx + dy * dy) ** 0.5 or 1.0
    across = (-dy / length * HALF_TIP, dx / length * HALF_TIP)
    corners = (
        tip,
        (start[0] + across[0], start[1] + across[1]),
        (start[0] - across[0], start[1] - across[1]),
    )
    return element("polygon", class_="tip", points=" ".join(f"{number(x)},{number(y)}" for x, y in corners))
