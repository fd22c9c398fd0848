"""Terminals for the driver's tests: a card in a slot, a pad with prepared entries, and an HSM played by test keys."""

from collections.abc import Sequence
from typing import Final

from sscard_core.device.driver.driver import Answer, Driver
from sscard_core.device.driver.pin_pad import Ask
from sscard_core.device.driver.station import Interface, Station
from sscard_core.device.emulator.card import EmulatedCard
from sscard_core.device.errors import DeviceError
from sscard_core.device.fabricating import card_plan, module_of_tests
from sscard_core.device.port import CardPort
from sscard_core.device.profile import Profile
from sscard_core.device.security.security_module import CardOrigin, SoftwareModule

CONTACT: Final = 1


class Pad:
    """A pad whose user enters these, in this order."""

    def __init__(self, *entries: str | DeviceError) -> None:
        self.entries = list(entries)
        self.asked: list[Ask] = []

    def enter(self, ask: Ask) -> str:
        self.asked.append(ask)
        entry = self.entries.pop(0)
        if isinstance(entry, DeviceError):
            raise entry
        return entry


class LeftInSlot:
    """A card that stays in its slot when it is let go; it is reset before it is used again."""

    def __init__(self, card: EmulatedCard) -> None:
        self.card = card
        self.closed = 0

    @property
    def atr(self) -> bytes:
        return self.card.atr

    def reset(self) -> bytes:
        return self.card.reset()

    def transmit(self, command: bytes) -> bytes:
        return self.card.transmit(command)

    def close(self) -> None:
        self.closed += 1
        self.card.reset()


class Counter:
    """A driver with one card, and the HSM that knows the card's keys."""

    def __init__(self, generation: int, *entries: str | DeviceError, psam: bool = True) -> None:
        self.profile = Profile(generation=generation)
        self.hsm: SoftwareModule = module_of_tests(self.profile)
        self.slot = LeftInSlot(EmulatedCard(card_plan(self.profile, module=self.hsm)))
        self.pad = Pad(*entries)
        self.station = Station(
            {Interface.CONTACT: self.reach}, self.pad, self.hsm if psam else None, initial_pin="123456"
        )
        self.driver = Driver(self.station)

    def reach(self) -> CardPort:
        return self.slot

    @property
    def origin(self) -> CardOrigin:
        return CardOrigin(self.profile.region, self.profile.answer_to_reset)

    @property
    def info(self) -> str:
        """pCardInfo of the card."""
        return f"{self.profile.card_code.text}|{self.profile.card_number.text}|"

    def call(self, function: str, *arguments: int | str) -> Answer:
        return self.driver.call(function, *arguments)

    def proof(self, kid: int, factor: str, source: str) -> str:
        """Return what the HSM answers: cryptogram and source, 32 hexadecimal digits."""
        raw = bytes.fromhex(source)
        return (self.hsm.cryptogram(kid, self.origin, bytes.fromhex(factor), raw) + raw).hex().upper()


def codes(answers: Sequence[Answer]) -> list[int]:
    """Return the codes alone."""
    return [each.code for each in answers]
