"""What the conditions on loss reports and releases say at their edges."""

from typing import Any

import pytest
from condition_samples import FORMAL, NO_CARD, TEMPORARY, answer, asked, loss, making

from sscard_core import requests as ask
from sscard_core.model.arguments import LossKind, RequestName
from sscard_core.model.channels import Channel
from sscard_core.model.statuses import Bank, Hrss, Order, Side

HRSS_LOST = {"hrss": Hrss.FORMALLY_LOST}
BANK_LOST = {"bank": Bank.FORMALLY_LOST}
BOTH_LOST = {**HRSS_LOST, **BANK_LOST}
FIRST = (("oral_report_first", "yes"),)


class TestReports:
    """A report is accepted while it makes at least one named side lost, or formally lost, anew."""

    @pytest.mark.parametrize(
        ("side", "kind", "file", "adds"),
        [
            (Side.HRSS, FORMAL, {}, True),
            (Side.BANK, FORMAL, {}, True),
            (Side.HRSS, FORMAL, {"hrss": Hrss.TEMPORARILY_LOST}, True),
            (Side.BANK, FORMAL, {"bank": Bank.TEMPORARILY_LOST}, True),
            (Side.HRSS, TEMPORARY, {"hrss": Hrss.TEMPORARILY_LOST}, False),
            (Side.BANK, TEMPORARY, {"bank": Bank.TEMPORARILY_LOST}, False),
            (Side.HRSS, FORMAL, HRSS_LOST, False),
            (Side.BANK, FORMAL, BANK_LOST, False),
            (Side.HRSS, TEMPORARY, HRSS_LOST, False),
            (Side.BANK, TEMPORARY, BANK_LOST, False),
            (Side.BOTH, FORMAL, HRSS_LOST, True),
            (Side.BOTH, FORMAL, BANK_LOST, True),
            (Side.BOTH, FORMAL, BOTH_LOST, False),
            (Side.BOTH, FORMAL, NO_CARD, False),
            (Side.BOTH, FORMAL, {"hrss": Hrss.CANCELLED, "bank": Bank.CANCELLED}, False),
            (Side.HRSS, FORMAL, {"hrss": Hrss.CANCELLED}, False),
            (Side.BANK, FORMAL, {"bank": Bank.CANCELLED}, False),
            (Side.BANK, FORMAL, {"bank": Bank.NONE}, False),
        ],
    )
    def test_it_adds_something_or_nothing(
        self, side: Side, kind: LossKind, file: dict[str, Any], *, adds: bool
    ) -> None:
        case = asked(ask.ReportLoss(side=side, kind=kind), **file)
        assert answer("report_adds_something", case) is adds

    @pytest.mark.parametrize(
        ("side", "kind", "file", "first"),
        [
            (Side.HRSS, FORMAL, {}, False),
            (Side.HRSS, TEMPORARY, {}, None),
            (Side.HRSS, FORMAL, {"hrss": Hrss.TEMPORARILY_LOST}, True),
            (Side.BOTH, FORMAL, {"hrss": Hrss.TEMPORARILY_LOST}, False),
            (Side.BOTH, FORMAL, {"hrss": Hrss.TEMPORARILY_LOST, "bank": Bank.TEMPORARILY_LOST}, True),
        ],
    )
    def test_an_oral_report_of_every_side_comes_first_where_it_must(
        self, side: Side, kind: LossKind, file: dict[str, Any], *, first: bool | None
    ) -> None:
        request = ask.ReportLoss(side=side, kind=kind)
        assert answer("oral_report_came_first", asked(request, readings=FIRST, **file)) is first
        assert answer("oral_report_came_first", asked(request, **file)) is None

    @pytest.mark.parametrize(
        ("file", "enough"),
        [
            ({}, False),
            (HRSS_LOST, False),
            (BANK_LOST, False),
            (BOTH_LOST, True),
            ({**HRSS_LOST, "bank": Bank.CANCELLED}, True),
            ({**HRSS_LOST, "bank": Bank.TEMPORARILY_LOST}, False),
            ({**HRSS_LOST, "bank": Bank.NONE}, False),
            ({"hrss": Hrss.TEMPORARILY_LOST, **BANK_LOST}, False),
            (NO_CARD, None),
        ],
    )
    def test_a_replacement_needs_both_sides_formally_lost_where_it_needs_a_report(
        self, file: dict[str, Any], *, enough: bool | None
    ) -> None:
        assert answer("both_sides_formally_lost", asked(ask.Replace(), **file)) is enough
        here = asked(ask.Replace(), book="xinxiang-2017", **file)
        assert answer("both_sides_formally_lost", here) is None


