"""Whether the end can still be reached: from every state there is a way to a file in which nothing lives."""

from sscard_core.checking.explore import Explored
from sscard_core.model.card_file import CardFile, Mark
from sscard_core.model.statuses import Bank, Body, Hrss


def is_at_its_end(file: CardFile) -> bool:
    """True where both functions are gone and the card with them, or there never was any.

    A card made for somebody who has died stays with the window, which stores or destroys it (XX17-13b, XX17-13c).
    """
    hrss = file.hrss in (Hrss.CANCELLED, Hrss.NONE)
    bank = file.bank in (Bank.CANCELLED, Bank.NONE)
    kept = file.body is Body.AT_OUTLET and Mark.DECEASED in file.marks
    return hrss and bank and (kept or file.body in (Body.DESTROYED, Body.NONE))


def stuck(explored: Explored) -> int | None:
    """Return the nearest state from which the end cannot be reached, None where there is none."""
    ends = bytearray(is_at_its_end(explored.file(state)) for state in range(explored.states))
    changed = True
    while changed:
        changed = False
        for state in range(explored.states - 1, -1, -1):
            if not ends[state]:
                after = explored.successors[explored.offsets[state] : explored.offsets[state + 1]]
                if any(ends[each] for each in after):
                    ends[state] = 1
                    changed = True
    return next((state for state in range(explored.states) if not ends[state]), None)
