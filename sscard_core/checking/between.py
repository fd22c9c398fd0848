"""What two rulebooks answer differently after all that they answered alike: the shortest way to each parting.

Two files are kept, one at each rulebook's desk, and everything is asked of both; nobody names a person or a channel, so
each rulebook takes its own. Only what both permit is followed, so a parting is the first thing that would be noticed by
somebody who knows the one place and comes to the other.
"""

from array import array
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Final

from attrs import define, field, fields, frozen

from sscard_core.checking import asks as a
from sscard_core.checking.answers import Answer
from sscard_core.checking.bounds import FEWER_TRIES
from sscard_core.checking.digits import Row, Write
from sscard_core.checking.explore import WARM_UP, Explorer, written
from sscard_core.checking.normal import normal
from sscard_core.checking.people import ADULT
from sscard_core.checking.questions import Put, Question
from sscard_core.checking.scopes import TIME, Scope
from sscard_core.lifecycle.desk import Desk
from sscard_core.lifecycle.opening import Start
from sscard_core.model.citations import Citation, assumptions_in, clauses_in
from sscard_core.model.people import Holder
from sscard_core.model.refusals import RefusalCode
from sscard_core.model.requests import Request
from sscard_core.rulebooks.book import Rulebook

MOST_PAIRS: Final = 20_000
"""Pairs of files that are looked at, nearest first, unless said otherwise."""

ALPHABET: Final[a.Asks] = (
    *a.ORDERS, *a.FURTHER_ORDERS, *a.ACTIVATION, *a.HOME_VISITS, *a.LOSSES, *a.E_CARDS, *a.PIN_CARE, *a.TEMPORARY,
    *a.MONEY, *a.INSURANCE, *a.FURTHER_INSURANCE, *a.ENDINGS,
)  # fmt: skip
"""What is asked of both desks."""

TELLING: Final = (
    "side",
    "kind",
    "reason",
    "service",
    "stage",
    "failed",
    "account",
    "card",
    "to",
    "same_number",
)
"""The arguments by which requests of one name are told apart."""


@frozen
class Kind:
    """What is asked, but for amounts, names and passwords: a request's name and telling arguments, or a wait."""

    name: str
    arguments: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, question: Question) -> "Kind":
        """Return the kind of a question."""
        if not isinstance(question, Put):
            return cls(question.label)
        request = question.request
        own = {each.name for each in fields(type(request))}
        given = ((name, getattr(request, name)) for name in TELLING if name in own)
        return cls(question.label, tuple((name, str(value)) for name, value in given if value))

    def __str__(self) -> str:
        return " ".join((self.name, *(f"{name}={value}" for name, value in self.arguments)))


@frozen(kw_only=True)
class Parting:
    """A question that one rulebook permits and the other refuses, and the shortest way on which both agree so far.

    `code` is None where time alone passes: then the one has such a deadline and the other has not.
    """

    kind: Kind
    permits: str
    refuses: str
    question: Question
    prefix: tuple[Question, ...]
    code: RefusalCode | None
    permitting: tuple[Citation, ...] = field(repr=False)
    refusing: tuple[Citation, ...] = field(repr=False)

    @property
    def request(self) -> Request | None:
        """The request; None where time alone passes."""
        return self.question.request if isinstance(self.question, Put) else None

    def __str__(self) -> str:
        after = f" after {told(self.prefix)}" if self.prefix else ""
        if self.code is None:
            return f"{self.kind}: in {self.permits}, not in {self.refuses}{after}"
        why = ", ".join((str(self.code), *(str(each) for each in self.refusing)))
        return f"{self.kind}: {self.permits} permits, {self.refuses} refuses ({why}){after}"


@frozen(kw_only=True)
class Comparison:
    """Two rulebooks compared up to a bound: what parts them, nearest first, and what does not as far as it was seen.

    `alike` names kinds with a rulebook: within the bound it permits none of them that the other refuses. `steps` is the
    longest way that was looked at, and `complete` says that none was left out.
    """

    holder: Holder
    start: Start
    partings: tuple[Parting, ...]
    alike: tuple[tuple[Kind, str], ...]
    pairs: int
    steps: int
    complete: bool


def told(questions: Sequence[Question]) -> str:
    """Tell a way in one line; production is told in one word, and what is asked again at once is counted."""
    kinds = (each.label if each.label == "produce" else str(Kind.of(each)) for each in questions)
    runs = [(kind, len(list(run))) for kind, run in groupby(kinds)]
    return ", ".join(kind if count == 1 else f"{kind} ({count} times)" for kind, count in runs)


def between(
    one: Rulebook, other: Rulebook, *, holder: Holder = ADULT, most_pairs: int = MOST_PAIRS
) -> Comparison:
    """Compare two rulebooks by what they permit a person who begins without a card.

    Wrong PINs lock at the second try in both; their true number is a reading.
    """
    questions: tuple[Question, ...] = (*(Put(request) for request in ALPHABET), *TIME)
    scope = Scope(name="between", en="", zh="", followed=lambda _rules: questions, holders=(holder,))
    sides = tuple(_Side.at(book.with_readings(FEWER_TRIES), scope, questions) for book in (one, other))
    walk = _Walk((sides[0], sides[1]), questions, most_pairs)
    walk.walk()
    ((_, start),) = scope.openings()
    return walk.comparison(holder, start)


