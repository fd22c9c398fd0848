"""A talk with a card: what T=0 leaves to the terminal (61xx, 6Cxx), and refusals as typed errors.

Source: ISO/IEC 7816-3, 12.2 (61 and 6C under T=0). A card may answer so under T=1 too; the driver underneath
does neither.
"""

from typing import Final

from attrs import evolve, frozen

from sscard_core.device.apdu import Command, Response
from sscard_core.device.chip_error import ChipError
from sscard_core.device.instructions import Instruction
from sscard_core.device.port import CardPort
from sscard_core.device.status_words import Outcome, StatusWord

MORE: Final = 0x61
WRONG_LE: Final = 0x6C
ROUNDS: Final = 300
"""More than the 257 answers in which 65536 bytes come; a card that still has more to say is not one."""

_REMEDIES: Final = {
    Outcome.TRY_COUNTED: "ask the holder, and do not try again by program: tries are counted",
    Outcome.BLOCKED: "have it unblocked or reset by the issuer",
    Outcome.NOT_ALLOWED: "meet the condition first: select, verify the PIN or authenticate with the key",
    Outcome.NOT_THERE: "check the generation of the card and the layout in use",
    Outcome.WRONGLY_ASKED: "check the command against the generation of the card",
    Outcome.FAILED: "take the card out, clean its contacts and read it again; else have it exchanged",
}


class CardAnswered(ChipError):
    """The card refused a command. `status` is its word, `command` the command's name."""

    def __init__(self, status: StatusWord, command: str) -> None:
        super().__init__(f"{command}: the card answered {status}", remedy=_REMEDIES.get(status.outcome, ""))
        self.status = status
        self.command = command


class EndlessAnswer(ChipError):
    """The card keeps asking for GET RESPONSE or for another length."""

    def __init__(self, command: str) -> None:
        super().__init__(
            f"{command}: the card asks again and again for the same command or for more",
            remedy="take the card out and read it again; a card that does so twice is faulty",
        )
        self.command = command


@frozen
class Exchange:
    """A card port that is talked to in commands.

    `strip_le`: leave out the Le of a command with data, for lines that carry bare T=0.
    """

    port: CardPort
    strip_le: bool = False

    def send(self, command: Command, name: str = "command") -> Response:
        """Send a command, fetch the whole answer and return it, whatever its status word.

        Raises: EndlessAnswer; MalformedApdu for an answer that is none; DeviceError of the line.
        """
        data = b""
        resent = False
        asked = evolve(command, le=None) if self.strip_le and command.data else command
        for _ in range(ROUNDS):
            answer = Response.parse(self.port.transmit(asked.to_bytes()))
            sw1, length = answer.sw >> 8, answer.sw & 0xFF or 256
            data += answer.data
            if sw1 == WRONG_LE and not resent:
                asked, resent = evolve(asked, le=length), True
            elif sw1 == MORE:
                asked, resent = Command(0x00, Instruction.GET_RESPONSE, 0, 0, le=length), False
            elif sw1 == WRONG_LE:
                break
            else:
                return Response(data, answer.sw)
        raise EndlessAnswer(name)

    def send_once(self, command: Command) -> Response:
        """Send a command that must never be sent twice, such as one whose failure is counted."""
        return Response.parse(self.port.transmit(command.to_bytes()))

    def send_ok(self, command: Command, name: str) -> bytes:
        """Send a command that has to be done and return the data of its answer.

        Raises: CardAnswered for every status word but 9000; what `send` raises.
        """
        answer = self.send(command, name)
        if not answer.is_ok:
            raise CardAnswered(StatusWord(answer.sw), name)
        return answer.data
