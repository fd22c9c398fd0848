"""What an account says of a step, in both languages, and what it leaves out."""

from datetime import date, datetime
from pathlib import Path

import pytest
from attrs import fields

from sscard_core.model.arguments import Destination, ExchangeReason, InformationField, RequestName, Service
from sscard_core.model.channels import Channel
from sscard_core.model.decisions import Advice, Decision, Fee, Outcome, ProcedureStage
from sscard_core.model.moments import SHANGHAI
from sscard_core.model.money import Fen
from sscard_core.model.papers import Paper
from sscard_core.model.people import Actor
from sscard_core.model.refusals import RefusalCode
from sscard_core.model.requests import (
    REQUESTS,
    ChangePin,
    Exchange,
    HandOver,
    MoveInsurance,
    QueryStatus,
    Replace,
    Request,
    Transfer,
    UpdateInformation,
)
from sscard_core.model.statuses import Side
from sscard_core.rulebooks.telling import Language, short
from sscard_core.scenario.asked import ARGUMENTS, heading
from sscard_core.scenario.parse import read_scenario
from sscard_core.scenario.record import step_record
from sscard_core.scenario.report import decision_rows, outcome, perform, rows
from sscard_core.scenario.script import Expected, Scenario, Step

EN, ZH = Language.ENGLISH, Language.CHINESE


def step(request: Request | None) -> Step:
    at = datetime(2026, 3, 2, 10, 0, tzinfo=SHANGHAI)
    return Step(number=3, line=9, on=at, request=request, expected=Expected())


def decision(**changes: object) -> Decision:
    given = {"request": QueryStatus(), "outcome": Outcome.ACCEPTED, "file": None, **changes}
    return Decision(**given)  # type: ignore[arg-type]


def scenario(folder: Path, text: str) -> Scenario:
    file = folder / "x.yaml"
    file.write_text(text, encoding="utf-8")
    return read_scenario(file)


class TestHeading:
    """Number, moment, request with its term, and the arguments that may be told."""

    @pytest.mark.parametrize(
        ("request_", "en", "zh"),
        [
            (None, "show: time passes", "只是时间经过（show）"),
            (Replace(), "replace (补领)", "补领 (replace)"),
            (Replace(same_number=True), "replace (补领): same number", "补领 (replace)：不换号"),
            (
                Exchange(reason=ExchangeReason.SOILED, service=Service.FAST, bank="测试银行"),
                "exchange (换领): reason soiled, service fast, bank 测试银行",
                "换领 (exchange)：情形 污损，制卡方式 快速制卡，银行 测试银行",
            ),
            (
                Transfer(from_=Side.BANK, to=None, amount=Fen(1250)),
                "transfer (转账): from bank, to outside the card, amount 12.50",
                "转账 (transfer)：转自 金融侧，转至 卡外账户，金额 12.50",
            ),
            (
                MoveInsurance(to=Destination.IN_REGION, by=Actor.AGENT, through=Channel.ONLINE),
                "move_insurance (社保关系转移): to in_region, by agent, through online",
                "社保关系转移 (move_insurance)：转至 区域内转移，办理人 代理人，渠道 线上渠道",
            ),
            (
                Replace(papers=frozenset({Paper.PHOTO, Paper.CARD})),
                "replace (补领): with card, photo",
                "补领 (replace)：材料 社会保障卡、电子照片",
            ),
            (
                Replace(papers=frozenset()),
                "replace (补领): with nothing",
                "补领 (replace)：材料 无",
            ),
        ],
    )
    def test_what_was_asked(self, request_: Request | None, en: str, zh: str) -> None:
        assert heading(step(request_), EN) == f"3  2026-03-02 10:00  {en}"
        assert heading(step(request_), ZH) == f"3  2026-03-02 10:00  {zh}"

    @pytest.mark.parametrize(
        "request_",
        [
            ChangePin(side=Side.HRSS, old="739204", new="604915", pin="118822"),
            UpdateInformation(
                fields=((InformationField.NAME, "测试乙"), (InformationField.MOBILE, "13800000000"))
            ),
            HandOver(batch="B1", count=2, roster=("测试甲", "测试乙"), signed_by=("测试丙", "测试丁")),
        ],
    )
    def test_pins_names_and_numbers_are_not_told(self, request_: Request) -> None:
        for language in Language:
            told = heading(step(request_), language)
            assert not any(secret in told for secret in ("739204", "604915", "118822", "测试", "138"))

    def test_of_changed_data_the_fields_are_told(self) -> None:
        asked = UpdateInformation(fields=((InformationField.NAME, "测试乙"),))
        assert heading(step(asked), EN).endswith("fields name")

    def test_every_told_argument_is_one_of_some_request(self) -> None:
        assert set(ARGUMENTS) <= {each.name for kind in REQUESTS.values() for each in fields(kind)}


