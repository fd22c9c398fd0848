"""How a case reads its request and its file, at the edges: which bank's outlet, which bank, which provision matches."""

from datetime import date
from typing import Any

import pytest
from condition_samples import NO_CARD, asked, making

from sscard_core import Fen
from sscard_core import requests as ask
from sscard_core.lifecycle.matching import MATCHERS
from sscard_core.model.arguments import (
    Destination,
    ExchangeReason,
    InformationField,
    LossKind,
    Medium,
    Place,
    RequestName,
    ReturnReason,
)
from sscard_core.model.card_file import Mark
from sscard_core.model.channels import Channel
from sscard_core.model.statuses import Bank, Hrss, Order, Side

OTHER, OWN = "乙银行", "甲银行"
HERE, THERE = Channel.BANK_BRANCH, Channel.OTHER_BANK_BRANCH
ADDRESS = (InformationField.ADDRESS, "测试路2号")
NAME = (InformationField.NAME, "测试乙")
NUMBER = (InformationField.ID_NUMBER, "11010519491231002X")


class TestBanks:
    """A branch of a bank that is not the card's is one of another bank; a new card may be asked of any."""

    @pytest.mark.parametrize(
        ("bank", "file", "through"),
        [
            ("", {}, HERE),
            (OWN, {}, HERE),
            (OTHER, {}, THERE),
            (OTHER, {**NO_CARD, "bank_name": ""}, HERE),
            (OTHER, {**NO_CARD, "bank_name": OWN}, THERE),
            (OWN, {**NO_CARD, "bank_name": OWN}, HERE),
            (OTHER, {"order": Order.READY, "making": making(bank=OTHER)}, HERE),
            (OWN, {"order": Order.READY, "making": making(bank=OTHER)}, THERE),
            (OWN, {"order": Order.COLLECTED, "making": making(bank=OTHER)}, HERE),
            (OTHER, {"order": Order.READY, "making": None}, THERE),
        ],
    )
    def test_whose_branch_it_is(self, bank: str, file: dict[str, Any], through: Channel) -> None:
        assert asked(ask.ReportLoss(side=Side.BANK, through=HERE, bank=bank), **file).through is through
        outlet = asked(ask.ReportLoss(side=Side.BANK, through=Channel.CARD_OUTLET, bank=bank), **file)
        assert outlet.through is (THERE if through is THERE else Channel.CARD_OUTLET)

    def test_a_channel_of_no_bank_and_an_order_of_a_new_card_stay_as_they_are(self) -> None:
        window = ask.ReportLoss(side=Side.HRSS, through=Channel.SERVICE_WINDOW, bank=OTHER)
        assert asked(window).through is Channel.SERVICE_WINDOW
        orders: tuple[ask.Request, ...] = (
            ask.Apply(through=HERE, bank=OTHER),
            ask.Replace(through=HERE, bank=OTHER),
            ask.Renew(through=HERE, bank=OTHER),
            ask.Exchange(reason=ExchangeReason.DAMAGED, through=HERE, bank=OTHER),
        )
        for request in orders:
            case = asked(request)
            assert (case.through, case.bank, case.present_bank) == (HERE, OTHER, OWN)

    @pytest.mark.parametrize(
        ("file", "present"),
        [
            ({}, OWN),
            ({"making": making(bank=OTHER), "order": Order.READY}, OWN),
            ({**NO_CARD, "making": making(bank=OTHER)}, OTHER),
            ({**NO_CARD, "bank_name": "丙银行"}, "丙银行"),
        ],
    )
    def test_the_bank_is_that_of_the_card_then_of_the_order(self, file: dict[str, Any], present: str) -> None:
        case = asked(ask.QueryStatus(), **file)
        assert (case.present_bank, case.bank) == (present, present)


