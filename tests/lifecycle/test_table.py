"""The machines as a table: every pair has one answer, the engine moves what the table says and nothing else."""

from collections import Counter
from itertools import product
from typing import Final

import pytest
from transitions import MachineError

from sscard_core.lifecycle.engine import COVERED, MACHINES, fire, row_for
from sscard_core.lifecycle.table import (
    STANDING,
    STATES,
    TABLE,
    USING,
    Region,
    Row,
    State,
    Trigger,
    standing_refusal,
)
from sscard_core.model.refusals import RefusalCode
from sscard_core.model.statuses import Bank, BankPin, ECard, Hrss, HrssPin, Order, Temporary

T = Trigger

PAIRS: Final = [
    (region, state, trigger) for region in Region for state in STATES[region] for trigger in Trigger
]
ROWS: Final = {
    pair: [row for row in TABLE if (row.region, row.source, row.trigger) == pair] for pair in PAIRS
}
RESTORED: Final = {
    (Region.HRSS, T.RELEASE): "sealed normal locked",
    (Region.HRSS, T.UNLOCK): "sealed normal",
    (Region.BANK, T.RELEASE): "inactive active restricted",
    (Region.HRSS_PIN, T.UNLOCK): "initial set",
}
"""What a release or an unlocking can restore: whatever a report or a lock can cover."""

REFUSES_USE: Final = {
    Hrss.NONE: "wrong_state",
    Hrss.SEALED: "not_activated",
    Hrss.TEMPORARILY_LOST: "card_lost",
    Hrss.FORMALLY_LOST: "card_lost",
    Hrss.LOCKED: "pin_locked",
    Hrss.CANCELLED: "cancelled",
    Bank.NONE: "wrong_state",
    Bank.INACTIVE: "not_activated",
    Bank.TEMPORARILY_LOST: "card_lost",
    Bank.FORMALLY_LOST: "card_lost",
    Bank.RESTRICTED: "expired",
    Bank.CANCELLED: "wrong_state",
    Temporary.NONE: "wrong_state",
    Temporary.REPORTED_LOST: "card_lost",
    Temporary.EXPIRED: "expired",
    Temporary.RETURNED: "wrong_state",
    ECard.NONE: "wrong_state",
    ECard.LIMITED: "card_lost",
    ECard.CANCELLED: "cancelled",
}
"""The code with which each state refuses to be used, typed from the vocabulary."""


def name_of(pair: tuple[Region, State, Trigger]) -> str:
    """Name a pair for a test's id."""
    return "-".join(str(each) for each in pair)


def coverable(region: Region) -> list[State | None]:
    """Return what a file of a region may cover: nothing, or any state."""
    return [None, *STATES[region]]


def told_apart(rows: list[Row]) -> bool:
    """True for no row, one row, or rows that differ in what they cover."""
    if len(rows) == 1 and rows[0].covered is None:
        return True
    return (
        None not in [row.covered for row in rows]
        and max(Counter(row.covered for row in rows).values(), default=1) == 1
    )


def moves(region: Region, state: State, trigger: Trigger, covered: State | None) -> State | None:
    """Return where the engine moves, None where it refuses to."""
    try:
        return fire(region, state, trigger, covered)
    except (AssertionError, KeyError, MachineError):
        return None


def reached(region: Region) -> set[State]:
    """Return the states that some way of rows leads to from nothing."""
    states: set[State] = {STATES[region].read("none")}
    while more := {
        row.target
        for row in TABLE
        if row.region is region and row.source in states and row.target not in states
    }:
        states |= more
    return states


class TestEveryPair:
    """A pair of state and trigger has exactly one answer."""

    @pytest.mark.parametrize("pair", [pair for pair in PAIRS if ROWS[pair]], ids=name_of)
    def test_a_pair_with_rows_has_one_or_rows_told_apart_by_what_they_cover(
        self, pair: tuple[Region, State, Trigger]
    ) -> None:
        assert told_apart(ROWS[pair])

    def test_a_pair_without_a_row_has_a_standing_refusal(self) -> None:
        bare = [pair for pair in PAIRS if not ROWS[pair]]
        assert bare
        for region, state, trigger in bare:
            assert isinstance(standing_refusal(state, trigger), RefusalCode)
            assert row_for(state, trigger, None) is None, f"{region} {state} {trigger} has a row after all"

    @pytest.mark.parametrize("state", REFUSES_USE, ids=lambda state: f"{type(state).__name__}-{state}")
    def test_a_state_refuses_to_be_used_by_its_own_code(self, state: State) -> None:
        assert row_for(state, T.USE, None) is None
        assert str(standing_refusal(state, T.USE)) == REFUSES_USE[state]

    def test_every_state_that_cannot_be_used_is_in_the_table_above(self) -> None:
        used = (Region.HRSS, Region.BANK, Region.TEMPORARY, Region.E_CARD)
        unusable = {state for region in used for state in STATES[region] if not ROWS[region, state, T.USE]}
        assert unusable == set(REFUSES_USE)

    @pytest.mark.parametrize(
        ("state", "code"),
        [
            (HrssPin.NONE, "pin_not_set"),
            (HrssPin.LOCKED, "pin_locked"),
            (BankPin.NONE, "pin_not_set"),
            (BankPin.LOCKED, "pin_locked"),
        ],
    )
    def test_a_pin_refuses_to_be_entered_by_its_own_code(self, state: State, code: str) -> None:
        assert str(standing_refusal(state, T.ENTER)) == code

    def test_what_is_not_a_use_is_refused_for_the_state_save_when_all_is_cancelled(self) -> None:
        for region, state, trigger in PAIRS:
            if trigger not in USING and not ROWS[region, state, trigger]:
                expected = RefusalCode.CANCELLED if state is Hrss.CANCELLED else RefusalCode.WRONG_STATE
                assert standing_refusal(state, trigger) is expected

    def test_every_standing_code_is_of_a_state_in_the_table(self) -> None:
        assert STANDING.keys() <= {state for states in STATES.values() for state in states}


