"""`sscard sim replay`: fit, replay, and what is said when a file is wrong."""

import json
from pathlib import Path

from replay_samples import HEADER, busy_days, plain_fit
from typer.testing import CliRunner, Result

from simulation.replay.fit_file import write_fit
from sscard_core.cli import app


def call(*arguments: object) -> Result:
    """Call the command in this process."""
    return CliRunner().invoke(
        app, ["sim", "replay", *(str(each) for each in arguments)], env={"LANG": "en_GB.UTF-8"}
    )


def test_a_trace_is_fitted_and_replayed(tmp_path: Path) -> None:
    trace, fit = tmp_path / "trace.csv", tmp_path / "FIT.json"
    trace.write_text("\n".join([HEADER, *busy_days(1)]))
    assert call("--fit-from", trace, "--fit", fit).exit_code == 0
    result = call(trace, "--fit", fit, "--replications", 3)
    assert result.exit_code == 0
    for told in ("observed", "mean wait", "P(wait < 20 s)", "P(wait < 60 s)", "P95", "1999-03-01", "MAPE"):
        assert told in result.stdout


def test_json_holds_the_figures(tmp_path: Path) -> None:
    trace, fit = tmp_path / "trace.csv", tmp_path / "FIT.json"
    trace.write_text("\n".join([HEADER, *busy_days(1)]))
    write_fit(fit, plain_fit())
    record = json.loads(call(trace, "--fit", fit, "--replications", 2, "--json").stdout)
    assert record["observed"].keys() == record["simulated"].keys()
    assert [day["day"] for day in record["days"]] == ["1999-03-01"]


def test_a_wrong_trace_ends_with_place_and_remedy(tmp_path: Path) -> None:
    trace, fit = tmp_path / "trace.csv", tmp_path / "FIT.json"
    trace.write_text(HEADER + "\n1999-03-01,PS,0,late,0,HANG,0:00:00,0:00:00,0,\n")
    write_fit(fit, plain_fit())
    result = call(trace, "--fit", fit)
    assert result.exit_code == 2
    assert "trace.csv:2: arrived: found 'late': write a time of day" in result.stderr


def test_a_trace_of_a_weekend_is_refused(tmp_path: Path) -> None:
    trace, fit = tmp_path / "trace.csv", tmp_path / "FIT.json"
    trace.write_text(HEADER + "\n1999-03-05,PS,0,9:00:00,0,HANG,0:00:00,0:00:00,0,\n")
    write_fit(fit, plain_fit())
    result = call(trace, "--fit", fit)
    assert result.exit_code == 2
    assert "no served call on a Sunday to Thursday" in result.stderr


def test_absent_files_and_absent_arguments_are_told(tmp_path: Path) -> None:
    absent = call(tmp_path / "none.csv", "--fit", tmp_path / "none.json")
    assert absent.exit_code == 2
    assert "none.json: No such file" in absent.stderr
    nothing = call()
    assert nothing.exit_code == 2
    assert "nothing to do" in nothing.stderr
