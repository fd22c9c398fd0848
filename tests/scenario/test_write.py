"""What is written is read again as it was meant: every request in every way, every expectation, every scenario."""

from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

import pytest
from attrs import evolve, fields
from hypothesis import given
from hypothesis import strategies as st

from sscard_core import RULEBOOK_IDS, SHANGHAI, Holder, Start, requests, rulebook
from sscard_core.checking.asks import EVERYTHING
from sscard_core.checking.people import PEOPLE
from sscard_core.checking.ways import every_way
from sscard_core.lifecycle.rules import Rules
from sscard_core.model.arguments import BankAnswer, InformationField
from sscard_core.model.channels import Channel
from sscard_core.model.citations import Clause
from sscard_core.model.decisions import Advice, Fee, Outcome, ProcedureStage
from sscard_core.model.events import EventName
from sscard_core.model.identifiers import CitizenNumber, Mobile
from sscard_core.model.money import Fen
from sscard_core.model.papers import Paper
from sscard_core.model.people import Actor
from sscard_core.model.refusals import RefusalCode
from sscard_core.model.requests import Request
from sscard_core.model.sex import Sex
from sscard_core.model.statuses import Side
from sscard_core.scenario.files import scenario_files
from sscard_core.scenario.parse import read_scenario
from sscard_core.scenario.script import Expected, Scenario, Step
from sscard_core.scenario.write import Draft, DraftStep, scenario_text

START = Start(on=date(2026, 11, 17), bank="中国工商银行")
AT = datetime(2026, 11, 18, 10, tzinfo=SHANGHAI)
SCENARIOS = scenario_files(Path(__file__).parents[2] / "specs" / "scenarios")[::5]
MOST = 900
"""Steps of one file; a scenario may have a thousand."""

COMMON: Final[dict[str, st.SearchStrategy[Any]]] = {
    "by": st.sampled_from(Actor),
    "through": st.sampled_from(Channel),
    "papers": st.frozensets(st.sampled_from(Paper)),
    "outlet": st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), max_size=20),
    "bank": st.text(st.characters(codec="utf-8", exclude_categories=("C", "Zl", "Zp")), max_size=20),
    "pin": st.text("0123456789", min_size=1, max_size=8),
}
"""What every request takes."""


def draft(*steps: DraftStep, holder: Holder = PEOPLE[0], start: Start = START) -> Draft:
    return Draft(title="a test", rulebook="jiangsu", holder=holder, start=start, steps=steps)


def read_again(folder: Path, written: Draft) -> Scenario:
    file = folder / "again.yaml"
    file.write_text(scenario_text(written), "utf-8")
    return read_scenario(file)


def asked_again(folder: Path, *asked: Request) -> tuple[Request | None, ...]:
    steps = (DraftStep(on=AT, request=request) for request in asked)
    return tuple(step.request for step in read_again(folder, draft(*steps)).steps)


class TestRequests:
    """Every argument of every request."""

    def test_every_request_in_every_way(self, tmp_path: Path) -> None:
        books = [Rules(rulebook(book)) for book in RULEBOOK_IDS]
        ways = (put.request for each in EVERYTHING for book in books for put in every_way(book, each))
        asked = list(dict.fromkeys(ways))
        assert len(asked) > 4000
        for first in range(0, len(asked), MOST):
            part = tuple(asked[first : first + MOST])
            assert asked_again(tmp_path, *part) == part

    @given(request=st.sampled_from(EVERYTHING), common=st.fixed_dictionaries({}, optional=COMMON))
    def test_whoever_comes_with_whatever(
        self, tmp_path_factory: pytest.TempPathFactory, request: Request, common: dict[str, Any]
    ) -> None:
        asked = evolve(request, **common)
        assert asked_again(tmp_path_factory.mktemp("written"), asked) == (asked,)

    @pytest.mark.parametrize(
        "asked",
        [
            requests.Transfer(from_=None, to=Side.BANK, amount=Fen(1)),
            requests.Transfer(from_=Side.HRSS, to=None, amount=Fen(123_456)),
            requests.HandOver(batch="007", count=2, roster=("null", "~", "yes", "1.0"), signed_by=()),
            requests.EnterPin(side=Side.HRSS, pin="060412"),
            requests.UpdateInformation(fields=((InformationField.ADDRESS, "一号: #2, [甲] {乙}"),)),
            requests.Apply(bank="on", outlet="- 'a' \"b\" \\"),
        ],
    )
    def test_what_could_be_taken_for_something_else(self, tmp_path: Path, asked: Request) -> None:
        assert asked_again(tmp_path, asked) == (asked,)


