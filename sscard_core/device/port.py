"""The one way to a card: bytes in, bytes out."""

from typing import Protocol, runtime_checkable


@runtime_checkable
class CardPort(Protocol):
    """A powered card at the other end of a line, whatever the line is made of.

    A port moves whole APDUs and adds nothing: no retry, no GET RESPONSE, no logging. It raises a `DeviceError` when the
    line fails; any status word is an answer, not a failure.
    """

    @property
    def atr(self) -> bytes:
        """The answer to the last reset, whole."""

    def reset(self) -> bytes:
        """Reset the card and return its new ATR; security status is lost, PIN counters are not."""

    def transmit(self, command: bytes) -> bytes:
        """Send one command APDU (4 bytes at least) and return the answer, status word included (2 bytes at least)."""

    def close(self) -> None:
        """Let the card go; a closed port refuses everything but another close."""
