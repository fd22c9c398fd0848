"""The desk at its edges: what a decision rests on and tells, what time did before it, what the bank's half is."""

from typing import Any

import pytest
from attrs import evolve
from condition_samples import MONDAY, asked
from desk_samples import BANK_PIN, HRSS_PIN, WRONG_PIN, desk_of, moment, opened, person
from desk_stories import HALF, ONE_OF_EACH, wrong_entries

from sscard_core import RULEBOOK_IDS, CardFile, Fen, Outcome, RefusalCode, Situation, fold
from sscard_core import requests as ask
from sscard_core.lifecycle.conditions import CONDITIONS
from sscard_core.lifecycle.explain import explain
from sscard_core.lifecycle.pin_check import wrong_try
from sscard_core.model.arguments import BankAnswer, EndReason, ExchangeReason, LossKind, Medium, Stage
from sscard_core.model.channels import Channel
from sscard_core.model.decisions import Decision, Fee, ProcedureStage
from sscard_core.model.events import EventName as E
from sscard_core.model.people import Actor
from sscard_core.model.statuses import Bank, Hrss, Side

C = RefusalCode
LOST = ask.ReportLoss(side=Side.HRSS, kind=LossKind.TEMPORARY)
NOT_DONE = BankAnswer.REFUSED
STEPS = "XJ22-00-4"


def names(decision: Decision) -> list[E]:
    """Return the names of a decision's events."""
    return [event.name for event in decision.events]


def cited(decision: Decision) -> list[str]:
    """Return the clauses that a decision cites."""
    return [clause.id for clause in decision.clauses]


class TestTime:
    """What fell due before a request is told with the decision, whatever it is."""

    def test_a_file_to_which_nothing_happened_yet_is_presented_at_any_moment(self) -> None:
        blank = CardFile.blank(person())
        shown = desk_of("jiangsu").present(blank, moment(MONDAY))
        assert (shown.file, shown.events) == (blank, ())

    def test_a_refusal_tells_what_fell_due_before_it(self) -> None:
        lost = opened("jiangsu").done(LOST, "2026-03-02T10:00")
        after = lost.ask(ask.ReleaseLoss(side=Side.HRSS), "2026-03-12T10:00").decision
        assert after.code is not None
        assert names(after) == [E.LOSS_LAPSED]
        assert after.file == fold(lost.file, after.events)
        assert "JS-19" in cited(after)
        wrong = lost.ask(ask.EnterPin(side=Side.HRSS, pin=WRONG_PIN), "2026-03-12T10:00").decision
        assert names(wrong) == [E.LOSS_LAPSED, E.PIN_REFUSED]


class TestWhatADecisionTells:
    """The fee in fen, the step of the counter's procedure, and what it rests on."""

    def test_what_is_free_costs_nothing_and_a_tariff_is_not_known(self) -> None:
        visit = opened("xinxiang-2017")
        free = visit.ask(ask.QueryStatus(), MONDAY).decision
        paid = visit.ask(ask.Replace(), MONDAY).decision
        assert (free.fee, free.fee_fen) == (Fee.NONE, 0)
        assert (paid.fee, paid.fee_fen) == (Fee.TARIFF, None)

    @pytest.mark.parametrize(
        ("request_", "stage"),
        [
            (ask.ReportLoss(side=Side.HRSS, through=Channel.CARD_OUTLET), ProcedureStage.CONCLUDED),
            (ask.ReportLoss(side=Side.HRSS, through=Channel.ONLINE), None),
            (ask.Collect(through=Channel.CARD_OUTLET), ProcedureStage.ACCEPTED),
            (ask.Collect(through=Channel.ONLINE), None),
            (
                ask.ReportLoss(side=Side.HRSS, through=Channel.CARD_OUTLET, papers=frozenset()),
                ProcedureStage.ACCEPTED,
            ),
            (
                ask.ChangePin(side=Side.HRSS, through=Channel.SERVICE_WINDOW, old="1", new="970531"),
                ProcedureStage.REVIEWED,
            ),
            (
                ask.ChangePin(side=Side.HRSS, through=Channel.SERVICE_WINDOW, old=WRONG_PIN, new="970531"),
                ProcedureStage.REVIEWED,
            ),
        ],
    )
    def test_a_counter_of_the_guides_has_four_steps(
        self, request_: ask.Request, stage: ProcedureStage | None
    ) -> None:
        decision = opened("xinjiang-2022").ask(request_, MONDAY).decision
        assert decision.at_stage is stage
        assert (STEPS in cited(decision)) is (stage is not None)
        elsewhere = opened("xinjiang-2013").ask(request_, MONDAY).decision
        assert elsewhere.at_stage is None

    def test_a_pin_that_was_never_set_is_found_at_the_review(self) -> None:
        visit = opened("xinjiang-2022", Situation.COLLECTED, hrss_pin=None).wait(MONDAY)
        request = ask.ChangePin(side=Side.HRSS, through=Channel.SERVICE_WINDOW, old=HRSS_PIN, new="970531")
        decision = visit.ask(request).decision
        assert (decision.code, decision.at_stage) == (C.PIN_NOT_SET, ProcedureStage.REVIEWED)

    @pytest.mark.parametrize("book", RULEBOOK_IDS)
    @pytest.mark.parametrize("situation", Situation)
    def test_it_rests_on_what_was_looked_at_and_concerned_it_and_on_nothing_else(
        self, book: str, situation: Situation
    ) -> None:
        visit = opened(book, situation).wait(MONDAY)
        for request in ONE_OF_EACH:
            told = explain(visit.desk, visit.file, request, visit.at)
            looked = [each for each in told.looked if each.name in CONDITIONS or "paper_" in each.name]
            decision = told.decision
            if decision.is_accepted:
                on = [each for each in looked if each.holds is not None]
                assert all(each.grounds in decision.grounds for each in on)
            else:
                on = [each for each in told.looked if each.holds is False and each.code is decision.code]
            off = {each.grounds for each in looked} - {each.grounds for each in told.looked if each in on}
            others = {each.grounds for each in told.looked if each.name.startswith("served_")}
            assert not (off - others) & set(decision.grounds), request


