"""The emulated card as a card port: bytes in, bytes out, and never anything that ISO/IEC 7816-4 does not know.

It is for one thread. What it answers depends on the plan, on what it was sent, and on the source of random numbers.
"""

import secrets
from typing import Self

from sscard_core.device.apdu import SHORT_ANSWER, Command, MalformedApdu
from sscard_core.device.chip_error import ChipError
from sscard_core.device.emulator.answers import MORE, OK, WRONG_LE, WRONG_LENGTH, Answer
from sscard_core.device.emulator.chip import Chip, RandomSource, first_cells
from sscard_core.device.emulator.dispatch import dispatch
from sscard_core.device.emulator.image import memory_from_json, memory_to_json
from sscard_core.device.emulator.memory import Memory, PowerLost
from sscard_core.device.emulator.plan import CardPlan
from sscard_core.device.instructions import Instruction


class CardClosed(ChipError):
    """The card was let go, or never powered again after it lost its power."""

    def __init__(self, problem: str, remedy: str) -> None:
        super().__init__(problem, remedy=remedy)


class EmulatedCard:
    """A card in memory.

    `t0`: speak as T=0 does: 61xx where data wait, 6Cxx where Le is not exact. Without it data come with the answer, if
    the command has an Le.
    """

    def __init__(
        self,
        plan: CardPlan,
        *,
        t0: bool = False,
        random: RandomSource = secrets.token_bytes,
        memory: Memory | None = None,
    ) -> None:
        self._chip = Chip(plan, memory or Memory(first_cells(plan)), random)
        self._t0 = t0
        self._is_open = True
        self._is_powered = True

    @classmethod
    def from_json(cls, plan: CardPlan, text: str, *, t0: bool = False) -> Self:
        """Return the card of a plan with the memory that was written to JSON. Raises: ImageError."""
        return cls(plan, t0=t0, memory=memory_from_json(text, first_cells(plan)))

    def to_json(self) -> str:
        """Return the card's memory as JSON. It holds personal data and the PIN: it belongs in no log."""
        return memory_to_json(self._chip.memory)

    @property
    def atr(self) -> bytes:
        """The answer to reset."""
        return self._chip.plan.atr

    def reset(self) -> bytes:
        """Take the power away and give it back. Raises: CardClosed; PowerLost, if it is lost again while mending."""
        self._demand_open()
        self._is_powered = False
        self._chip.power_up()
        self._is_powered = True
        return self.atr

    def lose_power_after(self, written: int | None) -> None:
        """Let the power fail once so many bytes more of lasting memory are written (a torn card)."""
        self._chip.memory.lose_power_after(written)

    def transmit(self, command: bytes) -> bytes:
        """Carry out one command. What is no command is answered 6700. Raises: CardClosed, PowerLost."""
        self._demand_open()
        if not self._is_powered:
            raise CardClosed("the card has no power", "reset the card")
        try:
            asked = Command.parse(command)
        except MalformedApdu:
            return WRONG_LENGTH.to_bytes(2, "big")
        try:
            data = dispatch(self._chip, asked)
        except Answer as answer:
            return self._sent(asked, answer.data, answer.sw.to_bytes(2, "big"))
        except PowerLost:
            self._is_powered = False
            raise
        return self._sent(asked, data, OK)

    def close(self) -> None:
        """Let the card go; its memory is kept."""
        self._is_open = False

    def _demand_open(self) -> None:
        if not self._is_open:
            raise CardClosed("the card was let go", "open the card again")

    def _sent(self, command: Command, data: bytes, status: bytes) -> bytes:
        """Return the answer as the line carries it; what does not go over it waits for GET RESPONSE."""
        session, le = self._chip.session, command.le
        if not data:
            session.waiting = b""
            return status
        if command.ins == Instruction.GET_RESPONSE:
            return self._fetched(data, le or 0)
        session.waiting = b""
        if self._t0 and le is not None and not command.data and le != len(data) <= SHORT_ANSWER:
            return (WRONG_LE | len(data) & 0xFF).to_bytes(2, "big")
        if self._t0 and command.data:
            session.waiting = data
            return (MORE | min(len(data), SHORT_ANSWER) & 0xFF).to_bytes(2, "big")
        return status if le is None else data[:le] + status

    def _fetched(self, data: bytes, le: int) -> bytes:
        """Return as much of the waiting data as is asked for; what is asked wrongly goes on waiting."""
        if le > len(data) and le != SHORT_ANSWER:
            return (WRONG_LE | len(data) & 0xFF).to_bytes(2, "big")
        left = self._chip.session.waiting = data[le:]
        return data[:le] + ((MORE | min(len(left), SHORT_ANSWER) & 0xFF).to_bytes(2, "big") if left else OK)
