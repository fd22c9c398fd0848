"""Reading what stands in options of the command line by the rules of files: shares, and warm-ups."""

from typing import Final

from simulation.errors import OptionError
from simulation.files.demand import read_precision
from simulation.files.reading import Reading
from sscard_core.yaml_files.nodes import Value

HALF_WIDTH: Final = "--half-width"
WARM_UP: Final = "--warm-up"
AUTO: Final = "auto"


def half_width_of(text: str) -> float:
    """Read a half-width such as `5%`. Raises: OptionError."""
    reading = Reading(HALF_WIDTH)
    share = read_precision(reading, Value(text, 0), HALF_WIDTH)
    if reading.mistakes:
        raise OptionError(reading.mistakes[0].en, reading.mistakes[0].zh)
    return share


def warm_up_of(text: str) -> int | None:
    """Read a warm-up: days, None for `auto`. Raises: OptionError."""
    if text == AUTO:
        return None
    if text.isascii() and text.isdecimal():
        return int(text)
    raise OptionError(
        f"{WARM_UP}: {AUTO}, or a whole number of days such as 56; found {text[:40]!r}",
        f"{WARM_UP}：应为 {AUTO} 或整数天数，如 56；现为 {text[:40]!r}",
    )
