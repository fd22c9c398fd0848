"""Single windows: which of a station's windows served whom, and how long each was busy and staffed.

The rule: the free window of the lowest number serves, windows are numbered from 1 at each outlet, and where n are staffed
they are 1 to n. Queues do not depend on it: whoever is next is served by whichever window is free. So windows are told
apart afterwards, from the moments at which services began and ended, which both paths of the engine give alike.
A person handed over to another window counts at the first.
"""

import numpy as np
from attrs import frozen

from simulation.engine.station import Floats, Ints, Station
from simulation.network.network import Network
from simulation.staffing import shifts_of
from simulation.tallies import COUNTERS, Kind, Tallies
from simulation.units import DAY, time_of_day


def make_room(tallies: Tallies, network: Network) -> None:
    """Begin to count by single window: as many at each station as are ever staffed at one of its kind."""
    for kind, most in _most(network).items():
        outlets, groups = (tallies.outlets, tallies.groups) if kind in COUNTERS else (1, 1)
        tallies.busy[kind.name] = np.zeros((outlets, most))
        tallies.open[kind.name] = np.zeros((groups, most))


def _most(network: Network) -> dict[Kind, int]:
    """Return the most windows of each kind that is there."""
    most = {kind: max((each.most for each in shifts_of(network, kind) if each), default=0) for kind in Kind}
    return {kind: each for kind, each in most.items() if each}


@frozen(eq=False)
class Services:
    """Services at stations of one kind. Those of a `lot` do not see those of another; outlets are sorted within it."""

    lot: Ints
    outlet: Ints
    start: Floats
    end: Floats


def add_busy(tallies: Tallies, kind: Kind, services: Services) -> None:
    """Add services to their windows.

    Minutes past midnight are left out, as they are of the half-hours of the day.
    """
    lot, outlet, start, end = services.lot, services.outlet, services.start, services.end
    busy = tallies.busy.get(kind.name)
    if busy is None or len(start) == 0:
        return
    begins = np.append(True, (np.diff(outlet) != 0) | (np.diff(lot) != 0))
    order, window = lowest_free(np.cumsum(begins) - 1, start, end, busy.shape[1])
    since = time_of_day(start)
    minutes = np.minimum(since + (end - start), DAY) - since
    row = outlet - (0 if kind in COUNTERS else tallies.outlets)
    np.add.at(busy.reshape(-1), (row * busy.shape[1] + window)[order], minutes[order])


def add_open(tallies: Tallies, kind: Kind, group: int, station: Station, outlets: int) -> None:
    """Add the minutes for which each window of a station is staffed."""
    table = tallies.open.get(kind.name)
    if table is None:
        return
    minutes = np.diff(station.changes)
    by_number = np.bincount(station.windows[:-1], minutes, table.shape[1] + 1)
    row = group if kind in COUNTERS else 0
    table[row] += np.cumsum(by_number[::-1])[::-1][1:] * outlets


def lowest_free(station: Ints, start: Floats, end: Floats, windows: int) -> tuple[Ints, Ints]:
    """Return the order in which services begin, station by station, and for each the window, from 0, that serves it.

    That is the free one of the lowest number. `station` ascends. Where more are served at once than there are windows
    (handed over, and waiting for another), the last window takes them. A station that was empty begins anew: so all such
    stretches go forward together, step by step.
    """
    order, firsts, lengths = _stretches(station, start, end)
    begun, ended = start[order], end[order]
    longest = np.argsort(-lengths, kind="stable")
    longest = longest[: int(np.count_nonzero(lengths > 1))]
    firsts, lengths = firsts[longest], lengths[longest]
    columns = windows + 1  # one more that is always free: who finds no other is put to the last window
    free_at = np.full(len(firsts) * columns, -np.inf)
    rows = np.arange(len(firsts)) * columns
    free_at[rows] = ended[firsts]
    found = np.zeros(len(start), np.int64)
    for step, still in enumerate(_longer(lengths), start=1):
        here = firsts[:still] + step
        table = free_at[: still * columns].reshape(still, columns)
        chosen = (table <= begun[here, None]).argmax(axis=1)
        free_at[rows[:still] + chosen] = ended[here]
        table[:, windows] = -np.inf
        found[here] = chosen
    window = np.empty(len(start), np.int64)
    window[order] = np.minimum(found, windows - 1)
    return order, window


def _longer(lengths: Ints) -> list[int]:
    """Return how many stretches, ordered from the longest, are longer than 1, 2, 3 and so on."""
    if len(lengths) == 0:
        return []
    longer: Ints = len(lengths) - np.cumsum(np.bincount(lengths))[1:-1]
    return [int(each) for each in longer]


def _stretches(station: Ints, start: Floats, end: Floats) -> tuple[Ints, Ints, Ints]:
    """Return the order of services by station and start, and where each stretch of overlapping ones begins, and its length.

    Stations follow one another on one clock, each after the last has ended. That clock rounds, so that what it holds for
    one moment is looked at again: the compiled path has every moment as it is.
    """
    earliest = float(start.min())
    span = float(end.max()) - earliest + 1.0
    begun, over = station * span + (start - earliest), station * span + (end - earliest)
    order = np.argsort(begun, kind="stable")
    if np.any((np.diff(start[order]) < 0.0) & (np.diff(station[order]) == 0)):
        order = np.lexsort((start, station))
    begun, over = begun[order], over[order]
    until = np.maximum.accumulate(over)
    places = np.arange(len(order))
    latest = np.maximum.accumulate(np.where(over == until, places, 0))
    alone = latest == np.maximum.accumulate(np.where(np.append(True, np.diff(until) > 0.0), places, 0))
    at_once = alone[:-1] & (start[order[1:]] >= end[order[latest[:-1]]])
    anew = (begun[1:] > until[:-1]) | ((begun[1:] == until[:-1]) & at_once)
    firsts = np.flatnonzero(np.append(True, anew))
    return order, firsts, np.diff(np.append(firsts, len(start)))
