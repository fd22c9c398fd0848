"""When each agent was there to take calls, and which types: inferred from the record of services alone.

An agent is there from the start of one service to the end of a later one, unless a gap between two services says
otherwise: it is long, or in the meantime a colleague who had become free later was given a call at once, which only
happens where callers wait; the agent was passed over and so was not there. No wait of any caller is read.
"""

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from attrs import frozen

from simulation.replay.trace import Call


@frozen
class PresenceRule:
    """How gaps between an agent's services are read. Times are seconds; the shares are between 0 and 1."""

    away_after_s: float
    """A longer gap is an absence."""
    briefest_s: float
    """A shorter gap is never an absence: the turnaround covers it."""
    at_once_s: float
    """A service that starts so soon after the agent's last one was waited for."""
    passed_over: int
    """So many waited-for services given to colleagues during a gap make it an absence."""
    last_share: float
    """The share of a session's last service before whose end the agent takes no further call."""
    type_share: float
    """A type is an agent's where its share in her calls is at least so much of its share in all calls."""


@frozen
class Session:
    """A stretch in which an agent takes calls, in seconds after midnight."""

    on: float
    off: float


@frozen
class Presence:
    """One agent on one day."""

    agent: str
    takes: frozenset[str]
    sessions: tuple[Session, ...]


@frozen
class _Service:
    started: int
    ended: int
    type: str
    agent: str
    free_since: int
    """When this agent's services before it had ended; before the day for the first."""


BEFORE_THE_DAY = -1_000_000
"""Earlier than any service, in seconds after midnight."""


def presences(calls: Iterable[Call], rule: PresenceRule) -> tuple[Presence, ...]:
    """Infer who was there on one day; agents in the order of their first service."""
    by_agent = _services(calls)
    every = sorted((each for own in by_agent.values() for each in own), key=lambda one: one.started)
    starts = [each.started for each in every]
    types = Counter(each.type for each in every)
    found = []
    for agent, own in by_agent.items():
        takes = _takes(own, types, rule)
        sessions = _sessions(own, every, starts, takes, rule)
        found.append(Presence(agent, takes, sessions))
    return tuple(found)


def _services(calls: Iterable[Call]) -> dict[str, list[_Service]]:
    by_agent: dict[str, list[_Service]] = defaultdict(list)
    free_since: dict[str, int] = {}
    for call in sorted((each for each in calls if each.is_on_record), key=lambda each: each.started):
        before = free_since.get(call.agent, BEFORE_THE_DAY)
        by_agent[call.agent].append(_Service(call.started, call.ended, call.type, call.agent, before))
        free_since[call.agent] = max(before, call.ended)
    return by_agent


def _takes(own: Sequence[_Service], types: Mapping[str, int], rule: PresenceRule) -> frozenset[str]:
    total = sum(types.values())
    counted = Counter(each.type for each in own)
    return frozenset(
        type_
        for type_, count in counted.items()
        if count >= rule.type_share * len(own) * types[type_] / total
    )


def _sessions(
    own: Sequence[_Service],
    every: Sequence[_Service],
    starts: Sequence[int],
    takes: frozenset[str],
    rule: PresenceRule,
) -> tuple[Session, ...]:
    groups = [[own[0]]]
    for service in own[1:]:
        gap = service.started - service.free_since
        between = every[bisect_right(starts, service.free_since) : bisect_left(starts, service.started)]
        passed = gap > rule.briefest_s and _passed_over(service, between, takes, rule) >= rule.passed_over
        if gap > rule.away_after_s or passed:
            groups.append([service])
        else:
            groups[-1].append(service)
    return tuple(_session(group, rule) for group in groups)


def _passed_over(
    service: _Service, between: Sequence[_Service], takes: frozenset[str], rule: PresenceRule
) -> int:
    """Count calls the agent could have had before her next service and that went to colleagues free for less long.

    What starts within `at_once_s` of either end is left out: there the agent may have been finishing or beginning.
    """
    first, last = service.free_since + rule.at_once_s, service.started - 1
    return sum(
        1
        for each in between
        if first <= each.started < last
        and each.type in takes
        and service.free_since < each.free_since
        and each.started - each.free_since <= rule.at_once_s
    )


def _session(group: Sequence[_Service], rule: PresenceRule) -> Session:
    on, last = group[0].started, group[-1]
    ended = max(each.ended for each in group)
    return Session(float(on), max(on + 1.0, ended - rule.last_share * (ended - last.started)))
