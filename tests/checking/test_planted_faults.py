"""Single faults of a rulebook and of the table: which of them a judge notices, by what, and which are none."""

from collections import Counter
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Final

import pytest
from attrs import evolve, frozen
from exploration_samples import desk_of, law, nearest

from sscard_core import RULEBOOK_IDS, Desk, Rulebook, rulebook
from sscard_core.checking.check import Explanation, ExplanationError, read_explanations
from sscard_core.checking.explore import VERIFIER
from sscard_core.checking.killing import ALIKE, DIFFERENCES, Judge, Kill, edge_samples_of, samples_of
from sscard_core.checking.mutants import TOLD_ONLY, Mutant, mutants, table_mutants
from sscard_core.checking.projection import explore_view
from sscard_core.checking.properties import PROMISES
from sscard_core.checking.questions import OpenDesk
from sscard_core.lifecycle.engine import STOPPED, another_table, fire, row_for
from sscard_core.lifecycle.table import TABLE, Region, State, Trigger
from sscard_core.model.arguments import RequestName
from sscard_core.model.statuses import Order

EXPLAINED: Final = Path(__file__).parents[2] / "specs" / "explained-faults.toml"
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
        kill = judge().judged(fault)
        assert (kill.mutant, kill.layer) == (fault.name, None)
        assert kill.differs in DIFFERENCES
        assert kill.seen.startswith("apply by ")

    @pytest.mark.parametrize(
        ("name", "differs", "seen"),
        [
            (
                "person dropped: apply [at an outlet, at once] holder",
                "service",
                ": accepted becomes wrong_actor",
            ),
            (
                "condition not asked: apply [at an outlet, at once] no_application_before",
                "code",
                ": not_eligible becomes wrong_state",
            ),
            ("fee changed: apply [online, by courier]", "telling", ": accepted becomes accepted"),
            (
                "condition not asked: apply [at an outlet, at once] fewer_than_three_cards",
                "citations",
                ": accepted becomes accepted",
            ),
        ],
    )
    def test_in_what_the_answers_differ_at_most(self, name: str, differs: str, seen: str) -> None:
        kill = judged(name)
        assert (kill.layer, kill.differs) == (None, differs)
        assert kill.seen.endswith(seen)

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

    def test_a_move_fired_before_is_not_remembered_under_another_table(self) -> None:
        def place() -> State:
            return fire(Region.ORDER, Order.NONE, Trigger.PLACE, None)

        placed = row_for(Order.NONE, Trigger.PLACE, None)
        assert placed is not None
        assert place() is Order.ACCEPTED
        others = tuple(row for row in TABLE if row != placed)
        with another_table(others, Region.ORDER), pytest.raises(STOPPED):
            place()
        with another_table((*others, evolve(placed, target=Order.READY)), Region.ORDER):
            assert place() is Order.READY
        assert place() is Order.ACCEPTED


class TestExplanations:
    """A fault that nothing notices is explained by what alone it changes, or by its name."""

    SERVED = Kill("person dropped: cancel [a] agent", None, differs="service")
    CODED = Kill("condition loosened: cancel b", None, differs="code")

    def test_by_what_alone_differs(self) -> None:
        explanation = Explanation(because="refused all the same", differs="code")
        assert explanation.explains(self.CODED, BOOK)
        assert not explanation.explains(self.SERVED, BOOK)
        assert not explanation.explains(evolve(self.CODED, layer="scenario"), BOOK)

    def test_by_name_and_rulebook(self) -> None:
        explanation = Explanation(because="nobody comes", fault=self.SERVED.mutant, rulebook=BOOK)
        assert explanation.explains(self.SERVED, BOOK)
        assert not explanation.explains(self.SERVED, "jiangsu")
        assert not explanation.explains(evolve(self.SERVED, mutant="row dropped: cancel"), BOOK)

    @pytest.mark.parametrize(
        "text",
        [
            "[[explained]]\nbecause = 'all of them'\ndiffers = 'service'",
            "[[explained]]\nbecause = 'nothing'",
            "[[explained]]\nbecause = 'both'\ndiffers = 'code'\nfault = 'x'",
            "[[explained]]\ndiffers = 'code'",
            "[[explained]]\nbecause = 'x'\npattern = '.*'",
            "explained = ",
        ],
    )
    def test_a_file_that_explains_too_much_or_nothing_is_refused(self, text: str, tmp_path: Path) -> None:
        file = tmp_path / "explained.toml"
        file.write_text(text, "utf-8")
        with pytest.raises(ExplanationError, match=r"explained\.toml: "):
            read_explanations(file)

    def test_what_is_explained_here_names_faults_that_there_are(self) -> None:
        names = {each.name for book in RULEBOOK_IDS for each in mutants(rulebook(book))}
        names |= {each.name for each in table_mutants()}
        named = {each.fault for each in read_explanations(EXPLAINED) if each.fault}
        assert named - names == set()
