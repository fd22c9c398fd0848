"""`sscard card trace`: a recorded session in words, command by command."""

from pathlib import Path

from sscard_core.cli.card_lines import failing
from sscard_core.cli.page import Page
from sscard_core.device.apdu import Command, MalformedApdu
from sscard_core.device.instructions import Instruction
from sscard_core.device.lines.trace import Entry, Mark, read_trace
from sscard_core.device.status_words import StatusWord
from sscard_core.rulebooks.telling import Language, Row

KNOWN = frozenset(Instruction)


def tell_trace(file: Path, language: Language) -> int:
    """Tell a trace. Exit code 1 where it cannot be read as one."""
    with failing(language) as code:
        trace = read_trace(file.read_text("ascii", "replace"), file.name)
        Page().rows((Row(*_told(each)) for each in trace.entries), repeat=True)
    return code[0]


def _told(entry: Entry) -> tuple[str, str]:
    content = entry.content.hex().upper()
    if entry.error is not None:
        return "!", entry.error.__name__
    if entry.mark is Mark.COMMAND:
        return ">", f"{_named(entry.content)}  {content}"
    if entry.mark is Mark.ANSWER:
        return "<", f"{StatusWord(int.from_bytes(entry.content[-2:], 'big'))}  {content[:-4]}".rstrip()
    return "ATR", content


def _named(command: bytes) -> str:
    try:
        asked = Command.parse(command)
    except MalformedApdu:
        return "no command"
    return Instruction(asked.ins).told if asked.ins in KNOWN else "unknown command"
