"""The exploration comes to what asking every question of every file comes to, without any memory of what was read."""

from collections import Counter, deque
from collections.abc import Callable
from functools import cache

import pytest
from attrs import define, evolve, field
from exploration_samples import ALL, BY_NAME, explored_under, law, nearest, plain_desk, without

from sscard_core import Desk
from sscard_core.checking import asks as a
from sscard_core.checking.answers import Answer, Reads
from sscard_core.checking.digits import Row
from sscard_core.checking.explore import Explored, asked_again
from sscard_core.checking.normal import normal, remembers_reports
from sscard_core.checking.questions import Put, Question
from sscard_core.checking.reach import is_at_its_end, stuck
from sscard_core.checking.scopes import TIME, Scope
from sscard_core.checking.ways import ordinary
from sscard_core.lifecycle.rules import Rules
from sscard_core.model.arguments import BankAnswer, RequestName
from sscard_core.model.card_file import CardFile
from sscard_core.model.decisions import Outcome
from sscard_core.model.refusals import RefusalCode

CASES = (
    ("xinjiang-2022", "outlets"),
    ("xinxiang-2017", "outlets"),
    ("jiangsu", "half"),
    ("xinjiang-2022", "cards"),
)


def few(scope: str) -> Callable[[Question], bool]:
    """Return which questions of a scope are asked, so that few states come of it."""
    kept = {
        "outlets": {RequestName.APPLY, RequestName.PRODUCE, RequestName.COLLECT, RequestName.REPORT_LOSS,
                    RequestName.RELEASE_LOSS, RequestName.REPLACE, RequestName.ACTIVATE_BANK, RequestName.ENABLE_HRSS},
        "half": {RequestName.APPLY, RequestName.PRODUCE, RequestName.COLLECT,
                 RequestName.CANCEL, RequestName.REPORT_LOSS, RequestName.END_INSURANCE},
        "cards": {RequestName.APPLY, RequestName.PRODUCE, RequestName.COLLECT, RequestName.MIGRATE_MEDICAL_CARD,
                  RequestName.CREDIT_HRSS, RequestName.PAY_MEDICAL, RequestName.ENABLE_HRSS, RequestName.TRANSFER,
                  RequestName.ACTIVATE_BANK, RequestName.DEPOSIT, RequestName.WITHDRAW_CASH},
    }[scope]  # fmt: skip
    return lambda question: not isinstance(question, Put) or question.request.name in kept


@cache
def explored(book: str, scope: str) -> Explored:
    return explored_under(law(book), BY_NAME[scope], only=few(scope))


@define
class Naive:
    """Every file that is reached, with its distance, and what became of every question there."""

    depths: dict[CardFile, int] = field(factory=dict)
    codes: Counter[tuple[str, RefusalCode | None]] = field(factory=Counter)
    answers: dict[tuple[CardFile, int], tuple[RefusalCode | None, bool, CardFile] | None] = field(
        factory=dict
    )


@cache
def naive(book: str, scope: str) -> Naive:
    """Ask everything of everything. Files are kept whole: also what the exploration takes to be constant."""
    desk, questions = plain_desk(book, scope), explored(book, scope).questions
    reports, found = remembers_reports(desk.rules), Naive()

    def told_apart(file: CardFile) -> CardFile:
        return evolve(normal(file, reports=reports), version=0)

    todo = deque(told_apart(each) for each in BY_NAME[scope].starts(desk))
    found.depths = dict.fromkeys(todo, 0)
    while todo:
        file = todo.popleft()
        for number, question in enumerate(questions):
            asked = question.ask(desk, file)
            if asked is None:
                found.answers[file, number] = None
                continue
            after = told_apart(asked.after)
            found.answers[file, number] = asked.code, asked.outcome is Outcome.PARTIAL, after
            if after not in found.depths:
                found.depths[after] = found.depths[file] + 1
                todo.append(after)
    return found


@cache
def rows(book: str, scope: str) -> dict[CardFile, Row]:
    alphabet = explored(book, scope).alphabet
    return {file: alphabet.row(file) for file in naive(book, scope).depths}


