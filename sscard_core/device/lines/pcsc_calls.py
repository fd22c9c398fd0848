"""The dozen calls of PC/SC that are used, with types; each returns its return code first, as the library does.

The library itself is handed in: pcsc.py has it from pyscard, tests from ten lines of their own. Time: seconds.
"""

from collections.abc import Sequence
from typing import Any, Final

from attrs import field, frozen

MS_PER_S: Final = 1000
NO_NAMES: Final[tuple[str, ...]] = ()


@frozen
class ReaderState:
    """What is known of one reader: flags as PC/SC gives them, and the ATR of a card in it."""

    reader: str
    flags: int
    atr: bytes = field(default=b"", repr=False)


class PcscCalls:
    """The calls, and the constants that go with them."""

    def __init__(self, library: Any) -> None:
        self._library = library
        self._headers = {
            int(library.SCARD_PROTOCOL_T0): int(library.SCARD_PCI_T0),
            int(library.SCARD_PROTOCOL_T1): int(library.SCARD_PCI_T1),
        }
        self.transmit_raw = library.SCardTransmit

    @property
    def protocols(self) -> tuple[int, ...]:
        """T=0, then T=1: the order in which a card is asked."""
        return tuple(self._headers)

    def header(self, protocol: int) -> int:
        """Return what goes before a command in a protocol."""
        return self._headers[protocol]

    def establish(self) -> tuple[int, int]:
        """Return a code and a context."""
        library = self._library
        code, context = library.SCardEstablishContext(library.SCARD_SCOPE_USER)
        return int(code), int(context)

    def release(self, context: int) -> int:
        """Let a context go."""
        return int(self._library.SCardReleaseContext(context))

    def list_readers(self, context: int) -> tuple[int, tuple[str, ...]]:
        """Return a code and the names of the readers."""
        code, names = self._library.SCardListReaders(context, [])
        return int(code), tuple(map(str, names or NO_NAMES))

    def connect(self, context: int, reader: str, protocol: int, exclusive: bool) -> tuple[int, int, int]:
        """Return a code, a handle and the protocol that was agreed."""
        code, handle, agreed = self._library.SCardConnect(context, reader, self._sharing(exclusive), protocol)
        return int(code), int(handle), int(agreed)

    def reset(self, handle: int, protocol: int, exclusive: bool) -> int:
        """Reset the card, warm."""
        library = self._library
        code, _ = library.SCardReconnect(handle, self._sharing(exclusive), protocol, library.SCARD_RESET_CARD)
        return int(code)

    def atr(self, handle: int) -> tuple[int, bytes]:
        """Return a code and the answer to the last reset."""
        code, _, _, _, atr = self._library.SCardStatus(handle)
        return int(code), as_bytes(atr)

    def begin(self, handle: int) -> int:
        """Keep other programs from the card."""
        return int(self._library.SCardBeginTransaction(handle))

    def end(self, handle: int) -> int:
        """Let other programs at the card again, as it is."""
        return int(self._library.SCardEndTransaction(handle, self._library.SCARD_LEAVE_CARD))

    def disconnect(self, handle: int, reset: bool) -> int:
        """Let the card go, reset or as it is."""
        library = self._library
        return int(
            library.SCardDisconnect(handle, library.SCARD_RESET_CARD if reset else library.SCARD_LEAVE_CARD)
        )

    def wait_for_change(
        self, context: int, known: Sequence[tuple[str, int]], timeout_s: float
    ) -> tuple[int, tuple[ReaderState, ...]]:
        """Return a code and the present states, as soon as one differs from what is known, or the time is over."""
        code, states = self._library.SCardGetStatusChange(context, int(timeout_s * MS_PER_S), list(known))
        return int(code), tuple(ReaderState(name, int(flags), as_bytes(atr)) for name, flags, atr in states)

    def _sharing(self, exclusive: bool) -> int:
        library = self._library
        return int(library.SCARD_SHARE_EXCLUSIVE if exclusive else library.SCARD_SHARE_SHARED)


def as_bytes(values: Sequence[int]) -> bytes:
    """Return what the library gives as numbers; some of its versions give them with a sign."""
    try:
        return bytes(values)
    except ValueError:
        return bytes(value & 0xFF for value in values)
