"""What the conditions on who comes, and for whom, say at their edges."""

from datetime import date
from typing import Any

import pytest
from condition_samples import answer, asked, making

from sscard_core import Fen
from sscard_core import requests as ask
from sscard_core.model.arguments import Place, Service
from sscard_core.model.card_file import Mark
from sscard_core.model.people import Actor, IdType, Residence
from sscard_core.model.statuses import Hrss, Insurance, Order

DEAD: dict[str, Any] = {"marks": frozenset({Mark.DECEASED})}
CHILD = {"born": date(2012, 5, 1)}
YOUTH = {"born": date(2009, 5, 1)}
ADULT = {"born": date(1985, 3, 2)}
NEEDY = {"special_need": True}
EVERYBODY = (None, *Actor)


def by(actor: Actor | None) -> ask.Request:
    """Return a request put by somebody."""
    return ask.QueryStatus(by=actor)


class TestWhoComes:
    """Each condition concerns one of those who may come, and answers nothing about the others."""

    @pytest.mark.parametrize("actor", EVERYBODY)
    def test_the_holder_must_live(self, actor: Actor | None) -> None:
        concerned = actor is Actor.HOLDER
        assert answer("holder_lives", asked(by(actor))) is (True if concerned else None)
        assert answer("holder_lives", asked(by(actor), **DEAD)) is (False if concerned else None)

    @pytest.mark.parametrize("actor", EVERYBODY)
    def test_the_family_comes_after_a_death(self, actor: Actor | None) -> None:
        concerned = actor is Actor.FAMILY
        assert answer("family_after_death", asked(by(actor))) is (False if concerned else None)
        assert answer("family_after_death", asked(by(actor), **DEAD)) is (True if concerned else None)

    def test_cards_are_for_the_living(self) -> None:
        assert answer("card_for_the_living", asked(ask.Collect())) is None
        assert answer("card_for_the_living", asked(ask.Collect(), **DEAD)) is False

    @pytest.mark.parametrize(
        ("request_", "holder", "file", "ward"),
        [
            (by(Actor.HOLDER), CHILD, {}, None),
            (by(Actor.AGENT), CHILD, {}, None),
            (by(Actor.GUARDIAN), CHILD, {}, True),
            (by(Actor.GUARDIAN), {"born": date(2008, 3, 10)}, {}, True),
            (by(Actor.GUARDIAN), {"born": date(2008, 3, 9)}, {}, False),
            (by(Actor.GUARDIAN), ADULT, {}, False),
            (by(Actor.GUARDIAN), NEEDY, {}, True),
            (by(Actor.GUARDIAN), CHILD, DEAD, False),
            (ask.Cancel(by=Actor.GUARDIAN), CHILD, DEAD, True),
            (ask.Settle(by=Actor.GUARDIAN), CHILD, DEAD, True),
            (ask.SendDestructionReceipt(by=Actor.GUARDIAN), CHILD, DEAD, False),
            (ask.Cancel(by=Actor.GUARDIAN), ADULT, {}, False),
        ],
    )
    def test_a_guardian_has_a_ward(
        self, request_: ask.Request, holder: dict[str, Any], file: dict[str, Any], *, ward: bool | None
    ) -> None:
        assert answer("guardian_has_ward", asked(request_, holder=holder, **file)) is ward

    @pytest.mark.parametrize("actor", EVERYBODY)
    def test_a_minor_comes_with_the_guardian(self, actor: Actor | None) -> None:
        assert answer("guardian_for_minor", asked(by(actor), holder=YOUTH)) is (actor is Actor.GUARDIAN)
        assert answer("guardian_for_minor", asked(by(actor), holder=ADULT)) is None

    @pytest.mark.parametrize(
        ("born", "concerned"),
        [(date(2010, 12, 31), False), (date(2011, 1, 1), True), (date(2012, 5, 1), True)],
    )
    def test_under_sixteen_at_the_years_end_comes_with_the_guardian(
        self, born: date, *, concerned: bool
    ) -> None:
        for actor in EVERYBODY:
            case = asked(by(actor), holder={"born": born})
            expected = actor is Actor.GUARDIAN if concerned else None
            assert answer("guardian_under_sixteen", case) is expected
            assert answer("under_sixteen_at_year_end", case) is concerned

    @pytest.mark.parametrize(
        ("holder", "file", "ground"),
        [
            (ADULT, {}, False),
            (NEEDY, {}, True),
            ({"lives": Residence.ABROAD}, {}, True),
            ({"lives": Residence.OUTSIDE_REGION}, {}, False),
            (ADULT, DEAD, True),
            ({"born": date(2010, 3, 10)}, {}, True),
            ({"born": date(2010, 3, 9)}, {}, False),
        ],
    )
    def test_the_ground_for_an_agent(
        self, holder: dict[str, Any], file: dict[str, Any], *, ground: bool
    ) -> None:
        for actor in EVERYBODY:
            expected = ground if actor is Actor.AGENT else None
            assert answer("special_situation", asked(by(actor), holder=holder, **file)) is expected

    @pytest.mark.parametrize(("reading", "concerned"), [("everywhere", True), ("where_asked", False)])
    def test_an_agent_needs_a_ground_where_the_rulebook_asks_for_it(
        self, reading: str, *, concerned: bool
    ) -> None:
        readings = (("agents_need_ground", reading),)
        for actor in EVERYBODY:
            for need in (True, False):
                case = asked(by(actor), readings=readings, holder={"special_need": need})
                expected = need if concerned and actor is Actor.AGENT else None
                assert answer("agent_has_ground", case) is expected