@pytest.mark.parametrize(("book", "scope"), CASES)
class TestAgainstNaive:
    """Two ways to the same: by what is read, and by asking everything."""

    def test_the_same_states(self, book: str, scope: str) -> None:
        found = explored(book, scope)
        assert {*found.rows} == {*rows(book, scope).values()}
        assert found.states == len({*found.rows}) > 20

    def test_the_same_answers(self, book: str, scope: str) -> None:
        found, row_of = explored(book, scope), rows(book, scope)
        state_of = {row: state for state, row in enumerate(found.rows)}
        wrong = []
        for (file, question), asked in naive(book, scope).answers.items():
            state = state_of[row_of[file]]
            answer = found.answer(state, question)
            after = bytearray(row_of[file])
            for place, digit in answer.writes:
                after[place] = digit
            expected = None if asked is None else (asked[0], asked[1], row_of[asked[2]])
            got = (answer.code, answer.partial, bytes(after)) if answer.applies else None
            if got != expected:
                wrong.append((state, found.questions[question], got, expected))
        assert wrong == []
        assert found.asked < found.attempts

    def test_the_same_counts_of_each_refusal(self, book: str, scope: str) -> None:
        found, row_of = explored(book, scope), rows(book, scope)
        counted: Counter[tuple[str, RefusalCode | None]] = Counter()
        seen = set()
        for (file, question), asked in naive(book, scope).answers.items():
            if asked is not None and (row_of[file], question) not in seen:
                seen.add((row_of[file], question))
                counted[found.questions[question].label, asked[0]] += 1
        assert found.codes == counted

    def test_the_same_edges(self, book: str, scope: str) -> None:
        found, row_of = explored(book, scope), rows(book, scope)
        moves = {
            (row_of[file], row_of[asked[2]])
            for (file, _), asked in naive(book, scope).answers.items()
            if asked
        }
        stored = {
            (found.rows[state], found.rows[after])
            for state in range(found.states)
            for after in found.successors[found.offsets[state] : found.offsets[state + 1]]
        }
        assert {pair for pair in stored if pair[0] != pair[1]} == {
            pair for pair in moves if pair[0] != pair[1]
        }

    def test_shortest_paths_are_shortest(self, book: str, scope: str) -> None:
        found, row_of = explored(book, scope), rows(book, scope)
        nearest_of: dict[Row, int] = {}
        for file, depth in naive(book, scope).depths.items():
            nearest_of[row_of[file]] = min(depth, nearest_of.get(row_of[file], depth))
        lengths = [sum(1 for _ in found.path(state)) for state in range(found.states)]
        assert lengths == [nearest_of[row] for row in found.rows]
        assert lengths == sorted(lengths)

    def test_paths_lead_where_they_say(self, book: str, scope: str) -> None:
        found = explored(book, scope)
        for state in range(found.states):
            here = None
            for before, question in found.path(state):
                assert here in (None, before)
                after = bytearray(found.rows[before])
                for place, digit in found.answer(before, question).writes:
                    after[place] = digit
                here = found.rows.index(bytes(after))
            assert here in (None, state)


def every_pair(found: Explored) -> list[tuple[int, int]]:
    return [(state, question) for state in range(found.states) for question in range(len(found.questions))]


def tampered(found: Explored, question: int, instead: Callable[[Answer], Answer]) -> None:
    """Alter every answer to a question."""
    answers = found.answers[question]

    def altered(node: Reads | Answer) -> Reads | Answer:
        if isinstance(node, Answer):
            return instead(node)
        return Reads(node.place, {digit: altered(each) for digit, each in node.after.items()})

    assert answers.root is not None
    answers.root = altered(answers.root)


