"""The driver: every national function by its name, called with text and numbers, answered with a code and a text."""

from collections.abc import Callable, Mapping
from typing import Any, Final, NamedTuple

from attrs import frozen

from sscard_core.device.card_errors import WrongPin
from sscard_core.device.driver import cards, debit, hsm, pins
from sscard_core.device.driver.codes import (
    BAD_ARGUMENT,
    OK,
    PIN_CANCELLED,
    PIN_FAILED,
    PIN_TIMEOUT,
    UNSUPPORTED,
    code_of,
    meaning,
)
from sscard_core.device.driver.pin_pad import EntryCancelled, EntryTimedOut
from sscard_core.device.driver.station import Station
from sscard_core.device.errors import DeviceError
from sscard_core.device.files.codecs import CHARSET


class Answer(NamedTuple):
    """What a function returns: 0 and its data, or a negative code and what it means. The text may be personal data."""

    code: int
    text: str

    def __repr__(self) -> str:
        return f"Answer({self.code}, {len(self.text)} characters)"

    @property
    def text_in_gbk(self) -> bytes:
        """The text as C callers get it; a character that GBK lacks becomes a question mark."""
        return self.text.encode(CHARSET, "replace")


@frozen
class Function:
    """A function: what does it, and the names of its arguments in order. Those that begin with i are numbers."""

    does: Callable[..., str]
    arguments: tuple[str, ...]


_CARD: Final = ("iType", "pCardInfo")
_FILE: Final = (*_CARD, "pFileAddr")

FUNCTIONS: Final[Mapping[str, Function]] = {
    "iReadCardBas": Function(cards.read_card_bas, ("iType",)),
    "iReadCardBas_HSM_Step1": Function(hsm.read_card_bas_1, ("iType",)),
    "iReadCardBas_HSM_Step2": Function(hsm.read_card_bas_2, ("pKey",)),
    "iReadCard": Function(cards.read_card, ("iType", "iAuthType", "pCardInfo", "pFileAddr")),
    "iReadCard_HSM_Step1": Function(hsm.read_card_1, _FILE),
    "iReadCard_HSM_Step2": Function(hsm.read_card_2, ("pKey",)),
    "iWriteCard": Function(cards.write_card, (*_FILE, "pWriteData")),
    "iWriteCard_HSM_Step1": Function(hsm.write_card_1, _FILE),
    "iWriteCard_HSM_Step2": Function(hsm.write_card_2, ("pKey", "pWriteData")),
    "iVerifyPIN": Function(pins.verify_pin, ("iType",)),
    "iChangePIN": Function(pins.change_pin, ("iType",)),
    "iReloadPIN": Function(pins.reload_pin, _CARD),
    "iReloadPIN_HSM_Step1": Function(hsm.reload_pin_1, _CARD),
    "iReloadPIN_HSM_Step2": Function(hsm.reload_pin_2, ("pKey",)),
    "iReloadPIN_HSM_Step3": Function(hsm.reload_pin_3, ("pKey",)),
    "iUnblockPIN": Function(pins.unblock_pin, _CARD),
    "iUnblockPIN_HSM_Step1": Function(hsm.unblock_pin_1, _CARD),
    "iUnblockPIN_HSM_Step2": Function(hsm.unblock_pin_2, ("pKey",)),
    "iUnblockPIN_HSM_Step3": Function(hsm.unblock_pin_3, ("pKey",)),
    "iDoDebit": Function(debit.do_debit, (*_CARD, "pPayInfo")),
    "iDoDebit_HSM_Step1": Function(debit.do_debit, (*_CARD, "pPayInfo")),
    "iDoDebit_HSM_Step2": Function(debit.do_debit_2, ("pKey",)),
    "iReadDebitRecord": Function(debit.read_debit_records, ("iType",)),
}
"""What this driver does. PKI_ and every other function are answered -13."""

_ENTRY: Final = {EntryCancelled: PIN_CANCELLED, EntryTimedOut: PIN_TIMEOUT}


class Driver:
    """SSCardDriver over a station's cards. For one thread."""

    def __init__(self, station: Station) -> None:
        self.station = station

    def call(self, function: str, *arguments: int | str) -> Answer:
        """Call a function by its name; a user's mistake or a card's refusal is a code, never an exception."""
        known = FUNCTIONS.get(function)
        if known is None:
            return _refused(UNSUPPORTED.value)
        if not _fit(known, arguments):
            return _refused(BAD_ARGUMENT.value)
        try:
            return Answer(OK.value, known.does(self.station, *arguments))
        except WrongPin as wrong:
            return _wrong_pin(wrong)
        except (EntryCancelled, EntryTimedOut) as entry:
            return _refused(_ENTRY[type(entry)].value)
        except DeviceError as problem:
            return _refused(code_of(problem))
        finally:
            self.station.let_go()


def _fit(function: Function, arguments: tuple[Any, ...]) -> bool:
    """True for as many arguments as there are names, each of the type that its name tells."""
    kinds = [int if name.startswith("i") else str for name in function.arguments]
    return len(arguments) == len(kinds) and all(
        type(a) is kind for a, kind in zip(arguments, kinds, strict=True)
    )


def _refused(code: int) -> Answer:
    return Answer(code, meaning(code))


def _wrong_pin(wrong: WrongPin) -> Answer:
    left = "" if wrong.tries_left is None else f"，还可再试 {wrong.tries_left} 次"
    return Answer(PIN_FAILED.value, f"{PIN_FAILED.zh}{left}")
