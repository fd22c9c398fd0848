"""Mistakes in a user's rulebook: each is told in one line with file, line, field, and what to write instead."""

from pathlib import Path

import pytest
from cli_samples import call, written

HEAD = 'id = "my-city"\nderives = "jiangsu"\n'
COLLECT = """\
[[services.collect]]
name = "at the outlet"
through = ["card_outlet"]
by = ["holder"]
because.all = ["id_shown"]
"""
TRIES = '[readings.hrss_pin_tries]\nvalue = 5\nbecause = ["id_shown"]\n'

WRONG: dict[str, tuple[str, str]] = {
    "no TOML": (HEAD + "[readings\n", "3: no TOML"),
    "no id": ('derives = "jiangsu"\n', "1: a rulebook needs an id"),
    "the id of another": (HEAD.replace("my-city", "jiangsu"), "1: id: 'jiangsu' is a published rulebook"),
    "unknown base": (HEAD.replace("jiangsu", "jiangxi"), "2: derives: no rulebook is called 'jiangxi'"),
    "unknown table": (HEAD + "reading = 1\n", "3: reading: no such field; did you mean readings?"),
    "unknown switch": (HEAD + TRIES.replace("tries", "trys"), "3: readings.hrss_pin_trys: no such switch"),
    "value out of range": (HEAD + TRIES.replace("5", "500"), "4: readings.hrss_pin_tries.value: "),
    "impossible date": (
        HEAD + '[readings.in_force_from]\nvalue = "2020-02-31"\nbecause = ["id_shown"]\n',
        "4: readings.in_force_from",
    ),
    "resting on nothing": (HEAD + TRIES.replace('"id_shown"', ""), "3: readings.hrss_pin_tries: "),
    "unknown clause": (
        HEAD + TRIES.replace("id_shown", "JS-99"),
        "5: readings.hrss_pin_tries.because: the register has no clause 'JS-99'",
    ),
    "clause that is taken": (HEAD + '[clauses.JS-01]\nplace = "1"\nen = "x"\n', "3: clauses.JS-01: "),
    "unknown request": (
        HEAD + COLLECT.replace("collect", "colect"),
        "3: services.colect: 'colect' is no request name",
    ),
    "unknown channel": (
        HEAD + COLLECT.replace("card_outlet", "card_outlt"),
        "5: services.collect.0.through: 'card_outlt' is no channel; did you mean card_outlet",
    ),
    "no channel": (HEAD + COLLECT.replace('"card_outlet"', ""), "5: services.collect.0.through: "),
    "unknown person": (HEAD + COLLECT.replace("holder", "holdr"), "6: services.collect.0.by: 'holdr'"),
    "unknown paper": (HEAD + COLLECT + "papers.foto = []\n", "8: services.collect.0.papers.foto: 'foto'"),
    "unknown fact": (
        HEAD + COLLECT + 'papers.photo = {when = "seven", because = ["id_shown"]}\n',
        "8: services.collect.0.papers.photo: no fact is called 'seven'",
    ),
    "unknown condition": (
        HEAD + COLLECT + 'asks.card_is_redy = ["id_shown"]\n',
        "8: services.collect.0.asks.card_is_redy: no condition is called so; did you mean card_is_ready",
    ),
    "unknown argument": (
        HEAD + COLLECT + 'matches.sidee = ["hrss"]\n',
        "8: services.collect.0.matches.sidee: a provision cannot match on it",
    ),
    "a value that never comes": (
        HEAD + COLLECT + 'matches.side = ["hrs"]\n',
        "8: services.collect.0.matches.side: 'hrs' is no side; did you mean hrss?",
    ),
    "a reading that never holds": (
        HEAD + COLLECT + 'when = "agent_papers=both"\n',
        "8: services.collect.0.when: agent_papers cannot be 'both'",
    ),
    "a fact where a reading stands": (
        HEAD + COLLECT + 'when = "minor"\n',
        "8: services.collect.0.when: 'minor' is no reading",
    ),
    "unknown promise": (HEAD + COLLECT + 'due = "soon"\n', "8: services.collect.0.due: 'soon' is no promise"),
    "unknown fee": (HEAD + COLLECT + 'fee = "free"\n', "8: services.collect.0.fee: 'free' is no fee"),
    "unknown ground": (
        HEAD + '[grounds]\nhrss_temporarly_lost = ["id_shown"]\n',
        "4: grounds.hrss_temporarly_lost: nothing is called so; did you mean hrss_temporarily_lost",
    ),
    "unknown consequence": (
        HEAD + '[consequences]\nform_stampd = ["id_shown"]\n',
        "4: consequences.form_stampd: nothing is called so; did you mean form_stamped?",
    ),
    "a service without provisions": (
        HEAD + "[services]\ncollect = []\n",
        "4: services.collect: no provision",
    ),
    "gaps": ('id = "my-city"\n', "1: readings.release_after_formal_loss: the switch has no value"),
    "the wrong type": ("id = 5\n", "1: id: expected a text in quotes, found int"),
}


@pytest.mark.parametrize("case", WRONG)
def test_a_mistake_is_told_in_one_line_with_its_place(case: str, tmp_path: Path) -> None:
    content, told = WRONG[case]
    file = written(tmp_path / "own.toml", content)
    result = call("rulebooks", "check", file)
    assert result.exit_code == 2, result.stdout
    assert result.stderr.startswith(f"{file}:{told[:1]}")
    assert told in result.stderr
    assert result.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (HEAD.encode() + "title_en = 'café'".encode("latin-1"), "no UTF-8"),
        (HEAD.encode() + b"x = " + b"[" * 5000 + b"]" * 5000, "nested too deeply"),
        (b" " * 2_000_001, "a rulebook is a short file"),
    ],
)
def test_a_file_that_cannot_be_read_as_one_is_told(content: bytes, told: str, tmp_path: Path) -> None:
    file = written(tmp_path / "own.toml", content)
    result = call("rulebooks", "check", file)
    assert result.exit_code == 2
    assert result.stderr.startswith(f"{file}:1: ")
    assert told in result.stderr


@pytest.mark.parametrize("command", [["show"], ["diff", "jiangsu"]])
def test_show_and_diff_tell_the_same_of_a_wrong_file(command: list[str], tmp_path: Path) -> None:
    file = written(tmp_path / "own.toml", HEAD + COLLECT.replace("holder", "holdr"))
    result = call("rulebooks", *command, file)
    assert result.exit_code == 2
    assert result.stderr.startswith(f"{file}:6: services.collect.0.by: 'holdr' is no actor")