class TestReading:
    """What a request does not say."""

    def test_a_request_without_them_has_no_reason_side_or_amount_and_is_about_the_card(self) -> None:
        case = asked(ask.RequestHomeVisit())
        assert (case.reason, case.side, case.sides, case.amount) == (None, None, (), 0)
        assert asked(ask.ReturnUndelivered(reason=ReturnReason.DECEASED)).reason is None
        assert (case.medium, case.kind) == (Medium.PHYSICAL, LossKind.FORMAL)

    @pytest.mark.parametrize(("day", "expired"), [("2030-03-10T23:59", False), ("2030-03-11T00:00", True)])
    def test_a_card_is_expired_after_its_last_valid_day(self, day: str, *, expired: bool) -> None:
        assert asked(ask.QueryStatus(), day).is_expired is expired
        assert asked(ask.QueryStatus(), day, **NO_CARD).is_expired is False

    @pytest.mark.parametrize(("born", "minor"), [(date(2008, 3, 9), False), (date(2008, 3, 10), True)])
    def test_a_minor_is_under_eighteen(self, born: date, *, minor: bool) -> None:
        assert asked(ask.QueryStatus(), holder={"born": born}).is_minor is minor

    def test_only_the_hrss_side_is_acted_on_where_the_bank_is_silent(self) -> None:
        case = asked(ask.ReportLoss(side=Side.BOTH))
        assert case.sides == (Side.HRSS, Side.BANK)
        case.bank_is_silent = True
        assert list(case.sides) == [Side.HRSS]

    @pytest.mark.parametrize("side", [Side.HRSS, Side.BANK])
    def test_a_formal_report_takes_both_sides_where_the_rulebook_says_so(self, side: Side) -> None:
        formal, oral = (
            ask.ReportLoss(side=side, kind=kind) for kind in (LossKind.FORMAL, LossKind.TEMPORARY)
        )
        assert asked(formal, book="xinjiang-2022").sides == (Side.HRSS, Side.BANK)
        assert asked(oral, book="xinjiang-2022").sides == (side,)
        assert asked(ask.ReleaseLoss(side=side), book="xinjiang-2022").sides == (side,)
        assert asked(formal).sides == (side,)

    @pytest.mark.parametrize("name", RequestName)
    def test_only_three_kinds_of_order_are_for_a_further_card(self, name: RequestName) -> None:
        further = name in (RequestName.REPLACE, RequestName.EXCHANGE, RequestName.RENEW)
        case = asked(ask.QueryStatus(), order=Order.READY, making=making(name))
        assert case.further_card_under_way is further
        assert asked(ask.QueryStatus(), order=Order.READY, making=None).further_card_under_way is False


class TestMatching:
    """What a provision may match on."""

    @pytest.mark.parametrize(
        ("key", "request_", "value"),
        [
            ("kind", ask.QueryStatus(), "formal"),
            ("kind", ask.ReportLoss(side=Side.HRSS, kind=LossKind.TEMPORARY), "temporary"),
            ("card", ask.PayMedical(amount=Fen(1), card=Medium.LEGACY), "legacy"),
            ("card", ask.QueryStatus(), None),
            ("account", ask.Deposit(amount=Fen(1)), "bank"),
            ("account", ask.QueryStatus(), None),
            ("at", ask.QueryStatus(), "here"),
            ("at", ask.PayMedical(amount=Fen(1)), "here"),
            ("at", ask.PayMedical(amount=Fen(1), at=Place.ELSEWHERE_IN_REGION), "elsewhere_in_region"),
            ("to", ask.MoveInsurance(to=Destination.IN_REGION), "in_region"),
            ("to", ask.Transfer(from_=Side.BANK, to=None, amount=Fen(1)), None),
            ("side", ask.Cancel(side=Side.BOTH), "both"),
            ("side", ask.Apply(), None),
            ("reason", ask.Exchange(reason=ExchangeReason.SOILED), "soiled"),
            ("reason", ask.Apply(), None),
            ("field", ask.QueryStatus(), None),
            ("field", ask.UpdateInformation(fields=(ADDRESS,)), "address"),
            ("field", ask.UpdateInformation(fields=(ADDRESS, NAME)), "name"),
            ("field", ask.UpdateInformation(fields=(ADDRESS, NUMBER)), "id_number"),
            ("field", ask.UpdateInformation(fields=(NUMBER, NAME)), "id_number"),
        ],
    )
    def test_the_words_of_a_request(self, key: str, request_: ask.Request, value: str | None) -> None:
        assert MATCHERS[key](asked(request_)) == value

    def test_whether_the_holder_has_died(self) -> None:
        assert MATCHERS["deceased"](asked(ask.Cancel())) == "no"
        assert MATCHERS["deceased"](asked(ask.Cancel(), marks=frozenset({Mark.DECEASED}))) == "yes"

    @pytest.mark.parametrize(
        ("side", "hrss", "bank", "lost_as"),
        [
            (Side.BOTH, Hrss.NORMAL, Bank.ACTIVE, None),
            (Side.HRSS, Hrss.NORMAL, Bank.FORMALLY_LOST, None),
            (Side.BOTH, Hrss.TEMPORARILY_LOST, Bank.FORMALLY_LOST, "temporary"),
            (Side.BOTH, Hrss.FORMALLY_LOST, Bank.TEMPORARILY_LOST, "formal"),
            (Side.BANK, Hrss.FORMALLY_LOST, Bank.TEMPORARILY_LOST, "temporary"),
            (Side.BANK, Hrss.TEMPORARILY_LOST, Bank.FORMALLY_LOST, "formal"),
            (Side.BOTH, Hrss.NORMAL, Bank.FORMALLY_LOST, "formal"),
        ],
    )
    def test_how_the_first_of_the_sides_named_is_lost(
        self, side: Side, hrss: Hrss, bank: Bank, lost_as: str | None
    ) -> None:
        case = asked(ask.ReleaseLoss(side=side), hrss=hrss, bank=bank)
        assert MATCHERS["lost_as"](case) == lost_as
