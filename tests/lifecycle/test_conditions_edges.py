"""The conditions as a whole: the code by which each refuses, the switches it looks at, the words it is told in."""

from typing import Final

import pytest

from sscard_core import RefusalCode
from sscard_core.lifecycle.conditions import CONDITIONS, FACTS, Condition, Fact

C = RefusalCode

CODES: Final = {
    C.SERVICE_NOT_OFFERED: "card_of_the_bank electronic_cards_exist in_force medium_is_known moves_need_a_reset"
    " paid_into_the_bank_account temporary_cards_exist",
    C.CANCELLED: "not_cancelled not_cancelled_or_applied_anew not_cancelled_or_card_out not_cancelled_or_insured_anew"
    " side_not_cancelled",
    C.WRONG_CHANNEL: "another_bank_at_its_own_outlet id_served_online ordered_for_delivery released_together reported_online",
    C.CLOSED: "counter_open",
    C.WRONG_ACTOR: "agent_has_ground card_for_the_living family_after_death guardian_for_minor guardian_has_ward"
    " guardian_under_sixteen holder_lives special_situation undelivered_in_person unit_applied unit_collects",
    C.NOT_ELIGIBLE: "application_on_record bridge_or_urgent_need cannot_go_to_bank further_card_is_under_way holds_card"
    " household_register_under_sixteen insured insured_in_region lives_elsewhere lives_outside_region needs_a_bridge"
    " no_application_before no_card_held reason_ends_relation registered_off_site renewal_is_due second_generation_id",
    C.LIMIT_REACHED: "fewer_than_three_cards",
    C.WRONG_ORDER: "bank_has_closed base_record_is_corrected card_is_collected card_is_ready exchange_for_key_fields"
    " home_visit_was_requested hrss_side_comes_first old_bank_is_closed old_bank_is_lost_or_closed"
    " oral_report_came_first physical_card_is_collected stage_is_next temporary_card_is_back",
    C.WRONG_OUTLET: "collected_where_made outlet_of_the_same_bank released_where_reported",
    C.NOT_REPORTED_LOST: "both_sides_formally_lost",
    C.REPLACEMENT_UNDER_WAY: "e_card_allowed_before_new_card no_further_order_open no_replacement_under_way",
    C.NO_RELEASE: "formal_report_is_releasable",
    C.CARD_LOST: "exchanged_card_is_at_hand",
    C.EXPIRED: "generation_is_accepted hrss_not_expired legacy_card_works temporary_period_runs within_validity",
    C.RESET_REQUIRED: "card_data_fit",
    C.NOT_ACTIVATED: "finance_is_activated payout_bank_is_active",
    C.INSURANCE_NOT_ENDED: "insurance_has_ended",
    C.UNSETTLED: "sides_are_settled",
    C.WRONG_STATE: "account_can_be_credited bank_is_inactive batch_is_signed card_is_recovered legacy_card_exists"
    " medical_card_to_migrate no_order_open order_or_card_exists physical_card_exists queried_side_exists relation_runs"
    " report_adds_something side_exists something_to_release still_needs_a_bridge",
    C.PIN_NOT_SET: "initial_pin_is_known",
    C.PIN_FORMAT: "pin_has_six_digits",
    C.PIN_WEAK: "pin_is_strong",
    C.ACCOUNTS_SEPARATE: "accounts_stay_separate",
    C.NO_CASH: "no_cash_from_hrss",
    C.INSUFFICIENT_FUNDS: "balance_suffices",
}

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


def test_every_condition_refuses_by_its_code() -> None:
    codes = {name: code for code, names in CODES.items() for name in names.split()}
    assert {name: condition.code for name, condition in CONDITIONS.items()} == codes


@pytest.mark.parametrize("name", CONDITIONS)
def test_a_condition_rests_on_the_switches_that_it_looks_at(name: str) -> None:
    assert set(CONDITIONS[name].readings) == READINGS.get(name, set())


@pytest.mark.parametrize("told", [*CONDITIONS.values(), *FACTS.values()], ids=lambda told: told.name)
def test_it_is_told_in_english_and_in_chinese_and_shows_no_function(told: Condition | Fact) -> None:
    assert told.en.isascii()
    assert not told.zh[-1].isascii()
    assert "<function" not in repr(told)
