"""The only door to `transitions`: one shared machine a region, built from TABLE.

A machine here never guards: conditions are looked at by the desk before anything moves, and rows narrowed by what a
report or lock covers are told apart by the facade. So a trigger that fires moves, and one that cannot is our bug.
`auto_transitions` is off (else `to_cancelled()` would work from anywhere) and no model is ever added, so a firing
costs a facade of two slots and nothing stays behind. Where it leads depends on the table alone, so each move is fired
once and remembered.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Final

from transitions import Machine, MachineError

from sscard_core.lifecycle.table import STATES, TABLE, Region, Row, State, Trigger
from sscard_core.model.card_file import CardFile


class _Facade:
    """What a machine moves: a state, and the state that a report or lock covers."""

    __slots__ = ("covered", "state")

    def __init__(self, state: State, covered: State | None) -> None:
        self.state = state.value
        self.covered = covered


def _covers(state: State) -> object:
    def covers(facade: _Facade) -> bool:
        return facade.covered is state

    covers.__name__ = f"covers_{state}"
    return covers


def _machine(region: Region, rows: Iterable[Row]) -> Machine:
    machine = Machine(
        model=None,
        states=[state.value for state in STATES[region]],
        initial=None,
        auto_transitions=False,
        send_event=False,
    )
    for row in rows:
        if row.region is region:
            machine.add_transition(
                row.trigger.value,
                row.source.value,
                row.target.value,
                conditions=[_passing_model(row.covered)] if row.covered else None,
            )
    return machine


def _passing_model(covered: State) -> str:
    return f"covers_{covered.value}"


def _add_covering_tests() -> None:
    for row in TABLE:
        if row.covered is not None:
            setattr(_Facade, _passing_model(row.covered), _covers(row.covered))


_add_covering_tests()
STOPPED: Final = (AssertionError, KeyError, MachineError)
"""What a firing ends in that no row allows: the desk had to look first."""

MACHINES: Final = {region: _machine(region, TABLE) for region in Region}
_ROWS: Final[dict[tuple[State, Trigger], tuple[Row, ...]]] = {}
_FIRE: Final[dict[tuple[Region, Trigger], Callable[[object], bool]]] = {}
_FIRED: Final[dict[tuple[Region, State, Trigger, State | None], State]] = {}


def _install(rows: Iterable[Row], machines: Mapping[Region, Machine]) -> None:
    _FIRED.clear()
    for row in rows:
        _ROWS[row.source, row.trigger] = (*_ROWS.get((row.source, row.trigger), ()), row)
    for region, machine in machines.items():
        for name, event in machine.events.items():
            _FIRE[region, Trigger.read(name)] = event.trigger


_install(TABLE, MACHINES)


@contextmanager
def another_table(rows: tuple[Row, ...], changed: Region) -> Iterator[None]:
    """Let another table run for a while, that differs in one region: how a check plants a fault."""
    kept_rows, kept_fire = dict(_ROWS), dict(_FIRE)
    _ROWS.clear()
    for key in [key for key in _FIRE if key[0] is changed]:
        del _FIRE[key]
    _install(rows, {changed: _machine(changed, rows)})
    try:
        yield
    finally:
        _ROWS.clear()
        _ROWS.update(kept_rows)
        _FIRE.clear()
        _FIRE.update(kept_fire)
        _FIRED.clear()


def row_for(state: State, trigger: Trigger, covered: State | None) -> Row | None:
    """Return the one row that would move, or None."""
    for row in _ROWS.get((state, trigger), ()):
        if row.covered is None or row.covered is covered:
            return row
    return None


def fire(region: Region, state: State, trigger: Trigger, covered: State | None) -> State:
    """Move a region through its machine and return the new state.

    Where no row moves it raises AssertionError, KeyError or MachineError: the desk must have looked first.
    """
    target = _FIRED.get((region, state, trigger, covered))
    if target is None:
        facade = _Facade(state, covered)
        moved = _FIRE[region, trigger](facade)
        assert moved, f"{region} has no move for {trigger} in {state}"
        target = _FIRED[region, state, trigger, covered] = STATES[region].read(facade.state)
    return target


COVERED: Final = {
    (Region.HRSS, Trigger.RELEASE): "hrss_covered",
    (Region.HRSS, Trigger.UNLOCK): "hrss_unlocked",
    (Region.BANK, Trigger.RELEASE): "bank_covered",
    (Region.HRSS_PIN, Trigger.UNLOCK): "hrss_pin_unlocked",
}
"""The field that remembers what a release or an unlocking restores."""


def covered_state(file: CardFile, region: Region, trigger: Trigger) -> State | None:
    """Return the state that a report or lock covers, where the trigger restores one."""
    field = COVERED.get((region, trigger))
    state = getattr(file, field) if field else None
    assert state is None or isinstance(state, State)
    return state
