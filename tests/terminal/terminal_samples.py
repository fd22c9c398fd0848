"""What the tests of the terminal share: an emulated card, its registered twin, and a line that is cut."""

from datetime import datetime
from functools import cache
from typing import Any, Final

from attrs import evolve

from sscard_core import (
    SHANGHAI,
    CardFile,
    Desk,
    HmacPinVerifier,
    Holder,
    Situation,
    Start,
    open_file,
    rulebook,
)
from sscard_core.device.emulator.card import EmulatedCard
from sscard_core.device.errors import CardRemoved
from sscard_core.device.fabricating import card_plan, module_of_tests
from sscard_core.device.port import CardPort
from sscard_core.device.profile import SPECIMEN_CARD, SPECIMEN_CODE, SPECIMEN_NUMBER, Profile
from sscard_core.device.security.security_module import SecurityModule
from sscard_core.terminal.registered import Registered

PIN: Final = "135790"
NEW_PIN: Final = "864209"
WRONG_PIN: Final = "908172"
NOON: Final = datetime(2026, 3, 2, 12, tzinfo=SHANGHAI)
PROFILES: Final = {generation: Profile(generation=generation, pin=PIN) for generation in (1, 2, 3)}


@cache
def desk_of(book: str = "jiangsu") -> Desk:
    """Return a desk with a known key."""
    return Desk(rulebook(book), HmacPinVerifier(b"a key for tests, thirty-two long"))


@cache
def module_of(generation: int) -> SecurityModule:
    """Return the test keys of a generation."""
    return module_of_tests(PROFILES[generation])


def card_of(generation: int = 2, **facts: Any) -> EmulatedCard:
    """Return a card of a synthetic holder, with some of its profile set otherwise."""
    profile = evolve(PROFILES[generation], **facts)
    return EmulatedCard(card_plan(profile, module=module_of_tests(PROFILES[generation])))


def registered(book: str = "jiangsu", **facts: Any) -> Registered:
    """Return the card as the registry has it: active, the PIN known."""
    holder = Holder(name="张三", born=SPECIMEN_NUMBER.born, id_number=SPECIMEN_NUMBER)
    start = Start(situation=Situation.ACTIVE, on=NOON.date().replace(year=2022), bank="甲银行", hrss_pin=PIN)
    file, _ = open_file(desk_of(book), holder, start)
    return evolve(Registered(file=file, card_code=SPECIMEN_CODE, card_number=SPECIMEN_CARD), **facts)


def with_file(known: Registered, file: CardFile | None) -> Registered:
    """Return the registered card after its file was stored."""
    assert file is not None
    return evolve(known, file=file)


class CutLine:
    """A port whose card is pulled out after some commands: before the next one arrives, or before its answer does."""

    def __init__(self, port: CardPort, commands: int, *, arrives: bool) -> None:
        self._port, self._left, self._arrives = port, commands, arrives

    @property
    def atr(self) -> bytes:
        """The answer to the last reset."""
        return self._port.atr

    def reset(self) -> bytes:
        """Reset the card."""
        return self._port.reset()

    def transmit(self, command: bytes) -> bytes:
        """Send a command, until the card is gone."""
        if self._left == 0:
            if self._arrives:
                self._port.transmit(command)
            self._left = -1
        if self._left < 0:
            raise CardRemoved("Reader 0")
        self._left -= 1
        return self._port.transmit(command)

    def close(self) -> None:
        """Let the card go."""
        self._port.close()
