"""What came of a step, told to people in Chinese or English."""

from collections.abc import Iterator
from typing import Final

from attrs import frozen

from sscard_core.lifecycle.desk import Desk
from sscard_core.lifecycle.opening import open_file
from sscard_core.lifecycle.status import Status, status
from sscard_core.lifecycle.table import STATES, Region
from sscard_core.model.citations import Assumption, Citation, Clause, assumptions_in
from sscard_core.model.decisions import Decision, Fee
from sscard_core.model.refusals import ENGLISH
from sscard_core.model.statuses import Use
from sscard_core.rulebooks.telling import Language, Row, ground_rows
from sscard_core.scenario.play import Played, play_step
from sscard_core.scenario.script import Scenario

BESIDE_THE_STATES: Final = {
    "generation": "代次",
    "hrss_balance": "社保账户余额",
    "bank_balance": "银行账户余额",
    "usable": "可用功能",
}
"""The status keys that are no state of a region, in Chinese."""

FEES: Final = {Fee.NONE: "no fee", Fee.TARIFF: "a fee by the tariff", Fee.COURIER: "the courier's fee only"}


@frozen
class Told:
    """A played step, and the status before it, so that changes can be told."""

    played: Played
    before: Status


def perform(scenario: Scenario) -> Iterator[Told]:
    """Play a scenario, keeping the status before each step."""
    desk = Desk(scenario.book)
    file, _ = open_file(desk, scenario.holder, scenario.start)
    before = status(file, desk.rules.terms, scenario.start.on)
    for step in scenario.steps:
        played = play_step(desk, file, step)
        yield Told(played, before)
        file, before = played.file, played.status


def rows(scenario: Scenario, told: Told, language: Language) -> Iterator[Row]:
    """Tell what came of a step: outcome, papers, events, changes, and what it all rests on."""
    played, decision = told.played, told.played.decision
    if decision:
        yield from decision_rows(decision, language)
    if played.events:
        yield Row(language.pick("events", "事件"), language.words(each.name for each in played.events))
    if changed := language.pick("; ", "；").join(_changes(told, language)):
        yield Row(language.pick("status", "状态"), changed)
    yield from ground_rows(_citations(scenario, played), language)


def decision_rows(decision: Decision, language: Language) -> Iterator[Row]:
    """Tell the outcome, what is missing, who is liable, and what the holder is told beside."""
    yield Row(language.pick("outcome", "结果"), outcome(decision, language))
    if decision.missing:
        yield Row(language.pick("missing", "缺少材料"), language.words(decision.missing))
    if decision.liable:
        bears = language.pick("the holder bears the loss", "损失由持卡人承担")
        yield Row(language.pick("liable", "责任"), bears)
    if decision.advice:
        yield Row(language.pick("advice", "提示"), language.words(decision.advice))


def outcome(decision: Decision, language: Language) -> str:
    """Return the outcome with its code and sentence, or with fee and due date."""
    parts = [language.word(decision.outcome)]
    if decision.code:
        sentence = language.pick(f": {ENGLISH[decision.code]}", f"：{decision.code.zh}")
        parts.append(f"{decision.code}{sentence}")
    if decision.fee:
        parts.append(language.pick(FEES[decision.fee], decision.fee.zh))
    if decision.due:
        parts.append(language.pick(f"due {decision.due}", f"应于{decision.due}前办结"))
    if decision.at_stage:
        parts.append(language.pick(f"stage {decision.at_stage}", f"环节：{decision.at_stage.zh}"))
    return language.pick(", ", "，").join(parts)


def _changes(told: Told, language: Language) -> Iterator[str]:
    for key, after in told.played.status.items():
        before = told.before[key]
        if after != before:
            name = language.pick(key, BESIDE_THE_STATES.get(key) or Region.read(key).zh)
            yield f"{name} {_value(key, before, language)} → {_value(key, after, language)}"


def _value(key: str, value: str | int | list[str] | None, language: Language) -> str:
    if not value:
        return language.pick("none", "无")
    if isinstance(value, list):
        return language.words(Use.read(each) for each in value)
    if key in BESIDE_THE_STATES:
        return str(value)
    return language.word(STATES[Region.read(key)].read(str(value)))


def _citations(scenario: Scenario, played: Played) -> tuple[Citation, ...]:
    if played.decision:
        return (*played.decision.clauses, *played.decision.assumed)
    known = _assumptions(scenario)
    return (*(Clause(each) for each in played.clauses), *(known[each] for each in played.assumed))


def _assumptions(scenario: Scenario) -> dict[str, Assumption]:
    """Return the assumptions behind the readings, on which alone a lapse can rest."""
    readings = scenario.book.readings.values()
    return {each.name: each for reading in readings for each in assumptions_in(reading.because)}
