"""PINs at the desk: what counts, what locks, what sets the count to nought, and whose PIN it is."""

import pytest
from desk_samples import BANK_PIN, BORN, HRSS_PIN, NUMBER, WRONG_PIN, opened
from desk_stories import HALF, wrong_entries

from sscard_core import RefusalCode, Situation
from sscard_core import requests as ask
from sscard_core.model.arguments import EndReason, InformationField, Stage
from sscard_core.model.events import EventName
from sscard_core.model.sex import Sex
from sscard_core.model.statuses import Side

C = RefusalCode
MONDAY = "2026-03-09T10:00"


class TestPins:
    """Wrong entries count, a right one sets the count to nought, and the limit locks."""

    @pytest.mark.parametrize(("side", "limit"), [(Side.HRSS, 6), (Side.BANK, 3)])
    def test_the_entry_that_reaches_the_limit_is_wrong_and_locks(self, side: Side, limit: int) -> None:
        nearly = wrong_entries(opened("jiangsu").wait(MONDAY), side, limit - 1)
        assert nearly.shown[f"{side}_pin"] == "set"
        last = nearly.ask(ask.EnterPin(side=side, pin=WRONG_PIN))
        assert last.decision.code is C.PIN_WRONG
        assert last.decision.events[-1].name is EventName.PIN_LOCKED
        assert last.shown[f"{side}_pin"] == "locked"
        for pin in (HRSS_PIN, BANK_PIN, WRONG_PIN):
            after = last.ask(ask.EnterPin(side=side, pin=pin))
            assert after.decision.code is C.PIN_LOCKED
            assert after.file == last.file

    def test_a_right_entry_sets_the_count_to_nought(self) -> None:
        five = wrong_entries(opened("jiangsu").wait(MONDAY), Side.HRSS, 5)
        cleared = five.done(ask.PayMedical(amount=HALF, pin=HRSS_PIN))
        assert cleared.file.hrss_secret.wrong_tries == 0
        assert wrong_entries(cleared, Side.HRSS, 5).shown["hrss_pin"] == "set"

    def test_the_counts_of_the_two_sides_do_not_mix(self) -> None:
        both = wrong_entries(wrong_entries(opened("jiangsu").wait(MONDAY), Side.HRSS, 2), Side.BANK, 2)
        assert (both.file.hrss_secret.wrong_tries, both.file.bank_secret.wrong_tries) == (2, 2)
        cleared = both.done(ask.EnterPin(side=Side.BANK, pin=BANK_PIN))
        assert (cleared.file.hrss_secret.wrong_tries, cleared.file.bank_secret.wrong_tries) == (2, 0)

    def test_the_pin_of_one_side_is_not_that_of_the_other(self) -> None:
        visit = opened("jiangsu", hrss_pin=HRSS_PIN, bank_pin=HRSS_PIN)
        assert visit.file.hrss_secret != visit.file.bank_secret
        swapped = opened("jiangsu").ask(ask.EnterPin(side=Side.BANK, pin=HRSS_PIN), MONDAY)
        assert swapped.decision.code is C.PIN_WRONG

    @pytest.mark.parametrize(
        ("situation", "before"), [(Situation.COLLECTED, "sealed"), (Situation.ACTIVE, "normal")]
    )
    def test_unlocking_restores_what_the_lock_covered(self, situation: Situation, before: str) -> None:
        visit = opened("xinxiang-2017", situation).wait(MONDAY)
        locked = wrong_entries(visit, Side.HRSS, 6)
        assert (locked.shown["hrss"], locked.shown["hrss_pin"]) == ("locked", "locked")
        unlocked = locked.done(ask.UnlockPin(side=Side.HRSS))
        assert (unlocked.shown["hrss"], unlocked.shown["hrss_pin"]) == (before, visit.shown["hrss_pin"])
        assert unlocked.file.hrss_secret.wrong_tries == 0

    def test_a_lock_of_the_bank_pin_leaves_the_bank_as_it_is(self) -> None:
        locked = wrong_entries(opened("jiangsu").wait(MONDAY), Side.BANK, 3)
        assert (locked.shown["bank"], locked.shown["bank_pin"]) == ("active", "locked")

    def test_a_lock_comes_back_when_a_loss_report_is_released(self) -> None:
        locked = wrong_entries(opened("xinxiang-2017").wait(MONDAY), Side.HRSS, 6)
        lost = locked.done(ask.ReportLoss(side=Side.HRSS))
        assert lost.shown["hrss"] == "formally_lost"
        assert lost.done(ask.ReleaseLoss(side=Side.HRSS)).shown["hrss"] == "locked"

    def test_a_request_without_a_pin_asks_for_no_check(self) -> None:
        visit = wrong_entries(opened("jiangsu").wait(MONDAY), Side.HRSS, 2)
        paid = visit.done(ask.PayMedical(amount=HALF))
        assert paid.file.hrss_secret.wrong_tries == 2

    def test_a_pin_is_known_again_after_the_record_of_its_holder_was_corrected(self) -> None:
        other = NUMBER.synthetic(BORN.replace(day=3), Sex.FEMALE)
        corrected = opened("jiangsu").done(
            ask.CorrectBaseRecord(
                fields=((InformationField.ID_NUMBER, other.text), (InformationField.NAME, "测试乙"))
            ),
            MONDAY,
        )
        assert corrected.file.holder.name == "测试乙"
        for side, pin in ((Side.HRSS, HRSS_PIN), (Side.BANK, BANK_PIN)):
            assert corrected.ask(ask.EnterPin(side=side, pin=pin)).decision.is_accepted

    def test_a_new_application_begins_with_an_initial_pin_and_no_count(self) -> None:
        wrong = wrong_entries(opened("jiangsu", Situation.COLLECTED).wait(MONDAY), Side.HRSS, 1)
        gone = wrong.done(ask.EndInsurance(reason=EndReason.SETTLED_ABROAD)).done(ask.Settle())
        anew = gone.done(ask.Cancel(side=Side.HRSS)).done(ask.Cancel(side=Side.BANK)).done(ask.Apply())
        for stage in Stage:
            anew = anew.done(ask.Produce(stage=stage))
        card = anew.done(ask.Collect())
        assert card.file.hrss_secret.wrong_tries == 0
        old_pin = card.ask(ask.EnterPin(side=Side.HRSS, pin=HRSS_PIN))
        assert old_pin.decision.code is C.PIN_NOT_SET