class TestTheBanksHalf:
    """The bank's half of a request of both sides: a move of its side, or a payout."""

    @pytest.mark.parametrize(("balance", "outcome"), [(0, Outcome.ACCEPTED), (1, Outcome.PARTIAL)])
    def test_a_settlement_has_one_where_there_is_something_to_pay_out(
        self, balance: int, outcome: Outcome
    ) -> None:
        visit = opened("jiangsu", bank_balance=Fen(balance))
        ended = visit.done(ask.EndInsurance(reason=EndReason.SETTLED_ABROAD), MONDAY)
        decision = ended.ask(ask.Settle(side=Side.BOTH), answer=NOT_DONE).decision
        assert decision.outcome is outcome
        assert (E.BANK_SIDE_PENDING in names(decision)) is (outcome is Outcome.PARTIAL)

    @pytest.mark.parametrize(
        ("side", "outcome"), [(Side.HRSS, Outcome.ACCEPTED), (Side.BANK, Outcome.PARTIAL)]
    )
    def test_a_release_has_one_where_the_banks_side_is_lost(self, side: Side, outcome: Outcome) -> None:
        lost = opened("xinjiang-2013").done(ask.ReportLoss(side=side), MONDAY)
        assert lost.ask(ask.ReleaseLoss(side=Side.BOTH), answer=NOT_DONE).decision.outcome is outcome

    def test_a_request_of_one_side_has_none(self) -> None:
        visit = opened("xinxiang-2017")
        for request in (ask.ReportLoss(side=Side.HRSS), ask.ReportLoss(side=Side.BANK)):
            assert visit.ask(request, MONDAY, NOT_DONE).decision.outcome is Outcome.ACCEPTED

    @pytest.mark.parametrize("book", RULEBOOK_IDS)
    def test_a_question_about_both_sides_has_none(self, book: str) -> None:
        for request in (ask.QueryStatus(side=Side.BOTH), ask.QueryRecords(side=Side.BOTH)):
            decision = opened(book).ask(request, MONDAY, NOT_DONE).decision
            assert decision.outcome in (Outcome.ACCEPTED, Outcome.REFUSED)

    def test_what_was_not_pending_is_not_completed(self) -> None:
        for book in ("xinjiang-2022", "jiangsu"):
            both = opened(book).done(ask.ReportLoss(side=Side.BOTH), MONDAY)
            assert E.BANK_SIDE_COMPLETED not in names(both.decision)
        half = opened("jiangsu").done(ask.ReportLoss(side=Side.BOTH), MONDAY, NOT_DONE)
        assert half.decision.outcome is Outcome.PARTIAL
        later = half.done(ask.QueryStatus(side=Side.BOTH))
        assert E.BANK_SIDE_COMPLETED not in names(later.decision)
        whole = later.done(ask.ReportLoss(side=Side.BOTH))
        assert E.BANK_SIDE_COMPLETED in names(whole.decision)
        assert whole.file.bank_pending is None

    def test_a_half_of_the_hrss_side_does_not_complete_the_banks(self) -> None:
        lost = opened("xinxiang-2017").done(ask.ReportLoss(side=Side.HRSS), MONDAY)
        both = lost.done(ask.ReportLoss(side=Side.BANK))
        pending = evolve(both.file, bank_pending=ask.ReleaseLoss.name)
        decision = both.desk.decide(pending, ask.ReleaseLoss(side=Side.HRSS), both.at)
        assert decision.is_accepted
        assert E.BANK_SIDE_COMPLETED not in names(decision)
        assert decision.file.bank_pending is ask.ReleaseLoss.name


