"""`sscard card readers` and `watch`: which readers there are, and what comes and goes."""

import sys

from sscard_core.cli.card_lines import failing
from sscard_core.cli.page import Page, emit
from sscard_core.device.lines.reader_events import (
    CardInserted,
    CardTakenOut,
    ReaderAdded,
    ReaderEvent,
    ReaderRemoved,
    ServiceBack,
    ServiceGone,
)
from sscard_core.device.lines.reader_states import PcscReaders
from sscard_core.device.lines.watching import ReaderWatch
from sscard_core.rulebooks.telling import Language

WORDS: dict[type[ReaderEvent], tuple[str, str]] = {
    ReaderAdded: ("reader connected", "读卡器已连接"),
    ReaderRemoved: ("reader unplugged", "读卡器已断开"),
    CardInserted: ("card put in", "卡已插入"),
    CardTakenOut: ("card taken out", "卡已取出"),
    ServiceGone: ("the PC/SC service is gone", "PC/SC服务已停止"),
    ServiceBack: ("the PC/SC service is back", "PC/SC服务已恢复"),
}


def list_readers(language: Language, *, as_json: bool) -> int:
    """List the readers. Exit code 1 where PC/SC cannot be asked."""
    with failing(language) as code:
        source = PcscReaders()
        try:
            seen = source.look()
        finally:
            source.close()
        if as_json:
            emit([{"reader": name, "card": look.atr is not None} for name, look in seen.items()])
            return 0
        page = Page()
        for name, look in seen.items():
            card = language.pick("a card", "有卡") if look.atr is not None else language.pick("empty", "无卡")
            page.line(f"{name}  {card}")
        if not seen:
            page.line(language.pick("no reader is connected", "未连接读卡器"))
    return code[0]


def watch_readers(seconds: float | None, language: Language, *, as_json: bool) -> int:
    """Tell events as they come, until the time is over or the user stops it."""
    page = Page()
    with failing(language) as code:
        for event in ReaderWatch().events(seconds):
            reader = getattr(event, "reader", "")
            if as_json:
                named = {"reader": reader} if reader else {}
                emit({"event": type(event).__name__, **named})
            else:
                page.line(f"{language.pick(*WORDS[type(event)])} {reader}".rstrip())
            sys.stdout.flush()
    return code[0]
