"""Coming again: what helps against a refusal, what is left after half a request, and whom an outlet would serve."""

import numpy as np
import pytest
from attrs import evolve
from network_samples import network

from simulation.network.services import Door
from simulation.production.following import check_lying, check_on_the_line
from simulation.tallies import End
from simulation.visits.asking import Asking
from simulation.visits.coming_again import asked_by, half_done, mended, sent_to_outlet
from simulation.visits.dossiers import Person, Questions, objects
from simulation.visits.preparing import ID_ALONE, prepare
from sscard_core.model.arguments import RequestName, Service
from sscard_core.model.people import Actor
from sscard_core.model.refusals import RefusalCode as C
from sscard_core.model.requests import Cancel, Replace
from sscard_core.model.statuses import Bank, Order

DAY = 14
"""A Monday."""


def people(book: str, name: RequestName, door: Door = Door.COUNTER) -> tuple[Questions, list[Person]]:
    """Return the desk and those who ask for a service at a door, most frequent first."""
    questions = Questions(network(book))
    lot = prepare(questions, name, door, Service.STANDARD)
    return questions, [each.person for each in sorted(lot, key=lambda each: -each.share)]


def refused_for(questions: Questions, lot: list[Person], code: C) -> Person:
    """Return the first of some people whom the desk refuses for a reason."""
    return next(each for each in lot if questions.put(each.dossier, each.complete, DAY).code is code)


def once_more(questions: Questions, person: Person) -> C | None:
    """Return the code with which the desk answers who comes again, None where all is well."""
    dossier = questions.after(person.dossier, person.first, DAY)
    return questions.put(dossier, person.complete, DAY).code


@pytest.mark.parametrize(
    ("book", "name", "code"),
    [
        ("xinxiang-2017", RequestName.REPLACE, C.WRONG_ACTOR),
        ("xinjiang-2013", RequestName.REPLACE, C.NOT_REPORTED_LOST),
        ("jiangsu", RequestName.REPLACE, C.NOT_REPORTED_LOST),
        ("xinxiang-2017", RequestName.CANCEL, C.INSURANCE_NOT_ENDED),
    ],
)
def test_what_helps_against_a_refusal_is_done_before_coming_again(
    book: str, name: RequestName, code: C
) -> None:
    questions, lot = people(book, name)
    person = refused_for(questions, lot, code)
    better = mended(person, code)
    assert better is not None
    assert once_more(questions, better) is None


def test_who_lacked_papers_brings_them() -> None:
    questions, lot = people("xinxiang-2017", RequestName.APPLY)
    assert questions.put(lot[0].dossier, lot[0].lacking, DAY).code is C.MISSING_MATERIAL
    better = mended(lot[0], C.MISSING_MATERIAL)
    assert better is not None
    assert better.complete.papers != ID_ALONE
    assert once_more(questions, better) is None


def test_who_was_never_served_comes_again_as_before_and_who_was_refused_does_not() -> None:
    """An agent (XX17-21): in the queue nobody tells that the holder has to come."""
    asking = Asking(Questions(network()), Door.COUNTER, Service.STANDARD)
    name = [work.name for work in network().works].index(RequestName.REPLACE)
    agents = [each.person for each in asking.prepared[name] if each.person.by is Actor.AGENT]
    brought, two = objects([agents[0], agents[0]]), np.zeros(2)
    service, neither = np.full(2, name), np.zeros(2, bool)
    asked = asking.ask(np.full(2, DAY * 1440.0), service, two, neither, brought)
    assert asked.sent.tolist() == [End.REFUSED, End.REFUSED]
    ends, days = np.array([End.LOST, End.REFUSED]), np.full(2, DAY)
    people, helps = asking.again(asked, np.arange(2), ends, days, neither)
    assert helps.tolist() == [True, True]
    assert people[0] is agents[0]
    assert people[1].by is Actor.HOLDER