class TestReleases:
    """What is released, and where."""

    @pytest.mark.parametrize(
        ("side", "file", "something"),
        [
            (Side.HRSS, {}, False),
            (Side.HRSS, BANK_LOST, False),
            (Side.BANK, HRSS_LOST, False),
            (Side.HRSS, {"hrss": Hrss.TEMPORARILY_LOST}, True),
            (Side.BOTH, BANK_LOST, True),
        ],
    )
    def test_there_is_something_to_release(
        self, side: Side, file: dict[str, Any], *, something: bool
    ) -> None:
        assert answer("something_to_release", asked(ask.ReleaseLoss(side=side), **file)) is something

    @pytest.mark.parametrize(
        ("side", "file", "may"),
        [
            (Side.HRSS, {"hrss": Hrss.TEMPORARILY_LOST}, None),
            (Side.HRSS, BANK_LOST, None),
            (Side.BANK, HRSS_LOST, None),
            (Side.HRSS, HRSS_LOST, True),
            (Side.BANK, BANK_LOST, True),
            (Side.BANK, {"bank": Bank.RESTRICTED}, None),
        ],
    )
    def test_a_formal_report_is_released_where_the_rulebook_lets_it(
        self, side: Side, file: dict[str, Any], *, may: bool | None
    ) -> None:
        request = ask.ReleaseLoss(side=side)
        never = (("release_after_formal_loss", "never"),)
        assert answer("formal_report_is_releasable", asked(request, **file)) is may
        final = answer("formal_report_is_releasable", asked(request, readings=never, **file))
        assert final is (None if may is None else False)

    @pytest.mark.parametrize(
        ("name", "order", "free"),
        [
            (RequestName.REPLACE, Order.ACCEPTED, False),
            (RequestName.REPLACE, Order.FAILED, True),
            (RequestName.REPLACE, Order.COLLECTED, True),
            (RequestName.EXCHANGE, Order.ACCEPTED, True),
            (RequestName.APPLY, Order.ACCEPTED, True),
        ],
    )
    def test_only_a_replacement_under_way_stands_against_a_release(
        self, name: RequestName, order: Order, *, free: bool
    ) -> None:
        case = asked(ask.ReleaseLoss(side=Side.BOTH), making=making(name), order=order)
        assert answer("no_replacement_under_way", case) is free
        assert answer("no_replacement_under_way", asked(ask.ReleaseLoss(side=Side.BOTH), making=None))

    @pytest.mark.parametrize(
        ("hrss", "bank", "at", "there"),
        [
            (None, None, "甲网点", None),
            (loss(outlet="甲网点"), loss(outlet="甲网点"), "甲网点", True),
            (loss(outlet="甲网点"), loss(outlet="乙网点"), "甲网点", False),
            (loss(outlet="乙网点"), loss(outlet="甲网点"), "甲网点", False),
            (loss(outlet="乙网点"), None, "甲网点", False),
            (None, loss(outlet="乙网点"), "甲网点", False),
            (loss(outlet=""), None, "甲网点", True),
            (loss(outlet="甲网点"), None, "", True),
            (loss(TEMPORARY, outlet="乙网点"), None, "甲网点", None),
            (loss(through=Channel.ONLINE, outlet="乙网点"), None, "甲网点", None),
            (loss(through=Channel.HOTLINE, outlet="乙网点"), None, "甲网点", None),
            (loss(through=Channel.BANK_BRANCH, outlet="乙网点"), None, "甲网点", False),
            (loss(through=Channel.OTHER_BANK_BRANCH, outlet="乙网点"), None, "甲网点", False),
        ],
    )
    def test_a_report_of_an_outlet_is_released_there(
        self, hrss: object, bank: object, at: str, *, there: bool | None
    ) -> None:
        request = ask.ReleaseLoss(side=Side.BOTH, outlet=at)
        case = asked(request, hrss_loss=hrss, bank_loss=bank, outlet="")
        assert answer("released_where_reported", case) is there

    @pytest.mark.parametrize(
        ("side", "through", "file", "together"),
        [
            (Side.BOTH, Channel.CARD_OUTLET, BOTH_LOST, True),
            (Side.HRSS, Channel.CARD_OUTLET, BOTH_LOST, False),
            (Side.HRSS, Channel.ONLINE, BOTH_LOST, True),
            (Side.HRSS, Channel.CARD_OUTLET, HRSS_LOST, None),
            (Side.BANK, Channel.CARD_OUTLET, BANK_LOST, None),
            (Side.BANK, Channel.CARD_OUTLET, {**HRSS_LOST, "bank": Bank.RESTRICTED}, None),
        ],
    )
    def test_two_sides_lost_at_an_outlet_are_released_together(
        self, side: Side, through: Channel, file: dict[str, Any], *, together: bool | None
    ) -> None:
        case = asked(ask.ReleaseLoss(side=side), hrss_loss=loss(through=through), **file)
        assert answer("released_together", case) is together

    @pytest.mark.parametrize(
        ("report", "hrss", "online"),
        [
            (None, Hrss.FORMALLY_LOST, None),
            (loss(through=Channel.ONLINE), Hrss.TEMPORARILY_LOST, None),
            (loss(through=Channel.ONLINE), Hrss.FORMALLY_LOST, True),
            (loss(through=Channel.CARD_OUTLET), Hrss.FORMALLY_LOST, False),
        ],
    )
    def test_a_formal_report_was_made_online_too(
        self, report: object, hrss: Hrss, *, online: bool | None
    ) -> None:
        case = asked(ask.ReleaseLoss(side=Side.BOTH), hrss=hrss, hrss_loss=report)
        assert answer("reported_online", case) is online
