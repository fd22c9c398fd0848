"""Which provision serves a request that leaves out its channel, or asks for a way of making the card."""

import pytest
from condition_samples import NO_CARD, asked, making
from desk_samples import desk_of

from sscard_core import RefusalCode
from sscard_core import requests as ask
from sscard_core.lifecycle.provisions import choose
from sscard_core.model.arguments import Service
from sscard_core.model.channels import Channel
from sscard_core.model.people import Actor
from sscard_core.model.statuses import Order, Side

C = RefusalCode
WINDOW, OUTLET, BRANCH, ONLINE = (
    Channel.SERVICE_WINDOW,
    Channel.CARD_OUTLET,
    Channel.BANK_BRANCH,
    Channel.ONLINE,
)


class TestDefaultChannels:
    """The first channel that the rulebook names; an instant card waits where it was made, one ordered online is sent."""

    @pytest.mark.parametrize(
        ("book", "made_at", "service", "through"),
        [
            ("jiangsu", ONLINE, Service.STANDARD, ONLINE),
            ("jiangsu", WINDOW, Service.FAST, OUTLET),
            ("jiangsu", BRANCH, Service.FAST, OUTLET),
            ("jiangsu", BRANCH, Service.INSTANT, BRANCH),
            ("xinjiang-2022", ONLINE, Service.STANDARD, ONLINE),
            ("xinjiang-2022", OUTLET, Service.FAST, WINDOW),
            ("xinjiang-2022", OUTLET, Service.INSTANT, OUTLET),
            ("xinjiang-2013", ONLINE, Service.STANDARD, WINDOW),
            ("xinxiang-2017", ONLINE, Service.STANDARD, WINDOW),
        ],
    )
    def test_where_a_card_is_collected(
        self, book: str, made_at: Channel, service: Service, through: Channel
    ) -> None:
        made = making(service=service, through=made_at)
        case = asked(ask.Collect(), book=book, order=Order.READY, making=made)
        assert not choose(desk_of(book).rules, case).failed
        assert case.through is through

    def test_only_a_collection_goes_where_the_card_was_made(self) -> None:
        made = making(service=Service.INSTANT, through=BRANCH)
        for order in (Order.READY, Order.COLLECTED):
            case = asked(ask.ReportLoss(side=Side.BOTH), order=order, making=made)
            choose(desk_of("jiangsu").rules, case)
            assert case.through is OUTLET
        done = asked(ask.Collect(), order=Order.COLLECTED, making=made)
        choose(desk_of("jiangsu").rules, done)
        assert done.through is OUTLET
        none = asked(ask.Collect(), order=Order.READY, making=None)
        choose(desk_of("jiangsu").rules, none)
        assert none.through is OUTLET

    @pytest.mark.parametrize(
        ("by", "request_", "through"),
        [
            (None, ask.Apply, OUTLET),
            (Actor.HOLDER, ask.Apply, OUTLET),
            (Actor.EMPLOYER, ask.Apply, BRANCH),
            (None, ask.Collect, OUTLET),
            (Actor.AGENT, ask.Collect, OUTLET),
            (Actor.EMPLOYER, ask.Collect, BRANCH),
        ],
    )
    def test_it_is_one_that_is_open_to_the_person(
        self, by: Actor | None, request_: type[ask.Request], through: Channel
    ) -> None:
        made = making(service=Service.BATCH, through=OUTLET)
        case = asked(request_(by=by), order=Order.READY, making=made)
        assert not choose(desk_of("jiangsu").rules, case).failed
        assert (case.through, case.by) == (through, by or Actor.HOLDER)

    @pytest.mark.parametrize(("side", "through"), [(Side.HRSS, WINDOW), (Side.BANK, BRANCH)])
    def test_a_side_under_no_report_is_asked_for_where_it_would_be_released(
        self, side: Side, through: Channel
    ) -> None:
        case = asked(ask.ReleaseLoss(side=side), book="xinjiang-2013")
        choose(desk_of("xinjiang-2013").rules, case)
        assert case.through is through


class TestWaysOfMaking:
    """A way of making the card is offered to some and not to others."""

    @pytest.mark.parametrize(
        ("by", "service", "made"),
        [
            (None, None, Service.STANDARD),
            (None, Service.STANDARD, Service.STANDARD),
            (Actor.EMPLOYER, None, Service.BATCH),
            (Actor.EMPLOYER, Service.BATCH, Service.BATCH),
            (None, Service.BATCH, None),
            (Actor.HOLDER, Service.BATCH, None),
            (Actor.GUARDIAN, Service.BATCH, None),
            (Actor.EMPLOYER, Service.STANDARD, None),
            (None, Service.INSTANT, None),
            (None, Service.FAST, None),
        ],
    )
    def test_what_is_not_offered_to_who_comes_is_not_offered(
        self, by: Actor | None, service: Service | None, made: Service | None
    ) -> None:
        case = asked(ask.Apply(by=by, service=service), book="xinjiang-2013", **NO_CARD)
        choice = choose(desk_of("xinjiang-2013").rules, case)
        assert (choice.provision is None) is (made is None)
        assert case.service is made
        if made is None:
            assert choice.code is C.SERVICE_NOT_OFFERED
            assert choice.grounds

    @pytest.mark.parametrize("service", [Service.FAST, Service.INSTANT])
    def test_an_outlet_makes_it_in_the_way_that_is_asked_for(self, service: Service) -> None:
        case = asked(ask.Apply(service=service), **NO_CARD)
        choice = choose(desk_of("jiangsu").rules, case)
        assert choice.provision is not None
        assert (choice.provision.provision.makes, case.service) == (service, service)

    def test_what_is_served_nowhere_near_tells_where_it_is_served(self) -> None:
        case = asked(ask.Apply(through=Channel.HOSPITAL), **NO_CARD)
        choice = choose(desk_of("jiangsu").rules, case)
        assert (choice.failed, choice.code) == (True, C.WRONG_CHANNEL)
        assert choice.grounds

    def test_who_may_not_ask_is_told_on_which_grounds(self) -> None:
        case = asked(ask.Apply(by=Actor.FAMILY), book="xinjiang-2013", **NO_CARD)
        choice = choose(desk_of("xinjiang-2013").rules, case)
        assert (choice.failed, choice.code) == (True, C.WRONG_ACTOR)
        assert choice.grounds
