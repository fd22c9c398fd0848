"""The station as a recursion over arrays, compiled by numba: the same sums in the same order as the SimPy path.

The only file that imports numba, and imported only where the compiled path was asked for.
"""

from typing import Any, Final

import numpy as np
from numba import njit

FREE: Final = 0
OPEN: Final = 1
BUSY: Final = 2
WAITING: Final = 3
DRAINING: Final = 4
TARGET: Final = 5
STATE_SIZE: Final = 6
"""Places in the array of counters: free and open windows, busy ones, the line's length, the windows after draining."""

FINISHING: Final = 0
INTERRUPTING: Final = 2
BALKED: Final = 2
TURNED_AWAY: Final = 3
INTERRUPTED: Final = 4


@njit(cache=True)
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


@njit(cache=True)
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


@njit(cache=True)
def _call(now: float, state: Any, keys: Any, line: Any, ends_at: Any, at_window: Any, people: Any) -> None:
    """Call people to free windows."""
    start, service, deadline = people
    while state[FREE] > 0 and state[WAITING] > 0:
        customer = _pop(keys, line, state[WAITING])
        state[WAITING] -= 1
        if deadline[customer] >= now:
            state[FREE] -= 1
            start[customer] = now
            ends_at[state[BUSY]] = now + service[customer]
            at_window[state[BUSY]] = customer
            state[BUSY] += 1


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
def _arrive(
    customer: int, now: float, state: Any, keys: Any, line: Any, ends_at: Any, at_window: Any, people: Any,
    notes: Any, wishes: Any,
) -> None:  # fmt: skip
    """Begin, join the line, or turn round at the door."""
    start, service, deadline = people
    key, limit, calls_back = wishes
    if state[FREE] > 0:
        state[FREE] -= 1
        start[customer] = now
        ends_at[state[BUSY]] = now + service[customer]
        at_window[state[BUSY]] = customer
        state[BUSY] += 1
        return
    size = state[WAITING]
    if len(limit) and size >= limit[customer] and _length(line, size, deadline, now) >= limit[customer]:
        if not calls_back[customer]:
            notes[1][customer], notes[2][customer] = BALKED, now
            return
        deadline[customer] = np.inf
        notes[3][customer] = True
    _push(keys, line, size, key[customer], customer)
    state[WAITING] += 1


@njit(cache=True)
def _finish(
    place: int, now: float, state: Any, keys: Any, line: Any, ends_at: Any, at_window: Any, people: Any
) -> None:
    """Free a window, and call the next."""
    start, service, deadline = people
    if state[FREE] >= 0:
        while state[WAITING] > 0:
            customer = _pop(keys, line, state[WAITING])
            state[WAITING] -= 1
            if deadline[customer] >= now:
                start[customer] = now
                ends_at[place] = now + service[customer]
                at_window[place] = customer
                return
    state[BUSY] -= 1
    state[FREE] += 1
    ends_at[place], at_window[place] = ends_at[state[BUSY]], at_window[state[BUSY]]
    if state[DRAINING]:
        state[DRAINING] = 0
        state[FREE] += state[TARGET] - state[OPEN]
        state[OPEN] = state[TARGET]


@njit(cache=True)
def _ends_unseen(customer: int, arrival: Any, service: Any, finish: float, change: float) -> bool:
    """Say whether a service that begins at once ends before anything else can happen."""
    end = arrival[customer] + service[customer]
    if customer + 1 < len(arrival) and end >= arrival[customer + 1]:
        return False
    return bool(end < finish and end < change)


@njit(cache=True)
def recursion(
    arrival: Any, people: Any, wishes: Any, changes: Any, windows: Any, ends: Any, rules: Any, notes: Any
) -> None:
    """Run a station from its first moment until nothing more can happen; fill `people` and `notes`."""
    count, last_change = len(arrival), len(changes)
    keys, line = np.empty(count), np.empty(count, np.int64)
    ends_at, at_window = np.empty(windows.max() + 1), np.empty(windows.max() + 1, np.int64)
    state = np.zeros(STATE_SIZE, np.int64)
    next_arrival = next_change = 0
    while True:
        place, finish = 0, np.inf
        for each in range(state[BUSY]):
            if ends_at[each] < finish:
                place, finish = each, ends_at[each]
        change = changes[next_change] if next_change < last_change else np.inf
        coming = arrival[next_arrival] if next_arrival < count else np.inf
        if finish <= change and finish <= coming:
            if finish == np.inf:
                return
            _finish(place, finish, state, keys, line, ends_at, at_window, people)
        elif change <= coming:
            _change(
                change, windows[next_change], ends[next_change], rules, state, keys, line, ends_at, at_window,
                people, notes,
            )  # fmt: skip
            next_change += 1
        elif state[FREE] > 0 and _ends_unseen(next_arrival, arrival, people[1], finish, change):
            people[0][next_arrival] = coming
            next_arrival += 1
        else:
            _arrive(next_arrival, coming, state, keys, line, ends_at, at_window, people, notes, wishes)
            next_arrival += 1


@njit(cache=True)
def each_outlet(
    bounds: Any, arrival: Any, people: Any, wishes: Any, changes: Any, windows: Any, ends: Any, rules: Any,
    notes: Any,
) -> None:  # fmt: skip
    """Run the same station at each outlet, whose customers lie between two bounds."""
    start, service, deadline = people
    key, limit, calls_back = wishes
    first_start, noted, noted_at, called = notes
    for outlet in range(len(bounds) - 1):
        a, b = bounds[outlet], bounds[outlet + 1]
        if a == b:
            continue
        low, high = (a, b) if len(limit) else (0, 0)
        recursion(
            arrival[a:b],
            (start[a:b], service[a:b], deadline[a:b]),
            (key[a:b], limit[low:high], calls_back[low:high]),
            changes,
            windows,
            ends,
            rules,
            (first_start[a:b], noted[a:b], noted_at[a:b], called[a:b]),
        )
