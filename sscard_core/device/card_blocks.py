"""Blocking an application of an opened card, and opening it again, with the issuer's key.

Source: LD/T 32.5 lists the commands; PBOC for their form, and that a blocked application answers SELECT with 6283 and
next to nothing else. P2 00 blocks until it is unblocked.
"""

from typing import Final

from sscard_core.device import commands
from sscard_core.device.card import OpenedCard
from sscard_core.device.security.keys import STK

_BLOCKED: Final = frozenset({0x6283, 0x6A81})


def is_blocked(card: OpenedCard, application: str) -> bool:
    """Tell whether an application, such as DF04, is blocked. Raises: NotInLayout; DeviceError of the line."""
    name = commands.select_name(card.layout.name(application))
    card.leave()
    return card.exchange.send(name, f"SELECT {application}").sw in _BLOCKED


def block_application(card: OpenedCard, application: str) -> None:
    """Block an application (应用锁定). Raises: NeedsTerminalKey, CardAnswered."""
    card.enter(application)
    card.exchange.send_ok(card.with_mac(commands.block_application(), STK), "APPLICATION BLOCK")


def unblock_application(card: OpenedCard, application: str) -> None:
    """Open an application again (应用解锁). Raises: NeedsTerminalKey, CardAnswered."""
    card.enter(application)
    card.exchange.send_ok(card.with_mac(commands.unblock_application(), STK), "APPLICATION UNBLOCK")