class TestPeople:
    """Who it is about, and from where it starts."""

    @pytest.mark.parametrize("holder", PEOPLE, ids=str)
    def test_a_holder(self, tmp_path: Path, holder: Holder) -> None:
        again = read_again(tmp_path, draft(DraftStep(on=AT), holder=holder)).holder
        assert evolve(again, id_number=None) == holder
        assert again.id_number == CitizenNumber.synthetic(holder.born, holder.sex)

    def test_a_holder_whose_numbers_are_known(self, tmp_path: Path) -> None:
        number = CitizenNumber.synthetic(date(1990, 1, 2), Sex.FEMALE, 7)
        holder = Holder(name="测试", born=date(1990, 1, 2), id_number=number, mobile=Mobile("13800000000"))
        assert read_again(tmp_path, draft(DraftStep(on=AT), holder=holder)).holder == holder

    def test_a_start(self, tmp_path: Path) -> None:
        start = evolve(
            START, generation=2, hrss_balance=Fen(50), bank_balance=Fen(100_000), hrss_pin="031415",
            bank_pin="271828", outlet="甲网点", legacy_balance=Fen(5), legacy_pin="000001",
        )  # fmt: skip
        assert read_again(tmp_path, draft(DraftStep(on=AT), start=start)).start == start


class TestExpectations:
    """What a step is expected to lead to, and what a file is about."""

    def test_every_expectation(self, tmp_path: Path) -> None:
        everything = Expected(
            outcome=Outcome.REFUSED,
            refused=RefusalCode.MISSING_MATERIAL,
            missing=frozenset({Paper.CARD, Paper.PHOTO}),
            clauses=(Clause("JS-15"), Clause("JS-19")),
            fee=Fee.TARIFF,
            due=date(2026, 12, 1),
            status={
                "hrss": "normal",
                "generation": 3,
                "hrss_balance": "20.00",
                "usable": ["debit", "identity"],
            },
            events=(EventName.LOSS_REPORTED,),
            assumed=("hrss_pin_tries",),
            liable=True,
            advice=(str(Advice.PINS_EQUAL),),
            at_stage=ProcedureStage.REVIEWED,
        )
        assert {
            each.name for each in fields(Expected) if getattr(everything, each.name) == each.default
        } == set()
        step = DraftStep(on=AT, request=requests.Replace(), expected=everything)
        assert read_again(tmp_path, draft(step)).steps[0].expected == everything

    def test_nothing_missing_is_not_nothing_said(self, tmp_path: Path) -> None:
        step = DraftStep(on=AT, request=requests.Replace(), expected=Expected(missing=frozenset()))
        assert read_again(tmp_path, draft(step)).steps[0].expected.missing == frozenset()

    def test_a_silent_bank_and_a_partial_answer(self, tmp_path: Path) -> None:
        silent = BankAnswer.UNANSWERED
        step = DraftStep(
            on=AT.replace(second=5),
            request=requests.Replace(),
            bank_answer=silent,
            expected=Expected(outcome=Outcome.PARTIAL),
        )
        again = read_again(tmp_path, draft(step)).steps[0]
        assert (again.on, again.bank_answer) == (step.on, silent)
        assert again.expected.outcome is Outcome.PARTIAL

    def test_readings_and_clauses(self, tmp_path: Path) -> None:
        readings = {
            "hrss_pin_tries": "2",
            "replacement_needs_formal_loss": "no",
            "in_force_from": "2020-01-01",
        }
        written = evolve(draft(DraftStep(on=AT)), readings=readings, clauses=("JS-15",), title="yes: 1")
        again = read_again(tmp_path, written)
        assert (again.title, again.clauses) == ("yes: 1", (Clause("JS-15"),))
        assert {name: again.book.reading(name) for name in readings} == readings


class TestScenarios:
    """The project's own scenarios, of which one in five is written again."""

    @pytest.mark.parametrize("file", SCENARIOS, ids=lambda file: file.stem)
    def test_each_is_the_same_when_written_again(self, tmp_path: Path, file: Path) -> None:
        read = read_scenario(file)
        steps = tuple(
            DraftStep(on=each.on, request=each.request, bank_answer=each.bank_answer, expected=each.expected)
            for each in read.steps
        )
        clauses = tuple(str(each) for each in read.clauses)
        again = read_again(
            tmp_path,
            evolve(draft(*steps, holder=read.holder, start=read.start), clauses=clauses, title=read.title),
        )
        assert (again.title, again.clauses, again.holder, again.start) == (
            read.title, read.clauses, read.holder, read.start,
        )  # fmt: skip
        assert [unplaced(each) for each in again.steps] == [unplaced(each) for each in read.steps]


def unplaced(step: Step) -> Step:
    """Return a step as if it stood nowhere, a look that expects no status as one that expects an empty one."""
    looked = step.request is None and step.expected.status is None
    expected = evolve(step.expected, status={}) if looked else step.expected
    return evolve(step, line=0, expected=expected)
