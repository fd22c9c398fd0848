"""What the conditions on orders, exchanges and temporary cards say at their edges."""

from typing import Any

import pytest
from condition_samples import MONDAY, NO_CARD, answer, asked, making
from desk_samples import NUMBER, moment, opened

from sscard_core import requests as ask
from sscard_core.model.arguments import (
    EndReason,
    ExchangeReason,
    Failure,
    InformationField,
    RequestName,
    Service,
    Stage,
)
from sscard_core.model.card_file import Mark
from sscard_core.model.channels import Channel
from sscard_core.model.statuses import Bank, Hrss, Insurance, Order, Side, Temporary

OPEN = (Order.ACCEPTED, Order.IN_PRODUCTION, Order.READY, Order.UNDELIVERED)
OUT = (Temporary.VALID, Temporary.EXPIRED)
ON_THE_WAY: dict[str, Any] = {"order": Order.ACCEPTED, "making": making()}
ANEW: dict[str, Any] = {"hrss": Hrss.CANCELLED, "order": Order.ACCEPTED, "making": making(RequestName.APPLY)}


class TestOrders:
    """What is under way, and which step comes next."""

    @pytest.mark.parametrize("order", Order)
    def test_an_order_is_open_until_it_is_collected_or_has_failed(self, order: Order) -> None:
        held, none = asked(ask.Apply(), order=order), asked(ask.Apply(), **{**NO_CARD, "order": order})
        is_open = order in OPEN
        assert answer("no_order_open", held) is not is_open
        assert answer("no_further_order_open", held) is not is_open
        assert answer("no_further_order_open", none) is None
        assert answer("no_application_before", none) is not is_open
        assert answer("no_application_before", held) is False
        assert answer("order_or_card_exists", none) is is_open
        assert answer("order_or_card_exists", held) is True
        assert answer("card_is_collected", none) is (False if is_open else None)
        assert answer("card_is_collected", held) is None

    def test_a_first_application_is_made_without_a_card_or_after_its_cancellation(self) -> None:
        assert answer("no_card_held", asked(ask.Apply(), **NO_CARD)) is True
        assert answer("no_card_held", asked(ask.Apply())) is False
        assert answer("no_card_held", asked(ask.Apply(), hrss=Hrss.CANCELLED)) is True

    def test_an_application_after_cancellation_begins_a_new_insurance_relation_where_it_asks_for_one(
        self,
    ) -> None:
        ended = opened("xinjiang-2013").done(ask.EndInsurance(reason=EndReason.SETTLED_ABROAD), MONDAY)
        settled = ended.done(ask.Settle(side=Side.BOTH))
        gone = settled.done(ask.Cancel(side=Side.HRSS)).done(ask.Cancel(side=Side.BANK))
        assert gone.file.insurance is Insurance.ENDED
        assert gone.done(ask.Apply()).file.insurance is Insurance.INSURED

    @pytest.mark.parametrize("order", Order)
    def test_the_card_must_be_ready(self, order: Order) -> None:
        waits = order in (Order.ACCEPTED, Order.IN_PRODUCTION)
        assert answer("card_is_ready", asked(ask.Collect(), order=order)) is (False if waits else None)

    @pytest.mark.parametrize(
        ("done", "asked_for", "is_next"),
        [
            (None, Stage.ACCOUNT_OPENED, True),
            (None, Stage.MANUFACTURED, False),
            (Stage.ACCOUNT_OPENED, Stage.ACCOUNT_OPENED, False),
            (Stage.ACCOUNT_OPENED, Stage.MANUFACTURED, True),
            (Stage.MANUFACTURED, Stage.PERSONALISED, True),
            (Stage.PERSONALISED, Stage.DELIVERED, True),
            (Stage.PERSONALISED, Stage.MANUFACTURED, False),
            (None, Failure.ACCOUNT_OPENING, True),
            (Stage.ACCOUNT_OPENED, Failure.ACCOUNT_OPENING, False),
            (None, Failure.PRODUCTION, True),
            (Stage.PERSONALISED, Failure.PRODUCTION, True),
        ],
    )
    def test_stages_come_in_their_order_and_an_account_fails_before_it_is_opened(
        self, done: Stage | None, asked_for: Stage | Failure, *, is_next: bool
    ) -> None:
        stage = isinstance(asked_for, Stage)
        request = ask.Produce(stage=asked_for) if stage else ask.Produce(failed=asked_for)  # type: ignore[arg-type]
        for order in Order:
            concerned = order in (Order.ACCEPTED, Order.IN_PRODUCTION)
            case = asked(request, order=order, making=making(stage=done))
            assert answer("stage_is_next", case) is (is_next if concerned else None)
        assert answer("stage_is_next", asked(request, order=Order.ACCEPTED, making=None)) is None

    @pytest.mark.parametrize(
        ("made_at", "where", "through", "right"),
        [
            ("甲网点", "甲网点", Channel.CARD_OUTLET, True),
            ("甲网点", "乙网点", Channel.CARD_OUTLET, False),
            ("", "乙网点", Channel.CARD_OUTLET, True),
            ("甲网点", "", Channel.CARD_OUTLET, True),
            ("甲网点", "甲网点", Channel.SERVICE_WINDOW, False),
        ],
    )
    def test_an_instant_card_is_handed_out_where_it_was_made(
        self, made_at: str, where: str, through: Channel, *, right: bool
    ) -> None:
        request = ask.Collect(outlet=where, through=through)
        for service in Service:
            made = making(service=service, outlet=made_at)
            case = asked(request, order=Order.READY, making=made, outlet="")
            assert answer("collected_where_made", case) is (right if service is Service.INSTANT else None)
        done = making(service=Service.INSTANT, outlet=made_at)
        assert answer("collected_where_made", asked(request, order=Order.COLLECTED, making=done)) is None
        assert answer("collected_where_made", asked(request, order=Order.READY, making=None)) is None

    def test_a_card_ordered_online_is_delivered(self) -> None:
        online = making(through=Channel.ONLINE)
        assert answer("ordered_for_delivery", asked(ask.Collect(), order=Order.READY, making=online)) is True
        assert answer("ordered_for_delivery", asked(ask.Collect(), **ON_THE_WAY)) is False
        assert answer("ordered_for_delivery", asked(ask.Collect(), order=Order.READY, making=None)) is None
        done = asked(ask.Collect(), order=Order.COLLECTED, making=online)
        assert answer("ordered_for_delivery", done) is None

    @pytest.mark.parametrize(
        ("count", "roster", "signed", "right"),
        [
            (2, ("某甲", "某乙"), ("某丙", "某丁"), True),
            (1, ("某甲",), ("某丙", "某丁"), True),
            (2, ("某甲",), ("某丙", "某丁"), False),
            (0, (), ("某丙", "某丁"), False),
            (1, ("某甲",), ("某丙",), False),
            (1, ("某甲",), ("某丙", "某丙"), False),
            (1, ("某甲",), ("某丙", "某丁", "某戊"), False),
        ],
    )
    def test_count_and_roster_of_a_batch_agree_and_both_sides_signed(
        self, count: int, roster: tuple[str, ...], signed: tuple[str, ...], *, right: bool
    ) -> None:
        request = ask.HandOver(batch="一", count=count, roster=roster, signed_by=signed)
        assert answer("batch_is_signed", asked(request)) is right


