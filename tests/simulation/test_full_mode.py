"""Full mode: whoever asks anywhere asks the desk, and each card ordered has its file followed to the end."""

from datetime import date, timedelta
from typing import Any

import numpy as np
import pytest
from attrs import evolve, fields
from network_samples import group, network, shift, with_stage

from simulation.engine.serving import Path, is_compiled_available
from simulation.network.hours import Days
from simulation.network.network import Bank, HomeVisits, Hotline, Network, People
from simulation.network.services import Door
from simulation.running import check_followed, replicate
from simulation.tallies import End, Kind, Tallies
from simulation.visits.dossiers import Questions
from simulation.visits.preparing import prepare
from sscard_core.lifecycle.desk import Desk
from sscard_core.model.arguments import RequestName, Service
from sscard_core.model.moments import midnight
from sscard_core.model.people import Actor
from sscard_core.rulebooks import RULEBOOK_IDS
from sscard_core.rulebooks.book import Promise, Unit

AT_THE_COUNTER = str(Door.COUNTER)


def full(book: str = "xinxiang-2017", **told: Any) -> Network:
    """Return a network of eight weeks in full mode, every door present."""
    usual: dict[str, Any] = {
        "last": date(2025, 4, 27),
        "groups": (group(count=1, kiosks=shift(1, Days.DAILY)),),
        "hotline": Hotline(agents=shift(2), calls_per_thousand=20.0),
        "home_visits": HomeVisits(teams=shift(1)),
        "exchange_days": 1,
        "full": True,
    }
    return network(book, **{**usual, **told})


BASE = full()


@pytest.fixture(scope="module")
def run() -> Tallies:
    """One replication of the base, which several tests look at."""
    return replicate(BASE, 1)


def refused(tallies: Tallies, *, door: Door | None = None, word: str = "") -> int:
    """Return how often the desk refused at a door, with a word in the reason."""
    return sum(
        number
        for (where, told), number in tallies.refusals.items()
        if word in told and (door is None or where == str(door))
    )


def test_the_desk_sends_people_away_and_cites_why(run: Tallies) -> None:
    told = run.visit_ends[..., [End.REFUSED, End.PAPERS]].sum()
    assert refused(run, door=Door.COUNTER) == told > 0
    assert refused(run, door=Door.COUNTER, word="XX17-21") > 0


def test_where_nobody_comes_for_others_the_desk_refuses_less(run: Tallies) -> None:
    alone = replicate(evolve(BASE, people=People(agents=0.0, guardians=0.0)), 1)
    assert refused(alone) < refused(run)


@pytest.mark.parametrize("book", RULEBOOK_IDS)
def test_every_channel_asks_the_desk(book: str) -> None:
    run = replicate(full(book, groups=(group(holders=90_000.0, kiosks=shift(1, Days.DAILY)),)), 1)
    asked = {str(door) for place, door in enumerate(Door) if run.doors[place][:-1].sum() > 100}
    assert {AT_THE_COUNTER, str(Door.ONLINE)} <= asked
    assert asked <= {door for door, _ in run.refusals}


def test_who_is_refused_for_the_channel_alone_comes_to_an_outlet() -> None:
    """XJ22-75-1 lets those who live elsewhere order online, and sends the others to an outlet."""
    region = full("xinjiang-2022", groups=(group(holders=90_000.0),))
    some, nobody = (replicate(evolve(region, people=People(to_outlet=each)), 1) for each in (1.0, 0.0))
    assert refused(some, door=Door.ONLINE, word="XJ22-75-1") > 10
    assert some.sent_on.sum() > 10
    assert nobody.sent_on.sum() == 0
    counter = [place for place, door in enumerate(Door) if door is Door.COUNTER]
    assert np.array_equal(some.doors[counter], nobody.doors[counter])
    assert some.visit_ends.sum() > nobody.visit_ends.sum()


