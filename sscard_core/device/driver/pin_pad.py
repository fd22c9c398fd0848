"""The keypad on which the holder enters a PIN: the driver asks, and never keeps what it gets.

Source: documents of vendors' drivers: the PIN functions have no argument for it, the pad pops up, twice for a change.
"""

from typing import Protocol

from sscard_core.device.chip_error import ChipError
from sscard_core.model.words import Word


class Ask(Word):
    """What the pad asks for."""

    PIN = "enter the PIN", "请输入密码"
    OLD_PIN = "enter the old PIN", "请输入原密码"
    NEW_PIN = "enter the new PIN", "请输入新密码"
    AGAIN = "enter the new PIN again", "请再次输入新密码"


class EntryCancelled(ChipError):
    """The holder pressed cancel."""

    def __init__(self) -> None:
        super().__init__("the holder cancelled the entry", remedy="ask again when the holder is ready")


class EntryTimedOut(ChipError):
    """The holder entered nothing in time."""

    def __init__(self) -> None:
        super().__init__("no PIN was entered in time", remedy="ask again when the holder is ready")


class PinPad(Protocol):
    """Any keypad or window."""

    def enter(self, ask: Ask) -> str:
        """Return the digits entered. Raises: EntryCancelled, EntryTimedOut."""


class NoPinPad:
    """For terminals without a pad: every entry is cancelled."""

    def enter(self, ask: Ask) -> str:
        """Raise EntryCancelled."""
        raise EntryCancelled
