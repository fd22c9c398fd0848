"""The virtual reader's protocol from both sides: frames, a port to a card, a card in a reader."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from link_samples import ATR, FILES, OK, READ, SELECT_NAME, VERIFY, EchoCard, echo, pair

from sscard_core.device.errors import (
    CardMute,
    CardRemoved,
    CommandTooLong,
    CommandTooShort,
    DeviceError,
    GarbledAnswer,
    LineTimeout,
    NoConnection,
    PortClosed,
)
from sscard_core.device.lines.framing import Line, Order, framed
from sscard_core.device.lines.lengths import LONGEST
from sscard_core.device.lines.listening_card import ListeningCard
from sscard_core.device.lines.vpcd import VpcdPort, VpcdSlot
from sscard_core.device.lines.vpcd_card import VpcdCard
from sscard_core.device.port import CardPort

SOON = 0.15
"""Seconds that a test waits for an answer that does not come."""


@contextmanager
def served(card: EchoCard) -> Iterator[tuple[VpcdCard, VpcdPort]]:
    """Serve a card over a loopback connection and give the port that speaks to it."""
    near, far = pair()
    with VpcdCard(card, far) as held, VpcdPort(near, "loopback", timeout_s=5) as port:
        yield held, port


def ask_once(card: EchoCard) -> None:
    """Serve a card that fails by itself, and see it answered for."""
    with served(card) as (held, port):
        assert port.transmit(echo(b"")) == b"\x6f\x00"
        assert held.served


@contextmanager
def scripted(play: Callable[[Line], None], timeout_s: float = 5) -> Iterator[VpcdPort]:
    """Give a port to a card that is powered as it should be, and then does what a script says."""
    near, far = pair()

    def run() -> None:
        with Line(far) as line:
            for _ in range(2):
                if line.receive(5) == bytes([Order.ATR]):
                    line.send(ATR, 5)
            play(line)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    with VpcdPort(near, "loopback", timeout_s=timeout_s) as port:
        yield port
    thread.join(5)
    assert not thread.is_alive()


def until_the_end(line: Line) -> None:
    """Read whatever comes until the other side hangs up."""
    with suppress(EOFError, OSError):
        while True:
            line.receive(5)


class TestFrames:
    """Two bytes of length, and then as many bytes."""

    def test_a_frame_is_its_length_big_endian_and_its_payload(self) -> None:
        assert framed(b"\x90\x00") == b"\x00\x02\x90\x00"
        assert framed(b"x" * 0x0102)[:2] == b"\x01\x02"

    def test_a_frame_beyond_the_length_of_two_bytes_is_refused(self) -> None:
        assert len(framed(b"x" * LONGEST)) == LONGEST + 2
        with pytest.raises(ValueError, match="65535 bytes, not 65536"):
            framed(b"x" * (LONGEST + 1))

    @given(st.lists(st.binary(max_size=300), min_size=1, max_size=5), st.integers(1, 7))
    def test_frames_arrive_whole_however_they_are_cut(self, payloads: list[bytes], step: int) -> None:
        near, far = pair()
        with Line(near) as line, far:
            stream = b"".join(map(framed, payloads))
            for start in range(0, len(stream), step):
                far.sendall(stream[start : start + step])
            assert [line.receive(5) for _ in payloads] == payloads

    def test_bytes_that_dribble_do_not_lengthen_the_wait(self) -> None:
        near, far = pair()
        with Line(near) as line, far:
            ended = threading.Event()

            def dribble() -> None:
                far.sendall(framed(b"x" * LONGEST)[:3])
                while not ended.wait(SOON / 20):
                    far.sendall(b"x")

            dribbling = threading.Thread(target=dribble)
            dribbling.start()
            with pytest.raises(TimeoutError):
                line.receive(SOON)
            ended.set()
            dribbling.join(5)

    @pytest.mark.parametrize(
        ("sent", "place"), [(b"", "between two"), (b"\x00", "inside"), (b"\x00\x02\x90", "inside")]
    )
    def test_the_end_of_the_line_tells_whether_a_frame_was_cut(self, sent: bytes, place: str) -> None:
        near, far = pair()
        with Line(near) as line:
            far.sendall(sent)
            far.close()
            with pytest.raises(EOFError, match=place):
                line.receive(5)


class TestAPortToACard:
    """What a program sees of a card behind the protocol."""

    def test_it_is_a_card_port(self) -> None:
        with served(EchoCard()) as (_, port):
            assert isinstance(port, CardPort)

    def test_the_card_is_powered_and_its_atr_known_from_the_start(self) -> None:
        card = EchoCard()
        with served(card) as (_, port):
            assert port.atr == ATR
            assert card.resets == 1

    @given(st.binary(max_size=600))
    def test_data_of_any_length_come_back(self, data: bytes) -> None:
        with served(EchoCard()) as (_, port):
            assert port.transmit(echo(data)) == data + OK

    def test_the_longest_command_passes_and_one_byte_more_is_refused_unsent(self) -> None:
        card = EchoCard()
        with served(card) as (_, port):
            longest = echo(b"x" * (LONGEST - 7))
            assert len(port.transmit(longest)) == LONGEST - 5
            with pytest.raises(CommandTooLong, match="65536 bytes"):
                port.transmit(longest + b"x")
            assert port.transmit(echo(b"again")) == b"again" + OK
            assert card.commands == 2

    @pytest.mark.parametrize("command", [b"", b"\x04", b"\x00\xa4\x00"])
    def test_a_command_that_could_be_taken_for_an_order_is_refused_unsent(self, command: bytes) -> None:
        card = EchoCard()
        with served(card) as (_, port):
            with pytest.raises(CommandTooShort):
                port.transmit(command)
            assert port.transmit(echo(b"")) == OK
            assert card.commands == 1

    def test_files_are_read(self) -> None:
        with served(EchoCard()) as (_, port):
            assert port.transmit(SELECT_NAME) == OK
            assert port.transmit(READ) == FILES[0xEF06] + OK

    def test_a_reset_takes_the_security_status_and_gives_the_new_atr(self) -> None:
        card = EchoCard()
        with served(card) as (_, port):
            assert port.transmit(VERIFY) == OK
            card.atr = b"\x3b\x00"
            assert port.reset() == port.atr == b"\x3b\x00"
            assert not card.verified

    def test_closing_switches_the_card_off_and_a_closed_port_refuses(self) -> None:
        card = EchoCard()
        with served(card) as (held, port):
            assert port.transmit(VERIFY) == OK
            port.close()
            port.close()
            assert held.wait(5)
            assert not card.verified
            with pytest.raises(PortClosed):
                port.transmit(echo(b""))
            with pytest.raises(PortClosed):
                port.reset()

    def test_a_port_tells_its_place_and_nothing_of_the_card(self) -> None:
        with served(EchoCard()) as (_, port):
            assert repr(port) == "VpcdPort(loopback)"


class TestALineThatFails:
    """Every fault of the other side is one typed error, after which the port is over."""

    @pytest.mark.parametrize(
        ("sent", "error", "found"),
        [
            (b"\x00\x00", GarbledAnswer, "0 bytes"),
            (b"\x00\x01\x90", GarbledAnswer, "1 bytes"),
            (b"", CardRemoved, "between two frames"),
            (b"\x00", CardRemoved, "inside a frame"),
            (b"\x00\x0a\x90\x00\x11\x22", CardRemoved, "inside a frame"),
        ],
    )
    def test_an_answer_that_is_none_is_told_and_ends_the_port(
        self, sent: bytes, error: type[DeviceError], found: str
    ) -> None:
        def play(line: Line) -> None:
            line.receive(5)
            line._connection.sendall(sent)

        with scripted(play) as port:
            with pytest.raises(error, match=found):
                port.transmit(echo(b"data"))
            with pytest.raises(PortClosed):
                port.transmit(echo(b"data"))

    def test_a_card_that_stays_silent_is_given_up(self) -> None:
        with scripted(until_the_end, timeout_s=SOON) as port:
            with pytest.raises(LineTimeout):
                port.transmit(echo(b""))
            with pytest.raises(PortClosed):
                port.transmit(echo(b""))

    def test_a_surplus_answer_is_not_taken_for_the_next(self) -> None:
        more = threading.Event()

        def play(line: Line) -> None:
            line.receive(5)
            line._connection.sendall(framed(OK) + framed(b"\x63\x00"))
            more.set()
            until_the_end(line)

        with scripted(play) as port:
            assert port.transmit(echo(b"")) == OK
            assert more.wait(5)
            with pytest.raises(GarbledAnswer, match="nobody asked for"):
                port.transmit(echo(b""))

    def test_a_card_without_an_answer_to_reset_is_mute(self) -> None:
        def play(line: Line) -> None:
            assert [line.receive(5), line.receive(5)] == [bytes([Order.RESET]), bytes([Order.ATR])]
            line.send(b"", 5)

        with scripted(play) as port, pytest.raises(CardMute):
            port.reset()

    def test_an_address_where_nobody_is_is_told(self) -> None:
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        with pytest.raises(NoConnection, match=f"127.0.0.1:{port}"):
            VpcdPort.dial(port=port, connect_s=1)

    def test_a_slot_that_no_card_comes_to_is_told(self) -> None:
        with VpcdSlot(port=0) as slot, pytest.raises(NoConnection, match="no card connected"):
            slot.accept(connect_s=SOON)

    def test_a_slot_that_is_taken_is_told(self) -> None:
        with VpcdSlot(port=0) as slot, pytest.raises(NoConnection, match="already in use"):
            VpcdSlot(port=slot.port)


class TestACardInAReader:
    """What a reader sees of a served card."""

    def test_the_atr_is_answered_before_power_and_for_ever(self) -> None:
        near, far = pair()
        with VpcdCard(EchoCard(), far), Line(near) as reader:
            for _ in range(5):
                reader.send(bytes([Order.ATR]), 5)
                assert reader.receive(5) == ATR

    @pytest.mark.parametrize("payload", [bytes([Order.ON]), bytes([Order.OFF]), b"\x02", b"\x07", b""])
    def test_orders_other_than_the_atr_get_no_answer(self, payload: bytes) -> None:
        near, far = pair()
        with VpcdCard(EchoCard(), far), Line(near) as reader:
            reader.send(payload, 5)
            reader.send(bytes([Order.ATR]), 5)
            assert reader.receive(5) == ATR
            assert not reader.stale()

    @pytest.mark.parametrize("wrong", [b"", b"\x90", b"x" * (LONGEST + 1)])
    def test_an_answer_that_would_hang_the_reader_is_6f00_and_a_fault(self, wrong: bytes) -> None:
        card = EchoCard()
        card.transmit = lambda command: wrong  # type: ignore[method-assign]
        with pytest.raises(ValueError, match=f"answered {len(wrong)} bytes"):
            ask_once(card)

    def test_a_card_that_breaks_is_6f00_and_its_fault_is_raised_in_the_end(self) -> None:
        def broken(command: bytes) -> bytes:
            raise ZeroDivisionError

        card = EchoCard()
        card.transmit = broken  # type: ignore[method-assign]
        with pytest.raises(ZeroDivisionError):
            ask_once(card)

    def test_a_card_whose_own_line_is_over_leaves_the_reader(self) -> None:
        def gone(command: bytes) -> bytes:
            raise CardRemoved("further on")

        card = EchoCard()
        card.transmit = gone  # type: ignore[method-assign]
        near, far = pair()
        held = VpcdCard(card, far)
        with VpcdPort(near, "loopback", timeout_s=5) as port, pytest.raises(CardRemoved, match="loopback"):
            port.transmit(echo(b""))
        assert held.wait(5)
        with pytest.raises(CardRemoved, match="further on"):
            held.__exit__(None)

    def test_a_card_that_is_taken_out_is_gone_for_the_port(self) -> None:
        with served(EchoCard()) as (held, port):
            held.take_out()
            held.take_out()
            assert not held.served
            with pytest.raises(CardRemoved):
                port.transmit(echo(b""))

    def test_a_card_in_nobodys_reader_is_told(self) -> None:
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        with pytest.raises(NoConnection):
            VpcdCard.insert(EchoCard(), port=port, connect_s=1)


class TestBothWaysOfConnecting:
    """The card comes to the reader, or the reader to the card."""

    def test_the_card_comes_to_a_slot(self) -> None:
        with VpcdSlot(port=0) as slot, VpcdCard.insert(EchoCard(), port=slot.port), slot.accept() as port:
            assert port.transmit(echo(b"here")) == b"here" + OK

    def test_a_port_listens_for_one_card(self) -> None:
        with VpcdSlot(port=0) as free:
            number = free.port
        cards: list[VpcdCard] = []

        def come() -> None:
            while not cards:
                try:
                    cards.append(VpcdCard.insert(EchoCard(), port=number, connect_s=1))
                except NoConnection:
                    continue

        coming = threading.Thread(target=come, daemon=True)
        coming.start()
        with VpcdPort.accept(port=number, connect_s=5) as port:
            assert port.transmit(echo(b"here")) == b"here" + OK
        coming.join(5)
        assert cards[0].wait(5)

    def test_readers_come_to_a_listening_card_one_after_the_other(self) -> None:
        card = EchoCard()
        with ListeningCard(card, port=0) as listening:
            for turn in range(3):
                with VpcdPort.dial(port=listening.port) as port:
                    assert port.transmit(echo(bytes([turn]))) == bytes([turn]) + OK
        assert card.commands == 3

    def test_a_listening_card_hangs_up_when_it_is_closed(self) -> None:
        with ListeningCard(EchoCard(), port=0) as listening:
            port = VpcdPort.dial(port=listening.port)
        with pytest.raises(CardRemoved):
            port.transmit(echo(b""))

    def test_a_fault_of_a_listening_card_is_not_lost(self) -> None:
        card = EchoCard()
        card.transmit = lambda command: b""  # type: ignore[method-assign]
        listening = ListeningCard(card, port=0)
        with VpcdPort.dial(port=listening.port) as port:
            assert port.transmit(echo(b"")) == b"\x6f\x00"
        with pytest.raises(ValueError, match="answered 0 bytes"):
            listening.__exit__(None)
