"""What counts as carrying a clause out, and what as its evidence."""

from pathlib import Path

import pytest

from sscard_core.model.citations import Check, Entry
from sscard_core.rulebooks import RULEBOOK_IDS, rulebook
from sscard_core.rulebooks.citing import Rule, all_rules, entries
from sscard_core.scenario.coverage import Witness, counts, coverage, witness
from sscard_core.scenario.files import NoScenarioError, scenario_files, usual_folder
from sscard_core.scenario.nodes import ScenarioError


def entry(clause: str, check: Check = Check.Y, same_as: tuple[str, ...] = ()) -> Entry:
    return Entry(id=clause, document="d", place="1", check=check, en="x", zh="x", same_as=same_as)


def seen(file: str, lists: str, cited: str = "", *, holds: bool = True) -> Witness:
    return Witness(file, frozenset(lists.split()), frozenset(cited.split()), holds)


RULES = {"A": (Rule("jiangsu", "grounds", "x"),)}


class TestCoverage:
    """A scenario is evidence if it lists the clause and holds; it is cited if a decision rested on it."""

    def test_a_scenario_that_lists_and_holds_is_evidence(self) -> None:
        witnesses = [
            seen("1", "A", "A"),
            seen("2", "A"),
            seen("3", "A", "A", holds=False),
            seen("4", "B", "A"),
        ]
        [line] = coverage([entry("A")], RULES, witnesses)
        assert [(each.file, each.cited) for each in line.evidence] == [("1", True), ("2", False)]
        assert line.is_cited
        assert not line.lacks(evidence=True)

    def test_a_line_that_repeats_one_with_a_rule_has_it_too(self) -> None:
        one, other = coverage([entry("B", same_as=("A",)), entry("C", same_as=("B",))], RULES, [])
        assert one.same == ("A",)
        assert one.has_rule
        assert not other.has_rule

    @pytest.mark.parametrize(
        ("check", "rules", "witnesses", "lacks"),
        [
            (Check.Y, RULES, [seen("1", "A")], False),
            (Check.YP, RULES, [], True),
            (Check.Y, {}, [seen("1", "A")], True),
            (Check.D, {}, [], False),
            (Check.N, {}, [], False),
            (Check.P, {}, [], False),
        ],
    )
    def test_only_lines_to_be_carried_out_can_lack_something(
        self, check: Check, rules: dict[str, tuple[Rule, ...]], witnesses: list[Witness], *, lacks: bool
    ) -> None:
        [line] = coverage([entry("A", check)], rules, witnesses)
        assert line.lacks(evidence=True) is lacks

    def test_counts(self) -> None:
        lines = coverage([entry("A"), entry("B"), entry("C", Check.N)], RULES, [seen("1", "A B", "B")])
        assert counts(lines) == {"lines": 2, "with_rule": 1, "with_evidence": 2, "cited_in_evidence": 1}


class TestRules:
    """Where a clause is cited is computed from the rulebooks, and what is inherited counts once."""

    def test_a_reading_a_provision_and_a_ground_are_places(self) -> None:
        places = {(each.area, each.name, each.field) for each in all_rules()["JS-19"]}
        assert ("readings", "temporary_loss_lapses_after", "7d") in places
        assert ("grounds", "hrss_temporarily_lost", "") in places
        services = {each.name for each in all_rules()["JS-15"] if each.area == "services"}
        assert "report_loss" in services

    def test_other_choices_of_a_reading_are_places_too(self) -> None:
        fields = {each.field for each in all_rules()["XJ13-H-049"] if each.area == "readings"}
        assert "never" in fields

    def test_what_a_rulebook_inherits_is_told_of_its_base_alone(self) -> None:
        derived, base = rulebook("xinjiang-2022"), rulebook("xinjiang-2013")
        switches = {
            each.name
            for rules in all_rules().values()
            for each in rules
            if (each.rulebook, each.area) == ("xinjiang-2022", "readings")
        }
        assert switches
        assert not any(derived.readings[each] is base.readings[each] for each in switches)

    def test_every_line_belongs_to_one_rulebook(self) -> None:
        parts = [entries(rulebook(name)) for name in RULEBOOK_IDS]
        assert sorted(each.id for part in parts for each in part) == sorted(each.id for each in entries())


class TestFiles:
    """Scenario files are found by name, below a folder, and from anywhere inside the project."""

    def test_all_below_a_folder_sorted(self, tmp_path: Path) -> None:
        for name in ("b.yaml", "a/c.yml", "a/b/d.yaml", "e.txt", ".hidden"):
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).touch()
        found = [str(each.relative_to(tmp_path)) for each in scenario_files(tmp_path)]
        assert found == ["a/b/d.yaml", "a/c.yml", "b.yaml"]

    @pytest.mark.parametrize("name", ["absent.yaml", "", "/dev/null"])
    def test_where_there_is_none_that_is_told(self, tmp_path: Path, name: str) -> None:
        with pytest.raises(NoScenarioError):
            scenario_files(tmp_path / name)

    def test_the_usual_folder_is_found_from_below(self, tmp_path: Path) -> None:
        usual = tmp_path / "specs" / "scenarios"
        (tmp_path / "a" / "b").mkdir(parents=True)
        assert usual_folder(tmp_path / "a" / "b") != usual
        usual.mkdir(parents=True)
        assert usual_folder(tmp_path / "a" / "b") == usual

    def test_a_witness_tells_what_it_lists_and_what_was_cited(self, tmp_path: Path) -> None:
        file = tmp_path / "x.yaml"
        text = "scenario: x\nrulebook: jiangsu\nclauses: [JS-22]\nsteps: [{on: 2026-03-02, do: replace, refused: %s}]\n"
        file.write_text(text % "wrong_state", encoding="utf-8")
        played = witness(file)
        assert played.lists == {"JS-22"}
        file.write_text(text % "closed", encoding="utf-8")
        assert not witness(file).holds
        file.write_text(text % "nonsense", encoding="utf-8")
        with pytest.raises(ScenarioError, match=":4:"):
            witness(file)
