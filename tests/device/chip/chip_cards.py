"""Emulated cards to test on, and how a test talks to one: in hexadecimal."""

from typing import Final

from attrs import evolve

from sscard_core.device.apdu import Command, Response
from sscard_core.device.emulator.card import EmulatedCard
from sscard_core.device.fabricating import card_plan, module_of_tests
from sscard_core.device.port import CardPort
from sscard_core.device.profile import Profile
from sscard_core.device.security.ciphers import MAC
from sscard_core.device.security.messaging import mac_text, process_factor
from sscard_core.device.security.security_module import CardOrigin, SoftwareModule

SSSE: Final = "7378312E73682EC9E7BBE1B1A3D5CF"
GENERATIONS: Final = (1, 2, 3)
SOURCE: Final = bytes(range(0xA0, 0xA8))


def profile_of(generation: int) -> Profile:
    """Return the profile of a test card."""
    return Profile(generation=generation)


def module_of(generation: int) -> SoftwareModule:
    """Return the module with the test keys of such cards."""
    return module_of_tests(profile_of(generation))


def origin_of(generation: int) -> CardOrigin:
    """Return what the keys of the test card depend on."""
    profile = profile_of(generation)
    return CardOrigin(profile.region, profile.answer_to_reset)


def card_of(generation: int, *, t0: bool = False) -> EmulatedCard:
    """Return a card with test keys."""
    profile = profile_of(generation)
    return EmulatedCard(card_plan(profile, module=module_of_tests(profile)), t0=t0)


def say(card: CardPort, command: str) -> str:
    """Send a command and return the answer, both in hexadecimal; blanks are for the eye."""
    return card.transmit(bytes.fromhex(command)).hex().upper()


def word(card: CardPort, command: str) -> str:
    """Send a command and return its status word."""
    return say(card, command)[-4:]


def enter(card: CardPort, name: str, file: str = "") -> None:
    """Select an application by its name, and a file in it."""
    assert word(card, f"00A40400 {len(name) // 2:02X} {name} 00") == "9000"
    assert not file or word(card, f"00A40000 02 {file}") == "9000"


def challenge(card: CardPort) -> bytes:
    """Fetch eight random bytes."""
    return Response.parse(card.transmit(bytes.fromhex("0084000008"))).data


def prove_key(card: CardPort, generation: int, kid: int) -> str:
    """Authenticate with a key and return the status word."""
    made = module_of(generation).cryptogram(kid, origin_of(generation), challenge(card), SOURCE)
    return word(card, f"008200{kid:02X}10 {(made + SOURCE).hex()}")


def with_mac(card: CardPort, generation: int, command: Command, kid: int) -> Command:
    """Return the command with its MAC, for a random number fetched just now."""
    random = process_factor(challenge(card))
    made = module_of(generation).mac(kid, origin_of(generation), random, mac_text(command))
    assert len(made) == MAC
    return evolve(command, data=command.data + made)


def send(card: CardPort, command: Command) -> Response:
    """Send a command."""
    return Response.parse(card.transmit(command.to_bytes()))
