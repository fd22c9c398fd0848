"""The ways in which a request may be put: by whom, through which channel, with which papers, on what day.

Two channels are of one class for a request where the same provisions name them and they are the same kind of place;
one of each class is tried. What is tried beside the ordinary way is refused or comes to the same.
"""

from collections.abc import Iterator
from typing import Final

from attrs import evolve

from sscard_core.checking.bounds import CLOSED_DAY
from sscard_core.checking.questions import Put
from sscard_core.lifecycle.case import BANK_COUNTERS
from sscard_core.lifecycle.conditions.facts import WITHOUT_COUNTER
from sscard_core.lifecycle.conditions.losses import OUTLETS
from sscard_core.lifecycle.conditions.offers import COUNTERS
from sscard_core.lifecycle.rules import CompiledProvision, Rules
from sscard_core.model.channels import REMOTE, Channel
from sscard_core.model.papers import Paper
from sscard_core.model.people import Actor
from sscard_core.model.requests import Request

PLACES: Final = (REMOTE, WITHOUT_COUNTER, COUNTERS, OUTLETS, BANK_COUNTERS)
"""Sets of channels that a condition tells apart."""

SINGLED_OUT: Final = frozenset({Channel.ONLINE, Channel.HOME_VISIT, Channel.OTHER_BANK_BRANCH})
"""Channels that a condition names by themselves."""


def provisions_for(rules: Rules, request: Request) -> tuple[CompiledProvision, ...]:
    """Return the provisions of a request's kind."""
    offer = rules.services.get(request.name)
    return offer.provisions if offer else ()


def ordinary(rules: Rules, request: Request, *, actors: int = 1) -> Iterator[Put]:
    """Yield a request as each provision would have it: its first channel, its first person, every paper."""
    seen = set()
    for each in provisions_for(rules, request):
        for by in each.provision.by[:actors] or (None,):
            way = each.provision.through[0], by
            if way not in seen:
                seen.add(way)
                yield _put(request, *way)
    if not seen:
        yield _put(request, None, None)


def by_channel(rules: Rules, request: Request) -> Iterator[Put]:
    """Yield a request through each class of channels, by the first person whom that channel serves."""
    for channel in channel_classes(rules, request):
        serving = [each for each in provisions_for(rules, request) if channel in each.provision.through]
        for by in dict.fromkeys((each.provision.by or (None,))[0] for each in serving) or (Actor.HOLDER,):
            yield _put(request, channel, by)


def by_person(rules: Rules, request: Request) -> Iterator[Put]:
    """Yield a request by each person, through the first channel of each provision."""
    for channel in dict.fromkeys(each.provision.through[0] for each in provisions_for(rules, request)):
        for by in Actor:
            yield _put(request, channel, by)


def by_the_holder(rules: Rules, request: Request) -> Iterator[Put]:
    """Yield a request by the holder, or by the unit or institution whose act it is, through each class of channels."""
    seen = set()
    provisions = provisions_for(rules, request)
    open_to_holder = any(Actor.HOLDER in each.provision.by for each in provisions)
    for channel in channel_classes(rules, request):
        for each in provisions:
            way = channel, Actor.HOLDER if open_to_holder else next(iter(each.provision.by), None)
            if channel in each.provision.through and way not in seen:
                seen.add(way)
                yield _put(request, *way)


def with_papers(rules: Rules, request: Request) -> Iterator[Put]:
    """Yield a request with no paper at all, and with all but one, as each provision asks for them."""
    for each in provisions_for(rules, request):
        asked = [paper for demand in each.demands for paper in demand.papers[:1]]
        if not asked:
            continue
        channel, by = each.provision.through[0], next(iter(each.provision.by), None)
        shown = [frozenset[Paper]()] + [frozenset(asked) - {paper} for paper in dict.fromkeys(asked)]
        for papers in dict.fromkeys(shown):
            yield _put(evolve(request, papers=papers), channel, by)


def on_a_day_off(rules: Rules, request: Request) -> Iterator[Put]:
    """Yield a request on a Saturday at each counter, where counters keep working days."""
    if not rules.terms.counters_keep_working_days:
        return
    for each in provisions_for(rules, request):
        for channel in each.provision.through:
            if channel in COUNTERS:
                yield evolve(_put(request, channel, next(iter(each.provision.by), None)), at=CLOSED_DAY)
                break


def every_way(rules: Rules, request: Request) -> tuple[Put, ...]:
    """Return a request in all the ways that are tried."""
    ways = (ordinary, by_channel, by_person, with_papers, on_a_day_off)
    return tuple(dict.fromkeys(put for way in ways for put in way(rules, request)))


def channel_classes(rules: Rules, request: Request) -> tuple[Channel, ...]:
    """Return one channel of each class, those that serve the request first."""
    classes: dict[object, Channel] = {}
    provisions = provisions_for(rules, request)
    served = [channel for each in provisions for channel in each.provision.through]
    for channel in (*served, *Channel):
        named = tuple(channel in each.provision.through for each in provisions)
        kind = channel if channel in SINGLED_OUT else tuple(channel in place for place in PLACES)
        classes.setdefault((named, kind), channel)
    return tuple(classes.values())


def _put(request: Request, through: Channel | None, by: Actor | None) -> Put:
    return Put(evolve(request, through=through, by=by))
