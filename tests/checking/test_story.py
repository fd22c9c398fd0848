"""Paths of the exploration with real days: they come out as was said, in office hours, and what cannot be is said."""

import random
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path as File

import pytest
from attrs import evolve

from sscard_core import RULEBOOK_IDS, SHANGHAI, Desk, Outcome, requests, rulebook
from sscard_core.checking import story as telling
from sscard_core.checking.bounds import BANK_PIN, CLOSED_DAY, HRSS_PIN, OWN_BANK, SOME
from sscard_core.checking.changes import FIELDS, Changed
from sscard_core.checking.explore import Explored, Explorer
from sscard_core.checking.people import ADULT, CHILD
from sscard_core.checking.questions import (
    Put,
    Question,
    WaitForExpiry,
    WaitForLapse,
    WaitForLastDays,
    WaitForTemporaryEnd,
)
from sscard_core.checking.scopes import SCOPES, Scope
from sscard_core.checking.story import Path, Story, ToldStep, path_to, tell
from sscard_core.lifecycle.calendar import is_counter_day
from sscard_core.lifecycle.opening import Start
from sscard_core.model.arguments import BankAnswer, ExchangeReason, LossKind, Service, Stage
from sscard_core.model.card_file import FIELD_NAMES
from sscard_core.model.channels import Channel
from sscard_core.model.events import EventName
from sscard_core.model.people import Actor, Holder
from sscard_core.model.refusals import RefusalCode
from sscard_core.model.requests import Request
from sscard_core.model.statuses import Side
from sscard_core.scenario.parse import read_scenario
from sscard_core.scenario.play import play
from sscard_core.scenario.script import Expected
from sscard_core.scenario.write import Draft, DraftStep, scenario_text

START = Start(on=date(2026, 11, 17), bank=OWN_BANK)
SMALL = {each.name: each for each in SCOPES if each.name in ("outlets", "cards", "half")}
PRODUCED = (*(requests.Produce(stage=stage) for stage in Stage), requests.Collect())
FIRST_CARD: tuple[Request, ...] = (
    requests.Apply(bank=OWN_BANK, service=Service.STANDARD),
    *PRODUCED,
    requests.ActivateBank(bank_pin=BANK_PIN),
)
TEMPORARY_LOSS = requests.ReportLoss(side=Side.HRSS, kind=LossKind.TEMPORARY, through=Channel.HOTLINE)


def told(book: str, *asked: Request | Question, holder: Holder = ADULT) -> Story:
    questions: tuple[Question, ...] = tuple(
        Put(each) if isinstance(each, Request) else each for each in asked
    )
    return tell(rulebook(book), Path(holder=holder, start=START, questions=questions))


@cache
def explored(scope: str, book: str) -> Explored:
    chosen = SMALL[scope]
    with_readings = rulebook(book).with_readings(dict(chosen.readings))
    desk = Desk(with_readings)
    questions = tuple(chosen.followed(desk.rules))
    return Explorer.of(
        with_readings, starts=chosen.starts(desk), questions=questions, promises=(), limit=1000
    ).explore()


def paths(scope: Scope, book: str, number: int) -> Iterable[Path]:
    """Return paths to states picked by chance, and to a question asked there that applies."""
    chance, found = random.Random(number), explored(scope.name, book)
    for _ in range(number):
        state = chance.randrange(len(found.offsets) - 1)
        question = chance.randrange(len(found.questions))
        if found.answer(state, question).applies:
            yield path_to(found, scope.openings(), state, question)


def expected(step: ToldStep) -> Expected:
    """Return all that a scenario can expect of a told step."""
    made = step.decision
    return Expected(
        outcome=made.outcome if made else Outcome.ACCEPTED,
        refused=step.code,
        missing=frozenset(made.missing) if made and made.missing else None,
        clauses=step.clauses,
        assumed=tuple(str(each) for each in step.assumed),
        events=tuple(event.name for event in step.events),
        status=step.then,
    )


