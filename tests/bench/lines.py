"""What a line to a card costs, beside the same path without it: the virtual reader's frames, and PC/SC.

Run: python tests/bench/lines.py [--commands N]

Every line is measured in short turns with its bare peer, in one process; the ratio is the median of those of the turns, so
that a busy machine slows both. The daemon, the virtual reader and the card on the other side are the same for both. Needs
what scripts/system-packages installs.
"""

import argparse
import socket
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import Any, Final

from attrs import frozen

from sscard_core.device.lines.pcsc import PcscPort
from sscard_core.device.lines.vpcd import VpcdPort
from sscard_core.device.lines.vpcd_card import VpcdCard

sys.path.insert(0, str(Path(__file__).parents[1] / "device" / "links"))

from link_samples import EchoCard, echo, pair
from private_daemon import PrivateDaemon, claim_socket, inserted, missing

ROUNDS: Final = 100
COMMAND: Final = echo(b"12345678")
ANSWER_LENGTH: Final = 10
Send = Callable[[], object]


@frozen
class Compared:
    """Microseconds for one command, ours and bare."""

    name: str
    ours: float
    bare: float
    ratio: float
    goal: str = ""

    def told(self) -> str:
        return (
            f"{self.name:<34}{self.ours:>9.1f} µs {1e6 / self.ours:>9,.0f}/s"
            f"   bare {self.bare:>7.1f} µs   ratio {self.ratio:.2f} {self.goal}"
        )


def microseconds(send: Send, commands: int) -> float:
    """Return the wall time of one command, over some."""
    started = time.perf_counter()
    for _ in range(commands):
        send()
    return (time.perf_counter() - started) / commands * 1e6


def compared(name: str, ours: Send, bare: Send, commands: int, goal: str = "") -> Compared:
    """Measure two ways in turns, each first in every other turn."""
    times: dict[Send, list[float]] = {ours: [], bare: []}
    for turn in range(ROUNDS):
        for send in (ours, bare) if turn % 2 else (bare, ours):
            times[send].append(microseconds(send, commands))
    ratio = median(one / other for one, other in zip(times[ours], times[bare], strict=True))
    return Compared(name, median(times[ours]), median(times[bare]), ratio, goal)


def bare_frames(connection: socket.socket) -> Send:
    """Return an exchange of one frame with nothing around it: no timeout, no check, no read to the end."""
    frame = len(COMMAND).to_bytes(2, "big") + COMMAND

    def send() -> None:
        connection.sendall(frame)
        assert len(connection.recv(300)) == ANSWER_LENGTH + 2

    return send


@contextmanager
def pyscard_connection() -> Iterator[Any]:
    """Give a connected connection object of pyscard, and let it go before the daemon goes."""
    from smartcard.System import readers  # type: ignore[import-untyped,unused-ignore]  # noqa: PLC0415

    connection = readers()[0].createConnection()
    connection.connect()
    try:
        yield connection
    finally:
        connection.disconnect()
        connection.component.release()


def framing(commands: int) -> Compared:
    """Compare the port with bare frames to the same served card, over loopback."""
    near, far = pair()
    raw, served = pair()
    with VpcdCard(EchoCard(), far), VpcdCard(EchoCard(), served), VpcdPort(near, "loopback") as port, raw:
        raw.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return compared("frames, loopback", lambda: port.transmit(COMMAND), bare_frames(raw), commands)


def through_the_daemon(commands: int) -> Iterator[Compared]:
    """Compare the port with pyscard's own connection, and opening with opening; daemon, reader and card are the same."""
    with PrivateDaemon() as daemon:
        daemon.start()
        with inserted(daemon, EchoCard()):
            with pyscard_connection() as bare, PcscPort.open() as port:
                numbers = list(COMMAND)
                yield compared(
                    "commands, PC/SC",
                    lambda: port.transmit(COMMAND),
                    lambda: bare.transmit(numbers),
                    commands,
                    "(goal: at most 1.15)",
                )
            yield compared("open, one command, close, PC/SC", open_ours, open_bare, max(commands // 50, 1))


def open_ours() -> None:
    """Open a port, send one command, close."""
    with PcscPort.open() as port:
        port.transmit(COMMAND)


def open_bare() -> None:
    """Do the same with pyscard."""
    with pyscard_connection() as connection:
        connection.transmit(list(COMMAND))


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--commands", type=int, default=100, help="commands in each of the turns")
    commands = parser.parse_args().commands
    print(framing(commands).told())
    lacking = missing()
    if lacking:
        print(f"PC/SC not measured; it needs {lacking}")
        return
    claim_socket()
    for each in through_the_daemon(commands):
        print(each.told())


if __name__ == "__main__":
    main()
