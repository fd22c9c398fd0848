"""The synthetic people of full mode: card files prepared before a run, one for each story and kind of person.

People put their request through a channel of the door at which they ask: at a counter through the first that the
rulebook names and that serves them there.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import count
from typing import Final

from attrs import evolve, frozen

from simulation.network.doors import DOOR_OF
from simulation.network.services import Door
from simulation.units import HOUR
from simulation.visits.dossiers import Dossier, Person, Questions
from simulation.visits.stories import SET_PIN, STORIES, Story
from sscard_core.lifecycle.calendar import is_counter_day
from sscard_core.lifecycle.desk import Desk
from sscard_core.lifecycle.opening import Start, open_file
from sscard_core.model.arguments import RequestName, Service
from sscard_core.model.card_file import CardFile
from sscard_core.model.channels import REMOTE, Channel
from sscard_core.model.identifiers import CitizenNumber
from sscard_core.model.moments import midnight
from sscard_core.model.papers import Paper
from sscard_core.model.people import Actor, Holder
from sscard_core.model.refusals import RefusalCode
from sscard_core.model.requests import Request
from sscard_core.model.sex import Sex
from sscard_core.rulebooks.book import Rulebook

ADULT_YEARS: Final = 40
CHILD_YEARS: Final = 8
VALID_YEARS: Final = 3
EXPIRED_YEARS: Final = 20
ID_ALONE: Final = frozenset({Paper.ID_ORIGINAL})
"""What people bring who have not asked before what is needed."""

NOT_SERVED_SO: Final = frozenset({RefusalCode.WRONG_CHANNEL, RefusalCode.SERVICE_NOT_OFFERED})


@frozen(eq=False)
class Prepared:
    """A person whom a visit may be of, and the share of such people among those who ask for the service."""

    share: float
    person: Person


def prepare(
    questions: Questions, name: RequestName, door: Door, makes: Service | None
) -> tuple[Prepared, ...]:
    """Prepare who asks for a service at a door: each story, for adults in person and by agent, and for children.

    Stories that cannot have happened under the rulebook are left out; where none can, people ask all the same.
    `makes`: how the outlet makes cards; None away from counters.
    """
    book = questions.network.book
    service, channels = _made_here(book, name, makes), _channels(book, name, door)
    stories = [story for story in STORIES[name] if door in story.doors]
    possible = [story for story in stories if _file(questions, story, ADULT_YEARS) is not None]
    return tuple(
        prepared
        for story in possible or [evolve(stories[-1], before=())]
        for prepared in _people(questions, story, _put(questions, story, story.ask(service), channels))
    )


def _made_here(book: Rulebook, name: RequestName, makes: Service | None) -> Service | None:
    """Return the way of making a card where the rulebook has it for the request at some counter."""
    at_counters = (
        each for each in book.services.get(name, ()) if any(way not in REMOTE for way in each.through)
    )
    return makes if makes in {each.makes for each in at_counters} else None


def _channels(book: Rulebook, name: RequestName, door: Door) -> tuple[Channel | None, ...]:
    """Return the channels of a door that the rulebook opens for a request, in its order; (None,) where there are none."""
    opened = (way for each in book.services.get(name, ()) for way in each.through)
    return tuple(dict.fromkeys(way for way in opened if DOOR_OF.get(way, Door.COUNTER) is door)) or (None,)


def _put(
    questions: Questions, story: Story, ways: tuple[Request, ...], channels: tuple[Channel | None, ...]
) -> Request:
    """Return the first way of asking that is served through the door, or the first of all."""
    asked = [evolve(way, through=channel) for way in ways for channel in channels]
    file = _file(questions, story, ADULT_YEARS)
    assert file is not None, "only stories that can have happened are told"
    at = midnight(questions.network.first) + timedelta(hours=10)
    served = (each for each in asked if questions.desk.decide(file, each, at).code not in NOT_SERVED_SO)
    return next(served, asked[0])


def _people(questions: Questions, story: Story, asked: Request) -> Iterator[Prepared]:
    people = questions.network.people
    adults = 1.0 - people.guardians
    for share, years, actor in (
        (adults * (1.0 - people.agents), ADULT_YEARS, Actor.HOLDER),
        (adults * people.agents, ADULT_YEARS, Actor.AGENT),
        (people.guardians, CHILD_YEARS, Actor.GUARDIAN),
    ):
        file = _file(questions, story, years)
        if share > 0.0 and file is not None:
            complete = evolve(asked, by=actor)
            lacking = evolve(complete, papers=ID_ALONE)
            then = tuple(evolve(each, by=actor) for each in story.then)
            yield Prepared(share * story.share, Person(Dossier(file), complete, lacking, then=then))


def _file(questions: Questions, story: Story, years: int) -> CardFile | None:
    """Return a card file in the situation of a story; None where the rulebook knows nothing of what came before."""
    desk, first = questions.desk, questions.network.first
    issued = _years_before(first, EXPIRED_YEARS if story.expired else VALID_YEARS)
    born = _years_before(first, years)
    holder = Holder(
        name="测试",
        born=born,
        id_number=CitizenNumber.synthetic(born, Sex.UNSTATED, 1),
        special_need=story.special_need,
        lives=story.lives,
    )
    start = Start(situation=story.situation, on=max(issued, born), hrss_pin=SET_PIN, bank_pin=SET_PIN)
    file, _ = open_file(desk, holder, start)
    return _after(desk, file, story, first)


def _after(desk: Desk, file: CardFile, story: Story, first: date) -> CardFile | None:
    """Return a file after what a story tells of the last counter day before the run."""
    day = next(day for day in (first - timedelta(days=back) for back in count(1)) if is_counter_day(day))
    opened = file
    for minute, request in enumerate(story.before):
        at = midnight(day) + timedelta(minutes=10 * HOUR + minute)
        file = desk.decide(file, request, at).file
    return file if file is not opened or not story.before else None


def _years_before(day: date, years: int) -> date:
    return day - timedelta(days=round(years * 365.25))
