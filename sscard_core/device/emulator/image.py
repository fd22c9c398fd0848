"""A card's memory as JSON, with its version; the plan it belongs to is given when it is read.

It holds personal data, the PIN and what is left of counters: it is a card, not a report.
"""

import json
from collections.abc import Mapping
from typing import Final

from sscard_core.device.chip_error import ChipError
from sscard_core.device.emulator.memory import Memory, is_journal

SCHEMA: Final = 1
FIXED_CELLS: Final = ("/state", "/tries", "/balance", "/loads")
"""How the names of cells end that are as long for ever as in the beginning."""


class ImageError(ChipError):
    """A JSON text is no memory of a card of this plan. Says what is missing, never contents."""

    def __init__(self, problem: str) -> None:
        super().__init__(
            problem, remedy="make the card anew from its profile, or give the profile it was made from"
        )


def memory_to_json(memory: Memory) -> str:
    """Write a memory, with a write that a loss of power broke off."""
    cells = {name: cell.hex() for name, cell in memory.cells.items()}
    return json.dumps({"schema": SCHEMA, "cells": cells, "journal": memory.journal.hex()}, sort_keys=True)


def memory_from_json(text: str, expected: Mapping[str, bytes]) -> Memory:
    """Read a memory that has the cells expected. Raises: ImageError."""
    try:
        raw = json.loads(text)
    except ValueError:
        raise ImageError("the image of a card is no JSON") from None
    if not isinstance(raw, dict) or raw.get("schema") != SCHEMA:
        raise ImageError(f"the image of a card has schema {SCHEMA}; this one does not")
    try:
        cells = {name: bytes.fromhex(content) for name, content in raw["cells"].items()}
        journal = bytes.fromhex(raw["journal"])
    except (KeyError, AttributeError, TypeError, ValueError):
        raise ImageError("cells or journal of the image are missing, or not in hexadecimal") from None
    if cells.keys() != expected.keys():
        differing = len(cells.keys() ^ expected.keys())
        raise ImageError(
            f"the image is of another card: {differing} of its cells are not those of the profile"
        )
    for name in (each for each in expected if each.endswith(FIXED_CELLS)):
        if len(cells[name]) != len(expected[name]):
            raise ImageError(f"the cell {name} has {len(expected[name])} bytes; found {len(cells[name])}")
    if not is_journal(journal, cells):
        raise ImageError("the journal of the image is not one of this card")
    return Memory(cells, journal)
