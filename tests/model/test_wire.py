"""Card files and events go to JSON and back; what is no card file is refused in words."""

import json
from datetime import date, datetime, timedelta

import pytest

from sscard_core import (
    SHANGHAI,
    CardFile,
    Desk,
    Event,
    Holder,
    Situation,
    Start,
    fold,
    open_file,
    requests,
    rulebook,
)
from sscard_core.model.identifiers import CitizenNumber, Mobile
from sscard_core.model.money import Fen
from sscard_core.model.sex import Sex
from sscard_core.model.statuses import Side
from sscard_core.model.wire import (
    SCHEMA,
    WireError,
    events_from_json,
    events_to_json,
    file_from_json,
    file_to_json,
)

BORN = date(1985, 3, 2)
HOLDER = Holder(
    name="测试甲",
    born=BORN,
    id_number=CitizenNumber.synthetic(BORN, Sex.FEMALE),
    mobile=Mobile.parse("13900000000"),
)
ASKED = (
    requests.EnterPin(side=Side.HRSS, pin="517380"),
    requests.PayMedical(amount=Fen(1250), pin="739204"),
    requests.ReportLoss(side=Side.BOTH),
    requests.Replace(),
    requests.Collect(),
)


@pytest.fixture
def lived() -> tuple[CardFile, tuple[Event, ...]]:
    """A file with a history that touches most kinds of field."""
    desk = Desk(rulebook("xinjiang-2022"))
    start = Start(
        situation=Situation.ACTIVE, on=date(2021, 9, 13), hrss_balance=Fen(9_000), hrss_pin="739204"
    )
    file, events = open_file(desk, HOLDER, start)
    for minute, request in enumerate(ASKED):
        decision = desk.decide(file, request, datetime(2024, 3, 11, 10, minute, tzinfo=SHANGHAI))
        file, events = decision.file, (*events, *decision.events)
    return file, events


def test_a_file_comes_back_as_it_went(lived: tuple[CardFile, tuple[Event, ...]]) -> None:
    file, _ = lived
    assert file_from_json(file_to_json(file)) == file


def test_events_come_back_as_they_went_and_still_fold_to_the_file(
    lived: tuple[CardFile, tuple[Event, ...]],
) -> None:
    file, events = lived
    back = events_from_json(events_to_json(events))
    assert back == events
    assert fold(CardFile.blank(HOLDER), back) == file


def test_no_pin_goes_out(lived: tuple[CardFile, tuple[Event, ...]]) -> None:
    file, events = lived
    assert "739204" not in file_to_json(file) + events_to_json(events)


def test_a_moment_comes_back_in_shanghais_time(lived: tuple[CardFile, tuple[Event, ...]]) -> None:
    _, events = lived
    assert {event.at.utcoffset() for event in events_from_json(events_to_json(events))} == {
        timedelta(hours=8)
    }


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("{", "no JSON"),
        ("[]", "no card_file in it"),
        (json.dumps({"schema": SCHEMA + 1, "card_file": {}}), "schema 2 is not known"),
        (json.dumps({"schema": SCHEMA, "card_file": {}}), "missing, unknown or malformed"),
        (json.dumps({"schema": SCHEMA, "card_file": 7}), "missing, unknown or malformed"),
    ],
)
def test_what_is_no_card_file_is_refused_in_words(text: str, complaint: str) -> None:
    with pytest.raises(WireError, match=complaint):
        file_from_json(text)


@pytest.mark.parametrize("field", ["order", "at", "hrss_balance", "holder", "hrss_secret", "marks"])
def test_a_malformed_field_is_refused(lived: tuple[CardFile, tuple[Event, ...]], field: str) -> None:
    raw = json.loads(file_to_json(lived[0]))
    raw["card_file"][field] = ["nonsense"]
    with pytest.raises(WireError):
        file_from_json(json.dumps(raw))


@pytest.mark.parametrize(
    "spoilt", [{}, {"name": "nonsense"}, {"changes": [["no_such_field", 1]]}, {"postings": [["x", 1]]}]
)
def test_a_malformed_event_is_refused(
    lived: tuple[CardFile, tuple[Event, ...]], spoilt: dict[str, object]
) -> None:
    raw = json.loads(events_to_json(lived[1]))
    raw["events"][0] = {**raw["events"][0], **spoilt} if spoilt else {}
    with pytest.raises(WireError):
        events_from_json(json.dumps(raw))
