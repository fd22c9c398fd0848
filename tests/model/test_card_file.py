"""The card file: one immutable value, changed by writing a new one."""

import copy
import pickle
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from attrs import evolve, fields
from attrs.exceptions import FrozenInstanceError
from hypothesis import given
from hypothesis import strategies as st

from sscard_core.model.card_file import FIELD_NAMES, Card, CardFile, Change, Mark
from sscard_core.model.events import Event, EventName, fold, ledger
from sscard_core.model.identifiers import CitizenNumber, Mobile
from sscard_core.model.moments import SHANGHAI
from sscard_core.model.money import Fen
from sscard_core.model.people import Holder
from sscard_core.model.pins import Secret
from sscard_core.model.postings import Posting
from sscard_core.model.sex import Sex
from sscard_core.model.statuses import (
    Bank,
    BankPin,
    Body,
    ECard,
    Hrss,
    HrssPin,
    Insurance,
    Order,
    Side,
    Temporary,
)

BORN = date(1985, 3, 2)
NUMBER = CitizenNumber.synthetic(BORN, Sex.FEMALE)
HOLDER = Holder(name="测试甲", born=BORN, id_number=NUMBER, mobile=Mobile("13800000000"))
OTHER = evolve(HOLDER, name="测试乙")
BLANK = CardFile.blank(HOLDER)
AT = datetime(2026, 3, 2, 10, tzinfo=SHANGHAI)

VALUES: dict[str, st.SearchStrategy[object]] = {
    "holder": st.sampled_from([HOLDER, OTHER]),
    "order": st.sampled_from(Order),
    "hrss": st.sampled_from(Hrss),
    "bank": st.sampled_from(Bank),
    "hrss_pin": st.sampled_from(HrssPin),
    "bank_pin": st.sampled_from(BankPin),
    "body": st.sampled_from(Body),
    "temporary": st.sampled_from(Temporary),
    "e_card": st.sampled_from(ECard),
    "insurance": st.sampled_from(Insurance),
    "legacy_balance": st.integers(0, 10_000),
    "card": st.sampled_from([None, Card(generation=3, issued_on=BORN, last_valid_day=BORN)]),
    "hrss_covered": st.sampled_from([None, *Hrss]),
    "bank_covered": st.sampled_from([None, *Bank]),
    "hrss_secret": st.builds(Secret, st.binary(min_size=16, max_size=16), st.integers(0, 9)),
    "marks": st.frozensets(st.sampled_from(Mark)),
    "reissues": st.lists(st.dates(), max_size=3).map(tuple),
    "temporary_ends": st.sampled_from([None, AT]),
    "outlet": st.text(max_size=5),
}
CHANGES = st.lists(
    st.sampled_from(sorted(VALUES)).flatmap(lambda name: st.tuples(st.just(name), VALUES[name])), max_size=8
)
POSTINGS = st.lists(
    st.builds(Posting, st.sampled_from([Side.HRSS, Side.BANK]), st.integers(-500, 500).map(Fen)), max_size=6
)
FILES = CHANGES.map(lambda changes: BLANK.changed(changes, (), AT, 1))


def evolved(
    file: CardFile, changes: list[Change], postings: list[Posting], at: datetime, events: int
) -> CardFile:
    """Return what `changed` must return, written with the general tool."""
    balances: dict[str, Any] = {
        f"{side}_balance": Fen(
            getattr(file, f"{side}_balance")
            + sum(posting.amount for posting in postings if posting.account is side)
        )
        for side in (Side.HRSS, Side.BANK)
    }
    return evolve(file, **{**dict(changes), **balances, "at": at, "version": file.version + events})


