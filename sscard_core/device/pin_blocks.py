"""PINs as the chip takes them: packed decimal, filled with F; nothing here keeps or shows one.

Source: vendors' commands and the driver's convention: 4 to 16 digits.

>>> pack_pin("12345").hex()
'12345f'
"""

import re
from typing import Final

from sscard_core.device.chip_error import ChipError
from sscard_core.device.files.codecs import encode_cn

SHORTEST: Final = 4
LONGEST: Final = 16
SEPARATOR: Final = b"\xff"
"""Between the old and the new PIN of CHANGE PIN; a packed PIN never holds it."""

_PACKED: Final = re.compile("[0-9]{4,16}|[0-9]{5,15}f")


class UnusablePin(ChipError):
    """A PIN cannot be packed. Says nothing of its digits, not even their number."""

    def __init__(self) -> None:
        super().__init__(
            f"a PIN of the card has {SHORTEST} to {LONGEST} digits",
            remedy="ask the holder to enter it again; nothing was sent to the card",
        )


def pack_pin(pin: str) -> bytes:
    """Return the packed PIN. Raises: UnusablePin."""
    if not (SHORTEST <= len(pin) <= LONGEST and pin.isascii() and pin.isdecimal()):
        raise UnusablePin
    return encode_cn(pin, (len(pin) + 1) // 2)


def is_packed_pin(packed: bytes) -> bool:
    """True for 4 to 16 digits, an odd number of them filled up with one F."""
    return _PACKED.fullmatch(packed.hex()) is not None