class TestTemporaryCards:
    """Who needs one, and whether it must be given back first."""

    @pytest.mark.parametrize("temporary", Temporary)
    def test_one_that_is_out_is_given_back_before_the_card_is_collected(self, temporary: Temporary) -> None:
        expected = None if temporary is Temporary.NONE else temporary not in OUT
        assert answer("temporary_card_is_back", asked(ask.Collect(), temporary=temporary)) is expected

    @pytest.mark.parametrize(
        ("file", "insured", "bridge", "urgent", "still"),
        [
            ({}, True, False, True, False),
            ({}, False, False, False, False),
            (NO_CARD, True, True, True, True),
            (NO_CARD, False, False, False, True),
            (ON_THE_WAY, False, True, True, True),
            ({"hrss": Hrss.FORMALLY_LOST}, False, False, True, True),
            ({"bank": Bank.TEMPORARILY_LOST}, False, False, True, True),
            ({"hrss": Hrss.CANCELLED}, True, False, True, True),
            ({"hrss": Hrss.CANCELLED}, False, False, False, True),
            (ANEW, True, True, True, True),
            (ANEW, False, False, False, True),
            ({"order": Order.READY, "making": making(RequestName.APPLY)}, False, False, False, True),
        ],
    )
    def test_who_needs_one(
        self, file: dict[str, Any], insured: bool, *, bridge: bool, urgent: bool, still: bool
    ) -> None:
        case = asked(ask.IssueTemporary(), holder={"insured": insured}, **file)
        assert answer("needs_a_bridge", case) is bridge
        assert answer("bridge_or_urgent_need", case) is urgent
        assert answer("still_needs_a_bridge", case) is still

    @pytest.mark.parametrize("name", [RequestName.REPLACE, RequestName.EXCHANGE, RequestName.RENEW])
    def test_another_card_is_under_way(self, name: RequestName) -> None:
        under_way = asked(ask.IssueTemporary(), order=Order.READY, making=making(name))
        done = asked(ask.IssueTemporary(), order=Order.COLLECTED, making=making(name))
        first = asked(ask.IssueTemporary(), order=Order.READY, making=making(RequestName.APPLY))
        none = asked(ask.IssueTemporary(), order=Order.READY, making=None)
        for case, further in ((under_way, True), (done, False), (first, False), (none, False)):
            assert answer("further_card_is_under_way", case) is further
            assert answer("e_card_allowed_before_new_card", case) is not further

    @pytest.mark.parametrize(
        ("temporary", "ends", "runs"),
        [
            (Temporary.REPORTED_LOST, "2026-03-09T10:01", True),
            (Temporary.REPORTED_LOST, MONDAY, False),
            (Temporary.REPORTED_LOST, None, None),
            (Temporary.VALID, "2026-03-09T10:01", None),
            (Temporary.NONE, "2026-03-09T10:01", None),
        ],
    )
    def test_its_period_runs_until_its_end(
        self, temporary: Temporary, ends: str | None, *, runs: bool | None
    ) -> None:
        file: dict[str, Any] = {"temporary": temporary, "temporary_ends": moment(ends) if ends else None}
        assert answer("temporary_period_runs", asked(ask.ReleaseTemporaryLoss(), **file)) is runs


