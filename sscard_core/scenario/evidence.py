"""Scenarios as evidence: whether any of them would notice that a rulebook is carried out otherwise."""

from collections.abc import Callable, Iterable
from typing import Final

from attrs import frozen

from sscard_core.lifecycle.desk import Desk
from sscard_core.lifecycle.opening import open_file
from sscard_core.model.arguments import RequestName
from sscard_core.model.card_file import CardFile
from sscard_core.model.decisions import Decision
from sscard_core.model.pins import PinVerifier
from sscard_core.rulebooks.book import Rulebook
from sscard_core.scenario.play import play, play_step
from sscard_core.scenario.script import Scenario, Step

DeskOf = Callable[[Rulebook], Desk]


@frozen
class Recorded:
    """One step as it was decided: the file before it, what the decision told, and what it changed."""

    scenario: int
    file: CardFile
    step: Step
    told: object
    changed: object


def told_by(decision: Decision) -> object:
    """Return what a decision tells, in so far as a scenario can expect it."""
    names = tuple(event.name for event in decision.events)
    given = (decision.outcome, decision.code, decision.missing, decision.fee, decision.due, decision.liable)
    return given, decision.advice, decision.at_stage, decision.grounds, names


def changed_by(decision: Decision) -> object:
    """Return what a decision changes, on which later steps depend."""
    return tuple((event.changes, event.postings) for event in decision.events)


class Evidence:
    """Scenarios of one rulebook, played once; a desk that decides otherwise is then found without playing all."""

    def __init__(self, scenarios: Iterable[Scenario], verifier: PinVerifier) -> None:
        self.scenarios: Final = tuple(scenarios)
        self.recorded: dict[RequestName, list[Recorded]] = {}
        for number, scenario in enumerate(self.scenarios):
            desk = Desk(scenario.book, verifier)
            file, _ = open_file(desk, scenario.holder, scenario.start)
            for played in play(scenario, desk):
                request, decision = played.step.request, played.decision
                if request is not None and decision is not None:
                    seen = Recorded(number, file, played.step, told_by(decision), changed_by(decision))
                    self.recorded.setdefault(request.name, []).append(seen)
                file = played.file

    def noticed_by(self, name: RequestName | None, desk_of: DeskOf) -> str | None:
        """Return the file and step of a scenario that comes out otherwise at desks made so, None where none does.

        `name` is the request that is decided otherwise, if it is known to be one. A step that only tells something
        else is held against its own expectations; one that changes something else has its scenario played again.
        """
        desks: dict[tuple[str, ...], Desk] = {}
        if name is None:
            return next(
                filter(None, (self._replayed(n, desk_of, desks) for n in range(len(self.scenarios)))), None
            )
        again: set[int] = set()
        for each in self.recorded.get(name, ()):
            desk = self._desk(self.scenarios[each.scenario], desk_of, desks)
            assert each.step.request is not None
            decision = desk.decide(
                each.file, each.step.request, each.step.on, bank_answer=each.step.bank_answer
            )
            if changed_by(decision) != each.changed and each.scenario not in again:
                again.add(each.scenario)
                if seen := self._replayed(each.scenario, desk_of, desks):
                    return seen
            elif told_by(decision) != each.told and (
                wrong := play_step(desk, each.file, each.step).mismatches
            ):
                return f"{self.scenarios[each.scenario].file} step {each.step.number}: {wrong[0]}"
        return None

    def _replayed(self, number: int, desk_of: DeskOf, desks: dict[tuple[str, ...], Desk]) -> str | None:
        scenario = self.scenarios[number]
        for played in play(scenario, self._desk(scenario, desk_of, desks)):
            if played.mismatches:
                return f"{scenario.file} step {played.step.number}: {played.mismatches[0]}"
        return None

    def _desk(self, scenario: Scenario, desk_of: DeskOf, desks: dict[tuple[str, ...], Desk]) -> Desk:
        key = tuple(each.value for each in scenario.book.readings.values())
        if key not in desks:
            desks[key] = desk_of(scenario.book)
        return desks[key]
