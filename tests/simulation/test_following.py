"""One card's file from the order to the card in hand, step by step on its days."""

from datetime import timedelta

import numpy as np
import pytest
from attrs import evolve
from network_samples import network

from simulation.network.network import Network, People
from simulation.network.services import Door
from simulation.production.following import Following, is_instant
from simulation.production.line import Cards
from simulation.streams import Streams
from simulation.units import DAY
from simulation.visits.dossiers import Answer, Person, Questions, objects
from simulation.visits.preparing import prepare
from sscard_core.model.arguments import RequestName, Service, Stage
from sscard_core.model.people import Actor
from sscard_core.model.refusals import RefusalCode as C
from sscard_core.model.statuses import Bank, Hrss, Order, Temporary

ORDERED = 7
"""A Monday."""

KEPT_UNTIL = 140


class Followed:
    """A replacement ordered by a holder, with or without a temporary card in the meantime."""

    def __init__(self, base: Network, *, takes_temporary: bool = False) -> None:
        self.network, self.questions = base, Questions(base)
        self.following = Following(base, self.questions, Streams(1, 0))
        lot = prepare(self.questions, RequestName.REPLACE, Door.COUNTER, Service.STANDARD)
        asks = next(
            each.person
            for each in lot
            if each.person.by is Actor.HOLDER
            and bool(each.person.then) is takes_temporary
            and each.person.dossier.file.hrss is Hrss.FORMALLY_LOST
        )
        answer = self.questions.put(asks.dossier, asks.complete, ORDERED)
        assert answer.after is not None
        self.person = asks.bringing(self.questions.after(answer.after, asks.then, ORDERED))

    def made(self, stage: Stage, day: int) -> Order:
        """Tell that a stage is done and return how the order stands."""
        one = np.zeros(1)
        cards = Cards(one, one.astype(np.int64), one.astype(np.int64), objects([self.person]))
        people = self.following.made(cards, str(stage), day * DAY).people
        assert people is not None
        (self.person,) = people
        return self.person.dossier.file.order

    def all_made(self) -> None:
        """Take the card through production in four weeks."""
        for number, stage in enumerate(Stage):
            self.made(stage, ORDERED + 7 * number)

    def fetcher(self) -> Person:
        """Return who comes to fetch the card."""
        (person,) = self.following.fetching(objects([self.person]), np.array([KEPT_UNTIL]))
        assert isinstance(person, Person)
        return person

    def fetches(self, day: int, *, forgets: bool = False) -> Answer:
        """Return the answer to who comes for the card on a day; who forgets brings no temporary card back."""
        person = self.fetcher()
        first = () if forgets else person.first
        return self.questions.put(self.questions.after(person.dossier, first, day), person.complete, day)


BASE = network("xinxiang-2017", people=People(agents=0.0))


def test_the_order_goes_through_production_into_the_holders_hand() -> None:
    card = Followed(BASE)
    assert card.person.dossier.file.order is Order.ACCEPTED
    orders = [card.made(stage, ORDERED + 2 + number) for number, stage in enumerate(Stage)]
    assert orders == [Order.IN_PRODUCTION] * 3 + [Order.READY]
    after = card.fetches(20).after
    assert after is not None
    assert (after.file.order, after.file.hrss, after.file.bank) == (
        Order.COLLECTED,
        Hrss.SEALED,
        Bank.INACTIVE,
    )
    assert after.file.card is not None
    assert after.file.card.issued_on == BASE.first + timedelta(days=20)


def test_a_card_is_not_handed_out_before_it_is_ready() -> None:
    card = Followed(BASE)
    card.made(Stage.ACCOUNT_OPENED, ORDERED + 2)
    assert card.fetches(20).code is C.WRONG_ORDER


def test_a_stage_done_again_is_told_once() -> None:
    card = Followed(BASE)
    for stage in (Stage.ACCOUNT_OPENED, Stage.MANUFACTURED):
        card.made(stage, ORDERED + 3)
    before = card.person
    assert card.made(Stage.ACCOUNT_OPENED, ORDERED + 5) is Order.IN_PRODUCTION
    assert card.person is before


def test_production_out_of_order_is_noticed() -> None:
    with pytest.raises(AssertionError, match="not so far"):
        Followed(BASE).made(Stage.PERSONALISED, ORDERED + 3)


@pytest.mark.parametrize(("day", "temporary"), [(40, Temporary.VALID), (120, Temporary.EXPIRED)])
def test_a_temporary_card_is_handed_back_first_also_when_it_has_expired(
    day: int, temporary: Temporary
) -> None:
    """Xinxiang's lasts three months; expired counts as out."""
    card = Followed(BASE, takes_temporary=True)
    card.all_made()
    refused = card.fetches(day, forgets=True)
    assert refused.code is C.WRONG_ORDER
    held = card.person.dossier if refused.after is None else refused.after
    assert held.file.temporary is temporary
    assert card.fetches(day).code is None


def test_a_card_made_at_once_is_taken_along_where_it_was_made() -> None:
    base = network("xinjiang-2022", people=People(agents=0.0))
    questions = Questions(base)
    lot = prepare(questions, RequestName.APPLY, Door.COUNTER, Service.STANDARD)
    answer = questions.put(lot[0].person.dossier, lot[0].person.complete, ORDERED)
    assert answer.after is not None
    person = lot[0].person.bringing(answer.after)
    assert is_instant(person)
    assert Following(base, questions, Streams(1, 0)).collected_at_once(person, ORDERED)


def test_a_share_of_adults_sends_somebody() -> None:
    card = Followed(evolve(BASE, people=People(agents=0.9999)))
    assert card.fetcher().by is Actor.AGENT
    assert Followed(BASE).fetcher().by is Actor.HOLDER
