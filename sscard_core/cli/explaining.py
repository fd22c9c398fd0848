"""`sscard explain`: every condition that bears on one step, its answer, and the one that decided."""

from pathlib import Path

from attrs import frozen

from sscard_core.cli.complaining import complain
from sscard_core.cli.page import Page, emit
from sscard_core.lifecycle.desk import Desk
from sscard_core.lifecycle.explain import Explanation, Looked, explain
from sscard_core.lifecycle.opening import open_file
from sscard_core.model.citations import assumptions_in, clauses_in
from sscard_core.model.decisions import Decision
from sscard_core.model.refusals import RefusalCode
from sscard_core.rulebooks.telling import Language, Row, cited
from sscard_core.scenario.asked import heading
from sscard_core.scenario.nodes import ScenarioError
from sscard_core.scenario.parse import read_scenario
from sscard_core.scenario.play import play_step
from sscard_core.scenario.record import step_record
from sscard_core.scenario.report import Told, perform, rows
from sscard_core.scenario.script import Scenario


@frozen
class Explained:
    """A step with what came of it and, where something was asked, all that was looked at."""

    told: Told
    explanation: Explanation | None


def explain_step(file: Path, number: int, language: Language, *, as_json: bool) -> int:
    """Play a scenario up to a step and explain it."""
    try:
        scenario = read_scenario(file)
    except ScenarioError as problem:
        complain(problem)
        return 2
    if not 1 <= number <= len(scenario.steps):
        complain(f"{file}: there is no step {number}; the scenario has steps 1 to {len(scenario.steps)}")
        return 2
    explained = _explained(scenario, number)
    if as_json:
        emit(_record(scenario, explained))
    else:
        _tell(Page(), scenario, explained, language)
    return 0


def _explained(scenario: Scenario, number: int) -> Explained:
    desk = Desk(scenario.book)
    file, _ = open_file(desk, scenario.holder, scenario.start)
    for step in scenario.steps[: number - 1]:
        file = play_step(desk, file, step).file
    told = next(each for each in perform(scenario) if each.played.step.number == number)
    step = scenario.steps[number - 1]
    return Explained(told, explain(desk, file, step.request, step.on) if step.request else None)


def deciding(decision: Decision | None, looked: tuple[Looked, ...]) -> frozenset[int]:
    """Return the places of what decided a refusal: the first to fail with its code, or all papers missing."""
    code = decision.code if decision else None
    failing = [place for place, each in enumerate(looked) if each.holds is False and each.code is code]
    return frozenset(failing if code is RefusalCode.MISSING_MATERIAL else failing[:1])


def _tell(page: Page, scenario: Scenario, explained: Explained, language: Language) -> None:
    played, explanation = explained.told.played, explained.explanation
    page.line(heading(played.step, language), "bold")
    if explanation:
        provision = explanation.provision or language.pick("none fits", "无适用规定")
        page.line(provision, first=language.pick("provision: ", "适用规定："))
        page.line()
        decided = deciding(played.decision, explanation.looked)
        looked = enumerate(explanation.looked)
        page.rows((_row(each, place in decided, language) for place, each in looked), repeat=True)
    page.line()
    page.rows(rows(scenario, explained.told, language))


def _row(looked: Looked, decides: bool, language: Language) -> Row:
    answers = {
        True: language.pick("holds", "符合"),
        False: language.pick("fails", "不符合"),
        None: language.pick("does not concern", "不涉及"),
    }
    mark = "→" if decides else " "
    text = f"{language.pick(looked.en, looked.zh)} ({looked.code}) {cited(looked.grounds)}"
    return Row(f"{mark} {answers[looked.holds]}", text.rstrip())


def _record(scenario: Scenario, explained: Explained) -> dict[str, object]:
    played, explanation = explained.told.played, explained.explanation
    looked = explanation.looked if explanation else ()
    decided = deciding(played.decision, looked)
    return {
        **step_record(scenario, played),
        "provision": explanation.provision if explanation else None,
        "looked": [
            {
                "name": each.name,
                "code": str(each.code),
                "en": each.en,
                "zh": each.zh,
                "holds": each.holds,
                "decides": place in decided,
                "clauses": [str(clause) for clause in clauses_in(each.grounds)],
                "assumed": [str(assumption) for assumption in assumptions_in(each.grounds)],
            }
            for place, each in enumerate(looked)
        ],
    }
