"""The house stands: imports run down, third parties come in by one door, nothing is too long or tells of a machine."""

import subprocess
import sys
from pathlib import Path

import pytest
from tree_rules import (
    DOORWAYS,
    FLOORS,
    HEAVY,
    LONGEST_FILE,
    LONGEST_FUNCTION,
    ROOT,
    cycles,
    docstring_complaints,
    doorway_complaints,
    floor_complaints,
    length_complaints,
    machine_complaints,
    module_name,
    package_files,
    room_of,
    text_files,
)

FILES = package_files()
SOURCES = {name: path.read_text("utf-8") for name, path in FILES.items()}
KNOWN = frozenset(SOURCES)


class TestTheTree:
    """Every file of the package keeps the rules."""

    def test_the_package_was_found(self) -> None:
        assert {"sscard_core", "sscard_core.lifecycle.desk", "sscard_core.model.words"} <= KNOWN

    @pytest.mark.parametrize("module", sorted(SOURCES))
    def test_a_file_imports_only_from_floors_below_or_from_its_own_room(self, module: str) -> None:
        assert floor_complaints(module, SOURCES[module], KNOWN) == []

    def test_no_files_import_each_other_in_a_circle(self) -> None:
        assert cycles(SOURCES) == []

    @pytest.mark.parametrize("module", sorted(SOURCES))
    def test_third_parties_come_in_by_one_door(self, module: str) -> None:
        assert doorway_complaints(module, SOURCES[module]) == []

    def test_the_state_machines_library_has_its_door(self) -> None:
        users = [name for name, text in SOURCES.items() if "from transitions import" in text]
        assert users == ["sscard_core.lifecycle.engine"]

    @pytest.mark.parametrize("module", sorted(SOURCES))
    def test_a_file_says_what_it_holds(self, module: str) -> None:
        assert docstring_complaints(module, SOURCES[module]) == []

    @pytest.mark.parametrize("module", sorted(SOURCES))
    def test_no_file_and_no_function_is_too_long(self, module: str) -> None:
        assert length_complaints(module, SOURCES[module]) == []

    def test_no_file_names_a_path_or_a_host_of_one_machine(self) -> None:
        names = [(str(path.relative_to(ROOT)), path.read_text("utf-8")) for path in text_files()]
        assert len(names) > 100
        assert [each for name, text in names for each in machine_complaints(name, text)] == []

    def test_the_root_is_loaded_without_heavy_packages(self) -> None:
        program = f"import sys, sscard_core; print(*(set(sys.modules) & {set(HEAVY)!r}))"
        run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
        assert run.stdout.split() == []

    def test_a_heavy_package_would_be_seen(self) -> None:
        program = f"import sys, sscard_core, rich; print(*(set(sys.modules) & {set(HEAVY)!r}))"
        run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
        assert run.stdout.split() == ["rich"]


