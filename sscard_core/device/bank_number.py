"""The number of the bank card that shares the chip: found in the UnionPay application, free to read.

Source: vendors' programs: debit, then credit application; three records where tag 5A is met; F fills it up.
"""

from typing import Final

from sscard_core.device import commands
from sscard_core.device.exchange import Exchange
from sscard_core.device.files.tlv import find
from sscard_core.model.identifiers import BankCardNumber, IdentifierError

APPLICATIONS: Final = tuple(map(bytes.fromhex, ("A000000333010101", "A000000333010102")))
PLACES: Final = ((1, 2), (1, 3), (1, 16))
"""Record number and SFI."""

_PAN: Final = 0x5A


def bank_card_number(exchange: Exchange) -> BankCardNumber | None:
    """Return the bank card's number, None where the card has none or it fails its check. Raises: DeviceError of the line.

    The social security application is no longer selected afterwards.
    """
    for name in APPLICATIONS:
        if exchange.send(commands.select_name(name), "SELECT bank").is_ok:
            return _held(exchange)
    return None


def _held(exchange: Exchange) -> BankCardNumber | None:
    for number, sfi in PLACES:
        found = find(exchange.send(commands.read_by_number(number, sfi), "READ RECORD").data, _PAN)
        if found is not None:
            return _checked(found.hex().rstrip("f"))
    return None


def _checked(digits: str) -> BankCardNumber | None:
    try:
        return BankCardNumber.parse(digits)
    except IdentifierError:
        return None
