"""What the conditions on cards, on what a rulebook offers, and on endings say at their edges."""

from typing import Any

import pytest
from attrs import evolve
from condition_samples import MONDAY, NO_CARD, answer, asked, making
from desk_samples import Readings

from sscard_core import Fen
from sscard_core import requests as ask
from sscard_core.model.arguments import Destination, EndReason, Medium, Service
from sscard_core.model.card_file import Mark
from sscard_core.model.channels import Channel
from sscard_core.model.people import Household, IdType
from sscard_core.model.pins import Secret
from sscard_core.model.statuses import Bank, Body, Hrss, Insurance, Order, Side, Temporary

LAST_DAY, DAY_AFTER = "2030-03-10T23:59", "2030-03-11T00:00"
ENDED = {"hrss": Hrss.CANCELLED, "insurance": Insurance.ENDED}


def paid(card: Medium = Medium.PHYSICAL, **facts: Any) -> ask.Request:
    """Return the payment of a medical bill."""
    return ask.PayMedical(amount=Fen(1), card=card, **facts)


class TestCards:
    """Whether there is one, and what has run out."""

    def test_who_holds_a_card(self) -> None:
        for name in ("holds_card", "application_on_record"):
            assert answer(name, asked(ask.EnableHrss())) is True
            assert answer(name, asked(ask.EnableHrss(), **NO_CARD)) is False
            assert answer(name, asked(ask.EnableHrss(), hrss=Hrss.CANCELLED)) is False

    @pytest.mark.parametrize("medium", Medium)
    def test_only_the_card_that_is_used_is_asked_for(self, medium: Medium) -> None:
        own = medium is Medium.PHYSICAL
        ordered = asked(paid(medium), **{**NO_CARD, "order": Order.ACCEPTED})
        assert answer("physical_card_exists", asked(paid(medium))) is (True if own else None)
        assert answer("physical_card_exists", asked(paid(medium), **NO_CARD)) is (False if own else None)
        assert answer("physical_card_is_collected", ordered) is (False if own else None)
        assert answer("physical_card_is_collected", asked(paid(medium))) is None
        known = {Medium.PHYSICAL, Medium.ELECTRONIC}
        assert answer("card_of_the_bank", asked(paid(medium))) is (medium in known)

    @pytest.mark.parametrize("medium", Medium)
    def test_the_card_is_used_within_its_validity(self, medium: Medium) -> None:
        stops: Readings = (("hrss_after_expiry", "stops"),)
        concerned = medium in (Medium.PHYSICAL, Medium.ELECTRONIC)
        assert answer("within_validity", asked(paid(medium), LAST_DAY)) is True
        assert answer("within_validity", asked(paid(medium), DAY_AFTER)) is False
        assert answer("within_validity", asked(paid(medium), DAY_AFTER, **NO_CARD)) is True
        assert answer("hrss_not_expired", asked(paid(medium), LAST_DAY, readings=stops)) is None
        late = answer("hrss_not_expired", asked(paid(medium), DAY_AFTER, readings=stops))
        assert late is (False if concerned else None)
        works = answer("hrss_not_expired", asked(paid(medium), DAY_AFTER))
        assert works is (True if concerned else None)

    @pytest.mark.parametrize("medium", Medium)
    def test_the_data_on_the_card_fit_the_insured_place(self, medium: Medium) -> None:
        concerned = medium is not Medium.TEMPORARY
        moved: dict[str, Any] = {"insurance": Insurance.MOVED}
        reset: dict[str, Any] = {"marks": frozenset({Mark.MOVED_IN_REGION})}
        assert answer("card_data_fit", asked(paid(medium))) is None
        assert answer("card_data_fit", asked(paid(medium), **moved)) is (False if concerned else None)
        assert answer("card_data_fit", asked(paid(medium), **reset)) is (True if concerned else None)

    @pytest.mark.parametrize("medium", Medium)
    def test_an_old_medical_card_works_until_its_day(self, medium: Medium) -> None:
        until: Readings = (("legacy_card_stops_on", "2026-03-10"),)
        concerned = medium is Medium.LEGACY
        for at, works in ((MONDAY, True), ("2026-03-10T00:00", False)):
            case = asked(paid(medium), at, readings=until)
            assert answer("legacy_card_works", case) is (works if concerned else None)
        has: dict[str, Any] = {"legacy_secret": Secret(value=b"x")}
        assert answer("legacy_card_exists", asked(paid(medium))) is (False if concerned else None)
        assert answer("legacy_card_exists", asked(paid(medium), **has)) is (True if concerned else None)

    def test_an_old_medical_card_is_moved_once(self) -> None:
        has: dict[str, Any] = {"legacy_secret": Secret(value=b"x")}
        done = frozenset({Mark.MEDICAL_CARD_MIGRATED})
        request = ask.MigrateMedicalCard()
        assert answer("medical_card_to_migrate", asked(request)) is False
        assert answer("medical_card_to_migrate", asked(request, **has)) is True
        assert answer("medical_card_to_migrate", asked(request, **has, marks=done)) is False

    @pytest.mark.parametrize("through", Channel)
    def test_a_home_visit_is_asked_for_first(self, through: Channel) -> None:
        concerned = through is Channel.HOME_VISIT
        request, marks = ask.ActivateBank(through=through), frozenset({Mark.HOME_VISIT_REQUESTED})
        assert answer("home_visit_was_requested", asked(request)) is (False if concerned else None)
        before = answer("home_visit_was_requested", asked(request, marks=marks))
        assert before is (True if concerned else None)

    @pytest.mark.parametrize("bank", Bank)
    def test_the_finance_function_waits_for_its_activation(self, bank: Bank) -> None:
        assert answer("bank_is_inactive", asked(ask.ActivateBank(), bank=bank)) is (bank is Bank.INACTIVE)

    @pytest.mark.parametrize(
        ("side", "file", "there"),
        [
            (Side.HRSS, {}, True),
            (Side.HRSS, {"hrss": Hrss.NONE}, False),
            (Side.BANK, {"bank": Bank.NONE}, False),
            (Side.BANK, {"hrss": Hrss.NONE}, True),
            (Side.HRSS, {"bank": Bank.NONE}, True),
            (Side.BOTH, {"hrss": Hrss.NONE}, True),
            (Side.BOTH, {"bank": Bank.NONE}, True),
            (Side.BOTH, NO_CARD, False),
            (Side.BOTH, {**NO_CARD, "order": Order.ACCEPTED}, True),
        ],
    )
    def test_the_side_asked_about_exists(self, side: Side, file: dict[str, Any], *, there: bool) -> None:
        assert answer("queried_side_exists", asked(ask.QueryStatus(side=side), **file)) is there

    @pytest.mark.parametrize(("generation", "accepted"), [(1, True), (2, True), (3, None), (4, None)])
    def test_a_card_of_an_earlier_generation_goes_on(self, generation: int, *, accepted: bool | None) -> None:
        case = asked(paid())
        assert case.file.card is not None
        old = asked(paid(), card=evolve(case.file.card, generation=generation))
        assert answer("generation_is_accepted", old) is accepted
        assert answer("generation_is_accepted", asked(paid(), **NO_CARD)) is None


