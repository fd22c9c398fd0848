"""Who may read or write a file of the chip: nobody need prove anything, the holder's PIN, a key, or both.

Source: articles on the files of the chip (classes of control); the key addresses are a vendor's table. The last byte
of a key address is the key's number on the card (KID), the one that EXTERNAL AUTHENTICATE names.

>>> rule = Rule(Control.PIN_OR_KEY, "004F2E")
>>> rule.allows(pin=False, keys={0x2E}), rule.allows(pin=False, keys={0x0A})
(True, False)
"""

from collections.abc import Callable, Collection, Mapping
from typing import Final

from attrs import frozen

from sscard_core.model.words import Word


class Control(Word):
    """The control class of a file, for reading or for writing."""

    FREE = "free", "自由"
    PIN = "pin", "PIN"
    KEY = "key", "密钥"
    PIN_OR_KEY = "pin or key", "PIN 或密钥"
    PIN_AND_KEY = "pin and key", "PIN 与密钥"
    NEVER = "never", "禁止"


_ALLOWED: Final[Mapping[Control, Callable[[bool, bool], bool]]] = {
    Control.FREE: lambda _pin, _key: True,
    Control.PIN: lambda pin, _key: pin,
    Control.KEY: lambda _pin, key: key,
    Control.PIN_OR_KEY: lambda pin, key: pin or key,
    Control.PIN_AND_KEY: lambda pin, key: pin and key,
    Control.NEVER: lambda _pin, _key: False,
}


@frozen
class Rule:
    """A control class, and the address of its key: six hexadecimal digits, "" where it has none or none was found."""

    control: Control
    key: str = ""

    @property
    def kid(self) -> int | None:
        """The number of the key on the card, None where no address is known."""
        return int(self.key[-2:], 16) if self.key else None

    def allows(self, *, pin: bool, keys: Collection[int]) -> bool:
        """True if a verified PIN, or the keys authenticated with, are enough."""
        return _ALLOWED[self.control](pin, self.kid in keys)


FREE: Final = Rule(Control.FREE)
NEVER: Final = Rule(Control.NEVER)
