"""Writing XML: elements with their attributes in the order given, every text escaped, signs that XML forbids replaced."""

import re
from typing import Final
from xml.sax.saxutils import escape, quoteattr

_FORBIDDEN: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def plain(text: str) -> str:
    """Return a text without signs that XML 1.0 cannot hold (2.2); each becomes the replacement character."""
    return _FORBIDDEN.sub("\ufffd", text)


def told(text: str) -> str:
    """Return a text as XML content."""
    return escape(plain(text))


def element(tag: str, /, *content: str, **attributes: object) -> str:
    """Return an element. Content is markup already; a value None leaves an attribute out; `data_x` becomes `data-x`."""
    named = (
        f" {key.strip('_').replace('__', ':').replace('_', '-')}={quoteattr(plain(str(value)))}"
        for key, value in attributes.items()
        if value is not None
    )
    opened = f"<{tag}{''.join(named)}"
    return f"{opened}>{''.join(content)}</{tag}>" if content else f"{opened}/>"


def number(value: float) -> str:
    """Return a length with at most one decimal, without a trailing nought."""
    return f"{value:.1f}".removesuffix(".0")
