"""Cards in virtual readers of a real PC/SC daemon: what the fakes promise, and faults that only a daemon can show."""

import os
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from link_samples import ATR, OK, VERIFY, EchoCard, echo
from private_daemon import READERS, PrivateDaemon, await_card, inserted

from sscard_core.device.errors import (
    CardRemoved,
    CardReset,
    CommandTooLong,
    DeviceError,
    GarbledAnswer,
    LineTimeout,
    NoCard,
    NoReader,
    ReaderBusy,
    ServiceLost,
    ServiceNotRunning,
    TransactionFailed,
)
from sscard_core.device.lines.framing import Line, Order, framed
from sscard_core.device.lines.lengths import LONGEST
from sscard_core.device.lines.pcsc import PcscPort, readers

SOON = 0.3


class Waiting(EchoCard):
    """A card that does not answer the instruction FE before it is let go."""

    def __init__(self) -> None:
        super().__init__()
        self.reached = threading.Event()
        self.let_go = threading.Event()

    def transmit(self, command: bytes) -> bytes:
        if command[1] == 0xFE:
            self.reached.set()
            self.let_go.wait(10)
        return super().transmit(command)


HANG = bytes.fromhex("80FE0000")


@contextmanager
def misbehaving(daemon: PrivateDaemon, play: Callable[[Line], None]) -> Iterator[None]:
    """Insert a card that answers ATR as it should, and does what a script says at the first command."""
    line = Line(daemon.slot())

    def run() -> None:
        with suppress(EOFError, OSError):
            while True:
                payload = line.receive(10)
                if payload == bytes([Order.ATR]):
                    line.send(ATR, 5)
                elif len(payload) > 1:
                    play(line)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    try:
        await_card(READERS[0])
        yield
    finally:
        line.interrupt()
        thread.join(5)
        line.hang_up()


def open_files() -> int:
    """Return how many files this process holds open."""
    return len(list(Path("/proc/self/fd").iterdir()))


def settled() -> tuple[int, int]:
    """Return how many files and threads this process has, when those that are ending have ended."""
    for thread in threading.enumerate():
        if thread.name in ("card watchdog", "card calls"):
            thread.join(5)
    return open_files(), threading.active_count()


class TestACard:
    """A card in a reader, from the first connection to its removal."""

    def test_both_readers_are_listed(self, daemon: PrivateDaemon) -> None:
        assert readers() == READERS

    def test_an_empty_reader_has_no_card(self, daemon: PrivateDaemon) -> None:
        with pytest.raises(NoCard, match="Virtual PCD 00 01"):
            PcscPort.open("00 01")

    def test_commands_go_and_answers_come(self, daemon: PrivateDaemon) -> None:
        with inserted(daemon, EchoCard()), PcscPort.open() as port:
            assert (port.atr, port.reader) == (ATR, READERS[0])
            assert port.transmit(echo(b"data")) == b"data" + OK
            longest = echo(b"x" * (LONGEST - 7))
            assert len(port.transmit(longest)) == LONGEST - 5
            with pytest.raises(CommandTooLong):
                port.transmit(longest + b"x")
            assert port.transmit(echo(b"more")) == b"more" + OK

    def test_two_cards_are_told_apart(self, daemon: PrivateDaemon) -> None:
        other = EchoCard(b"\x3b\x81\x80\x01\x05\x05")
        with (
            inserted(daemon, EchoCard()),
            inserted(daemon, other, slot=1),
            PcscPort.open("00 01") as second,
            PcscPort.open("00 00") as first,
        ):
            assert (first.atr, second.atr) == (ATR, other.atr)

    @pytest.mark.parametrize(
        ("atr", "protocol"), [("3B00", "T=0"), ("3B80800101", "T=0"), ("3B800181", "T=1"), ("3B8000", "T=0")]
    )
    def test_the_protocol_is_one_the_card_speaks(
        self, daemon: PrivateDaemon, atr: str, protocol: str
    ) -> None:
        with inserted(daemon, EchoCard(bytes.fromhex(atr))), PcscPort.open() as port:
            assert port.protocol == protocol
            assert port.transmit(echo(b"x")) == b"x" + OK

    def test_a_reset_reaches_the_card(self, daemon: PrivateDaemon) -> None:
        card = EchoCard()
        with inserted(daemon, card), PcscPort.open() as port:
            assert port.transmit(VERIFY) == OK
            assert port.reset() == ATR
            assert not card.verified
            assert port.transmit(echo(b"x")) == b"x" + OK

    def test_a_card_that_left_ends_the_session_and_the_reader_is_empty_soon(
        self, daemon: PrivateDaemon
    ) -> None:
        with inserted(daemon, EchoCard()) as served:
            port = PcscPort.open()
            served.take_out()
            with pytest.raises((CardRemoved, TransactionFailed), match=READERS[0]):
                port.transmit(echo(b""))
        await_card(READERS[0], present=False)

    def test_nothing_is_left_open(self, daemon: PrivateDaemon) -> None:
        with inserted(daemon, EchoCard()):
            before = settled()
            for _ in range(5):
                with PcscPort.open() as port:
                    port.transmit(echo(b""))
            readers()
            assert settled() == before


