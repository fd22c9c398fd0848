"""Secure messaging: what a MAC is made over, the same for the terminal that makes it and the card that checks it.

Source: PBOC: header, Lc (the MAC counted in), data; the first four bytes of the result stand behind the data.
"""

from sscard_core.device.apdu import Command
from sscard_core.device.security.ciphers import FACTOR, MAC


def mac_text(command: Command) -> bytes:
    """Return what the MAC of a command without its MAC is made over."""
    return command.header + bytes((len(command.data) + MAC & 0xFF,)) + command.data


def process_factor(challenge: bytes) -> bytes:
    """Return the 8 bytes that a session key is made from: the random number, filled with noughts or cut."""
    return challenge[:FACTOR].ljust(FACTOR, b"\0")
