"""The tool itself: what it changes and leaves alone, that a change put in is seen, and that no survivor goes unexplained."""

import ast

import pytest
from live_code import NotLive, swap
from mutants import Mutant, mutants, scope
from mutation_enums import file_of, members
from mutation_kinds import Place
from mutation_report import Explained, complaints, page, read_explained, short_name
from mutation_spots import Spot, spots
from verdicts import NOTHING, SCENARIO, TEST, Verdict

from sscard_core.model.identifiers import Mobile

MOBILE = "sscard_core.model.mobile"


def changed_in(source: str) -> set[str]:
    """Return the code of every spot of a source that may be changed."""
    return {ast.unparse(spot.node) for spot in spots(Spot(ast.parse(source), (), Place({}, "")))}


def named(told: str) -> Mutant:
    """Return the mutant of the mobile numbers that is told so."""
    return next(each for each in mutants(MOBILE) if each.told == told)


class TestMutants:
    """Each mutant is one change, told in words of its own."""

    @pytest.mark.parametrize("module", scope())
    def test_every_mutant_has_a_name_of_its_own(self, module: str) -> None:
        found = mutants(module)
        assert len({each.told for each in found}) == len(found)

    def test_every_mutant_can_be_compiled_and_is_not_what_stood_there(self) -> None:
        as_it_is = compile(file_of(MOBILE).read_text("utf-8"), str(file_of(MOBILE)), "exec")
        assert all(each.code() != as_it_is for each in mutants(MOBILE))

    @pytest.mark.parametrize(
        ("source", "left"),
        [
            ('def f():\n    """What it does."""', "'What it does.'"),
            ("assert 1 < 2, 'ours'", "1 < 2"),
            ("__all__ = ['f']", "'f'"),
            ("def f(x: 'int') -> None: ...", "'int'"),
            ("raise ValueError(f'no {x}')", "'no '"),
        ],
    )
    def test_words_for_people_types_and_assertions_are_left_alone(self, source: str, left: str) -> None:
        assert left not in changed_in(source)

    def test_the_words_of_a_condition_are_left_alone_and_its_code_is_not(self) -> None:
        code = changed_in("@condition(C.CLOSED, 'it is open', readings=('switch',))\ndef f(): ...")
        assert "C.CLOSED" in code
        assert "'switch'" in code
        assert "'it is open'" not in code

    def test_a_member_of_an_enumeration_is_known_by_the_name_it_was_imported_under(self) -> None:
        tree = ast.parse("from sscard_core.model.statuses import Side as S\nT = S")
        assert members(tree)["S"] == members(tree)["T"] == ("HRSS", "BANK", "BOTH")

    def test_a_change_that_was_put_in_is_seen(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(Mobile._check, "__code__", Mobile._check.__code__)
        swap(named("Mobile._check: 1 → 2 in self._check_characters(1, 2, '3456789', '3 to 9')"))
        assert Mobile("12800000000").text == "12800000000"

    def test_a_change_of_what_is_closed_over_is_not_put_in(self) -> None:
        removed = next(
            each
            for each in mutants("sscard_core.model.identifier")
            if each.told.endswith("super().__init__(noun, expected, found) → left out")
        )
        with pytest.raises(NotLive):
            swap(removed)


class TestTheReport:
    """A survivor without an explanation is a fault, and so is an explanation without its survivor."""

    def verdicts(self) -> list[Verdict]:
        """Return three verdicts: killed by a scenario, killed by a test, alive."""
        first, second, third = mutants(MOBILE)[:3]
        return [Verdict(first, SCENARIO, "a.yaml"), Verdict(second, TEST, "a::b"), Verdict(third, NOTHING)]

    def test_what_is_not_explained_is_told_with_what_is_explained_in_vain(self) -> None:
        killed, _, alive = (each.mutant.told for each in self.verdicts())
        module = short_name(MOBILE)
        assert complaints(self.verdicts(), [Explained(module, "it does no harm", (alive,))]) == []
        assert complaints(self.verdicts(), []) == [f"survives unexplained: {module}: {alive}"]
        in_vain = complaints(self.verdicts(), [Explained(module, "why", (alive, killed))])
        assert in_vain == [f"explained, but does not survive: {module}: {killed}"]

    def test_the_page_counts_and_explains(self) -> None:
        alive = self.verdicts()[2].mutant.told
        told = page(self.verdicts(), [Explained(short_name(MOBILE), "It does no harm.", (alive,))], None)
        assert "| model/mobile | 3 | 1 | 1 | 0 | 1 |" in told
        assert f"It does no harm.\n\n- ``{alive}``" in told
        assert "Not explained" not in told
        assert "Not explained" in page(self.verdicts(), [], "2026-03-02")

    def test_nothing_is_explained_that_is_no_mutant(self) -> None:
        there = {(short_name(module), each.told) for module in scope() for each in mutants(module)}
        assert {(each.module, told) for each in read_explained() for told in each.mutants} <= there
