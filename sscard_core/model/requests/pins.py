"""Requests about the two passwords."""

from attrs import field, frozen

from sscard_core.model.arguments import RequestName as N
from sscard_core.model.requests.base import Request, RequestError, is_one_side
from sscard_core.model.statuses import Side


@frozen(kw_only=True)
class PinRequest(Request):
    """What the four PIN requests share. Not a request by itself."""

    side: Side = field(validator=is_one_side)


@frozen(kw_only=True)
class ChangePin(PinRequest):
    """Change a PIN that is known."""

    name = N.CHANGE_PIN
    old: str | None = field(default=None, repr=False)
    new: str = field(repr=False)


@frozen(kw_only=True)
class ResetPin(PinRequest):
    """Reset a forgotten PIN: to a new one where given, else to the initial state."""

    name = N.RESET_PIN
    new: str | None = field(default=None, repr=False)


@frozen(kw_only=True)
class UnlockPin(PinRequest):
    """Unlock a PIN after too many wrong tries."""

    name = N.UNLOCK_PIN


@frozen(kw_only=True)
class EnterPin(PinRequest):
    """Enter a PIN, and nothing else."""

    name = N.ENTER_PIN

    def __attrs_post_init__(self) -> None:
        if self.pin is None:
            raise RequestError("pin", "there is nothing to enter without it")
