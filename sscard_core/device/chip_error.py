"""The base of what the chip's side raises: a card, a command or a file for one is not as it has to be."""

from sscard_core.device.errors import DeviceError


class ChipError(DeviceError):
    """Told in words of its own, with its own remedy; the line to the card is sound and may be used again.

    It never holds a PIN, a key, a person's name or number, nor the data of a command or an answer.
    """
