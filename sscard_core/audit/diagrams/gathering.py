"""Gathering a diagram: what was traced, joined into edges, with everything that the rulebook says of each move."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from sscard_core.audit.diagrams.model import Cause, Diagram, Edge, Move, Node, Part, Way
from sscard_core.audit.diagrams.subjects import ALL, NOTHING, SUBJECTS, subject
from sscard_core.audit.diagrams.tracing import Traced, trace
from sscard_core.checking.bounds import NOW
from sscard_core.checking.people import ADULT
from sscard_core.lifecycle.desk import Desk
from sscard_core.lifecycle.lapses import SWITCH
from sscard_core.lifecycle.opening import Start, open_file
from sscard_core.lifecycle.refusing import PIN_SWITCH, pin_grounds
from sscard_core.lifecycle.rules import CompiledProvision
from sscard_core.lifecycle.table import STATES, Region, Row, State, Trigger
from sscard_core.model.arguments import RequestName
from sscard_core.model.events import EventName
from sscard_core.model.national_codes import NATIONAL, NoCode
from sscard_core.model.statuses import Hrss, Side
from sscard_core.rulebooks.book import Grounds, Rulebook
from sscard_core.rulebooks.describe import Named
from sscard_core.rulebooks.telling import Phrase

MOST_TOGETHER: Final = 14
"""Edges up to which a machine is drawn whole; with more it is told by subject, so that each picture fits a page."""
MOST_JOINED: Final = 10
"""Labels up to which neighbouring subjects share a picture."""

SIDES: Final = {
    Region.HRSS: Side.HRSS,
    Region.HRSS_PIN: Side.HRSS,
    Region.BANK: Side.BANK,
    Region.BANK_PIN: Side.BANK,
}
"""Whose password locks a region."""

_KEPT: Final[list[tuple[Rulebook, dict[Region, Diagram]]]] = []
_MOST_KEPT: Final = 8


def diagram_of(region: Region, book: Rulebook) -> Diagram:
    """Return the machine of a region as a rulebook lets it run. The first of a rulebook takes some seconds."""
    return diagrams_of(book)[region]


def diagrams_of(book: Rulebook) -> Mapping[Region, Diagram]:
    """Return the machines of every region under a rulebook."""
    for known, diagrams in _KEPT:
        if known is book:
            return diagrams
    traced = trace(book)
    gatherer = _Gatherer(book, traced)
    diagrams = {region: gatherer.diagram(region, traced) for region in Region}
    del _KEPT[: max(0, len(_KEPT) + 1 - _MOST_KEPT)]
    _KEPT.append((book, diagrams))
    return diagrams


class _Gatherer:
    """Joins what was traced under one rulebook."""

    def __init__(self, book: Rulebook, traced: Iterable[Traced]) -> None:
        self.book = book
        self.fired: dict[tuple[Region, Cause], set[Trigger]] = {}
        for each in traced:
            self.fired.setdefault((each.row.region, each.cause), set()).add(each.row.trigger)
        desk = Desk(book)
        self.rules = desk.rules
        self.first = open_file(desk, ADULT, Start(on=NOW.date()))[0]
        self.compiled = {
            (name, each.provision.name): each
            for name, offer in self.rules.services.items()
            for each in offer.provisions
        }

    def diagram(self, region: Region, traced: Iterable[Traced]) -> Diagram:
        own = [each for each in traced if each.row.region is region]
        first: State = getattr(self.first, region.value)
        nodes = {
            state: Node(state, f"{region}_{state}", _code(state), state is first) for state in STATES[region]
        }
        touched = {first, *(state for each in own for state in (each.row.source, each.row.target))}
        return Diagram(
            region=region,
            rulebook=self.book.id,
            title=Phrase(self.book.title_en, self.book.title_zh),
            nodes=tuple(node for state, node in nodes.items() if state in touched),
            parts=tuple(self._parts(region, nodes, own)),
        )

    def _parts(self, region: Region, nodes: Mapping[State, Node], own: list[Traced]) -> Iterator[Part]:
        together = len({(each.row.source, each.row.target) for each in own}) <= MOST_TOGETHER
        if together:
            yield Part("all", ALL if own else NOTHING, tuple(self._edges(region, nodes, own)))
        for names in () if together else _joined(own):
            chosen = [each for each in own if subject(each.cause) in names]
            titles = [SUBJECTS[name] for name in names]
            title = Phrase("; ".join(each.en for each in titles), "；".join(each.zh for each in titles))
            yield Part("-".join(names), title, tuple(self._edges(region, nodes, chosen)))

    def _edges(self, region: Region, nodes: Mapping[State, Node], traced: list[Traced]) -> Iterator[Edge]:
        for source in STATES[region]:
            for target in STATES[region]:
                moves = tuple(
                    self._moves(
                        each for each in traced if (each.row.source, each.row.target) == (source, target)
                    )
                )
                if moves:
                    yield Edge(nodes[source], nodes[target], moves)

    def _moves(self, traced: Iterable[Traced]) -> Iterator[Move]:
        found: dict[tuple[int, Cause, Row], set[str]] = {}
        for each in traced:
            found.setdefault((_place(each.cause), each.cause, each.row), set()).add(each.provision)
        for (_, cause, row), provisions in sorted(
            found.items(), key=lambda each: (each[0][0], str(each[0][2].trigger))
        ):
            yield (
                self._requested(cause, row, provisions)
                if isinstance(cause, RequestName)
                else self._befallen(cause, row)
            )

    def _requested(self, cause: RequestName, row: Row, provisions: set[str]) -> Move:
        offered = self.rules.services[cause].provisions
        chosen = [each for each in offered if each.provision.name in provisions]
        grounds = dict.fromkeys(each for way in chosen for each in way.grounds["through"])
        ways = tuple(_way(each) for each in chosen)
        narrowed = len(self.fired[row.region, cause]) > 1
        return Move(
            cause, row.trigger, ways, grounds=tuple(grounds), is_narrowed=narrowed, restores=row.covered
        )

    def _befallen(self, cause: EventName, row: Row) -> Move:
        if cause is EventName.PIN_LOCKED:
            side = SIDES[row.region]
            switch, grounds = (
                PIN_SWITCH[side],
                tuple(each for group in pin_grounds(self.book, side) for each in group),
            )
        else:
            switch = SWITCH[cause]
            grounds = self.book.readings[switch].because
        return Move(
            cause,
            row.trigger,
            reading=(switch, self.book.reading(switch)),
            grounds=_once(grounds),
            restores=row.covered,
        )


def _joined(traced: Iterable[Traced]) -> list[tuple[str, ...]]:
    """Return the subjects there are, in their order; small neighbours share a picture."""
    labels: dict[str, set[tuple[Row, Cause]]] = {}
    for each in traced:
        labels.setdefault(subject(each.cause), set()).add((each.row, each.cause))
    joined: list[tuple[str, ...]] = []
    for name in (each for each in SUBJECTS if each in labels):
        last = joined[-1] if joined else ()
        if last and sum(len(labels[each]) for each in (*last, name)) <= MOST_JOINED:
            joined[-1] = (*last, name)
        else:
            joined.append((name,))
    return joined


def _once(grounds: Grounds) -> Grounds:
    return tuple(dict.fromkeys(grounds))


def _way(compiled: CompiledProvision) -> Way:
    asks = (
        Named(
            ask.condition.name,
            Phrase(ask.condition.en, ask.condition.zh),
            ask.condition.code,
            _once(ask.grounds),
        )
        for ask in (*compiled.early, *compiled.late)
    )
    return Way(compiled.provision, tuple(asks))


def _place(cause: Cause) -> int:
    """Put causes in the order of their vocabularies, requests first."""
    if isinstance(cause, RequestName):
        return list(RequestName).index(cause)
    return len(RequestName) + list(EventName).index(cause)


def _code(state: State) -> str:
    """Return the AAZ502 code of a state of the HRSS side; the other regions have no national code."""
    if not isinstance(state, Hrss):
        return ""
    try:
        return NATIONAL.write("AAZ502", state)
    except NoCode:
        return ""
