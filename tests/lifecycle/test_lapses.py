"""What time alone does: reports that lapse and cards that expire, to the minute and in order."""

from datetime import timedelta

from desk_samples import Visit, moment, opened

from sscard_core import Situation
from sscard_core import requests as ask
from sscard_core.model.arguments import ExchangeReason, LossKind
from sscard_core.model.events import EventName
from sscard_core.model.statuses import Side


class TestTime:
    """What falls due becomes an event at the moment at which it fell due, whenever one looks."""

    def test_a_temporary_report_lapses_at_the_midnight_after_its_last_day(self) -> None:
        lost = opened("jiangsu").done(
            ask.ReportLoss(side=Side.HRSS, kind=LossKind.TEMPORARY), "2026-03-02T10:00"
        )
        assert lost.wait("2026-03-09T23:59").shown["hrss"] == "temporarily_lost"
        lapsed = lost.wait("2026-03-10T00:00")
        assert lapsed.shown["hrss"] == "normal"
        assert lapsed.events[-1].name is EventName.LOSS_LAPSED
        assert lapsed.events[-1].at == moment("2026-03-10T00:00")
        assert lapsed.shown["body"] == "with_holder"

    def test_a_lapse_restores_what_the_report_covered(self) -> None:
        sealed = opened("jiangsu", Situation.COLLECTED).wait("2026-03-02T09:00")
        lost = sealed.done(ask.ReportLoss(side=Side.HRSS, kind=LossKind.TEMPORARY))
        assert lost.wait("2026-03-20T00:00").shown["hrss"] == "sealed"

    def test_a_formal_report_on_top_does_not_lapse(self) -> None:
        lost = opened("jiangsu").done(
            ask.ReportLoss(side=Side.HRSS, kind=LossKind.TEMPORARY), "2026-03-02T10:00"
        )
        formal = lost.done(ask.ReportLoss(side=Side.BOTH))
        assert formal.wait("2027-01-01T00:00").shown["hrss"] == "formally_lost"

    def test_a_card_expires_at_the_midnight_after_its_last_valid_day(self) -> None:
        card = opened("jiangsu", on=moment("2016-03-10T00:00").date())
        assert card.wait("2026-03-10T23:59").shown["bank"] == "active"
        assert card.wait("2026-03-11T00:00").shown["bank"] == "restricted"

    def test_a_card_expires_under_a_loss_report_too(self) -> None:
        card = opened("xinxiang-2017", on=moment("2018-03-10T00:00").date())
        lost = card.done(ask.ReportLoss(side=Side.BANK), "2028-03-10T10:00")
        late = lost.wait("2028-03-11T00:00")
        assert late.shown["bank"] == "formally_lost"
        assert late.done(ask.ReleaseLoss(side=Side.BANK)).shown["bank"] == "restricted"

    def test_a_temporary_card_is_out_of_use_at_its_end_to_the_minute(self) -> None:
        first = opened("xinjiang-2013", Situation.ACCEPTED).done(ask.IssueTemporary(), "2026-01-01T10:00")
        assert first.wait("2026-03-02T23:59").shown["temporary"] == "valid"
        assert first.wait("2026-03-03T00:00").shown["temporary"] == "expired"

    def several(self) -> Visit:
        """Have a temporary report, a card and a temporary card that run out on three different days."""
        readings = (("temporary_card", "60d"),)
        card = opened("jiangsu", readings=readings, on=moment("2016-03-20T00:00").date())
        exchange = card.done(ask.Exchange(reason=ExchangeReason.CHIP_FAULT), "2026-01-15T10:00")
        bridged = exchange.done(ask.IssueTemporary(), "2026-02-01T10:00")
        return bridged.done(ask.ReportLoss(side=Side.HRSS, kind=LossKind.TEMPORARY), "2026-03-02T10:00")

    def test_several_things_that_fell_due_are_told_in_the_order_of_time(self) -> None:
        before = self.several()
        late = before.wait("2026-06-01T00:00")
        new = [(str(event.name), f"{event.at:%m-%d}") for event in late.events[len(before.events) :]]
        assert new == [
            ("loss_lapsed", "03-10"),
            ("card_expired", "03-21"),
            ("temporary_card_expired", "04-03"),
        ]

    def test_it_does_not_matter_how_often_one_looks(self) -> None:
        once = self.several().wait("2026-06-01T00:00")
        often = self.several()
        for day in range(0, 90, 7):
            often = often.wait(f"{moment('2026-03-02T12:00') + timedelta(days=day):%Y-%m-%dT%H:%M}")
        assert often.wait("2026-06-01T00:00").file == once.file
        assert often.events == once.events

    def test_nothing_falls_due_twice(self) -> None:
        late = self.several().wait("2026-06-01T00:00")
        assert late.wait("2036-06-01T00:00").file is late.file

    def test_a_request_finds_what_fell_due_on_the_way(self) -> None:
        late = self.several().ask(ask.QueryStatus(), "2026-06-01T09:00")
        names = [event.name for event in late.decision.events]
        assert names == [
            EventName.LOSS_LAPSED,
            EventName.CARD_EXPIRED,
            EventName.TEMPORARY_CARD_EXPIRED,
            EventName.QUERIED,
        ]
        assert "card_validity" in [assumption.name for assumption in late.decision.assumed]
