"""How pictures look: one style sheet for diagrams and journeys, on light ground and on dark.

Every pair of colours that stands one upon the other has a contrast of 4.5 or more (WCAG 2.2, 1.4.3), lines of 3 or
more (1.4.11); a test reckons it.
"""

from typing import Final

from sscard_core.audit.diagrams.fonts import css_families

LIGHT: Final = {
    "paper": "#ffffff",
    "box": "#eaf1f8",
    "band": "#f4f6f8",
    "ink": "#1b2530",
    "soft": "#4d5a68",
    "line": "#56657a",
    "link": "#0a58a5",
    "mark": "#a63400",
}
DARK: Final = {
    "paper": "#15191e",
    "box": "#263341",
    "band": "#1d232a",
    "ink": "#eef2f6",
    "soft": "#b6c2cf",
    "line": "#93a4b8",
    "link": "#8cc2ff",
    "mark": "#ffb08a",
}

UPON: Final = (
    *((text, ground) for text in ("ink", "soft", "link") for ground in ("paper", "box", "band")),
    *(("mark", ground) for ground in ("paper", "band")),
)
"""Texts, and the grounds that they stand on."""

_RULES: Final = (
    (".paper,.back", "fill", "paper"),
    (".state rect,.step rect", "fill", "box"),
    (".band", "fill", "band"),
    ("text", "fill", "ink"),
    (".soft,.cited", "fill", "soft"),
    ("a text,a tspan", "fill", "link"),
    (".state rect,.step rect,.line,.rule", "stroke", "line"),
    (".tip,.first", "fill", "line"),
    (".refused text,.refused tspan", "fill", "mark"),
    (".refused rect", "stroke", "mark"),
    (".edge:hover .line,.edge:focus .line", "stroke", "mark"),
    (".edge:hover .tip,.edge:focus .tip", "fill", "mark"),
)

_SHAPES: Final = (
    f".sscard-diagram text{{font-family:{css_families()};font-size:10px}}"
    ".sscard-diagram .line,.sscard-diagram .rule{fill:none;stroke-width:1.1}"
    ".sscard-diagram .hit{fill:none;stroke:transparent;stroke-width:12;pointer-events:stroke}"
    ".sscard-diagram .state rect,.sscard-diagram .step rect{stroke-width:1.1}"
    ".sscard-diagram .back{fill-opacity:.85}"
    ".sscard-diagram .zh,.sscard-diagram .caption{font-weight:bold}"
    ".sscard-diagram .middle{text-anchor:middle}"
    ".sscard-diagram .refused rect{stroke-dasharray:4 3}"
    ".sscard-diagram .edge:hover .line,.sscard-diagram .edge:focus .line,.sscard-diagram .edge.marked .line"
    "{stroke-width:2.4}"
    ".sscard-diagram :focus{outline:2px solid;outline-offset:2px}"
)


def _coloured(colours: dict[str, str]) -> str:
    return "".join(
        ",".join(f".sscard-diagram {each}" for each in selectors.split(",")) + f"{{{what}:{colours[name]}}}"
        for selectors, what, name in _RULES
    )


STYLE: Final = (
    f"{_SHAPES}{_coloured(LIGHT)}@media (prefers-color-scheme:dark){{{_coloured(DARK)}}}"
    f"@media print{{{_coloured(LIGHT)}}}"
)
"""The style sheet. Every rule is confined to `.sscard-diagram`, since a picture may stand in a page."""
