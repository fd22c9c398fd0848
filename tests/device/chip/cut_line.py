"""A line that breaks after so many commands: the card is taken out."""

from sscard_core.device.errors import DeviceError
from sscard_core.device.port import CardPort


class CardTakenOut(DeviceError):
    """The card is gone."""


class CutLine:
    """A card port through which only the first commands go."""

    def __init__(self, port: CardPort, commands: int) -> None:
        self.port = port
        self.left = commands
        self.sent: list[bytes] = []

    @property
    def atr(self) -> bytes:
        return self.port.atr

    def reset(self) -> bytes:
        return self.port.reset()

    def transmit(self, command: bytes) -> bytes:
        if self.left == 0:
            raise CardTakenOut("the card is gone")
        self.left -= 1
        self.sent.append(command)
        return self.port.transmit(command)

    def close(self) -> None:
        self.port.close()