class TestChanging:
    """A change writes a new file and leaves the old one as it is."""

    @given(file=FILES, changes=CHANGES, postings=POSTINGS, events=st.integers(1, 5))
    def test_it_changes_what_the_general_tool_would_change(
        self, file: CardFile, changes: list[Change], postings: list[Posting], events: int
    ) -> None:
        changed = file.changed(changes, postings, AT, events)
        assert changed == evolved(file, changes, postings, AT, events)
        assert type(changed) is CardFile

    @given(file=FILES, changes=CHANGES, postings=POSTINGS)
    def test_the_file_that_is_changed_stays_as_it_was(
        self, file: CardFile, changes: list[Change], postings: list[Posting]
    ) -> None:
        before = copy.copy(file)
        file.changed(changes, postings, AT, 1)
        assert file == before

    @given(file=FILES, changes=CHANGES)
    def test_a_changed_file_can_be_compared_hashed_copied_and_kept(
        self, file: CardFile, changes: list[Change]
    ) -> None:
        changed = file.changed(changes, (), AT, 1)
        twin = evolved(file, changes, [], AT, 1)
        assert hash(changed) == hash(twin)
        assert copy.deepcopy(changed) == changed
        assert pickle.loads(pickle.dumps(changed)) == changed
        assert repr(changed) == repr(twin)

    def test_of_two_changes_of_a_field_the_later_holds(self) -> None:
        changed = BLANK.changed([("hrss", Hrss.SEALED), ("hrss", Hrss.NORMAL)], (), AT, 2)
        assert (changed.hrss, changed.version) == (Hrss.NORMAL, 2)

    def test_a_field_that_there_is_not_is_not_changed(self) -> None:
        with pytest.raises(ValueError, match="longer"):
            BLANK.changed([("hrsss", Hrss.SEALED)], (), AT, 1)

    def test_no_field_can_be_set(self) -> None:
        with pytest.raises(FrozenInstanceError):
            BLANK.hrss = Hrss.NORMAL  # type: ignore[misc]

    def test_the_names_are_those_of_the_fields(self) -> None:
        assert tuple(each.name for each in fields(CardFile)) == FIELD_NAMES
        assert set(VALUES) < set(FIELD_NAMES)


class TestBlank:
    """Before anything happened."""

    def test_nothing_is_there(self) -> None:
        regions = [
            "order",
            "hrss",
            "bank",
            "hrss_pin",
            "bank_pin",
            "body",
            "temporary",
            "e_card",
            "insurance",
        ]
        assert {str(getattr(BLANK, region)) for region in regions} == {"none"}
        assert (BLANK.hrss_balance, BLANK.bank_balance, BLANK.version, BLANK.at) == (0, 0, 0, None)

    def test_what_pins_are_bound_to_stays_when_the_holder_changes(self) -> None:
        changed = BLANK.changed([("holder", OTHER)], (), AT, 1)
        assert changed.subject == BLANK.subject != ""
        assert CardFile.blank(evolve(HOLDER, id_number=None)).subject != BLANK.subject

    def test_its_repr_shows_nothing_of_the_person(self) -> None:
        secrets: list[Change] = [("hrss_secret", Secret(b"135790")), ("legacy_secret", Secret(b"246802"))]
        for file in (
            BLANK,
            BLANK.changed(secrets, (), AT, 1),
            CardFile.blank(evolve(HOLDER, id_number=None)),
        ):
            for private in (HOLDER.name, NUMBER.text, "13800000000", "135790", "246802", "1985"):
                assert private not in repr(file)


class TestFolding:
    """A file is the fold of its events, in their order, from any point on."""

    EVENTS = st.lists(
        st.builds(Event, st.sampled_from(EventName), st.just(AT), CHANGES.map(tuple), POSTINGS.map(tuple))
    )

    @given(EVENTS)
    def test_each_event_counts_once(self, events: list[Event]) -> None:
        assert fold(BLANK, events).version == len(events)

    @given(first=EVENTS, second=EVENTS)
    def test_a_fold_can_be_taken_up_where_it_was_left(self, first: list[Event], second: list[Event]) -> None:
        assert fold(fold(BLANK, first), second) == fold(BLANK, [*first, *second])

    @given(EVENTS)
    def test_a_balance_is_the_sum_of_its_ledger(self, events: list[Event]) -> None:
        file = fold(BLANK, events)
        assert file.hrss_balance == sum(ledger(events, Side.HRSS))
        assert file.bank_balance == sum(ledger(events, Side.BANK))

    def test_the_file_is_of_the_moment_of_its_last_event(self) -> None:
        later = AT + timedelta(days=1)
        events = [Event(EventName.QUERIED, AT), Event(EventName.QUERIED, later)]
        assert fold(BLANK, events).at == later

    def test_an_event_shows_the_names_of_what_it_changed_and_not_the_values(self) -> None:
        event = Event(EventName.INFORMATION_UPDATED, AT, (("holder", OTHER), ("outlet", "测试路")))
        assert "['holder', 'outlet']" in repr(event)
        assert "测试" not in repr(event)
