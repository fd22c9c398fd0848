"""What a check comes to: plain values that can be told, counted, and sent between processes."""

from typing import Final

from attrs import frozen

from sscard_core.checking.doors import DoorsResult
from sscard_core.checking.graphs import Difference
from sscard_core.checking.killing import Kill
from sscard_core.checking.proofs import Obligation
from sscard_core.checking.spin import Verdict
from sscard_core.checking.story import Story

END_IN_REACH: Final = "end_in_reach"
"""The property that cancellation and destruction stay possible; it is one of the graph, not of a step."""


@frozen(kw_only=True)
class ScopeResult:
    """What was explored in one scope."""

    name: str
    en: str
    zh: str
    states: int
    edges: int
    questions: int
    attempts: int
    asked: int
    asked_again: int
    answered_otherwise: int
    complete: bool
    witnesses: tuple[tuple[str, int], ...]
    broken: tuple[tuple[str, Story], ...]


@frozen(kw_only=True)
class ViewResult:
    """A view compared: by Spin now, or with the last result that was kept."""

    name: str
    states: int
    edges: int
    by_spin: bool
    differences: tuple[Difference, ...]
    verdicts: tuple[Verdict, ...] = ()
    problem: str = ""

    @property
    def holds(self) -> bool:
        """True where nothing differs and the checker found no error."""
        return not self.problem and not self.differences and not any(each.errors for each in self.verdicts)


@frozen(kw_only=True)
class PropertyResult:
    """What became of one property in one rulebook."""

    name: str
    en: str
    zh: str
    clauses: tuple[str, ...]
    arises: bool
    scope: str = ""
    steps: int = 0
    story: Story | None = None

    @property
    def verdict(self) -> str:
        """`broken`, `holds`, `vacuous` where it must have a witness and has none, or `absent` where it has no case."""
        if self.story is not None:
            return "broken"
        if not self.arises:
            return "absent"
        return "holds" if self.scope else "vacuous"


@frozen(kw_only=True)
class BookResult:
    """One rulebook, checked."""

    id: str
    scopes: tuple[ScopeResult, ...]
    properties: tuple[PropertyResult, ...]
    views: tuple[ViewResult, ...]
    doors: DoorsResult | None = None
    kills: tuple[Kill, ...] = ()
    unexplained: tuple[Kill, ...] = ()
    scenarios: int = 0
    contradicted: tuple[str, ...] = ()

    @property
    def holds(self) -> bool:
        """True where nothing is broken, vacuous, different or unexplained."""
        sound = all(each.verdict in ("holds", "absent") for each in self.properties)
        same = all(each.holds for each in self.views) and (self.doors is None or self.doors.holds)
        steady = all(each.complete and not each.answered_otherwise for each in self.scopes)
        return sound and same and steady and not self.unexplained and not self.contradicted


@frozen(kw_only=True)
class CheckResult:
    """Everything that was checked. `table` are the faults of the machines' table, which all rulebooks share."""

    books: tuple[BookResult, ...]
    obligations: tuple[Obligation, ...]
    seconds: float
    table: tuple[Kill, ...] = ()
    unexplained: tuple[Kill, ...] = ()
    not_run: tuple[str, ...] = ()

    @property
    def holds(self) -> bool:
        """True where every book holds, every obligation is proved, and no fault of the table is left unexplained."""
        proved = all(each.verdict.value == "holds" for each in self.obligations)
        return all(each.holds for each in self.books) and proved and not self.unexplained