class TestOffers:
    """What the rulebook offers, and when its counters are open."""

    @pytest.mark.parametrize(
        ("switch", "at", "in_force"),
        [
            ("always", MONDAY, None),
            ("2026-03-09", MONDAY, True),
            ("2026-03-09", "2026-03-08T23:59", False),
        ],
    )
    def test_the_rules_are_in_force_from_their_day(
        self, switch: str, at: str, *, in_force: bool | None
    ) -> None:
        assert answer("in_force", asked(paid(), at, readings=(("in_force_from", switch),))) is in_force

    @pytest.mark.parametrize("medium", Medium)
    @pytest.mark.parametrize("yes", [True, False])
    def test_the_cards_there_are(self, medium: Medium, *, yes: bool) -> None:
        readings = (("temporary_card", "60d" if yes else "none"), ("electronic_card", "yes" if yes else "no"))
        case = asked(paid(medium), readings=readings)
        assert answer("temporary_cards_exist", case) is yes
        assert answer("electronic_cards_exist", case) is yes
        known = medium in (Medium.ELECTRONIC, Medium.TEMPORARY)
        assert answer("medium_is_known", case) is (yes if known else None)

    @pytest.mark.parametrize(("switch", "blocks"), [("blocked_until_reset", True), ("goes_on", False)])
    def test_a_move_calls_for_a_reset(self, switch: str, *, blocks: bool) -> None:
        case = asked(ask.ResetCardData(), readings=(("in_region_move", switch),))
        assert answer("moves_need_a_reset", case) is blocks

    @pytest.mark.parametrize("hrss", Hrss)
    def test_the_card_is_not_cancelled(self, hrss: Hrss) -> None:
        gone = hrss is Hrss.CANCELLED
        anew = asked(ask.QueryStatus(), hrss=hrss, order=Order.ACCEPTED)
        assert answer("not_cancelled", asked(ask.QueryStatus(), hrss=hrss)) is not gone
        assert answer("not_cancelled", anew) is not gone
        assert answer("not_cancelled_or_applied_anew", asked(ask.QueryStatus(), hrss=hrss)) is not gone
        assert answer("not_cancelled_or_applied_anew", anew) is True
        for side in Side:
            for bank in Bank:
                case = asked(ask.QueryStatus(side=side), hrss=hrss, bank=bank)
                left = side is Side.BANK and bank is not Bank.CANCELLED
                assert answer("side_not_cancelled", case) is (left if gone else True)

    @pytest.mark.parametrize("hrss", [Hrss.NORMAL, Hrss.NONE, Hrss.CANCELLED])
    def test_what_is_left_of_a_cancelled_card_is_still_served(self, hrss: Hrss) -> None:
        gone = hrss is Hrss.CANCELLED
        for temporary in Temporary:
            case = asked(ask.ReturnTemporary(), hrss=hrss, temporary=temporary)
            out = temporary in (Temporary.VALID, Temporary.EXPIRED)
            assert answer("not_cancelled_or_card_out", case) is (out or not gone)
        for insurance in Insurance:
            case = asked(ask.MoveInsurance(to=Destination.IN_REGION), hrss=hrss, insurance=insurance)
            runs = insurance in (Insurance.INSURED, Insurance.MOVED)
            assert answer("not_cancelled_or_insured_anew", case) is (runs or not gone)

    @pytest.mark.parametrize("kind", IdType)
    def test_foreign_papers_are_not_served_online(self, kind: IdType) -> None:
        ours = {IdType.RESIDENT_ID, IdType.HOUSEHOLD_REGISTER, IdType.SOCIAL_SECURITY_CARD}
        case = asked(ask.Apply(), holder={"id_type": kind})
        assert answer("id_served_online", case) is (kind in ours)

    @pytest.mark.parametrize("through", Channel)
    def test_card_counters_are_closed_on_days_off_where_the_rulebook_says_so(self, through: Channel) -> None:
        counters = {Channel.CARD_OUTLET, Channel.SERVICE_WINDOW, Channel.ONE_STOP_WINDOW}
        concerned = through in counters
        for at, is_open in (("2026-03-07T10:00", False), (MONDAY, True)):
            stated = asked(ask.QueryStatus(through=through), at, book="xinjiang-2022")
            silent = asked(ask.QueryStatus(through=through), at)
            assert answer("counter_open", stated) is (is_open if concerned else None)
            assert answer("counter_open", silent) is None


