"""Every format is read back by a reader of that format, and says what the diagram says; hostile text stays text."""

import json
import shutil
import subprocess
from collections import Counter
from xml.etree import ElementTree

import pytest
from attrs import evolve
from diagram_samples import BOOKS, hostile, machine, machines, needs_dot, pictures
from mermaid_reader import mermaids_own, read_by_mermaid, read_mermaid

from sscard_core.audit.diagrams.dot import as_dot, as_png
from sscard_core.audit.diagrams.fonts import FontMissing, font_with
from sscard_core.audit.diagrams.formats import ONE_PART, Format, PartNeeded, written
from sscard_core.audit.diagrams.machines import as_aldebaran, as_scxml, event_name, steps
from sscard_core.audit.diagrams.mermaid import as_mermaid
from sscard_core.audit.diagrams.model import Diagram
from sscard_core.audit.diagrams.svg import as_svg
from sscard_core.checking.graphs import read_aldebaran
from sscard_core.lifecycle.table import Region

SCXML = "{http://www.w3.org/2005/07/scxml}"


def joined(diagram: Diagram) -> list[tuple[str, str]]:
    return sorted((edge.source.id, edge.target.id) for edge in diagram.edges)


class TestMermaid:
    """What code hosts draw."""

    @pytest.mark.parametrize("book", BOOKS)
    def test_it_is_read_back(self, book: str) -> None:
        for diagram in pictures(book):
            read = read_mermaid(as_mermaid(diagram))
            first = [node.id for node in diagram.nodes if node.is_first]
            assert list(read.states) == [node.id for node in diagram.nodes]
            arrows = [each[:2] for each in read.arrows]
            assert sorted(arrows) == sorted([*joined(diagram), *(("[*]", each) for each in first)])

    def test_ids_are_ascii_and_labels_are_not(self) -> None:
        read = read_mermaid(as_mermaid(pictures("jiangsu")[0]))
        assert all(each.isascii() for each in read.states)
        assert all(not each.isascii() for each in read.states.values())

    def test_hostile_text_is_an_entity(self) -> None:
        diagram = hostile()
        node = diagram.nodes[0]
        lines = as_mermaid(diagram).splitlines()
        assert read_mermaid("\n".join(lines)).states[node.id] == f"{node.state.zh} {node.state}"

    @pytest.mark.parametrize(
        "wrong", ["graph TD", "stateDiagram-v2\n    a -> b", 'stateDiagram-v2\n    a --> b : x"y']
    )
    def test_the_reader_takes_nothing_else(self, wrong: str) -> None:
        with pytest.raises(ValueError, match="diagram"):
            read_mermaid(wrong)

    def test_mermaid_itself_reads_it_too(self) -> None:
        folder = mermaids_own()
        if folder is None:
            pytest.skip("node and mermaid are not installed; name their folder in SSCARD_MERMAID")
        diagrams = [diagram for book in BOOKS for diagram in pictures(book)]
        for diagram, (states, arrows) in zip(
            diagrams, read_by_mermaid([as_mermaid(each) for each in diagrams], folder), strict=True
        ):
            assert {node.id for node in diagram.nodes} == {each for each in states if each != "root_start"}
            own = sorted((start, end) for start, end in arrows if start != "root_start")
            assert own == joined(diagram)


@needs_dot
class TestDot:
    """What Graphviz reads."""

    @pytest.mark.parametrize("diagram", [*pictures("xinxiang-2017"), hostile()], ids=lambda each: each.name)
    def test_it_is_read_back(self, diagram: Diagram) -> None:
        done = subprocess.run(
            ["dot", "-Tdot_json"], input=as_dot(diagram), capture_output=True, encoding="utf-8", check=True
        )
        told = json.loads(done.stdout)
        names = [each["name"] for each in told["objects"]]
        edges = [(names[each["tail"]], names[each["head"]]) for each in told.get("edges", [])]
        assert names == [node.id for node in diagram.nodes]
        assert sorted(edges) == joined(diagram)

    def test_parts_are_as_many_graphs(self) -> None:
        diagram = machine("jiangsu", Region.HRSS)
        assert as_dot(diagram).count("digraph ") == len(diagram.parts) > 1


