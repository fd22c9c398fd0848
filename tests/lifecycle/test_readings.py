"""Readings: every switch can be set to each of its choices everywhere, and what then is decided rests on that choice."""

from itertools import chain
from typing import Final

import pytest
from desk_samples import Readings, Visit, desk_of, opened, person
from desk_stories import HALF

from sscard_core import RULEBOOK_IDS, Situation, rulebook
from sscard_core import requests as ask
from sscard_core.lifecycle.rules import Rules
from sscard_core.model.arguments import (
    Destination,
    EndReason,
    ExchangeReason,
    InformationField,
    LossKind,
    Medium,
    Stage,
)
from sscard_core.model.citations import Assumption
from sscard_core.model.papers import Paper
from sscard_core.model.people import Actor, Residence
from sscard_core.model.statuses import Side
from sscard_core.rulebooks.readings import DATE, DAYS, PERIOD, SWITCHES, TRIES, YEARS

NO_PAPERS: Final[frozenset[Paper]] = frozenset()
SAMPLES: Final = {DAYS: "3d", PERIOD: "2m", YEARS: "5y", TRIES: "4", DATE: "2019-01-01"}
"""A value of each pattern that no rulebook has."""

CHOICES: Final = [
    (book, switch.name, value)
    for book in RULEBOOK_IDS
    for switch in SWITCHES.values()
    for value in (*switch.choices, *([SAMPLES[switch.pattern]] if switch.pattern else []))
]

MADE: Final = (*(ask.Produce(stage=stage) for stage in Stage), ask.Collect())
LOST: Final = (ask.ReportLoss(side=Side.HRSS), ask.ReportLoss(side=Side.BOTH))
ENDED: Final = (ask.EndInsurance(reason=EndReason.SETTLED_ABROAD), ask.Settle())
GONE: Final = (*ENDED, ask.Cancel(side=Side.HRSS), ask.Cancel(side=Side.BANK))
EXCHANGED: Final = ask.Exchange(reason=ExchangeReason.CHIP_FAULT)

STORIES: Final[dict[str, tuple[ask.Request, ...]]] = {
    "release_after_formal_loss": (*LOST, ask.ReleaseLoss(side=Side.HRSS), ask.ReleaseLoss(side=Side.BOTH)),
    "replacement_needs_formal_loss": (ask.Replace(),),
    "release_needs_card": (
        ask.ReportLoss(side=Side.HRSS, kind=LossKind.TEMPORARY),
        *LOST,
        *(ask.ReleaseLoss(side=side, papers=NO_PAPERS) for side in Side),
    ),
    "agent_papers": tuple(ask.ReportLoss(side=side, by=Actor.AGENT, papers=NO_PAPERS) for side in Side),
    "agents_need_ground": tuple(ask.ReportLoss(side=side, by=Actor.AGENT) for side in Side),
    "temporary_loss_lapses_after": (ask.ReportLoss(side=Side.HRSS, kind=LossKind.TEMPORARY),),
    "bank_activation_enables_hrss": (ask.ActivateBank(),),
    "contribute_and_benefit_need_bank": (ask.Contribute(amount=HALF),),
    "temporary_card": (EXCHANGED, ask.IssueTemporary()),
    "temporary_card_extension": (EXCHANGED, ask.IssueTemporary(), ask.ExtendTemporary()),
    "in_region_move": (ask.MoveInsurance(to=Destination.IN_REGION),),
    "left_province_ends_insurance": (ask.EndInsurance(reason=EndReason.LEFT_PROVINCE),),
    "hrss_after_expiry": (ask.PayMedical(amount=HALF),),
    "card_validity": (EXCHANGED, *MADE),
    "hrss_pin_tries": (ask.EnterPin(side=Side.HRSS, pin="908172"),),
    "bank_pin_tries": (ask.EnterPin(side=Side.BANK, pin="908172"),),
    "weak_pin_is": (ask.ResetPin(side=Side.HRSS, new="123456"),),
    "monthly_replacement_reminder": (EXCHANGED, *MADE) * 4,
    "application_paper": (ask.Exchange(reason=ExchangeReason.CHIP_FAULT, papers=NO_PAPERS),),
    "exchange_reasons": (ask.Exchange(reason=ExchangeReason.SOILED),),
    "temporary_card_classes": (EXCHANGED, ask.IssueTemporary()),
    "clearing_document": (*ENDED, ask.Cancel(side=Side.HRSS), ask.Cancel(side=Side.BANK, papers=NO_PAPERS)),
    "oral_report_first": (ask.ReportLoss(side=Side.HRSS),),
    "enable_outside_region": (ask.EnableHrss(),),
    "formal_loss_takes_both_sides": LOST,
    "sides_cancelled_in_order": (ask.Cancel(side=Side.BANK),),
    "settled_before_cancelling": GONE,
    "card_destruction": GONE,
    "renewal_window": (ask.Renew(),),
    "new_card_generation": (EXCHANGED, *MADE),
    "electronic_card": (ask.PayMedical(amount=HALF, card=Medium.ELECTRONIC),),
    "counters_keep_working_days": (ask.UpdateInformation(fields=((InformationField.ADDRESS, "测试路2号"),)),),
    "legacy_card_stops_on": (ask.PayMedical(amount=HALF, card=Medium.LEGACY),),
    "in_force_from": (ask.PayMedical(amount=HALF),),
}
"""What is asked of a working card so that the switch decides something."""

