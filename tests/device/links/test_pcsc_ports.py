"""Ports over PC/SC with a library of ten lines: what is asked of it, and what its codes become."""

import subprocess
import sys
import threading
from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from fake_scard import FakeScard
from link_samples import ATR, OK, VERIFY, echo

from sscard_core.device.errors import (
    CardMute,
    CardRemoved,
    CardReset,
    CommandTooLong,
    CommandTooShort,
    DriverMissing,
    GarbledAnswer,
    LineError,
    LineFault,
    LineTimeout,
    NoCard,
    NoReader,
    NotAllowed,
    PortClosed,
    ProtocolMismatch,
    ReaderBusy,
    ReaderGone,
    ServiceLost,
    ServiceNotRunning,
    TransactionFailed,
)
from sscard_core.device.lines import pcsc
from sscard_core.device.lines.pcsc import PcscPort, readers
from sscard_core.device.lines.pcsc_calls import PcscCalls, as_bytes
from sscard_core.device.port import CardPort

SOON = 0.1


@pytest.fixture
def scard(monkeypatch: pytest.MonkeyPatch) -> FakeScard:
    """Put the fake in the place of the library."""
    fake = FakeScard()
    monkeypatch.setattr(pcsc, "calls", lambda: PcscCalls(fake))
    return fake


@pytest.fixture
def hanging(scard: FakeScard) -> Iterator[threading.Event]:
    """Give an event that lets go of every call that hangs on it; it is set at the end in any case."""
    released = threading.Event()
    yield released
    released.set()


class TestOpening:
    """Which card is taken, and how."""

    def test_a_port_is_a_card_port_and_has_the_atr(self, scard: FakeScard) -> None:
        with PcscPort.open() as port:
            assert isinstance(port, CardPort)
            assert (port.atr, port.reader, port.protocol) == (ATR, "Reader 0", "T=0")
            assert repr(port) == "PcscPort('Reader 0')"

    @pytest.mark.parametrize(("spoken", "name"), [(1, "T=0"), (2, "T=1"), (3, "T=0")])
    def test_t0_is_asked_for_first_and_then_t1(self, scard: FakeScard, spoken: int, name: str) -> None:
        scard.protocol = spoken
        with PcscPort.open() as port:
            assert port.protocol == name
            assert port.transmit(echo(b"x")) == b"x" + OK
            header = {"T=0": 11, "T=1": 12}[name]
            assert scard.said[-1] == ("Transmit", (200, header, list(echo(b"x"))))

    def test_a_card_of_neither_protocol_is_told(self, scard: FakeScard) -> None:
        scard.protocol = 4
        with pytest.raises(ProtocolMismatch):
            PcscPort.open()
        assert scard.names()[-1] == "ReleaseContext"

    def test_the_first_reader_with_a_card_is_taken(self, scard: FakeScard) -> None:
        scard.readers, scard.empty = ("A 0", "B 1", "C 2"), {"A 0"}
        with PcscPort.open() as port:
            assert port.reader == "B 1"

    @pytest.mark.parametrize("part", ["c 2", "C", " 2"])
    def test_a_reader_is_named_by_a_part_of_its_name_in_any_case(self, scard: FakeScard, part: str) -> None:
        scard.readers = ("A 0", "B 1", "C 2")
        with PcscPort.open(part) as port:
            assert port.reader == "C 2"

    def test_a_name_that_no_reader_has_is_told_with_those_there_are(self, scard: FakeScard) -> None:
        with pytest.raises(NoReader, match=r"a reader like 'omni'.*only Reader 0"):
            PcscPort.open("omni")

    def test_no_reader_at_all_is_told(self, scard: FakeScard) -> None:
        scard.readers = ()
        with pytest.raises(NoReader, match="no reader at all"):
            PcscPort.open()

    def test_readers_that_are_all_empty_are_told(self, scard: FakeScard) -> None:
        scard.readers, scard.empty = ("A 0", "B 1"), {"A 0", "B 1"}
        with pytest.raises(NoCard, match="A 0"):
            PcscPort.open()

    def test_a_card_that_cannot_be_had_is_told_before_an_empty_reader(self, scard: FakeScard) -> None:
        scard.readers, scard.empty, scard.codes = ("A 0", "B 1"), {"A 0"}, {"Connect": 0x8010000B}
        with pytest.raises(ReaderBusy, match="B 1"):
            PcscPort.open()

    @pytest.mark.parametrize(("exclusive", "sharing", "disposition"), [(False, 2, 0), (True, 1, 1)])
    def test_a_shared_card_is_left_as_it_is_and_an_exclusive_one_is_reset(
        self, scard: FakeScard, exclusive: bool, sharing: int, disposition: int
    ) -> None:
        PcscPort.open(exclusive=exclusive).close()
        said = dict(scard.said)
        assert said["Connect"][2] == sharing
        assert said["Disconnect"] == (200, disposition)

    def test_readers_are_listed_and_none_is_no_error(self, scard: FakeScard) -> None:
        assert readers() == ("Reader 0",)
        scard.codes["ListReaders"] = 0x8010002E
        assert readers() == ()
        assert scard.names().count("EstablishContext") == scard.names().count("ReleaseContext")