class TestSharing:
    """Several programs, one card."""

    def test_two_share_and_one_that_leaves_does_not_disturb_the_other(self, daemon: PrivateDaemon) -> None:
        card = EchoCard()
        with inserted(daemon, card), PcscPort.open() as first:
            assert first.transmit(VERIFY) == OK
            with PcscPort.open() as second:
                assert second.transmit(echo(b"2")) == b"2" + OK
            assert first.transmit(echo(b"1")) == b"1" + OK
            assert card.verified

    @pytest.mark.parametrize(("first", "second"), [(True, False), (False, True), (True, True)])
    def test_exclusive_means_alone(self, daemon: PrivateDaemon, first: bool, second: bool) -> None:
        with inserted(daemon, EchoCard()):
            with PcscPort.open(exclusive=first) as port:
                with pytest.raises(ReaderBusy):
                    PcscPort.open(READERS[0], exclusive=second)
                assert port.transmit(echo(b"1")) == b"1" + OK
            PcscPort.open(exclusive=second).close()

    def test_an_exclusive_port_leaves_no_verified_card_behind(self, daemon: PrivateDaemon) -> None:
        card = EchoCard()
        with inserted(daemon, card):
            with PcscPort.open(exclusive=True) as port:
                assert port.transmit(VERIFY) == OK
            assert not card.verified

    def test_a_reset_by_another_ends_the_session(self, daemon: PrivateDaemon) -> None:
        with inserted(daemon, EchoCard()), PcscPort.open() as first:
            with PcscPort.open() as second:
                second.reset()
            with pytest.raises(CardReset):
                first.transmit(echo(b""))

    def test_who_waits_for_a_transaction_does_not_wait_for_ever(self, daemon: PrivateDaemon) -> None:
        with inserted(daemon, EchoCard()), PcscPort.open() as first:
            second = PcscPort.open(timeout_s=SOON)
            with first.transaction():
                with pytest.raises(LineTimeout):
                    second.transmit(echo(b"2"))
                assert first.transmit(echo(b"1")) == b"1" + OK
            with PcscPort.open(timeout_s=5) as third, third.transaction():
                assert third.transmit(echo(b"3")) == b"3" + OK


