"""What the conditions on money say at their edges."""

from typing import Any

import pytest
from condition_samples import NO_CARD, answer, asked

from sscard_core import Fen
from sscard_core import requests as ask
from sscard_core.model.arguments import Medium
from sscard_core.model.card_file import Mark
from sscard_core.model.pins import Secret
from sscard_core.model.statuses import Bank, Hrss, Insurance, Side

ONE = Fen(1)
MONEY: dict[str, Any] = {"hrss_balance": Fen(300), "bank_balance": Fen(200), "legacy_balance": Fen(100)}
OLD_CARD: dict[str, Any] = {"legacy_secret": Secret(value=b"x")}


class TestAccounts:
    """Two accounts that never mix."""

    @pytest.mark.parametrize(("account", "may"), [(Side.BANK, True), (Side.HRSS, False)])
    def test_deposits_go_to_the_bank_account(self, account: Side, *, may: bool) -> None:
        case = asked(ask.Deposit(account=account, amount=ONE))
        assert answer("paid_into_the_bank_account", case) is may

    @pytest.mark.parametrize(
        ("from_", "to", "apart"),
        [
            (Side.HRSS, Side.BANK, False),
            (Side.BANK, Side.HRSS, False),
            (None, Side.HRSS, False),
            (Side.HRSS, None, True),
            (Side.BANK, None, True),
            (None, Side.BANK, True),
        ],
    )
    def test_no_money_moves_between_them(self, from_: Side | None, to: Side | None, *, apart: bool) -> None:
        case = asked(ask.Transfer(from_=from_, to=to, amount=ONE))
        assert answer("accounts_stay_separate", case) is apart

    @pytest.mark.parametrize(("account", "cash"), [(Side.BANK, None), (Side.HRSS, False)])
    def test_nothing_but_treatment_leaves_the_hrss_account(self, account: Side, *, cash: bool | None) -> None:
        assert answer("no_cash_from_hrss", asked(ask.WithdrawCash(account=account, amount=ONE))) is cash
        assert answer("no_cash_from_hrss", asked(ask.Transfer(from_=account, amount=ONE))) is cash

    @pytest.mark.parametrize(
        ("card", "file", "most"),
        [
            (Medium.PHYSICAL, {}, 300),
            (Medium.TEMPORARY, {}, 300),
            (Medium.LEGACY, OLD_CARD, 100),
            (Medium.LEGACY, {**OLD_CARD, "marks": frozenset({Mark.MEDICAL_CARD_MIGRATED})}, 300),
        ],
    )
    def test_a_bill_is_paid_from_the_balance_of_the_card_that_is_used(
        self, card: Medium, file: dict[str, Any], most: int
    ) -> None:
        for amount, covered in ((most, True), (most + 1, False)):
            case = asked(ask.PayMedical(amount=Fen(amount), card=card), **MONEY, **file)
            assert answer("balance_suffices", case) is covered

    @pytest.mark.parametrize(("amount", "covered"), [(200, True), (201, False)])
    def test_what_leaves_the_bank_account_is_there(self, amount: int, *, covered: bool) -> None:
        for request in (ask.WithdrawCash(amount=Fen(amount)), ask.Transfer(amount=Fen(amount))):
            assert answer("balance_suffices", asked(request, **MONEY)) is covered
        assert answer("balance_suffices", asked(ask.Deposit(amount=Fen(amount)), **MONEY)) is None

    @pytest.mark.parametrize("hrss", Hrss)
    @pytest.mark.parametrize("insurance", Insurance)
    def test_who_is_insured_and_has_a_card_that_lives_is_credited(
        self, hrss: Hrss, insurance: Insurance
    ) -> None:
        case = asked(ask.CreditHrss(amount=ONE), hrss=hrss, insurance=insurance)
        runs = insurance in (Insurance.INSURED, Insurance.MOVED)
        assert answer("account_can_be_credited", case) is (runs and hrss is not Hrss.CANCELLED)

    @pytest.mark.parametrize("bank", Bank)
    @pytest.mark.parametrize("needed", [True, False])
    def test_contributions_need_the_finance_account_where_the_rulebook_says_so(
        self, bank: Bank, *, needed: bool
    ) -> None:
        readings = (("contribute_and_benefit_need_bank", "yes" if needed else "no"),)
        request = ask.Contribute(amount=ONE)
        expected = bank is not Bank.INACTIVE or not needed
        assert answer("finance_is_activated", asked(request, readings=readings, bank=bank)) is expected
        assert answer("finance_is_activated", asked(request, readings=readings, **NO_CARD)) is None
