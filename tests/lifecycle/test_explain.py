"""An explanation tells the same as the decision, and everything else that stands against the request."""

from datetime import UTC, datetime, timedelta

import pytest
from desk_pools import MINUTES
from desk_samples import HRSS_PIN, moment, opened, person
from desk_stories import HALF, ONE_OF_EACH
from desk_strategies import HOLDERS, ODD_REQUESTS, STARTS
from hypothesis import given
from hypothesis import strategies as st

from sscard_core import RULEBOOK_IDS, Holder, RefusalCode, Situation, Start, explain, open_file
from sscard_core import requests as ask
from sscard_core.model.channels import Channel
from sscard_core.model.people import IdType
from sscard_core.model.refusals import PRECEDENCE

C = RefusalCode
MONDAY = moment("2026-03-09T10:00")


@pytest.mark.parametrize("book", RULEBOOK_IDS)
@given(holder=HOLDERS, start=STARTS, request_=ODD_REQUESTS, minutes=st.sampled_from(MINUTES))
def test_the_first_thing_that_fails_is_what_the_desk_refuses_for(
    book: str, holder: Holder, start: Start, request_: ask.Request, minutes: int
) -> None:
    desk = opened(book).desk
    file, _ = open_file(desk, holder, start)
    assert file.at is not None
    at = file.at + timedelta(minutes=minutes)
    explained = explain(desk, file, request_, at)
    assert explained.decision == desk.decide(file, request_, at)
    failing = [each for each in explained.looked if each.holds is False]
    if explained.decision.code is None:
        assert failing == []
    else:
        assert failing[0].code is explained.decision.code


@pytest.mark.parametrize("book", RULEBOOK_IDS)
@given(start=STARTS, request_=ODD_REQUESTS)
def test_what_was_looked_at_stands_in_the_order_of_the_codes(
    book: str, start: Start, request_: ask.Request
) -> None:
    desk = opened(book).desk
    file, _ = open_file(desk, person(), start)
    looked = explain(desk, file, request_, MONDAY).looked
    places = [PRECEDENCE[each.code] for each in looked]
    assert places == sorted(places)
    assert all(each.en and each.zh for each in looked)


def test_everything_that_stands_against_a_request_is_told() -> None:
    visit = opened("xinjiang-2022", Situation.ACTIVE, person(id_type=IdType.HOUSEHOLD_REGISTER))
    request = ask.Replace(through=Channel.CARD_OUTLET, bank="乙银行", papers=frozenset())
    explained = explain(visit.desk, visit.file, request, moment("2026-03-07T10:00"))
    failing = [(str(each.code), each.name) for each in explained.looked if each.holds is False]
    assert failing == [
        ("closed", "counter_open"),
        ("not_eligible", "household_register_under_sixteen"),
        ("wrong_order", "old_bank_is_closed"),
        ("missing_material", "paper_id_original"),
    ]
    assert explained.provision == "at an outlet, at once"


def test_the_wrong_pin_that_is_explained_is_not_counted_twice() -> None:
    visit = opened("jiangsu")
    right = explain(visit.desk, visit.file, ask.PayMedical(amount=HALF, pin=HRSS_PIN), MONDAY)
    assert right.decision.is_accepted
    wrong = explain(visit.desk, visit.file, ask.PayMedical(amount=HALF, pin="908172"), MONDAY)
    assert wrong.decision.file.hrss_secret.wrong_tries == 1


def test_a_moment_abroad_is_explained_by_the_day_in_shanghai() -> None:
    visit = opened("xinjiang-2022")
    friday = datetime(2026, 3, 6, 17, 0, tzinfo=UTC)
    explained = explain(visit.desk, visit.file, ask.Replace(through=Channel.CARD_OUTLET), friday)
    assert explained.decision.code is C.CLOSED
    assert [each.name for each in explained.looked if each.holds is False] == ["counter_open"]


@pytest.mark.parametrize("book", RULEBOOK_IDS)
def test_everything_that_was_looked_at_rests_on_something(book: str) -> None:
    visit = opened(book)
    for request in ONE_OF_EACH:
        explained = explain(visit.desk, visit.file, request, MONDAY)
        assert [each.name for each in explained.looked if not each.grounds] == []
