"""Work for the tests of farming: in a module of its own, so that worker processes can import it."""

import os
import signal
from pathlib import Path

import numpy as np
from attrs import frozen

from simulation.streams import Streams


def draw(number: int) -> float:
    """Return a mean of random numbers that depends on the number alone."""
    return float(np.mean(Streams(7, number).named("draw").random(100)))


def fails_at_seven(number: int) -> int:
    """Raise at one number."""
    if number == 7:
        raise ValueError("seven")
    return number


@frozen
class DiesOnce:
    """Work during which one worker is killed, the first time it comes to a number."""

    folder: Path
    at: int
    always: bool = False

    def __call__(self, number: int) -> float:
        mark = self.folder / "died"
        if number == self.at and (self.always or not mark.exists()):
            mark.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return draw(number)
