"""A card behind the virtual smart card protocol, spoken to from the reader's side, without PC/SC.

The card connects to us (`VpcdSlot`, or `VpcdPort.accept`), as it would to vpcd; or we connect to it (`VpcdPort.dial`).
"""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final, Self

from sscard_core.device.errors import (
    CardMute,
    CardRemoved,
    DeviceError,
    GarbledAnswer,
    LineTimeout,
    NoConnection,
    PortClosed,
)
from sscard_core.device.lines.framing import PORT, Line, Order
from sscard_core.device.lines.lengths import SHORTEST_ANSWER, check_command

HOST: Final = "127.0.0.1"
ANSWER_WITHIN_S: Final = 10.0
"""Seconds a card may take for one answer, unless told otherwise."""

CONNECT_WITHIN_S: Final = 10.0
ORDER_WITHIN_S: Final = 2.0
"""Seconds for an answer to reset: a virtual card has it ready."""


class VpcdPort:
    """A `CardPort` whose card is at the other end of a connected socket. Power is on from the first moment."""

    def __init__(self, connection: socket.socket, where: str, timeout_s: float = ANSWER_WITHIN_S) -> None:
        self._line = Line(connection)
        self._where = where
        self._timeout_s = timeout_s
        self._open = True
        self._atr = self._order(Order.ON)

    @classmethod
    def dial(
        cls,
        host: str = HOST,
        port: int = PORT,
        *,
        connect_s: float = CONNECT_WITHIN_S,
        timeout_s: float = ANSWER_WITHIN_S,
    ) -> Self:
        """Connect to a card that listens. Raises: NoConnection."""
        where = f"{host}:{port}"
        try:
            connection = socket.create_connection((host, port), timeout=connect_s)
        except OSError as fault:
            raise NoConnection(where, fault.strerror or str(fault)) from None
        return cls(connection, where, timeout_s)

    @classmethod
    def accept(
        cls,
        host: str = HOST,
        port: int = PORT,
        *,
        connect_s: float = CONNECT_WITHIN_S,
        timeout_s: float = ANSWER_WITHIN_S,
    ) -> "VpcdPort":
        """Listen, and take the first card that connects. Raises: NoConnection."""
        with VpcdSlot(host, port) as slot:
            return slot.accept(connect_s, timeout_s)

    @property
    def atr(self) -> bytes:
        """The answer to the last reset, whole."""
        return self._atr

    def reset(self) -> bytes:
        """Reset the card and return its new ATR. Raises: CardMute, CardRemoved, LineTimeout, PortClosed."""
        self._atr = self._order(Order.RESET)
        return self._atr

    def transmit(self, command: bytes) -> bytes:
        """Send one command and return the answer.

        Raises: CommandTooShort, CommandTooLong (nothing was sent); LineTimeout, CardRemoved, GarbledAnswer (the port is
        over); PortClosed.
        """
        check_command(command, self._where)
        answer = self._exchange(command, self._timeout_s)
        if len(answer) < SHORTEST_ANSWER:
            raise self._over(GarbledAnswer(self._where, f"{len(answer)} bytes, a status word has 2"))
        return answer

    def close(self) -> None:
        """Switch the card off and hang up."""
        if not self._open:
            return
        try:
            self._line.send(bytes([Order.OFF]), ORDER_WITHIN_S)
        except OSError:
            pass  # a card that is gone needs no switching off
        finally:
            self._open = False
            self._line.hang_up()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"VpcdPort({self._where})"

    def _order(self, order: Order) -> bytes:
        with self._faults():
            self._line.send(bytes([order]), ORDER_WITHIN_S)
        atr = self._exchange(bytes([Order.ATR]), ORDER_WITHIN_S)
        if not atr:
            raise self._over(CardMute(self._where, "an empty answer to reset"))
        return atr

    def _exchange(self, payload: bytes, timeout_s: float) -> bytes:
        with self._faults():
            # frames carry no number: what is here already would be taken for the answer, and shift all that follow
            if self._line.stale():
                raise GarbledAnswer(self._where, "an answer that nobody asked for")
            self._line.send(payload, timeout_s)
            return self._line.receive(timeout_s)

    @contextmanager
    def _faults(self) -> Iterator[None]:
        if not self._open:
            raise PortClosed(self._where)
        try:
            yield
        except TimeoutError:
            raise self._over(LineTimeout(self._where)) from None
        except EOFError as end:
            raise self._over(CardRemoved(self._where, f"the line ended {end}")) from None
        except OSError as fault:
            raise self._over(CardRemoved(self._where, fault.strerror or str(fault))) from None
        except DeviceError as fault:
            raise self._over(fault) from None

    def _over(self, fault: DeviceError) -> DeviceError:
        self._open = False
        self._line.hang_up()
        return fault


def listener(host: str, port: int) -> socket.socket:
    """Listen at an address. Raises: NoConnection."""
    try:
        return socket.create_server((host, port))
    except OSError as fault:
        raise NoConnection(f"{host}:{port}", fault.strerror or str(fault)) from None


class VpcdSlot:
    """An empty slot: listens as vpcd does, and becomes a port when a card connects. Port 0 takes any that is free."""

    def __init__(self, host: str = HOST, port: int = PORT) -> None:
        self._listener = listener(host, port)
        self.host: str
        self.port: int
        self.host, self.port = self._listener.getsockname()[:2]

    def accept(self, connect_s: float = CONNECT_WITHIN_S, timeout_s: float = ANSWER_WITHIN_S) -> VpcdPort:
        """Return the next card that connects. Raises: NoConnection after `connect_s` seconds."""
        where = f"{self.host}:{self.port}"
        self._listener.settimeout(connect_s)
        try:
            connection, _ = self._listener.accept()
        except TimeoutError:
            raise NoConnection(where, f"no card connected within {connect_s:g} s") from None
        return VpcdPort(connection, where, timeout_s)

    def close(self) -> None:
        """Stop listening; ports taken before live on."""
        self._listener.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
