"""A card that knows its lines: it gives prepared answers in order, and keeps what it was asked."""

from sscard_core.device.errors import DeviceError


class ScriptedCard:
    """A card port for tests; the last answer is given for ever."""

    def __init__(self, *answers: str) -> None:
        self.answers = [bytes.fromhex(each) for each in answers]
        self.asked: list[str] = []

    @property
    def atr(self) -> bytes:
        return bytes.fromhex("3B00")

    def reset(self) -> bytes:
        return self.atr

    def transmit(self, command: bytes) -> bytes:
        self.asked.append(command.hex().upper())
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]

    def close(self) -> None:
        raise DeviceError("nothing to close")
