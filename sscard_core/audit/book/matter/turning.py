"""What another reading would change: each decision put again to a desk that reads one switch otherwise."""

from collections.abc import Iterator
from functools import cache
from typing import Final

from attrs import frozen

from sscard_core.checking.explore import VERIFIER
from sscard_core.lifecycle.desk import Desk
from sscard_core.model.citations import Assumption
from sscard_core.model.decisions import Decision, Outcome
from sscard_core.model.words import Word
from sscard_core.rulebooks import RULEBOOK_IDS, rulebook
from sscard_core.rulebooks.book import Grounds, Rulebook
from sscard_core.rulebooks.readings import SWITCHES


class Weight(Word):
    """How much another reading changes in a decision, the heaviest first."""

    PERMISSION = "permission", "办与不办"
    REASON = "reason", "不予办理的理由或所缺材料"
    TERMS = "terms", "费用、时限或提示"
    COURSE = "course", "办理之后的结果"
    NOTHING = "nothing", "未见变化"


HEAVIEST_FIRST: Final = tuple(Weight)


@frozen
class Turn:
    """A switch read otherwise. `because` is what has that reading; empty where no document has it."""

    switch: str
    value: str
    because: Grounds

    @property
    def is_documented(self) -> bool:
        """True where a document says what would be read so."""
        return bool(self.because)


@frozen
class Said:
    """What a decision said, in so far as a reading may change it."""

    outcome: Outcome
    reason: object
    terms: object
    course: object

    @classmethod
    def of(cls, decision: Decision) -> "Said":
        """Return what a decision said."""
        events = tuple((each.name, each.changes, each.postings) for each in decision.events)
        terms = decision.fee, decision.due, decision.advice, decision.liable
        return cls(decision.outcome, (decision.code, decision.missing), terms, events)

    def weighed(self, other: "Said") -> Weight:
        """Return the heaviest thing in which two differ."""
        if (self.outcome is Outcome.REFUSED) is not (other.outcome is Outcome.REFUSED):
            return Weight.PERMISSION
        if self.reason != other.reason:
            return Weight.REASON
        if self.terms != other.terms:
            return Weight.TERMS
        return Weight.COURSE if self.course != other.course else Weight.NOTHING


def turns(book: Rulebook) -> Iterator[Turn]:
    """Yield every other reading: those that a document has, and the other choices where the value is assumed."""
    for switch, reading in book.readings.items():
        yield from (Turn(switch, value, because) for value, because in reading.others.items())
        if any(isinstance(each, Assumption) for each in reading.because):
            for value in SWITCHES[switch].choices:
                if value != reading.value and value not in reading.others:
                    yield Turn(switch, value, ())


@cache
def turned_desks(book_id: str) -> tuple[tuple[Turn, Desk], ...]:
    """Return a desk for every other reading of a published rulebook. Desks keep nothing between decisions."""
    return desks_of(rulebook(book_id)) if book_id in RULEBOOK_IDS else ()


def desks_of(book: Rulebook) -> tuple[tuple[Turn, Desk], ...]:
    """Return a desk for every other reading of a rulebook."""
    return tuple(
        (each, Desk(book.with_readings({each.switch: each.value}), VERIFIER)) for each in turns(book)
    )
