"""The command `sscard diagram`: what it writes, and what it says to a user's mistakes."""

import importlib.util
from pathlib import Path

import pytest
from diagram_samples import needs_dot
from typer.testing import CliRunner, Result

from sscard_core.cli import app


def call(*arguments: object, **env: str) -> Result:
    return CliRunner().invoke(app, ["diagram", *(str(each) for each in arguments)], env=env)


class TestMistakes:
    """Each ends with code 2, says what there is, and shows no traceback."""

    @pytest.mark.parametrize(
        ("arguments", "told"),
        [
            (("temporry", "--rulebook", "jiangsu"), "did you mean temporary?"),
            (("wallet", "--rulebook", "jiangsu"), "order 制卡业务, hrss 社保功能"),
            (("hrss", "--rulebook", "nowhere"), "xinjiang-2013"),
            (("hrss", "--rulebook", "jiangsu", "--format", "gif"), "svg, mermaid, dot, scxml, aut, png"),
            (("hrss", "--rulebook", "jiangsu", "--format", "mermaid"), "--part"),
            (("hrss", "--rulebook", "jiangsu", "--part", "none"), "losses"),
            (("body", "--rulebook", "jiangsu", "--format", "aut", "-o", "/nonexistent/x"), "No such file"),
        ],
    )
    def test_what_there_is_is_told(self, arguments: tuple[str, ...], told: str) -> None:
        result = call(*arguments)
        assert result.exit_code == 2
        assert told in result.stderr
        assert "Traceback" not in result.output

    def test_without_graphviz_it_tells_what_to_install(self) -> None:
        result = call("body", "--rulebook", "jiangsu", PATH="")
        assert (result.exit_code, result.stdout) == (2, "")
        assert "apt-get install graphviz" in result.stderr

    def test_without_the_extra_it_tells_what_to_install(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(importlib.util, "find_spec", lambda _name: None)
        result = call("body", "--rulebook", "jiangsu")
        assert result.exit_code == 2
        assert "sscard[audit]" in result.stderr


class TestWriting:
    """To a file or to stdout."""

    def test_text_goes_to_stdout(self) -> None:
        result = call("bank_pin", "--rulebook", "jiangsu", "--format", "mermaid", "--language", "en")
        assert result.exit_code == 0
        assert "bank_pin_none --> bank_pin_set : activate_bank" in result.stdout

    def test_a_machine_has_a_chinese_name_too(self) -> None:
        assert call("银行账户密码", "--rulebook", "jiangsu", "--format", "aut").stdout.startswith("des (0, ")

    @needs_dot
    def test_a_part_goes_to_a_file(self, tmp_path: Path) -> None:
        file = tmp_path / "x.svg"
        result = call("hrss", "--rulebook", "jiangsu", "--part", "losses", "--output", file)
        assert (result.exit_code, result.stdout) == (0, "")
        assert 'id="jiangsu-hrss-losses"' in file.read_text("utf-8")