class TestTheRules:
    """Each rule finds the fault that is planted for it."""

    @pytest.mark.parametrize(
        ("module", "line"),
        [
            ("sscard_core.model.money", "from sscard_core.rulebooks.book import Rulebook"),
            ("sscard_core.rulebooks.read", "import sscard_core.lifecycle.desk"),
            ("sscard_core.lifecycle.desk", "from sscard_core.scenario.play import play"),
            ("sscard_core.lifecycle.desk", "from sscard_core import fold"),
            ("sscard_core.scenario.play", "from sscard_core.checking.explore import explore"),
            ("sscard_core.device.files", "from sscard_core.rulebooks.book import Rulebook"),
            ("sscard_core.audit.book", "def draw():\n    from sscard_core.cli.main import app"),
            ("sscard_core.attic.old", "import datetime"),
            ("sscard_core.scenario.play", "import sscard_core.attic.old"),
        ],
    )
    def test_an_import_that_goes_up_or_sideways_is_found(self, module: str, line: str) -> None:
        assert len(floor_complaints(module, line)) == 1

    @pytest.mark.parametrize(
        ("module", "line"),
        [
            ("sscard_core.lifecycle.desk", "from sscard_core.lifecycle.case import Case"),
            ("sscard_core.scenario.play", "from sscard_core import Desk"),
            ("sscard_core.cli.main", "from sscard_core.audit.book import bind"),
            ("sscard_core.device.files", "from sscard_core.model.words import Word"),
            ("sscard_core", "from sscard_core.lifecycle.desk import Desk"),
            ("simulation.demand", "from sscard_core.lifecycle.desk import Desk"),
        ],
    )
    def test_an_import_that_goes_down_is_not(self, module: str, line: str) -> None:
        assert floor_complaints(module, line) == []

    def test_a_circle_is_found_and_one_for_type_checkers_is_not(self) -> None:
        there = "from sscard_core.model.b import B"
        back = "from sscard_core.model.a import A"
        for_types = f"from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    {back}"
        names = ("sscard_core.model.a", "sscard_core.model.b")
        assert cycles(dict(zip(names, (there, back), strict=True))) == [[*names, names[0]]]
        assert cycles(dict(zip(names, (there, for_types), strict=True))) == []

    def test_a_circle_of_three_is_found(self) -> None:
        sources = {f"m.{each}": f"import m.{after}" for each, after in (("a", "b"), ("b", "c"), ("c", "a"))}
        assert cycles(sources) == [["m.a", "m.b", "m.c", "m.a"]]

    @pytest.mark.parametrize("package", sorted(DOORWAYS))
    def test_a_second_door_is_found(self, package: str) -> None:
        assert doorway_complaints("sscard_core.model.money", f"import {package}.core") != []
        assert doorway_complaints(DOORWAYS[package], f"from {package} import core") == []

    def test_a_door_is_not_widened_by_a_name_that_begins_alike(self) -> None:
        assert doorway_complaints("sscard_core.lifecycle.engine_room", "import transitions") != []

    def test_a_missing_docstring_is_found(self) -> None:
        assert docstring_complaints("m", "X = 1") == ["m has no docstring"]
        assert docstring_complaints("m", '"""What it holds."""\nX = 1') == []

    def test_a_long_file_is_found(self) -> None:
        assert length_complaints("m", "x = 1\n" * LONGEST_FILE) == []
        assert length_complaints("m", "x = 1\n" * (LONGEST_FILE + 1)) == ["m has 401 lines"]

    def test_a_long_function_is_found_and_its_docstring_does_not_lengthen_it(self) -> None:
        body = "    x = 1\n" * (LONGEST_FUNCTION - 1)
        told = '    """What.\n\n    More.\n    """\n'
        assert length_complaints("m", f"def f():\n{told}{body}") == []
        assert length_complaints("m", f"def f():\n{body}    x = 2\n") == ["m.f has 61 lines"]

    @pytest.mark.parametrize(
        "text",
        [
            *("see /" + "home/anna/notes", "open('/" + "tmp/x')", "C:" + "\\Users\\anna"),
            *(
                "/" + "work/main/x.py",
                "/" + "Users/anna",
                "http://local" + "host:8000",
                "db01" + ".internal:5432",
            ),
        ],
    )
    def test_a_path_or_host_of_one_machine_is_found(self, text: str) -> None:
        assert machine_complaints("notes.md", f"first line\n{text}")[0].startswith("notes.md:2: ")

    @pytest.mark.parametrize(
        "text", ["tests/lifecycle/", "a/home/b", "https://example.org/home/x", "and/or", "~/desk/x", "9:00"]
    )
    def test_a_path_of_the_tree_is_not(self, text: str) -> None:
        assert machine_complaints("notes.md", text) == []

    def test_every_room_of_the_design_has_its_floor(self) -> None:
        assert room_of("sscard_core.lifecycle.conditions.cards") == "sscard_core.lifecycle"
        assert room_of("sscard_core") == "sscard_core"
        assert room_of("datetime") is None
        assert FLOORS["sscard_core.model"] < FLOORS["sscard_core.rulebooks"] < FLOORS["sscard_core.lifecycle"]

    def test_a_package_is_called_by_its_folder(self, tmp_path: Path) -> None:
        folder = tmp_path / "sscard_core" / "model"
        folder.mkdir(parents=True)
        (folder / "__init__.py").write_text("", "utf-8")
        (folder / "words.py").write_text("", "utf-8")
        assert sorted(package_files(tmp_path)) == ["sscard_core.model", "sscard_core.model.words"]
        assert module_name(folder / "__init__.py", tmp_path) == "sscard_core.model"

    def test_what_tools_leave_in_the_tree_is_not_read(self, tmp_path: Path) -> None:
        for name in ("a.py", "b.png", ".hidden/c.py", "__pycache__/d.py", "e/f.toml"):
            (tmp_path / name).parent.mkdir(exist_ok=True)
            (tmp_path / name).write_text("", "utf-8")
        assert [path.name for path in text_files(tmp_path)] == ["a.py", "f.toml"]
