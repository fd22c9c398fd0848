"""`sscard sim plan` and `sim compare` as users meet them: plans, files, comparisons, and what cannot be done."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from sscard_core.cli import app

NETWORK = """\
simulation: four weeks (四周)
rulebook: xinjiang-2013
from: 2025-03-03
to: 2025-03-30
target: 90% < 10 min
outlets:
  hall: {count: 2, windows: 1, bank_windows: 1, holders: 90000, bank: icbc}
  branch: {windows: 2, bank_windows: 1, holders: 9000}
"""
runner = CliRunner()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    written = tmp_path / "network.yaml"
    written.write_text(NETWORK, "utf-8")
    return written


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A plan of the network, saved."""
    folder = tmp_path_factory.mktemp("plans")
    (folder / "network.yaml").write_text(NETWORK, "utf-8")
    plan = folder / "plan.json"
    told = runner.invoke(app, ["sim", "plan", str(folder / "network.yaml"), "--save", str(plan)])
    assert told.exit_code == 0, told.output
    return plan


@pytest.mark.parametrize(("lang", "words"), [("en", "called in time"), ("zh", "达标率")])
def test_a_plan_is_told_although_the_files_own_windows_would_not_do(
    file: Path, lang: str, words: str
) -> None:
    assert runner.invoke(app, ["sim", "run", str(file)]).exit_code == 2
    told = runner.invoke(app, ["sim", "plan", str(file), "--lang", lang])
    assert told.exit_code == 0
    assert told.stdout.count(words) == 4
    assert "90% < 10 min" in told.stdout


def test_a_plan_as_json_adds_up(file: Path) -> None:
    told = runner.invoke(
        app, ["sim", "plan", str(file), "--json", "--rate", "40", "--target", "80% < 15 min"]
    )
    found = json.loads(told.stdout)
    assert found["target"] == {"share": 0.8, "minutes": 15.0, "each": "half-hour"}
    stations = [
        (group["outlets"], group[kind])
        for group in found["groups"].values()
        for kind in ("windows", "bank_windows")
        if kind in group
    ]
    assert found["window_hours_a_day"] == pytest.approx(
        sum(outlets * each["window_hours_a_day"] for outlets, each in stations)
    )
    assert found["yuan_a_day"] == pytest.approx(40 * found["window_hours_a_day"])
    assert all(each["share"]["low"] >= 0.8 and each["is_met"] for _, each in stations)
    assert max(each["peak"] for _, each in stations) == max(
        half["windows"] for _, each in stations for half in each["half_hours"]
    )


def test_a_saved_plan_is_compared_with_itself_without_a_difference(file: Path, saved: Path) -> None:
    told = runner.invoke(
        app, ["sim", "plan", str(file), "--compare", str(saved), str(saved), "--replications", "2", "--json"]
    )
    found = json.loads(told.stdout)
    assert len(found["figures"]) > 100
    assert not any(each["differs"] or each["difference"] for each in found["figures"])


def test_a_plan_serves_people_sooner_than_windows_that_do_not_suffice(file: Path, saved: Path) -> None:
    told = runner.invoke(
        app, ["sim", "compare", str(file), "file", str(saved), "--replications", "3", "--json"]
    )
    figures = {(each["name"], each["figure"]): each for each in json.loads(told.stdout)["figures"]}
    same = figures["all", "first visits"]
    assert same["difference"] == same["low"] == same["high"] == 0
    waits = figures["hall windows", "wait mean"]
    assert waits["low"] <= waits["difference"] <= waits["high"] < 0
    assert waits["differs"]


def test_two_rulebooks_are_compared(file: Path) -> None:
    told = runner.invoke(
        app,
        [
            "sim",
            "plan",
            str(file),
            "--compare",
            "xinjiang-2013",
            "xinjiang-2022",
            "--replications",
            "2",
            "--lang",
            "en",
        ],
    )
    assert told.exit_code == 0
    assert "A = xinjiang-2013, B = xinjiang-2022" in told.stdout
    assert "2 pairs of runs" in told.stdout


def test_of_several_rulebooks_the_best_is_named_with_a_probability(file: Path) -> None:
    file.write_text(NETWORK.replace("windows: 1, bank_windows: 1", "windows: 5, bank_windows: 4"), "utf-8")
    names = ("xinjiang-2013", "xinjiang-2022", "jiangsu")
    arguments = ["sim", "compare", str(file), *names, "--replications", "3"]
    found = json.loads(runner.invoke(app, [*arguments, "--json"]).stdout)
    assert found["plans"] == list(names)
    assert found["level"] == pytest.approx(0.975), "two intervals hold together with 95 %"
    assert {each["plan"] for each in found["figures"]} == set(names[1:])
    fewest = next(each for each in found["best"] if each["figure"] == "visits")
    assert fewest["plan"] == min(fewest["means"], key=lambda name: fewest["means"][name]) == "xinjiang-2022"
    assert 0.9 < fewest["probability"] <= 1.0
    share = next(each for each in found["best"] if each["figure"] == "within target")
    assert all(0 < mean <= 1 for mean in share["means"].values())
    told = runner.invoke(app, [*arguments, "--lang", "en"])
    assert "A = xinjiang-2013, B = xinjiang-2022, C = jiangsu" in told.stdout
    assert "C - A" in told.stdout
    assert "Best by" in told.stdout


def test_workers_change_nothing_in_a_comparison(file: Path) -> None:
    arguments = ["sim", "compare", str(file), "file", "jiangsu", "--replications", "2", "--json"]
    alone, farmed = (runner.invoke(app, [*arguments, *more]) for more in ((), ("--backend", "processes://2")))
    assert alone.stdout == farmed.stdout != ""