class _Side(Explorer):
    """One of the two desks: it answers a question once for all files that read alike."""

    @classmethod
    def at(cls, book: Rulebook, scope: Scope, questions: Sequence[Question]) -> "_Side":
        """Return the side of a rulebook."""
        made = cls.of(book, starts=scope.starts(Desk(book)), questions=questions, promises=())
        assert isinstance(made, _Side)
        return made

    def start(self) -> Row:
        """Return the digits of the file that the comparison begins with."""
        return self.alphabet.row(normal(self.starts[0], reports=self.reports))

    def answer(self, number: int, row: Row) -> Answer:
        """Answer a question."""
        return self.answers[number].find(row) or self._ask_one(number, row)

    def grounds(self, number: int, row: Row) -> tuple[Citation, ...]:
        """Return what an answer rests on."""
        question, file = self.questions[number], self.alphabet.file(row)
        if not isinstance(question, Put):
            return ()
        given = self.desk.decide(file, question.request, question.at).grounds
        cited = tuple(each for ground in given for each in ground)
        return (*clauses_in(cited), *assumptions_in(cited))


Pair = tuple[Row, Row]
Moves = tuple[tuple[int, tuple[Write, ...], tuple[Write, ...]], ...]


@define
class _Group:
    """Questions for which both desks read the same digits: pairs equal in these are answered alike."""

    questions: tuple[int, ...]
    keys: tuple[Callable[[Row], object], Callable[[Row], object]]
    places: tuple[frozenset[int], frozenset[int]]
    known: dict[tuple[object, object], Moves] = field(factory=dict)


class _Walk:
    """Walks over pairs of files, breadth first."""

    def __init__(self, sides: tuple[_Side, _Side], questions: Sequence[Question], most_pairs: int) -> None:
        self.sides, self.questions, self.most_pairs = sides, questions, most_pairs
        self.kinds = tuple(Kind.of(each) for each in questions)

    def walk(self) -> None:
        """Walk until all pairs, or as many as may be, are seen, and no question reads more than was known of it."""
        groups = self._grouped()
        for most in (*(each for each in WARM_UP if each < self.most_pairs), self.most_pairs):
            settled = False
            while not settled:
                self._to(most, groups)
                regrouped = self._grouped()
                settled = {each.places for each in regrouped} == {each.places for each in groups}
                groups = regrouped

    def _grouped(self) -> list[_Group]:
        one, other = self.sides
        together: dict[tuple[frozenset[int], frozenset[int]], list[int]] = {}
        for number in range(len(self.questions)):
            places = frozenset(one.answers[number].places), frozenset(other.answers[number].places)
            together.setdefault(places, []).append(number)
        return [
            _Group(tuple(numbers), (_key(places[0]), _key(places[1])), places)
            for places, numbers in together.items()
        ]

    def _to(self, most: int, groups: list[_Group]) -> None:
        start = self.sides[0].start(), self.sides[1].start()
        self.pairs: list[Pair] = [start]
        self.parents, self.by = array("l", [-1]), array("l", [-1])
        self.parted: dict[tuple[Kind, int], tuple[int, int]] = {}
        index, self.seen = {start: 0}, 0
        while self.seen < min(len(self.pairs), most):
            one, other = self.pairs[self.seen]
            for group in groups:
                key = group.keys[0](one), group.keys[1](other)
                moves = group.known.get(key)
                if moves is None:
                    moves = group.known[key] = self._ask(group, one, other)
                for question, mine, theirs in moves:
                    after = written(one, mine), written(other, theirs)
                    if after not in index:
                        index[after] = len(self.pairs)
                        self.pairs.append(after)
                        self.parents.append(self.seen)
                        self.by.append(question)
            self.seen += 1

    def _ask(self, group: _Group, one: Row, other: Row) -> Moves:
        """Ask every question of a group of both desks; note where they part, and return what both follow."""
        moves: dict[tuple[tuple[Write, ...], tuple[Write, ...]], int] = {}
        for number in group.questions:
            answers = self.sides[0].answer(number, one), self.sides[1].answer(number, other)
            permitted = tuple(each.applies and each.code is None for each in answers)
            if permitted[0] is not permitted[1]:
                self.parted.setdefault((self.kinds[number], permitted.index(True)), (self.seen, number))
            elif permitted[0] or answers[0].code is answers[1].code:  # a wrong PIN is counted by both
                writes = answers[0].writes, answers[1].writes
                if any(writes):
                    moves.setdefault(writes, number)
        return tuple((number, *writes) for writes, number in moves.items())

    def _path(self, pair: int) -> Iterator[Question]:
        steps = []
        while self.by[pair] >= 0:
            steps.append(self.questions[self.by[pair]])
            pair = self.parents[pair]
        return reversed(steps)

    def comparison(self, holder: Holder, start: Start) -> Comparison:
        """Return what the walk came by."""
        found = sorted(self.parted.items(), key=lambda each: each[1])
        partings = tuple(
            self._parting(kind, permits, pair, number) for (kind, permits), (pair, number) in found
        )
        kinds = tuple(dict.fromkeys(self.kinds))
        books = tuple(side.desk.book.id for side in self.sides)
        return Comparison(
            holder=holder,
            start=start,
            partings=partings,
            alike=tuple(
                (kind, books[place]) for kind in kinds for place in (0, 1) if (kind, place) not in self.parted
            ),
            pairs=self.seen,
            steps=len(list(self._path(self.seen - 1))),
            complete=self.seen == len(self.pairs),
        )

    def _parting(self, kind: Kind, permits: int, pair: int, number: int) -> Parting:
        mine, theirs = self.sides[permits], self.sides[1 - permits]
        rows = self.pairs[pair]
        return Parting(
            kind=kind,
            permits=mine.desk.book.id,
            refuses=theirs.desk.book.id,
            question=self.questions[number],
            prefix=tuple(self._path(pair)),
            code=theirs.answer(number, rows[1 - permits]).code,
            permitting=mine.grounds(number, rows[permits]),
            refusing=theirs.grounds(number, rows[1 - permits]),
        )


def _key(places: frozenset[int]) -> Callable[[Row], object]:
    return itemgetter(*sorted(places)) if places else (lambda _row: 0)
