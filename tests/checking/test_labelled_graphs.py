"""Labelled graphs: kept and read again, compared edge by edge, and drawn from the desk."""

from functools import cache

import pytest
from attrs import evolve

from sscard_core import RULEBOOK_IDS, Desk, rulebook
from sscard_core.checking.bounds import LONG_VALID, NOW, OVER
from sscard_core.checking.graphs import (
    Graph,
    GraphError,
    compare,
    compare_numbered,
    read_aldebaran,
)
from sscard_core.checking.people import ADULT
from sscard_core.checking.projection import Viewed, desk_graph, explore_view
from sscard_core.checking.views import (
    ADDS,
    COUNTS,
    REQUESTS,
    VALID_ONLY,
    VARIABLES,
    VIEWS,
    WAITS,
    WORDS,
    questions_of,
    told,
    vector,
)
from sscard_core.model.card_file import Card, CardFile
from sscard_core.model.money import Fen
from sscard_core.model.statuses import Hrss, HrssPin

A, B, C, D = (0,), (1,), (2,), (3,)
SQUARE = Graph.of(A, [(A, "go", B), (B, "go", C), (B, "back", A), (C, "stay", C)])
TEXT = 'des (0, 4, 3)\n(0, "go", 1)\n(1, "back", 0)\n(1, "go", 2)\n(2, "stay", 2)\n'


def written(graph: Graph) -> str:
    return "\n".join(graph.lines()) + "\n"


class TestAldebaran:
    """A graph is written as CADP and mCRL2 write it, and read again."""

    def test_written(self) -> None:
        assert written(SQUARE) == TEXT
        assert SQUARE.edges == 4

    def test_there_and_back(self) -> None:
        read = read_aldebaran(TEXT)
        assert read.edges == 4
        assert compare_numbered(SQUARE, read) == []

    def test_order_of_edges_does_not_matter(self) -> None:
        turned = Graph.of(A, [(C, "stay", C), (B, "back", A), (B, "go", C), (A, "go", B)])
        assert written(turned) == TEXT

    def test_a_state_alone(self) -> None:
        assert written(Graph.of(A, [])) == "des (0, 0, 1)\n"
        assert compare_numbered(Graph.of(A, []), read_aldebaran("des (0, 0, 1)")) == []

    @pytest.mark.parametrize(
        ("text", "problem"),
        [
            ("", "line 1: a graph begins with des"),
            ("nonsense", "line 1: a graph begins with des"),
            ("des (0, 1)\n", "line 1: a graph begins with des"),
            (TEXT.replace('(1, "go", 2)', "1 go 2"), "line 4: an edge is .*; found '1 go 2'"),
            (TEXT + "\n", "line 6: an edge is"),
            (TEXT.replace("0, 4, 3", "0, 5, 3"), "line 1: 5 edges are announced, 4 follow"),
        ],
    )
    def test_malformed(self, text: str, problem: str) -> None:
        with pytest.raises(GraphError, match=problem):
            read_aldebaran(text)


MORE = Graph.of(A, [(A, "go", B), (B, "go", C), (B, "back", A), (C, "stay", C), (C, "jump", A)])
LESS = Graph.of(A, [(A, "go", B), (B, "go", C), (C, "stay", C)])
ELSEWHERE = Graph.of(A, [(A, "go", B), (B, "go", A), (B, "back", A), (C, "stay", C)])


class TestComparing:
    """Each kind of difference is seen, with a shortest way to it."""

    def test_alike(self) -> None:
        assert compare(SQUARE, SQUARE) == []

    def test_only_one_has_it(self) -> None:
        (found,) = compare(MORE, SQUARE)
        assert (found.only, found.path, found.action) == ("code", ("go", "go"), "jump")
        assert (found.before, found.after, found.other) == (C, A, None)
        (found,) = compare(SQUARE, MORE)
        assert (found.only, found.path, found.action, found.after) == ("spec", ("go", "go"), "jump", A)
        (found,) = compare(LESS, SQUARE)
        assert (found.only, found.path, found.action) == ("spec", ("go",), "back")

    def test_another_target(self) -> None:
        (found,) = compare(SQUARE, ELSEWHERE)
        assert (found.only, found.path, found.action) == ("both", ("go",), "go")
        assert (found.after, found.other) == (C, A)

    def test_another_first_state(self) -> None:
        (found,) = compare(SQUARE, Graph.of(D, []))
        assert (found.before, found.other, found.path) == (A, D, ())

    def test_what_only_one_reaches_is_not_gone_into(self) -> None:
        one = Graph.of(A, [(A, "go", B), (B, "x", C), (C, "y", D)])
        assert [each.action for each in compare(one, Graph.of(A, [(A, "go", B)]))] == ["x"]

    def test_no_more_than_asked_for(self) -> None:
        many = Graph.of(A, [(A, f"go {number}", A) for number in range(20)])
        assert len(compare(many, Graph.of(A, []))) == 20
        chain = Graph.of((0,), [((number,), "on", (number + 1,)) for number in range(20)])
        lost = Graph.of(
            (0,), [((n,), "on", (n + 1,)) for n in range(20)] + [((n,), "off", (0,)) for n in range(20)]
        )
        assert len(compare(chain, lost, limit=5)) == 5

    @pytest.mark.parametrize(
        ("code", "only", "action"),
        [(MORE, "code", "jump"), (LESS, "spec", "back")],
        ids=["more than was kept", "less than was kept"],
    )
    def test_with_what_was_kept(self, code: Graph, only: str, action: str) -> None:
        found = compare_numbered(code, read_aldebaran(TEXT))
        assert [(each.only, each.action) for each in found] == [(only, action)]

    def test_another_target_than_was_kept(self) -> None:
        assert compare_numbered(ELSEWHERE, read_aldebaran(TEXT)) != []
        folded = Graph.of(A, [(A, "go", A)])
        unfolded = read_aldebaran('des (0, 2, 2)\n(0, "go", 1)\n(1, "go", 0)\n')
        assert compare_numbered(folded, unfolded) != []

    def test_the_other_way_about(self) -> None:
        unfolded = Graph.of(A, [(A, "go", B), (B, "go", A)])
        assert compare_numbered(unfolded, read_aldebaran('des (0, 1, 1)\n(0, "go", 0)\n')) != []


