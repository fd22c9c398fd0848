"""Breaking lines: Chinese between any two signs, other words at a space; no line begins with a closing sign."""

import re
from typing import Final

from sscard_core.audit.diagrams.fonts import width

_PIECES: Final = re.compile(r"[（“《]*[\u2e80-\u9fff]([）、，。：；”》])*|\s+|[^\s\u2e80-\u9fff]+")


def lines_of(text: str, size: float, room: float) -> list[str]:
    """Return a text as lines no wider than there is room; a word that is wider by itself is broken.

    >>> lines_of("挂失 report_loss", 10, 60)
    ['挂失', 'report_los', 's']
    """
    lines, now = [], ""
    for piece in (found[0] for found in _PIECES.finditer(text)):
        if width((now + piece).rstrip(), size) > room and now.strip():
            lines.append(now.strip())
            now = ""
        now = (now + piece).lstrip()
        while width(now.rstrip(), size) > room:
            cut = max(each for each in range(1, len(now) + 1) if each == 1 or width(now[:each], size) <= room)
            lines.append(now[:cut])
            now = now[cut:]
    return [*lines, now.strip()] if now.strip() else lines
