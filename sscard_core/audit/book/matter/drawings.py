"""The diagrams and journeys of a rulebook as the book shows them: pictures, and beside each its edges in words."""

from datetime import date

from attrs import frozen

from sscard_core.audit.book.telling import anchor
from sscard_core.audit.diagrams.fonts import FontMissing
from sscard_core.audit.diagrams.gathering import diagrams_of
from sscard_core.audit.diagrams.journeys import Journey, Lane, Step, journeys
from sscard_core.audit.diagrams.lanes import journey_as_svg
from sscard_core.audit.diagrams.layout import GraphvizMissing
from sscard_core.audit.diagrams.model import Cause, Diagram, Edge, Move
from sscard_core.audit.diagrams.svg import Writer
from sscard_core.lifecycle.table import Region, State, Trigger
from sscard_core.model.arguments import RequestName
from sscard_core.model.channels import Channel
from sscard_core.model.citations import Clause
from sscard_core.model.decisions import Fee
from sscard_core.model.people import Actor
from sscard_core.model.refusals import RefusalCode
from sscard_core.rulebooks.book import Grounds, Rulebook
from sscard_core.rulebooks.telling import Phrase


@frozen
class DrawnMove:
    """One reason for an edge, with the names of the provisions under which it is made."""

    cause: Cause
    trigger: Trigger
    restores: State | None
    reading: tuple[str, str] | None
    provisions: tuple[str, ...]
    grounds: Grounds


@frozen
class DrawnEdge:
    """An edge: the id that it has in the picture, the states that it joins, its moves, and all that it rests on."""

    id: str
    source: State
    target: State
    moves: tuple[DrawnMove, ...]
    clauses: tuple[str, ...]


@frozen
class DrawnPart:
    """One picture with its edges. `problem` says why there is no picture."""

    id: str
    title: Phrase
    svg: str
    edges: tuple[DrawnEdge, ...]
    problem: str = ""


@frozen
class DrawnMachine:
    """The machine of a region."""

    region: Region
    parts: tuple[DrawnPart, ...]


@frozen
class DrawnStep:
    """A step of a journey."""

    request: RequestName
    detail: Phrase | None
    lane: Lane
    by: Actor | None
    through: Channel | None
    on: date
    code: RefusalCode | None
    fee: Fee | None
    due: date | None
    grounds: Grounds


@frozen
class DrawnJourney:
    """A journey with its picture and steps."""

    name: str
    title: Phrase
    svg: str
    steps: tuple[DrawnStep, ...]


@frozen
class Drawings:
    """Everything that is drawn of a rulebook."""

    machines: tuple[DrawnMachine, ...]
    journeys: tuple[DrawnJourney, ...]


def drawings(book: Rulebook) -> Drawings:
    """Draw every machine and journey of a rulebook. Takes some seconds."""
    machines = (_machine(region, each) for region, each in diagrams_of(book).items())
    return Drawings(tuple(machines), tuple(_journey(each) for each in journeys(book)))


def clause_href(clause: Clause) -> str:
    """Return where the book tells a clause."""
    return f"clauses.html#{anchor(clause)}"


def _machine(region: Region, diagram: Diagram) -> DrawnMachine:
    return DrawnMachine(region, tuple(_part(each) for each in diagram.pictures()))


def _part(picture: Diagram) -> DrawnPart:
    (part,) = picture.parts
    writer = Writer(href=clause_href, accounts=False, style=False)
    edges = tuple(_edge(f"{picture.name}-{place}", each) for place, each in enumerate(part.edges, start=1))
    try:
        return DrawnPart(picture.name, part.title, writer.picture(picture), edges)
    except (FontMissing, GraphvizMissing) as missing:
        return DrawnPart(picture.name, part.title, "", edges, str(missing))


def _edge(name: str, edge: Edge) -> DrawnEdge:
    return DrawnEdge(
        id=name,
        source=edge.source.state,
        target=edge.target.state,
        moves=tuple(_move(each) for each in edge.moves),
        clauses=tuple(str(each) for each in edge.rests_on),
    )


def _move(move: Move) -> DrawnMove:
    provisions = tuple(each.provision.name for each in move.ways)
    return DrawnMove(move.cause, move.trigger, move.restores, move.reading, provisions, move.grounds)


def _journey(journey: Journey) -> DrawnJourney:
    steps = tuple(_step(each) for each in journey.steps)
    svg = journey_as_svg(journey).replace(' href="#', ' href="clauses.html#')  # it leads to a page of its own
    return DrawnJourney(journey.name, journey.title, svg, steps)


def _step(step: Step) -> DrawnStep:
    decision = step.decision
    return DrawnStep(
        request=step.request,
        detail=step.detail,
        lane=step.lane,
        by=step.by,
        through=step.through,
        on=step.on,
        code=decision.code,
        fee=decision.fee,
        due=decision.due,
        grounds=tuple(dict.fromkeys((*decision.clauses, *decision.assumed))),
    )
