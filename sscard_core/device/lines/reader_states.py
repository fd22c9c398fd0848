"""The readers of this machine, looked at by PC/SC; waits for cards inside the service, and asks for new readers itself."""

import time
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from sscard_core.device.lines.pcsc import calls
from sscard_core.device.lines.pcsc_calls import PcscCalls, ReaderState
from sscard_core.device.lines.pcsc_context import Context
from sscard_core.device.lines.pcsc_faults import SUCCESS, Moment, error_of
from sscard_core.device.lines.reader_events import Look

UNAWARE: Final = 0x0000
CHANGED: Final = 0x0002
UNKNOWN: Final = 0x0004
PRESENT: Final = 0x0020

COUNT_SHIFT: Final = 16
"""Above the flags of a state is counted how often a card came or went. Source: PC/SC Workgroup part 5; pcsc-lite."""

UNKNOWN_READER: Final = 0x80100009
TIMED_OUT: Final = 0x8010000A
PATIENCE_S: Final = 5.0
"""Seconds that the service may be late with an answer that was asked for by a certain time."""

Sleep = Callable[[float], object]


class PcscReaders:
    """A source of looks over one context. Not every system tells of new readers, so they are listed at each look."""

    def __init__(
        self, library: PcscCalls | None = None, look_s: float = 0.5, sleep: Sleep = time.sleep
    ) -> None:
        """`look_s`: seconds after which a look is taken although nothing happened. Raises: as `pcsc.readers`."""
        self._context = Context(calls() if library is None else library, look_s + PATIENCE_S)
        self._look_s = look_s
        self._sleep = sleep
        self._seen: dict[str, ReaderState] = {}

    def look(self) -> Mapping[str, Look]:
        """Return all readers, as soon as something may have happened or the time between looks is over.

        Raises: ServiceLost and others of its family, after which the source is to be closed.
        """
        names = self._context.readers()
        self._seen = {name: self._seen[name] for name in names if name in self._seen}
        if names:
            self._wait(names, self._look_s if len(self._seen) == len(names) else 0)
        else:
            self._sleep(self._look_s)
        return {name: _look(state) for name, state in self._seen.items() if not state.flags & UNKNOWN}

    def close(self) -> None:
        """Let the service go."""
        self._context.close()

    def _wait(self, names: Sequence[str], wait_s: float) -> None:
        context, asked = self._context, [(name, self._flags(name)) for name in names]
        code, states = context.within_time(
            lambda: context.calls.wait_for_change(context.handle, asked, wait_s)
        )
        plain = code & 0xFFFFFFFF
        if plain == SUCCESS:
            self._seen = {each.reader: each for each in states}
        elif plain == UNKNOWN_READER:
            self._sleep(
                self._look_s
            )  # one was unplugged since the list was made; the next look makes another
        elif plain != TIMED_OUT:
            raise error_of(code, Moment.WATCHING)

    def _flags(self, name: str) -> int:
        return self._seen[name].flags & ~CHANGED if name in self._seen else UNAWARE


def _look(state: ReaderState) -> Look:
    atr = state.atr if state.flags & PRESENT else None
    return Look(atr, state.flags >> COUNT_SHIFT)
