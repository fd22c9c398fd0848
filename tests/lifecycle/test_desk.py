"""The desk: the same question has the same answer, a refusal changes nothing, and time alone does what it must."""

from datetime import UTC, datetime
from itertools import pairwise, product
from typing import Final

import pytest
from attrs import evolve
from desk_samples import (
    BANK_PIN,
    HRSS_PIN,
    KEY,
    MOBILE,
    NAME,
    NUMBER,
    WRONG_PIN,
    desk_of,
    moment,
    opened,
    person,
    started,
)
from desk_stories import HALF, ONE_OF_EACH, told

from sscard_core import (
    RULEBOOK_IDS,
    CardFile,
    Desk,
    Fen,
    HmacPinVerifier,
    Outcome,
    RefusalCode,
    Refused,
    Situation,
    StaleMoment,
    fold,
    ledger,
    open_file,
    rulebook,
)
from sscard_core import requests as ask
from sscard_core.model.arguments import (
    BankAnswer,
    EndReason,
    LossKind,
    RequestName,
)
from sscard_core.model.citations import find_entry
from sscard_core.model.decisions import Advice
from sscard_core.model.events import EventName
from sscard_core.model.moments import NaiveMoment
from sscard_core.model.papers import Paper
from sscard_core.model.statuses import Side
from sscard_core.rulebooks.clause_register import clause_register

C = RefusalCode
NOT_DONE: Final = [BankAnswer.REFUSED, BankAnswer.UNANSWERED]
EVERYWHERE: Final = list(product(RULEBOOK_IDS, Situation))
MONDAY: Final = "2026-03-09T10:00"


class TestDeciding:
    """A decision depends on the file, the request, the moment and the rulebook, and on nothing else."""

    @pytest.mark.parametrize("book", RULEBOOK_IDS)
    def test_the_same_question_has_the_same_answer(self, book: str) -> None:
        other = Desk(rulebook(book), HmacPinVerifier(KEY))
        visits = told(book)
        for before, after in pairwise(visits):
            assert other.decide(before.file, after.decision.request, after.at) == after.decision

    def test_a_moment_is_the_same_in_every_time_zone(self) -> None:
        visit = opened("xinjiang-2022")
        saturday = datetime(2026, 3, 6, 17, 0, tzinfo=UTC)
        abroad = visit.desk.decide(visit.file, ask.Replace(), saturday)
        here = visit.desk.decide(visit.file, ask.Replace(), moment("2026-03-07T01:00"))
        assert abroad == here
        assert abroad.code is C.CLOSED

    def test_a_moment_without_a_time_zone_is_not_taken(self) -> None:
        visit = opened("jiangsu")
        with pytest.raises(NaiveMoment, match="2026-03-09T10:00:00"):
            visit.desk.decide(visit.file, ask.QueryStatus(), datetime(2026, 3, 9, 10))

    def test_a_moment_before_the_last_event_is_stale_and_that_of_the_last_event_is_not(self) -> None:
        visit = opened("jiangsu").done(ask.QueryStatus(), MONDAY)
        with pytest.raises(StaleMoment, match="2026-03-09T10:00"):
            visit.ask(ask.QueryStatus(), "2026-03-09T09:59")
        with pytest.raises(StaleMoment):
            visit.wait("2026-03-09T09:59")
        assert visit.ask(ask.QueryStatus(), MONDAY).decision.is_accepted

    def test_there_is_one_of_each_request_to_ask_for(self) -> None:
        assert {request.name for request in ONE_OF_EACH} == set(RequestName)

    @pytest.mark.parametrize(("book", "situation"), EVERYWHERE)
    def test_every_decision_rests_on_something_that_is_written_down(
        self, book: str, situation: Situation
    ) -> None:
        register = clause_register()
        prefixes = {"xinjiang-2013": ("XJ13",), "xinjiang-2022": ("XJ13", "XJ22")}
        own = prefixes.get(book, ("XX17",) if book == "xinxiang-2017" else ("JS",))
        visit = opened(book, situation)
        for request in ONE_OF_EACH:
            for papers in (None, frozenset[Paper]()):
                decision = visit.ask(evolve(request, papers=papers), MONDAY).decision
                assert decision.clauses or decision.assumed, f"{request} rests on nothing"
                for clause in decision.clauses:
                    assert clause.id in register
                    assert find_entry(clause.id) == clause.entry
                    assert clause.id.startswith(own)
                for assumption in decision.assumed:
                    assert assumption.en
                    assert visit.desk.book.assumptions[assumption.name] == assumption

    def test_a_refusal_can_be_raised(self) -> None:
        decision = opened("jiangsu").ask(ask.Apply(), MONDAY).decision
        with pytest.raises(Refused, match=r"apply: not_eligible \(first_application\)"):
            raise Refused(decision)


