"""Full mode: whoever asks at a door puts the request to the desk; what the desk refuses sends people away.

Who comes for the first time is one of the people prepared for the service; who comes again brings the file as it is
then, and so does who fetches a card that was ordered.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import numpy as np
from attrs import evolve, frozen

from simulation.engine.station import Bools, Floats, Ints
from simulation.network.network import Network
from simulation.network.services import Door
from simulation.tallies import End, Tallies
from simulation.units import DAY
from simulation.visits.coming_again import half_done, mended
from simulation.visits.dossiers import NO_REASON, Answer, Objects, Person, Questions, objects
from simulation.visits.preparing import Prepared, prepare
from sscard_core.model.arguments import Service

NOT_ASKED: Final = None
"""In place of a person or an answer, where the rulebook has nothing to say about a service."""


@contextmanager
def collector_paused() -> Iterator[None]:
    """Let no garbage be collected for a while: decisions leave no circles, and looking for some costs a tenth."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@frozen(eq=False)
class Asked:
    """Who asked, in columns: the person with the file as brought to the desk, and its answer. `sent` is an End."""

    people: Objects
    answers: Objects
    sent: Ints
    reason: Ints

    def beside(self, other: "Asked", order: Ints) -> "Asked":
        """Return both lots as one, in an order."""
        mine, theirs = ((each.people, each.answers, each.sent, each.reason) for each in (self, other))
        return Asked(*(np.concatenate(pair)[order] for pair in zip(mine, theirs, strict=True)))


class Asking:
    """The desk as people find it at one kind of door."""

    def __init__(self, questions: Questions, door: Door, makes: Service | None = None) -> None:
        network = questions.network
        self.questions, self.door = questions, door
        self.prepared: list[tuple[Prepared, ...]] = [
            prepare(questions, work.name, door, makes) if work.name in network.book.services else ()
            for work in network.works
        ]
        self.orders: dict[tuple[Person, Answer], Person] = {}
        self.cumulated = [np.cumsum([each.share for each in lot]) for lot in self.prepared]

    def forget(self) -> None:
        """Let go of the answers about the people prepared, and of their orders: no day comes twice."""
        self.orders.clear()
        for lot in self.prepared:
            for each in lot:
                each.person.dossier.answers.clear()

    def ask(
        self, arrival: Floats, service: Ints, uniform: Floats, lacks: Bools, brought: Objects | None
    ) -> Asked:
        """Put everybody's request. `uniform` chooses among the people prepared, `brought` are who was drawn before."""
        people = self._people(service, uniform, brought)
        days = (arrival // DAY).astype(np.int64)
        answers: list[Answer | None] = []
        with collector_paused():
            for place, (person, day, lacking) in enumerate(
                zip(people, days.tolist(), lacks.tolist(), strict=True)
            ):
                if person is NOT_ASKED:
                    answers.append(NOT_ASKED)
                    continue
                if person.is_followed or person.first:
                    person = people[place] = self._by_now(person, day, lacking)  # noqa: PLW2901
                request = person.lacking if lacking else person.complete
                answers.append(self.questions.put(person.dossier, request, day))
        sent = [End.DONE if each is None else each.end for each in answers]
        reason = [NO_REASON if each is None else each.reason for each in answers]
        return Asked(objects(people), objects(answers), np.array(sent, np.int64), np.array(reason, np.int64))

    def _people(self, service: Ints, uniform: Floats, brought: Objects | None) -> list[Person | None]:
        """Return who comes: those drawn before, and for every other visit one of the people prepared."""
        found: list[Person | None] = [None] * len(service) if brought is None else brought.tolist()
        for place, shares in enumerate(self.cumulated):
            if not len(shares):
                continue
            here = np.flatnonzero(service == place)
            chosen = np.searchsorted(shares / shares[-1], uniform[here], side="right")
            lot = self.prepared[place]
            for visit, which in zip(here.tolist(), chosen.tolist(), strict=True):
                if found[visit] is None:
                    found[visit] = lot[which].person
        return found

    def _by_now(self, person: Person, day: int, lacking: bool) -> Person:
        """Return a person with the file as it is when the request is put."""
        if person.unless is not None and person.unless[0] < day:
            since, told = person.unless
            dossier = self.questions.once_open(person.dossier, told, since)
            person = evolve(person, dossier=dossier, unless=None)
        if lacking or not person.first:
            return person
        return person.bringing(self.questions.after(person.dossier, person.first, day))

    def again(
        self, asked: Asked, places: Ints, ends: Ints, days: Ints, is_half_done: Bools
    ) -> tuple[Objects, Bools]:
        """Return the people of some visits that failed as they come again, and for whom that helps."""
        refused = (ends == End.PAPERS) | (ends == End.REFUSED)
        told = zip(
            asked.people[places],
            asked.answers[places],
            days.tolist(),
            refused.tolist(),
            is_half_done.tolist(),
            strict=True,
        )
        people = [self._again(*each) for each in told]
        helps = [
            found is not None or person is NOT_ASKED
            for found, person in zip(people, asked.people[places], strict=True)
        ]
        return objects(people), np.array(helps, bool)

    def _again(
        self, person: Person | None, answer: Answer | None, day: int, is_refused: bool, is_half_done: bool
    ) -> Person | None:
        if person is None or answer is None:
            return None
        if is_refused:
            assert answer.code is not None, "whoever is refused was told why"
            return mended(person, answer.code)
        return half_done(self.questions, person, day) if is_half_done else person

    def ordered(self, asked: Asked, places: Ints, at: Floats) -> Objects:
        """Return who ordered a card at some visits, with the file as it is after the order."""
        days = (at // DAY).astype(np.int64).tolist()
        told = zip(asked.people[places], asked.answers[places], days, strict=True)
        return objects([self._with_order(*each) for each in told])

    def _with_order(self, person: Person | None, answer: Answer | None, day: int) -> Person | None:
        if person is None or answer is None:
            return None
        ordered = self.orders.get((person, answer))
        if ordered is None:
            dossier = self.questions.after(answer.after or person.dossier, person.then, day)
            ordered = self.orders[person, answer] = person.bringing(dossier)
        return ordered

    def count(self, tallies: Tallies, reasons: Ints) -> None:
        """Count refusals by channel and reason."""
        numbers = np.bincount(reasons, minlength=len(self.questions.reasons))
        for words, number in self.questions.reasons.items():
            if numbers[number]:
                key = (str(self.door), words)
                tallies.refusals[key] = tallies.refusals.get(key, 0) + int(numbers[number])


class Reception:
    """The desk of a network at all its doors, each prepared when it is first asked for."""

    def __init__(self, network: Network) -> None:
        self.questions = Questions(network)
        self.askings: dict[tuple[Door, Service | None], Asking] = {}

    def at(self, door: Door, makes: Service | None = None) -> Asking:
        """Return the desk at a kind of door; at counters, of outlets that make cards in a way."""
        key = (door, makes)
        if key not in self.askings:
            self.askings[key] = Asking(self.questions, door, makes)
        return self.askings[key]

    def forget(self) -> None:
        """Let go of the answers of days gone by."""
        for each in self.askings.values():
            each.forget()


def followed(asked: Asked, places: Ints | Bools) -> Objects:
    """Return the answers to those who came to fetch a card that was ordered in this run."""
    chosen = [
        answer
        for person, answer in zip(asked.people[places], asked.answers[places], strict=True)
        if person is not NOT_ASKED and person.is_followed
    ]
    return objects(chosen)