class TestTransmitting:
    """Bytes go and come as they are."""

    def test_bytes_beyond_127_come_back_whether_the_library_gives_them_a_sign_or_not(self) -> None:
        assert as_bytes([0x90, 0]) == as_bytes([-112, 0]) == b"\x90\x00"

    def test_a_status_word_is_an_answer(self, scard: FakeScard) -> None:
        with PcscPort.open() as port:
            assert port.transmit(VERIFY[:-1] + b"\x00") == b"\x63\xc2"
            assert port.transmit(b"\x00\xff\x00\x00") == b"\x6d\x00"

    @pytest.mark.parametrize(
        ("command", "error"),
        [(b"", CommandTooShort), (b"\x04", CommandTooShort), (b"\0" * 65536, CommandTooLong)],
    )
    def test_what_is_no_command_is_not_sent(
        self, scard: FakeScard, command: bytes, error: type[LineError]
    ) -> None:
        with PcscPort.open() as port:
            with pytest.raises(error):
                port.transmit(command)
            assert "Transmit" not in scard.names()
            assert port.transmit(echo(b"")) == OK

    @pytest.mark.parametrize("answer", [b"", b"\x90"])
    def test_an_answer_without_a_status_word_ends_the_port(self, scard: FakeScard, answer: bytes) -> None:
        scard.card.transmit = lambda command: answer  # type: ignore[method-assign]
        port = PcscPort.open()
        with pytest.raises(GarbledAnswer):
            port.transmit(echo(b""))
        with pytest.raises(PortClosed):
            port.transmit(echo(b""))
        assert scard.names()[-2:] == ["Disconnect", "ReleaseContext"]

    def test_a_reset_gives_the_new_atr_and_forgets(self, scard: FakeScard) -> None:
        with PcscPort.open() as port:
            assert port.transmit(VERIFY) == OK
            scard.card.atr = b"\x3b\x00"
            assert port.reset() == port.atr == b"\x3b\x00"
            assert not scard.card.verified

    def test_a_transaction_is_begun_and_ended(self, scard: FakeScard) -> None:
        with PcscPort.open() as port, port.transaction() as held:
            assert held.transmit(echo(b"")) == OK
        assert scard.names()[-5:] == [
            "BeginTransaction",
            "Transmit",
            "EndTransaction",
            "Disconnect",
            "ReleaseContext",
        ]

    def test_a_transaction_in_which_the_card_goes_ends_with_that_error(self, scard: FakeScard) -> None:
        port = PcscPort.open()
        scard.codes["Transmit"] = 0x80100069
        with port.transaction(), pytest.raises(CardRemoved):
            port.transmit(echo(b""))
        assert "EndTransaction" not in scard.names()

    def test_a_closed_port_refuses_and_may_be_closed_again(self, scard: FakeScard) -> None:
        port = PcscPort.open()
        port.close()
        port.close()
        assert scard.names().count("Disconnect") == 1
        for refused in (lambda: port.transmit(echo(b"")), port.reset, port.transaction().__enter__):
            with pytest.raises(PortClosed):
                refused()

    def test_several_threads_take_turns(self, scard: FakeScard) -> None:
        inside: list[int] = []
        most: list[int] = []

        def busy() -> None:
            inside.append(1)
            most.append(len(inside))
            inside.pop()

        scard.hang["Transmit"] = busy
        with PcscPort.open() as port:
            threads = [
                threading.Thread(target=lambda: [port.transmit(echo(b"")) for _ in range(50)])
                for _ in range(3)
            ]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join(10)
        assert (len(most), max(most)) == (150, 1)


