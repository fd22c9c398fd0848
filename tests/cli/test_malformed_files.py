"""Scenario files that are no such thing: each ends with 2, with one line that names file and line, at once."""

import time
from pathlib import Path

import pytest
from cli_samples import LAPSE, call, written

STEP = "{do: pay_medical"

MALFORMED: dict[str, tuple[str | bytes, int, str]] = {
    "bad indentation": ("scenario: x\n rulebook: jiangsu\n", 2, "no YAML"),
    "a tab": ("scenario: x\n\trulebook: jiangsu\n", 2, "no YAML"),
    "a duplicate key": ("scenario: x\nscenario: y\n", 2, "stands here twice"),
    "an unknown key": (LAPSE.replace("kind:", "kin:"), 7, "did you mean kind"),
    "an unknown word": (LAPSE.replace("report_loss", "report_los"), 7, "did you mean report_loss"),
    "an impossible date": (LAPSE.replace("2026-03-02T", "2026-02-30T"), 7, "a date that exists"),
    "a date far away": (LAPSE.replace("2026-03-02T", "9999-03-02T"), 7, "between 1900 and 2199"),
    "three decimals": (LAPSE.replace("60.00", "60.001"), 9, "at most two decimals"),
    "a sign": (LAPSE.replace("60.00", "-60.00"), 9, "no sign"),
    "letters in a PIN": (LAPSE.replace('pin: "739204", then', 'pin: "7392o4", then'), 9, "six of them"),
    "an alias": (LAPSE.replace("JS-15, JS-19", "&a JS-15, *a"), 3, "alias"),
    "two documents": (LAPSE + "---\n" + LAPSE, 12, "second document"),
    "an empty file": ("", 1, "the file is empty"),
    "comments alone": ("# later\n", 1, "the file is empty"),
    "Latin-1": ("scenario: x\nrulebook: café\n".encode("latin-1"), 2, "not UTF-8"),
    "UTF-16": (LAPSE.encode("utf-16"), 1, "not UTF-8"),
    "a control character": ("scenario: \x07\n", 1, "no YAML"),
    "deep nesting": ("scenario: " + "[" * 500 + "]" * 500, 1, "nested"),
    "a list": ("- a\n- b\n", 1, "a table of keys and values"),
    "an unknown clause": (LAPSE.replace("JS-19]", "JS-99]"), 3, "no clause 'JS-99'"),
    "an unknown rulebook": (LAPSE.replace("jiangsu", "jiangxi"), 2, "no rulebook is called 'jiangxi'"),
    "an unknown switch": (LAPSE + "readings: {pin_tries: 3}\n", 12, "did you mean"),
    "a zone": (LAPSE.replace("T10:00", "T10:00Z"), 7, "without a zone"),
    "steps out of order": (LAPSE.replace("2026-03-10T", "2026-03-01T"), 8, "before the step before it"),
    "no steps": ("scenario: x\nrulebook: jiangsu\n", 1, "needs `steps`"),
}


@pytest.mark.parametrize("case", MALFORMED)
def test_a_malformed_file_is_refused_in_one_line_at_its_line(case: str, tmp_path: Path) -> None:
    content, line, told = MALFORMED[case]
    file = written(tmp_path / "x.yaml", content)
    started = time.monotonic()
    result = call("run", file)
    assert time.monotonic() - started < 1
    assert result.exit_code == 2
    assert result.stderr.startswith(f"{file}:{line}: ")
    assert told in result.stderr
    assert result.stderr.count("\n") == 1


def test_a_hundred_megabytes_are_refused_unread(tmp_path: Path) -> None:
    file = tmp_path / "x.yaml"
    with file.open("wb") as sparse:
        sparse.truncate(100_000_000)
    started = time.monotonic()
    result = call("run", file)
    assert time.monotonic() - started < 1
    assert result.exit_code == 2
    assert "split it" in result.stderr


@pytest.mark.parametrize("command", [["explain", "--step", "1"], ["run", "--json"]])
def test_every_command_that_reads_scenarios_says_the_same(command: list[str], tmp_path: Path) -> None:
    file = written(tmp_path / "x.yaml", "scenario: x\nscenario: y\n")
    result = call(*command, file)
    assert result.exit_code == 2
    assert result.stderr == f"{file}:2: 'scenario' stands here twice; keep one of them\n"
    assert not result.stdout.startswith("{")
