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
from sscard_core.device.instructions import Instruction as I

Handler = Callable[[Chip, Command], bytes]

TABLE: Final[dict[tuple[int, int], Handler]] = {
    (0x00, I.SELECT): select,
    (0x00, I.READ_RECORD): read_record,
    (0x00, I.READ_BINARY): read_binary,
    (0x00, I.GET_RESPONSE): get_response,
    (0x00, I.VERIFY): verify,
    (0x00, I.GET_CHALLENGE): get_challenge,
    (0x00, I.INTERNAL_AUTHENTICATE): internal_authenticate,
    (0x00, I.EXTERNAL_AUTHENTICATE): external_authenticate,
    (0x00, I.UPDATE_RECORD): update_record,
    (0x04, I.UPDATE_RECORD): update_record,
    (0x00, I.UPDATE_BINARY): update_binary,
    (0x04, I.UPDATE_BINARY): update_binary,
    (0x00, I.APPEND_RECORD): append_record,
    (0x04, I.APPEND_RECORD): append_record,
    (0x80, I.CHANGE_OR_RELOAD_PIN): change_or_reload,
    (0x84, I.PIN_CHANGE_OR_UNBLOCK): change_or_unblock,
    (0x84, I.APPLICATION_BLOCK): block_application,
    (0x84, I.APPLICATION_UNBLOCK): unblock_application,
    (0x84, I.CARD_BLOCK): block_card,
    (0xB0, I.INITIALIZE_FOR_LOAD): initialize_for_load,
    (0xB0, I.CREDIT_FOR_LOAD): credit_for_load,
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
