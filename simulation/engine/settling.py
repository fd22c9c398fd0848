"""From what a path of the engine noted to what became of each customer: one place for both paths."""

import numpy as np
from attrs import fields, frozen

from simulation.engine.station import NEVER, Bools, Codes, Fate, Floats, Served

NOTHING_NOTED = -1


@frozen(eq=False)
class Notes:
    """What a path notes of each customer.

    `last_start` and `rest`: when service last began and how long it then took; `first_start` where it began before.
    `noted` is a Fate, or NOTHING_NOTED where it follows from the rest; `noted_at` its moment.
    `deadline`: until when one waits, infinite for who left a number or was handed over. `called_back`: who left one.
    """

    last_start: Floats
    rest: Floats
    first_start: Floats
    noted: Codes
    noted_at: Floats
    deadline: Floats
    called_back: Bools


def joined(parts: list[Notes]) -> Notes:
    """Return the notes of several lots of customers as one."""
    if len(parts) == 1:
        return parts[0]
    names = [each.name for each in fields(Notes)]
    return Notes(*(np.concatenate([getattr(part, name) for part in parts]) for name in names))


def settle(notes: Notes) -> Served:
    """Return what became of each customer."""
    began = ~np.isnan(notes.last_start)
    waiting_for_ever = ~began & (notes.deadline == NEVER)
    fate = np.where(began, Fate.SERVED, Fate.RENEGED).astype(np.int8)
    fate[waiting_for_ever] = Fate.INSIDE
    end = np.where(began, notes.last_start + notes.rest, notes.deadline)
    end[waiting_for_ever] = np.nan
    told = notes.noted != NOTHING_NOTED
    if told.any():
        fate[told] = notes.noted[told]
        end[told] = notes.noted_at[told]
    again = ~np.isnan(notes.first_start)
    start = np.where(again, notes.first_start, notes.last_start)
    return Served(start, end, fate, notes.called_back)
