"""`sscard card`: a card read, its PIN used and traces told from the command line; mistakes are one line each."""

import json
from pathlib import Path
from typing import Any

import pytest
from cli_samples import ENGLISH, call, written
from typer.testing import CliRunner, Result

from sscard_core.cli import app
from sscard_core.cli.card_emulating import emulate_one
from sscard_core.device.lines.listening_card import ListeningCard
from sscard_core.device.profile import FACTORY_PIN
from sscard_core.rulebooks.telling import Language

PERSONAL = ("659099199001010027", "X00000019", "张三", "6200000000000000000")


def typed(text: str, *arguments: object) -> Result:
    """Call the command line with lines typed."""
    return CliRunner().invoke(app, ["card", *map(str, arguments)], input=text, env=ENGLISH)


def read_as_json(*arguments: object) -> dict[str, Any]:
    ended = call("card", *arguments, "read", "--json")
    assert ended.exit_code == 0, ended.stderr
    record: dict[str, Any] = json.loads(ended.stdout)
    return record


class TestReading:
    """What a card says, masked unless asked for whole."""

    @pytest.mark.parametrize("generation", [1, 2, 3])
    def test_a_card_is_read_in_one_command(self, generation: int) -> None:
        record = read_as_json("--emulated", f"gen{generation}")
        assert (record["generation"], record["name"], record["notes"]) == (generation, "张*", [])

    def test_nothing_personal_is_shown_unless_asked_for(self) -> None:
        masked = call("card", "--emulated", "gen2", "read").stdout
        whole = call("card", "--emulated", "gen2", "read", "--whole").stdout
        assert [each for each in PERSONAL if each in masked] == []
        assert [each for each in PERSONAL if each not in whole] == []

    @pytest.mark.parametrize("lang", ["zh", "en"])
    def test_a_dump_tells_every_item_and_why_one_is_kept_back(self, lang: str) -> None:
        told = call("card", "--emulated", "gen2", "dump", "--lang", lang).stdout
        assert "SSSEEF05" in told
        assert "社会保障号码" in told
        assert [each for each in PERSONAL if each in told] == []
        assert "4096 B" in told

    def test_a_trace_replays_and_is_told_in_words(self, tmp_path: Path) -> None:
        trace = tmp_path / "a.trace"
        known = read_as_json("--emulated", "gen3", "--record", trace, "--unmasked")
        assert read_as_json("--replay", trace, "--test-keys") == known
        told = call("card", "trace", trace).stdout
        assert "EXTERNAL AUTHENTICATE" in told
        assert "9000 done" in told

    def test_a_recorded_trace_holds_nothing_personal(self, tmp_path: Path) -> None:
        trace = tmp_path / "a.trace"
        assert call("card", "--emulated", "gen2", "--record", trace, "read").exit_code == 0
        held = trace.read_bytes()
        assert b"659099199001010027".hex().upper().encode() not in held
        assert "张三".encode("gbk").hex().upper().encode() not in held

    def test_a_profile_of_a_person_is_read(self, tmp_path: Path) -> None:
        profile = written(tmp_path / "p.toml", 'name = "测试乙"\ngeneration = 1\n')
        assert read_as_json("--emulated", profile)["name"] == "测**"


class TestThePin:
    """Typed, sent once, and told with the tries that are left."""

    def test_a_right_one(self) -> None:
        ended = typed(f"{FACTORY_PIN}\n", "--emulated", "gen2", "pin", "verify")
        assert (ended.exit_code, ended.stdout) == (0, "the PIN is right\n")

    def test_a_wrong_one_is_told_with_what_is_left(self) -> None:
        ended = typed("135790\n", "--emulated", "gen2", "pin", "verify")
        assert ended.exit_code == 1
        assert ended.stderr.startswith("the PIN is wrong; 2 tries left")
        assert "135790" not in ended.stderr + ended.stdout

    def test_two_different_new_ones_send_nothing(self) -> None:
        ended = typed(f"{FACTORY_PIN}\n135790\n135791\n", "--emulated", "gen2", "pin", "change")
        assert (ended.exit_code, ended.stdout) == (1, "the two entries differ; nothing was sent\n")

    @pytest.mark.parametrize(
        ("verb", "lines", "told"),
        [
            ("change", f"{FACTORY_PIN}\n135790\n135790\n", "the PIN is changed\n"),
            ("unblock", "135790\n135790\n", "the PIN is unblocked and set\ntries left: 3\n"),
        ],
    )
    def test_it_is_set_anew(self, verb: str, lines: str, told: str) -> None:
        ended = typed(lines, "--emulated", "gen2", "pin", verb)
        assert (ended.exit_code, ended.stdout) == (0, told)


class TestMistakes:
    """Each is one line on stderr, with what would be right."""

    @pytest.mark.parametrize(
        ("arguments", "code", "told"),
        [
            (("--emulated", "gen9", "read"), 2, "gen9: expected gen1, gen2, gen3"),
            (("--emulated", "gen2", "--reader", "x", "read"), 2, "one of --reader"),
            (("--vpcd", "nowhere", "read"), 2, "expected HOST:PORT"),
            (("--vpcd", "127.0.0.1:1", "read"), 1, "127.0.0.1:1: "),
            (("--replay", "no-such.trace", "read"), 2, "no-such.trace: No such file"),
            (("emulate", "--profile", "gen9"), 2, "--profile gen9: expected gen1"),
            (("emulate", "--listen", "here"), 2, "here: expected HOST:PORT"),
        ],
    )
    def test_it_is_told(self, arguments: tuple[str, ...], code: int, told: str) -> None:
        ended = call("card", *arguments)
        assert ended.exit_code == code
        assert told in ended.stderr
        assert ended.stderr.count("\n") == 1

    def test_a_broken_profile_is_told_with_its_line(self, tmp_path: Path) -> None:
        profile = written(tmp_path / "p.toml", 'name = "测试乙"\nbirth = "x"\n')
        ended = call("card", "--emulated", profile, "read")
        assert ended.exit_code == 1
        assert "p.toml, line 2: " in ended.stderr

    def test_a_trace_that_is_none(self, tmp_path: Path) -> None:
        ended = call("card", "trace", written(tmp_path / "a.trace", "hello\n"))
        assert ended.exit_code == 1
        assert "a.trace:1" in ended.stderr


class TestEmulating:
    """A card for other programs."""

    def test_it_waits_to_be_called_and_ends(
        self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        seen: list[tuple[str, Any]] = []

        def wait(card: ListeningCard, timeout_s: float | None = None) -> None:
            assert timeout_s == 1.5
            seen.append(
                (card.host, read_as_json("--vpcd", f"{card.host}:{card.port}", "--test-keys")["generation"])
            )

        monkeypatch.setattr(ListeningCard, "wait", wait)
        assert emulate_one("gen3", None, "127.0.0.1:0", "", 1.5, Language.ENGLISH) == 0
        assert seen == [("127.0.0.1", 3)]
        assert capsys.readouterr().out.startswith(
            "serving Profile(generation 3, 张*, 659099********0027): 127.0.0.1:"
        )
