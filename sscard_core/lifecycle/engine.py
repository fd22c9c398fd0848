"""The only door to `transitions`: one shared machine a region, built from TABLE.

A machine here never guards: conditions are looked at by the desk before anything moves, and rows narrowed by what a
report or lock covers are told apart by the facade. So a trigger that fires moves, and one that cannot is our bug.
`auto_transitions` is off (else `to_cancelled()` would work from anywhere) and no model is ever added, so a firing
costs a facade of two slots and nothing stays behind.
"""

from typing import Final

from transitions import Machine

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


def _machine(region: Region) -> Machine:
    machine = Machine(
        model=None,
        states=[state.value for state in STATES[region]],
        initial=None,
        auto_transitions=False,
        send_event=False,
    )
    for row in TABLE:
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
MACHINES: Final = {region: _machine(region) for region in Region}
_ROWS: Final[dict[tuple[State, Trigger], tuple[Row, ...]]] = {}
for _row in TABLE:
    _ROWS[_row.source, _row.trigger] = (*_ROWS.get((_row.source, _row.trigger), ()), _row)
_FIRE: Final = {
    (region, trigger): MACHINES[region].events[trigger.value].trigger
    for region in Region
    for trigger in Trigger
    if trigger.value in MACHINES[region].events
}


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
    facade = _Facade(state, covered)
    moved = _FIRE[region, trigger](facade)
    assert moved, f"{region} has no move for {trigger} in {state}"
    return STATES[region].read(facade.state)


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
