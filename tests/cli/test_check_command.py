"""`sscard check`: what it takes, what it tells and writes, and with which code it ends."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from cli_samples import SCENARIOS, call, written

from sscard_core import requests, rulebook
from sscard_core.checking import tasks
from sscard_core.checking.bounds import OWN_BANK
from sscard_core.checking.check import Plan
from sscard_core.checking.doors import DoorDifference, DoorsResult
from sscard_core.checking.graphs import Difference
from sscard_core.checking.killing import Kill
from sscard_core.checking.people import ADULT
from sscard_core.checking.questions import Put
from sscard_core.checking.results import BookResult, CheckResult, PropertyResult, ScopeResult, ViewResult
from sscard_core.checking.scopes import SCOPES
from sscard_core.checking.spin import FIRST, Verdict
from sscard_core.checking.story import Path as Way
from sscard_core.checking.story import Story, tell
from sscard_core.cli import checking
from sscard_core.lifecycle.opening import Start
from sscard_core.model.channels import Channel
from sscard_core.model.people import Actor
from sscard_core.model.statuses import Side

ASKED = (requests.Apply(bank=OWN_BANK), requests.Replace())
START = Start(on=date(2026, 11, 17), bank=OWN_BANK)


def story(book: str, readings: tuple[tuple[str, str], ...] = ()) -> Story:
    questions = tuple(Put(each) for each in ASKED)
    with_readings = rulebook(book).with_readings(dict(readings))
    return tell(with_readings, Way(holder=ADULT, start=START, questions=questions, readings=readings))


def of_property(**changes: Any) -> PropertyResult:
    plain = PropertyResult(
        name="one_order_at_a_time",
        en="one order",
        zh="一单",
        clauses=("JS-09",),
        arises=True,
        scope="pins",
        steps=3,
    )
    return evolve(plain, **changes)


def of_book(book: str = "jiangsu", **changes: Any) -> BookResult:
    return evolve(BookResult(id=book, scopes=(), properties=(of_property(),), views=()), **changes)


def result(*books: BookResult) -> CheckResult:
    return CheckResult(books=books or (of_book(),), obligations=(), seconds=1.0)


@pytest.fixture
def checked(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[CheckResult]:
    """Let a check come at once to the one result that is put here, in a folder without specification or scenarios."""
    monkeypatch.chdir(tmp_path)
    results: list[CheckResult] = []

    def at_once(plan: Plan, _progress: object = None) -> CheckResult:
        return results[0] if results else result(*(of_book(book.id) for book in plan.books))

    monkeypatch.setattr(checking, "check", at_once)
    return results


class TestArguments:
    """What means nothing is told in one line, and the code is 2."""

    @pytest.mark.parametrize(
        ("reading", "problem"),
        [
            ("no_such_switch=yes", "--reading no_such_switch=yes: write switch=value; the switches are "),
            ("hrss_pin_tries", "--reading hrss_pin_tries: write switch=value"),
            ("hrss_pin_tries=many", "--reading hrss_pin_tries=many: hrss_pin_tries takes "),
            ("temporary_loss_lapses_after=3", "--reading temporary_loss_lapses_after=3: "),
        ],
    )
    def test_readings(self, reading: str, problem: str) -> None:
        ended = call("check", "--rulebook", "jiangsu", "--reading", reading)
        assert ended.exit_code == 2
        assert ended.stderr.startswith(problem)
        assert ended.stderr.count("\n") == 1
        assert ended.stdout == ""

    @pytest.mark.parametrize("arguments", [["--rulebook", "atlantis"], ["--between", "jiangsu", "atlantis"]])
    def test_rulebooks(self, arguments: list[str]) -> None:
        ended = call("check", *arguments)
        assert ended.exit_code == 2
        assert "atlantis" in ended.stderr
        assert ended.stderr.count("\n") == 1

    def test_explanations_that_cannot_be_read(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        written(tmp_path / "specs" / "explained-faults.toml", "[[explained]]\nfault = 'one'\n")
        (tmp_path / "specs" / "scenarios").mkdir()
        monkeypatch.chdir(tmp_path)
        ended = call("check", "--rulebook", "jiangsu")
        assert ended.exit_code == 2
        assert "explained-faults.toml" in ended.stderr


class TestBetween:
    """What one rulebook permits and another refuses."""

    def test_as_json(self) -> None:
        ended = call("check", "--between", "jiangsu", "xinxiang-2017", "--json")
        told = json.loads(ended.stdout)
        assert ended.exit_code == 0
        assert {each["permits"] for each in told["partings"]} == {"jiangsu", "xinxiang-2017"}
        assert all(each["permitting"] for each in told["partings"])


class TestEnding:
    """The code says whether everything held."""

    def test_all_holds(self, checked: list[CheckResult]) -> None:
        checked.append(result())
        ended = call("check", "--rulebook", "jiangsu")
        assert ended.exit_code == 0
        assert "1 properties hold, each with a witness; 0 broken" in ended.stdout

    @pytest.mark.parametrize(
        "book",
        [
            of_book(properties=(of_property(scope=""),)),
            of_book(properties=(of_property(story=story("jiangsu")),)),
            of_book(unexplained=(Kill("fee changed: apply", None),), kills=(Kill("fee changed: apply", None),)),
            of_book(views=(ViewResult(name="pins", states=1, edges=1, by_spin=True, differences=(),
                                      verdicts=(Verdict("safe", 1, 1),)),)),
            of_book(views=(ViewResult(name="pins", states=1, edges=1, by_spin=False,
                                      differences=(Difference("spec", (), "go", FIRST, FIRST),)),)),
            of_book(views=(ViewResult(name="pins", states=1, edges=1, by_spin=True, differences=(), problem="gone"),)),
            of_book(scopes=(ScopeResult(name="pins", en="", zh="", states=1, edges=0, questions=1, attempts=1, asked=1,
                                        asked_again=1, answered_otherwise=1, complete=True, witnesses=(), broken=()),)),
            of_book(doors=DoorsResult(asked=1, tried=1, open=1, differences=(
                DoorDifference("code", requests.Replace(), "", ((Actor.AGENT, Channel.ONLINE),), ("JS-22",)),))),
            of_book(doors=DoorsResult(asked=0, tried=0, open=0, problem="gone")),
        ],
        ids=["vacuous", "broken", "unexplained", "failed", "different", "not compared", "unsteady", "a door", "no doors"],
    )  # fmt: skip
    @pytest.mark.parametrize("lang", ["zh", "en"])
    def test_something_does_not(self, checked: list[CheckResult], book: BookResult, lang: str) -> None:
        checked.append(result(book))
        ended = call("check", "--rulebook", "jiangsu", "--lang", lang)
        assert ended.exit_code == 1
        assert ("Something does not hold" if lang == "en" else "存在不成立之处") in ended.stdout
        again = call("check", "--rulebook", "jiangsu", "--json")
        assert again.exit_code == 1
        assert json.loads(again.stdout)["holds"] is False

    @pytest.mark.parametrize("lang", ["zh", "en"])
    def test_who_is_let_in_is_told(self, checked: list[CheckResult], lang: str) -> None:
        ways = ((Actor.AGENT, Channel.ONLINE), (Actor.AGENT, Channel.KIOSK), (None, Channel.AGENCY))
        found = DoorDifference("spec", requests.ReportLoss(side=Side.HRSS), "deceased", ways, ("JS-15",))
        checked.append(
            result(of_book(doors=DoorsResult(asked=648, tried=66096, open=7, differences=(found,))))
        )
        told = " ".join(call("check", "--rulebook", "jiangsu", "--lang", lang).stdout.split())
        if lang == "en":
            assert "7 of 66,096 ways of coming with 648 requests stand open" in told
            assert "only the specification report_loss (挂失): side hrss (deceased)" in told
            assert "agent: online, kiosk" in told
            assert "institutions: agency" in told
        else:
            assert "代理人: 线上渠道, 自助服务终端" in told
        assert "JS-15" in told
        record = json.loads(call("check", "--rulebook", "jiangsu", "--json").stdout)
        (difference,) = record["rulebooks"][0]["doors"]["differences"]
        assert difference["request"] == ["report_loss", "side hrss"]
        assert difference["ways"][0] == "agent through online"

    def test_a_fault_of_the_table(self, checked: list[CheckResult]) -> None:
        left, seen = Kill("row dropped: a", None, "said", "service"), Kill("row dropped: b", "property")
        checked.append(evolve(result(), table=(left, seen), unexplained=(left,)))
        ended = call("check", "--rulebook", "jiangsu")
        assert ended.exit_code == 1
        assert "the machines' table: 2 single faults planted; noticed by property 1; " in ended.stdout
        assert "row dropped: a (service: said)" in ended.stdout
        checked[0] = evolve(result(), table=(seen,))
        assert call("check", "--rulebook", "jiangsu").exit_code == 0
        table = json.loads(call("check", "--rulebook", "jiangsu", "--json").stdout)["table"]
        assert [each["mutant"] for each in table["faults"]] == ["row dropped: b"]

    def test_what_has_no_case_is_no_fault(self, checked: list[CheckResult]) -> None:
        checked.append(result(of_book(properties=(of_property(arises=False, scope=""),))))
        assert call("check", "--rulebook", "jiangsu").exit_code == 0


class TestSaving:
    """The way to a broken property is a scenario that can be played."""

    @pytest.mark.parametrize(
        ("book", "readings"),
        [("jiangsu", ()), ("xinjiang-2022", (("hrss_pin_tries", "2"),))],
        ids=["plain", "with a reading turned"],
    )
    def test_written_and_played(
        self, checked: list[CheckResult], book: str, readings: tuple[tuple[str, str], ...], tmp_path: Path
    ) -> None:
        told = story(book, readings)
        assert told.reproduced
        assert told.steps[0].code is None
        assert told.steps[1].code is not None
        checked.append(result(of_book(book, properties=(of_property(story=told),))))
        ended = call("check", "--rulebook", book, "--save", tmp_path / "broken")
        file = tmp_path / "broken" / f"{book}-one-order-at-a-time.yaml"
        assert ended.exit_code == 1
        assert f"written: {file}" in ended.stderr
        text = file.read_text("utf-8")
        assert all(switch in text for switch, _ in readings)
        assert call("run", file).exit_code == 0

    def test_nothing_broken_nothing_written(self, checked: list[CheckResult], tmp_path: Path) -> None:
        checked.append(result())
        assert call("check", "--rulebook", "jiangsu", "--save", tmp_path / "none").exit_code == 0
        assert [*(tmp_path / "none").iterdir()] == []


@pytest.fixture
def scenarios(checked: list[CheckResult], tmp_path: Path) -> list[CheckResult]:
    """Put some scenarios of Jiangsu, and one of another place, where they are looked for."""
    files = [*SCENARIOS.glob("jiangsu-*.yaml"), SCENARIOS / "xinxiang-found-card.yaml"]
    for file in files:
        written(tmp_path / "specs" / "scenarios" / file.name, file.read_bytes())
    return checked


class TestScenariosUnderAnotherReading:
    """The law's scenarios are played under a rulebook that is turned, and those that come out otherwise are told."""

    def test_contradicted(self, scenarios: list[CheckResult]) -> None:
        arguments = (
            "check",
            "--rulebook",
            "jiangsu",
            "--reading",
            "temporary_loss_lapses_after=3d",
            "--json",
        )
        ended = call(*arguments)
        (book,) = json.loads(ended.stdout)["rulebooks"]
        assert scenarios == []
        assert ended.exit_code == 1
        assert book["scenarios"] > 2
        assert any("jiangsu-temporary-loss-lapses.yaml" in line for line in book["contradicted"])

    def test_the_law_itself_is_not(self, scenarios: list[CheckResult]) -> None:
        ended = call("check", "--rulebook", "jiangsu", "--json")
        (book,) = json.loads(ended.stdout)["rulebooks"]
        assert scenarios == []
        assert (ended.exit_code, book["contradicted"]) == (0, [])

    def test_a_users_rulebook(self, scenarios: list[CheckResult], tmp_path: Path) -> None:
        text = (
            'id = "my-city"\nderives = "jiangsu"\n[clauses.MC-9]\nplace = "第九条"\nen = "Three days."\n'
            '[readings.temporary_loss_lapses_after]\nvalue = "3d"\nbecause = ["MC-9"]\n'
        )
        file = written(tmp_path / "my-city.toml", text)
        scenarios.append(result(of_book("my-city")))
        ended = call("check", "--rulebook", file, "--lang", "en")
        assert ended.exit_code == 1
        assert "not as expected" in ended.stdout


class TestAPieceOfWork:
    """One small piece is done from beginning to end."""

    def test_narrow(self, monkeypatch: pytest.MonkeyPatch) -> None:
        small = [each for each in SCOPES if each.name == "outlets"]
        monkeypatch.setattr(tasks, "SCOPES", small)
        book = rulebook("xinjiang-2022")
        done = tasks.run(tasks.Task(kind="narrow", book=book, law=book.id))
        (scope,) = done.scopes
        assert (scope.name, scope.answered_otherwise, scope.broken, done.kills) == ("outlets", 0, (), ())
        assert scope.asked_again > 0
        assert dict(scope.witnesses)["release_restores"] > 1

    def test_doors(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        monkeypatch.setattr(tasks, "VIEWS", ())
        book = rulebook("jiangsu")
        specs = Path(__file__).parents[2] / "specs" / "doors"
        task = tasks.Task(kind="views", book=book, law=book.id, doors=specs)
        compared = tasks.run(task).doors
        assert compared is not None
        assert compared.holds
        missing = tasks.run(evolve(task, doors=tmp_path)).doors
        assert missing is not None
        assert not missing.holds
        assert "jiangsu.toml" in missing.problem
