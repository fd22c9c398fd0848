"""The moves in a diagram are those that the desk makes, all of them and no others."""

from collections.abc import Iterator

import pytest
from diagram_samples import BOOKS, machine, machines

from sscard_core.audit.diagrams.asked import ASKED
from sscard_core.audit.diagrams.gathering import diagrams_of
from sscard_core.audit.diagrams.model import MOST_EDGES, Diagram
from sscard_core.audit.diagrams.subjects import SUBJECTS
from sscard_core.audit.diagrams.tracing import FIRED, made, seen_in
from sscard_core.checking.explore import VERIFIER
from sscard_core.checking.projection import explore_view
from sscard_core.checking.questions import OpenDesk
from sscard_core.checking.views import VIEWS
from sscard_core.lifecycle import lapses, pin_check
from sscard_core.lifecycle.engine import fire
from sscard_core.lifecycle.services import SERVICES
from sscard_core.lifecycle.table import TABLE, Region, State, Trigger
from sscard_core.model.statuses import Hrss, Temporary
from sscard_core.rulebooks import rulebook

UNTAKEN = {
    ("order", "withdraw_first", "failed"),
    ("order", "withdraw_further", "failed"),
    ("hrss_pin", "forget", "none"),
    ("bank_pin", "activate", "set"),
    ("bank_pin", "activate", "locked"),
    ("body", "make", "at_outlet"),
    ("body", "issue", "none"),
    ("body", "fail", "none"),
    ("insurance", "begin", "none"),
}
"""Rows of the table that no request and no lapse takes from any state reached under the four rulebooks."""

Arrow = tuple[Region, State, State, Trigger]


def arrows(diagram: Diagram) -> Iterator[Arrow]:
    for edge in diagram.edges:
        for move in edge.moves:
            yield diagram.region, edge.source.state, edge.target.state, move.trigger


class TestTheTable:
    """A diagram is the table, as far as a rulebook takes it."""

    @pytest.mark.parametrize("book", BOOKS)
    def test_every_move_is_a_row(self, book: str) -> None:
        rows = {(row.region, row.source, row.target, row.trigger) for row in TABLE}
        assert {arrow for diagram in machines(book) for arrow in arrows(diagram)} <= rows

    def test_every_row_is_drawn_under_some_rulebook_unless_nothing_takes_it(self) -> None:
        drawn = {arrow for book in BOOKS for diagram in machines(book) for arrow in arrows(diagram)}
        absent = {
            (str(row.region), str(row.trigger), str(row.source))
            for row in TABLE
            if (row.region, row.source, row.target, row.trigger) not in drawn
        }
        assert absent == UNTAKEN


class TestWhatARulebookPermits:
    """What it refuses is not there."""

    @pytest.mark.parametrize(("book", "released"), [("xinjiang-2022", False), ("jiangsu", True)])
    def test_a_formal_loss_is_released_only_where_the_rulebook_lets_it(
        self, book: str, released: bool
    ) -> None:
        leaving = [
            edge.target.state
            for edge in machine(book, Region.HRSS).edges
            if edge.source.state is Hrss.FORMALLY_LOST
            and any(str(move.cause) == "release_loss" for move in edge.moves)
        ]
        assert bool(leaving) is released

    @pytest.mark.parametrize(
        ("book", "knows"),
        [("xinjiang-2013", True), ("xinjiang-2022", False), ("xinxiang-2017", True), ("jiangsu", False)],
    )
    def test_a_temporary_card_is_valid_only_where_there_are_temporary_cards(
        self, book: str, knows: bool
    ) -> None:
        states = {node.state for node in machine(book, Region.TEMPORARY).nodes}
        assert (Temporary.VALID in states) is knows

    def test_a_machine_without_moves_is_its_first_state(self) -> None:
        diagram = machine("jiangsu", Region.E_CARD)
        assert [node.id for node in diagram.nodes] == ["e_card_none"]
        assert [part.edges for part in diagram.parts] == [()]

    def test_a_lapse_stands_beside_the_release(self) -> None:
        edges = machine("jiangsu", Region.HRSS).edges
        causes = {
            str(move.cause): move
            for edge in edges
            if (str(edge.source.state), str(edge.target.state)) == ("temporarily_lost", "normal")
            for move in edge.moves
        }
        assert causes.keys() == {"release_loss", "loss_lapsed"}
        assert causes["loss_lapsed"].reading == ("temporary_loss_lapses_after", "7d")
        assert [str(clause) for clause in causes["loss_lapsed"].clauses] == ["JS-19"]

    def test_the_provisions_of_a_move_are_those_that_serve_it(self) -> None:
        move = next(
            move
            for edge in machine("xinxiang-2017", Region.HRSS).edges
            if edge.target.state is Hrss.CANCELLED
            for move in edge.moves
        )
        names = [way.provision.name for way in move.ways]
        assert "HRSS side, by an agent" in names
        assert all(way.asks for way in move.ways)


class TestParts:
    """A large machine is told by subject."""

    @pytest.mark.parametrize("book", BOOKS)
    def test_no_picture_has_more_edges_than_one_can_read(self, book: str) -> None:
        assert max(len(part.edges) for diagram in machines(book) for part in diagram.parts) <= MOST_EDGES

    @pytest.mark.parametrize("book", BOOKS)
    def test_no_move_is_told_twice(self, book: str) -> None:
        for diagram in machines(book):
            told = [
                (edge.source, edge.target, move.cause, move.trigger, move.restores)
                for edge in diagram.edges
                for move in edge.moves
            ]
            assert len(told) == len(set(told))

    def test_every_service_that_moves_has_a_subject_with_a_title(self) -> None:
        assert {service.act.__module__.rpartition(".")[2] for service in SERVICES.values()} == SUBJECTS.keys()

    def test_a_rulebook_is_gathered_once(self) -> None:
        assert diagrams_of(rulebook("jiangsu")) is diagrams_of(rulebook("jiangsu"))


class TestHowItIsTraced:
    """The tracing agrees with the machines, and with the check."""

    def test_what_fires_when_nobody_asks_is_what_the_tracing_says(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        heard: set[tuple[Region, Trigger]] = set()

        def listening(region: Region, state: State, trigger: Trigger, covered: State | None) -> State:
            heard.add((region, trigger))
            return fire(region, state, trigger, covered)

        monkeypatch.setattr(lapses, "fire", listening)
        monkeypatch.setattr(pin_check, "fire", listening)
        told: set[tuple[Region, Trigger]] = set()
        desk = OpenDesk(rulebook("jiangsu"), VERIFIER)
        for scope in (each for each in ASKED if each.name in ("passwords", "electronic")):
            for each in seen_in(desk, scope):
                moves = made(desk, each.question, each.file)
                told |= {(traced.row.region, traced.row.trigger) for traced in moves if traced.cause in FIRED}
        assert told
        assert told == heard

    @pytest.mark.parametrize("view", sorted(VIEWS))
    def test_whatever_the_check_sees_moving_is_drawn(self, view: str) -> None:
        book = rulebook("xinjiang-2022")
        desk, viewed = OpenDesk(book, VERIFIER), explore_view(book, view)
        drawn = {arrow for diagram in diagrams_of(book).values() for arrow in arrows(diagram)}
        seen = {
            (traced.row.region, traced.row.source, traced.row.target, traced.row.trigger)
            for number, question in enumerate(viewed.explored.questions)
            for row, _ in viewed.explored.sampled(number)
            for traced in made(desk, question, viewed.explored.alphabet.file(row))
        }
        assert seen
        assert seen <= drawn
