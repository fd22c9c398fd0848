"""Scenarios played for the book: what each step asked, what came of it, and which other reading would change it."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Final

from attrs import frozen

from sscard_core.audit.book.matter.turning import Said, Turn, Weight, turned_desks
from sscard_core.checking.explore import VERIFIER
from sscard_core.lifecycle.desk import Desk
from sscard_core.lifecycle.opening import Situation, open_file
from sscard_core.lifecycle.status import Status, status
from sscard_core.lifecycle.table import STATES, Region
from sscard_core.model.arguments import RequestName
from sscard_core.model.card_file import CardFile
from sscard_core.model.decisions import Outcome
from sscard_core.model.words import Word
from sscard_core.rulebooks import RULEBOOK_IDS, rulebook
from sscard_core.rulebooks.telling import Language, Phrase
from sscard_core.scenario.asked import arguments
from sscard_core.scenario.parse import read_scenario
from sscard_core.scenario.play import Played, play
from sscard_core.scenario.report import BESIDE_THE_STATES, outcome
from sscard_core.scenario.script import Scenario

LEFT_OUT: Final = "usable"
"""What the card can do follows from its states."""


@frozen
class Changed:
    """A status word or balance that a step changed."""

    name: Phrase
    before: Phrase
    after: Phrase


@frozen(kw_only=True)
class PlayedStep:
    """A step, told without PINs, names and numbers. `request` is None where only time passed."""

    number: int
    on: datetime
    request: RequestName | None
    given: Phrase
    outcome: Phrase
    refused: bool
    events: tuple[Word, ...]
    changes: tuple[Changed, ...]
    clauses: tuple[str, ...]
    assumed: tuple[str, ...]
    mismatches: tuple[str, ...]


@frozen(kw_only=True)
class Flip:
    """A decision of a scenario that comes out otherwise when a switch is read otherwise."""

    rulebook: str
    turn: Turn
    weight: Weight
    file: str
    step: int
    request: RequestName
    was: Phrase
    becomes: Phrase


@frozen(kw_only=True)
class PlayedScenario:
    """A scenario with all its steps. `turned` are the readings that it sets otherwise than its rulebook."""

    file: str
    title: str
    rulebook: str
    turned: tuple[tuple[str, str], ...]
    start: Situation
    clauses: tuple[str, ...]
    steps: tuple[PlayedStep, ...]
    flips: tuple[Flip, ...]

    @property
    def holds(self) -> bool:
        """True where everything came out as expected."""
        return not any(each.mismatches for each in self.steps)

    @property
    def cited(self) -> frozenset[str]:
        """The clauses that its decisions rested on."""
        return frozenset(each for step in self.steps for each in step.clauses)

    @property
    def decided(self) -> int:
        """How many decisions it has."""
        return sum(each.request is not None for each in self.steps)


def play_files(folder: Path, files: Iterable[Path]) -> tuple[PlayedScenario, ...]:
    """Play scenarios of a folder. Raises: ScenarioError."""
    return tuple(play_file(folder, each) for each in files)


def play_file(folder: Path, file: Path) -> PlayedScenario:
    """Play a scenario. Raises: ScenarioError."""
    scenario = read_scenario(file)
    name = file.relative_to(folder).as_posix() if folder in file.parents else file.name
    desk, turned = Desk(scenario.book, VERIFIER), _turned(scenario)
    before, _ = open_file(desk, scenario.holder, scenario.start)
    known = status(before, desk.rules.terms, scenario.start.on)
    steps, flips = [], list[Flip]()
    for played in play(scenario, desk):
        steps.append(_step(played, known))
        if not turned:
            flips += _flips(scenario, name, played, before)
        before, known = played.file, played.status
    return PlayedScenario(
        file=name,
        title=scenario.title,
        rulebook=scenario.book.id,
        turned=turned,
        start=scenario.start.situation,
        clauses=tuple(str(each) for each in scenario.clauses),
        steps=tuple(steps),
        flips=tuple(flips),
    )


def _turned(scenario: Scenario) -> tuple[tuple[str, str], ...]:
    """Return the readings that a scenario sets otherwise; those of a rulebook of its own file are its own."""
    if scenario.book.id not in RULEBOOK_IDS:
        return ()
    law = rulebook(scenario.book.id)
    read = ((switch, each.value) for switch, each in scenario.book.readings.items())
    return tuple((switch, value) for switch, value in read if value != law.reading(switch))


def _step(played: Played, before: Status) -> PlayedStep:
    step, decision = played.step, played.decision
    return PlayedStep(
        number=step.number,
        on=step.on,
        request=step.request.name if step.request else None,
        given=_both(lambda each: ", ".join(arguments(step.request, each)) if step.request else ""),
        outcome=_both(lambda each: outcome(decision, each) if decision else ""),
        refused=played.outcome is Outcome.REFUSED,
        events=tuple(each.name for each in played.events),
        changes=tuple(_changes(before, played.status)),
        clauses=played.clauses,
        assumed=played.assumed,
        mismatches=played.mismatches,
    )


def _both(text: Callable[[Language], str]) -> Phrase:
    return Phrase(text(Language.ENGLISH), text(Language.CHINESE))


def _changes(before: Status, after: Status) -> Iterator[Changed]:
    for key, value in after.items():
        if value != before[key] and key != LEFT_OUT:
            zh = BESIDE_THE_STATES.get(key) or Region.read(key).zh
            yield Changed(Phrase(key.replace("_", " "), zh), _value(key, before[key]), _value(key, value))


def _value(key: str, value: object) -> Phrase:
    if value is None or key in BESIDE_THE_STATES:
        return Phrase(str(value or "–"), str(value or "–"))
    word = STATES[Region.read(key)].read(str(value))
    return Phrase(str(word), word.zh)


def _flips(scenario: Scenario, name: str, played: Played, before: CardFile) -> Iterator[Flip]:
    """Put the step's request again to a desk for each other reading."""
    decision, step = played.decision, played.step
    if decision is None or step.request is None:
        return
    said = Said.of(decision)
    for turn, desk in turned_desks(scenario.book.id):
        other = desk.decide(before, step.request, step.on, bank_answer=step.bank_answer)
        if (weight := said.weighed(Said.of(other))) is not Weight.NOTHING:
            yield Flip(
                rulebook=scenario.book.id,
                turn=turn,
                weight=weight,
                file=name,
                step=step.number,
                request=step.request.name,
                was=_both(lambda each: outcome(decision, each)),
                becomes=_both(lambda each, other=other: outcome(other, each)),  # type: ignore[misc]
            )
