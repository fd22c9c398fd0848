"""The station as a recursion over arrays, compiled by numba: the same sums in the same order as the SimPy path."""

from typing import Any, Final

import numpy as np
from numba import njit

from simulation.engine.settling import NOTHING_NOTED
from simulation.engine.station import CODES, AtClosing, Fate

FREE: Final = 0
OPEN: Final = 1
BUSY: Final = 2
WAITING: Final = 3
DRAINING: Final = 4
TARGET: Final = 5
STATE_SIZE: Final = 6
"""Places in the array of counters: free and open windows, busy ones, the line's length, the windows after draining."""

FINISHING: Final = int(CODES[AtClosing.FINISH])
INTERRUPTING: Final = int(CODES[AtClosing.INTERRUPT])
SERVED: Final = int(Fate.SERVED)
RENEGED: Final = int(Fate.RENEGED)
BALKED: Final = int(Fate.BALKED)
TURNED_AWAY: Final = int(Fate.TURNED_AWAY)
INTERRUPTED: Final = int(Fate.INTERRUPTED)
INSIDE: Final = int(Fate.INSIDE)
"""Fates as plain numbers, which is how numba takes them in."""


@njit(cache=True, inline="always")
def _push(keys: Any, line: Any, size: int, key: float, customer: int) -> None:
    """Add to the line: a binary heap by key, then by customer."""
    place = size
    while place > 0:
        above = (place - 1) >> 1
        if keys[above] < key or (keys[above] == key and line[above] < customer):
            break
        keys[place], line[place] = keys[above], line[above]
        place = above
    keys[place], line[place] = key, customer


@njit(cache=True, inline="always")
def _pop(keys: Any, line: Any, size: int) -> int:
    """Take the first of the line; the line then has one less."""
    first = line[0]
    last = size - 1
    key, customer = keys[last], line[last]
    place = 0
    while True:
        child = 2 * place + 1
        if child >= last:
            break
        right = child + 1
        if right < last and (
            keys[right] < keys[child] or (keys[right] == keys[child] and line[right] < line[child])
        ):
            child = right
        if key < keys[child] or (key == keys[child] and customer < line[child]):
            break
        keys[place], line[place] = keys[child], line[child]
        place = child
    keys[place], line[place] = key, customer
    return int(first)


@njit(cache=True)
def _length(line: Any, size: int, deadline: Any, now: float) -> int:
    count = 0
    for place in range(size):
        if deadline[line[place]] >= now:
            count += 1
    return count


@njit(cache=True, inline="always")
def _seat(customer: int, end: float, state: Any, ends_at: Any, at_window: Any) -> None:
    """Begin at a free window."""
    ends_at[state[BUSY]], at_window[state[BUSY]] = end, customer
    state[FREE] -= 1
    state[BUSY] += 1


@njit(cache=True)
def _call(now: float, state: Any, keys: Any, line: Any, ends_at: Any, at_window: Any, people: Any) -> None:
    """Call people to free windows."""
    start, service, deadline = people
    while state[FREE] > 0 and state[WAITING] > 0:
        customer = _pop(keys, line, state[WAITING])
        state[WAITING] -= 1
        if deadline[customer] >= now:
            start[customer] = now
            _seat(customer, now + service[customer], state, ends_at, at_window)


@njit(cache=True)
def _break_off(
    now: float, state: Any, keys: Any, line: Any, ends_at: Any, at_window: Any, people: Any, notes: Any,
    interrupts: bool,
) -> None:  # fmt: skip
    """Take people away from windows that close: those who would have been busy longest."""
    start, service, deadline = people
    first_start, noted, noted_at, _ = notes
    while state[FREE] < 0:
        last = 0
        for place in range(1, state[BUSY]):
            later = ends_at[place] > ends_at[last]
            if later or (ends_at[place] == ends_at[last] and at_window[place] > at_window[last]):
                last = place
        customer = at_window[last]
        state[BUSY] -= 1
        state[FREE] += 1
        ends_at[last], at_window[last] = ends_at[state[BUSY]], at_window[state[BUSY]]
        if interrupts:
            noted[customer], noted_at[customer] = INTERRUPTED, now
            continue
        if np.isnan(first_start[customer]):
            first_start[customer] = start[customer]
        service[customer] = start[customer] + service[customer] - now
        start[customer] = np.nan
        deadline[customer] = np.inf
        _push(keys, line, state[WAITING], -np.inf, customer)
        state[WAITING] += 1