class TestDecision:
    """The outcome in a line; what is missing, who is liable and what is advised in lines of their own."""

    def test_an_acceptance_tells_fee_due_date_and_stage(self) -> None:
        made = decision(fee=Fee.TARIFF, due=date(2026, 3, 9), at_stage=ProcedureStage.CONCLUDED)
        assert outcome(made, EN) == "accepted, a fee by the tariff, due 2026-03-09, stage concluded"
        assert outcome(made, ZH) == "已办理，按核定标准收费，应于2026-03-09前办结，环节：办结"

    @pytest.mark.parametrize("code", RefusalCode)
    def test_a_refusal_tells_its_code_and_sentence(self, code: RefusalCode) -> None:
        made = decision(outcome=Outcome.REFUSED, code=code)
        assert outcome(made, EN).startswith(f"refused, {code}: ")
        assert outcome(made, ZH) == f"不予办理，{code}：{code.zh}"

    def test_a_half_done_request_is_told_as_such(self) -> None:
        assert outcome(decision(outcome=Outcome.PARTIAL), ZH) == "社保侧已办、银行侧未办"

    def test_the_rest_stands_in_rows(self) -> None:
        made = decision(
            outcome=Outcome.REFUSED,
            code=RefusalCode.MISSING_MATERIAL,
            missing=(Paper.PHOTO, Paper.CARD),
            liable=True,
            advice=(Advice.PINS_EQUAL,),
        )
        assert [(each.label, each.text) for each in decision_rows(made, EN)][1:] == [
            ("missing", "photo, card"),
            ("liable", "the holder bears the loss"),
            ("advice", "pins_equal"),
        ]
        assert [each.text for each in decision_rows(made, ZH)][1:] == [
            "电子照片、社会保障卡",
            "损失由持卡人承担",
            "两个密码宜不相同",
        ]


class TestSteps:
    """Changes are told against the step before, lapses with the reading they rest on."""

    TEXT = """\
scenario: a report lapses after a period of one's own
rulebook: jiangsu
readings: {temporary_loss_lapses_after: 3d}
start: {situation: active, on: 2025-11-03}
steps:
  - {on: 2026-03-02T10:00, do: report_loss, side: hrss, kind: temporary}
  - {on: 2026-03-06, show: {hrss: normal}}
"""

    def test_a_status_that_did_not_change_is_not_told(self, tmp_path: Path) -> None:
        played = scenario(tmp_path, self.TEXT)
        first, second = perform(played)
        told = {each.label: each.text for each in rows(played, first, EN)}
        assert told["status"].startswith("hrss normal → temporarily_lost; body with_holder → reported_lost")
        told = {each.label: each.text for each in rows(played, second, ZH)}
        assert told["状态"].startswith(
            "社保功能 临时挂失 → 正常；卡片 已挂失 → 在持卡人手中；可用功能 借记 → "
        )

    def test_a_reading_set_by_the_scenario_is_told_as_an_assumption(self, tmp_path: Path) -> None:
        played = scenario(tmp_path, self.TEXT)
        *_, second = perform(played)
        assumed = [each.text for each in rows(played, second, EN) if each.label == "assumed"]
        assert assumed == [
            "temporary_loss_lapses_after: temporary_loss_lapses_after is set to 3d by the caller."
        ]

    def test_nothing_becoming_something_is_told_as_from_none(self, tmp_path: Path) -> None:
        text = "scenario: x\nrulebook: jiangsu\nsteps: [{on: 2026-03-02, do: apply, service: instant}, {do: collect}]\n"
        played = scenario(tmp_path, text)
        *_, collected = perform(played)
        told = {each.label: each.text for each in rows(played, collected, EN)}["status"]
        assert "generation none → 3" in told
        assert "hrss none → sealed" in told

    def test_a_record_says_show_where_nothing_was_asked(self, tmp_path: Path) -> None:
        played = scenario(tmp_path, self.TEXT)
        *_, second = perform(played)
        record = step_record(played, second.played)
        assert record["do"] == "show"
        assert record["outcome"] == "accepted"
        assert record["code"] is record["fee"] is record["liable"] is None
        assert record["events"] == ["loss_lapsed"]


def test_long_reasons_end_with_a_sentence_and_short_ones_are_whole() -> None:
    assert short("One (art. 9). Two.") == "One (art. 9). Two."
    assert short("One (art. 9). Two and more.", 20) == "One (art. 9)"
    assert short("甲一；乙二。", 4) == "甲一"
    assert short("a" * 30, 20) == "a" * 20 + "…"


def test_every_request_has_a_heading_in_both_languages() -> None:
    for name in RequestName:
        assert str(name) in EN.with_term(name)
        assert ZH.with_term(name).startswith(name.zh)