class TestEntries:
    """What a right and a wrong entry do to the file, beside the count."""

    def test_a_right_entry_keeps_the_other_changes_of_the_event(self) -> None:
        visit = opened("xinjiang-2013", legacy_balance=Fen(700), legacy_pin=HRSS_PIN)
        wrong = wrong_entries(visit.wait(MONDAY), Side.HRSS, 2)
        assert wrong.file.hrss_secret.wrong_tries == 2
        paid = wrong.done(ask.PayMedical(amount=HALF, card=Medium.LEGACY, pin=HRSS_PIN))
        assert paid.file.legacy_balance == visit.file.legacy_balance - HALF
        assert paid.file.hrss_secret.wrong_tries in (0, 2)

    @pytest.mark.parametrize("hrss", [Hrss.NONE, Hrss.CANCELLED])
    def test_a_lock_without_an_hrss_side_is_one_of_the_pin_alone(self, hrss: Hrss) -> None:
        visit = opened("jiangsu").wait(MONDAY)
        nearly = wrong_entries(visit, Side.HRSS, 5)
        request = ask.EnterPin(side=Side.HRSS, pin=WRONG_PIN)
        told = nearly.ask(request).decision
        assert [name for name, _ in told.events[-1].changes] == [
            *("hrss_pin", "hrss_pin_unlocked", "hrss", "hrss_unlocked")
        ]
        file: dict[str, Any] = {"hrss": hrss, "hrss_secret": nearly.file.hrss_secret}
        _, locked = wrong_try(asked(request, **file), Side.HRSS)
        assert [name for name, _ in locked.changes] == ["hrss_pin", "hrss_pin_unlocked"]


class TestChoosing:
    """Which provision serves a request, and by which code one is refused that no provision fits."""

    @pytest.mark.parametrize("by", [None, *Actor])
    def test_an_act_of_institutions_asks_for_nobody(self, by: Actor | None) -> None:
        ordered = opened("jiangsu", Situation.ACCEPTED)
        assert ordered.ask(ask.Produce(stage=Stage.ACCOUNT_OPENED, by=by), MONDAY).decision.is_accepted

    def test_a_side_that_no_provision_lists_comes_before_the_person_and_a_reason_after(self) -> None:
        outlet = Channel.CARD_OUTLET
        side = ask.ReportLoss(side=Side.HRSS, through=outlet, by=Actor.FAMILY)
        assert opened("jiangsu").ask(side, MONDAY).decision.code is C.WRONG_CHANNEL
        both = opened("xinxiang-2017").ask(ask.ReportLoss(side=Side.BOTH, by=Actor.FAMILY), MONDAY).decision
        assert both.code is C.WRONG_CHANNEL
        assert both.grounds
        assert all(both.grounds)
        unlisted = [
            (book, reason)
            for book in RULEBOOK_IDS
            for reason in ExchangeReason
            if opened(book).ask(ask.Exchange(reason=reason), MONDAY).decision.code is C.NOT_ELIGIBLE
        ]
        assert unlisted
        for book, reason in unlisted:
            decision = opened(book).ask(ask.Exchange(reason=reason, by=Actor.FAMILY), MONDAY).decision
            assert decision.code is C.WRONG_ACTOR

    @pytest.mark.parametrize(("bank", "alone"), [(Bank.ACTIVE, C.WRONG_STATE), (Bank.RESTRICTED, C.EXPIRED)])
    def test_of_two_states_that_refuse_the_one_with_the_earlier_code_is_told(
        self, bank: Bank, alone: RefusalCode
    ) -> None:
        visit = opened("xinjiang-2013").wait(MONDAY)
        lost = opened("xinjiang-2013").done(ask.ReportLoss(side=Side.HRSS), MONDAY)
        for file, code in ((visit.file, alone), (lost.file, C.CARD_LOST)):
            decision = visit.desk.decide(evolve(file, bank=bank), ask.ActivateBank(), visit.at)
            assert decision.code is code

    def test_an_offer_that_a_reading_takes_away_rests_on_something(self) -> None:
        decision = (
            opened("xinjiang-2013", Situation.COLLECTED, readings=(("enable_outside_region", "no"),))
            .ask(ask.EnableHrss(), MONDAY)
            .decision
        )
        assert decision.code is C.SERVICE_NOT_OFFERED
        assert decision.grounds
        assert all(decision.grounds)

    @pytest.mark.parametrize("pin", [HRSS_PIN, BANK_PIN])
    def test_a_pin_is_not_asked_of_a_question(self, pin: str) -> None:
        assert opened("jiangsu").ask(ask.QueryStatus(pin=pin), MONDAY).decision.is_accepted
