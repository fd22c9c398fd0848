"""What kills a mutant: scenarios and tests."""

from collections.abc import Callable, Iterable
from typing import Any, Final

import pytest
from mutation_enums import ROOT

SCENARIOS: Final = ROOT / "specs" / "scenarios"
TESTS: Final = ("tests/lifecycle", "tests/model", "tests/rulebooks", "tests/scenario", "sscard_core/model")
RANDOM_WALKS: Final = ("tests/lifecycle/test_card_machine.py", "tests/lifecycle/test_card_walks.py")
"""Left out, with every test on random examples: what only chance finds is not pinned down."""


def is_test(name: str) -> bool:
    """True for a test's name; the others are files of scenarios."""
    return "::" in name


def scenario_names() -> list[str]:
    """Return every scenario's file, relative to the project."""
    return [str(path.relative_to(ROOT)) for path in sorted(SCENARIOS.rglob("*.yaml"))]


class Scenarios:
    """Scenario files, each read once; the package is imported when the first is asked for."""

    def __init__(self) -> None:
        self.read: dict[str, Any] = {}

    def load(self, name: str) -> Any:
        """Return a scenario."""
        from sscard_core.scenario.parse import read_scenario  # noqa: PLC0415 - a mutant may be imported with it

        if name not in self.read:
            self.read[name] = read_scenario(ROOT / name)
        return self.read[name]

    def holds(self, name: str) -> bool:
        """True if every expectation of a scenario holds."""
        scenario = self.load(name)
        from sscard_core.scenario.play import play  # noqa: PLC0415

        return not any(played.mismatches for played in play(scenario))


def _is_by_chance(item: pytest.Item) -> bool:
    return bool(getattr(getattr(item, "function", None), "is_hypothesis_test", False))


class Suite:
    """The collected tests. `then` is run in place of running them all."""

    def __init__(self, then: Callable[["Suite"], None]) -> None:
        self.then = then
        self.items: dict[str, pytest.Item] = {}

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Hand over the collected tests."""
        self.items = {item.nodeid: item for item in session.items if not _is_by_chance(item)}
        self.then(self)
        return True

    def holds(self, name: str) -> bool:
        """True if a test does not fail."""
        from _pytest.runner import runtestprotocol  # noqa: PLC0415 - pytest is loaded by then

        return not any(report.failed for report in runtestprotocol(self.items[name], log=False))

    def run(self, paths: Iterable[str]) -> None:
        """Collect the tests of some files and folders."""
        options = ["-q", "--assert=plain", "-o", "addopts=", "--doctest-modules", "-p", "no:cacheprovider"]
        options += ["--rootdir", str(ROOT), "-c", str(ROOT / "pyproject.toml")]
        options += [f"--ignore={ROOT / name}" for name in RANDOM_WALKS]
        pytest.main([*options, *(str(ROOT / path) for path in paths)], plugins=[self])
