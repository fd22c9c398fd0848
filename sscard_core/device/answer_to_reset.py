"""The answer to reset: its historical bytes, which name chip, maker and serial number and make the card's key factor.

Sources: ISO/IEC 7816-3, 8.2 (how the historical bytes are found); an article on the chip for what they hold: chip
vendor 2, COS 3, card maker 2, serial number 6; the last eight are the factor.

>>> found = historical_bytes(bytes.fromhex("3B6D000000814E43238697159900BF7C7A"))
>>> found.hex(), card_factor(found).hex(), chip_vendor(found)
('00814e43238697159900bf7c7a', '8697159900bf7c7a', '华大')
"""

from typing import Final

from sscard_core.device.chip_error import ChipError

FACTOR: Final = 8
CHIP_VENDORS: Final = {"0081": "华大", "0085": "华虹", "0087": "大唐", "0090": "复旦微"}
"""As the first two historical bytes name them; degree of certainty B."""


class BadAtr(ChipError):
    """An answer to reset breaks off before the bytes that it announces."""

    def __init__(self, problem: str) -> None:
        super().__init__(problem, remedy="take the card out, clean its contacts and put it in again")


def historical_bytes(atr: bytes) -> bytes:
    """Return the historical bytes (历史字节). Raises: BadAtr."""
    if len(atr) < 2:
        raise BadAtr(f"an answer to reset has 2 bytes at least; found {len(atr)}")
    count, indicated, place = atr[1] & 0xF, atr[1] >> 4, 2
    while indicated:
        place += indicated.bit_count()
        if place > len(atr):
            raise BadAtr(f"an answer to reset of {len(atr)} bytes announces interface bytes beyond its end")
        indicated = atr[place - 1] >> 4 if indicated & 8 else 0
    found = atr[place : place + count]
    if len(found) < count:
        raise BadAtr(f"an answer to reset announces {count} historical bytes and has {len(found)}")
    return found


def card_factor(historical: bytes) -> bytes:
    """Return the factor (8 bytes) from which a card's own keys are made. Raises: BadAtr."""
    if len(historical) < FACTOR:
        raise BadAtr(f"a card's factor is its last {FACTOR} historical bytes; found {len(historical)}")
    return historical[-FACTOR:]


def chip_vendor(historical: bytes) -> str:
    """Return the maker of the chip, "" where it is not known."""
    return CHIP_VENDORS.get(historical[:2].hex().upper(), "")
