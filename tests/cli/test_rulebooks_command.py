"""`sscard rulebooks`: list, show, diff, check, export."""

import json
from pathlib import Path

import pytest
from cli_samples import call, written

from sscard_core.model.arguments import RequestName
from sscard_core.rulebooks import RULEBOOK_IDS, rulebook
from sscard_core.rulebooks.readings import SWITCHES

OWN = """\
id = "my-city"
derives = "jiangsu"

[readings.temporary_loss_lapses_after]
value = "14d"
because = ["temporary_loss_lapses_after"]

[[services.query_status]]
name = "at the window"
through = ["service_window"]
by = ["holder"]
papers.id_original = ["id_shown"]
because.all = ["id_shown"]
"""


WITH_EVERYTHING = """
[[services.renew]]
name = "with everything"
through = ["card_outlet", "online"]
by = ["agent", "holder"]
makes = "fast"
papers.id_original = ["id_shown"]
papers.photo = {when = "seven_or_older", because = ["id_shown"]}
papers."id_copy|photo" = {when = "minor and agent_papers=both_originals", because = ["id_shown"]}
fee = "courier"
due = "5 working_days"
matches.reason = ["expired"]
because.all = ["id_shown"]
"""

EVERYTHING = """
renew (换发)
  with everything
    matches  reason: expired
    through  card_outlet, online [id_shown]
    by       holder, agent [id_shown]
    papers   id_original [id_shown]
             photo, where the holder is seven or older [id_shown]
             id_copy or photo, where the holder is under eighteen and agent_papers=both_originals [id_shown]
    makes    fast [id_shown]
    fee      courier [id_shown]
    due      5 working_days [id_shown]
    asks     the rules are in force (service_not_offered) [in_force_from]
"""


def test_the_list_names_the_four() -> None:
    for lang in ("en", "zh"):
        lines = call("rulebooks", "--lang", lang).stdout.splitlines()
        assert [line.split()[0] for line in lines[::2]] == list(RULEBOOK_IDS)
    listed = json.loads(call("rulebooks", "--json").stdout)
    assert [(each["id"], each["derives"]) for each in listed][1] == ("xinjiang-2022", "xinjiang-2013")
    assert listed[0]["counts"]["readings"] == len(SWITCHES)


@pytest.mark.parametrize("name", RULEBOOK_IDS)
def test_show_tells_everything(name: str) -> None:
    book = rulebook(name)
    told = json.loads(call("rulebooks", "show", name, "--json").stdout)
    assert set(told["services"]) == {str(each) for each in book.services}
    assert set(told["services"]) | set(told["not_offered"]) == {str(each) for each in RequestName}
    assert set(told["readings"]) == set(SWITCHES)
    assert len(told["banks"]) == len(book.banks)
    provisions = [each for rows in told["services"].values() for each in rows]
    assert all(each["because"]["through"] and each["asks"] for each in provisions if each["in_use"])
    for lang in ("en", "zh"):
        account = call("rulebooks", "show", name, "--lang", lang).stdout
        assert all(provision["name"] in account for provision in provisions)
        assert "Phrase(" not in account


def test_show_tells_a_provision_line_by_line(tmp_path: Path) -> None:
    own = written(tmp_path / "own.toml", OWN + WITH_EVERYTHING)
    told = call("rulebooks", "show", own).stdout
    assert EVERYTHING in told
    assert "  temporary_loss_lapses_after       14d [temporary_loss_lapses_after]" in told
    assert "电子照片（持卡人已满七周岁） [id_shown]" in call("rulebooks", "show", own, "--lang", "zh").stdout


def test_show_tells_provisions_that_the_readings_leave_unused(tmp_path: Path) -> None:
    unused = WITH_EVERYTHING + 'when = "agent_papers=by_article"\n'
    own = written(tmp_path / "own.toml", OWN + unused)
    assert "with everything  (not under these readings)" in call("rulebooks", "show", own).stdout


def test_diff_tells_both_sides_with_what_they_rest_on() -> None:
    told = call("rulebooks", "diff", "jiangsu", "xinxiang-2017").stdout
    assert "readings  temporary_loss_lapses_after\n    jiangsu        7d [JS-19]" in told
    assert "    xinxiang-2017  never [XX17-19a]" in told
    found = json.loads(call("rulebooks", "diff", "jiangsu", "xinxiang-2017", "--json").stdout)
    assert told.splitlines()[-1] == f"differences: {len(found)}"
    assert {each["area"] for each in found} == {"readings", "services", "consequences", "banks"}
    assert all(set(each) == {"area", "name", "provisions", "field", "left", "right"} for each in found)


def test_options_hold_wherever_they_stand() -> None:
    after = call("rulebooks", "show", "jiangsu", "--lang", "zh").stdout
    assert call("rulebooks", "--lang", "zh", "show", "jiangsu").stdout == after
    assert call("rulebooks", "--json", "diff", "jiangsu", "jiangsu").stdout == "[]\n"


def test_a_rulebook_does_not_differ_from_itself() -> None:
    assert call("rulebooks", "diff", "jiangsu", "jiangsu", "--json").stdout == "[]\n"


def test_check_tells_what_a_sound_file_changes(tmp_path: Path) -> None:
    own = written(tmp_path / "own.toml", OWN)
    result = call("rulebooks", "check", own)
    assert result.exit_code == 0, result.stderr
    assert f"{own}: my-city is sound" in result.stdout
    assert "derives from jiangsu and changes:" in result.stdout
    assert "    my-city  14d [temporary_loss_lapses_after]" in result.stdout
    assert "基于 jiangsu" in call("rulebooks", "check", own, "--lang", "zh").stdout


def test_a_users_rulebook_can_be_shown_and_compared(tmp_path: Path) -> None:
    own = written(tmp_path / "own.toml", OWN)
    assert json.loads(call("rulebooks", "show", own, "--json").stdout)["id"] == "my-city"
    found = json.loads(call("rulebooks", "diff", "jiangsu", own, "--json").stdout)
    assert found[0]["name"] == "temporary_loss_lapses_after"


@pytest.mark.parametrize("name", [*RULEBOOK_IDS, "default"])
def test_an_exported_file_is_a_sound_starting_point(name: str, tmp_path: Path) -> None:
    exported = call("rulebooks", "export", name).stdout
    own = written(tmp_path / "own.toml", exported.replace(f'id = "{name}"', 'id = "my-copy"'))
    assert call("rulebooks", "check", own).exit_code == 0
    assert json.loads(call("rulebooks", "diff", name, own, "--json").stdout) == []


@pytest.mark.parametrize(
    "arguments",
    [
        ["show", "nowhere"],
        ["show", "."],
        ["diff", "jiangsu", "nowhere"],
        ["diff", "jiangsu"],
        ["export", "nowhere"],
        ["check", "nowhere.toml"],
        ["check", "."],
        ["nonsense"],
        ["--nonsense"],
    ],
)
def test_what_does_not_exist_ends_with_2_and_a_message(arguments: list[str]) -> None:
    result = call("rulebooks", *arguments)
    assert result.exit_code == 2
    assert result.stderr
