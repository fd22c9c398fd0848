"""Two rulebooks side by side: what each says otherwise, and the shortest ways on which they part, in both languages."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from attrs import frozen

from sscard_core.checking.between import Comparison, Parting, told
from sscard_core.checking.questions import Put, Question
from sscard_core.model.refusals import RefusalCode
from sscard_core.rulebooks.book import Grounds, Rulebook
from sscard_core.rulebooks.compare import Difference, differences
from sscard_core.rulebooks.telling import Language, Phrase
from sscard_core.scenario.asked import arguments

WAITS = {
    "loss_lapses": Phrase("the temporary report lapses", "临时挂失到期"),
    "card_expires": Phrase("the card's validity ends", "卡片有效期届满"),
    "last_days": Phrase("the last days of the card begin", "卡片临近到期"),
    "temporary_ends": Phrase("the temporary card's period ends", "临时卡到期"),
}
"""What passing time is called."""


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
    zh = _named(parting.question)
    return Parted(
        asked=Phrase(str(parting.kind), zh),
        after=Phrase(told(parting.prefix), "、".join(_runs(parting.prefix))),
        code=parting.code,
        permitting=parting.permitting,
        refusing=parting.refusing,
        steps=len(parting.prefix),
    )


def _runs(questions: Sequence[Question]) -> Iterator[str]:
    """Yield the steps of a way in Chinese; what comes several times at once is counted."""
    for name, run in groupby(_short(questions)):
        times = len(list(run))
        yield name if times == 1 else f"{name}（{times}次）"


def _short(questions: Iterable[Question]) -> Iterator[str]:
    for each in questions:
        is_production = each.label == "produce" and isinstance(each, Put)
        yield each.request.name.zh if isinstance(each, Put) and is_production else _named(each)


def _named(question: Question) -> str:
    if not isinstance(question, Put):
        return WAITS[question.label].zh
    given = "，".join(arguments(question.request, Language.CHINESE))
    return f"{question.request.name.zh}（{given}）" if given else question.request.name.zh
