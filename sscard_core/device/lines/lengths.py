"""How short and how long a command and an answer may be, on every line. Source: ISO/IEC 7816-3, 12.1; vpcd and pcsc-lite."""

from typing import Final

from sscard_core.device.errors import CommandTooLong, CommandTooShort

SHORTEST_COMMAND: Final = 4
"""Bytes of a command without data: CLA, INS, P1, P2. A virtual reader takes less for an order, not for a command."""

SHORTEST_ANSWER: Final = 2
"""Bytes of a status word."""

LONGEST: Final = 0xFFFF
"""Bytes of the longest command and of the longest answer, everything included; one more and vpcd drops the card."""


def check_command(command: bytes, where: str) -> None:
    """Refuse what is no command before it is sent. Raises: CommandTooShort, CommandTooLong."""
    if len(command) < SHORTEST_COMMAND:
        raise CommandTooShort(where, f"{len(command)} bytes")
    if len(command) > LONGEST:
        raise CommandTooLong(where, f"{len(command)} bytes; the line carries {LONGEST}")
