"""`sscard run`: what it tells, in which language, and with which exit code it ends."""

from pathlib import Path

import pytest
from cli_samples import LAPSE, WRONG, call, records, written

KEYS = [
    "file", "scenario", "step", "on", "do", "outcome", "code", "clauses", "assumed", "missing", "fee", "fee_fen",
    "due", "liable", "advice", "at_stage", "events", "status", "mismatches",
]  # fmt: skip


@pytest.fixture
def good(tmp_path: Path) -> Path:
    return written(tmp_path / "good.yaml", LAPSE)


@pytest.fixture
def wrong(tmp_path: Path) -> Path:
    return written(tmp_path / "wrong.yaml", WRONG)


class TestExitCodes:
    """0: as expected; 1: an expectation fails; 2: a file is malformed or absent, which outweighs the rest."""

    def test_a_scenario_that_holds_ends_with_0(self, good: Path) -> None:
        assert call("run", good).exit_code == 0

    def test_an_expectation_that_fails_ends_with_1(self, wrong: Path) -> None:
        assert call("run", wrong).exit_code == 1
        assert call("run", wrong, "--json").exit_code == 1

    def test_a_file_that_does_not_exist_ends_with_2_and_the_others_are_played(self, good: Path) -> None:
        result = call("run", good.with_name("absent.yaml"), good, "-v")
        assert result.exit_code == 2
        assert "absent.yaml: No such file or directory" in result.stderr
        assert "loss_lapsed" in result.stdout

    def test_a_malformed_file_outweighs_a_failed_one(self, wrong: Path, tmp_path: Path) -> None:
        malformed = written(tmp_path / "malformed.yaml", "scenario: x\n")
        result = call("run", malformed, wrong)
        assert result.exit_code == 2
        assert result.stderr == f"{malformed}:1: a scenario needs `rulebook`\n"
        assert f"{wrong}:9: expected hrss_balance 441.00" in result.stdout

    def test_a_folder_without_scenarios_ends_with_2(self, tmp_path: Path) -> None:
        result = call("run", tmp_path)
        assert result.exit_code == 2
        assert "no scenario" in result.stderr

    @pytest.mark.parametrize("arguments", [["--nonsense"], [], ["--lang", "fr", "x.yaml"]])
    def test_options_that_do_not_exist_and_arguments_that_lack_end_with_2(self, arguments: list[str]) -> None:
        assert call("run", *arguments).exit_code == 2


class TestAccount:
    """A step tells moment, request, outcome, events, changes, clauses with places, assumptions with reasons."""

    def test_english(self, good: Path) -> None:
        told = call("run", good).stdout
        for expected in (
            "1  2026-03-02 10:00  report_loss (挂失): side hrss, kind temporary, through hotline",
            "outcome  accepted, no fee",
            "events   loss_reported",
            "hrss normal → temporarily_lost; body with_holder → reported_lost",
            "《江苏省社会保障卡申办指南》 JS-15 四(一)",
            "legal_capacity: The dead have no legal capacity",
            "2  2026-03-10 00:00  show: time passes",
            "outcome  refused, not_reported_lost: the card has not been reported lost",
            "replace (补领): through card_outlet, with nothing",
            "scenarios 1, steps 5: as expected 1, not as expected 0, malformed 0",
        ):
            assert expected in told

    def test_chinese(self, good: Path) -> None:
        told = call("run", good, "--lang", "zh").stdout
        for expected in (
            "挂失 (report_loss)：对象 社保侧，类型 临时（口头），渠道 12333服务电话",
            "社保功能 正常 → 临时挂失；卡片 在持卡人手中 → 已挂失",
            "不予办理，not_reported_lost：尚未正式挂失",
            "依据条款",
            "只是时间经过（show）",
            "共 1 个场景、5 步：符合 1，不符 0，文件有误 0",
        ):
            assert expected in told

    def test_the_locale_chooses_the_language_and_the_option_outweighs_it(self, good: Path) -> None:
        assert "依据条款" in call("run", good, LANG="zh_CN.UTF-8").stdout
        assert "依据条款" not in call("run", good, LANG="zh_CN.UTF-8", LC_ALL="C").stdout
        assert "依据条款" not in call("run", good, "--lang", "en", LANG="zh_CN.UTF-8").stdout

    def test_a_mismatch_stands_under_its_step_with_file_and_line(self, wrong: Path) -> None:
        assert f"✗  {wrong}:9: expected hrss_balance 441.00, got 440.00" in call("run", wrong).stdout

    @pytest.mark.parametrize("lang", ["en", "zh"])
    @pytest.mark.parametrize("form", ["--verbose", "--json"])
    def test_no_pin_name_or_number_is_told(self, good: Path, lang: str, form: str) -> None:
        told = call("run", good, form, "--lang", lang).stdout
        for secret in ("739204", "测试甲", "13800000000", "13900000000", "19850302"):
            assert secret not in told

    def test_a_file_cannot_steer_the_terminal(self, tmp_path: Path) -> None:
        title = r'"\e[31mred\u202e"'
        hostile = written(tmp_path / "x.yaml", LAPSE.replace("a temporary report lapses", title))
        told = call("run", hostile).stdout
        assert "\x1b" not in told
        assert r"\x1b[31mred\u202e" in told


