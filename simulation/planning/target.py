"""The target of a plan: the share of all who come that is to be called before some minutes have passed."""

from typing import Final

from attrs import frozen

from simulation.errors import OptionError, SimulationError
from simulation.files.demand import read_target
from simulation.files.reading import Reading
from simulation.network.network import Network
from simulation.tallies import Kind
from simulation.units import DAY, SECOND
from sscard_core.model.words import Word
from sscard_core.yaml_files.nodes import Value

OPTION: Final = "--target"


class Each(Word):
    """For what the target must hold: for the whole day, or for every half-hour as well."""

    DAY = "day", "全天"
    HALF_HOUR = "half-hour", "每半小时"


@frozen
class Target:
    """A share and the minutes in which it is to be called. Who leaves, or is turned away, was not called."""

    share: float
    minutes: float
    each: Each = Each.HALF_HOUR

    def __str__(self) -> str:
        return f"{self.share * 100:.6g}% < {_span(self.minutes)}"


def _span(minutes: float) -> str:
    """Return a wait in the unit people would use."""
    if minutes >= DAY:
        return f"{minutes / DAY:g} days"
    return f"{minutes:g} min" if minutes >= 1.0 else f"{minutes / SECOND:g} s"


class Unreachable(SimulationError):
    """No number of windows meets a target: where, what the best would be, and the remedy."""


OWN: Final = {
    Kind.HOTLINE: Target(0.80, 20 * SECOND),
    Kind.HOME_VISIT: Target(0.95, 5 * DAY, Each.DAY),
}
"""What is asked of kinds for which a target of minutes at a counter says nothing. Assumption: four calls in five within
20 seconds is the habit of call centres; five days for a visit at home."""

LEVEL: Final = (Kind.KIOSK, Kind.HOME_VISIT)
"""Kinds of which there are as many from opening to closing: a machine stays, and a team is on the road all day."""


def target_of(text: str, each: Each = Each.HALF_HOUR, option: str = OPTION) -> Target:
    """Read a target such as `95% < 15 min`. Raises: OptionError where it is none; Unreachable."""
    reading = Reading(option)
    share, minutes = read_target(reading, Value(text, 0))
    if reading.mistakes:
        en, zh = reading.mistakes[0].en, reading.mistakes[0].zh
        raise OptionError(en.replace("target:", f"{option}:"), zh.replace("target：", f"{option}："))
    return checked(Target(share, minutes, each), option)


def target_in(network: Network, each: Each = Each.HALF_HOUR) -> Target:
    """Return the target that a network's file states, or the assumed one. Raises: Unreachable."""
    return checked(Target(network.target_share, network.target_minutes, each))


def checked(target: Target, option: str = OPTION) -> Target:
    """Refuse a target that nobody can meet. Raises: Unreachable."""
    if target.minutes <= 0.0:
        raise Unreachable(
            f"{option} {target}: no wait is shorter than 0 minutes; give the wait that is allowed, such as 1 min"
        )
    return target
