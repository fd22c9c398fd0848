"""Following card files from the order to the card in hand: what production and delivery tell the desk, and who collects.

Each stage is told on the day on which its cards come out of it; a stage done again after a failure is told once.
"""

from functools import cache
from typing import Final

from attrs import evolve

from simulation.engine.station import Ints
from simulation.network.network import Network
from simulation.production.line import Cards
from simulation.streams import Streams
from simulation.units import DAY
from simulation.visits.coming_again import asked_by
from simulation.visits.dossiers import Answer, Dossier, Objects, Person, Questions, objects
from simulation.visits.preparing import ID_ALONE
from sscard_core.model.arguments import Failure, ReturnReason, Service, Stage
from sscard_core.model.card_file import Making
from sscard_core.model.channels import Channel
from sscard_core.model.people import Actor
from sscard_core.model.requests import Collect, Produce, Request, ReturnTemporary, ReturnUndelivered
from sscard_core.model.statuses import Order, Temporary

STAGES: Final = tuple(Stage)
DONE: Final = {str(stage): Produce(stage=stage) for stage in STAGES}
FAILED: Final = {
    str(stage): Produce(failed=Failure.ACCOUNT_OPENING if stage is STAGES[0] else Failure.PRODUCTION)
    for stage in STAGES
}
RETURN: Final = ReturnUndelivered(reason=ReturnReason.UNREACHABLE, by=Actor.EMPLOYER)
"""The unit or helper that was to hand out a card brings it back."""


class Following:
    """The files of cards that were ordered. `collectors` draws who fetches a card."""

    def __init__(self, network: Network, questions: Questions, streams: Streams) -> None:
        self.network, self.questions = network, questions
        self.collectors = streams.named("collectors")

    def made(self, cards: Cards, stage: str, at: float) -> Cards:
        """Tell the desk that a stage of production is done, and return the cards with their files as they are then."""
        assert cards.people is not None, "cards that are followed were ordered by somebody"
        day = int(at // DAY)
        alike = {each: self._made(each, stage, day) for each in dict.fromkeys(cards.people)}
        return evolve(cards, people=objects([alike[each] for each in cards.people]))

    def failed(self, cards: Cards, stage: str, at: float) -> None:
        """Tell the desk of cards given up at a stage of production."""
        assert cards.people is not None, "cards that are followed were ordered by somebody"
        for each in cards.people:
            answer = self.questions.put(each.dossier, FAILED[stage], int(at // DAY))
            assert _order_after(each.dossier, answer) is Order.FAILED, (
                f"a card given up at {stage} is not failed"
            )

    def _made(self, person: Person, stage: str, day: int) -> Person:
        making = _making(person.dossier)
        if making.stage is not None and str(making.stage) in _from_on(stage):
            return person
        answer = self.questions.put(person.dossier, DONE[stage], day)
        assert answer.after is not None, f"production is told of {stage} where the file is not so far"
        return person.bringing(answer.after)

    def collected_at_once(self, person: Person, day: int) -> bool:
        """Say whether whoever ordered an instant card may take it along, as the desk decides."""
        return self._collected(person.dossier, _collecting(person.by, None), day)

    def brought_home(self, person: Person, day: int) -> bool:
        """Say whether the courier may hand over a card ordered online, as the desk decides."""
        return self._collected(person.dossier, _collecting(person.by, Channel.ONLINE), day)

    def _collected(self, dossier: Dossier, request: Request, day: int) -> bool:
        answer: Answer = self.questions.put(dossier, request, day)
        assert (answer.code is None) is (_order_after(dossier, answer) is Order.COLLECTED)
        return answer.code is None

    def returned(self, people: Objects, days: Ints) -> Objects:
        """Tell the desk of cards that nobody fetched; return their people with the files after the cards went back."""
        told = zip(people, days.tolist(), strict=True)
        return objects(
            [each.bringing(self.questions.once_open(each.dossier, RETURN, day)) for each, day in told]
        )

    def fetching(self, people: Objects, days: Ints) -> Objects:
        """Draw who comes for each card: mostly whoever ordered it, a share of adults sends somebody.

        `days`: after which the card goes back.
        """
        sends = (self.collectors.random(len(people)) < self.network.people.agents).tolist()
        told = zip(people, sends, days.tolist(), strict=True)
        return objects([_fetching(*each) for each in told])


def is_instant(person: Person) -> bool:
    """Say whether the desk decided that a card is made while one waits."""
    return _making(person.dossier).service is Service.INSTANT


def check_on_the_line(people: Objects | None) -> None:
    """Check that the files of cards in production say so."""
    _check_orders(people, frozenset({Order.ACCEPTED, Order.IN_PRODUCTION}))


def check_lying(people: Objects | None) -> None:
    """Check that the files of cards that lie ready, or went back, say so."""
    _check_orders(people, frozenset({Order.READY, Order.UNDELIVERED}))


def _check_orders(people: Objects | None, allowed: frozenset[Order]) -> None:
    assert people is not None, "cards that are followed were ordered by somebody"
    orders = {each.dossier.file.order for each in people}
    assert orders <= allowed, (
        f"of cards that should be {sorted(map(str, allowed))} some are {sorted(map(str, orders))}"
    )


def _making(dossier: Dossier) -> Making:
    assert dossier.file.making is not None, "a card ordered is in the making"
    return dossier.file.making


def _order_after(dossier: Dossier, answer: Answer) -> Order:
    return (answer.after or dossier).file.order


@cache
def _from_on(stage: str) -> frozenset[str]:
    names = [str(each) for each in STAGES]
    return frozenset(names[names.index(stage) :])


@cache
def _collecting(by: Actor, through: Channel | None) -> Request:
    return Collect(by=by, through=through)


@cache
def _collecting_with_id_alone(by: Actor) -> Request:
    return Collect(by=by, papers=ID_ALONE)


def _fetching(person: Person, sends: bool, kept_until: int) -> Person:
    by = Actor.AGENT if sends and person.by is Actor.HOLDER else person.by
    out = person.dossier.file.temporary is not Temporary.NONE
    return Person(
        person.dossier,
        _collecting(by, None),
        _collecting_with_id_alone(by),
        first=(asked_by(ReturnTemporary(), by),) if out else (),
        unless=(kept_until, RETURN),
        is_followed=True,
    )
