"""The fonts of the diagrams: those named for readers' machines, how wide a text is, and which font has every sign."""

import shutil
import subprocess
import unicodedata
from typing import Final

FAMILIES: Final = (
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "WenQuanYi Micro Hei",
    "PingFang SC",
    "Microsoft YaHei",
    "SimHei",
)
"""Fonts with simplified Chinese that Linux, macOS and Windows come with, in the order in which they are tried."""

WIDE: Final = 1.0
NARROW: Final = 0.58
"""Widths of a sign in units of the font's size: a Chinese one is square, the others are narrower in every font named."""

UNSEEN: Final = ("Cc", "Cf")
"""Kinds of signs that are never drawn."""


class FontMissing(LookupError):
    """No font on this machine has all signs of a text."""


def width(text: str, size: float) -> float:
    """Return how wide a text is at most, in the unit of `size`."""
    return size * sum(WIDE if unicodedata.east_asian_width(each) in "WFA" else NARROW for each in text)


def css_families() -> str:
    """Return the list of families as a style sheet has it."""
    return ", ".join([*(f'"{each}"' for each in FAMILIES), "sans-serif"])


def font_with(text: str) -> str:
    """Return the first of the families that is installed and has every sign of a text.

    Raises: FontMissing, with the signs that no font has and what to install.
    """
    signs = sorted({each for each in text if not (each.isspace() or unicodedata.category(each) in UNSEEN)})
    if shutil.which("fc-list") is None:
        raise FontMissing(
            "fontconfig (fc-list) is not installed, so no font can be checked for missing signs"
        )
    for family in FAMILIES:
        if _has(family, signs):
            return family
    without = _without(signs)
    told = "".join(without) or "no installed font has all the signs together"
    raise FontMissing(
        f"signs that would be drawn as boxes: {told}; install a Chinese font such as {FAMILIES[0]}"
    )


def _has(family: str, signs: list[str]) -> bool:
    charset = " ".join(f"{ord(each):x}" for each in signs)
    listed = subprocess.run(
        ["fc-list", f"{family}:charset={charset}", "family"], capture_output=True, text=True, check=False
    )
    return bool(listed.stdout.strip())


def _without(signs: list[str]) -> list[str]:
    return [each for each in signs if not any(_has(family, [each]) for family in FAMILIES)]