def test_the_plan_with_more_windows_is_best_by_waits(file: Path, saved: Path) -> None:
    told = runner.invoke(
        app, ["sim", "compare", str(file), "file", str(saved), "--replications", "4", "--json"]
    )
    best = {(each["name"], each["figure"]): each for each in json.loads(told.stdout)["best"]}
    for figure in ("wait mean", "within target", "lost in all"):
        assert best["windows", figure]["plan"] == str(saved)
        assert best["windows", figure]["probability"] > 0.99


def test_plans_run_until_the_shortest_wait_is_known(file: Path, saved: Path) -> None:
    """The plan has windows that suffice and the file has not: the first ten runs tell, and jiangsu is as bad."""
    arguments = ["sim", "compare", str(file), "file", str(saved), "jiangsu", "--within", "1"]
    found = json.loads(runner.invoke(app, [*arguments, "--json"]).stdout)
    assert (found["best"], found["probability"], found["within"]) == (str(saved), 0.95, 1.0)
    means = {plan: told["mean"] for plan, told in found["plans"].items()}
    assert means[str(saved)] == min(means.values())
    assert all(10 <= told["replications"] < 1000 for told in found["plans"].values())
    told = runner.invoke(app, [*arguments, "--lang", "en"])
    assert "a probability of at least 95%" in told.stdout


@pytest.mark.parametrize(("lang", "words"), [("en", "is NOT KNOWN after 3 runs"), ("zh", "仍无法判断")])
def test_where_the_runs_do_not_tell_the_best_no_plan_is_named(file: Path, lang: str, words: str) -> None:
    arguments = ["sim", "compare", str(file), "file", "jiangsu", "--within", "0.001", "--most", "3"]
    told = runner.invoke(app, [*arguments, "--lang", lang])
    assert told.exit_code == 0
    assert words in told.stdout
    assert json.loads(runner.invoke(app, [*arguments, "--json"]).stdout)["best"] is None


@pytest.mark.parametrize(
    ("names", "words"),
    [
        (("jiangsu", "jiangsu", "--within", "1"), "name each once"),
        (("file",), "name from 2 to 26"),
        (("file", "jiangsu", "file"), "name each once"),
        (("file", "nowhere"), "a rulebook"),
    ],
)
def test_names_that_cannot_be_compared_are_told(file: Path, names: tuple[str, ...], words: str) -> None:
    told = runner.invoke(app, ["sim", "compare", str(file), *names, "--lang", "en"])
    assert told.exit_code == 2
    assert words in told.stderr


def test_reports_are_written(file: Path, tmp_path: Path) -> None:
    plan, run = tmp_path / "plan.html", tmp_path / "run.html"
    file.write_text(NETWORK.replace("90000", "9000"), "utf-8")
    assert runner.invoke(app, ["sim", "plan", str(file), "--html", str(plan)]).exit_code == 0
    assert (
        runner.invoke(app, ["sim", "run", str(file), "--replications", "2", "--html", str(run)]).exit_code
        == 0
    )
    for each in (plan, run):
        assert each.read_text("utf-8").endswith("</html>\n")


@pytest.mark.parametrize(
    ("told", "words"),
    [
        (("--target", "95% < 0 min"), "shorter than 0 minutes"),
        (("--target", "soon"), "--target: a share and a wait"),
        (("--each", "week"), "known are day, half-hour"),
        (("--engine", "magic"), "simpy, compiled, auto"),
        (("--compare", "file", "nowhere"), "xinjiang-2022"),
        (("--compare", "file", "nowhere.json"), "nowhere.json"),
        (("--save", "no/such/folder/plan.json"), "no/such/folder"),
    ],
)
def test_what_cannot_be_done_is_told_with_a_remedy(file: Path, told: tuple[str, ...], words: str) -> None:
    found = runner.invoke(app, ["sim", "plan", str(file), *told, "--lang", "en"])
    assert found.exit_code == 2
    assert words in found.stderr
    assert "Traceback" not in found.output


def test_a_target_that_lunch_forbids_is_refused(file: Path) -> None:
    lunch = "lunch: 12:00-14:00 with 0, hours: 09:00-17:00, windows: 1, bank"
    file.write_text(NETWORK.replace("windows: 1, bank", lunch, 1), "utf-8")
    found = runner.invoke(app, ["sim", "plan", str(file), "--target", "99% < 5 min", "--lang", "en"])
    assert found.exit_code == 2
    assert "hall.windows: no number of windows reaches 99% < 5 min" in found.stderr


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (('"sscard plan"', '"another"'), "not a plan"),
        (('"layout": 1', '"layout": 2'), "not a plan"),
        (('"hall"', '"holl"'), "no group is called 'holl'"),
        (('"09:00"', '"nine"'), "spans in order"),
        (("{", ""), "not JSON"),
    ],
)
def test_a_plan_that_was_spoilt_is_refused(
    file: Path, saved: Path, change: tuple[str, str], words: str
) -> None:
    spoilt = file.with_name("spoilt.json")
    spoilt.write_text(saved.read_text("utf-8").replace(*change, 1), "utf-8")
    found = runner.invoke(app, ["sim", "compare", str(file), "file", str(spoilt), "--replications", "2"])
    assert found.exit_code == 2
    assert words in found.stderr


def test_demand_without_any_window_is_a_mistake_for_a_plan_too(file: Path) -> None:
    file.write_text(NETWORK.replace("windows: 2, bank_windows: 1", "windows: 2, bank_windows: 0"), "utf-8")
    found = runner.invoke(app, ["sim", "plan", str(file), "--lang", "en"])
    assert found.exit_code == 2
    assert "branch.bank_windows: there is demand but no window is open" in found.stderr