SEALED: Final = frozenset({"bank_activation_enables_hrss", "enable_outside_region"})
EXPIRED: Final = frozenset({"hrss_after_expiry"})

TAKES_AWAY: Final = {
    "release_needs_card=no",
    "agents_need_ground=where_asked",
    "contribute_and_benefit_need_bank=no",
    "monthly_replacement_reminder=none",
    "exchange_reasons=measure",
    "formal_loss_takes_both_sides=no",
    "sides_cancelled_in_order=no",
    "renewal_window=any_time",
    "counters_keep_working_days=no",
    "legacy_card_stops_on=never",
    "in_force_from=always",
    "temporary_loss_lapses_after=never",
    "oral_report_first=no",
    "left_province_ends_insurance=no",
    "enable_outside_region=no",
    "agent_papers=by_article",
}
"""Choices under which nothing more is asked: a decision need not rest on what is not asked."""

OF_XINJIANG: Final = {"application_paper", "exchange_reasons", "temporary_card_classes", "clearing_document"}
NOT_HERE: Final = {
    "xinjiang-2013": set[str](),
    "xinjiang-2022": {*OF_XINJIANG, "release_needs_card", "enable_outside_region"},
    "xinxiang-2017": {
        *OF_XINJIANG,
        *("temporary_loss_lapses_after", "temporary_card_extension", "formal_loss_takes_both_sides"),
        *("enable_outside_region", "legacy_card_stops_on"),
    },
    "jiangsu": {*OF_XINJIANG, "enable_outside_region", "legacy_card_stops_on"},
}
"""Switches that turn on nothing in a rulebook: its services are of another kind."""


DECIDING: Final = [
    (book, switch, value)
    for book, switch, value in CHOICES
    if f"{switch}={value}" not in TAKES_AWAY and switch not in NOT_HERE[book]
]


def told(book: str, switch: str, value: str) -> list[Visit]:
    """Return the visits of the switch's story, under a choice."""
    with_cards: Readings = (("temporary_card", "60d"),) if switch == "temporary_card_extension" else ()
    readings = (*with_cards, (switch, value))
    situation = Situation.COLLECTED if switch in SEALED else Situation.ACTIVE
    holder = person(special_need=True, lives=Residence.ABROAD)
    visit = opened(book, situation, holder, readings)
    visits = [visit.wait("2031-01-06T09:00" if switch in EXPIRED else "2026-03-02T09:00")]
    for request in STORIES[switch]:
        visits.append(visits[-1].ask(request))
    return visits[1:]


def test_every_switch_has_its_story() -> None:
    assert STORIES.keys() == SWITCHES.keys()


@pytest.mark.parametrize(("book", "switch", "value"), CHOICES)
def test_a_switch_can_be_set_to_each_of_its_choices(book: str, switch: str, value: str) -> None:
    before = rulebook(book)
    turned = before.with_readings({switch: value})
    rules = Rules(turned)
    assert turned.reading(switch) == value
    assert rules.services.keys() == before.services.keys()
    reading = before.readings[switch]
    if value == reading.value:
        assert turned == before
    elif reading.others.get(value):
        assert turned.readings[switch].because == reading.others[value]
    else:
        (assumed,) = turned.readings[switch].because
        assert isinstance(assumed, Assumption)
        assert assumed.name == switch


@pytest.mark.parametrize(("book", "switch", "value"), DECIDING)
def test_what_a_choice_decides_rests_on_that_choice(book: str, switch: str, value: str) -> None:
    because = set(desk_of(book, ((switch, value),)).book.readings[switch].because)
    cited = chain.from_iterable(
        chain.from_iterable(each.decision.grounds) for each in told(book, switch, value)
    )
    assert because & set(cited)


@pytest.mark.parametrize("book", RULEBOOK_IDS)
def test_a_switch_that_is_turned_there_and_back_is_as_it_was(book: str) -> None:
    before = rulebook(book)
    for switch, reading in before.readings.items():
        for value in reading.others:
            turned = before.with_readings({switch: value}).with_readings({switch: reading.value})
            assert turned.readings[switch].because == reading.because
