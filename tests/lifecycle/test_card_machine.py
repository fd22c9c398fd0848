"""Ask anything of one card, in any order, under every rulebook; a failure prints a short program."""

from datetime import timedelta
from typing import ClassVar

import pytest
from checked_card import READ, CheckedCard
from desk_pools import GOOD_PINS, LONG, MINUTES, ONE_SIDE, SHORT
from desk_samples import Readings, desk_of
from desk_strategies import ANSWERS, HOLDERS, ODD_REQUESTS, PLAIN_REQUESTS, STARTS, USUAL_REQUESTS
from desk_ways import WAYS, Way
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from sscard_core import Desk, Holder, StaleMoment, Start
from sscard_core import requests as ask
from sscard_core.model.arguments import BankAnswer
from sscard_core.model.statuses import Side


class OneCard(RuleBasedStateMachine):
    """One card at one desk. No step is ever left out: what cannot be done is refused."""

    desk: ClassVar[Desk]

    @initialize(holder=HOLDERS, start=STARTS)
    def open(self, holder: Holder, start: Start) -> None:
        self.card = CheckedCard(self.desk, holder, start)

    @rule(request=USUAL_REQUESTS, minutes=st.sampled_from(SHORT), answer=ANSWERS)
    def somebody_asks(self, request: ask.Request, minutes: int, answer: BankAnswer) -> None:
        self.card.put(request, minutes, answer)

    @rule(request=ODD_REQUESTS, minutes=st.sampled_from(MINUTES), answer=ANSWERS)
    def anybody_asks_anything(self, request: ask.Request, minutes: int, answer: BankAnswer) -> None:
        self.card.put(request, minutes, answer)

    @rule(way=st.sampled_from(WAYS), steps=st.integers(1, 12))
    def a_usual_way_is_gone(self, way: Way, steps: int) -> None:
        for request, minutes in way[:steps]:
            self.card.put(request, minutes)

    @rule(steps=st.integers(1, 6))
    def a_card_is_made(self, steps: int) -> None:
        for _ in range(steps):
            self.card.put(self.card.next_step(), 1)

    @rule(side=st.sampled_from(ONE_SIDE), pin=st.sampled_from(GOOD_PINS), times=st.integers(1, 7))
    def a_pin_is_entered_again_and_again(self, side: Side, pin: str, times: int) -> None:
        for _ in range(times):
            self.card.put(ask.EnterPin(side=side, pin=pin), 1)

    @rule(minutes=st.sampled_from(LONG))
    def time_passes(self, minutes: int) -> None:
        self.card.wait(minutes)

    @rule(request=PLAIN_REQUESTS)
    def a_moment_before_the_last_event_is_refused_as_such(self, request: ask.Request) -> None:
        assert self.card.file.at is not None
        with pytest.raises(StaleMoment):
            self.desk.decide(self.card.file, request, self.card.file.at - timedelta(minutes=1))


@pytest.mark.parametrize(("book", "readings"), READ.values(), ids=READ.keys())
def test_whatever_is_asked_in_whatever_order_the_card_file_stays_sound(book: str, readings: Readings) -> None:
    class OneCardHere(OneCard):
        desk = desk_of(book, readings)

    run_state_machine_as_test(OneCardHere, settings=settings(max_examples=40, stateful_step_count=30))
