"""The watch over readers: what two looks tell, what becomes of faults, and what a source asks of PC/SC."""

from collections.abc import Mapping
from itertools import islice

import pytest
from fake_scard import NO_SERVICE, FakeScard
from hypothesis import given
from hypothesis import strategies as st
from link_samples import ATR

from sscard_core.device.errors import DeviceError, DriverMissing, LineTimeout, NotAllowed, ServiceLost
from sscard_core.device.lines.pcsc_calls import PcscCalls
from sscard_core.device.lines.reader_events import (
    CardInserted,
    CardTakenOut,
    Look,
    ReaderAdded,
    ReaderEvent,
    ReaderRemoved,
    ServiceBack,
    ServiceGone,
    happened,
)
from sscard_core.device.lines.reader_states import PcscReaders
from sscard_core.device.lines.watching import LONGEST_PAUSE_S, ReaderWatch

EMPTY = Look()
CARD = Look(ATR, 1)
OTHER = Look(b"\x3b\x00", 3)
LOOKS = st.dictionaries(
    st.sampled_from("ABC"),
    st.builds(Look, st.sampled_from([None, b"", ATR, b"\x3b\x00"]), st.integers(0, 3)),
)
Script = list[Mapping[str, Look] | type[DeviceError]]


class Played:
    """A source of looks that plays a script, shared by all sources that are opened one after the other."""

    def __init__(self, script: Script) -> None:
        self.script = script
        self.closed = 0
        self.opened = 0

    def __call__(self) -> "Played":
        self.opened += 1
        return self

    def look(self) -> Mapping[str, Look]:
        step = self.script.pop(0)
        if isinstance(step, type):
            raise step
        return step

    def close(self) -> None:
        self.closed += 1


def told(
    *script: Mapping[str, Look] | type[DeviceError], pauses: list[float] | None = None
) -> list[ReaderEvent]:
    """Return all events of a watch over a script."""
    played = Played(list(script))
    watch = ReaderWatch(played, pause=(pauses if pauses is not None else []).append)
    found: list[ReaderEvent] = []
    with pytest.raises(IndexError):
        watch.for_each(found.append)
    return found


class TestTwoLooks:
    """Events are the difference of looks."""

    @pytest.mark.parametrize(
        ("before", "after", "events"),
        [
            ({}, {}, []),
            ({}, {"A": EMPTY}, [ReaderAdded("A")]),
            ({}, {"A": CARD}, [ReaderAdded("A"), CardInserted("A", ATR)]),
            ({"A": EMPTY}, {"A": CARD}, [CardInserted("A", ATR)]),
            ({"A": CARD}, {"A": EMPTY}, [CardTakenOut("A")]),
            ({"A": CARD}, {}, [CardTakenOut("A"), ReaderRemoved("A")]),
            ({"A": CARD}, {"A": OTHER}, [CardTakenOut("A"), CardInserted("A", OTHER.atr or b"")]),
            ({"A": CARD}, {"A": Look(ATR, 3)}, [CardTakenOut("A"), CardInserted("A", ATR)]),
            ({"A": CARD}, {"A": CARD}, []),
            ({"A": EMPTY}, {"A": Look(None, 2)}, []),
            ({"A": EMPTY}, {"A": Look(b"", 1)}, [CardInserted("A", b"")]),
            ({"A": CARD}, {"B": EMPTY}, [CardTakenOut("A"), ReaderRemoved("A"), ReaderAdded("B")]),
        ],
    )
    def test_what_happened_between_them(
        self, before: dict[str, Look], after: dict[str, Look], events: list[ReaderEvent]
    ) -> None:
        assert list(happened(before, after)) == events

    @given(LOOKS, LOOKS)
    def test_events_lead_from_one_look_to_the_other(
        self, before: dict[str, Look], after: dict[str, Look]
    ) -> None:
        """Whoever keeps a list of readers and cards by the events has the right one, and is never told nonsense."""
        readers, cards = (
            set(before),
            {name: look.atr for name, look in before.items() if look.atr is not None},
        )
        for event in happened(before, after):
            match event:
                case ReaderAdded(reader):
                    assert reader not in readers
                    readers.add(reader)
                case ReaderRemoved(reader):
                    assert reader not in cards
                    readers.remove(reader)
                case CardInserted(reader, atr):
                    assert reader in readers
                    assert reader not in cards
                    cards[reader] = atr
                case CardTakenOut(reader):
                    del cards[reader]
        assert readers == set(after)
        assert cards == {name: look.atr for name, look in after.items() if look.atr is not None}

    def test_an_atr_which_tells_one_card_from_another_is_not_in_a_repr(self) -> None:
        assert repr(CardInserted("A", ATR)) == "CardInserted(reader='A')"
        assert repr(CARD) == "Look(changes=1)"


