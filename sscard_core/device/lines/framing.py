"""Frames of the virtual smart card protocol: two bytes of length, big-endian, then as many bytes of payload.

Source: vsmartcard, its API documentation; observed with vpcd 0.8. From the reader's side a payload of one byte is an order
(`Order`), anything longer a command APDU. The card's side answers `Order.ATR` and APDUs only, each with one frame.
"""

import socket
import time
from contextlib import suppress
from enum import IntEnum, unique
from typing import Final, Self

from sscard_core.device.lines.lengths import LONGEST

PORT: Final = 0x8C7B
"""The TCP port of the first slot; slot n has PORT + n."""

LENGTH_BYTES: Final = 2
CHUNK: Final = 1 << 16
BETWEEN, INSIDE = "between two frames", "inside a frame"
QUICKACK: Final[int | None] = getattr(socket, "TCP_QUICKACK", None)


@unique
class Order(IntEnum):
    """What a reader tells the virtual card in one byte. Only ATR is answered."""

    OFF = 0
    ON = 1
    RESET = 2
    ATR = 4


def framed(payload: bytes) -> bytes:
    """Return a payload behind its length. Raises: ValueError beyond 65535 bytes."""
    if len(payload) > LONGEST:
        raise ValueError(f"a frame carries {LONGEST} bytes, not {len(payload)}")
    return len(payload).to_bytes(LENGTH_BYTES, "big") + payload


class Line:
    """One TCP connection that carries frames. Used by one thread at a time, but `interrupt` by any.

    Every wait has an end: seconds for the whole frame, not for each of its bytes.
    """

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection
        self._held = b""
        self._in_pieces = False
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def send(self, payload: bytes, timeout_s: float) -> None:
        """Send one frame. Raises: TimeoutError, OSError."""
        self._connection.settimeout(timeout_s)
        self._connection.sendall(framed(payload))

    def receive(self, timeout_s: float | None) -> bytes:
        """Return the payload of the next frame; None waits until there is one or the line ends.

        Raises: TimeoutError; EOFError where the other side ended, saying if inside a frame; OSError.
        """
        until = None if timeout_s is None else time.monotonic() + timeout_s
        length = int.from_bytes(self._take(LENGTH_BYTES, until, BETWEEN), "big")
        return self._take(length, until, INSIDE)

    def stale(self) -> bool:
        """Return whether something has come that nobody asked for. Raises: EOFError where the line has ended; OSError."""
        if self._held:
            return True
        self._connection.settimeout(0)
        try:
            self._held = self._connection.recv(CHUNK)
        except BlockingIOError:
            return False
        if not self._held:
            raise EOFError(BETWEEN)
        return True

    def interrupt(self) -> None:
        """End the line both ways; a thread that waits for a frame is woken by an EOFError, and is to hang up."""
        with suppress(OSError):  # the other side was faster
            self._connection.shutdown(socket.SHUT_RDWR)

    def hang_up(self) -> None:
        """End the line and give its socket back; for the thread that uses the line."""
        self.interrupt()
        self._connection.close()

    def _take(self, count: int, until: float | None, place: str) -> bytes:
        while len(self._held) < count:
            self._in_pieces = self._in_pieces or bool(self._held) or place == INSIDE
            more = self._more(until)
            if not more:
                raise EOFError(INSIDE if self._held else place)
            self._held += more
        taken, self._held = self._held[:count], self._held[count:]
        return taken

    def _more(self, until: float | None) -> bytes:
        left = None if until is None else until - time.monotonic()
        if left is not None and left <= 0:
            raise TimeoutError("the frame did not come in time")
        self._connection.settimeout(left)
        more = self._connection.recv(CHUNK)
        # vpcd before 0.9 sends a length and its payload apart, the second when the first is acknowledged: such a peer must
        # have each acknowledgement at once, or each frame waits 40 ms for it; others are spared the extra packets
        if self._in_pieces and QUICKACK is not None:
            self._connection.setsockopt(socket.IPPROTO_TCP, QUICKACK, 1)
        return more

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.hang_up()
