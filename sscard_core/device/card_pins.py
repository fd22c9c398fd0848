"""The PIN of an opened card: verified, changed, reset and unblocked, each sent once and never tried again by itself.

Source: LD/T 32.5 (VERIFY, CHANGE PIN, PIN CHANGE/UNBLOCK); PBOC for RELOAD PIN and the MACs.
"""

from typing import Final

from sscard_core.device import commands
from sscard_core.device.apdu import Command
from sscard_core.device.card import OpenedCard
from sscard_core.device.card_errors import LastTry, NeedsTerminalKey, PinLocked, WrongPin
from sscard_core.device.exchange import CardAnswered
from sscard_core.device.pin_blocks import pack_pin
from sscard_core.device.security.keys import PUK, STK
from sscard_core.device.status_words import StatusWord

_FAILED: Final = 0x6300
_LOCKED: Final = frozenset({0x6983, 0x63C0, 0x9303})


def tries_left(card: OpenedCard) -> int | None:
    """Return how many tries the PIN has left, None where the card does not tell. Costs no try."""
    return StatusWord(card.exchange.send_once(commands.ask_tries()).sw).tries_left


def verify_pin(card: OpenedCard, pin: str, *, force: bool = False) -> None:
    """Show the PIN to the card, once.

    Raises: UnusablePin and LastTry, before anything is sent; WrongPin, PinLocked; CardAnswered; DeviceError of the
    line, after which the try may have been counted: ask `tries_left`.
    """
    command = commands.verify(pin)
    _demand_tries(card, force=force)
    _sent(card, command, "VERIFY")


def change_pin(card: OpenedCard, old: str, new: str, *, force: bool = False) -> None:
    """Replace the PIN with its holder's consent. Raises: as verify_pin."""
    command = commands.change_pin(old, new)
    _demand_tries(card, force=force)
    _sent(card, command, "CHANGE PIN")


def reload_pin(card: OpenedCard, new: str) -> None:
    """Set a new PIN with the issuer's key (密码重置). Raises: UnusablePin, NeedsTerminalKey, CardAnswered."""
    _sent(card, card.with_mac(commands.reload_pin(new), STK), "RELOAD PIN")


def unblock_pin(card: OpenedCard, new: str | None = None) -> None:
    """Unblock the PIN with the PUK (密码解锁), and set a new one if it is given. Raises: as reload_pin."""
    sealed = b""
    if new is not None:
        packed = pack_pin(new)
        if card.module is None:
            raise NeedsTerminalKey("the PIN", PUK)
        sealed = card.module.sealed_pin(PUK, card.origin, packed)
    _sent(card, card.with_mac(commands.unblock_pin(sealed), PUK), "PIN CHANGE/UNBLOCK")


def _demand_tries(card: OpenedCard, *, force: bool) -> None:
    left = tries_left(card)
    if left == 0:
        raise PinLocked
    if left == 1 and not force:
        raise LastTry


def _sent(card: OpenedCard, command: Command, name: str) -> None:
    answer = card.exchange.send_once(command)
    status = StatusWord(answer.sw)
    if answer.sw in _LOCKED:
        raise PinLocked
    if answer.sw == _FAILED or status.tries_left is not None:
        raise WrongPin(status.tries_left)
    if not answer.is_ok:
        raise CardAnswered(status, name)
