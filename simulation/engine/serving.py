"""Running a station: arrays in, waits and fates out, by SimPy or by the compiled recursion, with the same numbers.

>>> import numpy as np
>>> three = Customers(arrival=np.array([0.0, 1.0, 2.0]), service=np.array([5.0, 5.0, 5.0]))
>>> serve(Station.constant(1), three).start.tolist()
[0.0, 5.0, 10.0]
"""

from collections.abc import Callable, Iterator
from enum import Enum
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from itertools import pairwise
from typing import Any, Final

import numpy as np

from simulation.engine.settling import joined, settle
from simulation.engine.simpy_path import Columns, SimpyStation, Timetable, notes_of
from simulation.engine.station import (
    CODES,
    Customers,
    EngineError,
    Floats,
    Ints,
    QueueAtClosing,
    Served,
    Station,
)


class Path(Enum):
    """Which way a station is run. AUTO: compiled where numba is installed, else SimPy."""

    SIMPY = "simpy"
    COMPILED = "compiled"
    AUTO = "auto"


def serve(station: Station, customers: Customers, path: Path = Path.SIMPY) -> Served:
    """Run a station until nothing more can happen and return what became of each customer.

    All arrays are in minutes on one clock; the result has the order of `customers`. Both paths give the same bits.
    Raises: EngineError where the compiled path is asked for and numba is not installed.
    """
    if len(customers) and np.any(np.diff(customers.arrival) < 0):
        raise EngineError("arrival must be ascending")
    return serve_each(station, customers, np.array([0, len(customers)]), path)


def serve_each(station: Station, customers: Customers, bounds: Ints, path: Path = Path.SIMPY) -> Served:
    """Run the same station at several outlets that do not see each other, and return everyone's fate.

    The customers of an outlet lie between two `bounds`, ascending by arrival.
    """
    if len(customers) == 0:
        return Served(np.zeros(0), np.zeros(0), np.zeros(0, np.int8))
    return (_by_recursion if is_compiled(path) else _by_simpy)(station, customers, bounds)


@cache
def is_compiled_available() -> bool:
    """True where numba is installed."""
    return find_spec("numba") is not None


def is_compiled(path: Path) -> bool:
    """True where a path is the compiled one."""
    return path is Path.COMPILED or (path is Path.AUTO and is_compiled_available())


def compiled_loop(name: str, path: Path) -> Callable[..., Any] | None:
    """Return a loop of the compiled path; None on the SimPy path, where numpy does the same in passes.

    Raises: EngineError where numba is not installed.
    """
    return _compiled("loops", name) if is_compiled(path) else None


AT_ONCE: Final = 20_000
"""Customers that stand in Python lists at a time; a list takes several times the room of an array."""


def _by_simpy(station: Station, customers: Customers, bounds: Ints) -> Served:
    table = Timetable.of(station)
    notes = []
    for first, last in _portions(bounds):
        begin, end = int(bounds[first]), int(bounds[last])
        some = customers.where(slice(begin, end))
        people = Columns.of(some, station.credits)
        notes.append(notes_of(_runs(table, people, (bounds[first : last + 1] - begin).tolist()), some))
    return settle(joined(notes))


def _portions(bounds: Ints) -> Iterator[tuple[int, int]]:
    """Yield runs of outlets, as the places of their first and last bound, of about so many customers each."""
    first, last = 0, len(bounds) - 1
    while first < last:
        reached = int(np.searchsorted(bounds, bounds[first] + AT_ONCE, side="right")) - 1
        following = min(max(reached, first + 1), last)
        yield first, following
        first = following


def _runs(table: Timetable, people: Columns, bounds: list[int]) -> Iterator[SimpyStation]:
    """Yield the station run out with each outlet's customers, one after the other."""
    run = SimpyStation(table)
    for begin, end in pairwise(bounds):
        if begin < end:
            run.receive(people.cut(begin, end))
            run.env.run_out()
            yield run


def _by_recursion(station: Station, customers: Customers, bounds: Ints) -> Served:
    customers.check_classes(station.credits)
    count, limit = len(customers), _column(customers.line, np.int64)
    calls = np.zeros(len(limit), bool) if customers.calls_back is None else customers.calls_back
    served = (np.empty(count), np.empty(count), np.empty(count, np.int8), np.empty(count, bool))
    _compiled("station", "each_outlet")(
        bounds,
        _column(customers.arrival, float),
        (
            _column(customers.service, float),
            _column(customers.patience, float),
            _column(customers.classes, np.int64),
        ),
        (limit, calls),
        np.array(station.credits, float),
        station.changes.astype(float),
        station.windows.astype(np.int64),
        station.day_ends,
        (CODES[station.at_closing], station.queue_at_closing is QueueAtClosing.SERVE),
        served,
    )
    return Served(*served)


def _column(values: Floats | Ints | None, kind: type) -> "np.ndarray[Any, Any]":
    """Return a column as the recursion takes it, empty where nothing is told."""
    return np.zeros(0, kind) if values is None else np.ascontiguousarray(values, kind)


@cache
def _compiled(file: str, name: str) -> Callable[..., Any]:
    if not is_compiled_available():
        raise EngineError(
            "the compiled path needs numba; install the extra `sim-fast`, or use the SimPy path"
        )
    found: Callable[..., Any] = getattr(import_module(f"simulation.engine.compiled.{file}"), name)
    return found