def test_no_team_goes_to_who_could_go_to_the_bank() -> None:
    told = full(
        "xinjiang-2022", groups=(group(holders=400_000.0, windows=shift(20), bank_windows=shift(20)),)
    )
    asked, full_run = (replicate(evolve(told, full=each), 1) for each in (False, True))
    teams = [int(each.fates[Kind.HOME_VISIT].sum()) for each in (asked, full_run)]
    assert teams[0] - refused(full_run, door=Door.HOME_VISIT) == teams[1] > 0
    assert refused(full_run, door=Door.HOME_VISIT) > 0


def test_each_file_followed_is_somewhere(run: Tallies) -> None:
    cards = run.cards
    assert cards["collected"] > 50
    assert (
        cards["collected"] + cards["left at the outlet"] + cards["still to be fetched"]
        == cards["fetched_for"]
    )


def test_a_file_lost_is_noticed() -> None:
    tallies = replicate(evolve(BASE, last=date(2025, 4, 6)), 1)
    tallies.cards["collected"] -= 1
    with pytest.raises(AssertionError, match="nowhere"):
        check_followed(tallies, ())


def without_ground_for_agents(base: Network) -> Network:
    """Return a network whose rulebook lets any agent collect a card (XX17-21 left out at collection)."""
    services = dict(base.book.services)
    services[RequestName.COLLECT] = tuple(
        evolve(each, asks=tuple(ask for ask in each.asks if ask.condition != "special_situation"))
        for each in services[RequestName.COLLECT]
    )
    return evolve(base, book=evolve(base.book, services=services))


def test_another_rule_changes_who_is_refused_at_collection(run: Tallies) -> None:
    changed = replicate(without_ground_for_agents(BASE), 1)
    assert refused(run, word="collect: wrong_actor (XX17-21)") > 0
    assert refused(changed, word="collect: wrong_actor") == 0
    others = [(key, number) for key, number in run.refusals.items() if "replace" in key[1]]
    assert others


def kept_for(days: int) -> Network:
    """Return a network in which people take their time to fetch a card, which is kept so many days."""
    base = full("xinjiang-2013", people=People(agents=0.3))
    return evolve(base, production=evolve(base.production, kept=days, collect_after=10.0))


def test_a_card_that_lay_beyond_its_keeping_period_is_for_the_holder_in_person() -> None:
    told = "collect: wrong_actor (undelivered_cards)"
    assert refused(replicate(kept_for(90), 1), word=told) == 0
    returned = replicate(kept_for(3), 1)
    assert refused(returned, door=Door.COUNTER, word=told) > 5
    assert returned.cards["returned undelivered"] > 20
    assert returned.cards["collected"] > 20


@pytest.mark.parametrize(("share", "is_refused"), [(0.4, True), (0.0, False)])
def test_who_forgets_the_temporary_card_is_refused_the_new_one(share: float, is_refused: bool) -> None:
    """XX17-09g: it is handed back when the new card is collected."""
    forgetful = evolve(BASE, works=tuple(evolve(each, papers=share) for each in BASE.works))
    assert (refused(replicate(forgetful, 1), word="collect: wrong_order (XX17-09g)") > 0) is is_refused


@pytest.mark.parametrize(("days", "is_kept"), [(0, False), (60, True)])
def test_the_day_promised_is_that_of_the_decision_on_the_order(days: int, is_kept: bool) -> None:
    base = full("jiangsu")
    services = dict(base.book.services)
    for name in (RequestName.APPLY, RequestName.REPLACE, RequestName.EXCHANGE, RequestName.RENEW):
        services[name] = tuple(
            evolve(each, due=Promise(days, Unit.DAYS)) if each.makes is Service.FAST else each
            for each in services[name]
        )
    cards = replicate(evolve(base, book=evolve(base.book, services=services)), 1).cards
    assert cards["fast.promised"] > 50
    assert cards["fast.kept"] == (cards["fast.promised"] if is_kept else 0)


def test_an_instant_card_is_taken_along_where_the_law_makes_it_so() -> None:
    """In Xinjiang 2022 every card ordered at an outlet is instant, whatever the file of the network says."""
    cards = replicate(full("xinjiang-2022"), 1).cards
    assert cards["made at once"] > 50
    assert cards["instant.kept"] == cards["instant.promised"] == cards["made at once"]
    assert cards["fetched_for"] == 0


