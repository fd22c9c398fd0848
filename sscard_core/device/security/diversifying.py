"""How a card gets its own keys: from the root by province, by city, and by the card's serial number.

Source: an article on the security of the chip (degree of certainty B): level 1 is the province's two digits, "0000" and
"sh"; level 2 the city's six digits and "sx"; level 3 the last eight historical bytes of the ATR.

>>> [each.hex() for each in factors("639900", bytes.fromhex("3B6D000000814E43238697159900BF7C7A"))]
['3633303030307368', '3633393930307378', '8697159900bf7c7a']
"""

from sscard_core.device.answer_to_reset import card_factor, historical_bytes
from sscard_core.device.files.codecs import BadValue


def factors(region: str, atr: bytes) -> tuple[bytes, bytes, bytes]:
    """Return the three factors of a card, from the root down, for the region of its identification code.

    Raises: BadValue for a region that is not six digits; BadAtr.
    """
    if len(region) != 6 or not (region.isascii() and region.isdecimal()):
        raise BadValue(f"a region is six digits; found {len(region)} characters")
    province, city = f"{region[:2]}0000sh", f"{region}sx"
    return province.encode(), city.encode(), card_factor(historical_bytes(atr))
