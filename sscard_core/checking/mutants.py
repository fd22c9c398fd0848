"""Single faults of a rulebook: each a desk that carries one line of it out otherwise.

A check that no fault can make fail proves nothing; so every fault here must be noticed by something, or explained.
"""

from collections.abc import Callable, Iterator
from typing import Final

from attrs import evolve, frozen

from sscard_core.checking.explore import VERIFIER
from sscard_core.lifecycle.desk import Desk
from sscard_core.lifecycle.rules import Ask, CompiledProvision, Offer
from sscard_core.lifecycle.table import STATES, TABLE, Row
from sscard_core.model.arguments import RequestName
from sscard_core.model.channels import Channel
from sscard_core.model.citations import Citation, Clause
from sscard_core.model.decisions import Fee
from sscard_core.model.papers import Paper
from sscard_core.model.people import Actor
from sscard_core.rulebooks.book import Demand, Grounds, Promise, Provision, Rulebook, Unit
from sscard_core.rulebooks.clause_register import clause_register
from sscard_core.rulebooks.readings import SWITCHES

Change = Callable[[Rulebook], Rulebook]

TOLD_ONLY: Final = frozenset({"fee changed", "time changed", "clause swapped", "consequence dropped"})
"""Faults that change neither who is served nor what happens to the card."""


@frozen
class Mutant:
    """One fault: its kind, where it is, the request that it concerns if it is one, and the desk that has it."""

    kind: str
    where: str
    request: RequestName | None
    desk: Callable[[Rulebook], Desk]

    @property
    def name(self) -> str:
        """Kind and place, as survivors are listed and explained."""
        return f"{self.kind}: {self.where}"

    @property
    def changes_answers(self) -> bool:
        """False for a fault of what a decision tells: its fee, its day, its citations, what follows from it."""
        return self.kind not in TOLD_ONLY


def _of_data(change: Change) -> Callable[[Rulebook], Desk]:
    return lambda book: Desk(change(book), VERIFIER)


def mutants(book: Rulebook) -> Iterator[Mutant]:
    """Yield every single fault of a rulebook's data and of the conditions that it asks."""
    for name, provisions in book.services.items():
        for place, provision in enumerate(provisions):
            for kind, detail, faulty in _of_provision(provision):
                where = f"{name} [{provision.name}]{detail}"
                yield Mutant(kind, where, name, _of_data(_putting(name, place, faulty)))
    yield from _of_readings(book)
    yield from _of_consequences(book)
    yield from _of_conditions(book)


def _putting(name: RequestName, place: int, faulty: Provision | None) -> Change:
    def change(book: Rulebook) -> Rulebook:
        rows = book.services[name]
        instead = (faulty,) if faulty is not None else ()
        return evolve(book, services={**book.services, name: (*rows[:place], *instead, *rows[place + 1 :])})

    return change


Fault = tuple[str, str, Provision | None]


def _of_provision(row: Provision) -> Iterator[Fault]:
    yield "row dropped", "", None
    for place, demand in enumerate(row.papers):
        papers = (*row.papers[:place], *row.papers[place + 1 :])
        yield "paper dropped", f" {demand.papers[0]} {demand.when}".rstrip(), evolve(row, papers=papers)
        if demand.when:
            of_all = (*row.papers[:place], evolve(demand, when=""), *row.papers[place + 1 :])
            yield (
                "paper asked of everybody",
                f" {demand.papers[0]} {demand.when}",
                evolve(row, papers=of_all),
            )
    yield "paper added", "", evolve(row, papers=(*row.papers, _one_more(row)))
    for place, asked in enumerate(row.asks):
        asks = (*row.asks[:place], *row.asks[place + 1 :])
        yield "condition not asked", f" {asked.condition}", evolve(row, asks=asks)
    if len(row.through) > 1:
        for channel in row.through:
            left = tuple(each for each in row.through if each is not channel)
            yield "channel dropped", f" {channel}", evolve(row, through=left)
    if len(row.by) > 1:
        for person in row.by:
            yield (
                "person dropped",
                f" {person}",
                evolve(row, by=tuple(each for each in row.by if each is not person)),
            )
    yield from _widened(row)
    for place, (key, _) in enumerate(row.matches):
        yield (
            "match dropped",
            f" {key}",
            evolve(row, matches=(*row.matches[:place], *row.matches[place + 1 :])),
        )
    yield "fee changed", "", evolve(row, fee=Fee.TARIFF if row.fee is Fee.NONE else Fee.NONE)
    if row.due is not None:
        later = Promise(row.due.number + 1, Unit.DAYS if row.due.unit is Unit.SAME_DAY else row.due.unit)
        yield "time changed", "", evolve(row, due=later)
    yield from _of_citations(row)


def _one_more(row: Provision) -> Demand:
    """Return a demand for a paper that is asked of nobody there."""
    asked = {paper for demand in row.papers for paper in demand.papers}
    return Demand(papers=(next(paper for paper in Paper if paper not in asked),), because=())