class TestWhoCollects:
    """A unit's cards are collected by the unit, an undelivered card by the holder."""

    @pytest.mark.parametrize("actor", EVERYBODY)
    def test_a_units_cards(self, actor: Actor | None) -> None:
        batch, fast = making(service=Service.BATCH), making(service=Service.FAST)
        request = ask.Collect(by=actor)
        assert answer("unit_collects", asked(request, making=None)) is None
        assert answer("unit_collects", asked(request, making=None, order=Order.READY)) is None
        assert answer("unit_collects", asked(request, making=fast)) is None
        ready = asked(request, making=batch, order=Order.READY)
        assert answer("unit_collects", ready) is (actor is Actor.EMPLOYER)
        assert answer("unit_collects", asked(request, making=batch, order=Order.COLLECTED)) is None
        back = asked(request, making=batch, order=Order.UNDELIVERED)
        assert answer("unit_collects", back) is None
        assert answer("undelivered_in_person", back) is (actor is Actor.HOLDER)
        assert answer("undelivered_in_person", asked(request, order=Order.READY)) is None

    def test_a_unit_collects_only_what_it_applied_for(self) -> None:
        for service in Service:
            made = making(service=service)
            ready = asked(ask.Collect(), making=made, order=Order.READY)
            assert answer("unit_applied", ready) is (service is Service.BATCH)
            assert answer("unit_applied", asked(ask.Collect(), making=made, order=Order.COLLECTED)) is None
        assert answer("unit_applied", asked(ask.Collect(), making=None, order=Order.READY)) is None


class TestWhoTheHolderIs:
    """What a service asks of the person the card is for."""

    @pytest.mark.parametrize(
        ("insured", "file", "relation", "in_region"),
        [
            (True, {}, True, True),
            (False, {}, False, False),
            (True, {"insurance": Insurance.ENDED}, False, False),
            (True, {"insurance": Insurance.ENDED, "hrss": Hrss.CANCELLED}, True, False),
            (True, {"insurance": Insurance.MOVED}, True, True),
            (False, {"insurance": Insurance.ENDED, "hrss": Hrss.CANCELLED}, False, False),
        ],
    )
    def test_who_is_insured(
        self, insured: bool, file: dict[str, Any], *, relation: bool, in_region: bool
    ) -> None:
        case = asked(ask.Apply(), holder={"insured": insured}, **file)
        assert answer("insured", case) is relation
        assert answer("insured_in_region", case) is in_region

    @pytest.mark.parametrize("has", [True, False])
    def test_who_has_a_second_generation_id(self, has: bool) -> None:
        assert answer("second_generation_id", asked(ask.Apply(), holder={"second_generation_id": has})) is has

    @pytest.mark.parametrize("kind", IdType)
    @pytest.mark.parametrize(("born", "under"), [(date(2010, 3, 10), True), (date(2010, 3, 9), False)])
    def test_a_household_register_is_an_id_under_sixteen(
        self, kind: IdType, born: date, *, under: bool
    ) -> None:
        case = asked(ask.Apply(), holder={"id_type": kind, "born": born})
        expected = under if kind is IdType.HOUSEHOLD_REGISTER else None
        assert answer("household_register_under_sixteen", case) is expected

    @pytest.mark.parametrize(
        ("lives", "elsewhere", "outside"),
        [
            (Residence.LOCALLY, False, False),
            (Residence.ELSEWHERE_IN_REGION, True, False),
            (Residence.OUTSIDE_REGION, True, True),
            (Residence.ABROAD, True, True),
        ],
    )
    def test_where_the_holder_lives(self, lives: Residence, *, elsewhere: bool, outside: bool) -> None:
        case = asked(ask.Apply(), holder={"lives": lives})
        assert answer("lives_elsewhere", case) is elsewhere
        assert answer("lives_outside_region", case) is outside

    @pytest.mark.parametrize("registered", [True, False])
    def test_treatment_elsewhere_is_registered_first(self, registered: bool) -> None:
        holder = {"offsite_registered": registered}
        away = ask.PayMedical(amount=Fen(1), at=Place.ELSEWHERE_IN_REGION)
        assert answer("registered_off_site", asked(away, holder=holder)) is registered
        assert answer("registered_off_site", asked(ask.PayMedical(amount=Fen(1)), holder=holder)) is None

    @pytest.mark.parametrize("needy", [True, False])
    def test_who_cannot_go_to_the_bank(self, needy: bool) -> None:
        assert answer("cannot_go_to_bank", asked(ask.Apply(), holder={"special_need": needy})) is needy

    @pytest.mark.parametrize(("elsewhere", "fewer"), [(0, True), (2, True), (3, False), (4, False)])
    def test_three_valid_cards_are_the_limit(self, elsewhere: int, *, fewer: bool) -> None:
        case = asked(ask.Apply(), holder={"valid_cards_elsewhere": elsewhere})
        assert answer("fewer_than_three_cards", case) is fewer