def test_a_card_that_may_not_be_handed_out_at_once_or_by_courier_waits_at_an_outlet() -> None:
    """A made-up rule: only units collect."""
    base = full("xinjiang-2022")
    services = dict(base.book.services)
    services[RequestName.COLLECT] = tuple(
        evolve(each, by=(Actor.EMPLOYER,)) for each in services[RequestName.COLLECT]
    )
    cards = replicate(evolve(base, book=evolve(base.book, services=services)), 1).cards
    assert (cards["made at once"], cards["brought home"], cards["collected"]) == (0, 0, 0)
    assert cards["fetched_for"] > 50
    assert cards["left at the outlet"] > 50


def test_a_card_given_up_has_failed_in_its_file() -> None:
    """That the file says so is asserted in the run."""
    narrow = with_stage(BASE, "personalised", fails=0.3, rework=0.0)
    cards = replicate(with_stage(narrow, "account_opened", fails=0.2, rework=0.5), 1).cards
    assert cards["given up"] > 20
    assert cards["collected"] > 20


def test_who_comes_again_later_comes_less_often_within_the_run() -> None:
    soon, late = (replicate(evolve(BASE, people=People(again_after=each)), 1) for each in (1.0, 60.0))
    assert late.still_to_come.sum() > 2 * soon.still_to_come.sum()
    assert late.visit_numbers[2:].sum() < soon.visit_numbers[2:].sum()


def test_what_the_bank_did_not_answer_is_completed_by_a_second_visit() -> None:
    silent = evolve(BASE, banks=(Bank(name="icbc", outages_a_year=400.0),))
    ends = replicate(silent, 1).visit_ends.sum(axis=(0, 1))
    assert ends[End.UNANSWERED] > 20


def test_full_mode_depends_on_seed_alone_on_either_path() -> None:
    paths = (Path.SIMPY, Path.COMPILED) if is_compiled_available() else (Path.SIMPY, Path.SIMPY)
    first, second = (replicate(BASE, 1, path=path) for path in paths)
    for each in fields(Tallies):
        mine, theirs = getattr(first, each.name), getattr(second, each.name)
        if isinstance(mine, np.ndarray):
            assert np.array_equal(mine, theirs), each.name
        elif each.name in ("refusals", "cards"):
            assert mine == theirs


@pytest.mark.parametrize("book", RULEBOOK_IDS)
def test_the_rules_count_in_days(book: str) -> None:
    """So one question a day is enough: at its first and its last minute the answer is the same."""
    base = full(book)
    questions, desk = Questions(base), Desk(base.book)
    asked = 0
    for work in base.works:
        for each in prepare(questions, work.name, Door.COUNTER, Service.STANDARD):
            file = each.person.dossier.file
            for request in (each.person.complete, each.person.lacking):
                for day in range(0, 45, 4):
                    at = midnight(base.first) + timedelta(days=day)
                    early, late = (desk.decide(file, request, at + timedelta(minutes=m)) for m in (0, 1439))
                    assert (early.outcome, early.code, early.grounds) == (
                        late.outcome,
                        late.code,
                        late.grounds,
                    )
                    asked += 1
    assert asked > 500


def test_who_is_refused_after_a_warm_up_is_counted_and_who_was_before_is_not() -> None:
    """A home visit is asked for on a day of the run, though the teams are run when it is over."""
    base = full("xinjiang-2022", groups=(group(count=1, holders=200_000.0, windows=shift(9)),))
    whole, left = replicate(base, 1), replicate(base, 1, cut=28)
    first = replicate(evolve(base, last=date(2025, 3, 30)), 1)
    for door in (Door.HOME_VISIT, Door.ONLINE):
        assert 0 < refused(left, door=door) == refused(whole, door=door) - refused(first, door=door)
    assert 0 < left.sent_on.sum() == whole.sent_on.sum() - first.sent_on.sum()
