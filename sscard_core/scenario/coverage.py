"""How the register is carried out: for each clause the rules that cite it and, as evidence, scenarios."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from attrs import frozen

from sscard_core.model.citations import Entry
from sscard_core.rulebooks.citing import Rule
from sscard_core.scenario.parse import read_scenario
from sscard_core.scenario.play import play


@frozen
class Witness:
    """A scenario as evidence: the clauses it lists, those its decisions cited, and whether it held."""

    file: str
    lists: frozenset[str]
    cited: frozenset[str]
    holds: bool


@frozen
class Evidence:
    """A scenario that lists a clause and holds. `cited`: one of its decisions really rested on the clause."""

    file: str
    cited: bool


@frozen(kw_only=True)
class Line:
    """A line of the register with what carries it out. `same` are the lines it repeats that have rules."""

    entry: Entry
    rules: tuple[Rule, ...]
    same: tuple[str, ...]
    evidence: tuple[Evidence, ...]

    @property
    def has_rule(self) -> bool:
        """True where a rulebook cites the line, or one that says the same."""
        return bool(self.rules or self.same)

    @property
    def is_cited(self) -> bool:
        """True where a decision in its evidence rested on the line itself."""
        return any(each.cited for each in self.evidence)

    def lacks(self, *, evidence: bool) -> bool:
        """True where the line must be carried out and lacks a rule or, if that is asked, evidence."""
        return self.entry.check.is_executed and not (self.has_rule and (self.evidence or not evidence))


def witness(file: Path) -> Witness:
    """Play a scenario for what it is evidence of.

    Raises: ScenarioError.
    """
    scenario = read_scenario(file)
    played = list(play(scenario))
    return Witness(
        file=str(file),
        lists=frozenset(str(each) for each in scenario.clauses),
        cited=frozenset(each for step in played for each in step.clauses),
        holds=not any(step.mismatches for step in played),
    )


def coverage(
    of: Iterable[Entry], rules: Mapping[str, tuple[Rule, ...]], witnesses: Iterable[Witness]
) -> tuple[Line, ...]:
    """Return each entry with its rules and evidence."""
    holding = [each for each in witnesses if each.holds]
    return tuple(
        Line(
            entry=entry,
            rules=rules.get(entry.id, ()),
            same=tuple(each for each in entry.same_as if each in rules),
            evidence=tuple(
                Evidence(each.file, entry.id in each.cited) for each in holding if entry.id in each.lists
            ),
        )
        for entry in of
    )


def counts(lines: Iterable[Line]) -> dict[str, int]:
    """Return how many lines must be carried out, and how many have a rule, evidence, and a citation in it."""
    executed = [each for each in lines if each.entry.check.is_executed]
    return {
        "lines": len(executed),
        "with_rule": sum(each.has_rule for each in executed),
        "with_evidence": sum(bool(each.evidence) for each in executed),
        "cited_in_evidence": sum(each.is_cited for each in executed),
    }