class TestWhatWasSaid:
    """Paths that the exploration found come out alike at the plain desk, on real days."""

    @pytest.mark.parametrize("book", RULEBOOK_IDS)
    @pytest.mark.parametrize("scope", ["outlets", "half"])
    def test_every_path_is_followed(self, scope: str, book: str) -> None:
        stories = [tell(rulebook(book), path) for path in paths(SMALL[scope], book, 40)]
        apart = [story.difference for story in stories if not story.reproduced]
        assert apart == []
        assert len(stories) > 30

    @pytest.mark.parametrize("book", RULEBOOK_IDS)
    def test_told_paths_hold_as_scenarios(self, book: str, tmp_path: File) -> None:
        file, scope = tmp_path / "told.yaml", SMALL["cards"]
        for path in paths(scope, book, 25):
            story = tell(rulebook(book), path)
            steps = tuple(
                DraftStep(
                    on=each.at, request=each.request, bank_answer=each.bank_answer, expected=expected(each)
                )
                for each in story.steps
            )
            draft = Draft(
                title="told", rulebook=book, readings=dict(scope.readings), holder=path.holder, start=path.start,
                steps=steps,
            )  # fmt: skip
            file.write_text(scenario_text(draft), "utf-8")
            played = tuple(play(read_scenario(file)))
            assert [each.mismatches for each in played] == [()] * len(steps)
            assert [each.decision and each.decision.code for each in played] == [
                each.code for each in story.steps
            ]

    def test_a_desk_that_answers_otherwise_is_noticed(self, monkeypatch: pytest.MonkeyPatch) -> None:
        plain = rulebook("xinjiang-2013")

        def other_desk(_book: object, verifier: object) -> Desk:
            return Desk(plain.with_readings({"replacement_needs_formal_loss": "no"}), verifier)  # type: ignore[arg-type]

        monkeypatch.setattr(telling, "Desk", other_desk)
        story = told("xinjiang-2013", *FIRST_CARD, requests.Replace(), requests.Collect())
        assert (story.parted_at, len(story.steps)) == (8, 8)
        assert story.difference == "expected not_reported_lost, got none"

    def test_a_file_that_differs_is_noticed(self, monkeypatch: pytest.MonkeyPatch) -> None:
        plain = rulebook("jiangsu")

        def other_desk(_book: object, verifier: object) -> Desk:
            return Desk(plain.with_readings({"temporary_loss_lapses_after": "never"}), verifier)  # type: ignore[arg-type]

        monkeypatch.setattr(telling, "Desk", other_desk)
        story = told("jiangsu", *FIRST_CARD, TEMPORARY_LOSS, WaitForLapse())
        assert (story.parted_at, story.difference) == (8, "other than expected: hrss_loss")


