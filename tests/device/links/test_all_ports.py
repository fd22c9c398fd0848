"""One card, four lines: whatever it is reached by, a card of any generation says the same."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import cache
from io import StringIO

import pytest
from private_daemon import READERS, PrivateDaemon, inserted

from sscard_core.device.emulator.card import EmulatedCard
from sscard_core.device.fabricating import card_plan, module_of_tests
from sscard_core.device.lines.listening_card import ListeningCard
from sscard_core.device.lines.pcsc import PcscPort
from sscard_core.device.lines.recording import RecordingPort
from sscard_core.device.lines.replaying import ReplayPort
from sscard_core.device.lines.trace import read_trace
from sscard_core.device.lines.vpcd import VpcdPort
from sscard_core.device.port import CardPort
from sscard_core.device.profile import Profile
from sscard_core.device.reading import CardData, read_card
from sscard_core.device.security.security_module import SoftwareModule

GENERATIONS = (1, 2, 3)


@cache
def keys(generation: int) -> SoftwareModule:
    """Return the test keys of a generation."""
    return module_of_tests(Profile(generation=generation))


def card(generation: int) -> EmulatedCard:
    """Return a new card of a generation."""
    return EmulatedCard(card_plan(Profile(generation=generation), module=keys(generation)))


@cache
def known(generation: int) -> CardData:
    """Return what a card says in this process."""
    data = read_card(card(generation), keys(generation))
    assert data.is_whole
    assert data.holder is not None
    return data


@contextmanager
def over_vpcd(generation: int) -> Iterator[CardPort]:
    """Reach a card that listens on loopback."""
    with (
        ListeningCard(card(generation), port=0) as waiting,
        closing(VpcdPort.dial(waiting.host, waiting.port)) as port,
    ):
        yield port


@contextmanager
def replayed(generation: int) -> Iterator[CardPort]:
    """Replay what was recorded of a card."""
    written = StringIO()
    read_card(RecordingPort(card(generation), written, whole=True), keys(generation))
    yield ReplayPort(read_trace(written.getvalue()))


class TestEveryLine:
    """The four lines."""

    @pytest.mark.parametrize("generation", GENERATIONS)
    @pytest.mark.parametrize("line", [over_vpcd, replayed], ids=["vpcd", "trace"])
    def test_says_what_the_card_in_this_process_says(self, line: type, generation: int) -> None:
        with line(generation) as port:
            assert read_card(port, keys(generation)) == known(generation)

    @pytest.mark.parametrize("generation", GENERATIONS)
    def test_pcsc_says_it_too(self, daemon: PrivateDaemon, generation: int) -> None:
        with inserted(daemon, card(generation)), closing(PcscPort.open(READERS[0])) as port:
            assert read_card(port, keys(generation)) == known(generation)

    def test_another_card_says_something_else(self) -> None:
        assert known(2) != known(3)
