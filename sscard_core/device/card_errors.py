"""What can be wrong with a card that answers: it is another kind, shut, blocked, or asks for something first."""

from sscard_core.device.chip_error import ChipError


class NotASocialSecurityCard(ChipError):
    """The card does not know the environment of the social security card."""

    def __init__(self) -> None:
        super().__init__(
            "the card has no social security application (社会保障系统环境)",
            remedy="put in a social security card; if it is one, try the other reader or the contact side",
        )


class CardIsBlocked(ChipError):
    """The card, or its social security application, was blocked by the issuer."""

    def __init__(self) -> None:
        super().__init__(
            "the card or its social security application is locked (应用锁定)",
            remedy="the holder takes the card to an outlet of the issuer",
        )


class UnknownVersion(ChipError):
    """Item 03 (规范版本) names no version that is known."""

    def __init__(self) -> None:
        super().__init__(
            "the card's specification version is none of 1.00, 2.00, 3.00",
            remedy="give the layout of such cards as a local layout",
        )


class NeedsPin(ChipError):
    """The holder's PIN comes first."""

    def __init__(self, address: str) -> None:
        super().__init__(
            f"{address} is read or written after the holder's PIN only", remedy="let the holder enter the PIN"
        )


class NeedsTerminalKey(ChipError):
    """The terminal's key comes first, and there is none, or no source tells which."""

    def __init__(self, address: str, kid: int | None) -> None:
        number = "whose number was not found" if kid is None else f"number {kid:02X}"
        super().__init__(
            f"{address} is read or written after authentication with a key ({number})",
            remedy="use a terminal with a PSAM or an HSM connection, or give test keys for a test card",
        )
        self.kid = kid


class KeyRefused(ChipError):
    """The card did not accept what the security module computed; the failure was counted."""

    def __init__(self, kid: int, tries_left: int | None) -> None:
        left = "" if tries_left is None else f"; {tries_left} tries left"
        super().__init__(
            f"the card refused the key number {kid:02X}{left}",
            remedy="check the security module, the region of the card and the algorithm before another try",
        )
        self.kid = kid
        self.tries_left = tries_left


class NotGenuine(ChipError):
    """The card's answer to the internal authentication is not the one that its key gives."""

    def __init__(self) -> None:
        super().__init__(
            "the card could not prove that it is genuine",
            remedy="do not use the card; check the security module with a card that is known to be genuine",
        )


class WrongPin(ChipError):
    """The PIN was not the card's; the try was counted."""

    def __init__(self, tries_left: int | None) -> None:
        left = "" if tries_left is None else f"; {tries_left} tries left"
        super().__init__(
            f"the PIN is wrong{left}",
            remedy="let the holder enter it again, with the number of tries in view",
        )
        self.tries_left = tries_left


class PinLocked(ChipError):
    """The PIN has no tries left."""

    def __init__(self) -> None:
        super().__init__(
            "the PIN is locked",
            remedy="the issuer resets it (密码重置) at an outlet, with the holder's identification",
        )


class LastTry(ChipError):
    """One try is left, and was not taken."""

    def __init__(self) -> None:
        super().__init__(
            "one try is left; a wrong PIN would lock the card, so nothing was sent",
            remedy="tell the holder, and go on with force=True only if they want to; else have the PIN reset",
        )
