"""Two rulebooks side by side: what they say differently, each line with what either rests on."""

from collections.abc import Iterator, Mapping

from attrs import frozen

from sscard_core.model.arguments import RequestName
from sscard_core.model.words import Word
from sscard_core.rulebooks.book import Grounds, Provision, Rulebook
from sscard_core.rulebooks.describe import Aspect, Cell, cells, grounds_of
from sscard_core.rulebooks.pairing import paired
from sscard_core.rulebooks.telling import Phrase

OFFERED = Phrase("offered", "提供")
NOT_OFFERED = Phrase("not offered", "不提供")
PROVIDED = Phrase("such a provision", "有此规定")
FOLLOWS = Phrase("follows", "有此后果")
RESTS_ON = Phrase("rests on", "依据")
"""What is said of something that one side has, and perhaps the other has not."""


class Area(Word):
    """The parts of a rulebook that are compared."""

    READINGS = "readings", "口径"
    SERVICES = "services", "服务"
    CONSEQUENCES = "consequences", "后果"
    GROUNDS = "grounds", "条件依据"
    BANKS = "banks", "合作银行"


@frozen
class Difference:
    """One thing that two rulebooks say differently. None: that side says nothing of it."""

    area: Area
    name: str
    provisions: tuple[str, ...]
    field: str
    left: Cell | None
    right: Cell | None


def differences(left: Rulebook, right: Rulebook, *, grounds: bool = False) -> Iterator[Difference]:
    """Tell what two rulebooks say differently.

    With `grounds`, also what they say alike and rest on something else.
    """
    yield from _tables(Area.READINGS, _readings(left), _readings(right), grounds=grounds)
    for name in RequestName:
        yield from _service(left, right, name, grounds=grounds)
    followed, following = (_there(each.consequences, FOLLOWS) for each in (left, right))
    yield from _tables(Area.CONSEQUENCES, followed, following, grounds=grounds)
    yield from _tables(Area.BANKS, _banks(left), _banks(right), grounds=grounds)
    if grounds:
        rested, resting = (_there(each.grounds, RESTS_ON) for each in (left, right))
        yield from _tables(Area.GROUNDS, rested, resting, grounds=True)


def _readings(book: Rulebook) -> dict[str, Cell]:
    return {switch: Cell((each.value,), each.because) for switch, each in book.readings.items()}


def _there(table: Mapping[str, Grounds], said: Phrase) -> dict[str, Cell]:
    return {name: Cell((said,), because) for name, because in table.items() if because}


def _banks(book: Rulebook) -> dict[str, Cell]:
    return {
        each.name: Cell((each.code, each.hotline, *(["retires_old_card"] if each.retires_old_card else [])))
        for each in book.banks
    }


def _tables(
    area: Area, left: Mapping[str, Cell], right: Mapping[str, Cell], *, grounds: bool
) -> Iterator[Difference]:
    for name in dict.fromkeys((*left, *right)):
        mine, other = left.get(name), right.get(name)
        if _differ(mine, other, grounds=grounds):
            yield Difference(area, name, (), "", mine, other)


def _differ(left: Cell | None, right: Cell | None, *, grounds: bool) -> bool:
    if left is None or right is None:
        return left is not right
    return left.words != right.words or (grounds and left.because != right.because)


def _service(left: Rulebook, right: Rulebook, name: RequestName, *, grounds: bool) -> Iterator[Difference]:
    mine, other = left.services.get(name, ()), right.services.get(name, ())
    if not mine or not other:
        yield from _tables(Area.SERVICES, _offer(left, name), _offer(right, name), grounds=grounds)
        return
    for one, two in paired(mine, other):
        if one is not two:
            yield from _provisions(name, one, two, grounds=grounds)


def _offer(book: Rulebook, name: RequestName) -> dict[str, Cell]:
    if name not in book.services:
        because = book.not_offered.get(name) or book.grounds.get("not_offered", ())
        return {str(name): Cell((NOT_OFFERED,), because)}
    through = (each for provision in book.services[name] for each in provision.because["through"])
    return {str(name): Cell((OFFERED,), tuple(dict.fromkeys(through)))}


def _provisions(
    name: RequestName, left: Provision | None, right: Provision | None, *, grounds: bool
) -> Iterator[Difference]:
    names = tuple(dict.fromkeys(each.name for each in (left, right) if each))
    if left is None or right is None:
        one, two = (Cell((PROVIDED,), grounds_of(each)) if each else None for each in (left, right))
        yield Difference(Area.SERVICES, str(name), names, "", one, two)
        return
    mine, other = cells(left), cells(right)
    for key in sorted({*mine, *other}, key=lambda key: (list(Aspect).index(key[0]), key[1])):
        one, two = mine.get(key), other.get(key)
        if _differ(one, two, grounds=grounds):
            field = f"{key[0]}.{key[1]}" if key[1] else str(key[0])
            yield Difference(Area.SERVICES, str(name), names, field, one, two)
