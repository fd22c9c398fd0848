"""A path of the exploration told with real days: each step put to the plain desk, and held against what was said of it.

The exploration knows of a deadline only that it is still to come, and leaves the order of two open. So a path is given
real days here: where one deadline is waited for while another runs on, what began the other is put off until shortly
before the first falls due. What no days can bring about is said to be so.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final

from attrs import evolve, field, fields, frozen

from sscard_core.checking.bounds import CLOSED_DAY, LAST_DAYS, LONG_VALID, NOW
from sscard_core.checking.changes import Changed, changes
from sscard_core.checking.deadlines import DEADLINES, Deadline, waited_for
from sscard_core.checking.explore import VERIFIER, Explored
from sscard_core.checking.normal import normal, remembers_reports
from sscard_core.checking.office_hours import next_saturday, slot_after, slots_before
from sscard_core.checking.questions import OpenDesk, Put, Question
from sscard_core.lifecycle.desk import Desk
from sscard_core.lifecycle.opening import Start, open_file
from sscard_core.lifecycle.status import status
from sscard_core.model.arguments import BankAnswer
from sscard_core.model.card_file import CardFile
from sscard_core.model.citations import Assumption, Citation, Clause, assumptions_in, clauses_in
from sscard_core.model.decisions import Decision
from sscard_core.model.events import Event
from sscard_core.model.moments import midnight
from sscard_core.model.people import Holder
from sscard_core.model.refusals import RefusalCode
from sscard_core.model.requests import Request
from sscard_core.rulebooks.book import Rulebook

HOUR: Final = timedelta(hours=1)
ATTEMPTS: Final = 60
"""How often a schedule is mended before it is taken that no days fit."""


@frozen(kw_only=True)
class Path:
    """Who it is about, from where it starts, what is asked, in order, and which readings the exploration turned."""

    holder: Holder
    start: Start
    questions: tuple[Question, ...]
    readings: tuple[tuple[str, str], ...] = ()


@frozen(kw_only=True)
class ToldStep:
    """One step with its moment. `decision` is None where time alone passes; `then` are the status words it changed."""

    number: int
    at: datetime
    label: str
    request: Request | None = None
    bank_answer: BankAnswer = BankAnswer.DONE
    decision: Decision | None = None
    events: tuple[Event, ...] = ()
    grounds: tuple[Citation, ...] = field(default=(), repr=False)
    changes: tuple[Changed, ...] = ()
    then: Mapping[str, str | int | list[str]] = field(factory=dict)
    file: CardFile = field(repr=False)

    @property
    def code(self) -> RefusalCode | None:
        """The refusal, if it was one."""
        return self.decision.code if self.decision else None

    @property
    def clauses(self) -> tuple[Clause, ...]:
        """The clauses that are cited."""
        return clauses_in(self.grounds)

    @property
    def assumed(self) -> tuple[Assumption, ...]:
        """The assumptions that are cited."""
        return assumptions_in(self.grounds)


@frozen(kw_only=True)
class Story:
    """A path with real days. Where reality cannot follow, `parted_at` is the step, and `difference` says how.

    The step at which they part is told too, where it can be taken at all; nothing is told after it.
    """

    path: Path
    steps: tuple[ToldStep, ...]
    parted_at: int | None = None
    difference: str = ""

    @property
    def reproduced(self) -> bool:
        """True where every step came out as the exploration said."""
        return self.parted_at is None


@frozen
class _Said:
    """What the exploration says of a step: the file before and after in normal form, and the refusal."""

    before: CardFile
    after: CardFile | None
    code: RefusalCode | None


@frozen
class _Crossing:
    """A deadline that falls due on the way to a step at which it is still to come."""

    deadline: Deadline
    step: int
    at: datetime


def path_to(
    explored: Explored, openings: Sequence[tuple[Holder, Start]], state: int, question: int | None = None
) -> Path:
    """Return a shortest path to a state of a scope, and to a question asked there."""
    steps = list(explored.path(state))
    holder, start = openings[steps[0][0] if steps else state]
    numbers = [number for _, number in steps] + ([] if question is None else [question])
    return Path(holder=holder, start=start, questions=tuple(explored.questions[each] for each in numbers))


def tell(book: Rulebook, path: Path) -> Story:
    """Tell a path with real days, under the rulebook with the readings that it was explored with."""
    telling = _Telling(book, path)
    earliest: dict[int, datetime] = {}
    for _ in range(ATTEMPTS):
        story, crossing = telling.play(earliest)
        if crossing is None:
            return story
        begun = telling.put_off(story.steps, crossing)
        if begun is None or begun[1] <= story.steps[begun[0]].at:
            break
        earliest[begun[0]] = begun[1]
    return story


class _Telling:
    """A path, what the exploration says of its steps, and the plain desk that they are put to."""

    def __init__(self, book: Rulebook, path: Path) -> None:
        self.path = path
        self.desk = Desk(book, VERIFIER)
        self.reports = remembers_reports(self.desk.rules)
        self.opened, _ = open_file(self.desk, path.holder, path.start)
        self.said = tuple(self._said(OpenDesk(book, VERIFIER)))

    def _said(self, desk: OpenDesk) -> Iterable[_Said]:
        file = normal(self.opened, reports=self.reports)
        for question in self.path.questions:
            asked = question.ask(desk, file)
            if asked is None:
                yield _Said(file, None, None)
                return
            after = normal(asked.after, reports=self.reports)
            yield _Said(file, after, asked.code)
            file = after

    def play(self, earliest: Mapping[int, datetime]) -> tuple[Story, _Crossing | None]:
        """Take the steps in order, none before its earliest moment, until they part from what was said of them."""
        steps: list[ToldStep] = []
        file, at = self.opened, max(midnight(self.path.start.on), NOW - HOUR)
        for place, (question, said) in enumerate(zip(self.path.questions, self.said, strict=False)):
            moment = _moment(question, file, at, earliest.get(place))
            if moment is None or said.after is None:
                return self._parted(steps, place, f"there is no {question.label} to wait for"), None
            crossed = _crossed(question, said.before, file, moment)
            if crossed is not None:
                problem = f"{crossed.name} falls due before this"
                return self._parted(steps, place, problem), _Crossing(crossed, place, moment)
            step = self._take(place, question, file, moment)
            steps.append(step)
            if problem := self._difference(said.code, said.after, step):
                return self._parted(steps, place, problem), None
            file, at = step.file, moment
        return Story(path=self.path, steps=tuple(steps)), None

    def _parted(self, steps: list[ToldStep], place: int, difference: str) -> Story:
        return Story(path=self.path, steps=tuple(steps), parted_at=place + 1, difference=difference)

    def _take(self, place: int, question: Question, file: CardFile, at: datetime) -> ToldStep:
        terms = self.desk.rules.terms
        told = ToldStep(number=place + 1, at=at, label=question.label, file=file)
        if isinstance(question, Put):
            answer = question.bank_answer
            made = self.desk.decide(file, question.request, at, bank_answer=answer)
            told = evolve(told, request=question.request, bank_answer=answer, decision=made)
            after, events, grounds = made.file, made.events, made.grounds
        else:
            presented = self.desk.present(file, at)
            after, events, grounds = presented.file, presented.events, presented.grounds
        before = status(file, terms, (file.at or at).date())
        then = {
            key: value
            for key, value in status(after, terms, at.date()).items()
            if value is not None and value != before[key]
        }
        cited = tuple(dict.fromkeys(each for ground in grounds for each in ground))
        changed = tuple(changes(file, after))
        return evolve(told, events=events, grounds=cited, changes=changed, then=then, file=after)

    def _difference(self, code: RefusalCode | None, expected: CardFile, step: ToldStep) -> str:
        """Say how a step came out otherwise than the exploration said; nothing where it did not."""
        if step.code is not code:
            return f"expected {code or 'no refusal'}, got {step.code or 'none'}"
        real = _young(normal(step.file, reports=self.reports, at=step.at), expected)
        names = [each.name for each in fields(CardFile)]
        differing = [name for name in names if getattr(real, name) != getattr(expected, name)]
        return f"other than expected: {', '.join(differing)}" if differing else ""

    def put_off(self, steps: Sequence[ToldStep], crossing: _Crossing) -> tuple[int, datetime] | None:
        """Return which step to put off, so that the deadline it begins falls due late enough, and until when.

        The time that each wait between takes is kept free, and a day beside it for nights and days off.
        """
        begun = self._begun(crossing.deadline, steps)
        waited = waited_for(self.path.questions[crossing.step])
        if begun is None or (waited and (self._begun(waited, steps) or 0) > begun):
            return None  # putting it off would put off as much what is waited for
        at = crossing.at
        for place in range(crossing.step - 1, begun - 1, -1):
            at = slots_before(at, 1)
            if waited_for(self.path.questions[place]):
                at = slots_before(at - (steps[place].at - steps[place - 1].at) - timedelta(days=1), 1)
        return begun, at

    def _begun(self, deadline: Deadline, steps: Sequence[ToldStep]) -> int | None:
        """Return the step that last moved a deadline."""
        falls = [deadline.falls(file) for file in (self.opened, *(step.file for step in steps))]
        return next((place for place in reversed(range(len(steps))) if falls[place] != falls[-1]), None)


def _young(real: CardFile, expected: CardFile) -> CardFile:
    """Return the file with a card in its last days as one long valid, where so much time passed on the way alone."""
    long_valid = expected.card is not None and expected.card.last_valid_day == LONG_VALID
    if real.card is None or real.card.last_valid_day != LAST_DAYS or not long_valid:
        return real
    return real.changed([("card", evolve(real.card, last_valid_day=LONG_VALID))], (), NOW, 0)


def _moment(question: Question, file: CardFile, at: datetime, earliest: datetime | None) -> datetime | None:
    """Return when a question is asked: a wait at its deadline, a request in office hours, or on a day off."""
    deadline = waited_for(question)
    if deadline is not None:
        falls = deadline.falls(file)
        return falls if falls is None or falls > at else None
    after = max(at, earliest - HOUR) if earliest else at
    closed = isinstance(question, Put) and question.at == CLOSED_DAY
    return next_saturday(after) if closed else slot_after(after)


def _crossed(question: Question, before: CardFile, file: CardFile, at: datetime) -> Deadline | None:
    """Return a deadline that falls due by a moment, though it is still to come and is not the one waited for."""
    waited = waited_for(question)
    for each in DEADLINES:
        if (
            each is not waited
            and not each.passed_by
            and each.is_ahead(before)
            and not each.is_ahead(file, at)
        ):
            return each
    return None
