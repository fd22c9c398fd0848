"""Which layer notices a fault: a property, the specification, the proofs or a scenario.

A faulty desk is asked again what the sound one was asked, one file for each way of reading. If it answers otherwise the
properties of the sound rulebook judge the answer, then the edges and the doors that the specification agrees with, then
the scenarios.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Final, Protocol, TypeVar

from attrs import define, evolve, frozen

from sscard_core.checking.digits import PLACE, Row
from sscard_core.checking.doors import Doorkeeper
from sscard_core.checking.explore import VERIFIER, Explored
from sscard_core.checking.mutants import CONDITION_FAULTS, Mutant, TableMutant
from sscard_core.checking.normal import normal, remembers_reports
from sscard_core.checking.promises import Promise
from sscard_core.checking.questions import Asked, OpenDesk, Put, Question
from sscard_core.checking.views import COUNTS, Vector, vector
from sscard_core.lifecycle.case import Case
from sscard_core.lifecycle.desk import Desk
from sscard_core.lifecycle.engine import STOPPED, another_table
from sscard_core.lifecycle.provisions import choose
from sscard_core.lifecycle.services import SERVICES, Move
from sscard_core.lifecycle.table import Region, Trigger
from sscard_core.lifecycle.terms import Terms
from sscard_core.model.arguments import RequestName
from sscard_core.model.card_file import CardFile
from sscard_core.model.refusals import RefusalCode
from sscard_core.model.statuses import Bank, Hrss
from sscard_core.rulebooks.book import Rulebook

ALIKE: Final = "alike"
LAYERS: Final = ("property", "specification", "scenario", ALIKE)
"""Who notices a fault; `alike` is a fault that no answer within the bounds shows, and so is none."""

DIFFERENCES: Final = ("service", "code", "telling", "citations")
"""In what an answer may differ, the weightiest first: who is served or what happens; the code of a refusal; what is
told beside it; the clauses named."""

S = TypeVar("S")
Placed = TypeVar("Placed", "Sample", "EdgeSample")
DeskOf = Callable[[Rulebook], Desk]


class Evidence(Protocol):
    """Scenarios that may notice a fault."""

    def noticed_by(self, name: RequestName | None, desk_of: DeskOf) -> str | None:
        """Return the place in a scenario that comes out otherwise, None where none does."""


@frozen
class Sample:
    """A file and a question that was asked of it, for one way of reading."""

    file: CardFile
    question: Question
    promises: tuple[Promise, ...]
    sound: Asked | None


@frozen
class EdgeSample:
    """A file and an action of the specification: every way of asking for it there, and where they lead."""

    file: CardFile
    action: str
    questions: tuple[Question, ...]
    after: frozenset[Vector]


@frozen
class Kill:
    """A fault, the layer that noticed it, and what it saw; where none did, in what an answer differs, and which."""

    mutant: str
    layer: str | None
    seen: str = ""
    differs: str = ""


def samples_of(explored: Explored, desk: Desk, promises: Sequence[Promise]) -> Iterator[Sample]:
    """Yield a file for each kind of answer to each request, and every way of putting it where one way is accepted.

    The kind is a code, or a set of fields that change, with both functions in use and without. Where one way is
    accepted, a fault that lets another in is seen.
    """
    accepted = _accepted(explored)
    kinds: set[object] = set()
    states = {"hrss": Hrss.NORMAL, "bank": Bank.ACTIVE}
    in_use = [
        (PLACE[name, ""], explored.alphabet.number(PLACE[name, ""], state)) for name, state in states.items()
    ]
    for number, question in enumerate(explored.questions):
        concerned = tuple(each for each in promises if each.concerns(question))
        rows = list(accepted.get(_asked(question), ()))
        for row, answer in explored.sampled(number):
            where = (
                tuple(row[place] for place in TURNED_AWAY) if answer.code is RefusalCode.WRONG_ACTOR else ()
            )
            used = all(row[place] == digit for place, digit in in_use)
            changed = frozenset(place for place, _ in answer.writes)
            kind = _asked(question), _by(question), answer.code, where, used, changed
            if answer.applies and kind not in kinds:
                kinds.add(kind)
                rows.append(row)
        for row in dict.fromkeys(rows):
            file = explored.alphabet.file(row)
            yield Sample(file, question, concerned, question.ask(desk, file))


def _accepted(explored: Explored) -> dict[object, list[Row]]:
    """Return for each request, however it is put, a few files for which some way of putting it is accepted."""
    found: dict[object, dict[object, Row]] = {}
    for number, question in enumerate(explored.questions):
        for row, answer in explored.sampled(number):
            if answer.code is None and isinstance(question, Put):
                kinds = found.setdefault(_asked(question), {})
                if len(kinds) < ACCEPTED:
                    holder = row[PLACE["holder", ""]]
                    kinds.setdefault((holder, frozenset(place for place, _ in answer.writes)), row)
    return {asked: list(kinds.values()) for asked, kinds in found.items()}


TURNED_AWAY: Final = tuple(PLACE[name, ""] for name in ("hrss", "order", "marks", "insurance"))
"""By what the files are told apart from which somebody is turned away: elsewhere something else may stand against it."""

ACCEPTED: Final = 4
"""How many files, apart by holder and by what changes, every way of putting a request is tried on."""


def _asked(question: Question) -> object:
    """Return what is asked, by whomever and wherever."""
    return (
        evolve(question.request, by=None, through=None, papers=None)
        if isinstance(question, Put)
        else question
    )


def _by(question: Question) -> object:
    if not isinstance(question, Put):
        return None
    return question.request.by, question.request.papers is not None, question.at


def edge_samples_of(explored: Explored, actions: Sequence[str], desk: Desk) -> Iterator[EdgeSample]:
    """Yield, for each action, the files that tell its ways of asking apart, and where they lead at a sound desk."""
    reports = remembers_reports(desk.rules)
    by_action: dict[str, list[int]] = {}
    for number, action in enumerate(actions):
        by_action.setdefault(action, []).append(number)
    for action, numbers in by_action.items():
        questions = tuple(explored.questions[number] for number in numbers)
        for row in dict.fromkeys(row for number in numbers for row, _ in explored.sampled(number)):
            file = explored.alphabet.file(row)
            yield EdgeSample(
                file, action, questions, leads_to(desk, file, action, questions, reports=reports)
            )


def leads_to(
    desk: Desk, file: CardFile, action: str, questions: Iterable[Question], *, reports: bool
) -> frozenset[Vector]:
    """Return where an action leads from a file, in the variables of the specification."""
    found = set()
    for question in questions:
        asked = question.ask(desk, file)
        if asked is None:
            continue
        counts = action in COUNTS and asked.code is RefusalCode.PIN_WRONG
        if asked.code is None or counts:
            found.add(vector(normal(asked.after, reports=reports)))
    return frozenset(found)


WAITS: Final = "waits"
EVERYTHING: Final = "everything"
Key = RequestName | str
"""Samples are kept by the request that they ask, time that passes by itself, and all of them together."""


@define
class Judge:
    """Everything that may notice a fault in one rulebook."""

    book: Rulebook
    desk: Desk
    samples: Mapping[Key, Sequence[Sample]]
    edges: Mapping[Key, Sequence[EdgeSample]]
    evidence: Evidence | None
    reports: bool
    concerned: Mapping[Move, frozenset[Key]]
    doors: Doorkeeper | None = None

    @classmethod
    def of(
        cls,
        book: Rulebook,
        samples: Iterable[Sample],
        edges: Iterable[EdgeSample],
        evidence: Evidence | None,
        doors: Doorkeeper | None = None,
    ) -> "Judge":
        """Return a judge, with its samples in order of the requests that they ask."""
        desk = OpenDesk(book, VERIFIER)
        kept = _by_request((each.question, each) for each in samples)
        edged = _by_request((each.questions[0], each) for each in edges)
        return cls(
            book,
            desk,
            kept,
            edged,
            evidence,
            remembers_reports(desk.rules),
            _concerned(desk, kept[EVERYTHING]),
            doors,
        )

    def judged(self, mutant: Mutant) -> Kill:
        """Return which layer notices a fault of the rulebook first; a desk that stops is noticed by anybody."""
        try:
            return self._judged(mutant)
        except STOPPED as stopped:
            return Kill(mutant.name, "property", f"the desk stopped: {stopped}")

    def judged_table(self, mutant: TableMutant) -> Kill:
        """Return which layer notices a fault of the table in this rulebook."""
        with another_table(mutant.table, mutant.row.region):
            try:
                return self._judged_table(mutant)
            except STOPPED as stopped:
                return Kill(mutant.name, "property", f"the desk stopped: {stopped}")

    def _judged(self, mutant: Mutant) -> Kill:
        desk = mutant.desk(self.book)
        key = mutant.request or EVERYTHING
        if mutant.changes_answers:
            if seen := self._by_property(desk, self.samples.get(key, ())):
                return Kill(mutant.name, "property", seen)
            if seen := self._by_edge(desk, self.edges.get(key, ())):
                return Kill(mutant.name, "specification", seen)
            if seen := self._by_door(desk, mutant):
                return Kill(mutant.name, "specification", seen)
        noticed = self.evidence.noticed_by(mutant.request, mutant.desk) if self.evidence else None
        if noticed:
            return Kill(mutant.name, "scenario", noticed)
        return self._unnoticed(mutant.name, desk, self.samples.get(key, ()))

    def _judged_table(self, mutant: TableMutant) -> Kill:
        names = sorted(self.concerned.get((mutant.row.region, mutant.row.trigger), ()), key=str)
        placed = [each for name in names for each in self._in_state(self.samples.get(name, ()), mutant)]
        if seen := self._by_property(self.desk, placed):
            return Kill(mutant.name, "property", seen)
        edges = [each for name in names for each in self._in_state(self.edges.get(name, ()), mutant)]
        if seen := self._by_edge(self.desk, edges):
            return Kill(mutant.name, "specification", seen)
        unnoticed = self._unnoticed(mutant.name, self.desk, placed)
        if unnoticed.layer == ALIKE:
            return unnoticed
        for name in names:
            request = name if isinstance(name, RequestName) else None
            noticed = self.evidence.noticed_by(request, _sound) if self.evidence and request else None
            if noticed:
                return Kill(mutant.name, "scenario", noticed)
        return unnoticed

    def _unnoticed(self, name: str, desk: Desk, samples: Iterable[Sample]) -> Kill:
        """Say in what the answers to the samples differ at most from the sound desk's, and where."""
        worst: Kill | None = None
        for sample in samples:
            asked = sample.question.ask(desk, sample.file)
            differs = _differs(sample.sound, asked)
            if differs is not None and (worst is None or differs < DIFFERENCES.index(worst.differs)):
                seen = f"{_who(sample.question)}: {_answer(sample.sound)} becomes {_answer(asked)}"
                worst = Kill(name, None, seen, DIFFERENCES[differs])
                if differs == 0:
                    break
        return worst or Kill(name, ALIKE)

    def _in_state(self, samples: Sequence[Placed], mutant: TableMutant) -> Sequence[Placed]:
        field = mutant.row.region.value
        return [each for each in samples if getattr(each.file, field) is mutant.row.source]

    def _by_property(self, desk: Desk, samples: Sequence[Sample]) -> str:
        """Return the first property that an answer breaks; one that is as the sound desk's breaks none."""
        for sample in samples:
            asked = sample.question.ask(desk, sample.file)
            if asked is not None and _differs(sample.sound, asked) is not None:
                broken = _first_broken(asked, sample.promises, self.desk.rules.terms)
                if broken:
                    return broken
        return ""

    def _by_edge(self, desk: Desk, samples: Sequence[EdgeSample]) -> str:
        for sample in samples:
            after = leads_to(desk, sample.file, sample.action, sample.questions, reports=self.reports)
            if after != sample.after:
                return f"{sample.action} leads elsewhere"
        return ""

    def _by_door(self, desk: Desk, mutant: Mutant) -> str:
        """Return who is let in otherwise; a fault in a condition opens and shuts no door."""
        if self.doors is None or mutant.kind in CONDITION_FAULTS:
            return ""
        return self.doors.noticed(desk.rules, mutant.request)


