"""The conditions as a whole: which switches each of them looks at, and so rests on."""

from typing import Final

import pytest

from sscard_core.lifecycle.conditions import CONDITIONS

READINGS: Final = {
    "within_validity": {"card_validity"},
    "hrss_not_expired": {"hrss_after_expiry"},
    "card_data_fit": {"in_region_move"},
    "legacy_card_works": {"legacy_card_stops_on"},
    "reason_ends_relation": {"left_province_ends_insurance"},
    "hrss_side_comes_first": {"sides_cancelled_in_order"},
    "sides_are_settled": {"settled_before_cancelling"},
    "renewal_is_due": {"renewal_window"},
    "oral_report_came_first": {"oral_report_first"},
    "no_replacement_under_way": {"release_after_formal_loss"},
    "formal_report_is_releasable": {"release_after_formal_loss"},
    "both_sides_formally_lost": {"replacement_needs_formal_loss"},
    "finance_is_activated": {"contribute_and_benefit_need_bank"},
    "in_force": {"in_force_from"},
    "temporary_cards_exist": {"temporary_card"},
    "electronic_cards_exist": {"electronic_card"},
    "medium_is_known": {"electronic_card", "temporary_card"},
    "moves_need_a_reset": {"in_region_move"},
    "counter_open": {"counters_keep_working_days"},
    "agent_has_ground": {"agents_need_ground"},
    "pin_is_strong": {"weak_pin_is"},
    "temporary_period_runs": {"temporary_card"},
}


@pytest.mark.parametrize("name", CONDITIONS)
def test_a_condition_rests_on_the_switches_that_it_looks_at(name: str) -> None:
    assert set(CONDITIONS[name].readings) == READINGS.get(name, set())
