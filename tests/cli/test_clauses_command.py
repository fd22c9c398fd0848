"""`sscard clauses`: the register's coverage, whole and for a folder of scenarios."""

import json
from pathlib import Path
from typing import Any

import pytest
from cli_samples import LAPSE, PROJECT, WRONG, call, written

KEYS = {"id", "document", "place", "check", "en", "zh", "rules", "same_as", "evidence", "reason"}


def covered(*arguments: object) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(call("clauses", "--json", *arguments).stdout)
    return told


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    written(tmp_path / "lapse.yaml", LAPSE)
    return tmp_path


def test_the_projects_own_scenarios_cover_every_clause(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(PROJECT / "sscard_core")
    result = call("clauses", "--json")
    told = json.loads(result.stdout)
    assert result.exit_code == 0, [each["id"] for each in told["clauses"] if not each["evidence"]]
    assert len(told["clauses"]) == 294
    counts = told["counts"]
    assert counts["lines"] == counts["with_rule"] == counts["with_evidence"] >= counts["cited_in_evidence"]


def test_a_line_has_these_keys_its_rules_and_its_evidence(folder: Path) -> None:
    lines = {each["id"]: each for each in covered("--scenarios", folder, "--rulebook", "jiangsu")["clauses"]}
    assert len(lines) == 42
    line = lines["JS-19"]
    assert set(line) == KEYS
    assert line["evidence"] == [{"file": str(folder / "lapse.yaml"), "cited": True}]
    assert {
        "rulebook": "jiangsu",
        "area": "readings",
        "name": "temporary_loss_lapses_after",
        "provision": "",
        "field": "7d",
    } in line["rules"]
    assert lines["JS-40"]["reason"]["en"]


def test_a_line_without_evidence_ends_with_1_and_is_all_that_missing_tells(folder: Path) -> None:
    result = call("clauses", "--scenarios", folder, "--rulebook", "jiangsu", "--missing")
    assert result.exit_code == 1
    assert "JS-22" in result.stdout
    assert "JS-19" not in result.stdout
    assert "with a rule" in result.stdout.splitlines()[-1]


def test_a_scenario_that_fails_is_no_evidence(tmp_path: Path) -> None:
    written(tmp_path / "wrong.yaml", WRONG)
    result = call("clauses", "--scenarios", tmp_path, "--rulebook", "jiangsu", "--json")
    assert all(not each["evidence"] for each in json.loads(result.stdout)["clauses"])
    assert "no evidence" in result.stderr
    assert result.exit_code == 1


def test_a_malformed_scenario_ends_with_2(folder: Path) -> None:
    written(folder / "x.yaml", "scenario: x\n")
    result = call("clauses", "--scenarios", folder)
    assert result.exit_code == 2
    assert "x.yaml:1: a scenario needs `rulebook`" in result.stderr


def test_without_scenarios_rules_alone_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    result = call("clauses", "--lang", "zh")
    assert result.exit_code == 0
    assert "rules only" in result.stderr
    assert "规则" in result.stdout
    assert "缺少" not in result.stdout


@pytest.mark.parametrize(
    "arguments",
    [["--rulebook", "nowhere"], ["--scenarios", "/nowhere"], ["--scenarios", "."], ["--nonsense"]],
)
def test_what_does_not_exist_ends_with_2(
    arguments: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert call("clauses", *arguments).exit_code == 2


def test_the_mark_tells_evidence_whose_decisions_cite_the_clause(folder: Path) -> None:
    told = call("clauses", "--scenarios", folder, "--rulebook", "jiangsu").stdout
    assert "evidence  * lapse.yaml" in told
    written(folder / "other.yaml", LAPSE.replace("JS-15, JS-19", "JS-24"))
    told = call("clauses", "--scenarios", folder, "--rulebook", "jiangsu").stdout
    assert "evidence    other.yaml" in told


def test_a_users_own_clauses_are_told_with_their_rules(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    own = written(
        tmp_path / "own.toml",
        'id = "covered-city"\nderives = "jiangsu"\nprefixes = ["CC"]\n'
        '[clauses.CC-1]\nplace = "art. 1"\nen = "Five tries."\n'
        '[readings.hrss_pin_tries]\nvalue = 5\nbecause = ["CC-1"]\n',
    )
    [line] = covered("--rulebook", own)["clauses"]
    assert line["id"] == "CC-1"
    assert [(each["rulebook"], each["name"]) for each in line["rules"]] == [
        ("covered-city", "hrss_pin_tries")
    ]
