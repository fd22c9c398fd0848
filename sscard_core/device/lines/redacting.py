"""What a trace keeps of commands and answers, so that it can be shown: lists of what is public, and all else masked.

Kept are headers, lengths and status words; what is selected; the elements of EF05 that tell of a kind of card and not of one
card; challenges, which are random. Masked is the rest: PINs, keyed data, and every byte of a record, a file or a purse.
The mask of a command is FF, which is no digit of a PIN.
"""

from collections.abc import Callable, Mapping
from typing import Final

from sscard_core.device.instructions import Instruction
from sscard_core.device.lines.masking import masked, masked_record, masked_templates

HEADER_LENGTH: Final = 4
STATUS_LENGTH: Final = 2

PUBLIC_ELEMENTS: Final[Mapping[int, int]] = {
    0x02: 1,  # 卡的类别 card class
    0x03: 4,  # 规范版本 version of the specification
    0x04: 12,  # 初始化机构编号 initialising institution
    0x05: 4,  # 发卡日期 date of issue
    0x06: 4,  # 有效期 valid until
}
"""Elements of EF05 that many cards share, with their lengths in bytes. Source: LD/T 32, data of the issuer."""

PUBLIC_OF_SELECTION: Final = frozenset({0x50, 0x5F2D, 0x84, 0x87, 0x88, 0x9F11, 0x9F38})
"""Label, language, name, priority, directory, code table, terminal data: what a selection tells of an application."""

RECORD_TEMPLATE: Final = 0x70
NO_TAGS: Final[frozenset[int]] = frozenset()


def _record(data: bytes) -> bytes:
    if data[:1] == bytes([RECORD_TEMPLATE]):
        return masked_templates(data, NO_TAGS)
    return masked_record(data, PUBLIC_ELEMENTS)


ANSWERS: Final[Mapping[int, Callable[[bytes], bytes]]] = {
    Instruction.SELECT: lambda data: masked_templates(data, PUBLIC_OF_SELECTION),
    Instruction.READ_RECORD: _record,
    Instruction.GET_CHALLENGE: bytes,
}
"""What is kept of an answer, by the instruction it answers. An instruction that is not here keeps its length only."""


def redacted_command(command: bytes) -> bytes:
    """Return a command with its data masked, header and lengths kept; a selection names a file, and is kept whole."""
    if len(command) <= HEADER_LENGTH + 1 or command[1] == Instruction.SELECT:
        return command
    start, end = _data_of(command)
    return command[:start] + b"\xff" * (end - start) + command[end:]


def _data_of(command: bytes) -> tuple[int, int]:
    """Return where the data begin and end: by Lc, short or extended; all that follows the header where Lc is not true.

    Source: ISO/IEC 7816-3, 12.1.3. Seven bytes with an extended Le carry none.
    """
    short, size = command[HEADER_LENGTH], len(command)
    if short and HEADER_LENGTH + 1 + short in (size, size - 1):
        return HEADER_LENGTH + 1, HEADER_LENGTH + 1 + short
    extended = int.from_bytes(command[5:7], "big")
    if not short and size == HEADER_LENGTH + 3:
        return size, size
    if not short and 7 + extended in (size, size - 2):
        return 7, 7 + extended
    return HEADER_LENGTH, size


class Redactor:
    """Masks the answers of one session; it remembers what a GET RESPONSE goes on answering."""

    def __init__(self) -> None:
        self._answered = 0

    def answer(self, command: bytes, answer: bytes) -> bytes:
        """Return the answer to a command, masked; the status word is kept."""
        instruction = command[1]
        if instruction != Instruction.GET_RESPONSE:
            self._answered = instruction
        data, status = answer[:-STATUS_LENGTH], answer[-STATUS_LENGTH:]
        return ANSWERS.get(self._answered, masked)(data) + status
