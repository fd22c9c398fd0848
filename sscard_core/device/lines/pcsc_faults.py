"""What each return code of PC/SC means, at the moment it was returned: the table of faults, whole.

The same code means one thing when a card is asked for and another in the middle of a command; the first row that fits is
taken. Codes: PC/SC Workgroup part 5; the moments at which pcsc-lite gives them were observed with pcscd 1.9.9.
"""

from collections.abc import Mapping
from enum import Enum, unique
from typing import Final

from attrs import frozen

from sscard_core.device.errors import (
    CardMute,
    CardRemoved,
    CardReset,
    CommandTooLong,
    CommandTooShort,
    GarbledAnswer,
    LineError,
    LineFault,
    LineTimeout,
    NoCard,
    NoReader,
    NotAllowed,
    PortClosed,
    ProtocolMismatch,
    ReaderBusy,
    ReaderGone,
    ServiceLost,
    ServiceNotRunning,
    TransactionFailed,
)

SUCCESS: Final = 0


@unique
class Moment(Enum):
    """What was being done when the code came back."""

    STARTING = "a context was asked for"
    LISTING = "the readers were listed"
    CONNECTING = "the card was asked for"
    TRANSMITTING = "a command was under way"
    RESETTING = "the card was being reset"
    HOLDING = "a transaction was begun or ended"
    WATCHING = "readers were watched"


BEFORE: Final = frozenset({Moment.STARTING, Moment.LISTING, Moment.CONNECTING, Moment.WATCHING})
"""The moments before a card is held."""

DURING: Final = frozenset({Moment.TRANSMITTING, Moment.RESETTING, Moment.HOLDING})
"""The moments in which a card is held, and can therefore be lost."""

ALWAYS: Final = BEFORE | DURING
ASKING: Final = frozenset({Moment.STARTING})


@frozen
class Fault:
    """One row: a code, its name in PC/SC, the moments it is read so, and the error it becomes."""

    code: int
    name: str
    when: frozenset[Moment]
    error: type[LineError]


FAULTS: Final = (
    Fault(0x8010001D, "SCARD_E_NO_SERVICE", ASKING, ServiceNotRunning),
    Fault(0x8010001D, "SCARD_E_NO_SERVICE", ALWAYS, ServiceLost),
    Fault(0x8010001E, "SCARD_E_SERVICE_STOPPED", ASKING, ServiceNotRunning),
    Fault(0x8010001E, "SCARD_E_SERVICE_STOPPED", ALWAYS, ServiceLost),
    Fault(0x80100013, "SCARD_F_COMM_ERROR", ALWAYS, ServiceLost),
    Fault(0x80100018, "SCARD_P_SHUTDOWN", ALWAYS, ServiceLost),
    Fault(0x80100012, "SCARD_E_SYSTEM_CANCELLED", ALWAYS, ServiceLost),
    Fault(0x8010006A, "SCARD_W_SECURITY_VIOLATION", ALWAYS, NotAllowed),
    Fault(0x80100027, "SCARD_E_NO_ACCESS", ALWAYS, NotAllowed),
    Fault(0x8010002E, "SCARD_E_NO_READERS_AVAILABLE", ALWAYS, NoReader),
    Fault(0x80100009, "SCARD_E_UNKNOWN_READER", BEFORE, NoReader),
    Fault(0x80100009, "SCARD_E_UNKNOWN_READER", DURING, ReaderGone),
    Fault(0x80100017, "SCARD_E_READER_UNAVAILABLE", BEFORE, NoReader),
    Fault(0x80100017, "SCARD_E_READER_UNAVAILABLE", DURING, ReaderGone),
    Fault(0x8010000B, "SCARD_E_SHARING_VIOLATION", ALWAYS, ReaderBusy),
    Fault(0x8010000C, "SCARD_E_NO_SMARTCARD", BEFORE, NoCard),
    Fault(0x8010000C, "SCARD_E_NO_SMARTCARD", DURING, CardRemoved),
    Fault(0x80100069, "SCARD_W_REMOVED_CARD", BEFORE, NoCard),
    Fault(0x80100069, "SCARD_W_REMOVED_CARD", DURING, CardRemoved),
    Fault(0x80100066, "SCARD_W_UNRESPONSIVE_CARD", ALWAYS, CardMute),
    Fault(0x80100067, "SCARD_W_UNPOWERED_CARD", ALWAYS, CardMute),
    Fault(0x80100065, "SCARD_W_UNSUPPORTED_CARD", ALWAYS, ProtocolMismatch),
    Fault(0x8010000F, "SCARD_E_PROTO_MISMATCH", ALWAYS, ProtocolMismatch),
    Fault(0x80100068, "SCARD_W_RESET_CARD", ALWAYS, CardReset),
    Fault(0x80100016, "SCARD_E_NOT_TRANSACTED", ALWAYS, TransactionFailed),
    Fault(0x80100008, "SCARD_E_INSUFFICIENT_BUFFER", frozenset({Moment.TRANSMITTING}), CommandTooLong),
    Fault(0x80100004, "SCARD_E_INVALID_PARAMETER", frozenset({Moment.TRANSMITTING}), CommandTooShort),
    Fault(0x8010000A, "SCARD_E_TIMEOUT", ALWAYS, LineTimeout),
    Fault(0x80100003, "SCARD_E_INVALID_HANDLE", ALWAYS, PortClosed),
    Fault(0x80100011, "SCARD_E_INVALID_VALUE", ALWAYS, PortClosed),
    Fault(0x80100015, "SCARD_E_INVALID_ATR", ALWAYS, GarbledAnswer),
)


def _read() -> Mapping[tuple[Moment, int], Fault]:
    found: dict[tuple[Moment, int], Fault] = {}
    for fault in FAULTS:
        for moment in fault.when:
            found.setdefault((moment, fault.code), fault)
    return found


_FOUND: Final = _read()


def error_of(code: int, moment: Moment, where: str = "") -> LineError:
    """Return the error that a return code means at a moment; `where` is the name of the reader.

    Windows returns the codes as negative numbers of 32 bits; they are read as the same codes.
    """
    plain = code & 0xFFFFFFFF
    fault = _FOUND.get((moment, plain))
    if fault is None:
        return LineFault(where, moment.value, plain)
    return fault.error(where, fault.name, plain)
