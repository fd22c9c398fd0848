"""`sscard book`: what it writes where, and what it says of what it cannot use. The work behind it is stood in for."""

import json
from pathlib import Path

import pytest
from book_samples import HOSTILE, sample_inputs
from typer.testing import CliRunner, Result

from sscard_core.audit.book import printing
from sscard_core.audit.book.matter import inputs as gathering
from sscard_core.audit.book.matter.inputs import Inputs, Plan
from sscard_core.cli import app

SEEN: list[Plan] = []


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> list[Plan]:
    """Stand in for gathering, which takes long: the tests' book is made whatever is asked for."""

    def gathered(plan: Plan, _progress: object = None) -> Inputs:
        SEEN.append(plan)
        return sample_inputs()

    SEEN.clear()
    monkeypatch.setattr(gathering, "gather", gathered)
    return SEEN


def call(*arguments: object, **env: str) -> Result:
    """Call the command line in this process."""
    return CliRunner().invoke(
        app, [str(each) for each in arguments], env={"LANG": "en_GB.UTF-8", "LC_ALL": "", **env}
    )


def test_a_book_is_written_and_an_earlier_one_replaced(quick: list[Plan], tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert call("book", out, "--date", "2026-03-10").exit_code == 0
    listed = (out / "files.txt").read_text("utf-8").splitlines()
    assert {line.split("  ")[1] for line in listed} == {each.name for each in out.iterdir()} - {"files.txt"}
    (out / "book.pdf").write_bytes(b"of the book before")
    (out / "mine.txt").write_text("kept", "utf-8")
    (out / "files.txt").write_text(f"{'0' * 64}  gone.html\n{'0' * 64}  ../mine-too.txt\n", "utf-8")
    (out / "gone.html").write_text("of the book before", "utf-8")
    (tmp_path / "mine-too.txt").write_text("kept", "utf-8")
    assert call("book", out).exit_code == 0
    assert not (out / "gone.html").exists()
    assert not (out / "book.pdf").exists()
    assert (out / "mine.txt").read_text("utf-8") == (tmp_path / "mine-too.txt").read_text("utf-8") == "kept"
    assert [str(each.dated) for each in quick] == ["2026-03-10", "None"]


def test_the_date_is_that_of_the_source_where_none_is_given(quick: list[Plan], tmp_path: Path) -> None:
    assert call("book", tmp_path / "out", SOURCE_DATE_EPOCH="1773100800").exit_code == 0
    assert str(quick[0].dated) == "2026-03-10"


def test_a_folder_of_something_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("dear", "utf-8")
    result = call("book", tmp_path)
    assert result.exit_code == 2
    assert "holds files that are no book" in result.stderr
    assert [each.name for each in tmp_path.iterdir()] == ["letter.txt"]


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--date", "tomorrow"), "--date tomorrow: write it as 2026-03-10"),
        (("--rulebook", "nowhere.toml"), "no rulebook is called 'nowhere.toml'"),
        (("--rulebook", "jiangsu"), "'jiangsu' is in the book already"),
        (("--check", "nowhere.json"), "nowhere.json"),
    ],
)
def test_what_cannot_be_used_is_told_without_a_traceback(
    options: tuple[str, str], told: str, tmp_path: Path
) -> None:
    result = call("book", tmp_path / "out", *options)
    assert result.exit_code == 2
    assert told in result.stderr
    assert "Traceback" not in result.output
    assert not (tmp_path / "out").exists()


def test_one_rulebook_cannot_stand_in_the_book_twice(tmp_path: Path) -> None:
    file = tmp_path / "own.toml"
    file.write_text(HOSTILE, "utf-8")
    result = call("book", tmp_path / "out", "--rulebook", file, "--rulebook", file)
    assert result.exit_code == 2
    assert "'hostile' is in the book already" in result.stderr


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("no json", "no JSON"),
        ("[]", "an object was expected"),
        ("{}", "rulebooks: a list was expected"),
        (json.dumps({"rulebooks": [{"rulebook": 3}]}), "rulebooks[0].rulebook: a text was expected"),
        (
            json.dumps({"rulebooks": [], "obligations": [], "holds": "yes", "not_run": []}),
            "holds: true or false was expected",
        ),
    ],
)
def test_a_file_that_is_no_result_of_a_check_is_told_with_the_place(
    text: str, told: str, tmp_path: Path
) -> None:
    file = tmp_path / "result.json"
    file.write_text(text, "utf-8")
    result = call("book", tmp_path / "out", "--check", file)
    assert result.exit_code == 2
    assert told in result.stderr
    assert "`sscard check --json > FILE` writes one" in result.stderr


def test_without_chromium_the_site_is_written_and_the_pdf_is_not(
    quick: list[Plan], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(printing, "CHROMIUMS", ("no-such-browser",))
    result = call("book", tmp_path / "out", "--pdf")
    assert result.exit_code == 1
    assert "no-such-browser is installed; install one" in result.stderr
    assert (tmp_path / "out" / "index.html").is_file()
    assert not (tmp_path / "out" / "print.html").exists()
    assert len(quick) == 1
