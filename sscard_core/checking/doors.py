"""The doors: who may put a request through which channel. The desk's are compared with those that the texts give.

The other side was written from the documents alone; see specs/README.md. A door is open where a provision serves whoever
comes through it; whether anything else stands against the request is not asked here.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from attrs import evolve, frozen

from sscard_core.checking.asks import EVERYTHING
from sscard_core.checking.bounds import NOW, OWN_BANK
from sscard_core.checking.door_file import SERVICE, Door
from sscard_core.checking.explore import VERIFIER
from sscard_core.checking.people import ADULT
from sscard_core.lifecycle.case import Case
from sscard_core.lifecycle.desk import Desk
from sscard_core.lifecycle.matching import MATCHERS
from sscard_core.lifecycle.opening import Situation, Start, open_file
from sscard_core.lifecycle.provisions import choose
from sscard_core.lifecycle.rules import Rules
from sscard_core.model.arguments import RequestName
from sscard_core.model.card_file import CardFile, Mark
from sscard_core.model.channels import Channel
from sscard_core.model.people import Actor
from sscard_core.model.requests import Request
from sscard_core.model.statuses import Bank, Hrss
from sscard_core.rulebooks.book import Rulebook

Way = tuple[Actor | None, Channel]
"""Who comes, and where; nobody where institutions act."""

Ways = frozenset[Way]
SHUT: Final[Ways] = frozenset()
EVERY_WAY: Final = tuple((by, channel) for by in (None, *Actor) for channel in Channel)


@frozen(eq=False)
class Errand:
    """A request of a card file that stands in some way, such as reported lost."""

    request: Request
    stands: str
    file: CardFile

    @property
    def name(self) -> RequestName:
        """What is asked."""
        return self.request.name


@frozen
class DoorDifference:
    """Ways that one side alone opens: `code` the desk, `spec` the specification, which says or assumes this."""

    only: str
    request: Request
    stands: str
    ways: tuple[Way, ...]
    says: tuple[str, ...]


@frozen(kw_only=True)
class DoorsResult:
    """The doors of a rulebook, compared: how many stand open at the desk of how many that were tried."""

    asked: int
    tried: int
    open: int
    differences: tuple[DoorDifference, ...] = ()
    problem: str = ""

    @property
    def holds(self) -> bool:
        """True where nothing differs."""
        return not self.problem and not self.differences


def errands(book: Rulebook) -> tuple[Errand, ...]:
    """Return every request, of a card in use and of one that stands as a provision may tell apart."""
    in_use, _ = open_file(
        Desk(book, VERIFIER), ADULT, Start(situation=Situation.ACTIVE, on=OPENED, bank=OWN_BANK)
    )
    stands = {
        "": in_use,
        "temporarily_lost": evolve(in_use, hrss=Hrss.TEMPORARILY_LOST, bank=Bank.TEMPORARILY_LOST),
        "formally_lost": evolve(in_use, hrss=Hrss.FORMALLY_LOST, bank=Bank.FORMALLY_LOST),
        "deceased": evolve(in_use, marks=in_use.marks | {Mark.DECEASED}),
    }
    return tuple(
        Errand(request, told, file) for request in dict.fromkeys(EVERYTHING) for told, file in stands.items()
    )


OPENED: Final = NOW.date().replace(year=NOW.year - 1)


def open_ways(rules: Rules, errand: Errand) -> Ways:
    """Return the ways in which the desk serves a request."""
    return frozenset(way for way in EVERY_WAY if _is_open(rules, errand, way))


def _is_open(rules: Rules, errand: Errand, way: Way) -> bool:
    by, channel = way
    choice = choose(rules, _case(rules, errand, by, channel))
    if choice.provision is None or choice.failed:
        return False
    return bool(choice.provision.provision.by) is (by is not None)


def _case(rules: Rules, errand: Errand, by: Actor | None = None, channel: Channel | None = None) -> Case:
    request = evolve(errand.request, by=by, through=channel)
    return Case(errand.file, request, NOW, rules.terms, VERIFIER)


def specified_ways(doors: Iterable[Door], rules: Rules, errand: Errand) -> tuple[Ways, tuple[str, ...]]:
    """Return the ways that the specification opens for a request, and what it says or assumes about it."""
    case = _case(rules, errand)
    fitting = [door for door in doors if door.request is errand.name and _fits(door, case)]
    ways = frozenset(
        (by, channel) for door in fitting for by in door.by or (None,) for channel in door.through
    )
    said = dict.fromkeys(each for door in fitting for each in (*door.says, *door.assumed))
    return ways, tuple(said)


def _fits(door: Door, case: Case) -> bool:
    """True where each argument that the door is narrowed by is as it says, or is not given."""
    for key, allowed in door.case.items():
        value = getattr(case.request, SERVICE, None) if key == SERVICE else MATCHERS[key](case)
        if value is not None and str(value) not in allowed:
            return False
    return True


def compare_doors(doors: Sequence[Door], rules: Rules, every: Sequence[Errand]) -> DoorsResult:
    """Compare the desk's doors with those specified; what differs however the card stands is told once."""
    compared = [(errand, open_ways(rules, errand), *specified_ways(doors, rules, errand)) for errand in every]
    found: dict[object, DoorDifference] = {}
    for difference in (each for one in compared for each in _differences(*one)):
        found.setdefault((difference.only, difference.request, difference.ways), difference)
    return DoorsResult(
        asked=len(compared),
        tried=len(compared) * len(EVERY_WAY),
        open=sum(len(ours) for _, ours, _, _ in compared),
        differences=tuple(found.values()),
    )


def _differences(errand: Errand, ours: Ways, theirs: Ways, said: tuple[str, ...]) -> Iterator[DoorDifference]:
    for only, ways in (("code", ours - theirs), ("spec", theirs - ours)):
        if ways:
            yield DoorDifference(only, errand.request, errand.stands, _in_order(ways), said)


def _in_order(ways: Ways) -> tuple[Way, ...]:
    return tuple(way for way in EVERY_WAY if way in ways)


def told(way: Way) -> str:
    """Tell a way in a few words."""
    by, channel = way
    return f"{by or 'institutions'} through {channel}"


@frozen(eq=False)
class Doorkeeper:
    """What the sound desk's doors are, so that a faulty desk's may be held against them."""

    sound: Mapping[RequestName, Mapping[Errand, Ways]]

    @classmethod
    def of(cls, book: Rulebook) -> "Doorkeeper":
        """Return the doors of a rulebook's own desk."""
        rules = Desk(book, VERIFIER).rules
        found: dict[RequestName, dict[Errand, Ways]] = {}
        for errand in errands(book):
            found.setdefault(errand.name, {})[errand] = open_ways(rules, errand)
        return cls(found)

    def noticed(self, rules: Rules, name: RequestName | None) -> str:
        """Return the first way that a faulty desk opens or shuts otherwise; nothing where there is none."""
        for request in self.sound if name is None else (name,):
            for errand, ways in self.sound.get(request, {}).items():
                if otherwise := open_ways(rules, errand) ^ ways:
                    way = _in_order(otherwise)[0]
                    return f"{request} by {told(way)} is {'shut' if way in ways else 'open'}"
        return ""
