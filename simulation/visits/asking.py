"""Full mode: every visit puts its request to the desk for a card file; what the desk refuses sends people away.

Card files of synthetic people are prepared before the run, one for each story and kind of person; a visit draws one of
them and asks at its own moment. The files are not changed, so that visits do not depend on each other.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import count
from typing import Final

import numpy as np
from attrs import evolve, frozen

from simulation.engine.station import Bools, Floats, Ints
from simulation.network.network import Group, Network, People
from simulation.tallies import End
from simulation.units import HOUR
from simulation.visits.stories import SET_PIN, STORIES, Story
from sscard_core.lifecycle.calendar import is_counter_day
from sscard_core.lifecycle.desk import Desk
from sscard_core.lifecycle.opening import Start, open_file
from sscard_core.model.arguments import RequestName, Service
from sscard_core.model.card_file import CardFile
from sscard_core.model.channels import REMOTE
from sscard_core.model.decisions import Decision
from sscard_core.model.identifiers import CitizenNumber
from sscard_core.model.moments import midnight
from sscard_core.model.papers import Paper
from sscard_core.model.people import Actor, Holder
from sscard_core.model.refusals import RefusalCode
from sscard_core.model.requests import Request
from sscard_core.model.sex import Sex
from sscard_core.rulebooks.book import Rulebook

NO_REASON: Final = -1
ADULT_YEARS: Final = 40
CHILD_YEARS: Final = 8
VALID_YEARS: Final = 3
EXPIRED_YEARS: Final = 20
ID_ALONE: Final = frozenset({Paper.ID_ORIGINAL})
"""What people bring who have not asked before what is needed."""


@frozen
class Prepared:
    """A card file that a visit may be about, with the request as it should be put and as it is put without papers."""

    share: float
    file: CardFile
    complete: Request
    lacking: Request


def prepare(network: Network, group: Group, desk: Desk, name: RequestName) -> tuple[Prepared, ...]:
    """Prepare the card files of a service: each story, for adults in person and by agent, and for children."""
    service = _made_here(network.book, name, group.makes)
    told = [(story, _file(network, desk, story, ADULT_YEARS)) for story in STORIES[name]]
    kept = [(story, file) for story, file in told if file is not None]
    return tuple(
        prepared
        for story, file in kept or told[-1:]
        for prepared in _people(network, desk, story, _put(network, desk, file, story.ask(service)))
    )


def _made_here(book: Rulebook, name: RequestName, makes: Service) -> Service | None:
    """Return the way of making a card where the rulebook has it for the request at some counter."""
    at_counters = (
        each for each in book.services.get(name, ()) if any(way not in REMOTE for way in each.through)
    )
    return makes if makes in {each.makes for each in at_counters} else None


def _put(network: Network, desk: Desk, file: CardFile | None, ways: tuple[Request, ...]) -> Request:
    """Return the first way of asking that is not at the wrong window."""
    if file is None:
        return ways[0]
    at = midnight(network.first) + timedelta(hours=10)
    wrong = (RefusalCode.WRONG_CHANNEL, RefusalCode.SERVICE_NOT_OFFERED)
    served = (each for each in ways if desk.decide(file, each, at).code not in wrong)
    return next(served, ways[0])


def _people(network: Network, desk: Desk, story: Story, asked: Request) -> Iterator[Prepared]:
    people: People = network.people
    adults = 1.0 - people.guardians
    for share, years, actor in (
        (adults * (1.0 - people.agents), ADULT_YEARS, Actor.HOLDER),
        (adults * people.agents, ADULT_YEARS, Actor.AGENT),
        (people.guardians, CHILD_YEARS, Actor.GUARDIAN),
    ):
        file = _file(network, desk, story, years)
        if share > 0.0 and file is not None:
            complete = evolve(asked, by=actor)
            yield Prepared(share * story.share, file, complete, evolve(complete, papers=ID_ALONE))


def _file(network: Network, desk: Desk, story: Story, years: int) -> CardFile | None:
    """Return a card file in the situation of a story; None where the rulebook knows nothing of what came before."""
    issued = _years_before(network.first, EXPIRED_YEARS if story.expired else VALID_YEARS)
    born = _years_before(network.first, years)
    holder = Holder(name="测试", born=born, id_number=CitizenNumber.synthetic(born, Sex.UNSTATED, 1))
    start = Start(situation=story.situation, on=max(issued, born), hrss_pin=SET_PIN, bank_pin=SET_PIN)
    file, _ = open_file(desk, holder, start)
    day = next(
        day for day in (network.first - timedelta(days=back) for back in count(1)) if is_counter_day(day)
    )
    opened = file
    for minute, request in enumerate(story.before):
        at = midnight(day) + timedelta(minutes=10 * HOUR + minute)
        file = desk.decide(file, request, at).file
    return file if file is not opened or not story.before else None


def _years_before(day: date, years: int) -> date:
    return day - timedelta(days=round(years * 365.25))


class Asking:
    """The desk of a group's outlets. `reasons` are the refusals met so far, in words, by number."""

    def __init__(self, network: Network, group: Group) -> None:
        self.network = network
        self.desk = Desk(network.book)
        works = network.works
        self.prepared = [
            prepare(network, group, self.desk, work.name) if work.name in network.book.services else ()
            for work in works
        ]
        self.cumulated = [np.cumsum([each.share for each in lot]) for lot in self.prepared]
        self.first_moment = midnight(network.first)
        self.reasons: dict[str, int] = {}
        self.known: dict[tuple[str, RefusalCode, tuple[object, ...]], int] = {}

    def ask(
        self, arrival: Floats, service: Ints, again: Ints, uniform: Floats, lacks: Bools
    ) -> tuple[Ints, Ints]:
        """Put every visit's request; return how it is sent away (an End, DONE if it is not) and the reason's number.

        `again`: places of visits that are not the first; they are of people who now do everything right.
        """
        chosen = np.zeros(len(arrival), np.int64)
        for place, shares in enumerate(self.cumulated):
            here = service == place
            if len(shares):
                chosen[here] = np.searchsorted(shares / shares[-1], uniform[here], side="right")
        chosen[again] = 0
        sent, reason = np.zeros(len(arrival), np.int64), np.full(len(arrival), NO_REASON)
        columns = (arrival.tolist(), service.tolist(), chosen.tolist(), lacks.tolist())
        decide, first = self.desk.decide, self.first_moment
        for visit, (minute, kind, which, lacking) in enumerate(zip(*columns, strict=True)):
            if not self.prepared[kind]:
                continue
            person = self.prepared[kind][which]
            at = first + timedelta(minutes=minute)
            decision = decide(person.file, person.lacking if lacking else person.complete, at)
            if decision.code is not None:
                missing = decision.code is RefusalCode.MISSING_MATERIAL
                sent[visit] = End.PAPERS if missing else End.REFUSED
                reason[visit] = self._reason(decision)
        return sent, reason

    def _reason(self, decision: Decision) -> int:
        """Return the number of a refusal, the same for the same request, code and grounds."""
        assert decision.code is not None
        key = (str(decision.request.name), decision.code, decision.grounds)
        number = self.known.get(key)
        if number is None:
            cited = ", ".join(str(each) for each in (*decision.clauses, *decision.assumed))
            told = f"{decision.request.name}: {decision.code} ({cited})"
            number = self.known[key] = self.reasons.setdefault(told, len(self.reasons))
        return number
