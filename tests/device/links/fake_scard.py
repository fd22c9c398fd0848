"""The library's side of PC/SC without a library: success unless a code is given, and a card that echoes."""

from collections.abc import Callable
from typing import Any, Final

from link_samples import EchoCard

NO_SERVICE: Final = 0x8010001D


class FakeScard:
    """Ten calls and their constants. `codes` has the return code of a call by its name; `hang` is run inside a call."""

    SCARD_SCOPE_USER, SCARD_SHARE_EXCLUSIVE, SCARD_SHARE_SHARED = 0, 1, 2
    SCARD_PROTOCOL_T0, SCARD_PROTOCOL_T1, SCARD_PCI_T0, SCARD_PCI_T1 = 1, 2, 11, 12
    SCARD_LEAVE_CARD, SCARD_RESET_CARD = 0, 1

    def __init__(self, readers: tuple[str, ...] = ("Reader 0",), protocol: int = 1) -> None:
        self.readers = readers
        self.protocol = protocol
        self.card = EchoCard()
        self.codes: dict[str, int] = {}
        self.empty: set[str] = set()
        self.said: list[tuple[str, Any]] = []
        self.states = {name: (name, 0x10, [0]) for name in readers}
        self.hang: dict[str, Callable[[], object]] = {}

    def __getattr__(self, name: str) -> Callable[..., Any]:
        if not name.startswith("SCard"):
            raise AttributeError(name)
        return lambda *given: self._do(name.removeprefix("SCard"), given)

    def _do(self, name: str, given: tuple[Any, ...]) -> Any:
        self.said.append((name, given))
        self.hang.get(name, int)()
        code = self.codes.get(name, 0)
        if name == "Connect" and given[1] in self.empty:
            code = 0x8010000C
        elif name == "Connect" and code == 0 and not given[3] & self.protocol:
            code = 0x8010000F
        if name == "Reconnect" and code == 0:
            self.card.reset()
        results: dict[str, Callable[[], Any]] = {
            "EstablishContext": lambda: (code, 100),
            "ListReaders": lambda: (code, list(self.readers)),
            "Connect": lambda: (code, 200, given[3]),
            "Reconnect": lambda: (code, self.protocol),
            "Status": lambda: (code, "Reader 0", 0, self.protocol, list(self.card.atr)),
            "GetStatusChange": lambda: (code, [self.states[name] for name, _ in given[2]]),
            "Transmit": lambda: (code, [] if code else list(self.card.transmit(bytes(given[2])))),
        }
        return results.get(name, lambda: code)()

    def names(self) -> list[str]:
        """Return the calls that were made, in order."""
        return [name for name, _ in self.said]
