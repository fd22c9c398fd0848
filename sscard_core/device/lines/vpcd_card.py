"""A card put into a virtual reader: serves any card to vpcd, and so to every program that speaks PC/SC.

vpcd listens and the card connects (`VpcdCard.insert`); or the card listens and the reader connects (listening_card.py). The
reader polls for the card by asking its ATR each 400 ms, so that is answered at once, from what the card last said. An empty
answer would hang the reader for ever and a late one would be taken for the next, so there is exactly one for each command.
"""

import socket
import threading
from collections.abc import Callable
from typing import Final, Protocol, Self

from sscard_core.device.errors import DeviceError, NoConnection
from sscard_core.device.lines.framing import PORT, Line, Order
from sscard_core.device.lines.lengths import LONGEST, SHORTEST_ANSWER
from sscard_core.device.lines.vpcd import CONNECT_WITHIN_S, HOST

NO_DIAGNOSIS: Final = bytes.fromhex("6F00")
"""The status word of a card that failed by itself. Source: ISO/IEC 7816-4, 5.6."""

SEND_WITHIN_S: Final = 5.0
"""Seconds that a reader may take to fetch an answer."""

END_WITHIN_S: Final = 5.0
"""Seconds that a served card is waited for when it is taken out; one that computes for longer ends after its answer."""

POWER: Final = frozenset({Order.OFF, Order.ON, Order.RESET})
"""Orders after which no security status lives on; a card without power forgets as one that is reset."""


class ServedCard(Protocol):
    """What is asked of a card to serve it: a `CardPort` is one, and so is an emulated card."""

    @property
    def atr(self) -> bytes:
        """The answer to the last reset."""

    def reset(self) -> bytes:
        """Forget every security status, and return the ATR."""

    def transmit(self, command: bytes) -> bytes:
        """Carry out one command."""


class VpcdCard:
    """A card in a virtual reader, served by a thread of its own until it is taken out or the reader goes.

    A card that raises is answered for with 6F00 and kept in `fault`; one that raises a `DeviceError` is no longer there, so
    it leaves the reader. Leaving the `with` block takes the card out and raises a fault that nobody has seen.
    """

    def __init__(self, card: ServedCard, connection: socket.socket) -> None:
        self.fault: Exception | None = None
        self._card = card
        self._line = Line(connection)
        self._thread = threading.Thread(target=self._serve, name="virtual card", daemon=True)
        self._thread.start()

    @classmethod
    def insert(
        cls, card: ServedCard, host: str = HOST, port: int = PORT, *, connect_s: float = CONNECT_WITHIN_S
    ) -> Self:
        """Put a card into the virtual reader that listens at an address. Raises: NoConnection."""
        try:
            connection = socket.create_connection((host, port), timeout=connect_s)
        except OSError as fault:
            raise NoConnection(f"{host}:{port}", fault.strerror or str(fault)) from None
        return cls(card, connection)

    @property
    def served(self) -> bool:
        """Whether the reader still holds the card."""
        return self._thread.is_alive()

    def wait(self, timeout_s: float | None = None) -> bool:
        """Wait until the reader has gone; return whether it has."""
        self._thread.join(timeout_s)
        return not self.served

    def take_out(self) -> None:
        """Take the card out of the reader. Twice is once."""
        self._line.interrupt()
        self.wait(END_WITHIN_S)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        self.take_out()
        if self.fault is not None and kind is None:
            raise self.fault

    def _serve(self) -> None:
        with self._line:
            try:
                while True:
                    self._answer(self._line.receive(None))
            except (EOFError, OSError):
                return  # the reader went, or the card was taken out
            except DeviceError as fault:
                self.fault = fault

    def _answer(self, payload: bytes) -> None:
        if len(payload) == 1:
            self._obey(payload[0])
        elif payload:
            self._line.send(self._carried_out(payload), SEND_WITHIN_S)

    def _obey(self, order: int) -> None:
        if order == Order.ATR:
            self._line.send(self._card.atr, SEND_WITHIN_S)
        elif order in POWER:
            self._guarded(self._card.reset)

    def _carried_out(self, command: bytes) -> bytes:
        answer = self._guarded(lambda: self._card.transmit(command))
        if answer is None:
            return NO_DIAGNOSIS
        if not SHORTEST_ANSWER <= len(answer) <= LONGEST:
            self.fault = ValueError(f"the card answered {len(answer)} bytes")
            return NO_DIAGNOSIS
        return answer

    def _guarded(self, act: Callable[[], bytes]) -> bytes | None:
        try:
            return act()
        except DeviceError:
            raise
        except Exception as fault:
            self.fault = fault
            return None