class TestCardsThatMisbehave:
    """Silence, crumbs and late answers."""

    def test_a_silent_card_is_given_up_and_nothing_hangs_in_this_process(self, daemon: PrivateDaemon) -> None:
        card = Waiting()
        with inserted(daemon, card):
            before = settled()
            port = PcscPort.open(timeout_s=SOON)
            with pytest.raises(LineTimeout, match=READERS[0]):
                port.transmit(HANG)
            assert card.reached.is_set()
            assert settled() == before
            assert readers() == READERS, "the service answers while the reader waits"
            card.let_go.set()
            with PcscPort.open(timeout_s=5) as again:
                assert again.transmit(echo(b"new")) == b"new" + OK

    def test_a_reader_that_waits_is_told_and_not_waited_for(self, daemon: PrivateDaemon) -> None:
        card = Waiting()
        with inserted(daemon, card):
            with pytest.raises(LineTimeout):
                PcscPort.open(timeout_s=SOON).transmit(HANG)
            with pytest.raises((LineTimeout, ReaderBusy)):
                PcscPort.open(READERS[0], timeout_s=SOON)
            card.let_go.set()

    def test_an_empty_answer_that_hangs_the_daemon_does_not_hang_us(self, daemon: PrivateDaemon) -> None:
        with misbehaving(daemon, lambda line: line.send(b"", 5)), pytest.raises(LineTimeout):
            PcscPort.open(timeout_s=SOON).transmit(echo(b""))

    @pytest.mark.parametrize(
        ("sent", "error"),
        [(framed(b"\x90"), GarbledAnswer), (b"", GarbledAnswer)],
        ids=["one byte", "nothing, and gone"],
    )
    def test_an_answer_that_is_none_ends_the_session(
        self, daemon: PrivateDaemon, sent: bytes, error: type[DeviceError]
    ) -> None:
        def play(line: Line) -> None:
            line._connection.sendall(sent)
            if not sent:
                line.interrupt()

        with misbehaving(daemon, play), pytest.raises(error):
            PcscPort.open(timeout_s=5).transmit(echo(b""))

    def test_an_answer_cut_by_the_virtual_reader_cannot_be_told_from_a_whole_one(
        self, daemon: PrivateDaemon
    ) -> None:
        """vpcd 0.8 passes on what came of a frame. Only the virtual reader does that; our own port sees the cut."""

        def play(line: Line) -> None:
            line._connection.sendall(b"\x00\x0a\x90\x00\x11\x22")
            line.interrupt()

        with misbehaving(daemon, play):
            assert PcscPort.open(timeout_s=5).transmit(echo(b"")) == bytes.fromhex("90001122")


class TestTheService:
    """The daemon comes and goes."""

    @pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL])
    def test_a_service_that_ends_ends_the_session_and_a_new_one_begins(
        self, daemon: PrivateDaemon, how: signal.Signals
    ) -> None:
        with inserted(daemon, EchoCard()) as served:
            port = PcscPort.open()
            daemon.stop(how)
            with pytest.raises(ServiceLost):
                port.transmit(echo(b""))
            port.close()
            assert served.wait(5), "the card's side ends with its reader"
        with pytest.raises(ServiceNotRunning):
            readers()
        daemon.start()
        assert readers() == READERS
        with inserted(daemon, EchoCard()), PcscPort.open() as again:
            assert again.transmit(echo(b"back")) == b"back" + OK

    def test_a_service_that_ends_in_the_middle_of_a_command_is_told(self, daemon: PrivateDaemon) -> None:
        card = Waiting()
        with inserted(daemon, card):
            port = PcscPort.open(timeout_s=10)

            def kill() -> None:
                card.reached.wait(5)
                daemon.stop(signal.SIGKILL)

            killer = threading.Thread(target=kill)
            killer.start()
            with pytest.raises(ServiceLost):
                port.transmit(HANG)
            killer.join(5)
            card.let_go.set()

    def test_a_service_without_readers_is_told(self, daemon: PrivateDaemon) -> None:
        daemon.readers(present=False)
        daemon.restart()
        assert readers() == ()
        with pytest.raises(NoReader):
            PcscPort.open()

    def test_a_service_that_is_stopped_in_its_tracks_does_not_hang_us(self, daemon: PrivateDaemon) -> None:
        with inserted(daemon, EchoCard()):
            port = PcscPort.open(timeout_s=SOON)
            daemon.pause()
            try:
                with pytest.raises(LineTimeout):
                    port.transmit(echo(b""))
                with pytest.raises(LineTimeout):
                    readers(timeout_s=SOON)
            finally:
                daemon.go_on()

    def test_the_machine_s_own_daemon_is_not_met(self, daemon: PrivateDaemon) -> None:
        assert f"sscard-{os.getpid()}" in os.environ["PCSCLITE_CSOCK_NAME"]