class TestRefusing:
    """A refusal leaves the file as it was brought, save that a wrong PIN counts."""

    @pytest.mark.parametrize(("book", "situation"), EVERYWHERE)
    def test_a_refused_request_changes_nothing(self, book: str, situation: Situation) -> None:
        visit = opened(book, situation)
        codes = set()
        for request in ONE_OF_EACH:
            decision = visit.ask(evolve(request, papers=frozenset()), MONDAY).decision
            codes.add(decision.code)
            if decision.code not in (None, C.PIN_WRONG):
                assert decision.file == visit.file
                assert decision.events == ()
                assert decision.fee is None
                assert decision.due is None
        assert len(codes) > 3

    def test_a_wrong_pin_changes_the_count_and_nothing_else(self) -> None:
        before = opened("jiangsu")
        after = before.ask(ask.WithdrawCash(amount=HALF, pin=WRONG_PIN), MONDAY)
        assert [event.name for event in after.decision.events] == [EventName.PIN_REFUSED]
        assert [name for event in after.decision.events for name, _ in event.changes] == ["bank_secret"]
        assert after.file.bank_secret.wrong_tries == 1
        assert after.shown == before.shown

    def test_a_refusal_after_a_lapse_keeps_the_lapse(self) -> None:
        lost = opened("jiangsu").done(
            ask.ReportLoss(side=Side.HRSS, kind=LossKind.TEMPORARY), "2026-03-02T10:00"
        )
        late = lost.ask(ask.ReleaseLoss(side=Side.HRSS), "2026-03-10T00:00")
        assert late.decision.code is C.WRONG_STATE
        assert late.shown["hrss"] == "normal"
        assert "JS-19" in [clause.id for clause in late.decision.clauses]


class TestTwoSides:
    """The HRSS side and the bank are two systems: what one has done and the other has not is told, and can be finished."""

    @pytest.mark.parametrize("answer", NOT_DONE)
    def test_a_loss_report_that_the_bank_did_not_take_is_half_done(self, answer: BankAnswer) -> None:
        half = opened("xinjiang-2013").ask(ask.ReportLoss(side=Side.BOTH), MONDAY, answer)
        assert half.decision.outcome is Outcome.PARTIAL
        assert half.decision.advice == (Advice.FINISH_AT_BANK,)
        assert (half.shown["hrss"], half.shown["bank"]) == ("formally_lost", "active")
        assert half.file.bank_pending is RequestName.REPORT_LOSS
        assert EventName.BANK_SIDE_PENDING in [event.name for event in half.events]

    def test_what_is_half_done_is_finished_at_the_bank(self) -> None:
        half = opened("xinjiang-2013").ask(ask.ReportLoss(side=Side.BOTH), MONDAY, BankAnswer.UNANSWERED)
        whole = half.done(ask.ReportLoss(side=Side.BANK))
        assert whole.decision.outcome is Outcome.ACCEPTED
        assert whole.shown["bank"] == "formally_lost"
        assert whole.file.bank_pending is None
        assert whole.decision.events[-1].name is EventName.BANK_SIDE_COMPLETED

    def test_another_request_to_the_bank_does_not_finish_what_is_half_done(self) -> None:
        half = opened("xinjiang-2013").ask(ask.ReportLoss(side=Side.BOTH), MONDAY, BankAnswer.UNANSWERED)
        assert half.done(ask.Deposit(amount=HALF)).file.bank_pending is RequestName.REPORT_LOSS

    def test_a_cancellation_that_the_bank_refused_is_finished_at_the_bank(self) -> None:
        ended = opened("xinjiang-2013").done(ask.EndInsurance(reason=EndReason.SETTLED_ABROAD), MONDAY)
        half = ended.done(ask.Settle()).done(ask.Cancel(), answer=BankAnswer.REFUSED)
        assert (half.shown["hrss"], half.shown["bank"]) == ("cancelled", "active")
        assert half.shown["body"] == "with_holder"
        whole = half.done(ask.Cancel(side=Side.BANK))
        assert (whole.shown["bank"], whole.shown["body"]) == ("cancelled", "recovered")
        assert whole.file.bank_pending is None

    def test_a_request_for_one_side_does_not_wait_for_an_answer(self) -> None:
        for side in (Side.HRSS, Side.BANK):
            visit = opened("xinjiang-2013").ask(ask.ReportLoss(side=side), MONDAY, BankAnswer.UNANSWERED)
            assert visit.decision.outcome is Outcome.ACCEPTED

    @pytest.mark.parametrize("answer", NOT_DONE)
    @pytest.mark.parametrize(
        ("before", "request_"),
        [
            (None, ask.ReportLoss(side=Side.BOTH)),
            (ask.ReportLoss(side=Side.BOTH), ask.ReleaseLoss(side=Side.BOTH)),
            (ask.EndInsurance(reason=EndReason.SETTLED_ABROAD), ask.Settle()),
        ],
        ids=["report_loss", "release_loss", "settle"],
    )
    def test_a_bank_that_did_not_do_its_half_is_never_taken_to_have_done_it(
        self, before: ask.Request | None, request_: ask.Request, answer: BankAnswer
    ) -> None:
        visit = opened("xinjiang-2013").wait(MONDAY)
        visit = visit.done(before) if before else visit
        half = visit.ask(request_, None, answer)
        assert half.decision.outcome is Outcome.PARTIAL
        assert (half.shown["bank"], half.shown["bank_balance"]) == (
            visit.shown["bank"],
            visit.shown["bank_balance"],
        )


