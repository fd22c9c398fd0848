"""The station in SimPy: two events a customer, drawn ahead and used again.

One arrival event is outstanding at a time and one event a busy window. Arrivals that come before anything else can
happen are taken in one go. Who gives up is found when their turn comes, which is exact for waits and fates.
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
    """One station in an environment of its own or in a shared one."""

    def __init__(self, table: Timetable, people: Columns, env: LeanEnvironment | None = None) -> None:
        self.env = env or LeanEnvironment()
        self.arrival, self.service = people.arrival, people.service
        self.deadline, self.key, self.line = people.deadline, people.key, people.line
        self.calls_back = people.calls_back
        self.start = [float("nan")] * len(people.arrival)
        self.called: list[int] = []
        self.first_start: dict[int, float] = {}
        self.noted: dict[int, tuple[Fate, float]] = {}
        self.changes, self.windows, self.ends = table.changes, table.windows, table.ends
        self.at_closing, self.serves_queue = table.at_closing, table.serves_queue
        self.waiting: list[tuple[float, int]] = []
        self.idle = [Recycled(self.env, self._finish) for _ in range(max(self.windows))]
        self.all_windows = list(self.idle)
        self.free = 0
        self.open = 0
        self.draining = False
        self.next_arrival = 0
        self.next_change = 0
        self.env.push(Recycled(self.env, self._change), self.changes[0], CHANGE)
        if self.arrival:
            self.env.push(Recycled(self.env, self._arrive), self.arrival[0], ARRIVAL)

    def _arrive(self, event: Recycled) -> None:
        """Take in everyone who comes before anything else happens.

        A service that begins at once and ends before anything else can happen needs no event of its own.
        """
        env, arrival, start, service = self.env, self.arrival, self.start, self.service
        queue, eid, idle, free = env._queue, env._eid, self.idle, self.free
        event.callbacks = event.kept
        customer, count = self.next_arrival, len(arrival)
        while True:
            now = arrival[customer]
            following = arrival[customer + 1] if customer + 1 < count else NEVER
            if free > 0:
                start[customer] = now
                end = now + service[customer]
                if end >= following or not queue or end >= queue[0][0]:
                    free -= 1
                    window = idle.pop()
                    window.customer = customer
                    heappush(queue, (end, FINISH, next(eid), window))  # type: ignore[misc]
            elif self.line is None or self._joins(customer, now):
                heappush(self.waiting, (self.key[customer], customer))
            customer += 1
            if following == NEVER:
                break
            if queue and queue[0][0] <= following:
                heappush(queue, (following, ARRIVAL, next(eid), event))  # type: ignore[misc]
                break
            env._now = following
        self.free, self.next_arrival = free, customer

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
        """Free a window, and call the next."""
        window.callbacks = window.kept
        if self.free >= 0 and self.waiting:
            env, deadline, waiting = self.env, self.deadline, self.waiting
            now = env._now
            while waiting:
                customer = heappop(waiting)[1]
                if deadline[customer] >= now:
                    window.customer = customer
                    self.start[customer] = now
                    end = now + self.service[customer]
                    heappush(env._queue, (end, FINISH, next(env._eid), window))  # type: ignore[misc]
                    return
        window.customer = NO_ONE
        self.idle.append(window)
        self.free += 1
        if self.draining:
            self._close()

    def _call(self) -> None:
        """Call people to free windows."""
        now = self.env._now
        while self.free > 0 and self.waiting:
            customer = heappop(self.waiting)[1]
            if self.deadline[customer] >= now:
                self.free -= 1
                window = self.idle.pop()
                window.customer = customer
                self.start[customer] = now
                self.env.push(window, now + self.service[customer], FINISH)

    def _change(self, event: Recycled) -> None:
        """Follow the schedule: every change that comes before anything else happens."""
        env, changes = self.env, self.changes
        queue, last = env._queue, len(changes) - 1
        while True:
            place = self.next_change
            self.next_change = place + 1
            if self.waiting or self.at_closing is not AtClosing.FINISH:
                self._turn(place)
            else:
                self.draining = False
                self.free += self.windows[place] - self.open
                self.open = self.windows[place]
            if place == last:
                return
            following = changes[place + 1]
            if queue and queue[0][0] <= following:
                event.callbacks = event.kept
                heappush(queue, (following, CHANGE, next(env._eid), event))  # type: ignore[misc]
                return
            env._now = following

    def _turn(self, place: int) -> None:
        """Open and close windows as a change says, and end the day where it does."""
        ends = self.ends[place]
        self.draining = False
        if self.waiting and ends and self.serves_queue and self.open > 0:
            self.draining = self._length(self.env._now) > 0
            if self.draining:
                return
        self.free += self.windows[place] - self.open
        self.open = self.windows[place]
        if self.free < 0 and self.at_closing is not AtClosing.FINISH:
            self._break_off(self.env._now)
        if self.waiting:
            self._call()
            if ends:
                self._send_away(self.env._now)

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
        self.start[customer] = float("nan")  # it may never be taken up again
        self.deadline[customer] = NEVER
        heappush(self.waiting, (-NEVER, customer))

    def _send_away(self, now: float) -> None:
        """Send home who still waits; whose service was broken off counts as interrupted."""
        for _, customer in self.waiting:
            if self.deadline[customer] >= now:
                begun = customer in self.first_start
                self.noted[customer] = (Fate.INTERRUPTED if begun else Fate.TURNED_AWAY, now)
        self.waiting.clear()


def notes_of(runs: Iterable[SimpyStation]) -> Notes:
    """Return what stations noted, once their environments have run out, one after the other."""
    start: list[float] = []
    rest: list[float] = []
    deadline: list[float] = []
    told: list[tuple[int, Fate, float]] = []
    first: list[tuple[int, float]] = []
    called: list[int] = []
    for run in runs:
        begin = len(start)
        start += run.start
        rest += run.service
        deadline += run.deadline
        told += [(begin + customer, fate, at) for customer, (fate, at) in run.noted.items()]
        first += [(begin + customer, at) for customer, at in run.first_start.items()]
        called += [begin + customer for customer in run.called]
    count = len(start)
    noted, noted_at = np.full(count, NOTHING_NOTED, np.int8), np.zeros(count)
    for customer, fate, at in told:
        noted[customer], noted_at[customer] = fate, at
    first_start = np.full(count, np.nan)
    for customer, at in first:
        first_start[customer] = at
    called_back = np.zeros(count, bool)
    called_back[called] = True
    last_start, minutes, until = (np.array(each, dtype=float) for each in (start, rest, deadline))
    return Notes(last_start, minutes, first_start, noted, noted_at, until, called_back)
