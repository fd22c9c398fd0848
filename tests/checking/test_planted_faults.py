"""Single faults of a rulebook and of the table: which of them a judge notices, by what, and which are none."""

from collections import Counter
from collections.abc import Callable
from functools import cache

import pytest
from attrs import evolve, frozen
from exploration_samples import desk_of, law, nearest

from sscard_core import RULEBOOK_IDS, Desk, Rulebook, rulebook
from sscard_core.checking.explore import VERIFIER
from sscard_core.checking.killing import ALIKE, Judge, Kill, edge_samples_of, samples_of
from sscard_core.checking.mutants import TOLD_ONLY, Mutant, mutants, table_mutants
from sscard_core.checking.projection import explore_view
from sscard_core.checking.properties import PROMISES
from sscard_core.checking.questions import OpenDesk
from sscard_core.lifecycle.engine import another_table, row_for
from sscard_core.lifecycle.table import TABLE, Region, Trigger
from sscard_core.model.arguments import RequestName
from sscard_core.model.statuses import Order

BOOK = "xinjiang-2022"


@frozen
class Noticing:
    """Scenarios that notice every fault in one request, or none."""

    request: RequestName | None = None

    def noticed_by(self, name: RequestName | None, desk_of: Callable[[Rulebook], Desk]) -> str | None:
        """Tell of a step, where the request is the one."""
        assert isinstance(desk_of(law(BOOK)), Desk)
        return "one.yaml step 2" if name is self.request and name else None


@cache
def judge() -> Judge:
    book = law(BOOK)
    promises = [each for each in PROMISES if each.arises(book)]
    samples = [
        sample
        for scope, states in (("cards", 400), ("half", 200))
        for sample in samples_of(nearest(BOOK, scope, states), desk_of(BOOK, scope, {}), promises)
    ]
    view = explore_view(book, "losses")
    edges = edge_samples_of(view.explored, view.actions, OpenDesk(book, VERIFIER))
    return Judge.of(book, samples, edges, Noticing(RequestName.REPLACE))


@cache
def faults() -> dict[str, Mutant]:
    return {each.name: each for each in mutants(law(BOOK))}


def judged(name: str) -> Kill:
    return judge().judged(faults()[name])


class TestFaults:
    """Every fault has a name of its own, and a desk that is built."""

    @pytest.mark.parametrize("book", RULEBOOK_IDS)
    def test_names_are_told_apart(self, book: str) -> None:
        names = Counter(each.name for each in mutants(rulebook(book)))
        assert [name for name, times in names.items() if times > 1] == []
        assert len(names) > 1000

    def test_every_row_has_two(self) -> None:
        names = [each.name for each in table_mutants()]
        assert len(names) == len(set(names)) == 2 * len(TABLE)
        assert all(each.table != TABLE for each in table_mutants())

    def test_each_is_a_desk_of_another_rulebook(self) -> None:
        book = law(BOOK)
        kinds = {each.kind: each for each in faults().values()}
        assert {*kinds} > TOLD_ONLY
        for kind, each in kinds.items():
            desk = each.desk(book)
            assert isinstance(desk, Desk)
            assert (desk.book != book) is not kind.startswith("condition ") or kind == "condition not asked"
            assert each.changes_answers is (kind not in TOLD_ONLY)

    def test_a_reading_that_a_scenario_set_otherwise_stays(self) -> None:
        fault = next(each for each in faults().values() if each.where.startswith("release_after_formal_loss"))
        assert fault.desk(law(BOOK)).book.reading("release_after_formal_loss") == "until_replacement"
        turned = law(BOOK, release_after_formal_loss="until_replacement")
        assert fault.desk(turned).book == turned


class TestWhoNotices:
    """The first layer that sees a fault is told."""

    def test_a_property(self) -> None:
        kill = judged("condition loosened: release_loss formal_report_is_releasable")
        assert (kill.layer, kill.seen) == ("property", "formal_is_final")

    def test_the_specification(self) -> None:
        kill = judged("row dropped: activate_bank [at the bank on the card]")
        assert (kill.layer, kill.seen) == ("specification", "activate_bank leads elsewhere")

    @pytest.mark.parametrize("kind", ["paper dropped", "fee changed", "clause swapped"])
    def test_a_scenario(self, kind: str) -> None:
        fault = next(
            each for each in faults().values() if each.kind == kind and each.request is RequestName.REPLACE
        )
        kill = judge().judged(fault)
        assert (kill.layer, kill.seen) == ("scenario", "one.yaml step 2")

    def test_nothing(self) -> None:
        fault = next(
            each
            for each in faults().values()
            if each.kind == "fee changed" and each.request is RequestName.APPLY
        )
        assert judge().judged(fault) == Kill(fault.name, None)

    def test_a_fault_that_is_none(self) -> None:
        kill = judged("condition loosened: apply guardian_has_ward")
        assert kill.layer == ALIKE

    def test_a_desk_that_stops(self) -> None:
        sound = faults()["condition loosened: release_loss formal_report_is_releasable"]

        class Stopping(Desk):
            def decide(self, *_given: object, **_more: object) -> None:  # type: ignore[override]
                raise KeyError("here")

        kill = judge().judged(evolve(sound, desk=lambda book: Stopping(book, VERIFIER)))
        assert (kill.layer, kill.seen) == ("property", "the desk stopped: 'here'")

    def test_the_sound_desk_is_alike(self) -> None:
        fault = evolve(next(iter(faults().values())), desk=lambda book: Desk(book, VERIFIER))
        assert judge().judged(evolve(fault, request=None)).layer == ALIKE


class TestTheTable:
    """A row that is dropped or led elsewhere is noticed, and the table is put back."""

    @pytest.mark.parametrize(
        ("name", "layer"),
        [
            ("target changed: order in_production --deliver--> ready", "property"),
            ("row dropped: order none --place--> accepted", "specification"),
        ],
    )
    def test_noticed(self, name: str, layer: str) -> None:
        fault = next(each for each in table_mutants() if each.name == name)
        assert judge().judged_table(fault).layer == layer
        assert judge().judged(evolve(next(iter(faults().values())), request=None,
                                     desk=lambda book: Desk(book, VERIFIER))).layer == ALIKE  # fmt: skip

    def test_a_row_that_is_never_used_here_is_none(self) -> None:
        fault = next(
            each for each in table_mutants() if each.name == "row dropped: temporary none --issue--> valid"
        )
        assert judge().judged_table(fault).layer == ALIKE

    def test_the_table_is_put_back_after_an_exception(self) -> None:
        placed = row_for(Order.NONE, Trigger.PLACE, None)
        assert placed is not None

        def use() -> None:
            with another_table(tuple(row for row in TABLE if row != placed), Region.ORDER):
                assert row_for(Order.NONE, Trigger.PLACE, None) is None
                raise RuntimeError("stop")

        with pytest.raises(RuntimeError, match="stop"):
            use()
        assert row_for(Order.NONE, Trigger.PLACE, None) == placed
