"""What the tests of the command line share: a way to call it, and small files to call it with."""

import json
from pathlib import Path
from typing import Any, Final

from typer.testing import CliRunner, Result

from sscard_core.cli import app

ENGLISH: Final = {"LC_ALL": "", "LC_MESSAGES": "", "LANG": "en_GB.UTF-8"}
PROJECT: Final = Path(__file__).parents[2]
SCENARIOS: Final = PROJECT / "specs" / "scenarios"

LAPSE: Final = """\
scenario: a temporary report lapses
rulebook: jiangsu
clauses: [JS-15, JS-19]
holder: {name: 测试甲, born: 1985-03-02, mobile: "13800000000"}
start: {situation: active, on: 2025-11-03, hrss_balance: "500.00", hrss_pin: "739204"}
steps:
  - {on: 2026-03-02T10:00, do: report_loss, side: hrss, kind: temporary, through: hotline}
  - {on: 2026-03-10T00:00, show: {hrss: normal}, events: [loss_lapsed]}
  - {do: pay_medical, amount: "60.00", pin: "739204", then: {hrss_balance: "440.00"}}
  - {do: update_information, fields: {mobile: "13900000000"}}
  - {do: replace, through: card_outlet, with: [], refused: not_reported_lost, clause: JS-22}
"""

WRONG: Final = LAPSE.replace('hrss_balance: "440.00"', 'hrss_balance: "441.00"')
"""A scenario of which one expectation fails, that on line 9."""


def call(*arguments: object, **env: str) -> Result:
    """Call the command line in this process."""
    return CliRunner().invoke(app, [str(each) for each in arguments], env={**ENGLISH, **env})


def written(path: Path, text: str | bytes) -> Path:
    """Write a file and return it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def records(result: Result) -> list[Any]:
    """Return what a command wrote as one JSON value a line."""
    return [json.loads(line) for line in result.stdout.splitlines()]
