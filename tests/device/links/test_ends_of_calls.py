"""The two guards that give a call its end, and the hold on a daemon's socket."""

import socket
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from sscard_core.device.lines import daemon_sockets
from sscard_core.device.lines.daemon_sockets import opened_by
from sscard_core.device.lines.watchdog import Aside, Guard, Watchdog

SOON = 0.1
LONG = 10.0


def fail() -> int:
    raise ZeroDivisionError


class TestBothGuards:
    """A call that ends in time is as if nothing had been around it."""

    @pytest.mark.parametrize("made", [lambda: Aside(LONG), lambda: Watchdog(threading.Event().set, LONG)])
    def test_results_and_errors_pass(self, made: Callable[[], Guard]) -> None:
        guard = made()
        assert [guard.run(lambda: 1), guard.run(lambda: "two")] == [1, "two"]
        with pytest.raises(ZeroDivisionError):
            guard.run(fail)
        assert guard.run(lambda: 3) == 3
        guard.close()
        guard.close()


class TestAside:
    """A thread that hangs is given up, with all it may still bring."""

    def test_after_a_call_that_took_too_long_none_is_made(self) -> None:
        released = threading.Event()
        made: list[int] = []
        guard = Aside(SOON)
        with pytest.raises(TimeoutError):
            guard.run(lambda: released.wait(LONG))
        released.set()
        with pytest.raises(TimeoutError):
            guard.run(lambda: made.append(1))
        guard.close()
        assert made == []


class TestWatchdog:
    """The line is cut from beside, and the caller's own call returns."""

    def test_a_call_that_takes_too_long_is_cut_and_its_answer_thrown_away(self) -> None:
        cut = threading.Event()
        guard = Watchdog(cut.set, SOON)
        with pytest.raises(TimeoutError):
            guard.run(lambda: cut.wait(LONG))
        with pytest.raises(TimeoutError):
            guard.run(lambda: "after the end")

    def test_time_between_calls_does_not_count(self) -> None:
        cut = threading.Event()
        guard = Watchdog(cut.set, SOON)
        assert guard.run(lambda: 1) == 1
        assert not cut.wait(4 * SOON)
        assert guard.run(lambda: 2) == 2
        guard.close()


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="only Linux tells a process its sockets")
class TestTheDaemonsSocket:
    """The one connection that a call opens is found, and cut without touching the library's own end."""

    @pytest.fixture
    def listener(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> socket.socket:
        monkeypatch.chdir(tmp_path)
        listener = socket.socket(socket.AF_UNIX)
        listener.bind("pcscd.comm")
        listener.listen()
        return listener

    def test_it_is_found_and_cut(self, listener: socket.socket) -> None:
        with listener:
            client, hold = opened_by(lambda: connected("pcscd.comm"))
            assert hold is not None
            with client:
                hold.cut()
                assert client.recv(1) == b""
                hold.cut()
            hold.close()

    def test_of_two_none_is_taken(self, listener: socket.socket) -> None:
        with listener:
            clients, hold = opened_by(lambda: [connected("pcscd.comm"), connected("pcscd.comm")])
            assert hold is None
            for each in clients:
                each.close()

    def test_a_socket_to_somebody_else_is_not_taken(self, listener: socket.socket) -> None:
        with listener, socket.socket(socket.AF_UNIX) as other:
            other.bind("other.comm")
            other.listen()
            client, hold = opened_by(lambda: connected("other.comm"))
            assert hold is None
            client.close()

    def test_another_name_is_taken_when_the_library_was_told_it(
        self, listener: socket.socket, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("PCSCLITE_CSOCK_NAME", "other.comm")
        with listener, socket.socket(socket.AF_UNIX) as other:
            other.bind("other.comm")
            other.listen()
            client, hold = opened_by(lambda: connected("other.comm"))
            assert hold is not None
            hold.close()
            client.close()

    def test_without_such_a_list_there_is_no_hold(
        self, listener: socket.socket, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(daemon_sockets, "OPEN_FILES", Path("nowhere"))
        with listener:
            client, hold = opened_by(lambda: connected("pcscd.comm"))
            assert hold is None
            client.close()


def connected(name: str) -> socket.socket:
    """Return a connection to a Unix socket."""
    client = socket.socket(socket.AF_UNIX)
    client.connect(name)
    return client