@njit(cache=True)
def _send_away(now: float, state: Any, line: Any, deadline: Any, notes: Any) -> None:
    first_start, noted, noted_at, _ = notes
    for place in range(state[WAITING]):
        customer = line[place]
        if deadline[customer] >= now:
            noted[customer] = TURNED_AWAY if np.isnan(first_start[customer]) else INTERRUPTED
            noted_at[customer] = now
    state[WAITING] = 0


@njit(cache=True)
def _change(
    now: float, target: int, ends: bool, rules: Any, state: Any, keys: Any, line: Any, ends_at: Any,
    at_window: Any, people: Any, notes: Any,
) -> None:  # fmt: skip
    """Open and close windows, and end the day where it ends."""
    at_closing, serves_queue = rules
    stays = ends and serves_queue and state[OPEN] > 0
    state[DRAINING] = stays and _length(line, state[WAITING], people[2], now) > 0
    state[TARGET] = target
    if state[DRAINING]:
        return
    state[FREE] += target - state[OPEN]
    state[OPEN] = target
    if state[FREE] < 0 and at_closing != FINISHING:
        _break_off(now, state, keys, line, ends_at, at_window, people, notes, at_closing == INTERRUPTING)
    _call(now, state, keys, line, ends_at, at_window, people)
    if ends:
        _send_away(now, state, line, people[2], notes)


@njit(cache=True)
def _joins(customer: int, now: float, state: Any, line: Any, deadline: Any, notes: Any, wishes: Any) -> bool:
    """Say whether one joins the line; note who turns round at the door, or leaves a number."""
    limit, calls_back = wishes[1:]
    size = state[WAITING]
    if size < limit[customer] or _length(line, size, deadline, now) < limit[customer]:
        return True
    if calls_back[customer]:
        deadline[customer] = np.inf
        notes[3][customer] = True
        return True
    notes[1][customer], notes[2][customer] = BALKED, now
    return False


@njit(cache=True, inline="always")
def _next(now: float, state: Any, keys: Any, line: Any, deadline: Any) -> int:
    """Return who is called to a window that is free again, -1 for nobody."""
    while state[FREE] >= 0 and state[WAITING] > 0:
        customer = _pop(keys, line, state[WAITING])
        state[WAITING] -= 1
        if deadline[customer] >= now:
            return customer
    return -1


@njit(cache=True, inline="always")
def _first(ends_at: Any, busy: int) -> int:
    """Return the window that is done first."""
    place = 0
    for each in range(1, busy):
        if ends_at[each] < ends_at[place]:
            place = each
    return place


@njit(cache=True, inline="always")
def _turn(target: int, state: Any) -> None:
    """Follow the schedule where nobody waits and nobody is broken off."""
    state[DRAINING] = 0
    state[FREE] += target - state[OPEN]
    state[OPEN] = target


@njit(cache=True, inline="always")
def _pass_on(
    place: int, following: int, now: float, start: Any, service: Any, state: Any, ends_at: Any, at_window: Any
) -> None:
    """Begin with the next at a window, or free it where there is none."""
    if following >= 0:
        start[following] = now
        ends_at[place], at_window[place] = now + service[following], following
        return
    state[BUSY] -= 1
    state[FREE] += 1
    ends_at[place], at_window[place] = ends_at[state[BUSY]], at_window[state[BUSY]]
    if state[DRAINING]:
        _turn(state[TARGET], state)


