"""`sscard sim run` until waits are precise, and after a warm-up: what is stated, and what cannot be asked."""

import json
from pathlib import Path
from typing import Any

import pytest
from sim_samples import NETWORK, written_network
from typer.testing import CliRunner

from sscard_core.cli import app

runner = CliRunner()


@pytest.fixture
def network(tmp_path: Path) -> Path:
    return written_network(tmp_path)


def ran(network: Path, *more: str) -> dict[str, Any]:
    told = runner.invoke(app, ["sim", "run", str(network), "--json", *more])
    assert told.exit_code == 0, told.stderr
    found: dict[str, Any] = json.loads(told.stdout)
    return found


def test_replications_go_on_until_the_half_width_is_met(network: Path) -> None:
    found = ran(network, "--half-width", "30%", "--most", "50")
    met = found["precision"]
    assert (met["met"], met["half_width"], met["ran"]) == (True, 0.3, found["replications"])
    assert all(each["half_width"] <= 0.3 and each["met"] for each in met["figures"])
    assert {each["figure"] for each in met["figures"]} == {
        f"{kind} {figure}"
        for kind in ("windows", "bank windows")
        for figure in ("wait mean", "within target")
    }


def test_the_files_own_precision_holds_where_nothing_else_is_asked(network: Path) -> None:
    network.write_text(NETWORK + "precision: 40%\n", "utf-8")
    assert ran(network)["precision"]["half_width"] == 0.4
    assert ran(network, "--half-width", "60%")["precision"]["half_width"] == 0.6
    fixed = ran(network, "--replications", "2")
    assert (fixed["precision"], fixed["replications"]) == (None, 2)


@pytest.mark.parametrize(("lang", "words"), [("en", "NOT MET after 3 replications"), ("zh", "仍未达到")])
def test_what_was_not_met_is_told(network: Path, lang: str, words: str) -> None:
    told = runner.invoke(
        app, ["sim", "run", str(network), "--half-width", "0.1%", "--most", "3", "--lang", lang]
    )
    assert told.exit_code == 0
    assert words in told.stdout


@pytest.mark.parametrize(("lang", "words"), [("en", "the first 14 of 28 days"), ("zh", "前 14 天")])
def test_what_was_cut_is_told(network: Path, lang: str, words: str) -> None:
    arguments = ["sim", "run", str(network), "--warm-up", "10", "--replications", "2"]
    assert words in runner.invoke(app, [*arguments, "--lang", lang]).stdout
    cut = ran(network, "--warm-up", "10", "--replications", "2")
    assert cut["warm_up"] == {"days_cut": 14, "auto": False, "settled": True}
    assert ran(network, "--replications", "2")["warm_up"] is None


def test_a_run_too_short_to_settle_says_so_and_cuts_nothing(network: Path) -> None:
    cut = ran(network, "--warm-up", "auto", "--replications", "2")
    assert cut["warm_up"] == {"days_cut": 0, "auto": True, "settled": False}
    told = runner.invoke(
        app, ["sim", "run", str(network), "--warm-up", "auto", "--replications", "1", "--lang", "en"]
    )
    assert "warm-up: NOT FOUND" in told.stdout


@pytest.mark.parametrize(
    ("args", "en", "zh"),
    [
        (("--half-width", "5"), "--half-width: a share from 0% to 100%", "--half-width：应为"),
        (("--half-width", "0%"), "ask for one above", "请给出大于 0"),
        (("--warm-up", "soon"), "--warm-up: auto, or a whole number", "--warm-up：应为"),
        (("--warm-up", "28"), "nothing is left", "运行不剩"),
    ],
)
def test_what_cannot_be_asked_is_told_in_both_languages(
    network: Path, args: tuple[str, str], en: str, zh: str
) -> None:
    for lang, words in (("en", en), ("zh", zh)):
        told = runner.invoke(app, ["sim", "run", str(network), *args, "--lang", lang])
        assert told.exit_code == 2
        assert words in told.stderr
        assert told.stderr.count("\n") == 1


def test_a_number_of_runs_and_a_precision_are_not_asked_for_at_once(network: Path) -> None:
    told = runner.invoke(app, ["sim", "run", str(network), "--half-width", "5%", "--replications", "3"])
    assert told.exit_code == 2
    assert "leave out --replications" in told.stderr


def test_a_wrong_precision_in_a_file_has_its_line(network: Path) -> None:
    network.write_text(NETWORK + "precision: 0%\n", "utf-8")
    told = runner.invoke(app, ["sim", "validate", str(network), "--json"])
    (mistake,) = json.loads(told.stdout)["mistakes"]
    assert mistake["line"] == 7
    assert "precision" in mistake["en"]
    assert "半宽" in mistake["zh"]
