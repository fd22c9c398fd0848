"""The commands that a terminal sends, one function each.

Sources: LD/T 32.5 (which there are); ISO/IEC 7816-4 and PBOC (how they look); vendors' programs for the PIN as packed
decimal and for reading by tag.
"""

from typing import Final

from sscard_core.device.apdu import SHORT_ANSWER, Command
from sscard_core.device.instructions import Instruction as I
from sscard_core.device.pin_blocks import SEPARATOR, pack_pin

ALL: Final = SHORT_ANSWER
"""Le 00: as much as there is."""

PART: Final = 0xF0
"""Bytes of a transparent file that are read or written at a time; a MAC has room beside them."""


def select_name(name: bytes) -> Command:
    """Select an application by its name (AID)."""
    return Command(0x00, I.SELECT, 0x04, 0x00, name, ALL)


def select_file(fid: int) -> Command:
    """Select a file by its identifier."""
    return Command(0x00, I.SELECT, 0x00, 0x00, fid.to_bytes(2, "big"), ALL)


def read_by_tag(tag: int) -> Command:
    """Read the first record of the current file that has the tag."""
    return Command(0x00, I.READ_RECORD, tag, 0x00, le=ALL)


def read_by_number(number: int, sfi: int = 0) -> Command:
    """Read a record by its number, from 1; with an SFI of another file."""
    return Command(0x00, I.READ_RECORD, number, sfi << 3 | 4, le=ALL)


def read_binary(offset: int, length: int) -> Command:
    """Read a part of the current file."""
    return Command(0x00, I.READ_BINARY, offset >> 8, offset & 0xFF, le=length)


def update_by_number(number: int, record: bytes) -> Command:
    """Replace a record of the current file."""
    return Command(0x00, I.UPDATE_RECORD, number, 0x04, record)


def update_binary(offset: int, data: bytes) -> Command:
    """Write a part of the current file."""
    return Command(0x00, I.UPDATE_BINARY, offset >> 8, offset & 0xFF, data)


def append_record(record: bytes) -> Command:
    """Add a record to the current file."""
    return Command(0x00, I.APPEND_RECORD, 0x00, 0x00, record)


def get_challenge(length: int = 8) -> Command:
    """Ask for a random number of 4, 8 or 16 bytes."""
    return Command(0x00, I.GET_CHALLENGE, 0x00, 0x00, le=length)


def internal_authenticate(factor: bytes, source: bytes) -> Command:
    """Ask the card to prove itself: process factor and source, 8 bytes each."""
    return Command(0x00, I.INTERNAL_AUTHENTICATE, 0x00, 0x00, factor + source, 8)


def external_authenticate(kid: int, cryptogram: bytes, source: bytes) -> Command:
    """Prove to the card that the terminal has a key."""
    return Command(0x00, I.EXTERNAL_AUTHENTICATE, 0x00, kid, cryptogram + source)


def ask_tries() -> Command:
    """Ask how many tries the PIN has left; costs none (ISO/IEC 7816-4, 11.5.6)."""
    return Command(0x00, I.VERIFY, 0x00, 0x00)


def verify(pin: str) -> Command:
    """Show the holder's PIN. Raises: UnusablePin."""
    return Command(0x00, I.VERIFY, 0x00, 0x00, pack_pin(pin))


def change_pin(old: str, new: str) -> Command:
    """Replace the PIN with its holder's consent. Raises: UnusablePin."""
    return Command(0x80, I.CHANGE_OR_RELOAD_PIN, 0x01, 0x00, pack_pin(old) + SEPARATOR + pack_pin(new))


def reload_pin(new: str) -> Command:
    """Replace the PIN with the issuer's key; a MAC has to be added. Raises: UnusablePin."""
    return Command(0x80, I.CHANGE_OR_RELOAD_PIN, 0x00, 0x00, pack_pin(new))


def unblock_pin(sealed: bytes = b"") -> Command:
    """Unblock the PIN, or set one that is enciphered with the PUK; a MAC has to be added."""
    return Command(0x84, I.PIN_CHANGE_OR_UNBLOCK, 0x00, 0x01 if sealed else 0x00, sealed)


def block_application() -> Command:
    """Block the current application until it is unblocked; a MAC has to be added."""
    return Command(0x84, I.APPLICATION_BLOCK, 0x00, 0x00)


def unblock_application() -> Command:
    """Open the current application again; a MAC has to be added."""
    return Command(0x84, I.APPLICATION_UNBLOCK, 0x00, 0x00)