CARD = Card(generation=1, issued_on=NOW.date(), last_valid_day=LONG_VALID)


class TestVectors:
    """A card file in the variables of the specification."""

    def test_a_blank_file(self) -> None:
        values = vector(CardFile.blank(ADULT))
        assert values == (0,) * len(VARIABLES)
        assert told(values) == ""

    def test_in_words(self) -> None:
        file = evolve(
            CardFile.blank(ADULT), hrss=Hrss.TEMPORARILY_LOST, hrss_covered=Hrss.NORMAL, hrss_pin=HrssPin.SET,
            bank_balance=Fen(1), card=evolve(CARD, last_valid_day=OVER.date()),
        )  # fmt: skip
        words = "hrss=temporarily_lost hrss_covered=normal hrss_pin=set bank_money=1 has_card=1 expired=1"
        assert told(vector(file)) == words

    def test_what_a_lock_covers_is_told_while_locked(self) -> None:
        open_ = evolve(CardFile.blank(ADULT), hrss=Hrss.NORMAL, hrss_unlocked=Hrss.NORMAL)
        locked = evolve(open_, hrss=Hrss.LOCKED)
        place = VARIABLES.index("hrss_unlocks_to")
        assert (vector(open_)[place], vector(locked)[place]) == (0, WORDS["hrss_unlocks_to"].index("normal"))

    def test_every_word_has_its_variable(self) -> None:
        assert {*WORDS} < {*VARIABLES}
        assert all(words[0] == "none" for name, words in WORDS.items())


class TestViews:
    """Every action of every view is asked for, in every rulebook."""

    @pytest.mark.parametrize("view", VIEWS)
    @pytest.mark.parametrize("book", RULEBOOK_IDS)
    def test_every_action_that_is_offered_is_asked_for(self, book: str, view: str) -> None:
        rules = Desk(rulebook(book)).rules
        named = [action for action, _ in questions_of(rules, view)]
        offered = {
            action
            for action in VIEWS[view]
            if action in WAITS
            or any(request.name in rules.services for request in REQUESTS.get(action, REQUESTS["produce"]))
        }
        assert {*named} == offered
        assert named == sorted(named)

    def test_every_action_has_its_request_or_wait(self) -> None:
        actions = frozenset().union(*VIEWS.values())
        assert actions == {*REQUESTS, *WAITS, "deliver"}
        assert {*ADDS, *COUNTS, VALID_ONLY} <= actions


@cache
def viewed(book: str, view: str) -> Viewed:
    return explore_view(rulebook(book), view)


class TestDeskGraph:
    """The desk's graph of a view."""

    @pytest.mark.parametrize(
        ("book", "view"), [("jiangsu", "pins"), ("xinjiang-2022", "pins"), ("xinjiang-2022", "losses")]
    )
    def test_each_action_has_one_target(self, book: str, view: str) -> None:
        graph = desk_graph(viewed(book, view))
        many = [
            (told(state), action)
            for state, moves in graph.moves.items()
            for action, after in moves.items()
            if len(after) != 1
        ]
        assert many == []
        assert len(graph.moves) > 30
        assert {*graph.numbered()} == {*graph.moves}

    def test_only_the_views_actions(self) -> None:
        graph = desk_graph(viewed("xinjiang-2022", "losses"))
        assert {action for moves in graph.moves.values() for action in moves} <= VIEWS["losses"]

    def test_a_wrong_pin_is_an_edge(self) -> None:
        graph = desk_graph(viewed("xinjiang-2022", "pins"))
        place = VARIABLES.index("hrss_tries")
        counted = [
            (state[place], next(iter(moves["enter_hrss_wrong"]))[place])
            for state, moves in graph.moves.items()
            if "enter_hrss_wrong" in moves
        ]
        assert counted
        assert all(after == before + 1 for before, after in counted if after)

    def test_kept_and_compared(self) -> None:
        graph = desk_graph(viewed("xinjiang-2022", "losses"))
        assert compare_numbered(graph, read_aldebaran(written(graph))) == []
        assert compare(graph, graph) == []

    def test_a_faulty_desk_differs(self) -> None:
        book = rulebook("xinjiang-2022").with_readings({"release_after_formal_loss": "until_replacement"})
        faulty = desk_graph(explore_view(book, "losses"))
        sound = desk_graph(viewed("xinjiang-2022", "losses"))
        found = compare(faulty, sound)
        assert {(each.only, each.action.partition("_")[0]) for each in found} >= {("code", "release")}
        assert compare_numbered(faulty, read_aldebaran(written(sound))) != []