class TestFolder:
    """Everything below a folder, sorted: a line each, and in full only what failed."""

    @pytest.fixture
    def folder(self, tmp_path: Path) -> Path:
        written(tmp_path / "b.yaml", LAPSE)
        written(tmp_path / "a" / "z.yml", WRONG)
        written(tmp_path / "notes.txt", "no scenario")
        (tmp_path / "folder.yaml").mkdir()
        return tmp_path

    def test_a_line_each_and_the_failed_one_in_full(self, folder: Path) -> None:
        result = call("run", folder)
        assert result.exit_code == 1
        lines = result.stdout.splitlines()
        assert lines[0].startswith(f"FAILS  {folder / 'a' / 'z.yml'}")
        assert any("expected hrss_balance 441.00" in line for line in lines)
        assert lines[-2] == f"ok     {folder / 'b.yaml'}  a temporary report lapses"
        assert "2" in lines[-1]

    def test_verbose_tells_all_in_full(self, folder: Path) -> None:
        assert call("run", "-v", folder).stdout.count("report_loss (挂失)") == 2

    def test_a_file_named_twice_is_played_once(self, folder: Path) -> None:
        assert len(records(call("run", "--json", folder, folder / "b.yaml"))) == 10


class TestJson:
    """One object a step, with the keys of the contract."""

    def test_each_step_is_one_line_with_these_keys(self, good: Path) -> None:
        steps = records(call("run", "--json", good))
        assert [list(each) for each in steps] == [KEYS] * 5
        assert [each["do"] for each in steps[:3]] == ["report_loss", "show", "pay_medical"]

    def test_the_words_of_a_step(self, good: Path) -> None:
        first, second, _, _, last = records(call("run", "--json", good))
        assert first["file"] == str(good)
        assert first["on"] == "2026-03-02T10:00:00+08:00"
        assert first["outcome"] == "accepted"
        assert first["code"] is None
        assert first["fee"] == "none"
        assert first["fee_fen"] == 0
        assert first["status"]["usable"] == ["debit"]
        assert second["events"] == ["loss_lapsed"]
        assert last["outcome"] == "refused"
        assert last["code"] == "not_reported_lost"
        assert "JS-22" in last["clauses"]

    def test_mismatches_are_listed(self, wrong: Path) -> None:
        found = [each["mismatches"] for each in records(call("run", "--json", wrong))]
        assert found == [[], [], ["expected hrss_balance 441.00, got 440.00"], [], []]


def test_every_scenario_of_the_project_can_be_told_in_both_languages(good: Path) -> None:
    """One scenario per rulebook would do; the told ones have partial outcomes, liability and stages as well."""
    folder = Path(__file__).parents[2] / "specs" / "scenarios" / "xinjiang-2022"
    for lang in ("en", "zh"):
        result = call("run", "-v", "--lang", lang, folder)
        assert result.exit_code == 0, result.stdout[-300:]


def test_another_rulebook_may_be_tried_on_the_same_story(tmp_path: Path) -> None:
    file = written(tmp_path / "x.yaml", LAPSE)
    assert call("run", file).exit_code == 0
    other = call("run", "--rulebook", "xinxiang-2017", file)
    assert other.exit_code == 1
    assert "service_not_offered" in other.stdout
    assert call("run", "--rulebook", "atlantis", file).exit_code == 2