class TestAskedAgain:
    """Answers that were remembered are asked for once more, of a desk that remembers nothing."""

    def desk(self) -> Desk:
        return plain_desk("xinjiang-2022", "half")

    def found(self) -> Explored:
        return explored_under(law("xinjiang-2022"), BY_NAME["half"], states=40)

    def again(self, found: Explored, questions: range | None = None) -> int:
        asked = questions or range(len(found.questions))
        picks = [(state, question) for state in range(len(found.offsets) - 1) for question in asked]
        return asked_again(found, self.desk(), picks, reports=remembers_reports(self.desk().rules))

    def test_a_sound_exploration_answers_as_before(self) -> None:
        assert self.again(self.found()) == 0
        whole = explored("xinjiang-2022", "outlets")
        desk = plain_desk("xinjiang-2022", "outlets")
        assert asked_again(whole, desk, every_pair(whole), reports=remembers_reports(desk.rules)) == 0

    @pytest.mark.parametrize(
        "instead",
        [
            lambda answer: evolve(answer, code=RefusalCode.CANCELLED),
            lambda answer: evolve(answer, writes=((0, 200),)),
        ],
        ids=["another code", "another change"],
    )
    def test_an_answer_that_was_altered_is_found(self, instead: Callable[[Answer], Answer]) -> None:
        found = self.found()
        tampered(found, 0, instead)
        assert self.again(found, range(1)) == len(found.offsets) - 1

    def test_a_deadline_that_is_none_is_found(self) -> None:
        found = self.found()
        wait = next(number for number, each in enumerate(found.questions) if each in TIME)
        tampered(found, wait, lambda answer: evolve(answer, applies=True))
        assert self.again(found, range(wait, wait + 1)) > 0

    def test_another_desk_is_found(self) -> None:
        found = self.found()
        other = Desk(law("xinjiang-2022", replacement_needs_formal_loss="yes"), self.desk().verifier)
        picks = [
            (state, number)
            for state in range(len(found.offsets) - 1)
            for number in range(len(found.questions))
        ]
        assert asked_again(found, other, picks, reports=False) > 0


class TestBounds:
    """An exploration of the nearest states is the beginning of the whole."""

    def test_the_nearest_states_come_first(self) -> None:
        whole = nearest("xinjiang-2022", "outlets", ALL)
        part = nearest("xinjiang-2022", "outlets", 30)
        assert part.states < whole.states
        files = [part.file(state) for state in range(part.states)]
        assert {*files} <= {whole.file(state) for state in range(whole.states)}
        assert files[:5] == [whole.file(state) for state in range(5)]

    def test_questions_that_are_not_followed_lead_nowhere(self) -> None:
        found = nearest("jiangsu", "people", 300)
        followed = tuple(dict.fromkeys(BY_NAME["people"].followed(plain_desk("jiangsu", "people").rules)))
        assert {*found.by} <= {-1, *range(len(followed))}
        assert len(found.questions) > len(followed)
        assert [each for each in found.questions if isinstance(each, Put)]


def ending(*groups: a.Asks) -> Scope:
    """Return a small scope in which a card comes and goes."""

    def followed(rules: Rules) -> list[Question]:
        return [*(put for group in groups for request in group for put in ordinary(rules, request)), *TIME]

    return Scope(name="ending", en="a card comes and goes", zh="发卡与注销", followed=followed)


class TestReach:
    """From every state an end is in reach, and where it is not that is found."""

    GROUPS = (a.ORDERS[:1], a.PRODUCTION, a.ACTIVATION, a.INSURANCE[2:], a.ENDINGS)

    @pytest.mark.parametrize("book", ["xinjiang-2013", "xinxiang-2017", "jiangsu"])
    def test_a_published_rulebook_lets_a_card_end(self, book: str) -> None:
        found = explored_under(law(book), ending(*self.GROUPS))
        assert stuck(found) is None
        assert any(is_at_its_end(found.file(state)) for state in range(1, found.states))

    def test_without_cancelling_there_is_no_way_out(self) -> None:
        book = law("jiangsu")
        found = explored_under(without(book, RequestName.CANCEL), ending(*self.GROUPS))
        state = stuck(found)
        assert state is not None
        assert not is_at_its_end(found.file(state))
        asked = [found.questions[number].label for _, number in found.path(state)]
        assert "cancel" not in asked
        assert asked[0] == "apply"

    def test_the_nearest_state_without_a_way_out_is_told(self) -> None:
        found = explored_under(law("jiangsu"), ending(*self.GROUPS))
        living = [state for state in range(found.states) if not is_at_its_end(found.file(state))]
        for state in living[-2:]:
            for place in range(found.offsets[state], found.offsets[state + 1]):
                found.successors[place] = state
        assert stuck(found) == living[-2]

    def test_a_silent_bank_does_not_shut_the_way(self) -> None:
        def followed(rules: Rules) -> list[Question]:
            plain = list(ending(*self.GROUPS).followed(rules))
            silent = [
                evolve(each, bank_answer=BankAnswer.UNANSWERED) for each in plain if isinstance(each, Put)
            ]
            return [*plain, *silent]

        found = explored_under(law("jiangsu"), evolve(ending(), followed=followed))
        assert stuck(found) is None