class TestCodes:
    """Every code of the library is a typed error, in every call."""

    @pytest.mark.parametrize(
        ("call", "code", "error"),
        [
            ("EstablishContext", 0x8010001D, ServiceNotRunning),
            ("EstablishContext", 0x8010006A, NotAllowed),
            ("ListReaders", 0x8010001D, ServiceLost),
            ("Connect", 0x8010000C, NoCard),
            ("Connect", 0x80100009, NoReader),
            ("Connect", 0x8010000B, ReaderBusy),
            ("Connect", 0x80100066, CardMute),
            ("Connect", 0x8010000F, ProtocolMismatch),
            ("Connect", 0x8010001D, ServiceLost),
            ("Connect", 0x80109999, LineFault),
            ("Status", 0x80100069, CardRemoved),
        ],
    )
    def test_a_fault_of_opening_is_told_and_leaves_nothing_open(
        self, scard: FakeScard, call: str, code: int, error: type[LineError]
    ) -> None:
        scard.codes[call] = code
        with pytest.raises(error) as told:
            PcscPort.open()
        assert told.value.cause_code in (code, None)
        opened = sum(name == "EstablishContext" and call != "EstablishContext" for name in scard.names())
        assert scard.names().count("ReleaseContext") == opened

    @pytest.mark.parametrize(
        ("code", "error"),
        [
            (0x80100069, CardRemoved),
            (0x80100016, TransactionFailed),
            (0x80100068, CardReset),
            (0x80100013, ServiceLost),
            (0x8010001D, ServiceLost),
            (0x80100017, ReaderGone),
            (0x80100066, CardMute),
        ],
    )
    @pytest.mark.parametrize("call", ["Transmit", "Reconnect", "BeginTransaction"])
    def test_a_fault_of_a_session_ends_it(
        self, scard: FakeScard, call: str, code: int, error: type[LineError]
    ) -> None:
        port = PcscPort.open()
        scard.codes[call] = code
        acts = {
            "Transmit": lambda: port.transmit(echo(b"")),
            "Reconnect": port.reset,
            "BeginTransaction": port.transaction().__enter__,
        }
        with pytest.raises(error, match="Reader 0"):
            acts[call]()
        assert scard.names()[-2:] == ["Disconnect", "ReleaseContext"]
        scard.codes.clear()
        with pytest.raises(PortClosed):
            port.transmit(echo(b""))

    def test_a_command_that_the_library_finds_too_long_leaves_the_session(self, scard: FakeScard) -> None:
        with PcscPort.open() as port:
            scard.codes["Transmit"] = 0x80100008
            with pytest.raises(CommandTooLong):
                port.transmit(echo(b""))
            scard.codes.clear()
            assert port.transmit(echo(b"")) == OK

    def test_a_code_of_windows_is_understood(self, scard: FakeScard) -> None:
        scard.codes["Connect"] = 0x8010000B - (1 << 32)
        with pytest.raises(ReaderBusy):
            PcscPort.open()

    def test_no_error_tells_a_byte_of_a_command(self, scard: FakeScard) -> None:
        port = PcscPort.open()
        scard.codes["Transmit"] = 0x80100016
        with pytest.raises(TransactionFailed) as told:
            port.transmit(VERIFY)
        assert "123456" not in f"{told.value} {told.value.in_chinese()} {told.value!r}"


class TestCallsThatHang:
    """Where the daemon's socket is not known, a call is given up and what it returns later is thrown away."""

    @pytest.mark.parametrize("call", ["EstablishContext", "ListReaders", "Connect", "Status"])
    def test_opening_is_given_up(self, scard: FakeScard, hanging: threading.Event, call: str) -> None:
        scard.hang[call] = lambda: hanging.wait(5)
        with pytest.raises(LineTimeout):
            PcscPort.open(timeout_s=SOON)

    def test_a_command_is_given_up_and_its_late_answer_is_nobodys(
        self, scard: FakeScard, hanging: threading.Event
    ) -> None:
        port = PcscPort.open(timeout_s=SOON)
        scard.hang["Transmit"] = lambda: hanging.wait(5)
        with pytest.raises(LineTimeout, match="Reader 0"):
            port.transmit(echo(b"late"))
        assert scard.names()[-1] == "Transmit", "a context with a call in it cannot be released"
        hanging.set()
        with pytest.raises(PortClosed):
            port.transmit(echo(b"next"))
        port.close()

    def test_closing_is_given_up_without_an_error(self, scard: FakeScard, hanging: threading.Event) -> None:
        port = PcscPort.open(timeout_s=SOON)
        scard.hang["Disconnect"] = lambda: hanging.wait(5)
        port.close()


class TestMissingDrivers:
    """What is not installed is told by name; and nothing is asked of it before a reader is."""

    @pytest.fixture(autouse=True)
    def unread(self) -> Iterator[None]:
        pcsc.calls.cache_clear()
        yield
        pcsc.calls.cache_clear()

    def test_a_missing_pyscard_is_told(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(pcsc, "ctypes", SimpleNamespace(CDLL=lambda name: None))
        monkeypatch.setitem(sys.modules, "smartcard", None)
        with pytest.raises(DriverMissing, match="no pyscard"):
            readers()

    @pytest.mark.skipif(sys.platform != "linux", reason="only on Linux is the library a package of its own")
    def test_a_missing_library_is_told(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("LIBPCSCLITE_PATH", "libpcsclite-of-nobody.so.1")
        with pytest.raises(DriverMissing, match="libpcsclite"):
            PcscPort.open()

    def test_no_line_loads_pyscard_or_ciphers_before_it_is_used(self) -> None:
        rooms = ["framing", "vpcd", "vpcd_card", "listening_card", "trace", "recording", "replaying", "pcsc"]
        imports = "; ".join(f"import sscard_core.device.lines.{each}" for each in rooms)
        program = f"import sys; {imports}; print(*{{'smartcard', 'cryptography'}} & set(sys.modules))"
        run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
        assert run.stdout.split() == []
