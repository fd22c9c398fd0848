"""What happens at readers, as events, and how two looks at them become events."""

from collections.abc import Iterator, Mapping

from attrs import field, frozen


@frozen
class Look:
    """One reader as it was seen: the ATR of the card in it, None without a card, and how often cards came and went.

    The ATR is empty for a card that does not answer to reset. It tells one card from another, so it is kept out of `repr`.
    """

    atr: bytes | None = field(default=None, repr=False)
    changes: int = 0


@frozen
class ReaderAdded:
    """A reader was plugged in, or was there from the start."""

    reader: str


@frozen
class ReaderRemoved:
    """A reader was unplugged."""

    reader: str


@frozen
class CardInserted:
    """A card was put in, or was there from the start. An empty ATR: the card is mute."""

    reader: str
    atr: bytes = field(repr=False)


@frozen
class CardTakenOut:
    """A card left the reader, or can no longer be reached."""

    reader: str


@frozen
class ServiceGone:
    """The PC/SC service ended or does not answer. Every card and reader has been reported gone before."""


@frozen
class ServiceBack:
    """The PC/SC service runs again. Every reader and card that is there is reported after this."""


ReaderEvent = ReaderAdded | ReaderRemoved | CardInserted | CardTakenOut | ServiceGone | ServiceBack


def happened(before: Mapping[str, Look], after: Mapping[str, Look]) -> Iterator[ReaderEvent]:
    """Yield what happened between two looks: what went, and then what came, readers in the order of their names.

    A card that was changed for another between the looks is one that left and one that came.
    """
    for reader in sorted(before):
        if before[reader].atr is not None and before[reader] != after.get(reader):
            yield CardTakenOut(reader)
        if reader not in after:
            yield ReaderRemoved(reader)
    for reader in sorted(after):
        if reader not in before:
            yield ReaderAdded(reader)
        atr = after[reader].atr
        if atr is not None and before.get(reader) != after[reader]:
            yield CardInserted(reader, atr)
