"""iVerifyPIN, iChangePIN, iReloadPIN and iUnblockPIN: what the pad gives goes to the card once, and nowhere else."""

from sscard_core.device import card_pins
from sscard_core.device.driver.codes import PINS_DIFFER, TO_INITIAL_PIN, DriverRefused
from sscard_core.device.driver.pin_pad import Ask
from sscard_core.device.driver.station import Station, demand_card


def verify_pin(station: Station, i_type: int) -> str:
    """iVerifyPIN. The last try is taken too: the pad's user cannot be asked whether to."""
    card = station.open(i_type)
    card_pins.verify_pin(card, station.pad.enter(Ask.PIN), force=True)
    return ""


def change_pin(station: Station, i_type: int) -> str:
    """iChangePIN: the old one, then the new one twice."""
    card = station.open(i_type)
    old = station.pad.enter(Ask.OLD_PIN)
    card_pins.change_pin(card, old, new_pin(station), force=True)
    return ""


def reload_pin(station: Station, i_type: int, card_info: str) -> str:
    """iReloadPIN: a new PIN with the issuer's key (密码重置)."""
    card = station.open(i_type)
    demand_card(card, card_info)
    card_pins.reload_pin(card, new_pin(station))
    return ""


def unblock_pin(station: Station, i_type: int, card_info: str) -> str:
    """iUnblockPIN: the PIN stays what it was (密码解锁)."""
    card = station.open(i_type)
    demand_card(card, card_info)
    card_pins.unblock_pin(card)
    return ""


def new_pin(station: Station) -> str:
    """Let the holder enter a new PIN twice. Raises: DriverRefused (-34, -36)."""
    entered = station.pad.enter(Ask.NEW_PIN)
    if entered != station.pad.enter(Ask.AGAIN):
        raise DriverRefused(PINS_DIFFER)
    if entered == station.initial_pin:
        raise DriverRefused(TO_INITIAL_PIN)
    return entered
