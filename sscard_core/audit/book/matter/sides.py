"""Which side of the card a provision or a clause is about, as the answers of the table show it."""

from collections.abc import Mapping
from typing import Final

from sscard_core.audit.book.matter.answers import AnswerTable
from sscard_core.lifecycle.table import Region
from sscard_core.model.statuses import Side

SIDE_OF: Final = {
    Region.HRSS: Side.HRSS,
    Region.HRSS_PIN: Side.HRSS,
    Region.E_CARD: Side.HRSS,
    Region.INSURANCE: Side.HRSS,
    Region.TEMPORARY: Side.HRSS,
    Region.BANK: Side.BANK,
    Region.BANK_PIN: Side.BANK,
}
"""The side that a region belongs to; order and body are the card's as a whole."""

Touched = Mapping[str, frozenset[Side]]


def provision_key(book_id: str, request: str, provision: str) -> str:
    """Return what a provision is called among clauses."""
    return f"{book_id} {request} [{provision}]"


def sides_of(tables: Mapping[str, AnswerTable]) -> Touched:
    """Return the sides that each provision and each clause is about: those of the requests answered by it.

    A request that names a side is of that side, `both` of the two; any other of the sides that it moves.
    """
    found: dict[str, set[Side]] = {}
    for book_id, table in tables.items():
        for state in table.states:
            for row, answer in zip(table.rows, state.answers, strict=False):
                moved = {SIDE_OF[region] for region, _ in answer.moves if region in SIDE_OF}
                sides = _named(row.request) or moved
                provision = provision_key(book_id, str(row.name), answer.provision)
                for key in (provision, *(str(each) for each in answer.grounds)):
                    found.setdefault(key, set()).update(sides)
    return {key: frozenset(sides) for key, sides in found.items()}


def _named(request: object) -> frozenset[Side]:
    side = getattr(request, "side", None) or getattr(request, "account", None)
    if not isinstance(side, Side):
        return frozenset()
    return frozenset((Side.HRSS, Side.BANK)) if side is Side.BOTH else frozenset((side,))
