"""The pictures can be read: nothing overlaps, an A4 page holds them, a keyboard reaches every edge, colours contrast."""

import re
from itertools import product
from xml.etree import ElementTree

import pytest
from attrs import evolve
from diagram_samples import BOOKS, HOSTILE, hostile, machine, needs_dot, pictures

from sscard_core.audit.diagrams import layout as layouts
from sscard_core.audit.diagrams.fonts import css_families, width
from sscard_core.audit.diagrams.geometry import Box, Line
from sscard_core.audit.diagrams.layout import SMALLEST, TEXT, GraphvizMissing, lay_out
from sscard_core.audit.diagrams.style import DARK, LIGHT, STYLE, UPON
from sscard_core.audit.diagrams.svg import as_svg, fitting
from sscard_core.audit.diagrams.telling import Tongue
from sscard_core.lifecycle.table import Region
from sscard_core.model.citations import find_entry
from sscard_core.rulebooks.telling import Language

SVG = "{http://www.w3.org/2000/svg}"


def luminance(colour: str) -> float:
    """Return the relative luminance of a colour (WCAG 2.2)."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


class TestGeometry:
    """Boxes and lines know when they stand in each other's way."""

    @pytest.mark.parametrize(
        ("other", "overlap"),
        [
            (Box(9, 0, 10, 10), True),
            (Box(10, 0, 10, 10), False),
            (Box(0, 11, 10, 10), False),
            (Box(9, 9, 9, 9), True),
        ],
    )
    def test_boxes_overlap_where_they_share_more_than_an_edge(self, other: Box, overlap: bool) -> None:
        assert Box(0, 0, 10, 10).overlaps(other) is overlap
        assert other.overlaps(Box(0, 0, 10, 10)) is overlap

    def test_a_curve_runs_through_what_lies_on_it(self) -> None:
        line = Line(((0, 0), (0, 40), (80, 40), (80, 0)), (80, -5), Box(0, 0, 1, 1))
        assert line.runs_through(Box(40, 30, 4, 4))
        assert not line.runs_through(Box(40, 5, 4, 4))


