"""The terminal behind the driver: its readers, keypad and security module, and the card it holds between two steps.

One call opens a card, works on it and lets it go; only the HSM forms keep it from their first step to their last.
"""

from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Final

from attrs import define, field, frozen

from sscard_core.device.card import BASIC, OpenedCard
from sscard_core.device.driver.addresses import fields
from sscard_core.device.driver.codes import (
    BAD_ARGUMENT,
    NO_CARD,
    NO_READER,
    NOT_CONNECTED,
    OTHER_CARD,
    DriverRefused,
    code_of,
)
from sscard_core.device.driver.pin_pad import NoPinPad, PinPad
from sscard_core.device.errors import DeviceError
from sscard_core.device.files.layout import Layout
from sscard_core.device.port import CardPort
from sscard_core.device.security.security_module import SecurityModule
from sscard_core.model.words import Word


class Interface(Word):
    """The two sides of a card."""

    CONTACT = "contact", "接触"
    CONTACTLESS = "contactless", "非接触"


Slots = Mapping[Interface, Callable[[], CardPort]]
"""How a card is reached on each side; raises a DeviceError where there is none."""

_ORDER: Final = {
    1: (Interface.CONTACT,),
    2: (Interface.CONTACTLESS,),
    3: (Interface.CONTACT, Interface.CONTACTLESS),
    4: (Interface.CONTACTLESS, Interface.CONTACT),
}
"""iType: which side, or which first."""

_LOOK_ELSEWHERE: Final = (NO_CARD.value, NO_READER.value)


@frozen
class Terminal:
    """What iReadCardBas tells of the terminal: 终端机编号 (12 digits) and 终端设备号."""

    number: str = "000000000001"
    device: str = "000000000001"


@define
class Station:
    """A terminal. `layout`: a local one.

    `initial_pin`: the one to which no PIN may be changed, where the region has such a rule.
    """

    slots: Slots
    pad: PinPad = field(factory=NoPinPad)
    module: SecurityModule | None = None
    terminal: Terminal = field(factory=Terminal)
    initial_pin: str | None = field(default=None, repr=False)
    layout: Layout | None = None
    held: "Held | None" = field(default=None, repr=False)
    _port: CardPort | None = field(default=None, repr=False)

    def open(self, i_type: int) -> OpenedCard:
        """Open the card that iType means. Raises: DriverRefused, DeviceError of the line."""
        if i_type not in _ORDER:
            raise DriverRefused(BAD_ARGUMENT)
        self.held = None
        self.let_go()
        self._port = self._reach(_ORDER[i_type])
        return OpenedCard.open(self._port, self.module, self.layout)

    def hold(self, card: OpenedCard, step: str, **kept: str) -> None:
        """Keep the card for the step that comes next."""
        self.held = Held(card, step, kept)

    def take_up(self, step: str) -> "Held":
        """Return what the step before left. Raises: DriverRefused (-12) if it was not the one before."""
        held, self.held = self.held, None
        if held is None or held.step != step:
            self.let_go()
            raise DriverRefused(NOT_CONNECTED)
        return held

    def let_go(self) -> None:
        """Close the card, unless a step waits for the next."""
        if self.held is None and self._port is not None:
            port, self._port = self._port, None
            with suppress(DeviceError):  # the work is done, or its error is on its way
                port.close()

    def _reach(self, order: tuple[Interface, ...]) -> CardPort:
        refused: DeviceError = DriverRefused(NO_READER)
        for side in order:
            try:
                if side in self.slots:
                    return self.slots[side]()
            except DeviceError as problem:
                if code_of(problem) not in _LOOK_ELSEWHERE:
                    raise
                refused = problem
        raise refused


@frozen
class Held:
    """A card between two steps: which step is next, and what the ones before left."""

    card: OpenedCard
    step: str
    kept: Mapping[str, str] = field(repr=False)


def demand_card(card: OpenedCard, card_info: str) -> None:
    """Compare pCardInfo, `卡识别码|卡号|`, with the card; an empty one is no demand. Raises: DriverRefused (-22)."""
    if card_info:
        code, number = fields(card_info, 2)
        file = f"{BASIC}EF05"
        if (code.upper(), number) != (card.read(file, "01"), card.read(file, "07")):
            raise DriverRefused(OTHER_CARD)
