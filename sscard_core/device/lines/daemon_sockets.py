"""The sockets on which this process speaks to the PC/SC daemon, so that one can be cut when a call hangs on it.

Linux only: the library opens one Unix socket for each context and tells nobody its number. What is found is held by a
duplicate of our own, so that cutting it can never meet a socket that took over the number.
"""

import os
import socket
import stat
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Final, TypeVar

OPEN_FILES: Final = Path("/proc/self/fd")
DAEMON_SOCKET: Final = "pcscd.comm"
CHOSEN_SOCKET: Final = "PCSCLITE_CSOCK_NAME"
"""The environment variable by which pcsc-lite takes another socket."""

Result = TypeVar("Result")
_ONE_AT_A_TIME: Final = threading.Lock()


class DaemonSocket:
    """A hold on the connection of one context."""

    def __init__(self, held: socket.socket) -> None:
        self._held = held

    def cut(self) -> None:
        """End the connection: whatever waits on it returns with an error."""
        with suppress(OSError):  # the daemon was faster
            self._held.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        """Let the hold go; the library's own end is not touched."""
        self._held.close()


def opened_by(call: Callable[[], Result]) -> tuple[Result, DaemonSocket | None]:
    """Return what a call returns, and the one connection to the daemon that it opened; None unless exactly one is new."""
    with _ONE_AT_A_TIME:
        before = _sockets()
        result = call()
        new = [_daemon_socket(each) for each in _sockets() - before]
    found = [each for each in new if each is not None]
    if len(found) == 1:
        return result, DaemonSocket(found[0])
    for each in found:
        each.close()
    return result, None


def _sockets() -> set[int]:
    if not OPEN_FILES.is_dir():
        return set()
    return {number for number in (int(each.name) for each in OPEN_FILES.iterdir()) if _is_socket(number)}


def _is_socket(number: int) -> bool:
    try:
        return stat.S_ISSOCK(os.fstat(number).st_mode)
    except OSError:
        return False  # the listing's own entry, closed since


def _daemon_socket(number: int) -> socket.socket | None:
    try:
        held = socket.socket(fileno=os.dup(number))
    except OSError:
        return None
    if held.family == getattr(socket, "AF_UNIX", None) and _is_daemon(held):
        return held
    held.close()
    return None


def _is_daemon(held: socket.socket) -> bool:
    try:
        peer = held.getpeername()
    except OSError:
        return False
    return peer == os.environ.get(CHOSEN_SOCKET) or (
        isinstance(peer, str) and Path(peer).name == DAEMON_SOCKET
    )
