"""A network file is read whole: each mistake has its line and its remedy, in English and in Chinese."""

from pathlib import Path

import pytest

from simulation.errors import NetworkFileError
from simulation.files.network_file import read_network
from simulation.network.loads import loads
from simulation.network.services import Where
from sscard_core.model.arguments import RequestName

TEN_OUTLETS = Path(__file__).parent / "ten-outlets.yaml"
SMALLEST = """\
simulation: the smallest
rulebook: xinxiang-2017
from: 2025-03-03
to: 2025-03-31
outlets:
  hall:
    windows: 4
    holders: 20000
"""


def mistakes(tmp_path: Path, text: str) -> list[tuple[int, str, str]]:
    file = tmp_path / "network.yaml"
    file.write_text(text, "utf-8")
    with pytest.raises(NetworkFileError) as caught:
        read_network(file)
    return [(each.line, each.en, each.zh) for each in caught.value.mistakes]


def test_ten_outlets_fit_in_thirty_lines() -> None:
    network, warnings = read_network(TEN_OUTLETS)
    assert len(TEN_OUTLETS.read_text("utf-8").splitlines()) < 30
    assert (network.outlets, network.days, warnings) == (10, 92, ())
    assert (network.target_share, network.target_minutes) == (0.95, 15.0)


def test_lunch_cover_cuts_the_hours() -> None:
    hall = read_network(TEN_OUTLETS)[0].groups[0]
    assert hall.windows.steps() == ((540.0, 5), (720.0, 2), (810.0, 5), (1020.0, 0))
    assert hall.bank_windows is not None
    assert hall.bank_windows.steps() == ((540.0, 3), (720.0, 2), (810.0, 3), (1020.0, 0))


def test_what_is_left_out_is_assumed(tmp_path: Path) -> None:
    file = tmp_path / "network.yaml"
    file.write_text(SMALLEST, "utf-8")
    network, _ = read_network(file)
    assert {work.source for work in network.works} - {"file"}
    assert [stage.name for stage in network.production.stages] == [
        "account_opened", "manufactured", "personalised", "delivered",
    ]  # fmt: skip
    assert [load.windows for load in loads(network)] == ["windows", "bank_windows"]


def test_a_rate_and_a_time_of_a_service_are_taken_from_the_file(tmp_path: Path) -> None:
    file = tmp_path / "network.yaml"
    text = "demand: {replace: 40}\nservices:\n  replace: {minutes: 600 s, where: window, papers: 7%}\n"
    file.write_text(SMALLEST + text, "utf-8")
    works = {work.name: work for work in read_network(file)[0].works}
    replace = works[RequestName.REPLACE]
    assert (replace.rate, replace.minutes, replace.where, replace.papers) == (40, 10, Where.WINDOW, 0.07)


def test_when_people_come_again_and_who_comes_from_other_channels_is_taken_from_the_file(
    tmp_path: Path,
) -> None:
    file = tmp_path / "network.yaml"
    file.write_text(SMALLEST + "people: {again_after: 36 h, to_outlet: 25%}\n", "utf-8")
    people = read_network(file)[0].people
    assert (people.again_after, people.to_outlet) == (1.5, 0.25)


@pytest.mark.parametrize(("added", "days"), [("", 7), ("mode: full", 1), ("mode: full\nexchange: 5 days", 5)])
def test_in_full_mode_outlets_and_production_tell_each_other_daily(
    tmp_path: Path, added: str, days: int
) -> None:
    file = tmp_path / "network.yaml"
    file.write_text(SMALLEST + added + "\n", "utf-8")
    assert read_network(file)[0].exchange_days == days


ADDED = [
    ("demand: {replace: -3}", 9, "demand.replace", "应为"),
    ("demand: {replase: 3}", 9, "did you mean replace", "是否指 replace"),
    ("services: {replace: {minutes: 9}}", 9, "duration with its unit", "带单位的时长"),
    ("services: {replace: {papers: 0.07}}", 9, "0% to 100%", "比例"),
    ("people: {patience: -5 min}", 9, "at least 0 min", "至少"),
    ("people: {again_after: 3}", 9, "duration with its unit", "带单位的时长"),
    ("people: {to_outlet: 0.7}", 9, "0% to 100%", "比例"),
    ("target: 95% in 15", 9, "95% < 15 min", "95% < 15分钟"),
    ("target: 95% < 15", 9, "duration with its unit", "带单位的时长"),
    ("hotline: {agents: 0}", 9, "no window is open", "无窗口"),
    ("hotline: {agents: 2.5}", 9, "whole number", "整数"),
    ("at_closing: later", 9, "finish", "finish"),
    ("online: perhaps", 9, "yes or no", "yes 或 no"),
    ("mode: fully", 9, "did you mean full", "是否指 full"),
    ("surges: {from: 2025-03-10, to: 2025-03-09, factor: 2}", 9, "before it begins", "早于开始日"),
    ("surges: {factor: 2, services: [aply]}", 9, "did you mean apply", "是否指 apply"),
    ("production: {stages: {printed: {days: 2}}}", 9, "known are account_opened", "可用 account_opened"),
    ("production: {stages: {delivered: {runs: 25:00}}}", 9, "time of day", "时刻"),
    ("banks: {icbc: {response: fast}}", 9, "duration with its unit", "带单位的时长"),
    ("home_visits: {teams: 1, hours: 17:00-09:00}", 9, "ends before it starts", "结束早于开始"),
    ("exchange: 7", 9, "duration with its unit", "带单位的时长"),
    ("colour: red", 9, "no 'colour' is known", "未知名称 'colour'"),
]


