"""Exploring: from every state that can be reached, every question of a scope is asked, and every answer followed."""

import gc
from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Final

from attrs import define, evolve, field, frozen

from sscard_core.checking.answers import Answer, Answers
from sscard_core.checking.digits import KEPT, LAYOUT, PLACE, Alphabet, Row, Write, read_file, unread
from sscard_core.checking.normal import normal, remembers_reports
from sscard_core.checking.promises import Promise, StateRule
from sscard_core.checking.questions import OpenDesk, Question
from sscard_core.lifecycle.desk import Desk
from sscard_core.model.card_file import CardFile
from sscard_core.model.decisions import Outcome
from sscard_core.model.pins import PinVerifier
from sscard_core.model.postings import BALANCES
from sscard_core.model.refusals import RefusalCode
from sscard_core.rulebooks.book import Rulebook

WARM_UP: Final = (300, 3000, 30000)
"""States after which it is first looked whether more is read than was known; finding it later costs a fresh start."""

NEARLY_ALIKE: Final = 4
"""How many digits more a question's group may read than the question: fewer groups are looked up in each state."""

Progress = Callable[[int], None]


class PlainVerifier:
    """Verification values for exploring: nothing secret is compared, and nothing need be slow."""

    def value(self, pin: str, account: str) -> bytes:
        """Return account and PIN."""
        return f"{account} {pin}".encode()

    def matches(self, pin: str, account: str, value: bytes) -> bool:
        """Compare."""
        return value == self.value(pin, account)


VERIFIER: Final[PinVerifier] = PlainVerifier()


@frozen
class Finding:
    """A property that a step breaks, or that it is a witness for: a state and the question asked there.

    `question` is None for a property of the state alone.
    """

    promise: str
    state: int
    question: int | None


@define
class _Group:
    """Questions that read no other digits than these: for files equal in them all of the questions are answered alike.

    `read` has these digits set; the digits of a file that it leaves are what the group's answers are known by.
    """

    questions: tuple[int, ...]
    places: frozenset[int]
    read: int
    known: dict[int, "_Known"] = field(factory=dict)


@define
class _Known:
    """The answers of a group for one way of reading: the moves they make, and how many states of this walk read so.

    A move is a question, the digits that it keeps, and those that it writes.
    """

    answers: tuple[Answer, ...]
    moves: tuple[tuple[int, int, int], ...]
    states: int = 0


@define
class Explored:
    """A scope explored: the states in order of distance, how each was first reached, and what was found."""

    alphabet: Alphabet
    questions: Sequence[Question]
    answers: list[Answers]
    rows: list[Row]
    parents: "array[int]"
    by: "array[int]"
    successors: "array[int]"
    offsets: "array[int]"
    broken: dict[str, Finding]
    witnesses: dict[str, Finding]
    codes: Counter[tuple[str, RefusalCode | None]]
    samples: list[dict[int, tuple[Row, Answer]]]

    @property
    def states(self) -> int:
        """The number of states."""
        return len(self.rows)

    @property
    def complete(self) -> bool:
        """True where every state was asked; False where a limit cut the walk short."""
        return len(self.offsets) == len(self.rows) + 1

    @property
    def edges(self) -> int:
        """The number of pairs of states that a step joins."""
        return len(self.successors)

    @property
    def attempts(self) -> int:
        """The number of questions answered: every one in every state."""
        return self.states * len(self.questions)

    @property
    def asked(self) -> int:
        """The number of questions put to the desk itself."""
        return sum(each.asked for each in self.answers)

    def file(self, state: int) -> CardFile:
        """Return the card file of a state, in normal form."""
        return self.alphabet.file(self.rows[state])

    def sampled(self, question: int) -> Iterable[tuple[Row, Answer]]:
        """Return a state that is reached for each answer to a question."""
        return self.samples[question].values()

    def answer(self, state: int, question: int) -> Answer:
        """Return the answer to a question in a state."""
        answer = self.answers[question].find(self.rows[state])
        assert answer is not None, "every question is answered in every state"
        return answer

    def path(self, state: int) -> Iterator[tuple[int, int]]:
        """Yield the steps of a shortest way to a state: where each is asked, and which question."""
        steps = []
        while self.by[state] >= 0:
            steps.append((self.parents[state], self.by[state]))
            state = self.parents[state]
        return reversed(steps)


