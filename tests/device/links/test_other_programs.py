"""A served card in the hands of programs that are not ours: opensc-tool, pcsc_scan, scriptor."""

import shutil
import subprocess

import pytest
from link_samples import FILES, EchoCard
from private_daemon import READERS, PrivateDaemon, inserted

WITHIN_S = 20


def run(package: str, *command: str, typed: str = "") -> str:
    """Return what a program prints; skip where it is not installed."""
    if shutil.which(command[0]) is None:
        pytest.skip(f"{command[0]} is missing: apt-get install {package}")
    done = subprocess.run(command, input=typed, capture_output=True, text=True, timeout=WITHIN_S, check=False)
    return done.stdout + done.stderr


def opensc(*options: str) -> str:
    """Return what opensc-tool prints; without a card driver, which would try commands of its own first."""
    return run("opensc", "opensc-tool", "--card-driver", "default", "--reader", "0", *options)


class TestOpensc:
    """OpenSC's tool."""

    def test_it_lists_the_reader_with_its_card(self, daemon: PrivateDaemon) -> None:
        with inserted(daemon, EchoCard()):
            lines = run("opensc", "opensc-tool", "-l").splitlines()
        assert [line.split()[:2] for line in lines if READERS[0] in line] == [["0", "Yes"]]
        assert [line.split()[:2] for line in lines if READERS[1] in line] == [["1", "No"]]

    def test_it_reads_the_answer_to_reset(self, daemon: PrivateDaemon) -> None:
        with inserted(daemon, EchoCard()):
            assert "3b:80:80:01:01" in opensc("-a")

    def test_it_sends_commands_and_shows_answers(self, daemon: PrivateDaemon) -> None:
        with inserted(daemon, EchoCard()):
            shown = opensc("-s", "00A4000002EF05", "-s", "00B2010400")
        assert shown.count("SW1=0x90, SW2=0x00") == 2
        assert FILES[0xEF05].hex(" ").upper() in shown

    def test_a_card_survives_what_it_tries_by_itself(self, daemon: PrivateDaemon) -> None:
        card = EchoCard()
        with inserted(daemon, card) as served:
            run("opensc", "opensc-tool", "--reader", "0", "--name")
            assert served.served
            assert served.fault is None
        assert card.commands > 0


class TestPcscTools:
    """The tools of Ludovic Rousseau."""

    def test_the_scanner_lists_the_readers(self, daemon: PrivateDaemon) -> None:
        shown = run("pcsc-tools", "pcsc_scan", "-r")
        assert all(name in shown for name in READERS)

    def test_the_scanner_sees_the_card(self, daemon: PrivateDaemon) -> None:
        with inserted(daemon, EchoCard()):
            shown = run("pcsc-tools", "timeout", "1", "pcsc_scan", "-n")
        assert "3B 80 80 01 01" in shown

    def test_the_scriptor_sends_commands_and_shows_answers(self, daemon: PrivateDaemon) -> None:
        with inserted(daemon, EchoCard()):
            shown = run("pcsc-tools", "scriptor", "-r", READERS[0], typed="80 EE 00 00 02 AB CD\n")
        assert "AB CD 90 00" in shown