class TestTheWatch:
    """It goes on, whatever happens to readers and service."""

    def test_what_is_there_from_the_start_is_reported(self) -> None:
        assert told({"A": CARD, "B": EMPTY}) == [ReaderAdded("A"), CardInserted("A", ATR), ReaderAdded("B")]

    @pytest.mark.parametrize("fault", [ServiceLost, LineTimeout])
    def test_a_lost_service_takes_everything_with_it_and_brings_it_back(
        self, fault: type[DeviceError]
    ) -> None:
        assert told({"A": CARD}, fault, fault, {"A": CARD})[2:] == [
            CardTakenOut("A"),
            ReaderRemoved("A"),
            ServiceGone(),
            ServiceBack(),
            ReaderAdded("A"),
            CardInserted("A", ATR),
        ]

    def test_a_service_that_was_never_there_is_reported_once(self) -> None:
        assert told(ServiceLost, ServiceLost, ServiceLost, {}) == [ServiceGone(), ServiceBack()]

    def test_pauses_grow_to_a_limit_and_begin_anew(self) -> None:
        pauses: list[float] = []
        told(*[ServiceLost] * 9, {}, ServiceLost, pauses=pauses)
        assert pauses[:3] == [0.1, 0.2, 0.4]
        assert pauses[8] == LONGEST_PAUSE_S
        assert pauses[9] == 0.1

    def test_each_lost_source_is_closed_and_another_opened(self) -> None:
        played = Played([{}, ServiceLost, {}, {}])
        watch = ReaderWatch(played, pause=lambda _: None)
        with pytest.raises(IndexError):
            watch.for_each(lambda event: None)
        assert (played.opened, played.closed) == (2, 2)

    def test_a_missing_driver_which_no_waiting_mends_ends_the_watch(self) -> None:
        with pytest.raises(DriverMissing):
            list(ReaderWatch(Played([DriverMissing])).events())

    def test_a_service_that_goes_on_refusing_ends_the_watch(self) -> None:
        played = Played([NotAllowed] * 9)
        with pytest.raises(NotAllowed):
            list(ReaderWatch(played, pause=lambda _: None).events())
        assert played.script == [NotAllowed] * 3

    def test_a_service_that_refuses_while_it_starts_is_asked_again(self) -> None:
        starting = [NotAllowed] * 5
        events = told({"A": EMPTY}, *starting, ServiceLost, *starting, {"A": EMPTY})
        assert events[1:] == [ReaderRemoved("A"), ServiceGone(), ServiceBack(), ReaderAdded("A")]

    def test_refusals_that_do_not_follow_each_other_are_not_counted_together(self) -> None:
        some = [NotAllowed] * 4
        assert told(*some, {}, *some, {}).count(ServiceBack()) == 2

    def test_it_stops_when_it_is_told_to(self) -> None:
        played = Played([{"A": EMPTY}, {"A": CARD}, {}])
        watch = ReaderWatch(played)
        watch.for_each(lambda event: watch.stop())
        assert len(played.script) == 2
        assert played.closed == 1

    def test_it_ends_after_some_seconds(self) -> None:
        seconds = iter(range(100))
        played = Played([{}] * 100)
        assert list(ReaderWatch(played, clock=lambda: next(seconds)).events(for_s=10)) == []
        assert len(played.script) == 91

    def test_a_generator_that_is_left_closes_its_source(self) -> None:
        played = Played([{"A": CARD}])
        events = ReaderWatch(played).events()
        assert list(islice(events, 1)) == [ReaderAdded("A")]
        events.close()  # type: ignore[attr-defined]
        assert played.closed == 1


class TestTheSource:
    """Looks by PC/SC, over a library of ten lines."""

    def test_a_card_is_seen_with_its_atr_and_its_count(self) -> None:
        fake = FakeScard(("A", "B"))
        fake.states["B"] = ("B", 0x0003_0122, list(ATR))
        source = PcscReaders(PcscCalls(fake))
        assert source.look() == {"A": EMPTY, "B": Look(ATR, 3)}
        source.close()
        assert fake.names()[-1] == "ReleaseContext"

    def test_what_is_new_is_asked_for_at_once_and_what_is_known_waits(self) -> None:
        fake = FakeScard(("A",))
        fake.states["A"] = ("A", 0x0001_0012, [])
        source = PcscReaders(PcscCalls(fake), look_s=0.25)
        source.look()
        source.look()
        fake.readers, fake.states["B"] = ("A", "B"), ("B", 0x10, [])
        source.look()
        waits = [given[1:] for name, given in fake.said if name == "GetStatusChange"]
        assert waits == [
            (0, [("A", 0)]),
            (250, [("A", 0x0001_0010)]),
            (0, [("A", 0x0001_0010), ("B", 0)]),
        ]
        source.close()

    def test_nothing_new_until_the_time_is_over_is_the_last_look_again(self) -> None:
        fake = FakeScard(("A",))
        fake.states["A"] = ("A", 0x0001_0022, list(ATR))
        source = PcscReaders(PcscCalls(fake))
        first = source.look()
        fake.codes["GetStatusChange"], fake.states["A"] = 0x8010000A, ("A", 0, [])
        assert source.look() == first
        source.close()

    def test_without_readers_it_sleeps_and_sees_none(self) -> None:
        naps: list[float] = []
        source = PcscReaders(PcscCalls(FakeScard(())), look_s=0.25, sleep=naps.append)
        assert source.look() == {}
        assert naps == [0.25]
        source.close()

    def test_a_reader_that_goes_while_it_is_asked_for_is_gone_at_the_next_look(self) -> None:
        fake = FakeScard(("A", "B"))
        naps: list[float] = []
        source = PcscReaders(PcscCalls(fake), sleep=naps.append)
        assert source.look().keys() == {"A", "B"}
        fake.codes["GetStatusChange"] = 0x80100009
        assert source.look().keys() == {"A", "B"}
        fake.codes.clear()
        fake.readers = ("B",)
        assert source.look().keys() == {"B"}
        assert len(naps) == 1
        source.close()

    def test_a_reader_that_the_service_does_not_know_is_none(self) -> None:
        fake = FakeScard(("A",))
        fake.states["A"] = ("A", 0x0006, [])
        source = PcscReaders(PcscCalls(fake))
        assert source.look() == {}
        source.close()

    @pytest.mark.parametrize("call", ["ListReaders", "GetStatusChange"])
    def test_a_lost_service_is_told(self, call: str) -> None:
        fake = FakeScard()
        fake.codes[call] = NO_SERVICE
        source = PcscReaders(PcscCalls(fake))
        with pytest.raises(ServiceLost):
            source.look()
        source.close()
