"""Which card is meant, and the line to it: a reader, an emulated card, a card that listens, or a recorded trace."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Final

from attrs import frozen

from sscard_core.cli.complaining import complain
from sscard_core.device.card import OpenedCard
from sscard_core.device.emulator.card import EmulatedCard
from sscard_core.device.errors import DeviceError
from sscard_core.device.fabricating import card_plan, module_of_tests
from sscard_core.device.lines.pcsc import PcscPort
from sscard_core.device.lines.recording import RecordingPort
from sscard_core.device.lines.replaying import ReplayPort
from sscard_core.device.lines.trace import read_trace
from sscard_core.device.lines.vpcd import VpcdPort
from sscard_core.device.port import CardPort
from sscard_core.device.profile import Profile
from sscard_core.device.profile_files import load_profile
from sscard_core.rulebooks.telling import Language

GENERATIONS: Final = {"gen1": 1, "gen2": 2, "gen3": 3}
WRONG_ARGUMENT: Final = 2
CARD_FAILED: Final = 1


class WrongArgument(ValueError):
    """An option means nothing: which one, and what would mean something."""


def profile_of(text: str) -> Profile:
    """Return the profile of a generation's name or of a file. Raises: DeviceError, WrongArgument."""
    if text not in GENERATIONS and not Path(text).exists():
        raise WrongArgument(f"{text}: expected {', '.join(GENERATIONS)}, or the file of a profile")
    return Profile(generation=GENERATIONS[text]) if text in GENERATIONS else load_profile(Path(text))


def emulated(profile: Profile) -> EmulatedCard:
    """Return a card of a profile, with test keys. Raises: DeviceError."""
    return EmulatedCard(card_plan(profile, module=module_of_tests(profile)))


def address_of(text: str) -> tuple[str, int]:
    """Read HOST:PORT. Raises: WrongArgument."""
    host, _, port = text.rpartition(":")
    if not host or not port.isdecimal() or int(port) > 65535:
        raise WrongArgument(f"{text}: expected HOST:PORT, such as 127.0.0.1:35963")
    return host, int(port)


@frozen(kw_only=True)
class CardLine:
    """The options that say which card is meant. At most one of the first four."""

    reader: str | None = None
    emulated: str | None = None
    vpcd: str | None = None
    replay: Path | None = None
    record: Path | None = None
    test_keys: bool = False
    unmasked: bool = False

    @contextmanager
    def open(self) -> Iterator[OpenedCard]:
        """Open the card that is meant. Raises: DeviceError, WrongArgument, OSError."""
        chosen = [each for each in (self.reader, self.emulated, self.vpcd, self.replay) if each is not None]
        if len(chosen) > 1:
            raise WrongArgument("one of --reader, --emulated, --vpcd and --replay says which card is meant")
        with closing(self._port()) as port:
            if self.record is None:
                yield self._opened(port)
            else:
                with self.record.open("w", encoding="ascii") as sink:
                    yield self._opened(RecordingPort(port, sink, whole=self.unmasked))

    def _port(self) -> CardPort:
        if self.emulated is not None:
            return emulated(profile_of(self.emulated))
        if self.replay is not None:
            return ReplayPort(read_trace(self.replay.read_text("ascii", "replace"), self.replay.name))
        if self.vpcd is not None:
            return VpcdPort.dial(*address_of(self.vpcd))
        return PcscPort.open(self.reader)

    def _opened(self, port: CardPort) -> OpenedCard:
        """Open the card at a port, with the test keys of its generation where they are wanted."""
        card = OpenedCard.open(port)
        if self.test_keys or self.emulated is not None:
            card.module = module_of_tests(Profile(generation=int(card.layout.version[0])))
        return card


@contextmanager
def failing(language: Language) -> Iterator[list[int]]:
    """Tell what fails in a line on stderr, with its remedy, and leave the exit code in the list."""
    code = [0]
    try:
        yield code
    except DeviceError as problem:
        told = problem.in_chinese() if language is Language.CHINESE else str(problem)
        remedy = "" if problem.remedy in told or language is Language.CHINESE else f". {problem.remedy}"
        complain(f"{told}{remedy}")
        code[0] = CARD_FAILED
    except WrongArgument as problem:
        complain(problem)
        code[0] = WRONG_ARGUMENT
    except BrokenPipeError:
        raise
    except OSError as problem:
        complain(f"{problem.filename}: {problem.strerror or problem}")
        code[0] = WRONG_ARGUMENT