@pytest.mark.parametrize("code", [C.NOT_ELIGIBLE, C.LIMIT_REACHED, C.NO_RELEASE])
def test_where_nothing_helps_nobody_comes_again(code: C) -> None:
    _, lot = people("xinxiang-2017", RequestName.RENEW)
    assert mended(lot[0], code) is None


def test_whoever_comes_for_themselves_cannot_come_in_person_instead() -> None:
    _, lot = people("xinxiang-2017", RequestName.REPLACE)
    assert lot[0].by is Actor.HOLDER
    assert mended(lot[0], C.WRONG_ACTOR) is None


def test_a_replacement_of_which_the_bank_hears_nothing_is_reported_lost_at_the_bank() -> None:
    """XX17-09 names no report before: the replacement reports the card lost by itself."""
    questions, lot = people("xinxiang-2017", RequestName.REPLACE)
    person = next(each for each in lot if each.dossier.file.bank is Bank.ACTIVE)
    again = half_done(questions, person, DAY)
    assert again.dossier.file.order is Order.ACCEPTED
    assert again.dossier.file.bank is Bank.ACTIVE
    answer = questions.put(again.dossier, again.complete, DAY + 1)
    assert answer.code is None
    assert answer.after is not None
    assert answer.after.file.bank is Bank.FORMALLY_LOST
    assert answer.after.file.order is Order.ACCEPTED


def test_of_an_application_there_is_no_half() -> None:
    questions, lot = people("xinxiang-2017", RequestName.APPLY)
    assert half_done(questions, lot[0], DAY) is lot[0]


def test_a_cancellation_of_both_sides_is_finished_at_the_bank() -> None:
    questions, lot = people("xinjiang-2022", RequestName.CANCEL)
    again = half_done(questions, lot[0], DAY)
    assert isinstance(again.complete, Cancel)
    assert questions.put(again.dossier, again.complete, DAY + 1).code is None


def test_who_lives_here_and_orders_online_is_served_at_an_outlet() -> None:
    """XJ22-75-1 opens the online channel to those who live elsewhere."""
    questions, lot = people("xinjiang-2022", RequestName.REPLACE, Door.ONLINE)
    person = refused_for(questions, lot, C.NOT_ELIGIBLE)
    there = sent_to_outlet(questions, person, DAY)
    assert there is not None
    assert isinstance(there.complete, Replace)
    assert once_more(questions, there) is None


def test_who_would_be_refused_at_an_outlet_too_does_not_go_there() -> None:
    questions, lot = people("xinjiang-2022", RequestName.APPLY, Door.ONLINE)
    person = refused_for(questions, lot, C.NOT_ELIGIBLE)
    assert sent_to_outlet(questions, person, DAY) is None


def test_where_no_story_can_have_happened_people_ask_all_the_same() -> None:
    """Whoever unlocks a PIN has locked it before; a rulebook may know no entering of PINs."""
    base = network()
    services = dict(base.book.services)
    del services[RequestName.ENTER_PIN]
    questions = Questions(evolve(base, book=evolve(base.book, services=services)))
    lot = prepare(questions, RequestName.UNLOCK_PIN, Door.COUNTER, Service.STANDARD)
    assert lot
    codes = {questions.put(each.person.dossier, each.person.complete, DAY).code for each in lot}
    assert None not in codes


def test_a_file_that_does_not_say_where_its_card_is_is_noticed() -> None:
    _, lot = people("xinxiang-2017", RequestName.COLLECT)
    check_lying(objects(lot))
    with pytest.raises(AssertionError, match="in_production"):
        check_on_the_line(objects(lot))


def test_a_question_of_a_day_is_put_once_and_equal_files_share_the_answer() -> None:
    questions, lot = people("xinxiang-2017", RequestName.APPLY)
    person = lot[0]
    first = questions.put(person.dossier, person.complete, DAY)
    assert questions.put(person.dossier, person.complete, DAY) is first
    assert questions.put(person.dossier, person.complete, DAY + 1) is not first
    same = asked_by(person.complete, Actor.AGENT)
    assert asked_by(evolve(person.complete), Actor.AGENT) is same