def _widened(row: Provision) -> Iterator[Fault]:
    """Let one person more in, and one channel more. An act of institutions asks for nobody, and stays so."""
    for person in Actor:
        if row.by and person not in row.by:
            yield "person added", f" {person}", evolve(row, by=(*row.by, person))
    for channel in Channel:
        if channel not in row.through:
            yield "channel added", f" {channel}", evolve(row, through=(*row.through, channel))


def _of_citations(row: Provision) -> Iterator[Fault]:
    for aspect, because in row.because.items():
        for place, swapped in _swapped(because):
            changed = {**row.because, aspect: swapped}
            yield "clause swapped", f" {aspect} {because[place]}", evolve(row, because=changed)


def _swapped(because: Grounds) -> Iterator[tuple[int, Grounds]]:
    """Yield the citations with each clause in turn replaced by its neighbour in the register."""
    for place, cited in enumerate(because):
        if isinstance(cited, Clause):
            yield place, (*because[:place], _neighbour(cited), *because[place + 1 :])


def _neighbour(clause: Clause) -> Citation:
    ids = list(clause_register())
    return Clause(ids[ids.index(str(clause)) - 1])


def _of_readings(book: Rulebook) -> Iterator[Mutant]:
    for switch, reading in book.readings.items():
        for value in _other_values(switch, reading.value):
            where = f"{switch} = {value}, not {reading.value}"
            yield Mutant("reading changed", where, None, _of_data(_reading(switch, reading.value, value)))


def _reading(switch: str, before: str, value: str) -> Change:
    """Change a reading, where a scenario has not set it otherwise."""

    def change(book: Rulebook) -> Rulebook:
        return book.with_readings({switch: value}) if book.reading(switch) == before else book

    return change


def _other_values(switch: str, value: str) -> tuple[str, ...]:
    """Return the other choices of a switch, and the neighbour of a number, a period or a date."""
    others = tuple(each for each in SWITCHES[switch].choices if each != value)
    digits = value.rstrip("dmy")
    if digits.isdecimal() and SWITCHES[switch].pattern:
        others += (f"{int(digits) + 1}{value[len(digits) :]}",)
    return others


def _of_consequences(book: Rulebook) -> Iterator[Mutant]:
    for name in book.consequences:

        def change(faulty: Rulebook, name: str = name) -> Rulebook:
            return evolve(faulty, consequences={**faulty.consequences, name: ()})

        yield Mutant("consequence dropped", name, None, _of_data(change))


def _of_conditions(book: Rulebook) -> Iterator[Mutant]:
    """Yield the conditions asked under each request, once as if they always held and once turned round."""
    for name, offer in Desk(book, VERIFIER).rules.services.items():
        asked = dict.fromkeys(
            ask.condition.name for each in offer.provisions for ask in (*each.early, *each.late)
        )
        for condition in asked:
            for kind, faulty in CONDITION_FAULTS.items():
                desk = _asking_otherwise(name, condition, faulty)
                yield Mutant(kind, f"{name} {condition}", name, desk)


def _negated(ask: Ask) -> Ask:
    holds = ask.condition.holds

    def turned(case: object) -> bool | None:
        answer = holds(case)  # type: ignore[arg-type]
        return None if answer is None else not answer

    return evolve(ask, condition=evolve(ask.condition, holds=turned))


def _always(ask: Ask) -> Ask:
    holds = ask.condition.holds
    return evolve(
        ask, condition=evolve(ask.condition, holds=lambda case: None if holds(case) is None else True)
    )


CONDITION_FAULTS: Final = {"condition loosened": _always, "condition negated": _negated}


def _asking_otherwise(
    name: RequestName, condition: str, faulty: Callable[[Ask], Ask]
) -> Callable[[Rulebook], Desk]:
    def asked(asks: tuple[Ask, ...]) -> tuple[Ask, ...]:
        return tuple(faulty(each) if each.condition.name == condition else each for each in asks)

    def provision(each: CompiledProvision) -> CompiledProvision:
        return evolve(each, early=asked(each.early), late=asked(each.late))

    def desk(book: Rulebook) -> Desk:
        made = Desk(book, VERIFIER)
        offer = made.rules.services.get(name)
        if offer is not None:
            made.rules.services[name] = Offer(tuple(provision(each) for each in offer.provisions), offer.keys)
        return made

    return desk


@frozen
class TableMutant:
    """One fault of the machines: a row that is missing, or that leads elsewhere."""

    kind: str
    row: Row
    table: tuple[Row, ...]

    @property
    def name(self) -> str:
        """Kind and row, as survivors are listed and explained."""
        row = self.row
        covered = f" covering {row.covered}" if row.covered else ""
        return f"{self.kind}: {row.region} {row.source} --{row.trigger}--> {row.target}{covered}"


def table_mutants() -> Iterator[TableMutant]:
    """Yield every single fault of the table: each row dropped, and led to the next state of its region."""
    for place, row in enumerate(TABLE):
        before, after = TABLE[:place], TABLE[place + 1 :]
        yield TableMutant("row dropped", row, (*before, *after))
        states = tuple(STATES[row.region])
        elsewhere = states[(states.index(row.target) + 1) % len(states)]
        yield TableMutant("target changed", row, (*before, evolve(row, target=elsewhere), *after))
