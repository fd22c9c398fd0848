"""The base of what the chip's side raises: a card, a command or a file for one is not as it has to be."""

from sscard_core.device.errors import DeviceError


class ChipError(DeviceError):
    """Told in words of its own, with its own remedy; the line to the card is sound and may be used again.

    It never holds a PIN, a key, a person's name or number, nor the data of a command or an answer.
    """

    line_is_over = False

    def __init__(self, message: str, *, remedy: str = "") -> None:
        Exception.__init__(self, message)
        vars(self)["remedy"] = (
            remedy  # an error of a line has one remedy for its class, an error of a card its own
        )

    def __str__(self) -> str:
        return str(self.args[0])

    def in_chinese(self) -> str:
        """Return what is told; these errors have no Chinese text but that of status words and items."""
        return str(self)
