"""`sscard sim` as users meet it: mistakes, figures, files, interruption."""

import csv
import json
from pathlib import Path

import pytest
from sim_samples import NETWORK, written_network
from typer.testing import CliRunner

from simulation import experiment
from simulation.running import replicate
from simulation.tallies import Tallies
from sscard_core.cli import app

runner = CliRunner()


@pytest.fixture
def network(tmp_path: Path) -> Path:
    return written_network(tmp_path)


def test_a_sound_file_is_told_with_its_utilisation(network: Path) -> None:
    told = runner.invoke(app, ["sim", "validate", str(network), "--lang", "en"])
    assert told.exit_code == 0
    assert "hall.windows" in told.stdout
    assert "%" in told.stdout


@pytest.mark.parametrize(("lang", "words"), [("en", "cannot be served"), ("zh", "负荷无法完成")])
def test_a_load_that_cannot_be_served_is_told_before_the_run(network: Path, lang: str, words: str) -> None:
    network.write_text(NETWORK.replace("20000", "900000"), "utf-8")
    for command in ("validate", "run"):
        told = runner.invoke(app, ["sim", command, str(network), "--lang", lang])
        assert told.exit_code == 2
        assert words in told.stderr
        assert f"{network}:6:" in told.stderr


def test_mistakes_as_json_have_lines_and_both_languages(network: Path) -> None:
    network.write_text(NETWORK + "colour: red\n", "utf-8")
    told = runner.invoke(app, ["sim", "validate", str(network), "--json"])
    found = json.loads(told.stdout)
    assert (told.exit_code, found["valid"]) == (2, False)
    assert found["mistakes"][0]["line"] == 7
    assert {"en", "zh"} <= found["mistakes"][0].keys()


@pytest.mark.parametrize(("lang", "words"), [("en", "refused: online"), ("zh", "线上")])
def test_the_page_tells_refusals_by_clause_and_channel(network: Path, lang: str, words: str) -> None:
    network.write_text(NETWORK.replace("20000", "40000") + "mode: full\n", "utf-8")
    told = runner.invoke(app, ["sim", "run", str(network), "--lang", lang])
    assert told.exit_code == 0
    assert words in told.stdout
    assert "update_information: wrong_actor (XX17-18, holder_or_guardian)" in told.stdout


@pytest.mark.parametrize(("lang", "words"), [("en", "wait"), ("zh", "等候")])
def test_the_page_tells_waits_with_intervals(network: Path, lang: str, words: str) -> None:
    told = runner.invoke(app, ["sim", "run", str(network), "--replications", "3", "--lang", lang])
    assert told.exit_code == 0, told.output
    assert words in told.stdout
    assert "±" in told.stdout


def test_the_same_seed_gives_the_same_figures_and_says_what_made_them(network: Path) -> None:
    args = ["sim", "run", str(network), "--replications", "2", "--json", "--seed", "7"]
    first, second = (json.loads(runner.invoke(app, args).stdout) for _ in range(2))
    assert first == second
    assert first["seed"] == 7
    assert len(first["file_hash"]) == 16
    assert "simpy" in first["versions"]
    scopes = {each["scope"] for each in first["figures"]}
    assert {"network", "windows", "group", "outlet", "bank", "service", "channel", "half_hour"} <= scopes


def test_figures_are_written_as_files(network: Path, tmp_path: Path) -> None:
    pytest.importorskip("pyarrow", reason="pyarrow is not installed")
    from pyarrow import parquet  # noqa: PLC0415

    files = {kind: tmp_path / f"out.{kind}" for kind in ("csv", "parquet", "json")}
    args = [
        "sim", "run", str(network), "--replications", "1", "--csv", str(files["csv"]),
        "--parquet", str(files["parquet"]), "--save", str(files["json"]),
    ]  # fmt: skip
    assert runner.invoke(app, args).exit_code == 0
    rows = list(csv.DictReader(files["csv"].read_text("utf-8-sig").splitlines()))
    told = json.loads(files["json"].read_text("utf-8"))["figures"]
    assert len(rows) == len(told) == parquet.read_table(files["parquet"]).num_rows


def test_a_file_that_cannot_be_written_is_told(network: Path, tmp_path: Path) -> None:
    args = ["sim", "run", str(network), "--replications", "1", "--csv", str(tmp_path / "no" / "x.csv")]
    told = runner.invoke(app, args)
    assert told.exit_code == 2
    assert "x.csv" in told.stderr


def test_an_interruption_keeps_the_replications_done(network: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[int] = []

    def interrupted(*args: object, **kwargs: object) -> Tallies:
        calls.append(1)
        if len(calls) == 3:
            raise KeyboardInterrupt
        return replicate(*args, **kwargs)  # type: ignore[arg-type]

    monkeypatch.setattr(experiment, "replicate", interrupted)
    told = runner.invoke(app, ["sim", "run", str(network), "--replications", "9", "--json", "--lang", "en"])
    assert told.exit_code == 130
    assert "2 of 9 replications are kept" in told.stderr
    assert json.loads(told.stdout)["replications"] == 2


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["demo", "nowhere"], "xinxiang-2017-county"),
        (["run", "network.yaml"], "no such file"),
        (["demo", "xinxiang-2017-county", "--engine", "quick"], "simpy, compiled, auto"),
    ],
)
def test_what_is_not_known_is_told_without_a_traceback(args: list[str], words: str) -> None:
    told = runner.invoke(app, ["sim", *args])
    assert told.exit_code == 2
    assert words in told.stderr


def test_workers_change_nothing_in_the_figures(network: Path, tmp_path: Path) -> None:
    alone, farmed = tmp_path / "alone.csv", tmp_path / "farmed.csv"
    for file, more in ((alone, []), (farmed, ["--backend", "processes://2"])):
        told = runner.invoke(
            app, ["sim", "run", str(network), "--replications", "3", "--csv", str(file), *more]
        )
        assert told.exit_code == 0, told.stderr
    assert alone.read_text("utf-8") == farmed.read_text("utf-8") != ""


def test_a_backend_that_is_none_is_told_with_those_that_are(network: Path) -> None:
    told = runner.invoke(app, ["sim", "run", str(network), "--backend", "clouds"])
    assert (told.exit_code, told.stderr.count("\n")) == (2, 1)
    assert "dask://host:port" in told.stderr
