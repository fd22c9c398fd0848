"""The answers to a question, remembered by what the desk read of the file to give them.

The desk is a function of the file, the request, the moment and the rulebook. If it answered after reading some digits
of the file, it answers so for every file with these digits: so a question is put once for each way of reading, and the
answer holds for all files that read alike. This is how regions that do not matter to a request are shown, not
supposed, to be independent of it.
"""

from collections.abc import Iterable
from itertools import pairwise

from attrs import define, field, frozen

from sscard_core.checking.digits import Row, Write
from sscard_core.model.refusals import RefusalCode


@frozen
class Answer:
    """What a question comes to for all files that read alike.

    `broken` and `held` number the properties that the step breaks, and those that it is a witness for.
    """

    code: RefusalCode | None = None
    partial: bool = False
    writes: tuple[Write, ...] = ()
    broken: tuple[int, ...] = ()
    held: tuple[int, ...] = ()
    applies: bool = True


@define
class Reads:
    """A digit that is read, and what follows for each of its values."""

    place: int
    after: "dict[int, Reads | Answer]" = field(factory=dict)


@define
class Answers:
    """All answers to one question so far, as a tree of what is read."""

    root: Reads | Answer | None = None
    asked: int = 0
    places: set[int] = field(factory=set)

    def find(self, row: Row) -> Answer | None:
        """Return the answer for a file, if one that reads alike was asked about."""
        node = self.root
        while isinstance(node, Reads):
            node = node.after.get(row[node.place])
        return node

    def enter(self, row: Row, reads: Iterable[int], answer: Answer) -> None:
        """Remember an answer by the digits that were read for it, in their order."""
        path = list(dict.fromkeys(reads))
        self.asked += 1
        self.places.update(path)
        if not path:
            self.root = answer
            return
        if self.root is None:
            self.root = Reads(path[0])
        node = self.root
        for here, following in pairwise(path):
            assert isinstance(node, Reads)
            assert node.place == here, "equal files are read alike"
            node = node.after.setdefault(row[here], Reads(following))
        assert isinstance(node, Reads)
        node.after[row[path[-1]]] = answer
