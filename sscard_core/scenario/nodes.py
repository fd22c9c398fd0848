"""What a scenario file is as a YAML file, and the one error it can raise."""

from pathlib import Path
from typing import Final

from sscard_core.yaml_files.nodes import Kind, Value, YamlFileError, read_values


class ScenarioError(YamlFileError):
    """A scenario file is wrong: file, line, and what was expected there."""


SCENARIO: Final = Kind(
    name="a scenario",
    needs="`scenario`, `rulebook` and `steps`",
    made_of="a scenario is a table of steps",
    error=ScenarioError,
)


def read_scenario_values(file: Path) -> Value:
    """Read a scenario file into values with lines.

    Raises: ScenarioError, with file and line.
    """
    return read_values(file, SCENARIO)