@contextmanager
def _without_collecting() -> Iterator[None]:
    """Keep the collector of cycles from going through millions of small objects that hold none."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _code(row: Row) -> int:
    """Return the digits as one number, on which setting and comparing many of them is one operation."""
    return int.from_bytes(row, "little")


def _digits(places: Iterable[int]) -> int:
    """Return the number in which some digits are set, wholly, and no others."""
    return sum(0xFF << 8 * place for place in places)


EVERY_DIGIT: Final = _digits(range(len(LAYOUT)))


def _move(question: int, writes: Iterable[Write]) -> tuple[int, int, int]:
    """Return a move as what it keeps of a file's digits, and what it writes instead of the others."""
    anew = dict(writes)
    return question, EVERY_DIGIT & ~_digits(anew), sum(number << 8 * place for place, number in anew.items())


def written(row: Row, writes: Iterable[Write]) -> Row:
    """Return the digits with some written anew."""
    digits = bytearray(row)
    for place, number in writes:
        digits[place] = number
    return bytes(digits)


@define
class Explorer:
    """Explores one scope of one rulebook."""

    desk: Desk
    starts: Sequence[CardFile]
    questions: Sequence[Question]
    promises: Sequence[Promise]
    rules: Sequence[StateRule] = ()
    followed: int | None = None
    limit: int = 2_000_000
    progress: Progress = field(default=lambda _states: None)
    alphabet: Alphabet = field(init=False)
    answers: list[Answers] = field(init=False)
    reports: bool = field(init=False)
    concerning: dict[int, tuple[int, ...]] = field(init=False)
    last: tuple[Row, CardFile] = field(init=False)

    @classmethod
    def of(cls, book: Rulebook, **given: object) -> "Explorer":
        """Return an explorer of a rulebook."""
        return cls(OpenDesk(book, VERIFIER), **given)  # type: ignore[arg-type]

    def __attrs_post_init__(self) -> None:
        self.alphabet = Alphabet(self.starts[0])
        self.reports = remembers_reports(self.desk.rules)
        self.last = b"", self.starts[0]
        self.answers = [Answers() for _ in range(len(self.questions) + len(self.rules))]
        self.concerning = {
            number: tuple(place for place, each in enumerate(self.promises) if each.concerns(question))
            for number, question in enumerate(self.questions)
        }

    def explore(self) -> Explored:
        """Explore until no state is new and no question reads more than was known of it."""
        with _without_collecting():
            return self._explore()

    def _explore(self) -> Explored:
        groups = self._grouped(())
        for limit in (*(each for each in WARM_UP if each < self.limit), self.limit):
            settled = False
            while not settled:
                explored, walked_in = self._walk(groups, limit), groups
                regrouped = self._grouped(groups)
                settled = {each.places for each in regrouped} == {each.places for each in groups}
                groups = regrouped
            if explored.states < limit:
                break
        self._count(walked_in, explored)
        return explored

    def _grouped(self, before: Iterable[_Group]) -> list[_Group]:
        """Group the questions by what they read; a group that was so before keeps what it knows."""
        read = [frozenset(answers.places) for answers in self.answers]
        together: dict[frozenset[int], list[int]] = {}
        for number, places in sorted(enumerate(read), key=lambda each: (-len(each[1]), each[0])):
            wider = (each for each in together if places <= each and len(each) - len(places) <= NEARLY_ALIKE)
            together.setdefault(min(wider, key=len, default=places), []).append(number)
        known = {(group.questions, group.places): group.known for group in before}
        groups = (
            _Group(tuple(numbers), places, _digits(places), known.get((tuple(numbers), places), {}))
            for places, numbers in together.items()
        )
        return list(groups)

    def _walk(self, groups: list[_Group], limit: int) -> Explored:
        """Walk breadth first. Where a question came to read more than its group knows of, the walk does not count."""
        rows = [self.alphabet.row(normal(file, reports=self.reports)) for file in self.starts]
        codes = [_code(row) for row in rows]
        index = {code: number for number, code in enumerate(codes)}
        for group in groups:
            for remembered in group.known.values():
                remembered.states = 0
        parents, by = array("l", [-1] * len(rows)), array("l", [-1] * len(rows))
        successors, offsets = array("L"), array("L", [0])
        walked = Explored(
            self.alphabet, self.questions, self.answers, rows, parents, by, successors, offsets, {}, {}, Counter(),
            [{} for _ in self.answers],
        )  # fmt: skip
        here = 0
        while here < len(rows) and here < limit:
            code = codes[here]
            followed = set()
            for group in groups:
                key = code & group.read
                known = group.known.get(key)
                if known is None:
                    known = group.known[key] = self._ask(group, rows[here])
                if not known.states:
                    self._note(group, known, rows[here], here, walked)
                known.states += 1
                for question, kept, writes in known.moves:
                    after = code & kept | writes
                    number = index.get(after)
                    if number is None:
                        number = index[after] = len(rows)
                        codes.append(after)
                        rows.append(after.to_bytes(len(LAYOUT), "little"))
                        parents.append(here)
                        by.append(question)
                    followed.add(number)
            successors.extend(followed)
            offsets.append(len(successors))
            here += 1
            if here % 5000 == 0:
                self.progress(here)
        return walked

    def _ask(self, group: _Group, row: Row) -> _Known:
        """Answer every question of a group."""
        found = []
        moves: dict[tuple[Write, ...], int] = {}
        for number in group.questions:
            answer = self.answers[number].find(row)
            if answer is None:
                answer = self._ask_one(number, row)
            found.append(answer)
            if answer.writes and (self.followed is None or number < self.followed):
                moves.setdefault(answer.writes, number)
        return _Known(tuple(found), tuple(_move(number, writes) for writes, number in moves.items()))

    def _note(self, group: _Group, known: _Known, row: Row, here: int, walked: Explored) -> None:
        """Note the first state of this walk that has these answers, and the properties that they break or show."""
        for number, answer in zip(group.questions, known.answers, strict=True):
            walked.samples[number].setdefault(id(answer), (row, answer))
            if answer.broken or answer.held:
                of_state = number >= len(self.questions)
                told = self.rules if of_state else self.promises
                asked = None if of_state else number
                for places, findings in ((answer.broken, walked.broken), (answer.held, walked.witnesses)):
                    for place in places:
                        if (name := told[place].name) not in findings:
                            findings[name] = Finding(name, here, asked)

    def _count(self, groups: list[_Group], walked: Explored) -> None:
        """Count how often each question was answered by each code, in the walk that counts."""
        for group in groups:
            for known in (each for each in group.known.values() if each.states):
                for number, answer in zip(group.questions, known.answers, strict=True):
                    if number < len(self.questions) and answer.applies:
                        walked.codes[self.questions[number].label, answer.code] += known.states

    def _ask_one(self, number: int, row: Row) -> Answer:
        """Put a question to the desk about one file, and remember the answer by what was read."""
        if row != self.last[0]:
            self.last = row, self.alphabet.file(row)
        file = self.last[1]
        before, reads = read_file(file)
        if number >= len(self.questions):
            place = number - len(self.questions)
            holds = self.rules[place].holds(before, self.desk.rules.terms)
            answer = Answer(broken=(place,) * (holds is False), held=(place,) * (holds is True))
        else:
            answer = self._put(number, file, before, reads)
        self.answers[number].enter(row, reads, answer)
        return answer

    def _put(self, number: int, file: CardFile, before: CardFile, reads: list[int]) -> Answer:
        asked = self.questions[number].ask(self.desk, before)
        if asked is None:
            return Answer(applies=False)
        writes: dict[int, int] = {}
        plain = unread(asked.after)
        if plain is not file:
            later = normal(plain, reports=self.reports)
            posted = {BALANCES[posting.account] for event in asked.events for posting in event.postings}
            reads.extend(PLACE[name, ""] for name in posted)
            names = {name for event in asked.events for name, _ in event.changes} | posted
            names |= {name for name in KEPT if getattr(later, name) != getattr(file, name)}
            writes = {
                place: digit
                for name in sorted(names & set(KEPT))
                for place, digit in self.alphabet.writes(name, getattr(later, name))
            }
        broken: list[int] = []
        held: list[int] = []
        after, after_reads = read_file(plain)
        judged = evolve(asked, after=after)
        for place in self.concerning[number]:
            holds = self.promises[place].holds(judged, self.desk.rules.terms)
            if holds is not None:
                (held if holds else broken).append(place)
        reads.extend(place for place in after_reads if place not in writes)
        return Answer(
            asked.code, asked.outcome is Outcome.PARTIAL, tuple(writes.items()), tuple(broken), tuple(held)
        )


def asked_again(explored: Explored, desk: Desk, picks: Iterable[tuple[int, int]], *, reports: bool) -> int:
    """Put some questions once more, to a plain desk about plain files, and return how many are answered otherwise."""
    wrong = 0
    for state, number in picks:
        row, file = explored.rows[state], explored.file(state)
        remembered = explored.answer(state, number)
        asked = explored.questions[number].ask(desk, file)
        if asked is None:
            wrong += remembered.applies
            continue
        row_after = explored.alphabet.row(normal(asked.after, reports=reports))
        wrong += asked.code is not remembered.code or row_after != written(row, remembered.writes)
    return wrong
