"""The station in SimPy: at most two events a customer, drawn ahead and used again.

One event is outstanding for what comes from outside, arrivals and the clock's changes, and one for each busy window.
What comes before anything else can happen is done in one go, and so are ends of service that nobody waits for, save where
the environment is shared. Who gives up is found when their turn comes, which is exact for waits and fates.
"""

from collections.abc import Iterable
from heapq import heappop, heappush
from typing import Final

import numpy as np
from attrs import frozen

from simulation.engine.environment import ARRIVAL, CHANGE, FINISH, LeanEnvironment, Recycled
from simulation.engine.settling import NOTHING_NOTED, Notes
from simulation.engine.station import NEVER, AtClosing, Customers, Fate, QueueAtClosing, Station

NO_ONE: Final = -1
NOT_BEGUN: Final = float("nan")


@frozen(eq=False)
class Timetable:
    """A station's schedule as lists, made once for all outlets that share it."""

    changes: list[float]
    windows: list[int]
    ends: list[bool]
    at_closing: AtClosing
    serves_queue: bool

    @classmethod
    def of(cls, station: Station) -> "Timetable":
        """Return the lists of a station."""
        return cls(
            station.changes.tolist(),
            station.windows.tolist(),
            station.day_ends.tolist(),
            station.at_closing,
            station.queue_at_closing is QueueAtClosing.SERVE,
        )


@frozen(eq=False)
class Columns:
    """Customers as lists; a cut of them is one outlet's."""

    arrival: list[float]
    service: list[float]
    deadline: list[float]
    key: list[float]
    line: list[int] | None
    calls_back: list[bool] | None

    @classmethod
    def of(cls, customers: Customers, credits: tuple[float, ...]) -> "Columns":
        """Return the lists of customers."""
        return cls(
            customers.arrival.tolist(),
            customers.service.tolist(),
            customers.deadlines().tolist(),
            customers.keys(credits).tolist(),
            None if customers.line is None else customers.line.tolist(),
            None if customers.calls_back is None else customers.calls_back.tolist(),
        )

    def cut(self, begin: int, end: int) -> "Columns":
        """Return the customers of some places."""
        line = self.line[begin:end] if self.line is not None else None
        calls = self.calls_back[begin:end] if self.calls_back is not None else None
        return Columns(
            self.arrival[begin:end],
            self.service[begin:end],
            self.deadline[begin:end],
            self.key[begin:end],
            line,
            calls,
        )


