"""The instructions (INS) of the chip, by their names.

Sources: LD/T 32.5 lists them; ISO/IEC 7816-4 and PBOC give the values; vendors' programs those of the medical account's load.
"""

from enum import IntEnum, unique


@unique
class Instruction(IntEnum):
    """What a command asks for. Where one value stands for two commands, P1 tells which."""

    APPLICATION_BLOCK = 0x1E
    APPLICATION_UNBLOCK = 0x18
    APPEND_RECORD = 0xE2
    CARD_BLOCK = 0x16
    CHANGE_OR_RELOAD_PIN = 0x5E
    CREDIT_FOR_LOAD = 0x52
    EXTERNAL_AUTHENTICATE = 0x82
    GET_CHALLENGE = 0x84
    GET_RESPONSE = 0xC0
    INITIALIZE_FOR_LOAD = 0x28
    INTERNAL_AUTHENTICATE = 0x88
    PIN_CHANGE_OR_UNBLOCK = 0x24
    READ_BINARY = 0xB0
    READ_RECORD = 0xB2
    SELECT = 0xA4
    UPDATE_BINARY = 0xD6
    UPDATE_RECORD = 0xDC
    VERIFY = 0x20

    @property
    def told(self) -> str:
        """The name as it is written in standards."""
        return self.name.replace("_", " ")
