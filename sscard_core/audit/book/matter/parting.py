"""Two rulebooks side by side: what each says otherwise, and the shortest ways on which they part, in both languages."""

from attrs import frozen

from sscard_core.audit.book.matter.ways import asked_told, way_told
from sscard_core.checking.between import Comparison, Parting
from sscard_core.model.refusals import RefusalCode
from sscard_core.rulebooks.book import Grounds, Rulebook
from sscard_core.rulebooks.compare import Difference, differences
from sscard_core.rulebooks.telling import Phrase


@frozen
class Parted:
    """A request that one rulebook permits and the other refuses, after a way on which both agree."""

    asked: Phrase
    after: Phrase
    code: RefusalCode | None
    permitting: Grounds
    refusing: Grounds
    steps: int


@frozen
class OneWay:
    """Everything that one of the two permits and the other refuses, the shortest ways first."""

    permits: Rulebook
    refuses: Rulebook
    parted: tuple[Parted, ...]


@frozen(kw_only=True)
class Pair:
    """Two rulebooks compared. `complete`: no way was left out."""

    left: Rulebook
    right: Rulebook
    ways: tuple[OneWay, ...]
    differences: tuple[Difference, ...]
    pairs: int
    steps: int
    complete: bool

    @property
    def partings(self) -> int:
        """How many requests part them."""
        return sum(len(each.parted) for each in self.ways)


def pair(left: Rulebook, right: Rulebook, comparison: Comparison) -> Pair:
    """Return a comparison as it is told."""
    books = {left.id: left, right.id: right}
    ways = []
    for one, other in ((left, right), (right, left)):
        listed = [each for each in comparison.partings if each.permits == one.id]
        told_each = sorted((_parted(each) for each in listed), key=lambda each: each.steps)
        ways.append(OneWay(books[one.id], books[other.id], tuple(told_each)))
    return Pair(
        left=left,
        right=right,
        ways=tuple(ways),
        differences=tuple(differences(left, right)),
        pairs=comparison.pairs,
        steps=comparison.steps,
        complete=comparison.complete,
    )


def _parted(parting: Parting) -> Parted:
    return Parted(
        asked=asked_told(parting.question),
        after=way_told(parting.prefix),
        code=parting.code,
        permitting=parting.permitting,
        refusing=parting.refusing,
        steps=len(parting.prefix),
    )