class TestFacts:
    """What papers depend on."""

    def test_ages(self) -> None:
        for years, seven, minor in ((2019, True, True), (2020, False, True), (2008, True, False)):
            born = {"born": asked(ask.Apply()).day.replace(year=years)}
            case = asked(ask.Apply(), holder=born)
            assert answer("seven_or_older", case) is seven
            assert answer("minor", case) is minor
            assert answer("adult", case) is not minor

    def test_household_and_life(self) -> None:
        away = asked(ask.Apply(), holder={"household": Household.ELSEWHERE})
        assert (answer("household_elsewhere", away), answer("living", away)) == (True, True)
        dead = asked(ask.Apply(), marks=frozenset({Mark.DECEASED}))
        assert (answer("household_elsewhere", dead), answer("living", dead)) == (False, False)

    @pytest.mark.parametrize("through", Channel)
    def test_where_somebody_stands_at_a_counter(self, through: Channel) -> None:
        without = {Channel.ONLINE, Channel.HOTLINE, Channel.BANK_HOTLINE, Channel.KIOSK, Channel.ATM}
        assert answer("at_a_counter", asked(ask.Apply(through=through))) is (through not in without)

    @pytest.mark.parametrize("service", Service)
    def test_what_is_handed_out_for_the_first_time(self, service: Service) -> None:
        fast = service is not Service.INSTANT
        for order in Order:
            case = asked(ask.Collect(), order=order, making=making(service=service))
            assert answer("first_handing_out", case) is (fast and order is not Order.UNDELIVERED)
        assert answer("first_handing_out", asked(ask.Collect(), order=Order.READY, making=None)) is True


