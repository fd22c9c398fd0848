"""iDoDebit and iReadDebitRecord: the arguments are looked at, but no source tells the commands of a purchase.

Source: documents of vendors' drivers for the arguments: `总金额|个账+统筹|YYYYMMDDHHMMSS|`, amounts in yuan, less than
42949672.95. The form in which records are returned was not found: here each ends with `|`, its parts joined by `^`.
"""

from datetime import datetime
from typing import Final

from sscard_core.device.card_pins import verify_pin
from sscard_core.device.driver.addresses import fields, joined
from sscard_core.device.driver.codes import BAD_ARGUMENT, UNSUPPORTED, DriverRefused
from sscard_core.device.driver.pin_pad import Ask
from sscard_core.device.driver.station import Station, demand_card
from sscard_core.device.exchange import CardAnswered
from sscard_core.model.money import MoneyError, read_yuan

LOG: Final = "DF04EF08"
MOST: Final = (1 << 32) - 1
"""Fen that four bytes hold."""

_NO_RECORD: Final = 0x6A83


def do_debit(station: Station, i_type: int, card_info: str, pay_info: str) -> str:
    """iDoDebit, and its first step: refuse wrong arguments and another card, then say that it cannot be done (-13)."""
    _demand_payment(pay_info)
    demand_card(station.open(i_type), card_info)
    raise DriverRefused(UNSUPPORTED)


def do_debit_2(station: Station, key: str) -> str:
    """iDoDebit_HSM_Step2: `0000+seq|datetime|MAC1|`. Raises: DriverRefused (-13)."""
    fields(key, 3)
    raise DriverRefused(UNSUPPORTED)


def read_debit_records(station: Station, i_type: int) -> str:
    """iReadDebitRecord: the medical account's log, newest first; the PIN comes from the pad."""
    card = station.open(i_type)
    element = card.layout.file(LOG).element("")
    verify_pin(card, station.pad.enter(Ask.PIN), force=True)
    records = []
    for number in range(1, element.repeats + 1):
        try:
            records.append(card.read(LOG, "", number))
        except CardAnswered as end:
            if end.status.value != _NO_RECORD:
                raise
            break
    return joined(*records)


def _demand_payment(pay_info: str) -> None:
    total, shares, moment = fields(pay_info, 3)
    try:
        amounts = [read_yuan(each) for each in (total, *shares.split("+"))]
        datetime.strptime(moment, "%Y%m%d%H%M%S")
    except (MoneyError, ValueError):
        raise DriverRefused(BAD_ARGUMENT) from None
    if len(amounts) != 3 or max(amounts) > MOST or amounts[0] != amounts[1] + amounts[2]:
        raise DriverRefused(BAD_ARGUMENT)
