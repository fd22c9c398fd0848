"""How the process itself begins and ends: fast help, gone readers, interruption, narrow encodings."""

import os
import signal
import subprocess
import sys
from pathlib import Path

from cli_samples import LAPSE, PROJECT, SCENARIOS, call, written

LISTENING = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)"
"""A shell makes what it starts in the background deaf to SIGINT, and its children with it."""

MAIN = [sys.executable, "-c", f"{LISTENING}; from sscard_core.cli import main; main()"]


def started(*arguments: object, **env: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [*MAIN, *(str(each) for each in arguments)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=PROJECT,
        env={**os.environ, **env},
    )


def test_version_and_help() -> None:
    assert call("--version").stdout.startswith("sscard 0.")
    told = call("--help").stdout
    assert all(name in told for name in ("run", "explain", "clauses", "rulebooks"))
    for command in (["run"], ["explain"], ["clauses"], ["rulebooks"], ["rulebooks", "show"]):
        assert call(*command, "--help").exit_code == 0


def test_without_a_command_help_is_shown() -> None:
    assert "Usage" in call().output


def test_help_waits_for_no_command() -> None:
    """The modules that play and print are read only when they are asked for."""
    code = "import sys; from sscard_core import cli; print({'rich.console', 'ruamel.yaml'} & {*sys.modules})"
    command = [sys.executable, "-c", code]
    found = subprocess.run(command, capture_output=True, text=True, check=True, cwd=PROJECT)
    assert found.stdout == "set()\n"


def test_a_reader_that_has_gone_ends_it_without_a_traceback() -> None:
    process = started("run", "-v", SCENARIOS / "jiangsu")
    assert process.stdout
    assert process.stderr
    process.stdout.readline()
    process.stdout.close()
    told = process.stderr.read()
    process.stderr.close()
    assert process.wait(20) == 141
    assert told == b""


def test_an_interruption_ends_it_with_130_without_a_traceback() -> None:
    """More is told than a pipe holds, so the command waits for its reader and can be interrupted."""
    process = started("run", "-v", SCENARIOS)
    assert process.stdout
    process.stdout.readline()
    process.send_signal(signal.SIGINT)
    _, told = process.communicate(timeout=20)
    assert process.returncode == 130
    assert told == b""


def test_an_encoding_without_chinese_loses_letters_and_nothing_else(tmp_path: Path) -> None:
    file = written(tmp_path / "x.yaml", LAPSE)
    for arguments in (["run", file, "--lang", "zh"], ["run", file, "--json"]):
        process = started(*arguments, PYTHONIOENCODING="ascii")
        told, complaint = process.communicate(timeout=20)
        assert process.returncode == 0, complaint
        assert told.isascii()
