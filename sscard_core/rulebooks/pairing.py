"""Which provisions of two rulebooks speak of the same case, so that they can be compared."""

from collections.abc import Iterator

from sscard_core.model.channels import REMOTE
from sscard_core.rulebooks.book import Provision

Provisions = tuple[Provision, ...]
SAME_NAME = 10.0


def paired(left: Provisions, right: Provisions) -> Iterator[tuple[Provision | None, Provision | None]]:
    """Pair provisions: those of one name first, then those most alike; None stands for no counterpart."""
    partners = _partners(left, right)
    for place, one in enumerate(left):
        yield one, right[partners[place]] if place in partners else None
    for place, two in enumerate(right):
        if place not in partners.values():
            yield None, two


def _partners(left: Provisions, right: Provisions) -> dict[int, int]:
    likely = [(likeness(one, two), -i, -j) for i, one in enumerate(left) for j, two in enumerate(right)]
    partners: dict[int, int] = {}
    for score, i, j in sorted(likely, reverse=True):
        if score > 0 and -i not in partners and -j not in partners.values():
            partners[-i] = -j
    return partners


def likeness(left: Provision, right: Provision) -> float:
    """Return how alike two provisions are; 0 where they serve different people or different cases."""
    if left.name == right.name:
        return SAME_NAME
    mine, other = dict(left.matches), dict(right.matches)
    if any(not mine[key] & other[key] for key in mine.keys() & other.keys()):
        return 0.0
    people = _shared(left.by, right.by)
    if not people:
        return 0.0
    same_case, same_making = mine == other, left.makes is right.makes
    same_distance = _is_remote(left) is _is_remote(right)
    return 3 * people + 2 * same_case + 2 * same_distance + same_making + _shared(left.through, right.through)


def _is_remote(provision: Provision) -> bool:
    return all(each in REMOTE for each in provision.through)


def _shared(left: tuple[object, ...], right: tuple[object, ...]) -> float:
    """Return the part of two lists that stands in both, from 0 to 1; two empty ones are the same."""
    both, either = {*left} & {*right}, {*left} | {*right}
    return len(both) / len(either) if either else 1.0