class TestEndings:
    """Moves, settlement and cancellation."""

    @pytest.mark.parametrize("insurance", Insurance)
    def test_the_insurance_relation(self, insurance: Insurance) -> None:
        runs = insurance in (Insurance.INSURED, Insurance.MOVED)
        request = ask.EndInsurance(reason=EndReason.SETTLED_ABROAD)
        assert answer("relation_runs", asked(request, insurance=insurance)) is runs
        for side in Side:
            case = asked(ask.Cancel(side=side), insurance=insurance)
            assert answer("insurance_has_ended", case) is (None if side is Side.BANK else not runs)

    @pytest.mark.parametrize("reason", EndReason)
    @pytest.mark.parametrize("ends", ["yes", "no"])
    def test_leaving_the_province_ends_it_where_the_rulebook_says_so(
        self, reason: EndReason, ends: str
    ) -> None:
        case = asked(ask.EndInsurance(reason=reason), readings=(("left_province_ends_insurance", ends),))
        left = reason is EndReason.LEFT_PROVINCE
        assert answer("reason_ends_relation", case) is (ends == "yes" if left else None)

    @pytest.mark.parametrize("side", Side)
    @pytest.mark.parametrize("hrss", [Hrss.NORMAL, Hrss.CANCELLED])
    def test_the_hrss_side_is_cancelled_first_where_there_is_an_order(self, side: Side, hrss: Hrss) -> None:
        request, concerned = ask.Cancel(side=side), side is Side.BANK
        for ordered in (True, False):
            readings = (("sides_cancelled_in_order", "yes" if ordered else "no"),)
            case = asked(request, readings=readings, hrss=hrss)
            expected = hrss is Hrss.CANCELLED if concerned and ordered else None
            assert answer("hrss_side_comes_first", case) is expected

    @pytest.mark.parametrize(
        ("side", "watched", "file", "settled"),
        [
            (Side.HRSS, "hrss", {}, False),
            (Side.HRSS, "hrss", {"hrss_balance": Fen(0)}, True),
            (Side.HRSS, "hrss", {"hrss_balance": Fen(1)}, False),
            (Side.HRSS, "hrss", {"hrss_balance": Fen(0), "order": Order.READY}, False),
            (Side.HRSS, "hrss", {"hrss_balance": Fen(0), "temporary": Temporary.VALID}, False),
            (Side.HRSS, "hrss", {"hrss_balance": Fen(0), "temporary": Temporary.EXPIRED}, False),
            (Side.HRSS, "hrss", {"hrss_balance": Fen(0), "temporary": Temporary.REPORTED_LOST}, True),
            (Side.HRSS, "both", {"hrss_balance": Fen(0)}, False),
            (Side.HRSS, "both", {"hrss_balance": Fen(0), "bank_balance": Fen(0)}, True),
            (Side.HRSS, "both", {"hrss_balance": Fen(0), "bank_balance": Fen(1)}, False),
            (Side.HRSS, "none", {}, True),
            (Side.BANK, "both", {}, False),
            (Side.BANK, "none", {"bank_balance": Fen(1)}, False),
            (Side.BANK, "both", {"bank_balance": Fen(0)}, True),
            (Side.BANK, "both", {**ENDED, "hrss_balance": Fen(0)}, False),
            (Side.BANK, "both", {**ENDED, "hrss_balance": Fen(0), "bank_balance": Fen(0)}, True),
            (Side.BANK, "hrss", ENDED, None),
            (Side.BANK, "none", ENDED, None),
        ],
    )
    def test_what_must_be_settled_is_settled(
        self, side: Side, watched: str, file: dict[str, Any], *, settled: bool | None
    ) -> None:
        readings = (("settled_before_cancelling", watched), ("sides_cancelled_in_order", "no"))
        assert answer("sides_are_settled", asked(ask.Cancel(side=side), readings=readings, **file)) is settled

    def test_a_bank_side_that_goes_alone_against_the_order_is_not_asked_to_be_settled(self) -> None:
        readings = (("sides_cancelled_in_order", "yes"),)
        assert answer("sides_are_settled", asked(ask.Cancel(side=Side.BANK), readings=readings)) is None

    @pytest.mark.parametrize(
        ("side", "file", "there"),
        [
            (Side.HRSS, {}, True),
            (Side.BANK, {}, True),
            (Side.BOTH, {**NO_CARD, "hrss_balance": Fen(0), "bank_balance": Fen(0)}, False),
            (Side.HRSS, {**NO_CARD, "hrss_balance": Fen(1)}, True),
            (Side.HRSS, {"hrss": Hrss.CANCELLED, "hrss_balance": Fen(0)}, False),
            (Side.HRSS, {"hrss": Hrss.CANCELLED, "hrss_balance": Fen(1)}, True),
            (Side.BANK, {"bank": Bank.CANCELLED, "bank_balance": Fen(0)}, False),
            (Side.BANK, {"bank": Bank.NONE, "bank_balance": Fen(0)}, False),
            (Side.BOTH, {"bank": Bank.CANCELLED, "bank_balance": Fen(0)}, True),
            (Side.HRSS, {**NO_CARD, "hrss_balance": Fen(0), "order": Order.ACCEPTED}, True),
        ],
    )
    def test_there_is_a_side_to_settle(self, side: Side, file: dict[str, Any], *, there: bool) -> None:
        assert answer("side_exists", asked(ask.Settle(side=side), **file)) is there

    @pytest.mark.parametrize("bank", Bank)
    def test_the_bank_has_closed_before_another_card_is_applied_for(self, bank: Bank) -> None:
        closed = bank in (Bank.CANCELLED, Bank.NONE)
        assert answer("bank_has_closed", asked(ask.Apply(), bank=bank)) is None
        assert answer("bank_has_closed", asked(ask.Apply(), bank=bank, hrss=Hrss.CANCELLED)) is closed

    @pytest.mark.parametrize("body", Body)
    def test_a_recovered_card_waits_to_be_destroyed(self, body: Body) -> None:
        case = asked(ask.SendDestructionReceipt(), body=body)
        assert answer("card_is_recovered", case) is (body is Body.RECOVERED)
