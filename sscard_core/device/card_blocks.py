"""Blocking an opened card's application, and opening it again, with the issuer's key.

Source: LD/T 32.5 lists the commands; PBOC for their form. P2 00 blocks until it is unblocked.
"""

from sscard_core.device import commands
from sscard_core.device.card import BASIC, OpenedCard
from sscard_core.device.keys import STK


def block_application(card: OpenedCard) -> None:
    """Block the social security application (应用锁定). Raises: NeedsTerminalKey, CardAnswered."""
    card.enter(BASIC)
    card.exchange.send_ok(card.with_mac(commands.block_application(), STK), "APPLICATION BLOCK")
    card.blocked = True


def unblock_application(card: OpenedCard) -> None:
    """Open the social security application again (应用解锁). Raises: NeedsTerminalKey, CardAnswered."""
    card.enter(BASIC)
    card.exchange.send_ok(card.with_mac(commands.unblock_application(), STK), "APPLICATION UNBLOCK")
    card.blocked = False
