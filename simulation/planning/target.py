"""The target of a plan: the share of all who come that is to be called before some minutes have passed."""

from typing import Final

from attrs import frozen

from simulation.errors import SimulationError
from simulation.files.demand import read_target
from simulation.files.reading import Reading
from simulation.network.network import Network
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
        return f"{self.share * 100:.6g}% < {self.minutes:g} min"


class Unreachable(SimulationError):
    """No number of windows meets a target: where, what the best would be, and the remedy."""


def target_of(text: str, each: Each = Each.HALF_HOUR) -> Target:
    """Read a target such as `95% < 15 min`. Raises: SimulationError where it is none; Unreachable."""
    reading = Reading(OPTION)
    share, minutes = read_target(reading, Value(text, 0))
    if reading.mistakes:
        raise SimulationError(reading.mistakes[0].en.replace("target:", f"{OPTION}:"))
    return checked(Target(share, minutes, each))


def target_in(network: Network, each: Each = Each.HALF_HOUR) -> Target:
    """Return the target that a network's file states, or the assumed one. Raises: Unreachable."""
    return checked(Target(network.target_share, network.target_minutes, each))


def checked(target: Target) -> Target:
    """Refuse a target that nobody can meet. Raises: Unreachable."""
    if target.minutes <= 0.0:
        raise Unreachable(
            f"{OPTION} {target}: no wait is shorter than 0 minutes; give the wait that is allowed, such as 1 min"
        )
    return target
