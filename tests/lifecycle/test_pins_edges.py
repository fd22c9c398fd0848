"""Which PINs are easy to guess, which is compared, and what a wrong and a right entry leave behind."""

from datetime import date
from typing import Any

import pytest
from condition_samples import MONDAY, answer, asked
from desk_samples import BANK_PIN, HRSS_PIN, WRONG_PIN, Readings, opened
from desk_stories import HALF, wrong_entries

from sscard_core import RefusalCode
from sscard_core import requests as ask
from sscard_core.lifecycle.conditions.pins import checked_side, is_weak, weak_forms
from sscard_core.model.arguments import Destination, Medium
from sscard_core.model.events import EventName
from sscard_core.model.identifiers import Mobile
from sscard_core.model.people import Holder
from sscard_core.model.pins import Secret
from sscard_core.model.statuses import Hrss, HrssPin, Side

HOLDER = Holder(name="测试甲", born=date(1985, 3, 2), mobile=Mobile("13812345679"))
BRIDGED: Readings = (("temporary_card", "60d"),)


class TestEasyPins:
    """Six equal or consecutive digits, a birth date, a part of the telephone number (XJ13-H-028)."""

    def test_the_forms_of_a_birth_date_and_the_parts_of_a_telephone_number(self) -> None:
        born = {"850302", "020385", "030285", "198503", "031985"}
        mobile = {"138123", "381234", "812345", "123456", "234567", "345679"}
        assert weak_forms(HOLDER) == born | mobile
        assert weak_forms(Holder(name="测试甲", born=date(1985, 3, 2))) == born

    @pytest.mark.parametrize(
        ("pin", "weak"),
        [
            ("000000", True),
            ("999999", True),
            ("012345", True),
            ("456789", True),
            ("567890", True),
            ("678901", False),
            ("543210", True),
            ("987654", True),
            ("098765", True),
            ("109876", False),
            ("850302", True),
            ("812345", True),
            ("135790", False),
            ("000001", False),
        ],
    )
    def test_what_is_easy_to_guess(self, pin: str, *, weak: bool) -> None:
        assert is_weak(pin, HOLDER) is weak

    @pytest.mark.parametrize(
        ("reading", "refused"), [("refused", True), ("warned", False), ("accepted", False)]
    )
    def test_an_easy_one_is_refused_where_the_rulebook_says_so(self, reading: str, *, refused: bool) -> None:
        readings: Readings = (("weak_pin_is", reading),)
        for request, sets in (
            (ask.ChangePin(side=Side.HRSS, old=HRSS_PIN, new="123456"), True),
            (ask.ResetPin(side=Side.HRSS, new="123456"), True),
            (ask.ActivateBank(bank_pin="123456"), True),
            (ask.ResetPin(side=Side.HRSS), False),
            (ask.EnterPin(side=Side.HRSS, pin="123456"), False),
        ):
            case = asked(request, readings=readings)
            assert answer("pin_is_strong", case) is (not refused if sets else None)
        hard = asked(ask.ResetPin(side=Side.HRSS, new="135790"), readings=readings)
        assert answer("pin_is_strong", hard) is True

    @pytest.mark.parametrize(
        ("request_", "six"),
        [
            (ask.QueryStatus(), None),
            (ask.ResetPin(side=Side.HRSS), None),
            (ask.ResetPin(side=Side.HRSS, new="13579"), False),
            (ask.ResetPin(side=Side.HRSS, new="13579X"), False),
            (ask.ResetPin(side=Side.HRSS, new="135790"), True),
            (ask.EnterPin(side=Side.HRSS, pin="1"), False),
            (ask.EnterPin(side=Side.HRSS, pin="135790"), True),
            (ask.ChangePin(side=Side.HRSS, old="1", new="135790"), False),
            (ask.ChangePin(side=Side.HRSS, old="135790", new="1"), False),
            (ask.ActivateBank(bank_pin="1"), False),
        ],
    )
    def test_a_pin_has_six_digits(self, request_: ask.Request, *, six: bool | None) -> None:
        assert answer("pin_has_six_digits", asked(request_)) is six


