"""A hundred thousand commands that nobody would send: the card answers each, in bounds, and stays the same card.

The commands come from a seeded generator: whole ones with a byte or a length changed, right headers with any body, and
noise. Hypothesis adds sequences of its own, which it can make smaller when one fails.
"""

from random import Random
from typing import Final

import pytest
from chip_cards import GENERATIONS, SSSE, card_of
from hypothesis import given
from hypothesis import strategies as st

from sscard_core.device.apdu import Command
from sscard_core.device.emulator.dispatch import CLASSES, INSTRUCTIONS, TABLE
from sscard_core.device.status_words import StatusWord

SEEDS: Final = [
    bytes.fromhex(each.replace(" ", ""))
    for each in (
        f"00A40400 0F {SSSE} 00",
        "00A40400 06 D15600000503 00",
        "00A40400 08 A000000333010101 00",
        *(f"00A40000 02 EF{file} 00" for file in ("05", "06", "07", "08", "15", "16")),
        *("00B2010400", "00B2080000", "00B2012C14", "00B0000000", "00B0850000", "00C0000000"),
        *("0084000008", "0084000004", "00200000 03 123456", "00200000"),
        *("805E0100 07 123456FF123456", "805E0000 07 123456 00000000", "84240000 04 00000000"),
        *("0082000A 10" + "00" * 16, "00880000 10" + "00" * 16 + "00", "008200 12 10" + "00" * 16),
        *("00DC0A00 03 0A0131", "04DC0A00 07 0A013100000000", "00D6000004 00000000", "00E20000 03 0A0131"),
        *("841E0000 04 00000000", "84180000 04 00000000", "84160000 04 00000000"),
        *("B028000B 0B 01 00000001 000000000001", "B0280001 0B 01 00000001 000000000001 10"),
        "B0520000 0B 20240311100000 00000000",
    )
]
PER_GENERATION: Final = 40_000
HEADERS: Final = sorted(TABLE)


def mutated(random: Random) -> bytes:
    """Return a command of the seeds with something changed."""
    raw = bytearray(random.choice(SEEDS))
    for _ in range(random.randrange(3)):
        place = random.randrange(len(raw)) if raw else 0
        match random.randrange(4):
            case 0 if raw:
                raw[place] = random.randrange(256)
            case 1 if raw:
                raw[place] ^= 1 << random.randrange(8)
            case 2:
                del raw[place:]
            case _:
                raw[place:place] = random.randbytes(random.randrange(1, 4))
    return bytes(raw)


def headed(random: Random) -> bytes:
    """Return a command of the table with any parameters and any body."""
    cla, ins = random.choice(HEADERS)
    p1, p2 = (random.choice((0, 1, 2, 4, 10, 0x2C, 0x34, 0x81, random.randrange(256))) for _ in range(2))
    data = random.randbytes(random.choice((0, 0, 1, 2, 3, 4, 8, 11, 16, 17, 255, 300)))
    return Command(cla, ins, p1, p2, data, random.choice((None, 1, 8, 256, 257, 65536))).to_bytes()


def noise(random: Random) -> bytes:
    """Return bytes."""
    return random.randbytes(random.randrange(40))


def demand_sane(command: bytes, answer: bytes) -> None:
    """Look at an answer: two bytes at least, a status word of the table, data only with success or a warning."""
    assert len(answer) >= 2, command.hex()
    sw = int.from_bytes(answer[-2:], "big")
    assert StatusWord(sw).row is not None, f"{command.hex()} was answered {sw:04X}"
    assert len(answer) <= 65_538
    assert len(answer) == 2 or sw == 0x9000 or sw >> 8 in (0x61, 0x62), (
        f"{command.hex()} was answered {sw:04X}"
    )


@pytest.mark.parametrize("t0", [False, True])
@pytest.mark.parametrize("generation", GENERATIONS)
def test_no_command_breaks_a_card(generation: int, *, t0: bool) -> None:
    random = Random(generation * 2 + t0)
    card = card_of(generation, t0=t0)
    fresh, words = card.to_json(), set()
    for number in range(PER_GENERATION // 2):
        if number % 50 == 0:
            card.reset()
        command = random.choice((mutated, mutated, headed, noise))(random)
        answer = card.transmit(command)
        demand_sane(command, answer)
        words.add(answer[-2:])
        if number % 5_000 == 4_999:
            card = card_of(generation, t0=t0)
    assert len(words) > 15, "the commands reach into the card"
    assert card_of(generation).to_json() == fresh, "no card changes another"


@given(
    st.sampled_from(GENERATIONS),
    st.lists(st.sampled_from(SEEDS) | st.binary(max_size=24), max_size=30),
    st.booleans(),
)
def test_no_sequence_of_commands_breaks_a_card(generation: int, commands: list[bytes], t0: bool) -> None:
    card = card_of(generation, t0=t0)
    for command in commands:
        demand_sane(command, card.transmit(command))
    card.reset()
    assert card.transmit(bytes.fromhex("00B2032C06"))[-2:] == b"\x90\x00"


def test_the_seeds_reach_every_instruction() -> None:
    assert {seed[1] for seed in SEEDS} == INSTRUCTIONS
    assert {seed[0] for seed in SEEDS} == CLASSES


def test_an_odd_answer_would_be_seen() -> None:
    with pytest.raises(AssertionError, match="was answered 6A82"):
        demand_sane(b"", b"\x01\x6a\x82")
    for answer in (b"", b"\x90", b"\x77\x77"):
        with pytest.raises(AssertionError):
            demand_sane(b"", answer)
