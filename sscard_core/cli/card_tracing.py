"""`sscard card trace`: a recorded session in words, command by command."""

from pathlib import Path

from sscard_core.cli.card_lines import failing
from sscard_core.cli.page import Page
from sscard_core.device.apdu import Command, MalformedApdu
from sscard_core.device.lines.trace import Entry, Mark, read_trace
from sscard_core.device.status_words import StatusWord
from sscard_core.rulebooks.telling import Language, Row

NAMES = {
    0xA4: "SELECT", 0xB2: "READ RECORD", 0xB0: "READ BINARY", 0xDC: "UPDATE RECORD", 0xD6: "UPDATE BINARY",
    0xE2: "APPEND RECORD", 0x20: "VERIFY", 0x5E: "CHANGE/RELOAD PIN", 0x24: "PIN CHANGE/UNBLOCK",
    0x84: "GET CHALLENGE", 0x88: "INTERNAL AUTHENTICATE", 0x82: "EXTERNAL AUTHENTICATE",
    0x1E: "APPLICATION BLOCK", 0x18: "APPLICATION UNBLOCK", 0x16: "CARD BLOCK", 0xC0: "GET RESPONSE",
    0x50: "INITIALIZE", 0x52: "CREDIT FOR LOAD", 0x54: "DEBIT",
}  # fmt: skip
"""Instructions by their names. Sources: LD/T 32.5; PBOC for the purse."""


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
        return NAMES.get(Command.parse(command).ins, "unknown command")
    except MalformedApdu:
        return "no command"
