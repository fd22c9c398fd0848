"""Regions by their six digits (行政区划代码), as far as regions.txt lists them."""

from functools import cache

_LEVELS = (2, 4, 6)
"""How many digits name a province, a prefecture and a county; the rest are noughts."""


@cache
def _names() -> dict[str, str]:
    from importlib.resources import files  # noqa: PLC0415  (as long to import as all the identifiers)

    text = files("sscard_core.model").joinpath("regions.txt").read_text("utf-8")
    rows = (line.partition("#")[0].split() for line in text.splitlines())
    return {row[0]: row[1] for row in rows if row}


@cache
def _listed_below() -> frozenset[str]:
    """The digits of every place of which the list holds the places one level down."""
    heads = {code[: level - 2] for code in _names() for level in _LEVELS if code[level - 2 : level] != "00"}
    return frozenset(heads)


def is_known(region: str) -> bool:
    """True if each level of the region is in the list, or the list does not go down to it.

    The list holds all provinces; the prefectures of Jiangsu, Henan and Xinjiang; the counties of Xinxiang
    and those directly under Xinjiang. There a place that is not listed is unknown, elsewhere it passes.

    >>> is_known("650199"), is_known("650900"), is_known("000000")
    (True, False, False)
    """
    for level in _LEVELS:
        code = region[:level].ljust(6, "0")
        if code not in _names():
            return region[: level - 2] not in _listed_below()
    return True


def name_of(region: str) -> str:
    """Return the name of the smallest listed place around the region; "" where its province is not listed.

    >>> name_of("650199"), name_of("000000")
    ('新疆维吾尔自治区乌鲁木齐市', '')
    """
    codes = (region[:level].ljust(6, "0") for level in reversed(_LEVELS))
    return next((_names()[code] for code in codes if code in _names()), "")
