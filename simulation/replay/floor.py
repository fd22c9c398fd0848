"""The floor of a call centre on one day, in SimPy: callers, agents with their sessions, a queue in order of merit.

Time: seconds after midnight. An arrival is an event, the end of a service with its turnaround another; hanging up is
settled when the queue is next looked at, which changes no wait. The agent idle longest takes a caller.
"""

from collections.abc import Callable, Sequence
from typing import Final

from attrs import define, field, frozen
from simpy import Environment, Event

from simulation.replay.draws import Draws
from simulation.replay.presence import Presence, Session

NOT_SERVED: Final = -1.0


@frozen
class Offered:
    """The callers of one day in the order of arrival, without anything that was observed of their wait."""

    arrived: Sequence[int]
    type: Sequence[str]
    by_machine: Sequence[bool]
    """Answered, but by no agent."""


@define(eq=False)
class _Agent:
    takes: frozenset[str]
    sessions: tuple[Session, ...]
    place: int = 0
    busy: bool = False

    def is_there(self, now: float) -> bool:
        """Return whether a session lasts at this moment."""
        sessions = self.sessions
        while self.place < len(sessions) and sessions[self.place].off <= now:
            self.place += 1
        return self.place < len(sessions) and sessions[self.place].on <= now


def _agent_of(event: Event) -> _Agent:
    assert isinstance(event.value, _Agent)
    return event.value


@define(eq=False)
class Floor:
    """One day under way; `waits` has one entry a caller, NOT_SERVED for those who hung up."""

    offered: Offered
    draws: Draws
    queue_limit: int
    credit_s: tuple[float, float, float]
    env: Environment = field(factory=Environment)
    idle: list[_Agent] = field(factory=list)
    queue: list[int] = field(factory=list)
    waits: list[float] = field(factory=list)
    arrivals: int = 0
    services: int = 0
    busy: int = 0
    pausing: int = 0
    tries: int = 0

    def run(self, presences: Sequence[Presence]) -> list[float]:
        """Run the day to its end and return the waits."""
        self.waits = [NOT_SERVED] * len(self.offered.arrived)
        for each in presences:
            agent = _Agent(each.takes, each.sessions)
            for session in each.sessions:
                self._at(session.on, self._comes, agent)
        self._await_arrival()
        self.env.run()
        return self.waits

    def _at(self, moment: float, then: Callable[[Event], None], agent: _Agent | None = None) -> None:
        event = self.env.timeout(moment - self.env.now, agent)
        assert event.callbacks is not None
        event.callbacks.append(then)

    def _await_arrival(self) -> None:
        if self.arrivals < len(self.offered.arrived):
            self._at(self.offered.arrived[self.arrivals], self._arrives)

    def _arrives(self, _: Event) -> None:
        caller = self.arrivals
        self.arrivals += 1
        self._await_arrival()
        if self.offered.by_machine[caller]:
            self.waits[caller] = 0.0
        elif (agent := self._reached(self.offered.type[caller])) is not None:
            self._serve(agent, caller)
        elif self._is_staffed() and self.draws.patience_s[caller] > 0:
            self._drop_gone()
            if len(self.queue) < self.queue_limit:
                self.queue.append(caller)

    def _is_staffed(self) -> bool:
        return self.busy > 0 or self.pausing > 0 or any(agent.is_there(self.env.now) for agent in self.idle)

    def _reached(self, type_: str) -> _Agent | None:
        """Return the agent idle longest among those who take the type and are not pausing; who is, will be back."""
        now = self.env.now
        self.idle = [agent for agent in self.idle if agent.is_there(now)]
        for agent in [each for each in self.idle if type_ in each.takes]:
            pause = self.draws.pause_s[self.tries % len(self.draws.pause_s)]
            self.tries += 1
            if pause == 0:
                return agent
            self.idle.remove(agent)
            agent.busy = True
            self.pausing += 1
            self._at(now + pause, self._is_back, agent)
        return None

    def _is_back(self, event: Event) -> None:
        self.pausing -= 1
        self._is_free(_agent_of(event))

    def _comes(self, event: Event) -> None:
        agent = _agent_of(event)
        if not agent.busy and agent not in self.idle:
            self._ready(agent)

    def _ends(self, event: Event) -> None:
        self.busy -= 1
        self._is_free(_agent_of(event))

    def _is_free(self, agent: _Agent) -> None:
        agent.busy = False
        if agent.is_there(self.env.now):
            self._ready(agent)
        elif not self._is_staffed():
            self.queue.clear()  # everybody has left, and who waits is told so

    def _ready(self, agent: _Agent) -> None:
        self.idle.append(agent)
        caller = self._next_for(agent)
        if caller is not None:
            self.queue.remove(caller)
            self._serve(agent, caller)

    def _next_for(self, agent: _Agent) -> int | None:
        self._drop_gone()
        able = [caller for caller in self.queue if self.offered.type[caller] in agent.takes]
        return min(able, key=self._merit) if able else None

    def _merit(self, caller: int) -> float:
        return self.offered.arrived[caller] - self.credit_s[self.draws.priority[caller]]

    def _drop_gone(self) -> None:
        now, arrived, patience = self.env.now, self.offered.arrived, self.draws.patience_s
        self.queue = [caller for caller in self.queue if arrived[caller] + patience[caller] >= now]

    def _serve(self, agent: _Agent, caller: int) -> None:
        self.idle.remove(agent)
        agent.busy = True
        self.busy += 1
        now = self.env.now
        self.waits[caller] = now - self.offered.arrived[caller]
        lasts = self.draws.service_s[caller] + self.draws.turnaround_s[self.services]
        self.services += 1
        self._at(now + lasts, self._ends, agent)
