"""Contradictions with the reading chosen, and what each other reading would change in the decisions of the scenarios."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from attrs import frozen

from sscard_core.audit.book.matter.inputs import Inputs
from sscard_core.audit.book.matter.played import Flip
from sscard_core.audit.book.matter.turning import HEAVIEST_FIRST, Turn, Weight, turns
from sscard_core.model.citations import assumptions_in
from sscard_core.rulebooks.book import Reading, Rulebook
from sscard_core.rulebooks.readings import SWITCHES, Switch


@frozen
class Other:
    """Another reading, and the decisions that it turns, by weight; with one example of the heaviest."""

    turn: Turn
    counted: Mapping[Weight, int]
    example: Flip | None

    @property
    def weight(self) -> Weight:
        """The heaviest thing that it changes."""
        return next((each for each in HEAVIEST_FIRST if self.counted.get(each)), Weight.NOTHING)

    @property
    def flips(self) -> int:
        """How many decisions come out otherwise."""
        return sum(self.counted.values())


@frozen
class Finding:
    """A switch of a rulebook that could be read otherwise: because a document says so too, or because none decides it."""

    book: Rulebook
    switch: Switch
    reading: Reading
    others: tuple[Other, ...]
    decided: int

    @property
    def is_contradiction(self) -> bool:
        """True where a document has another reading; else the matter is a gap, filled by an assumption."""
        return any(each.turn.is_documented for each in self.others)

    @property
    def is_assumed(self) -> bool:
        """True where the reading chosen rests on an assumption."""
        return bool(assumptions_in(self.reading.because))

    @property
    def weight(self) -> Weight:
        """The heaviest thing that any other reading changes."""
        return min((each.weight for each in self.others), key=HEAVIEST_FIRST.index, default=Weight.NOTHING)

    @property
    def flips(self) -> int:
        """How many decisions the other reading with the most changes."""
        return max((each.flips for each in self.others), default=0)

    @property
    def anchor(self) -> str:
        """Where it stands on its page."""
        return f"{self.book.id}-{self.switch.name}"


def findings(inputs: Inputs) -> tuple[Finding, ...]:
    """Return every switch that could be read otherwise: contradictions first, then the heaviest, then the most turned."""
    flips: dict[tuple[str, str, str], list[Flip]] = {}
    for scenario in inputs.scenarios:
        for flip in scenario.flips:
            flips.setdefault((flip.rulebook, flip.turn.switch, flip.turn.value), []).append(flip)
    found = [each for book in inputs.books for each in _of_book(inputs, book, flips)]
    return tuple(sorted(found, key=_rank))


def _rank(finding: Finding) -> tuple[bool, int, int]:
    return not finding.is_contradiction, HEAVIEST_FIRST.index(finding.weight), -finding.flips


def _of_book(
    inputs: Inputs, book: Rulebook, flips: Mapping[tuple[str, str, str], list[Flip]]
) -> Iterator[Finding]:
    decided = sum(each.decided for each in inputs.scenarios if each.rulebook == book.id and not each.turned)
    by_switch: dict[str, list[Turn]] = {}
    for turn in turns(book):
        by_switch.setdefault(turn.switch, []).append(turn)
    for switch, listed in by_switch.items():
        others = (_other(turn, flips.get((book.id, switch, turn.value), ())) for turn in listed)
        yield Finding(book, SWITCHES[switch], book.readings[switch], tuple(others), decided)


def _other(turn: Turn, flips: Iterable[Flip]) -> Other:
    listed = sorted(flips, key=lambda each: HEAVIEST_FIRST.index(each.weight))
    return Other(turn, Counter(each.weight for each in listed), listed[0] if listed else None)


def by_weight(found: Iterable[Finding]) -> dict[Weight, int]:
    """Return how many findings are of each weight, the heaviest first."""
    counted = Counter(each.weight for each in found)
    return {weight: counted[weight] for weight in HEAVIEST_FIRST}
