"""Which command goes to which handler: the whole of what the card understands, as one table.

An instruction that is in no row is not supported (6D00); one that is there with another class has the wrong class (6E00).
"""

from collections.abc import Callable
from typing import Final

from sscard_core.device.apdu import Command
from sscard_core.device.emulator.answers import (
    APPLICATION_LOCKED,
    CONDITIONS,
    NO_CLASS,
    NO_INSTRUCTION,
    Answer,
)
from sscard_core.device.emulator.authenticating import (
    external_authenticate,
    get_challenge,
    internal_authenticate,
)
from sscard_core.device.emulator.blocking import block_application, block_card, unblock_application
from sscard_core.device.emulator.chip import CARD_STATE, Chip
from sscard_core.device.emulator.pins import change_or_reload, change_or_unblock, verify
from sscard_core.device.emulator.purse import credit_for_load, initialize_for_load
from sscard_core.device.emulator.reading import get_response, read_binary, read_record
from sscard_core.device.emulator.selecting import select
from sscard_core.device.emulator.writing import append_record, update_binary, update_record

Handler = Callable[[Chip, Command], bytes]

TABLE: Final[dict[tuple[int, int], Handler]] = {
    (0x00, 0xA4): select,
    (0x00, 0xB2): read_record,
    (0x00, 0xB0): read_binary,
    (0x00, 0xC0): get_response,
    (0x00, 0x20): verify,
    (0x00, 0x84): get_challenge,
    (0x00, 0x88): internal_authenticate,
    (0x00, 0x82): external_authenticate,
    (0x00, 0xDC): update_record,
    (0x04, 0xDC): update_record,
    (0x00, 0xD6): update_binary,
    (0x04, 0xD6): update_binary,
    (0x00, 0xE2): append_record,
    (0x04, 0xE2): append_record,
    (0x80, 0x5E): change_or_reload,
    (0x84, 0x24): change_or_unblock,
    (0x84, 0x1E): block_application,
    (0x84, 0x18): unblock_application,
    (0x84, 0x16): block_card,
    (0xB0, 0x28): initialize_for_load,
    (0xB0, 0x52): credit_for_load,
}
"""(CLA, INS) and who answers. CLA 04 and 84 carry a MAC."""

CLASSES: Final = frozenset(cla for cla, _ in TABLE)
INSTRUCTIONS: Final = frozenset(ins for _, ins in TABLE)
_UNDER_A_BLOCK: Final = frozenset({select, get_challenge, get_response, unblock_application})
"""What a blocked application still answers (PBOC)."""


def dispatch(chip: Chip, command: Command) -> bytes:
    """Carry out a command and return its data. Raises: Answer for every other end; PowerLost."""
    handler = TABLE.get((command.cla, command.ins))
    if handler is None:
        unknown = command.ins not in INSTRUCTIONS and command.cla in CLASSES
        raise Answer(NO_INSTRUCTION if unknown else NO_CLASS)
    cells = chip.memory.cells
    if cells[CARD_STATE][0]:
        raise Answer(APPLICATION_LOCKED)
    application = chip.session.application
    if application is not None and cells[application.state_cell][0] and handler not in _UNDER_A_BLOCK:
        raise Answer(CONDITIONS)
    return handler(chip, command)
