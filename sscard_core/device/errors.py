"""The family of everything that can go wrong between a program and a card."""


class DeviceError(Exception):
    """A reader, a line or a card did not do what was asked. `remedy` says in words what to do about it."""

    def __init__(self, message: str = "", *, remedy: str = "") -> None:
        super().__init__(message)
        self.remedy = remedy
