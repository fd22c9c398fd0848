"""Journeys: what a person goes through under a rulebook, played at the desk step by step.

Nothing here knows a rulebook: a step is what the desk decided, with the fee, the promise and the clauses it gave.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Final

from attrs import evolve, frozen

from sscard_core.audit.diagrams.stories import BALANCE, STORIES, Sequence, Story, Wish
from sscard_core.checking.bounds import HRSS_PIN, NOW, OWN_BANK
from sscard_core.checking.explore import VERIFIER
from sscard_core.checking.people import ADULT
from sscard_core.checking.ways import ordinary
from sscard_core.lifecycle.case import Case
from sscard_core.lifecycle.desk import Desk
from sscard_core.lifecycle.opening import Situation, Start, open_file
from sscard_core.lifecycle.provisions import choose
from sscard_core.model.arguments import RequestName, Stage
from sscard_core.model.card_file import CardFile
from sscard_core.model.channels import Channel
from sscard_core.model.decisions import Decision, Outcome
from sscard_core.model.papers import Paper
from sscard_core.model.people import Actor
from sscard_core.model.refusals import RefusalCode
from sscard_core.model.requests import Produce, Request
from sscard_core.model.words import Word
from sscard_core.rulebooks.book import Promise, Rulebook
from sscard_core.rulebooks.telling import Phrase


class Lane(Word):
    """The four who act in a journey. The holder's lane is also that of whoever comes for the holder."""

    HOLDER = "holder", "持卡人"
    WINDOW = "window", "窗口"
    BANK = "bank", "银行"
    FACTORY = "factory", "制卡厂"


AT_THE_BANK: Final = frozenset(
    {Channel.BANK_BRANCH, Channel.OTHER_BANK_BRANCH, Channel.BANK_HOTLINE, Channel.ATM, Channel.HOME_VISIT}
)
"""Channels behind which a bank stands; every other one is a window's."""

IN_PRODUCTION: Final = {Stage.ACCOUNT_OPENED: Lane.BANK}
"""Who brings a stage of production about, where it is not the factory."""

COMES_FIRST: Final = (Actor.HOLDER, Actor.FAMILY, Actor.AGENT, Actor.GUARDIAN, Actor.EMPLOYER)
"""Who is tried first: the person of the journey is grown up, so that a family comes before a guardian."""

LONGEST_WAIT: Final = 10
"""Days to wait for a counter to open; no row of days off is longer."""


@frozen(kw_only=True)
class Step:
    """One request of a journey, as it was decided. `by` is None for an act of institutions."""

    request: RequestName
    detail: Phrase | None
    lane: Lane
    by: Actor | None
    through: Channel | None
    on: date
    papers: tuple[tuple[Paper, ...], ...]
    promise: Promise | None
    provision: str
    decision: Decision

    @property
    def is_refused(self) -> bool:
        """True where the rulebook says no to a step that others know."""
        return self.decision.outcome is Outcome.REFUSED


@frozen
class Journey:
    """A journey under one rulebook."""

    name: str
    title: Phrase
    rulebook: str
    place: Phrase
    steps: tuple[Step, ...]


def journeys(book: Rulebook) -> tuple[Journey, ...]:
    """Play every journey under a rulebook."""
    return tuple(_Player(book).play(story) for story in STORIES)


class _Player:
    """Plays journeys at one desk, from 18 November 2026 on, a step a day."""

    def __init__(self, book: Rulebook) -> None:
        self.book = book
        self.desk = Desk(book, VERIFIER)

    def play(self, story: Story) -> Journey:
        file, now, steps = self._opened(story), NOW, []
        for wish in story.wishes:
            for step in self._fulfilled(file, wish, now):
                steps.append(step)
                if not step.is_refused:
                    file = step.decision.file
                    assert file.at is not None, "a file to which something happened has a moment"
                    now = file.at + timedelta(days=1)
        place = Phrase(self.book.title_en, self.book.title_zh)
        return Journey(story.name, story.title, self.book.id, place, tuple(steps))

    def _opened(self, story: Story) -> CardFile:
        start = Start(on=NOW.date() - timedelta(days=1), bank=OWN_BANK)
        if story.situation is not Situation.NO_CARD:
            start = evolve(
                start,
                situation=story.situation,
                hrss_balance=BALANCE,
                bank_balance=BALANCE,
                hrss_pin=HRSS_PIN,
            )
        return open_file(self.desk, ADULT, start)[0]

    def _fulfilled(self, file: CardFile, wish: Wish, now: datetime) -> tuple[Step, ...]:
        """Return the steps of the first sequence that is accepted whole, else the refusal of the first."""
        tried = [tuple(self._sequence(file, way, now)) for way in wish.ways]
        for way, steps in zip(wish.ways, tried, strict=True):
            if len(steps) == len(way) and not any(step.is_refused for step in steps):
                return steps
        partly = max(tried, key=lambda steps: sum(not step.is_refused for step in steps))
        return partly if wish.told_if_refused else ()

    def _sequence(self, file: CardFile, way: Sequence, now: datetime) -> Iterator[Step]:
        for request in way:
            step = self._step(file, request, now)
            yield step
            if not step.is_refused:
                file = step.decision.file
                now = (file.at or now) + timedelta(days=1)

    def _step(self, file: CardFile, request: Request, now: datetime) -> Step:
        """Ask as the desk would have it, then as each provision would; the first that is accepted counts."""
        ways = [put.request for put in ordinary(self.desk.rules, request, actors=len(Actor))]
        asked = [request, *sorted(ways, key=lambda way: COMES_FIRST.index(way.by or Actor.HOLDER))]
        steps = [self._asked(file, each, now) for each in asked]
        return next((step for step in steps if not step.is_refused), steps[0])

    def _asked(self, file: CardFile, request: Request, now: datetime) -> Step:
        """Ask on the first day on which the counter is open."""
        days = (now + timedelta(days=wait) for wait in range(LONGEST_WAIT))
        decided = ((at, self.desk.decide(file, request, at)) for at in days)
        at, decision = next(each for each in decided if each[1].code is not RefusalCode.CLOSED)
        case = Case(self.desk.present(file, at).file, request, at, self.desk.rules.terms, VERIFIER)
        chosen = choose(self.desk.rules, case).provision
        demands = chosen.demands if chosen else ()
        return Step(
            request=request.name,
            detail=_detail(request),
            lane=_lane(request, case.through),
            by=case.by if chosen and chosen.provision.by else None,
            through=case.through,
            on=at.date(),
            papers=tuple(each.papers for each in demands if all(fact.holds(case) for fact in each.facts)),
            promise=chosen.provision.due if chosen else None,
            provision=chosen.provision.name if chosen else "",
            decision=decision,
        )


def _detail(request: Request) -> Phrase | None:
    """Return the argument of a request that tells it from others of its name: a kind, side, stage or reason."""
    words = [getattr(request, name, None) for name in ("kind", "side", "stage", "reason")]
    told = [word for word in words if isinstance(word, Word)]
    return Phrase(", ".join(map(str, told)), "、".join(word.zh for word in told)) if told else None


def _lane(request: Request, through: Channel | None) -> Lane:
    if isinstance(request, Produce):
        return IN_PRODUCTION.get(request.stage, Lane.FACTORY) if request.stage else Lane.FACTORY
    return Lane.BANK if through in AT_THE_BANK else Lane.WINDOW
