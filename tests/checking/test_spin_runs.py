"""Running Spin on small models: edges, assertions and formulas, and what is said where it does not run."""

import shutil
from pathlib import Path

import pytest

from sscard_core.checking import spin
from sscard_core.checking.spin import FIRST, Model, SpinError, missing
from sscard_core.checking.views import VARIABLES, told

NEEDS_SPIN = pytest.mark.skipif(bool(missing()), reason=f"not installed: {', '.join(missing())}")
ZEROS = " ".join("0" for _ in VARIABLES)
ONES = " ".join("1" for _ in VARIABLES)
SOUND = f"""\
int x;
active proctype card() {{
  d_step {{ x = 1; printf("EDGE go {ZEROS} {ONES}\\n") }};
  assert(x == 1)
}}
ltl settles {{ <> (x == 1) }}
ltl never_two {{ [] (x != 2) }}
"""
FAULTY = SOUND.replace("assert(x == 1)", "assert(x == 2)").replace("x != 2", "x != 1")


def model(folder: Path, text: str) -> Model:
    file = folder / "small.pml"
    file.write_text(text, "ascii")
    return Model(file, "xinjiang-2022", "losses")


class TestMissing:
    """Where a program is not installed that is said, and nothing is run."""

    def test_named(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(shutil, "which", lambda name: None if name == "spin" else "there")
        assert missing() == ("spin",)
        monkeypatch.setattr(shutil, "which", lambda _name: None)
        assert missing() == ("spin", "gcc")
        monkeypatch.setattr(shutil, "which", lambda _name: "there")
        assert missing() == ()

    def test_the_first_state(self) -> None:
        assert told(FIRST) == "insurance=insured"


@NEEDS_SPIN
class TestRuns:
    """A model is translated, compiled and gone through."""

    def test_edges(self, tmp_path: Path) -> None:
        graph, assertions = model(tmp_path, SOUND).explored()
        assert assertions == model(tmp_path, SOUND).assertions()
        assert graph.first == FIRST
        ones = tuple(1 for _ in VARIABLES)
        assert graph.moves[tuple(0 for _ in VARIABLES)] == {"go": {ones}}

    def test_what_holds(self, tmp_path: Path) -> None:
        checked = model(tmp_path, SOUND)
        verdicts = (checked.assertions(), *checked.formulas())
        names = [(each.name, each.errors) for each in verdicts]
        assert names == [("assertions", 0), ("settles", 0), ("never_two", 0)]
        assert all(each.states > 1 for each in verdicts)

    def test_what_does_not_hold(self, tmp_path: Path) -> None:
        checked = model(tmp_path, FAULTY)
        _, assertions = checked.explored()
        verdicts = {each.name: each.errors for each in (assertions, *checked.formulas())}
        assert (verdicts["assertions"], verdicts["never_two"]) == (1, 1)

    def test_rulebook_and_view_are_defined(self, tmp_path: Path) -> None:
        guarded = (
            "#if !defined(RULEBOOK_XINJIANG_2022) || !defined(VIEW_LOSSES)\n"
            f"neither is defined\n#endif\n{SOUND}"
        )
        assert len(model(tmp_path, guarded).explored()[0].moves) > 1

    def test_a_model_that_is_none(self, tmp_path: Path) -> None:
        with pytest.raises(SpinError, match=r"^spin -a .* ended with 1: ") as told_:
            model(tmp_path, "active proctype card() { x = 1 }").explored()
        assert "small.pml:1" in str(told_.value)

    def test_an_edge_that_is_none(self, tmp_path: Path) -> None:
        with pytest.raises(SpinError, match="an edge has 19 values before and after"):
            model(tmp_path, SOUND.replace(ONES, "1 1")).explored()

    def test_a_run_that_takes_too_long(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(spin, "LIMIT", 0.0001)
        with pytest.raises(SpinError, match="spin took more than"):
            model(tmp_path, SOUND).explored()
