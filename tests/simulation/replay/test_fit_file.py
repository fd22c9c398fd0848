"""FIT.json: what is written is read again, and what is wrong in it is told by field."""

import json
from pathlib import Path
from typing import Any

import pytest
from replay_samples import plain_fit

from simulation.replay.fit_file import read_fit, write_fit
from simulation.replay.trace_errors import FitError


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return a file with a sound fit."""
    found = tmp_path / "FIT.json"
    write_fit(found, plain_fit())
    return found


def test_what_is_written_is_read_again(path: Path) -> None:
    assert read_fit(path) == plain_fit()


def _without(record: Any, *keys: Any) -> None:
    for key in keys[:-1]:
        record = record[key]
    del record[keys[-1]]


def _with(record: Any, value: Any, *keys: Any) -> None:
    for key in keys[:-1]:
        record = record[key]
    record[keys[-1]] = value


@pytest.mark.parametrize(
    ("value", "keys", "field"),
    [
        (2, ("version",), "version"),
        ("x", ("queue_limit",), "queue_limit"),
        (1.5, ("queue_limit",), "queue_limit"),
        (True, ("queue_limit",), "queue_limit"),
        (-1, ("presence", "away_after_s"), "presence.away_after_s"),
        (1.2, ("presence", "last_share"), "presence.last_share"),
        (float("nan"), ("pauses", "missed"), "pauses.missed"),
        ([3, 2], ("turnaround", "seconds"), "turnaround.seconds"),
        ([], ("turnaround", "seconds"), "turnaround.seconds"),
        ([0.5, 0.4], ("patience", "staying"), "patience.staying"),
        ([0, 0], ("credit_s",), "credit_s"),
        ([0.5, 0.1, 0.1], ("types", "PS", "priorities"), "types.PS.priorities"),
        ({}, ("types",), "types"),
        (["x", 7], ("fitted_on",), "fitted_on[1]"),
    ],
)
def test_a_wrong_value_is_told_by_field(path: Path, value: Any, keys: tuple[str, ...], field: str) -> None:
    record = json.loads(path.read_text())
    _with(record, value, *keys)
    path.write_text(json.dumps(record))
    with pytest.raises(FitError, match="expected") as caught:
        read_fit(path)
    assert caught.value.field == field


def test_shares_that_rise_are_no_patience(path: Path) -> None:
    record = json.loads(path.read_text())
    _with(record, {"at_once": 0.1, "seconds": [1, 2], "staying": [0.4, 0.5]}, "patience")
    path.write_text(json.dumps(record))
    with pytest.raises(FitError, match="do not rise"):
        read_fit(path)


def test_a_missing_field_is_named_with_the_remedy(path: Path) -> None:
    record = json.loads(path.read_text())
    _without(record, "pauses", "missed")
    path.write_text(json.dumps(record))
    with pytest.raises(FitError, match=r"pauses\.missed: the field is missing: .*--fit-from"):
        read_fit(path)


@pytest.mark.parametrize(
    ("content", "told"), [(b"{", "line 1, column 2"), (b"\xff", "UTF-8"), (b"[]", "version|object")]
)
def test_what_is_no_json_object_is_told(path: Path, content: bytes, told: str) -> None:
    path.write_bytes(content)
    with pytest.raises(FitError, match=told):
        read_fit(path)
