"""The bridge: web pages on this machine ask for driver functions over a WebSocket on the loopback address.

Source: a vendor's bridge, ws://127.0.0.1:12342 (degree of certainty B). Any page that a browser shows may try to connect to
it, so a page is let in only if its origin is in the list; programs send none. One call at a time reaches the card.
"""

from collections.abc import Collection
from threading import Lock, Thread
from types import TracebackType
from typing import TYPE_CHECKING, Final, Self

from sscard_core.device.chip_error import ChipError
from sscard_core.device.driver.driver import Driver
from sscard_core.device.driver.messages import answered

if TYPE_CHECKING:
    from websockets.sync.server import Server, ServerConnection

LOOPBACK: Final = "127.0.0.1"
PORT: Final = 12342
LONGEST_MESSAGE: Final = 1 << 16
"""Bytes of a message: a photo of 4096 bytes in hexadecimal fits."""


class BridgeMissing(ChipError):
    """The package that speaks WebSocket is not installed."""

    def __init__(self) -> None:
        super().__init__(
            "the bridge needs the package websockets, which is not installed",
            remedy="install websockets 14 or later",
        )


class BridgeTaken(ChipError):
    """Another program listens on the port."""

    def __init__(self, port: int) -> None:
        super().__init__(
            f"port {port} of the loopback address is taken, perhaps by a vendor's bridge",
            remedy="end the other program, or choose another port and tell the page",
        )


class Bridge:
    """A bridge that answers, in a thread of its own, until it is closed. `origins` are the pages let in, such as https://example.org."""

    def __init__(self, driver: Driver, *, port: int = PORT, origins: Collection[str] = ()) -> None:
        """Listen and answer. Raises: BridgeMissing, BridgeTaken."""
        self._driver = driver
        self._one_at_a_time = Lock()
        self._server = self._listening(port, origins)
        self._port = int(self._server.socket.getsockname()[1])
        self._thread = Thread(target=self._server.serve_forever, name="bridge", daemon=True)
        self._thread.start()

    @property
    def port(self) -> int:
        """The port that it listens on; of 0, the one that the system chose."""
        return self._port

    def wait(self) -> None:
        """Wait until the bridge is closed, from another thread or by an interrupt."""
        self._thread.join()

    def close(self) -> None:
        """Let every page go and stop listening."""
        self._server.shutdown()
        self._thread.join()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _listening(self, port: int, origins: Collection[str]) -> "Server":
        try:
            from websockets.sync.server import serve  # noqa: PLC0415  (an extra)
            from websockets.typing import Origin  # noqa: PLC0415
        except ImportError:
            raise BridgeMissing from None
        allowed = [None, *(Origin(each) for each in origins)]
        try:
            return serve(self._answer, LOOPBACK, port, origins=allowed, max_size=LONGEST_MESSAGE)
        except OSError:
            raise BridgeTaken(port) from None

    def _answer(self, connection: "ServerConnection") -> None:
        for message in connection:
            with self._one_at_a_time:
                text = answered(self._driver, message)
            connection.send(text)
