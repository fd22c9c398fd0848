"""How a command of the emulated card ends before its time: with a status word, and seldom with data."""

from typing import Final

OK: Final = b"\x90\x00"


class Answer(Exception):  # it is an answer, not an error: nothing outside the emulator sees it
    """The answer to a command that is not simply done."""

    def __init__(self, sw: int, data: bytes = b"") -> None:
        super().__init__(sw)
        self.sw = sw
        self.data = data


INVALIDATED: Final = 0x6283
END_OF_FILE: Final = 0x6282
AUTHENTICATION_FAILED: Final = 0x63C0
WRONG_LENGTH: Final = 0x6700
WRONG_STRUCTURE: Final = 0x6981
NOT_SATISFIED: Final = 0x6982
LOCKED: Final = 0x6983
NO_RANDOM: Final = 0x6984
CONDITIONS: Final = 0x6985
NO_CURRENT_FILE: Final = 0x6986
WRONG_SM_MAC: Final = 0x6988
WRONG_DATA: Final = 0x6A80
APPLICATION_LOCKED: Final = 0x6A81
NO_FILE: Final = 0x6A82
NO_RECORD: Final = 0x6A83
NO_ROOM: Final = 0x6A84
WRONG_TLV: Final = 0x6A85
WRONG_P1_P2: Final = 0x6A86
NO_KEY: Final = 0x6A88
WRONG_OFFSET: Final = 0x6B00
WRONG_LE: Final = 0x6C00
NO_INSTRUCTION: Final = 0x6D00
NO_CLASS: Final = 0x6E00
MORE: Final = 0x6100
WRONG_MAC: Final = 0x9302
PERMANENTLY_LOCKED: Final = 0x9303
COUNTER_FULL: Final = 0x9402
NO_KEY_INDEX: Final = 0x9403
