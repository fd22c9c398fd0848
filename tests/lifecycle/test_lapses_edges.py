"""What a lapse forgets and what it leaves, and lapses that fall due at one moment."""

from datetime import timedelta

import pytest
from attrs import evolve
from condition_samples import MONDAY, loss
from desk_samples import Readings, Visit, moment, opened

from sscard_core import requests as ask
from sscard_core.model.arguments import EndReason, LossKind
from sscard_core.model.events import EventName as E
from sscard_core.model.statuses import Bank, Hrss, Side

LOST = ask.ReportLoss(side=Side.HRSS, kind=LossKind.TEMPORARY)
REPORTED, LAPSED = "2026-03-02T10:00", "2026-03-10T00:00"
LAPSES: Readings = (("temporary_loss_lapses_after", "7d"),)


def new_names(before: Visit, after: Visit) -> list[E]:
    """Return the names of the events that came to be in between."""
    return [event.name for event in after.events[len(before.events) :]]


class TestLapses:
    """A temporary report lapses to the state before it, and is forgotten."""

    def test_a_lapsed_report_is_forgotten(self) -> None:
        before = opened("jiangsu").wait(REPORTED)
        after = before.done(LOST).wait(LAPSED)
        for field in ("hrss", "hrss_loss", "hrss_covered", "bank", "bank_loss", "body", "e_card"):
            assert getattr(after.file, field) == getattr(before.file, field), field
        assert {name for name, _ in after.events[-1].changes} == {"hrss", "hrss_loss", "hrss_covered", "body"}

    @pytest.mark.parametrize("bank", [Bank.FORMALLY_LOST, Bank.TEMPORARILY_LOST])
    def test_the_card_stays_lost_while_the_bank_side_is(self, bank: Bank) -> None:
        visit = opened("jiangsu").wait(REPORTED).done(LOST)
        lost = evolve(visit.file, bank=bank, bank_loss=loss(), bank_covered=Bank.ACTIVE)
        shown = visit.desk.present(lost, moment(LAPSED))
        assert (str(shown.file.hrss), str(shown.file.body)) == ("normal", "reported_lost")
        assert (shown.file.bank, shown.file.bank_covered) == (bank, Bank.ACTIVE)

    @pytest.mark.parametrize("allowed", [False, True])
    def test_the_electronic_card_works_again(self, allowed: bool) -> None:
        visit = opened("xinjiang-2022", readings=LAPSES).done(LOST, REPORTED)
        assert visit.shown["e_card"] == "limited"
        if allowed:
            visit = visit.done(ask.AllowECardDuringLoss())
            assert visit.shown["e_card"] == "limited_allowed"
        assert visit.wait(LAPSED).shown["e_card"] == "active"

    def test_the_electronic_card_of_a_rulebook_without_one_stays_none(self) -> None:
        assert opened("jiangsu").done(LOST, REPORTED).wait(LAPSED).shown["e_card"] == "none"

    def test_a_report_of_a_cancelled_card_does_not_lapse(self) -> None:
        ended = opened("jiangsu").done(ask.EndInsurance(reason=EndReason.SETTLED_ABROAD), REPORTED)
        lost = ended.done(ask.Settle()).done(LOST)
        gone = evolve(lost.file, hrss=Hrss.CANCELLED)
        shown = lost.desk.present(gone, moment("2026-04-01T00:00"))
        assert (shown.events, shown.file.hrss) == ((), Hrss.CANCELLED)

    def test_a_report_without_a_term_does_not_lapse(self) -> None:
        lost = opened("xinjiang-2013").done(LOST, REPORTED)
        assert lost.wait("2027-01-01T00:00").file is lost.file


class TestSeveralAtOnce:
    """Lapses of one moment all happen, and what does not fall due yet does not."""

    def test_a_report_and_a_card_that_run_out_at_one_midnight(self) -> None:
        card = opened("jiangsu", on=moment("2016-03-09T00:00").date())
        before = card.done(LOST, REPORTED)
        assert new_names(before, before.wait("2026-03-09T23:59")) == []
        after = before.wait(LAPSED)
        assert set(new_names(before, after)) == {E.LOSS_LAPSED, E.CARD_EXPIRED}
        assert (after.shown["hrss"], after.shown["bank"]) == ("normal", "restricted")

    def test_a_card_that_expires_under_a_report_of_its_bank_side_expires_beneath_it(self) -> None:
        card = opened("xinxiang-2017", on=moment("2016-03-09T00:00").date())
        lost = card.done(ask.ReportLoss(side=Side.BANK), "2026-03-02T10:00").wait(LAPSED)
        assert (lost.file.bank, lost.file.bank_covered) == (Bank.FORMALLY_LOST, Bank.RESTRICTED)
        assert lost.wait("2030-01-01T00:00").file is lost.file

    def test_a_card_whose_bank_side_is_not_active_does_not_expire(self) -> None:
        visit = opened("jiangsu").wait(MONDAY)
        for bank in (Bank.INACTIVE, Bank.CANCELLED, Bank.RESTRICTED):
            later = moment(MONDAY) + timedelta(days=4000)
            for covered in (None, Bank.ACTIVE):
                file = evolve(visit.file, bank=bank, bank_covered=covered)
                assert visit.desk.present(file, later).events == ()
