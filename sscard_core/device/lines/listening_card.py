"""A card that waits to be called: readers connect to it, one after the other, each served until it goes.

vpcd 0.8 in this mode brings its whole daemon down when the card leaves; `VpcdPort.dial` does not mind.
"""

import threading
from typing import Final, Self

from sscard_core.device.lines.framing import PORT
from sscard_core.device.lines.vpcd import HOST, listener
from sscard_core.device.lines.vpcd_card import END_WITHIN_S, ServedCard, VpcdCard

LOOK_EVERY_S: Final = 0.05
"""Seconds between two looks at whether to stop; not every system wakes a thread that waits for a call."""


class ListeningCard:
    """A card at an address. Port 0 takes any that is free. A fault of the card is raised on leaving the `with` block."""

    def __init__(self, card: ServedCard, host: str = HOST, port: int = PORT) -> None:
        self._listener = listener(host, port)
        self.host: str
        self.port: int
        self.host, self.port = self._listener.getsockname()[:2]
        self.fault: Exception | None = None
        self._card = card
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._serve, name="listening card", daemon=True)
        self._thread.start()

    def wait(self, timeout_s: float | None = None) -> None:
        """Wait until the card no longer listens, or some seconds are over."""
        self._thread.join(timeout_s)

    def close(self) -> None:
        """Listen no longer, and hang up on the reader that is being served."""
        self._ended.set()
        self._thread.join(END_WITHIN_S)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        self.close()
        if self.fault is not None and kind is None:
            raise self.fault

    def _serve(self) -> None:
        self._listener.settimeout(LOOK_EVERY_S)
        with self._listener:
            while not self._ended.is_set():
                try:
                    connection, _ = self._listener.accept()
                except TimeoutError:
                    continue
                self._serve_one(VpcdCard(self._card, connection))

    def _serve_one(self, served: VpcdCard) -> None:
        while not served.wait(LOOK_EVERY_S):
            if self._ended.is_set():
                served.take_out()
                break
        self.fault = served.fault or self.fault
