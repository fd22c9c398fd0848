"""The font of a figure: one that has every character in it. A character without a glyph is an error, not a box."""

from collections.abc import Iterable
from functools import cache
from typing import Final

from matplotlib import font_manager
from matplotlib.ft2font import FT2Font

from simulation.errors import SimulationError

FAMILIES: Final = (
    "Noto Sans CJK SC", "Noto Sans CJK JP", "Source Han Sans SC", "Source Han Sans CN", "WenQuanYi Zen Hei",
    "WenQuanYi Micro Hei", "PingFang SC", "SimHei", "Microsoft YaHei", "DejaVu Sans",
)  # fmt: skip
"""Looked for in this order; the last comes with matplotlib and has no Chinese."""


class MissingGlyph(SimulationError):
    """No font that is installed has a character: which, and the remedy."""

    def __init__(self, missing: str) -> None:
        self.missing = missing
        super().__init__(
            f"the report's figures need a font with {missing[:20]!r}: install one of {', '.join(FAMILIES[:-1])}"
        )


def font_for(texts: Iterable[str]) -> str:
    """Return the first family that has every character of some texts. Raises: MissingGlyph."""
    wanted = {each for text in texts for each in text if not each.isspace()}
    missing = wanted
    for family in FAMILIES:
        glyphs = _glyphs(family)
        if wanted <= glyphs:
            return family
        missing = min(missing, wanted - glyphs, key=len)
    raise MissingGlyph("".join(sorted(missing)))


@cache
def _glyphs(family: str) -> frozenset[str]:
    """Return the characters of a family; none where it is not installed."""
    found = next((each for each in font_manager.fontManager.ttflist if each.name == family), None)
    return frozenset() if found is None else frozenset(map(chr, FT2Font(found.fname).get_charmap()))
