"""Every file of every generation under every proof: read and write as the layout says, and not otherwise."""

import pytest
from chip_cards import GENERATIONS, SSSE, card_of, enter, prove_key, word

from sscard_core.device.emulator.card import EmulatedCard
from sscard_core.device.files.access import Control, Rule
from sscard_core.device.files.layout import ElementFile, Structure
from sscard_core.device.files.layout_files import layout
from sscard_core.device.profile import VERSIONS

OPENS = {
    #                    nothing, PIN,  key,   both
    Control.FREE: (True, True, True, True),
    Control.PIN: (False, True, False, True),
    Control.KEY: (False, False, True, True),
    Control.PIN_OR_KEY: (False, True, True, True),
    Control.PIN_AND_KEY: (False, False, False, True),
    Control.NEVER: (False, False, False, False),
}
PROOFS = {(False, False): 0, (True, False): 1, (False, True): 2, (True, True): 3}
FILES = [
    pytest.param(generation, file, id=f"{generation} {file.address}")
    for generation in GENERATIONS
    for file in layout(VERSIONS[generation]).files.values()
]


@pytest.mark.parametrize("control", Control)
@pytest.mark.parametrize("proofs", PROOFS)
def test_a_control_class_lets_pass_what_it_says(control: Control, proofs: tuple[bool, bool]) -> None:
    pin, key = proofs
    assert (
        Rule(control, "00000A").allows(pin=pin, keys={0x0A} if key else {0x0B})
        is OPENS[control][PROOFS[proofs]]
    )


def test_a_rule_whose_key_was_not_found_is_not_met_by_any_key() -> None:
    assert not Rule(Control.KEY).allows(pin=True, keys=set(range(256)))


def opened(generation: int, file: ElementFile, rule: Rule, *, pin: bool, key: bool) -> EmulatedCard | None:
    """Return a card in whose file these proofs were given, None where the key is not known."""
    card = card_of(generation)
    name = layout(VERSIONS[generation]).name(file.application)
    enter(card, name.hex(), file.address[-4:])
    if pin:
        assert word(card, "00200000 03 123456") == "9000"
    if key:
        if rule.kid is None:
            return None
        assert prove_key(card, generation, rule.kid) == "9000"
    return card


@pytest.mark.parametrize("proofs", PROOFS)
@pytest.mark.parametrize(("generation", "file"), FILES)
def test_a_file_is_read_by_whom_its_rule_lets(
    generation: int, file: ElementFile, proofs: tuple[bool, bool]
) -> None:
    pin, key = proofs
    card = opened(generation, file, file.read, pin=pin, key=key)
    if card is not None:
        command = "00B0000000" if file.structure is Structure.TRANSPARENT else "00B2010400"
        assert (word(card, command) == "9000") is OPENS[file.read.control][PROOFS[proofs]]


@pytest.mark.parametrize("proofs", PROOFS)
@pytest.mark.parametrize(("generation", "file"), FILES)
def test_a_file_is_written_by_whom_its_rule_lets(
    generation: int, file: ElementFile, proofs: tuple[bool, bool]
) -> None:
    """A command of the wrong length passes the rule, and is refused for its length: nothing need be written."""
    pin, key = proofs
    card = opened(generation, file, file.write, pin=pin, key=key)
    if card is not None:
        command = "00D6000001 00" if file.structure is Structure.TRANSPARENT else "00DC010401 00"
        allowed = OPENS[file.write.control][PROOFS[proofs]] and (file.write.kid is not None or not key)
        assert (word(card, command) != "6982") is allowed


def test_a_key_counts_only_in_the_application_where_it_was_proved() -> None:
    card = card_of(3)
    enter(card, SSSE, "EF06")
    assert prove_key(card, 3, 0x0A) == "9000"
    assert word(card, "00B2080000") == "9000"
    enter(card, "D15600000500")
    enter(card, SSSE, "EF06")
    assert word(card, "00B2080000") == "6982"


def test_selecting_the_same_application_again_keeps_the_proof() -> None:
    card = card_of(3)
    enter(card, SSSE)
    assert prove_key(card, 3, 0x0A) == "9000"
    enter(card, SSSE, "EF06")
    assert word(card, "00B2080000") == "9000"


def test_a_reset_ends_every_proof() -> None:
    card = card_of(3)
    enter(card, SSSE, "EF06")
    assert prove_key(card, 3, 0x0A) == "9000"
    assert word(card, "00200000 03 123456") == "9000"
    card.reset()
    assert word(card, "00B2083400") == "6982"
    enter(card, "D15600000500", "EF05")
    assert word(card, "00B2010400") == "6982"