class TestWhichIsCompared:
    """The side whose PIN is entered; none where none is entered, or none is asked for."""

    @pytest.mark.parametrize(
        ("request_", "side"),
        [
            (ask.EnterPin(side=Side.HRSS, pin=HRSS_PIN), Side.HRSS),
            (ask.EnterPin(side=Side.BANK, pin=HRSS_PIN), Side.BANK),
            (ask.ChangePin(side=Side.BANK, old=BANK_PIN, new="970531"), Side.BANK),
            (ask.ChangePin(side=Side.HRSS, pin=HRSS_PIN, new="970531"), Side.HRSS),
            (ask.ChangePin(side=Side.HRSS, new="970531"), None),
            (ask.PayMedical(amount=HALF, pin=HRSS_PIN), Side.HRSS),
            (ask.PayMedical(amount=HALF), None),
            (ask.WithdrawCash(amount=HALF, pin=BANK_PIN), Side.BANK),
            (ask.WithdrawCash(account=Side.HRSS, amount=HALF, pin=BANK_PIN), Side.HRSS),
            (ask.Transfer(from_=Side.BANK, amount=HALF, pin=BANK_PIN), Side.BANK),
            (ask.Deposit(amount=HALF, pin=BANK_PIN), None),
            (ask.Contribute(amount=HALF, pin=BANK_PIN), None),
            (ask.ReceiveBenefit(amount=HALF, pin=BANK_PIN), None),
            (ask.ResetPin(side=Side.HRSS, new="970531", pin=HRSS_PIN), None),
            (ask.QueryStatus(pin=HRSS_PIN), None),
        ],
    )
    def test_the_side_of_the_account_or_the_one_named(self, request_: ask.Request, side: Side | None) -> None:
        assert checked_side(asked(request_)) is side

    @pytest.mark.parametrize("pin", HrssPin)
    @pytest.mark.parametrize(("value", "known"), [(None, False), (b"x", True)])
    def test_an_initial_one_is_compared_where_its_value_is_known(
        self, pin: HrssPin, value: bytes | None, *, known: bool
    ) -> None:
        file: dict[str, Any] = {"hrss_pin": pin, "hrss_secret": Secret(value=value)}
        hrss, bank = (ask.EnterPin(side=side, pin=HRSS_PIN) for side in (Side.HRSS, Side.BANK))
        initial = pin is HrssPin.INITIAL
        assert answer("initial_pin_is_known", asked(hrss, **file)) is (known if initial else None)
        assert answer("initial_pin_is_known", asked(bank, **file)) is None
        assert answer("initial_pin_is_known", asked(ask.PayMedical(amount=HALF), **file)) is None


class TestEntries:
    """What a wrong and a right entry leave behind."""

    @pytest.mark.parametrize(("side", "limit"), [(Side.HRSS, 6), (Side.BANK, 3)])
    def test_each_wrong_entry_is_one_event_and_the_last_is_two(self, side: Side, limit: int) -> None:
        visit = opened("jiangsu").wait(MONDAY)
        for number in range(1, limit + 1):
            visit = wrong_entries(visit, side, 1)
            names = [event.name for event in visit.decision.events]
            last = [EventName.PIN_LOCKED] if number == limit else []
            assert names == [EventName.PIN_REFUSED, *last]
            assert visit.decision.code is RefusalCode.PIN_WRONG
            secret = visit.file.hrss_secret if side is Side.HRSS else visit.file.bank_secret
            assert secret.wrong_tries == number

    @pytest.mark.parametrize(("side", "pin"), [(Side.HRSS, HRSS_PIN), (Side.BANK, BANK_PIN)])
    def test_a_right_entry_rests_on_what_counts_the_wrong_ones(self, side: Side, pin: str) -> None:
        visit = opened("jiangsu").wait(MONDAY)
        for given in (pin, WRONG_PIN):
            decision = visit.ask(ask.EnterPin(side=side, pin=given)).decision
            assert f"{side}_pin_tries" in [each.name for each in decision.assumed]
        other = visit.ask(ask.QueryStatus()).decision
        assert f"{side}_pin_tries" not in [each.name for each in other.assumed]

    def test_a_right_entry_keeps_what_else_the_first_event_says(self) -> None:
        before = wrong_entries(opened("jiangsu").wait(MONDAY), Side.BANK, 2)
        after = before.done(ask.WithdrawCash(amount=HALF, pin=BANK_PIN))
        assert after.file.bank_secret.wrong_tries == 0
        assert after.file.bank_balance == before.file.bank_balance - HALF
        clean = opened("jiangsu").wait(MONDAY).done(ask.WithdrawCash(amount=HALF, pin=BANK_PIN))
        assert [event.name for event in after.decision.events] == [
            event.name for event in clean.decision.events
        ]
        assert "bank_secret" not in dict(clean.decision.events[0].changes)

    @pytest.mark.parametrize(("side", "pin"), [(Side.HRSS, HRSS_PIN), (Side.BANK, BANK_PIN)])
    def test_a_pin_that_is_changed_after_wrong_entries_is_the_new_one(self, side: Side, pin: str) -> None:
        wrong = wrong_entries(opened("jiangsu").wait(MONDAY), side, 2)
        changed = wrong.done(ask.ChangePin(side=side, old=pin, new="970531"))
        assert changed.ask(ask.EnterPin(side=side, pin="970531")).decision.is_accepted
        assert changed.ask(ask.EnterPin(side=side, pin=pin)).decision.code is RefusalCode.PIN_WRONG
        secret = changed.file.hrss_secret if side is Side.HRSS else changed.file.bank_secret
        assert secret.wrong_tries == 0

    def test_a_lock_by_a_temporary_card_stands_under_the_loss_report(self) -> None:
        lost = opened("xinjiang-2013").done(ask.ReportLoss(side=Side.HRSS), MONDAY)
        both = lost.done(ask.ReportLoss(side=Side.BANK))
        visit = both.done(ask.Replace()).done(ask.IssueTemporary())
        for _ in range(6):
            visit = visit.ask(ask.PayMedical(amount=HALF, card=Medium.TEMPORARY, pin=WRONG_PIN))
        assert (visit.shown["hrss"], visit.shown["hrss_pin"]) == ("formally_lost", "locked")
        assert visit.file.hrss_covered is Hrss.LOCKED
        assert visit.file.hrss_unlocked is Hrss.NORMAL

    def test_a_move_is_not_a_pin(self) -> None:
        assert checked_side(asked(ask.MoveInsurance(to=Destination.IN_REGION))) is None
