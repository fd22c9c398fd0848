"""What has to be done to a chip so that it says what the card file says; nothing of it needs a PIN to be known.

Each task is wanted or not by looking at chip and file, so it can be done again after a card was pulled away in the middle:
what is done is not wanted any more.
"""

from collections.abc import Callable, Iterator
from typing import Final

from attrs import frozen

from sscard_core.device.card import BASIC, OpenedCard
from sscard_core.device.card_blocks import block_application, is_blocked, unblock_application
from sscard_core.device.card_pins import tries_left, unblock_pin
from sscard_core.model.statuses import Hrss, HrssPin
from sscard_core.model.words import Word
from sscard_core.terminal.registered import Registered

OUT_OF_USE: Final = frozenset({Hrss.TEMPORARILY_LOST, Hrss.FORMALLY_LOST, Hrss.CANCELLED})
"""States of the HRSS application in which the chip's is blocked. A cancelled one too: that can be undone by the issuer's
key, blocking for good cannot, and no source asks for it."""

ACCOUNT: Final = "DF04"
"""The chip's application that is blocked: the medical account's (社会保险2). The environment stays open, so that a card that
turns up can still be told from another one."""

RESIDENCE_FILE: Final = "DF01EF06"
REGION_TAG: Final = "24"
"""Where the division of the usual residence (常住所在地行政区划) stands on the chip."""


class TaskName(Word):
    """A change of the chip."""

    UNBLOCK_APPLICATION = "unblock the application", "应用解锁"
    UNBLOCK_PIN = "unblock the PIN", "密码解锁"
    WRITE_REGION = "write the region", "写入行政区划"
    BLOCK_APPLICATION = "block the application", "应用锁定"


@frozen
class Task:
    """A change of the chip: when it is wanted, and how it is done. Both raise DeviceError."""

    name: TaskName
    wanted: Callable[[OpenedCard, Registered], bool]
    do: Callable[[OpenedCard, Registered], None]


def _to_unblock(card: OpenedCard, registered: Registered) -> bool:
    return registered.file.hrss not in OUT_OF_USE and is_blocked(card, ACCOUNT)


def _to_block(card: OpenedCard, registered: Registered) -> bool:
    return registered.file.hrss in OUT_OF_USE and not is_blocked(card, ACCOUNT)


def _to_unblock_pin(card: OpenedCard, registered: Registered) -> bool:
    """The registry never locks a chip's PIN: the chip counts by itself, and may be ahead by a try that was torn."""
    unlocked = registered.file.hrss_pin in (HrssPin.INITIAL, HrssPin.SET)
    if not unlocked or registered.file.hrss_secret.wrong_tries > 0:
        return False
    card.enter(BASIC)
    return tries_left(card) == 0


def _to_write_region(card: OpenedCard, registered: Registered) -> bool:
    known = any(each.address == RESIDENCE_FILE for each in card.layout.files.values())
    return bool(registered.region) and known and card.read(RESIDENCE_FILE, REGION_TAG) != registered.region


TASKS: Final = (
    Task(
        TaskName.UNBLOCK_APPLICATION,
        _to_unblock,
        lambda card, _registered: unblock_application(card, ACCOUNT),
    ),
    Task(TaskName.UNBLOCK_PIN, _to_unblock_pin, lambda card, _registered: unblock_pin(card)),
    Task(
        TaskName.WRITE_REGION,
        _to_write_region,
        lambda card, registered: card.write(RESIDENCE_FILE, REGION_TAG, registered.region),
    ),
    Task(TaskName.BLOCK_APPLICATION, _to_block, lambda card, _registered: block_application(card, ACCOUNT)),
)
"""In the order in which they are done: what is written comes before what shuts."""


def wanted(card: OpenedCard, registered: Registered) -> Iterator[Task]:
    """Yield what is still to be done, each looked at when the one before is done. Raises: DeviceError."""
    return (task for task in TASKS if task.wanted(card, registered))