@needs_dot
class TestLayout:
    """Every picture of every rulebook."""

    @pytest.mark.parametrize(
        ("book", "tongue"), [*((book, None) for book in BOOKS), *product(["jiangsu"], list(Language))]
    )
    def test_nothing_overlaps_no_line_runs_through_a_label_and_texts_are_large_enough_on_paper(
        self, book: str, tongue: Tongue
    ) -> None:
        for diagram in pictures(book):
            layout = lay_out(diagram, tongue)
            assert (layout.overlaps, layout.crossings) == (0, 0), diagram.name
            assert layout.scale * TEXT >= SMALLEST, diagram.name

    def test_a_picture_too_large_for_the_page_would_be_seen(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(layouts, "node_size", lambda _node: (4000.0, 4000.0))
        assert lay_out(pictures("jiangsu")[0], None).scale * TEXT < SMALLEST

    def test_states_and_labels_in_each_others_way_would_be_seen(self) -> None:
        laid = lay_out(pictures("jiangsu")[0], None)
        node, box = next(iter(laid.nodes.items()))
        moved = evolve(laid, nodes={**laid.nodes, node: laid.lines[0][1].label})
        assert (laid.overlaps, box != moved.nodes[node]) == (0, True)
        assert moved.overlaps > 0
        assert moved.fitness < laid.fitness

    def test_without_graphviz_it_says_what_to_install(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("PATH", "")
        with pytest.raises(GraphvizMissing, match="apt-get install graphviz"):
            lay_out(pictures("jiangsu")[0], None)


@needs_dot
class TestSvg:
    """What stands in the file."""

    def test_the_same_diagram_gives_the_same_bytes(self) -> None:
        assert as_svg(machine("jiangsu", Region.BODY)) == as_svg(machine("jiangsu", Region.BODY))

    @pytest.mark.parametrize("book", ["xinjiang-2022", "xinxiang-2017"])
    def test_every_edge_can_be_focused_and_names_its_states_causes_and_clauses(self, book: str) -> None:
        for diagram in pictures(book):
            root = ElementTree.fromstring(as_svg(diagram))
            edges = [each for each in root.iter(f"{SVG}g") if each.get("class") == "edge"]
            assert len(edges) == len(diagram.edges)
            for drawn, edge in zip(edges, diagram.edges, strict=True):
                assert drawn.get("tabindex") == "0"
                assert (drawn.get("data-from"), drawn.get("data-to")) == (
                    str(edge.source.state),
                    str(edge.target.state),
                )
                heard = drawn.get("aria-label") or ""
                assert all(move.cause.zh in heard and str(move.cause) in heard for move in edge.moves)
                clauses = (drawn.get("data-clause") or "").split()
                assert all(find_entry(clause) for clause in clauses)
                links = {each.get("href", "") for each in drawn.iter(f"{SVG}a")}
                assert links <= {f"#{clause}" for clause in clauses}
                assert drawn.findtext(f"{SVG}title")

    def test_ids_are_unique_and_title_and_description_are_there(self) -> None:
        root = ElementTree.fromstring(as_svg(machine("xinxiang-2017", Region.HRSS)))
        ids = [each.get("id") for each in root.iter() if each.get("id")]
        assert len(ids) == len(set(ids))
        assert all(each in ids for each in (root.get("aria-labelledby") or "?").split())

    def test_a_tooltip_tells_papers_fee_and_conditions_in_the_language_asked_for(self) -> None:
        diagram = next(each for each in pictures("xinxiang-2017") if each.parts[0].name == "losses")
        told = as_svg(diagram, Language.CHINESE)
        assert all(each in told for each in ("材料", "费用", "条件", "有效身份证件原件"))
        assert "papers" in as_svg(diagram, Language.ENGLISH)

    def test_states_have_both_names_and_the_national_code(self) -> None:
        told = as_svg(machine("jiangsu", Region.HRSS), Language.ENGLISH)
        assert "封存" in told
        assert "sealed · 0" in told

    def test_links_lead_where_the_page_wants_them(self) -> None:
        told = as_svg(machine("jiangsu", Region.INSURANCE), href=lambda clause: f"clauses.html#{clause}")
        assert 'href="#' not in told

    def test_hostile_text_is_text(self) -> None:
        told = as_svg(hostile())
        root = ElementTree.fromstring(told)
        assert [each.tag for each in root.iter() if "script" in each.tag] == []
        assert "<script" not in told
        assert HOSTILE[:8] in "".join(root.itertext())

    def test_a_long_title_is_cut(self) -> None:
        assert fitting("短", 100) == "短"
        cut = fitting("长" * 100, 100)
        assert cut.endswith("…")
        assert width(cut, TEXT) <= 100


class TestColours:
    """Texts and lines can be told from their ground, in light and in dark."""

    @pytest.mark.parametrize("colours", [LIGHT, DARK])
    def test_texts_have_a_contrast_of_four_and_a_half(self, colours: dict[str, str]) -> None:
        for text, ground in UPON:
            assert contrast(colours[text], colours[ground]) >= 4.5, (text, ground)

    @pytest.mark.parametrize("colours", [LIGHT, DARK])
    def test_lines_have_a_contrast_of_three(self, colours: dict[str, str]) -> None:
        for line, ground in product(("line", "mark"), ("paper", "band")):
            assert contrast(colours[line], colours[ground]) >= 3, (line, ground)

    def test_black_on_white_has_the_greatest_contrast(self) -> None:
        assert contrast("#000000", "#ffffff") == pytest.approx(21)

    def test_every_rule_of_the_style_is_confined_to_the_picture(self) -> None:
        plain = re.sub(r"@media[^{]*\{", "", STYLE)
        selectors = [each for rule in re.findall(r"([^{}]+)\{", plain) for each in rule.split(",")]
        assert selectors
        assert [each for each in selectors if not each.startswith(".sscard-diagram")] == []

    def test_the_fonts_are_those_of_three_systems(self) -> None:
        assert css_families() == (
            '"Noto Sans CJK SC", "Source Han Sans SC", "WenQuanYi Micro Hei", '
            '"PingFang SC", "Microsoft YaHei", "SimHei", sans-serif'
        )