@njit(cache=True)
def recursion(
    arrival: Any, people: Any, wishes: Any, changes: Any, windows: Any, ends: Any, rules: Any, notes: Any,
    room: Any,
) -> None:  # fmt: skip
    """Run a station from its first moment until nothing more can happen; fill `people` and `notes`.

    What happens most is written out here: a call with arrays costs as much as a customer.
    """
    start, service, deadline = people
    keys, line, ends_at, at_window, state = room
    count, last_change, is_limited = len(arrival), len(changes), len(wishes[1]) > 0
    state[:] = 0
    customer = next_change = place = 0
    coming, change, finish = arrival[0], changes[0], np.inf
    while True:
        if finish <= change and finish <= coming:
            if finish == np.inf:
                return
            following = _next(finish, state, keys, line, deadline)
            _pass_on(place, following, finish, start, service, state, ends_at, at_window)
            place = _first(ends_at, state[BUSY])
            finish = ends_at[place] if state[BUSY] else np.inf
        elif change <= coming:
            if state[WAITING] > 0 or rules[0] != FINISHING:
                _change(
                    change, windows[next_change], ends[next_change], rules, state, keys, line, ends_at,
                    at_window, people, notes,
                )  # fmt: skip
                place = _first(ends_at, state[BUSY])
                finish = ends_at[place] if state[BUSY] else np.inf
            else:
                _turn(windows[next_change], state)
            next_change += 1
            change = changes[next_change] if next_change < last_change else np.inf
        else:
            now, mine = coming, customer
            customer += 1
            coming = arrival[customer] if customer < count else np.inf
            if state[FREE] > 0:
                start[mine] = now
                end = now + service[mine]
                if end >= coming or end >= finish or end >= change:
                    if end < finish:
                        place, finish = state[BUSY], end
                    _seat(mine, end, state, ends_at, at_window)
            elif not is_limited or _joins(mine, now, state, line, deadline, notes, wishes):
                _push(keys, line, state[WAITING], wishes[0][mine], mine)
                state[WAITING] += 1


@njit(cache=True, inline="always")
def _begin(arrival: Any, wishes: Any, credits: Any, people: Any, key: Any, notes: Any) -> None:
    """Fill what is noted of an outlet's customers before anything happens."""
    service, patience, classes = wishes
    start, lasts, deadline = people
    for each in range(len(arrival)):
        start[each], notes[0][each] = np.nan, np.nan
        lasts[each] = service[each]
        deadline[each] = arrival[each] + patience[each] if len(patience) else np.inf
        key[each] = arrival[each] - credits[classes[each] if len(classes) else 0]
        notes[1][each], notes[3][each] = NOTHING_NOTED, False


@njit(cache=True, inline="always")
def _settle(people: Any, notes: Any, end: Any, fate: Any) -> None:
    """Fill what became of an outlet's customers, as `simulation.engine.settling` says it."""
    start, lasts, deadline = people
    for each in range(len(start)):
        if notes[1][each] != NOTHING_NOTED:
            end[each], fate[each] = notes[2][each], notes[1][each]
        elif not np.isnan(start[each]):
            end[each], fate[each] = start[each] + lasts[each], SERVED
        elif deadline[each] == np.inf:
            end[each], fate[each] = np.nan, INSIDE
        else:
            end[each], fate[each] = deadline[each], RENEGED
        if not np.isnan(notes[0][each]):
            start[each] = notes[0][each]


@njit(cache=True)
def each_outlet(
    bounds: Any, arrival: Any, wishes: Any, limits: Any, credits: Any, changes: Any, windows: Any, ends: Any,
    rules: Any, served: Any,
) -> None:  # fmt: skip
    """Run the same station at each outlet, whose customers lie between two bounds."""
    service, patience, classes = wishes
    limit, calls_back = limits
    start, end, fate, called = served
    most, at_once = np.diff(bounds).max(), windows.max() + 1
    key, lasts, deadline, first_start, noted_at = np.empty((5, most))
    noted = np.empty(most, np.int8)
    room = (
        np.empty(most), np.empty(most, np.int64), np.empty(at_once), np.empty(at_once, np.int64),
        np.zeros(STATE_SIZE, np.int64),
    )  # fmt: skip
    for outlet in range(len(bounds) - 1):
        a, b = bounds[outlet], bounds[outlet + 1]
        if a == b:
            continue
        low, high = (a, b) if len(limit) else (0, 0)
        first, last = (a, b) if len(patience) else (0, 0)
        begin, until = (a, b) if len(classes) else (0, 0)
        people = (start[a:b], lasts[: b - a], deadline[: b - a])
        notes = (first_start[: b - a], noted[: b - a], noted_at[: b - a], called[a:b])
        mine = (service[a:b], patience[first:last], classes[begin:until])
        _begin(arrival[a:b], mine, credits, people, key[: b - a], notes)
        wished = (key[: b - a], limit[low:high], calls_back[low:high])
        recursion(arrival[a:b], people, wished, changes, windows, ends, rules, notes, room)
        _settle(people, notes, end[a:b], fate[a:b])
