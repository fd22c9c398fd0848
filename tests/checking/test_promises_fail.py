"""Every property can fail: for each there is a fault that breaks it, planted in a step or state that keeps it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any, Final

import pytest
from attrs import evolve
from exploration_samples import NANJING, law, witnesses

from sscard_core import requests as ask
from sscard_core.checking.bounds import LONG_VALID, NOW, OVER
from sscard_core.checking.people import ADULT
from sscard_core.checking.promises import Promise, StateRule
from sscard_core.checking.properties import PROMISES, STATE_RULES
from sscard_core.checking.questions import Asked
from sscard_core.model.card_file import Card, CardFile
from sscard_core.model.decisions import Outcome
from sscard_core.model.events import Event, EventName
from sscard_core.model.money import Fen
from sscard_core.model.postings import Posting
from sscard_core.model.refusals import RefusalCode
from sscard_core.model.statuses import (
    Bank,
    BankPin,
    Body,
    ECard,
    Hrss,
    Insurance,
    Order,
    Side,
    Temporary,
)

StepFault = Callable[[Asked], Asked]
StateFault = Callable[[CardFile], CardFile]


def served(step: Asked) -> Asked:
    """What was refused is done."""
    return evolve(step, code=None, outcome=Outcome.ACCEPTED)


def before(**changes: Any) -> StepFault:
    """The step is taken from a file that differs."""
    return lambda step: evolve(step, before=evolve(step.before, **changes))


def after(**changes: Any) -> StepFault:
    """The step ends, done, in a file that differs."""
    return lambda step: evolve(step, after=evolve(step.after, **changes), outcome=Outcome.ACCEPTED)


def nothing_done(step: Asked) -> Asked:
    """The step is said to be done and changes nothing."""
    return evolve(step, after=step.before, outcome=Outcome.ACCEPTED)


def another_request(step: Asked) -> Asked:
    """The same comes of another request."""
    return evolve(step, request=ask.Replace())


def happening(*changes: tuple[str, object], postings: tuple[Posting, ...] = ()) -> StepFault:
    """Something else happens, too."""
    event = Event(EventName.QUERIED, NOW, changes, postings)
    return lambda step: evolve(step, events=(*step.events, event))


def file_with(**changes: Any) -> StateFault:
    """The file differs."""
    return lambda file: evolve(file, **changes)


def other_answer(step: Asked) -> Asked:
    """A refusal is said to be done and keeps its code, or the other way about."""
    return evolve(step, outcome=Outcome.ACCEPTED if step.code else Outcome.REFUSED)


def stage_again(step: Asked) -> Asked:
    assert isinstance(step.request, ask.Produce)
    assert step.before.making is not None
    return before(making=evolve(step.before.making, stage=step.request.stage))(step)


def richer_by_one(step: Asked) -> Asked:
    return after(hrss_balance=Fen(step.before.hrss_balance + 1))(step)


def not_completed(step: Asked) -> Asked:
    return another_request(evolve(step, events=(Event(EventName.QUERIED, NOW),)))


def report_stays(step: Asked) -> Asked:
    return after(hrss_loss=step.before.hrss_loss)(step)


def twice(step: Asked) -> Asked:
    return evolve(step, events=step.events * 2)


def the_other_verdict(step: Asked) -> Asked:
    return evolve(step, code=None if step.code else RefusalCode.PIN_WRONG)


def tries_are_kept(step: Asked) -> Asked:
    file = step.after
    return after(
        hrss_secret=evolve(file.hrss_secret, wrong_tries=1),
        bank_secret=evolve(file.bank_secret, wrong_tries=1),
    )(step)


def too_short(step: Asked) -> Asked:
    assert isinstance(step.request, ask.ChangePin | ask.ResetPin)
    return evolve(step, request=evolve(step.request, new="31415"))


def has_a_card_already(step: Asked) -> Asked:
    card = Card(generation=1, issued_on=NOW.date(), last_valid_day=LONG_VALID)
    return before(order=Order.COLLECTED, card=card)(step)


def lapse_turned_round(file: CardFile) -> CardFile:
    assert file.hrss_loss is not None
    lapses = None if file.hrss_loss.lapses else NOW + timedelta(days=7)
    return evolve(file, hrss_loss=evolve(file.hrss_loss, lapses=lapses))


def body_turned_round(file: CardFile) -> CardFile:
    return evolve(file, body=Body.WITH_HOLDER if file.body is Body.REPORTED_LOST else Body.REPORTED_LOST)


def e_card_turned_round(file: CardFile) -> CardFile:
    return evolve(file, e_card=ECard.LIMITED if file.e_card is ECard.ACTIVE else ECard.ACTIVE)


EVERY: Final[tuple[Promise | StateRule, ...]] = (*PROMISES, *STATE_RULES)
OUT: Final = Posting(Side.HRSS, Fen(-1))
IN: Final = Posting(Side.BANK, Fen(1))

OF_STEPS: Final[dict[str, StepFault]] = {
    # every answer
    "refusals_change_nothing": happening(("order", Order.READY)),
    "answers_rest_on_something": lambda step: evolve(step, grounds=()),
    "one_answer_to_each": other_answer,
    "counters_rest_on_days_off": served,
    # money
    "no_money_between_accounts": happening(postings=(OUT, OUT, IN)),
    "no_cash_from_hrss": served,
    "nothing_paid_into_hrss": served,
    "hrss_money_is_for_treatment": another_request,
    "no_overdraft": before(hrss_balance=Fen(0), bank_balance=Fen(0)),
    "payments_post_their_amount": lambda step: evolve(step, events=()),
    # use
    "lost_is_unusable": served,
    "locked_is_unusable": served,
    "sealed_is_unusable": served,
    "cancelled_is_unusable": served,
    "expired_bank_lets_nothing_out": served,
    "expired_hrss_stops": served,
    "moved_waits_for_reset": served,
    "limited_e_card_is_unusable": served,
    "used_by_the_holder": served,
    "cash_at_the_bank": served,
    # loss
    "report_covers_what_it_found": nothing_done,
    "reported_is_lost": after(hrss=Hrss.NORMAL, bank=Bank.ACTIVE),
    "one_side_leaves_the_other": after(hrss=Hrss.CANCELLED, bank=Bank.CANCELLED),
    "formal_takes_both_sides": after(hrss=Hrss.NORMAL),
    "release_restores": nothing_done,
    "lapse_restores_once": report_stays,
    "no_deadline_passes_twice": twice,
    "formal_is_final": served,
    "no_release_once_replaced": served,
    "released_at_the_same_outlet": served,
    # orders and cards
    "one_order_at_a_time": served,
    "apply_without_a_card": served,
    "further_card_for_a_holder": served,
    "replacement_needs_the_report": before(hrss=Hrss.NORMAL),
    "replaced_card_is_lost": after(hrss=Hrss.NORMAL),
    "stages_in_order": stage_again,
    "ready_when_delivered": after(order=Order.COLLECTED),
    "collected_when_ready": after(order=Order.ACCEPTED),
    "old_card_stops_at_collection": after(hrss=Hrss.NORMAL),
    "pin_and_money_pass_on": richer_by_one,
    "temporary_card_back_first": served,
    "batch_is_collected_by_the_unit": served,
    "data_are_corrected_first": served,
    "old_bank_first": before(bank=Bank.ACTIVE),
    "cards_are_for_the_living": served,
    "the_dead_do_not_come": served,
    "registers_serve_children": served,
    "guardians_have_wards": before(holder=ADULT, marks=frozenset()),
    "agents_have_a_ground": before(holder=ADULT),
    # PINs
    "pins_open_their_own_side": the_other_verdict,
    "locks_at_the_number": nothing_done,
    "right_entry_clears": tries_are_kept,
    "locked_is_not_compared": served,
    "unknown_is_not_compared": served,
    "passwords_are_apart": happening(("hrss_pin", None), ("bank_pin", None)),
    "bank_lock_is_of_the_pin": after(bank=Bank.CANCELLED),
    "unlocking_restores": after(hrss=Hrss.CANCELLED),
    "new_passwords_are_sound": too_short,
    # the temporary card
    "only_valid_temporary_cards_pay": before(temporary=Temporary.EXPIRED),
    "temporary_card_has_no_bank_side": served,
    "temporary_card_ends_with_its_period": after(temporary=Temporary.RETURNED),
    "temporary_card_bridges": has_a_card_already,
    "one_temporary_card": served,
    "extended_within_the_period": before(temporary=Temporary.EXPIRED),
    "no_temporary_cards_here": lambda step: evolve(step, code=RefusalCode.WRONG_STATE),
    # the end
    "cancelled_is_final": another_request,
    "family_comes_after_death": served,
    "leaving_ends_where_it_does": served,
    "nothing_leaves_cancelled": another_request,
    "insurance_ends_first": before(insurance=Insurance.INSURED),
    "settled_first": before(hrss_balance=Fen(1)),
    "hrss_side_first": served,
    "cancelling_cancels": after(hrss=Hrss.NORMAL, bank=Bank.ACTIVE),
    "receipt_after_recovery": before(body=Body.WITH_HOLDER),
    "half_done_is_seen": lambda step: evolve(step, after=evolve(step.after, bank_pending=None)),
    "pending_is_completed": not_completed,
}
"""For each property of steps, what breaks it."""

OF_STATES: Final[dict[str, StateFault]] = {
    "nothing_stands_overdue": file_with(temporary=Temporary.VALID, temporary_ends=OVER),
    "no_negative_balance": file_with(hrss_balance=Fen(-1)),
    "covered_while_lost": file_with(hrss=Hrss.NORMAL, hrss_covered=Hrss.SEALED),
    "only_temporary_reports_lapse": lapse_turned_round,
    "body_goes_with_the_report": body_turned_round,
    "e_card_is_limited_while_lost": e_card_turned_round,
    "functions_live_on_a_card": file_with(card=None),
    "one_card_at_a_time": file_with(body=Body.DESTROYED),
    "expired_is_restricted": file_with(bank=Bank.ACTIVE, card=None),
    "moved_only_with_a_card": file_with(card=None),
    "function_locks_with_its_pin": file_with(hrss=Hrss.LOCKED, hrss_unlocked=None),
    "no_bank_pin_before_activation": file_with(bank=Bank.INACTIVE, bank_pin=BankPin.SET),
    "valid_within_its_period": file_with(temporary_ends=None),
    "destroyed_when_gone": file_with(hrss=Hrss.NORMAL, bank=Bank.ACTIVE),
}
"""For each property of states, what breaks it."""


class TestEveryPropertyCanFail:
    """A step or a state that keeps a property breaks it once a fault is planted in it."""

    @pytest.mark.parametrize("promise", PROMISES, ids=lambda each: each.name)
    def test_of_steps(self, promise: Promise) -> None:
        assert promise.name in OF_STEPS, "plant a fault here that breaks the property"
        source, kept = next(witnesses(promise.name))
        assert isinstance(kept, Asked)
        terms = source.desk.rules.terms
        assert promise.holds(kept, terms) is True
        assert promise.holds(OF_STEPS[promise.name](kept), terms) is False

    @pytest.mark.parametrize("rule", STATE_RULES, ids=lambda each: each.name)
    def test_of_states(self, rule: StateRule) -> None:
        assert rule.name in OF_STATES, "plant a fault here that breaks the property"
        source, kept = next(witnesses(rule.name))
        assert isinstance(kept, CardFile)
        terms = source.desk.rules.terms
        assert rule.holds(kept, terms) is True
        assert rule.holds(OF_STATES[rule.name](kept), terms) is False

    def test_no_fault_is_left_over(self) -> None:
        assert {*OF_STEPS} == {each.name for each in PROMISES}
        assert {*OF_STATES} == {each.name for each in STATE_RULES}

    def test_names_are_told_apart(self) -> None:
        names = [each.name for each in EVERY]
        assert len(names) == len(set(names))


class TestEveryPropertyIsMet:
    """What a rulebook has a case of is seen to hold in some step or state that is reached."""

    def test_in_jiangsu(self) -> None:
        book = law("jiangsu")
        wanted = {each.name for each in EVERY if each.arises(book)}
        met = {name for source in NANJING for name in source.explored.witnesses}
        assert wanted - met == set()

    def test_what_has_no_case_has_no_witness(self) -> None:
        book = law("jiangsu")
        absent = {each.name for each in EVERY if not each.arises(book)}
        assert "formal_takes_both_sides" in absent
        assert absent.isdisjoint(name for source in NANJING for name in source.explored.witnesses)

    def test_nothing_is_broken(self) -> None:
        assert [name for source in NANJING for name in source.explored.broken] == []
