"""Cards that answer anything at all: what reads them gives data, or an error of the family, and always comes to an end."""

from collections.abc import Callable
from contextlib import suppress
from random import Random
from typing import Final

import pytest
from chip_cards import GENERATIONS, card_of, module_of
from driver_stations import Pad
from hypothesis import given
from hypothesis import strategies as st

from sscard_core.device.driver.driver import Driver
from sscard_core.device.driver.station import Interface, Station
from sscard_core.device.errors import DeviceError
from sscard_core.device.port import CardPort
from sscard_core.device.reading import CardData, read_card

ATR: Final = bytes.fromhex("3B6D000000814E43238660000100A1B2C3")
MOST: Final = 40_000


class Liar:
    """A card whose answers are changed on the way, or made up."""

    def __init__(self, card: CardPort, random: Random, rate: float) -> None:
        self.card = card
        self.random = random
        self.rate = rate
        self.commands = 0

    @property
    def atr(self) -> bytes:
        return self.card.atr

    def reset(self) -> bytes:
        return self.card.reset()

    def close(self) -> None:
        self.card.close()

    def transmit(self, command: bytes) -> bytes:
        self.commands += 1
        assert self.commands < MOST, "the reader never comes to an end"
        answer = bytearray(self.card.transmit(command))
        if self.random.random() >= self.rate:
            return bytes(answer)
        place = self.random.randrange(len(answer))
        match self.random.randrange(5):
            case 0:
                answer[place] = self.random.randrange(256)
            case 1:
                del answer[place:]
            case 2:
                answer[place:place] = self.random.randbytes(2)
            case 3:
                answer[-2:] = self.random.choice(
                    (b"\x61\x10", b"\x6c\x04", b"\x69\x82", b"\x63\xc1", b"\x90\x00")
                )
            case _:
                answer[:] = self.random.randbytes(self.random.randrange(12))
        return bytes(answer)


@pytest.mark.parametrize("rate", [0.03, 0.3, 1.0])
@pytest.mark.parametrize("generation", GENERATIONS)
def test_a_card_that_lies_is_read_or_refused(generation: int, rate: float) -> None:
    random, module = Random(generation), module_of(generation)
    read = refused = 0
    for _ in range(60):
        liar = Liar(card_of(generation), random, rate)
        try:
            assert isinstance(read_card(liar, module), CardData)
            read += 1
        except DeviceError:
            refused += 1
    assert refused > 0
    assert read > 0 or rate == 1.0


def reaching(port: CardPort) -> Callable[[], CardPort]:
    """Return a slot in which the card is."""
    return lambda: port


@pytest.mark.parametrize("rate", [0.05, 1.0])
@pytest.mark.parametrize("generation", GENERATIONS)
def test_the_driver_has_a_code_for_every_lie(generation: int, rate: float) -> None:
    random, module = Random(generation), module_of(generation)
    for function, arguments in (
        ("iReadCardBas", (1,)),
        ("iReadCard", (1, 1, "", "DF01EF05|20|$DF04EF08:01$SSSEEF06|08|$")),
        ("iWriteCard", (1, "", "DF01EF08|2B|$", "1|")),
        ("iVerifyPIN", (1,)),
        ("iChangePIN", (1,)),
        ("iUnblockPIN", (1, "")),
    ):
        for _ in range(20):
            liar = Liar(card_of(generation), random, rate)
            station = Station({Interface.CONTACT: reaching(liar)}, Pad(*["123456"] * 3), module)
            answer = Driver(station).call(function, *arguments)
            assert answer.code <= 0
            assert "123456" not in answer.text


class Parrot:
    """A card that says what it was given to say, over and over."""

    atr = ATR

    def __init__(self, answers: list[bytes]) -> None:
        self.answers = answers
        self.commands = 0

    def reset(self) -> bytes:
        return self.atr

    def close(self) -> None:
        """Nothing to let go."""

    def transmit(self, command: bytes) -> bytes:
        self.commands += 1
        assert self.commands < MOST
        return self.answers[self.commands % len(self.answers)]


@given(
    st.lists(
        st.binary(max_size=20) | st.builds(lambda data: data + b"\x90\x00", st.binary(max_size=40)),
        min_size=1,
    )
)
def test_any_answers_end_in_data_or_an_error(answers: list[bytes]) -> None:
    with suppress(DeviceError):
        assert isinstance(read_card(Parrot(answers), module_of(2)), CardData)
