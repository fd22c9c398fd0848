"""Loops over outlets that numpy can only do one outlet at a time, or in many passes."""

from typing import Any

import numpy as np
from numba import njit


@njit(cache=True)
def fill(first: Any, steps: Any, bounds: Any, found: Any) -> None:
    """Write the numbers of streams, each between two bounds: SplitMix64 from `first` on, in the streams' own steps."""
    for outlet in range(len(first)):
        state, step = first[outlet], steps[outlet]
        for place in range(bounds[outlet], bounds[outlet + 1]):
            mixed = (state ^ (state >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
            mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
            found[place] = mixed ^ (mixed >> np.uint64(31))
            state += step


@njit(cache=True)
def sum_up(numbers: Any, bounds: Any) -> None:
    """Replace numbers by their running sums, which begin anew at every bound."""
    for outlet in range(len(bounds) - 1):
        total = 0.0
        for place in range(bounds[outlet], bounds[outlet + 1]):
            total += numbers[place]
            numbers[place] = total
