"""The desk's graph on the variables of the specification."""

from attrs import frozen

from sscard_core.checking.explore import VERIFIER, Explored, Explorer, written
from sscard_core.checking.graphs import Edge, Graph
from sscard_core.checking.questions import OpenDesk
from sscard_core.checking.scopes import TOGETHER
from sscard_core.checking.views import ADDS, COUNTS, VALID_ONLY, questions_of, vector
from sscard_core.model.money import NIL
from sscard_core.model.refusals import RefusalCode
from sscard_core.model.statuses import Temporary
from sscard_core.rulebooks.book import Rulebook


@frozen
class Viewed:
    """A view explored: the actions by which its questions are called, and what came of them."""

    actions: tuple[str, ...]
    explored: Explored


def explore_view(book: Rulebook, view: str) -> Viewed:
    """Explore what a view compares: every way of asking for each of its actions."""
    desk = OpenDesk(book, VERIFIER)
    named = tuple(questions_of(desk.rules, view))
    questions = tuple(question for _, question in named)
    explored = Explorer(desk, TOGETHER.starts(desk), questions, promises=()).explore()
    return Viewed(tuple(action for action, _ in named), explored)


def desk_graph(viewed: Viewed) -> Graph:
    """Return every step of a view that the desk takes, from every state that it reaches."""
    explored = viewed.explored
    files = [explored.file(state) for state in range(explored.states)]
    vectors = {row: vector(file) for row, file in zip(explored.rows, files, strict=True)}
    edges: set[Edge] = set()
    for row, file in zip(explored.rows, files, strict=True):
        for action, answers in zip(viewed.actions, explored.answers, strict=True):
            answer = answers.find(row)
            assert answer is not None, "every question is answered in every state"
            counts = action in COUNTS and answer.code is RefusalCode.PIN_WRONG
            offered = action not in ADDS or getattr(file, ADDS[action]) == NIL
            offered = offered and (action != VALID_ONLY or file.temporary is Temporary.VALID)
            if answer.applies and offered and (answer.code is None or counts):
                edges.add((vectors[row], action, vectors[written(row, answer.writes)]))
    return Graph.of(vectors[explored.rows[0]], edges)