class TestExchanges:
    """The reason, the base record, the old bank."""

    @pytest.mark.parametrize(
        ("window", "day", "due"),
        [
            ("any_time", "2026-03-09", None),
            ("after_expiry", "2030-03-10", False),
            ("after_expiry", "2030-03-11", True),
            ("60d", "2030-01-09", False),
            ("60d", "2030-01-10", True),
        ],
    )
    def test_a_renewal_is_due_when_its_window_opens(self, window: str, day: str, *, due: bool | None) -> None:
        for request, concerned in (
            (ask.Renew(), True),
            (ask.Renew(reason=ExchangeReason.DAMAGED), True),
            (ask.Exchange(reason=ExchangeReason.EXPIRED), True),
            (ask.Exchange(reason=ExchangeReason.DAMAGED), False),
        ):
            case = asked(request, f"{day}T10:00", readings=(("renewal_window", window),))
            assert answer("renewal_is_due", case) is (due if concerned else None)
            case.file = asked(request, card=None).file
            assert answer("renewal_is_due", case) is None

    @pytest.mark.parametrize("reason", ExchangeReason)
    def test_changed_data_are_corrected_first_and_go_to_the_cards_own_bank(
        self, reason: ExchangeReason
    ) -> None:
        concerned = reason in (ExchangeReason.DATA_CHANGED, ExchangeReason.DATA_WRONG)
        corrected: dict[str, Any] = {"marks": frozenset({Mark.BASE_RECORD_CORRECTED})}
        here, there = ask.Exchange(reason=reason), ask.Exchange(reason=reason, bank="乙银行")
        assert answer("base_record_is_corrected", asked(here)) is (False if concerned else None)
        assert answer("base_record_is_corrected", asked(here, **corrected)) is (True if concerned else None)
        assert answer("outlet_of_the_same_bank", asked(here)) is (True if concerned else None)
        assert answer("outlet_of_the_same_bank", asked(there)) is (False if concerned else None)

    @pytest.mark.parametrize("bank", Bank)
    def test_the_old_bank_is_left_before_another_is_taken(self, bank: Bank) -> None:
        other = ask.Exchange(reason=ExchangeReason.DAMAGED, bank="乙银行")
        change = ask.Exchange(reason=ExchangeReason.BANK_CHANGE)
        same = ask.Exchange(reason=ExchangeReason.DAMAGED)
        left = bank in (Bank.CANCELLED, Bank.FORMALLY_LOST)
        for request in (other, change):
            case = asked(request, bank=bank)
            assert answer("old_bank_is_closed", case) is (bank is Bank.CANCELLED)
            assert answer("old_bank_is_lost_or_closed", case) is left
            assert answer("exchanged_card_is_at_hand", case) is None
        lost = bank in (Bank.TEMPORARILY_LOST, Bank.FORMALLY_LOST)
        case = asked(same, bank=bank)
        assert answer("old_bank_is_closed", case) is None
        assert answer("old_bank_is_lost_or_closed", case) is None
        assert answer("exchanged_card_is_at_hand", case) is not lost

    @pytest.mark.parametrize("channel", Channel)
    def test_a_card_of_another_bank_comes_from_an_outlet_of_that_bank(self, channel: Channel) -> None:
        name = "another_bank_at_its_own_outlet"
        changes = ask.Replace(bank="乙银行", through=channel)
        assert answer(name, asked(changes)) is (channel in (Channel.CARD_OUTLET, Channel.OTHER_BANK_BRANCH))
        stays = answer(name, asked(ask.Replace(through=channel)))
        assert stays is (False if channel is Channel.OTHER_BANK_BRANCH else None)

    @pytest.mark.parametrize("field", InformationField)
    def test_a_change_of_name_or_number_goes_by_an_exchange(self, field: InformationField) -> None:
        values = {InformationField.ID_NUMBER: NUMBER.text, InformationField.MOBILE: "13900000000"}
        address = (InformationField.ADDRESS, "测试路2号")
        request = ask.UpdateInformation(fields=(address, (field, values.get(field, "测试"))))
        key = field in (InformationField.NAME, InformationField.ID_NUMBER)
        assert answer("exchange_for_key_fields", asked(request)) is (False if key else None)
        assert answer("exchange_for_key_fields", asked(request, **NO_CARD)) is None
        pays = field is InformationField.PAYOUT_ACCOUNT
        for bank in Bank:
            expected = bank is Bank.ACTIVE if pays else None
            assert answer("payout_bank_is_active", asked(request, bank=bank)) is expected
