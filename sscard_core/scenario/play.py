"""Playing a scenario: each step put to the desk, each expectation held against what came of it."""

from collections.abc import Iterable, Iterator

from attrs import frozen

from sscard_core.lifecycle.desk import Desk
from sscard_core.lifecycle.opening import open_file
from sscard_core.lifecycle.status import Status, status
from sscard_core.model.card_file import CardFile
from sscard_core.model.citations import assumptions_in, clauses_in
from sscard_core.model.decisions import Decision, Outcome
from sscard_core.model.events import Event
from sscard_core.scenario.script import Expected, Scenario, Step


@frozen(kw_only=True)
class Played:
    """What came of one step. `decision` is None where only time passed."""

    step: Step
    decision: Decision | None
    file: CardFile
    events: tuple[Event, ...]
    status: Status
    clauses: tuple[str, ...]
    assumed: tuple[str, ...]
    mismatches: tuple[str, ...]

    @property
    def outcome(self) -> Outcome:
        """How the step ended; time passes without a refusal."""
        return self.decision.outcome if self.decision else Outcome.ACCEPTED


def play(scenario: Scenario, desk: Desk | None = None) -> Iterator[Played]:
    """Play the steps of a scenario, in order, at a desk of its own rulebook unless another is given."""
    desk = desk or Desk(scenario.book)
    file, _ = open_file(desk, scenario.holder, scenario.start)
    for step in scenario.steps:
        played = play_step(desk, file, step)
        yield played
        file = played.file


def play_step(desk: Desk, file: CardFile, step: Step) -> Played:
    """Play one step."""
    decision = None
    if step.request is None:
        presented = desk.present(file, step.on)
        after, events, grounds = presented.file, presented.events, presented.grounds
    else:
        decision = desk.decide(file, step.request, step.on, bank_answer=step.bank_answer)
        after, events, grounds = decision.file, decision.events, decision.grounds
    cited = [each for ground in grounds for each in ground]
    told = status(after, desk.rules.terms, step.on.date())
    clauses = tuple(str(each) for each in clauses_in(cited))
    assumed = tuple(str(each) for each in assumptions_in(cited))
    mismatches = (
        *_outcome_mismatches(step.expected, decision),
        *_detail_mismatches(step.expected, decision),
        *_status_mismatches(step.expected, told),
        *_among("clause", (str(each) for each in step.expected.clauses), clauses),
        *_among("events", (str(each) for each in step.expected.events), [str(each.name) for each in events]),
        *_among("assumed", step.expected.assumed, assumed),
    )
    return Played(
        step=step,
        decision=decision,
        file=after,
        events=events,
        status=told,
        clauses=clauses,
        assumed=assumed,
        mismatches=mismatches,
    )


def _said(decision: Decision) -> str:
    return f"refused: {decision.code}" if decision.code else str(decision.outcome)


def _outcome_mismatches(expected: Expected, decision: Decision | None) -> Iterator[str]:
    if decision is None:
        return
    wanted = f"refused: {expected.refused}" if expected.refused else str(expected.outcome)
    if decision.outcome is not expected.outcome or (
        expected.refused and decision.code is not expected.refused
    ):
        missing = (
            f" (missing: {', '.join(str(each) for each in decision.missing)})" if decision.missing else ""
        )
        yield f"expected {wanted}, got {_said(decision)}{missing}"


def _detail_mismatches(expected: Expected, decision: Decision | None) -> Iterator[str]:
    if decision is None:
        return
    got_missing = frozenset(decision.missing)
    if expected.missing is not None and expected.missing != got_missing:
        yield f"expected missing {_listed(expected.missing)}, got {_listed(got_missing)}"
    pairs = (
        ("fee", expected.fee, decision.fee),
        ("due", expected.due, decision.due),
        ("at_stage", expected.at_stage, decision.at_stage),
        ("liable", expected.liable, decision.liable),
    )
    for name, wanted, got in pairs:
        if wanted is not None and wanted != got:
            yield f"expected {name} {wanted}, got {got}"
    yield from _among("advice", expected.advice, [str(each) for each in decision.advice])


def _status_mismatches(expected: Expected, told: Status) -> Iterator[str]:
    for key, wanted in (expected.status or {}).items():
        if told[key] != wanted:
            yield f"expected {key} {wanted}, got {told[key]}"


def _among(what: str, wanted: Iterable[str], got: Iterable[str]) -> Iterator[str]:
    there = list(got)
    for each in wanted:
        if each not in there:
            yield f"expected {each} among {what}, got {', '.join(there) or 'none'}"


def _listed(words: Iterable[object]) -> str:
    return ", ".join(sorted(str(each) for each in words)) or "none"
