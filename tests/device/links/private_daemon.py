"""A PC/SC daemon of our own with two virtual readers, that nobody else sees: for tests and measurements.

It runs in its own mount and network namespaces, so that it neither meets the machine's daemon nor opens a port to others.
Where it cannot run, `missing` says exactly why. It ends with the process that started it, whatever becomes of that.
"""

import ctypes
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Final, Self

from sscard_core.device.errors import CardMute, DeviceError, NoCard
from sscard_core.device.lines.framing import PORT
from sscard_core.device.lines.pcsc import PcscPort, readers
from sscard_core.device.lines.vpcd_card import ServedCard, VpcdCard

DRIVER: Final = Path("/usr/lib/pcsc/drivers/serial/libifdvpcd.so")
READERS: Final = ("Virtual PCD 00 00", "Virtual PCD 00 01")
READY_WITHIN_S: Final = 5.0
ENDED_WITHIN_S: Final = 5.0
PRESENT_WITHIN_S: Final = 5.0
CLONE_NEWNET: Final = 0x40000000
PROGRAMS: Final = (
    ("pcscd", "pcscd"),
    ("unshare", "util-linux"),
    ("setpriv", "util-linux"),
    ("ip", "iproute2"),
)
"""Programs, each with the Debian package that has it."""

CONFIGURATION: Final = f"""\
FRIENDLYNAME "Virtual PCD"
DEVICENAME /dev/null:0x{PORT:X}
LIBPATH {DRIVER}
CHANNELID 0x{PORT:X}
"""
START: Final = (
    'ip link set lo up && mount -t tmpfs none /run && mkdir /run/pcscd && mount --bind "$1/run" /run/pcscd '
    '&& exec pcscd -f -c "$1/conf"'
)
FOLDER: Final = Path(tempfile.gettempdir()) / f"sscard-{os.getpid()}"
SOCKET: Final = FOLDER / "run" / "pcscd.comm"


def claim_socket() -> None:
    """Point PC/SC of this process at the private daemon. Once, before the first call: the library reads it only then."""
    os.environ["PCSCLITE_CSOCK_NAME"] = str(SOCKET)


def missing() -> str:
    """Return what keeps the daemon from running here, or nothing."""
    absent = [
        f"{name} (apt-get install {package})" for name, package in PROGRAMS if shutil.which(name) is None
    ]
    if not DRIVER.exists():
        absent.append("the vpcd driver (apt-get install vsmartcard-vpcd)")
    if find_spec("smartcard") is None:
        absent.append("pyscard (pip install 'sscard[device]')")
    if not absent and subprocess.run(["unshare", "-mn", "true"], capture_output=True, check=False).returncode:
        absent.append("the right to new namespaces (root, or CAP_SYS_ADMIN)")
    return ", ".join(absent)


class PrivateDaemon:
    """The daemon; started and stopped as often as wished behind the same socket."""

    def __init__(self) -> None:
        (FOLDER / "run").mkdir(parents=True)
        (FOLDER / "conf").mkdir()
        self._process: subprocess.Popen[bytes] | None = None
        self._expected: tuple[str, ...] = READERS
        self.readers(present=True)

    def readers(self, present: bool) -> None:
        """Say whether there are readers at the next start."""
        self._expected = READERS if present else ()
        (FOLDER / "conf" / "vpcd").write_text(CONFIGURATION if present else "", "ascii")

    def start(self) -> None:
        """Start the daemon and wait until it takes calls."""
        command = ["setpriv", "--pdeathsig", "KILL", "unshare", "-mn", "sh", "-c", START, "sh", str(FOLDER)]
        self._process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        until = time.monotonic() + READY_WITHIN_S
        while not self._takes_calls():
            if self._process.poll() is not None or time.monotonic() > until:
                raise RuntimeError("the private PC/SC daemon does not start")
            time.sleep(0.005)

    def stop(self, how: signal.Signals = signal.SIGTERM) -> None:
        """End the daemon, and wait until it has ended."""
        if self._process is not None:
            self._process.send_signal(how)
            self._process.wait(ENDED_WITHIN_S)
            self._process = None
        SOCKET.unlink(missing_ok=True)
        (FOLDER / "run" / "pcscd.pid").unlink(missing_ok=True)

    def restart(self) -> None:
        """Start again from nothing: no card, no client."""
        self.stop()
        self.start()

    def pause(self) -> None:
        """Stop the daemon in its tracks: it is there, and answers nobody."""
        self._signal(signal.SIGSTOP)

    def go_on(self) -> None:
        """Let a paused daemon go on."""
        self._signal(signal.SIGCONT)

    def slot(self, number: int = 0) -> socket.socket:
        """Return a connection to a reader's card side, made from inside the daemon's network."""
        assert self._process is not None
        path = f"/proc/{self._process.pid}/ns/net"
        found: list[socket.socket] = []
        thread = threading.Thread(target=lambda: found.append(_connect_within(path, PORT + number)))
        thread.start()
        thread.join(READY_WITHIN_S)
        return found[0]

    def close(self) -> None:
        """End the daemon and remove what it left."""
        self.stop(signal.SIGKILL)
        shutil.rmtree(FOLDER, ignore_errors=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _signal(self, which: signal.Signals) -> None:
        assert self._process is not None
        self._process.send_signal(which)

    def _takes_calls(self) -> bool:
        """Ask only when there is a socket; a daemon that is starting has one, and refuses for a moment."""
        if not SOCKET.exists():
            return False
        try:
            return readers() == self._expected
        except DeviceError:
            return False


@contextmanager
def inserted(daemon: PrivateDaemon, card: ServedCard, slot: int = 0) -> Iterator[VpcdCard]:
    """Put a card into a reader, wait until the daemon has seen it, and take it out again."""
    with VpcdCard(card, daemon.slot(slot)) as served:
        await_card(READERS[slot])
        yield served


def await_card(reader: str, present: bool = True) -> None:
    """Wait until a card in a reader can be had, or cannot be had any more: the daemon looks every 400 ms."""
    until = time.monotonic() + PRESENT_WITHIN_S
    while can_be_had(reader) is not present:
        if time.monotonic() > until:
            raise RuntimeError(f"the daemon does not see what became of the card in {reader}")
        time.sleep(0.01)


def can_be_had(reader: str) -> bool:
    """Return whether a card can be taken now."""
    try:
        PcscPort.open(reader).close()
    except (NoCard, CardMute):
        return False
    return True


def _connect_within(namespace: str, port: int) -> socket.socket:
    """Connect from another network namespace. The calling thread enters it for good, so it must be one of its own."""
    with Path(namespace).open("rb") as there:
        if ctypes.CDLL(None, use_errno=True).setns(there.fileno(), CLONE_NEWNET):
            raise OSError(ctypes.get_errno(), "setns")
    until = time.monotonic() + READY_WITHIN_S
    while True:
        try:
            return socket.create_connection(("127.0.0.1", port), timeout=1)
        except ConnectionRefusedError:
            if time.monotonic() > until:
                raise
            time.sleep(0.005)