class SimpyStation:
    """One station in an environment of its own or in a shared one; it may serve one outlet after the other."""

    def __init__(self, table: Timetable, env: LeanEnvironment | None = None) -> None:
        self.env, self.is_shared = env or LeanEnvironment(), env is not None
        self.changes, self.windows, self.ends = table.changes, table.windows, table.ends
        self.at_closing, self.serves_queue = table.at_closing, table.serves_queue
        self.all_windows = [Recycled(self.env, self._finish) for _ in range(max(self.windows))]
        self.outside = Recycled(self.env, self._come)

    def receive(self, people: Columns) -> None:
        """Begin with the customers of an outlet; those of the one before have all gone."""
        self.arrival, self.service = people.arrival, people.service
        self.deadline, self.key, self.line = people.deadline, people.key, people.line
        self.calls_back = people.calls_back
        self.start = [NOT_BEGUN] * len(people.arrival)
        self.called: list[int] = []
        self.first_start: dict[int, float] = {}
        self.noted: dict[int, tuple[Fate, float]] = {}
        self.waiting: list[tuple[float, int]] = []
        self.idle = self.all_windows.copy()
        self.free = self.open = 0
        self.draining = False
        self.next_arrival = self.next_change = 0
        self.env.push(self.outside, min(self.arrival[0], self.changes[0]), CHANGE)

    def _come(self, event: Recycled) -> None:
        """Take in everyone who comes, and every change, before anything else happens.

        A service that begins at once and ends before anything else can happen needs no event of its own.
        """
        env, arrival, start, service = self.env, self.arrival, self.start, self.service
        queue, waiting, idle, changes = env._queue, self.waiting, self.idle, self.changes
        event.callbacks = event.kept
        customer, place, free = self.next_arrival, self.next_change, self.free
        count, last = len(arrival), len(changes)
        coming = arrival[customer] if customer < count else NEVER
        change = changes[place] if place < last else NEVER
        while True:
            if change <= coming:
                if waiting or self.at_closing is not AtClosing.FINISH:
                    self.free, self.next_change = free, place + 1
                    self._turn(place, change)
                    free = self.free
                else:
                    free += self.windows[place] - self.open
                    self.draining, self.open = False, self.windows[place]
                place += 1
                change = changes[place] if place < last else NEVER
            else:
                now, mine = coming, customer
                customer += 1
                coming = arrival[customer] if customer < count else NEVER
                if free > 0:
                    start[mine] = now
                    end = now + service[mine]
                    if end >= coming or end >= change or (queue and end >= queue[0][0]):
                        free -= 1
                        window = idle.pop()
                        window.customer = mine
                        heappush(queue, (end, FINISH, next(env._eid), window))  # type: ignore[misc]
                elif self.line is None or self._joins(mine, now):
                    heappush(waiting, (self.key[mine], mine))
            following = change if change <= coming else coming
            if following == NEVER:
                break
            if queue and queue[0][0] <= following:
                if waiting or self.draining or self.is_shared:
                    heappush(queue, (following, ARRIVAL - (change <= coming), next(env._eid), event))  # type: ignore[misc]
                    break
                free += self._freed(following)
        self.next_arrival, self.next_change, self.free = customer, place, free

    def _freed(self, until: float) -> int:
        """Free the windows whose services end by a moment; nobody waits, so nothing else comes of it. Returns how many."""
        queue, idle, before = self.env._queue, self.idle, len(self.idle)
        while queue and queue[0][0] <= until:
            window = heappop(queue)[3]
            assert isinstance(window, Recycled)
            if window.callbacks:  # none: it was broken off, and is another's
                window.customer = NO_ONE
                idle.append(window)
        return len(idle) - before

    def _joins(self, customer: int, now: float) -> bool:
        """Say whether one joins the line; note who does not, or who leaves a number."""
        assert self.line is not None
        limit = self.line[customer]
        if len(self.waiting) < limit or self._length(now) < limit:
            return True
        if self.calls_back is not None and self.calls_back[customer]:
            self.deadline[customer] = NEVER
            self.called.append(customer)
            return True
        self.noted[customer] = (Fate.BALKED, now)
        return False

    def _length(self, now: float) -> int:
        """Count who really waits: in the line and not gone."""
        return sum(self.deadline[each] >= now for _, each in self.waiting)

    def _finish(self, window: Recycled) -> None:
        """Free a window and call the next; services that end before anything else happens need no event."""
        window.callbacks = window.kept
        if self.free >= 0 and self.waiting:
            env, deadline, waiting, queue = self.env, self.deadline, self.waiting, self.env._queue
            now = env._now
            while waiting:
                customer = heappop(waiting)[1]
                if deadline[customer] >= now:
                    self.start[customer] = now
                    now += self.service[customer]
                    if not queue or now >= queue[0][0]:
                        window.customer = customer
                        heappush(queue, (now, FINISH, next(env._eid), window))  # type: ignore[misc]
                        return
            env._now = now
        window.customer = NO_ONE
        self.idle.append(window)
        self.free += 1
        if self.draining:
            self._close()

    def _call(self, now: float) -> None:
        """Call people to free windows."""
        while self.free > 0 and self.waiting:
            customer = heappop(self.waiting)[1]
            if self.deadline[customer] >= now:
                self.free -= 1
                window = self.idle.pop()
                window.customer = customer
                self.start[customer] = now
                self.env.push(window, now + self.service[customer], FINISH)

    def _turn(self, place: int, now: float) -> None:
        """Open and close windows as a change of the schedule says, and end the day where it does."""
        ends, target = self.ends[place], self.windows[place]
        self.draining = False
        if self.waiting and ends and self.serves_queue and self.open > 0:
            self.draining = self._length(now) > 0
            if self.draining:
                return
        self.free += target - self.open
        self.open = target
        if self.free < 0 and self.at_closing is not AtClosing.FINISH:
            self._break_off(now)
        if self.waiting:
            self._call(now)
            if ends:
                self._send_away(now)

    def _close(self) -> None:
        """Close the windows that stayed open for the line, once it is empty."""
        self.draining = False
        target = self.windows[self.next_change - 1]
        self.free += target - self.open
        self.open = target

    def _break_off(self, now: float) -> None:
        """Take people away from windows that close: those who would have been busy longest."""
        busy = [each for each in self.all_windows if each.customer != NO_ONE]
        busy.sort(key=lambda each: (self.start[each.customer] + self.service[each.customer], each.customer))
        for window in busy[len(busy) + self.free :]:
            self._release(window, now)

    def _release(self, window: Recycled, now: float) -> None:
        customer = window.customer
        window.silence()
        window.customer = NO_ONE
        twin = Recycled(self.env, self._finish)
        self.all_windows[self.all_windows.index(window)] = twin
        self.idle.append(twin)
        self.free += 1
        if self.at_closing is AtClosing.INTERRUPT:
            self.noted[customer] = (Fate.INTERRUPTED, now)
            return
        self.first_start.setdefault(customer, self.start[customer])
        self.service[customer] = self.start[customer] + self.service[customer] - now
        self.start[customer] = NOT_BEGUN  # it may never be taken up again
        self.deadline[customer] = NEVER
        heappush(self.waiting, (-NEVER, customer))

    def _send_away(self, now: float) -> None:
        """Send home who still waits; whose service was broken off counts as interrupted."""
        for _, customer in self.waiting:
            if self.deadline[customer] >= now:
                begun = customer in self.first_start
                self.noted[customer] = (Fate.INTERRUPTED if begun else Fate.TURNED_AWAY, now)
        self.waiting.clear()


def notes_of(runs: Iterable[SimpyStation], customers: Customers) -> Notes:
    """Return what stations noted, once their environments have run out, one after the other.

    What a run changes of service and deadline it changes of few: theirs alone are taken from it.
    """
    start: list[float] = []
    count = len(customers)
    rest, until = customers.service.astype(float), customers.deadlines()
    noted, noted_at = np.full(count, NOTHING_NOTED, np.int8), np.zeros(count)
    first_start, called_back = np.full(count, np.nan), np.zeros(count, bool)
    for run in runs:
        begin = len(start)
        start += run.start
        for customer, (fate, at) in run.noted.items():
            noted[begin + customer], noted_at[begin + customer] = fate, at
        for customer, at in run.first_start.items():
            first_start[begin + customer], rest[begin + customer] = at, run.service[customer]
            until[begin + customer] = NEVER
        for customer in run.called:
            called_back[begin + customer], until[begin + customer] = True, NEVER
    return Notes(np.array(start, dtype=float), rest, first_start, noted, noted_at, until, called_back)