class TestScxml:
    """What statechart tools read."""

    @pytest.mark.parametrize("book", BOOKS)
    def test_it_names_every_state_and_every_move(self, book: str) -> None:
        for diagram in machines(book):
            root = ElementTree.fromstring(as_scxml(diagram))
            told = Counter(
                (state.get("id"), move.get("event"), move.get("target"))
                for state in root.iter(f"{SCXML}state")
                for move in state.iter(f"{SCXML}transition")
            )
            assert told == Counter(
                (edge.source.id, event_name(move), edge.target.id) for edge, move in steps(diagram)
            )

    @pytest.mark.parametrize("region", [Region.HRSS, Region.BANK_PIN, Region.INSURANCE])
    def test_a_statechart_engine_reads_it_and_every_move_goes_where_it_should(self, region: Region) -> None:
        processor = pytest.importorskip(
            "statemachine.io.scxml.processor", reason="python-statemachine is not installed"
        )
        diagram = machine("jiangsu", region)
        for edge, move in steps(diagram):
            begun = as_scxml(diagram).replace(f' initial="{region}_none"', f' initial="{edge.source.id}"')
            engine = processor.SCXMLProcessor()
            engine.parse_scxml(diagram.name, begun)
            running = engine.start()
            running.send(event_name(move))
            assert [state.id for state in running.configuration] == [edge.target.id]

    def test_from_each_state_a_step_has_one_end(self) -> None:
        for book in BOOKS:
            for diagram in machines(book):
                named = [(edge.source, event_name(move)) for edge, move in steps(diagram)]
                assert len(named) == len(set(named))


class TestAldebaran:
    """What model checkers read."""

    @pytest.mark.parametrize("book", BOOKS)
    def test_it_is_read_back_with_every_state_and_move(self, book: str) -> None:
        for diagram in machines(book):
            graph = read_aldebaran(as_aldebaran(diagram))
            assert graph.states == len(diagram.nodes)
            assert graph.edges == len(list(steps(diagram)))


@needs_dot
class TestPng:
    """What is drawn here and now."""

    @pytest.mark.skipif(shutil.which("fc-list") is None, reason="fontconfig is not installed")
    def test_it_is_a_picture_where_a_font_has_every_sign(self) -> None:
        try:
            font_with("卡")
        except FontMissing:
            pytest.skip("no Chinese font is installed")
        assert as_png(machine("jiangsu", Region.INSURANCE)).startswith(b"\x89PNG")

    def test_a_sign_that_no_font_has_is_an_error(self) -> None:
        diagram = machine("jiangsu", Region.INSURANCE)
        title = evolve(diagram.title, zh="\U0010ffff卡")
        with pytest.raises(FontMissing):
            as_png(evolve(diagram, title=evolve(title, en="\u0378\U0002fffd")))

    def test_without_fontconfig_nothing_is_drawn(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("PATH", "")
        with pytest.raises(FontMissing, match="fontconfig"):
            font_with("卡")


class TestFormats:
    """One door to all of them."""

    @pytest.mark.parametrize("form", sorted(ONE_PART, key=str))
    def test_a_format_for_one_picture_asks_for_the_part(self, form: Format) -> None:
        with pytest.raises(PartNeeded, match="losses"):
            written(machine("jiangsu", Region.HRSS), form)

    @pytest.mark.parametrize("form", [Format.MERMAID, Format.SCXML, Format.AUT])
    def test_the_same_diagram_gives_the_same_bytes(self, form: Format) -> None:
        diagram = machine("xinxiang-2017", Region.TEMPORARY)
        assert written(diagram, form) == written(diagram, form) != b""

    @needs_dot
    def test_several_parts_stand_beneath_each_other_in_one_svg(self) -> None:
        diagram = machine("jiangsu", Region.HRSS)
        root = ElementTree.fromstring(as_svg(diagram))
        pictures_ = [each for each in root.iter() if each.tag.endswith("}svg")]
        assert len(pictures_) == 1 + len(diagram.parts)
