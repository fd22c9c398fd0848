"""`sscard explain`: each condition with its answer and what it rests on, and the one that decided."""

import json
from pathlib import Path
from typing import Any

import pytest
from cli_samples import LAPSE, SCENARIOS, call, written

from sscard_core.cli.explaining import deciding
from sscard_core.lifecycle.desk import Desk
from sscard_core.lifecycle.explain import explain
from sscard_core.lifecycle.opening import open_file
from sscard_core.model.decisions import Outcome
from sscard_core.scenario.parse import read_scenario
from sscard_core.scenario.play import play_step


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return written(tmp_path / "x.yaml", LAPSE)


def explained(file: Path, step: int) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(call("explain", file, "--step", step, "--json").stdout)
    return told


def test_the_deciding_condition_is_marked_and_the_decision_follows(file: Path) -> None:
    result = call("explain", file, "--step", 5)
    assert result.exit_code == 0
    marked = [line for line in result.stdout.splitlines() if line.startswith("→")]
    assert len(marked) == 1
    assert "fails" in marked[0]
    assert "(not_reported_lost) [JS-22]" in marked[0]
    assert "holds" in result.stdout
    assert "does not concern" in result.stdout
    assert result.stdout.splitlines()[-2].startswith("outcome  refused, not_reported_lost")


def test_chinese(file: Path) -> None:
    told = call("explain", file, "--step", 5, "--lang", "zh").stdout
    assert "→ 不符合" in told
    assert "不涉及" in told
    assert "适用规定" in told


def test_json_has_the_step_and_all_that_was_looked_at(file: Path) -> None:
    told = explained(file, 5)
    assert told["step"] == 5
    assert told["code"] == "not_reported_lost"
    assert [each["code"] for each in told["looked"] if each["decides"]] == ["not_reported_lost"]
    assert {each["holds"] for each in told["looked"]} == {True, False, None}
    assert set(told["looked"][0]) == {"name", "code", "en", "zh", "holds", "decides", "clauses", "assumed"}


def test_an_accepted_step_has_nothing_that_decides(file: Path) -> None:
    assert not any(each["decides"] for each in explained(file, 1)["looked"])


def test_where_only_time_passes_nothing_was_looked_at(file: Path) -> None:
    told = explained(file, 2)
    assert told["looked"] == []
    assert told["events"] == ["loss_lapsed"]
    assert "JS-19" in call("explain", file, "--step", 2).stdout


@pytest.mark.parametrize("step", ["0", "6", "-1", "999999999999"])
def test_a_step_that_is_not_there_is_told(file: Path, step: str) -> None:
    result = call("explain", file, "--step", step)
    assert result.exit_code == 2
    assert result.stderr == f"{file}: there is no step {step}; the scenario has steps 1 to 5\n"


@pytest.mark.parametrize("arguments", [["--step", "x"], []])
def test_a_step_that_is_no_number_or_absent_ends_with_2(file: Path, arguments: list[str]) -> None:
    assert call("explain", file, *arguments).exit_code == 2


@pytest.mark.parametrize("folder", ["jiangsu", "xinxiang-2017"])
def test_every_refusal_has_what_decided_it_and_nothing_fails_before(folder: str) -> None:
    for file in sorted((SCENARIOS / folder).glob("*.yaml")):
        scenario = read_scenario(file)
        desk = Desk(scenario.book)
        card, _ = open_file(desk, scenario.holder, scenario.start)
        for step in scenario.steps:
            played = play_step(desk, card, step)
            if step.request and played.outcome is Outcome.REFUSED:
                looked = explain(desk, card, step.request, step.on).looked
                failing = [place for place, each in enumerate(looked) if each.holds is False]
                assert min(deciding(played.decision, looked)) == failing[0], f"{file}:{step.line}"
            card = played.file