def _sound(book: Rulebook) -> Desk:
    return Desk(book, VERIFIER)


def _first_broken(asked: Asked, promises: Iterable[Promise], terms: Terms) -> str:
    return next((each.name for each in promises if each.holds(asked, terms) is False), "")


def _differs(sound: Asked | None, asked: Asked | None) -> int | None:
    """Return the weightiest of the `DIFFERENCES` between two answers, None where there is none."""
    if sound is None or asked is None:
        return None if sound is asked else 0
    compared = (
        (sound.outcome, sound.events) == (asked.outcome, asked.events),
        sound.code is asked.code,
        sound.told == asked.told,
        sound.grounds == asked.grounds,
    )
    return next((place for place, alike in enumerate(compared) if not alike), None)


def _who(question: Question) -> str:
    if not isinstance(question, Put):
        return question.label
    request = question.request
    return " ".join(str(each) for each in (request.name, "by", request.by, "through", request.through))


def _answer(asked: Asked | None) -> str:
    return "nothing" if asked is None else str(asked.code or asked.outcome)


def _by_request(samples: Iterable[tuple[Question, S]]) -> dict[Key, list[S]]:
    kept: dict[Key, list[S]] = {EVERYTHING: [], WAITS: []}
    for question, sample in samples:
        kept[EVERYTHING].append(sample)
        key: Key = question.request.name if isinstance(question, Put) else WAITS
        kept.setdefault(key, []).append(sample)
    return kept


def _concerned(desk: Desk, samples: Iterable[Sample]) -> dict[Move, frozenset[Key]]:
    """Return which requests move a region by a trigger, as the services say of the samples, and which waits may."""
    found: dict[Move, set[Key]] = {}
    for sample in samples:
        if isinstance(sample.question, Put):
            request = sample.question.request
            case = Case(sample.file, request, sample.question.at, desk.rules.terms, desk.verifier)
            moves = SERVICES[request.name].moves(case) if choose(desk.rules, case).provision else ()
            for move in moves:
                found.setdefault(move, set()).add(request.name)
    for region in Region:
        found.setdefault((region, Trigger.LOCK), set()).update(PIN_ENTRIES)
        for trigger in LAPSING:
            found.setdefault((region, trigger), set()).add(WAITS)
    return {move: frozenset(names) for move, names in found.items()}


PIN_ENTRIES: Final = frozenset(
    {RequestName.ENTER_PIN, RequestName.CHANGE_PIN, RequestName.PAY_MEDICAL, RequestName.WITHDRAW_CASH}
)
LAPSING: Final = (Trigger.RELEASE, Trigger.FIND, Trigger.RESTORE, Trigger.EXPIRE)