class TestDays:
    """Requests in office hours, waits at the deadline, and one deadline before another."""

    def test_an_hour_apart_on_open_days(self) -> None:
        story = told("jiangsu", *FIRST_CARD, *(requests.QueryStatus() for _ in range(30)))
        moments = [step.at for step in story.steps]
        assert moments[0] == datetime(2026, 11, 18, 10, tzinfo=SHANGHAI)
        assert moments == sorted(set(moments))
        assert all(is_counter_day(at.date()) and 9 <= at.hour <= 16 for at in moments)
        assert moments[-1].date() == date(2026, 11, 24)

    def test_a_report_lapses_on_its_day(self) -> None:
        story = told("jiangsu", *FIRST_CARD, TEMPORARY_LOSS, WaitForLapse())
        reported, lapsed = story.steps[-2:]
        assert story.reproduced
        assert lapsed.request is None
        assert lapsed.decision is None
        assert lapsed.at.date() - reported.at.date() == timedelta(days=8)
        assert [event.name for event in lapsed.events] == [EventName.LOSS_LAPSED]
        assert [str(each) for each in lapsed.clauses] == ["JS-19"]
        assert lapsed.then["hrss"] == "normal"

    def test_a_card_expires_while_a_report_runs(self) -> None:
        story = told(
            "jiangsu", *FIRST_CARD, TEMPORARY_LOSS, WaitForExpiry(), requests.CreditHrss(amount=SOME)
        )
        reported, expired, credited = story.steps[-3:]
        assert story.reproduced
        assert timedelta() < expired.at - reported.at < timedelta(days=7)
        assert expired.at == datetime(2036, 11, 19, tzinfo=SHANGHAI)
        assert [event.name for event in expired.events] == [EventName.CARD_EXPIRED]
        assert credited.file.hrss_loss is not None

    def test_three_deadlines_in_an_order_that_days_must_be_found_for(self) -> None:
        asked = (*FIRST_CARD, requests.Exchange(reason=ExchangeReason.DAMAGED), requests.IssueTemporary())
        story = told("xinxiang-2017", *asked, WaitForExpiry(), requests.QueryStatus(), WaitForTemporaryEnd())
        assert story.reproduced
        issued, expired, _, ended = story.steps[-4:]
        assert issued.at < expired.at < ended.at < issued.at + timedelta(days=95)

    def test_waits_between_are_given_their_time(self) -> None:
        book = rulebook("xinjiang-2013").with_readings({"temporary_loss_lapses_after": "7d"})
        reporting = requests.ReportLoss(side=Side.HRSS, kind=LossKind.TEMPORARY)
        damaged = requests.Exchange(reason=ExchangeReason.DAMAGED)
        asked = (*FIRST_CARD, damaged, requests.IssueTemporary(), reporting)
        waits = (WaitForLapse(), WaitForExpiry(), WaitForTemporaryEnd())
        questions: tuple[Question, ...] = (*(Put(each) for each in asked), *waits)
        story = tell(book, Path(holder=ADULT, start=START, questions=questions))
        assert (story.reproduced, story.difference) == (True, "")
        moments = [step.at for step in story.steps[-5:]]
        assert moments == sorted(set(moments))
        assert moments[3] - moments[0] < timedelta(days=60)

    def test_what_no_days_can_bring_about_is_said(self) -> None:
        lost = (requests.IssueTemporary(), requests.ReportTemporaryLoss(), requests.Collect())
        asked = (*FIRST_CARD[:-2], *lost)
        story = told("xinjiang-2013", *asked, WaitForExpiry(), requests.QueryStatus())
        assert not story.reproduced
        assert (story.parted_at, len(story.steps)) == (9, 8)
        assert story.difference == "temporary_ends falls due before this"

    def test_there_is_nothing_to_wait_for(self) -> None:
        story = told("jiangsu", FIRST_CARD[0], WaitForLapse(), requests.QueryStatus())
        assert (story.parted_at, len(story.steps)) == (2, 1)
        assert story.difference == "there is no loss_lapses to wait for"

    def test_a_child_grows_up(self) -> None:
        asked = [evolve(each, by=Actor.GUARDIAN) for each in FIRST_CARD]
        resetting = requests.ResetPin(side=Side.BANK, by=Actor.GUARDIAN)
        story = told("xinjiang-2013", *asked, WaitForExpiry(), resetting, holder=CHILD)
        assert (story.parted_at, len(story.steps)) == (len(asked) + 2, len(asked) + 2)
        assert story.difference == "expected no refusal, got wrong_actor"

    def test_a_day_off_is_a_saturday(self) -> None:
        shut = Put(requests.Apply(through=Channel.CARD_OUTLET), at=CLOSED_DAY)
        story = told("xinjiang-2022", shut, shut, requests.Apply())
        assert [step.code for step in story.steps] == [RefusalCode.CLOSED, RefusalCode.CLOSED, None]
        assert [step.at.weekday() for step in story.steps] == [5, 5, 0]

    def test_last_days_are_waited_for(self) -> None:
        renewing = requests.Renew()
        early = told("jiangsu", *FIRST_CARD, renewing)
        late = told("jiangsu", *FIRST_CARD, WaitForLastDays(), renewing, WaitForExpiry())
        assert early.steps[-1].code is RefusalCode.NOT_ELIGIBLE
        assert late.reproduced
        assert late.steps[-2].code is None


class TestTelling:
    """What is told of a step, and what is not."""

    def test_what_changed(self) -> None:
        story = told("jiangsu", *FIRST_CARD, TEMPORARY_LOSS)
        reported = story.steps[-1]
        assert Changed("hrss", "normal", "temporarily_lost") in reported.changes
        assert (
            Changed("hrss_loss", "none", "temporary through hotline, lapses 2026-11-27T00:00")
            in reported.changes
        )
        assert reported.then == {"hrss": "temporarily_lost", "body": "reported_lost", "usable": ["debit"]}

    def test_nothing_personal_is_told(self) -> None:
        pins = (
            requests.ChangePin(side=Side.HRSS, new=HRSS_PIN),
            requests.EnterPin(side=Side.HRSS, pin=BANK_PIN),
        )
        story = told("jiangsu", *FIRST_CARD, *pins)
        assert Changed("hrss_secret", "0 wrong", "1 wrong") in story.steps[-1].changes
        text = f"{story!r} {[step.changes for step in story.steps]}"
        assert all(word not in text for word in (HRSS_PIN, BANK_PIN, ADULT.name))

    def test_every_field_is_told_or_is_personal_or_follows(self) -> None:
        left = {"holder", "subject", "legacy_secret", "reissues", "outlet", "bank_name", "at", "version"}
        assert set(FIELDS) == set(FIELD_NAMES) - left

    def test_a_bank_that_does_not_answer(self) -> None:
        silent = Put(requests.ReportLoss(side=Side.BOTH), bank_answer=BankAnswer.UNANSWERED)
        story = told("jiangsu", *FIRST_CARD, silent)
        decision = story.steps[-1].decision
        assert decision is not None
        assert decision.outcome is Outcome.PARTIAL
        assert story.steps[-1].bank_answer is BankAnswer.UNANSWERED