class TestTheRows:
    """The rows speak of the states and triggers that there are, and of nothing else."""

    @pytest.mark.parametrize("region", Region)
    def test_a_row_goes_from_a_state_of_its_region_to_a_state_of_its_region(self, region: Region) -> None:
        for row in TABLE:
            if row.region is region:
                assert isinstance(row.source, STATES[region])
                assert isinstance(row.target, STATES[region])
                assert row.covered is None or isinstance(row.covered, STATES[region])

    def test_the_regions_are_those_of_the_design(self) -> None:
        assert [str(region) for region in STATES] == (
            ["order", "hrss", "bank", "hrss_pin", "bank_pin", "body", "temporary", "e_card", "insurance"]
        )

    @pytest.mark.parametrize("region", Region)
    def test_every_state_can_be_reached(self, region: Region) -> None:
        assert reached(region) == set(STATES[region])

    def test_every_trigger_moves_something(self) -> None:
        assert {row.trigger for row in TABLE} == set(Trigger)

    def test_no_row_stands_twice(self) -> None:
        assert len(set(TABLE)) == len(TABLE)

    @pytest.mark.parametrize("state", [Hrss.CANCELLED, Bank.CANCELLED], ids=["hrss", "bank"])
    def test_nothing_but_an_issue_leaves_a_cancelled_side(self, state: State) -> None:
        assert {row.trigger for row in TABLE if row.source is state} == {T.ISSUE}

    def test_a_cancelled_electronic_card_comes_back_with_a_new_card_only(self) -> None:
        assert {row.trigger for row in TABLE if row.source is ECard.CANCELLED} == {T.ISSUE}

    def test_a_card_that_is_not_ready_is_not_collected(self) -> None:
        sources = {row.source for row in TABLE if row.region is Region.ORDER and row.trigger is T.COLLECT}
        assert sources == {Order.READY, Order.UNDELIVERED}


class TestRestoring:
    """Releasing and unlocking restore exactly what a report or a lock covers."""

    def test_the_restoring_triggers_are_those_that_a_file_remembers_for(self) -> None:
        assert RESTORED.keys() == COVERED.keys()
        assert {(row.region, row.trigger) for row in TABLE if row.covered} == RESTORED.keys()

    @pytest.mark.parametrize("pair", RESTORED, ids=lambda pair: f"{pair[0]}-{pair[1]}")
    def test_what_is_covered_is_restored_and_nothing_else(self, pair: tuple[Region, Trigger]) -> None:
        region, trigger = pair
        rows = [row for row in TABLE if (row.region, row.trigger) == pair]
        for source in {row.source for row in rows}:
            for covered in coverable(region):
                restorable = covered is not None and str(covered) in RESTORED[pair].split()
                assert moves(region, source, trigger, covered) is (covered if restorable else None)

    @pytest.mark.parametrize("region", [Region.HRSS, Region.BANK], ids=str)
    def test_whatever_can_be_reported_lost_can_be_released_to(self, region: Region) -> None:
        reporting = (T.REPORT_TEMPORARY, T.REPORT_FORMAL)
        reported = {row.source for row in TABLE if row.region is region and row.trigger in reporting}
        lost = {row.target for row in TABLE if row.region is region and row.trigger in reporting}
        assert {str(state) for state in reported - lost} == set(RESTORED[region, T.RELEASE].split())

    @pytest.mark.parametrize("region", [Region.HRSS, Region.HRSS_PIN], ids=str)
    def test_whatever_can_be_locked_can_be_unlocked_to(self, region: Region) -> None:
        locked = {str(row.source) for row in TABLE if row.region is region and row.trigger is T.LOCK}
        assert locked == set(RESTORED[region, T.UNLOCK].split())


class TestTheMachines:
    """The library's machines agree with the table row by row."""

    @pytest.mark.parametrize("region", Region)
    def test_a_machine_moves_along_every_row_and_no_other_way(self, region: Region) -> None:
        for state, trigger, covered in product(STATES[region], Trigger, coverable(region)):
            rows = [row for row in ROWS[region, state, trigger] if row.covered in (None, covered)]
            expected = rows[0].target if rows else None
            assert moves(region, state, trigger, covered) is expected, f"{state} {trigger} covering {covered}"
            assert row_for(state, trigger, covered) is (rows[0] if rows else None)

    @pytest.mark.parametrize("region", Region)
    def test_a_machine_has_the_triggers_of_its_rows_and_makes_up_none(self, region: Region) -> None:
        of_rows = {str(row.trigger) for row in TABLE if row.region is region}
        assert set(MACHINES[region].events) == of_rows

    @pytest.mark.parametrize("region", Region)
    def test_a_machine_has_the_states_of_its_region_and_no_sources_for_any_of_them(
        self, region: Region
    ) -> None:
        words = {str(state) for state in STATES[region]}
        assert set(MACHINES[region].states) == words
        for event in MACHINES[region].events.values():
            assert set(event.transitions) <= words
            assert "*" not in event.transitions

    @pytest.mark.parametrize("region", Region)
    def test_a_machine_keeps_no_model(self, region: Region) -> None:
        assert MACHINES[region].models == []