@pytest.mark.parametrize(("added", "line", "en", "zh"), ADDED)
def test_a_mistake_has_its_line_and_remedy_in_both_languages(
    tmp_path: Path, added: str, line: int, en: str, zh: str
) -> None:
    found = mistakes(tmp_path, SMALLEST + added)
    assert [each[0] for each in found] == [line]
    assert en in found[0][1]
    assert zh in found[0][2]


CHANGED = [
    ("rulebook: xinxiang-2017", "rulebook: xinxiang", 2, "xinxiang-2017"),
    ("from: 2025-03-03", "from: yesterday", 3, "a date"),
    ("to: 2025-03-31", "to: 2025-02-30", 4, "a date"),
    ("to: 2025-03-31", "to: 2025-01-01", 4, "before 2025-03-03"),
    ("windows: 4", "windows: -4", 7, "within 0"),
    ("windows: 4", "windows: 0", 7, "no window is open"),
    ("holders: 20000", "holders: 2000000", 7, "cannot be served: utilisation"),
    ("windows: 4", "windows: 4\n    hours: 12:00-09:00", 8, "ends before it starts"),
    ("windows: 4", "windows: 4\n    hours: 9-12", 8, "hours such as"),
    ("windows: 4", "windows: 4\n    lunch: 12:00-13:00", 8, "how many windows stay"),
    ("windows: 4", "windows: 4\n    profile: rush", 8, "known are"),
    ("windows: 4", "windows: 4\n    overflow: hall", 7, "circle"),
    ("windows: 4", "windows: 4\n    overflow: hal", 7, "did you mean hall"),
]


@pytest.mark.parametrize(("before", "after", "line", "en"), CHANGED)
def test_a_wrong_value_is_named_where_it_stands(
    tmp_path: Path, before: str, after: str, line: int, en: str
) -> None:
    found = mistakes(tmp_path, SMALLEST.replace(before, after, 1))
    assert (found[0][0], en in found[0][1]) == (line, True), found


def test_all_mistakes_are_told_at_once(tmp_path: Path) -> None:
    found = mistakes(tmp_path, SMALLEST.replace("windows: 4", "windows: many") + "online: perhaps\nx: 1\n")
    assert [line for line, _, _ in found] == [7, 9, 10]


def test_what_a_file_needs_is_told(tmp_path: Path) -> None:
    found = mistakes(tmp_path, "simulation: nothing else\n")
    told = "\n".join(en for _, en, _ in found)
    assert all(f"needs `{key}`" in told for key in ("rulebook", "from", "to", "outlets"))


def test_a_file_that_is_no_yaml_is_refused_with_its_line(tmp_path: Path) -> None:
    assert mistakes(tmp_path, "simulation: [")[0][0] >= 1
    assert "the file is empty" in mistakes(tmp_path, "")[0][1]


def test_a_year_without_a_calendar_is_flagged_as_assumed(tmp_path: Path) -> None:
    file = tmp_path / "network.yaml"
    file.write_text(SMALLEST.replace("to: 2025-03-31", "to: 2031-03-31"), "utf-8")
    _, warnings = read_network(file)
    assert [(each.line, each.is_warning) for each in warnings] == [(4, True)]
    assert "2031" in warnings[0].en
    assert "假定" in warnings[0].zh


def test_memory_that_would_not_suffice_is_told_before_the_run(tmp_path: Path) -> None:
    huge = SMALLEST.replace("windows: 4", "windows: 500\n    count: 100000\n    hours: 00:00-24:00")
    text = huge.replace("20000", "900000000") + "exchange: 3000 days\ndemand: {apply: 0.1}\n"
    assert any("GB of memory" in en for _, en, _ in mistakes(tmp_path, text))