class TestEvents:
    """The events are the truth: the file is their fold, and the balances are the sums of their postings."""

    @pytest.mark.parametrize("book", RULEBOOK_IDS)
    def test_a_file_is_the_fold_of_its_events(self, book: str) -> None:
        for visit in told(book):
            assert fold(CardFile.blank(person()), visit.events) == visit.file

    @pytest.mark.parametrize("book", RULEBOOK_IDS)
    def test_the_version_counts_the_events(self, book: str) -> None:
        for visit in told(book):
            assert visit.file.version == len(visit.events)
            assert visit.file.at == visit.events[-1].at

    @pytest.mark.parametrize("book", RULEBOOK_IDS)
    def test_events_follow_each_other_in_time(self, book: str) -> None:
        last = told(book)[-1]
        assert [event.at for event in last.events] == sorted(event.at for event in last.events)

    @pytest.mark.parametrize("book", RULEBOOK_IDS)
    def test_a_balance_is_the_sum_of_its_postings(self, book: str) -> None:
        for visit in told(book):
            assert sum(ledger(visit.events, Side.HRSS)) == visit.file.hrss_balance
            assert sum(ledger(visit.events, Side.BANK)) == visit.file.bank_balance

    @pytest.mark.parametrize("book", RULEBOOK_IDS)
    def test_the_story_is_not_refused_from_end_to_end(self, book: str) -> None:
        """A guard for the tests above: a story of refusals would prove little."""
        assert sum(visit.last is not None and visit.decision.code is None for visit in told(book)) >= 10

    def test_an_old_file_folds_on_as_the_new_events_say(self) -> None:
        first, *_, last = told("jiangsu")
        assert fold(first.file, last.events[len(first.events) :]) == last.file


class TestPrivacy:
    """No text that is meant for logs holds a PIN, a name, or a number of a person."""

    PRIVATE = (NAME, "测试乙", NUMBER.text, MOBILE.text, "13900000000", HRSS_PIN, BANK_PIN, WRONG_PIN)

    @pytest.mark.parametrize("book", RULEBOOK_IDS)
    def test_no_repr_holds_what_is_private(self, book: str) -> None:
        for visit in told(book):
            shown = [visit.file, *visit.events, visit.file.holder, visit.file.hrss_secret]
            shown += [visit.decision, visit.decision.request] if visit.last else []
            for text in map(repr, shown):
                assert not [private for private in self.PRIVATE if private in text]

    @pytest.mark.parametrize("request_", ONE_OF_EACH, ids=lambda request: str(request.name))
    def test_no_request_shows_what_is_private(self, request_: ask.Request) -> None:
        assert not [private for private in self.PRIVATE if private in repr(request_) + str(request_)]

    def test_what_opens_a_file_shows_nothing_private(self) -> None:
        start = started(Situation.ACTIVE, legacy_balance=Fen(0), legacy_pin=WRONG_PIN)
        desk = desk_of("xinjiang-2013")
        file, events = open_file(desk, person(), start)
        for text in (repr(start), repr(file), repr(events), repr(desk.verifier)):
            assert not [private for private in (*self.PRIVATE, KEY.decode()) if private in text]

    def test_a_refusal_that_is_raised_shows_nothing_private(self) -> None:
        decision = opened("jiangsu").ask(ask.EnterPin(side=Side.HRSS, pin=WRONG_PIN), MONDAY).decision
        assert not [private for private in self.PRIVATE if private in str(Refused(decision))]

    def test_the_search_would_find_a_pin(self) -> None:
        shown = repr(("135790", NAME))
        assert [private for private in self.PRIVATE if private in shown] == [NAME, HRSS_PIN]


def test_a_caller_who_prefers_exceptions_gets_the_decision_with_it() -> None:
    visit = opened("jiangsu")
    decision = visit.ask(ask.Replace(), "2026-03-09T10:00").decision
    with pytest.raises(Refused, match=r"replace: not_reported_lost .JS-22.") as refused:
        decision.or_raise()
    assert refused.value.decision is decision
    accepted = visit.ask(ask.QueryStatus(), "2026-03-09T10:00").decision
    assert accepted.or_raise() is accepted
