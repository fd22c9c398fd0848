"""Command and response APDUs, strictly read and written in the shortest form.

Source: ISO/IEC 7816-3, 12.1.3 (the four cases and how their lengths are coded); ISO/IEC 7816-4, 5.

>>> Command.parse(bytes.fromhex("00A4040002DDF100"))
Command(00 A4 04 00, 2 bytes, Le 256)
>>> Command(0x00, 0xB2, 0x08, 0x00, le=0x14).to_bytes().hex()
'00b2080014'
>>> Command.parse(bytes.fromhex("00A4040003DDF1"))
Traceback (most recent call last):
    ...
sscard_core.device.apdu.MalformedApdu: Lc says 3 bytes of data; 2 bytes follow it
"""

from typing import Final, Self

from attrs import field, frozen

from sscard_core.device.chip_error import ChipError

HEADER: Final = 4
SHORT_DATA: Final = 255
SHORT_ANSWER: Final = 256
LONG_DATA: Final = 65_535
LONG_ANSWER: Final = 65_536
DONE: Final = 0x9000
"""The status word of a command that was carried out."""

_REMEDY: Final = "write the command as one of the four cases of ISO/IEC 7816-3, 12.1.3"


class MalformedApdu(ChipError):
    """Bytes are no command or no response, or a part of one does not fit its place. Says lengths, never contents."""


def _malformed(message: str) -> MalformedApdu:
    return MalformedApdu(message, remedy=_REMEDY)


@frozen(repr=False)
class Command:
    """One command. `le` is the most that is expected back in bytes (1 to 65536), None where nothing is.

    The data of a command may be a PIN or a person's name: repr shows how long they are.

    Raises: MalformedApdu.
    """

    cla: int
    ins: int
    p1: int
    p2: int
    data: bytes = field(default=b"")
    le: int | None = None

    def __attrs_post_init__(self) -> None:
        if not 0 <= self.cla | self.ins | self.p1 | self.p2 <= 0xFF:
            raise _malformed("CLA, INS, P1 and P2 are one byte each (0 to 255)")
        if len(self.data) > LONG_DATA:
            raise _malformed(f"a command carries at most {LONG_DATA} bytes; found {len(self.data)}")
        if self.le is not None and not 0 < self.le <= LONG_ANSWER:
            raise _malformed(f"Le is 1 to {LONG_ANSWER} bytes; found {self.le}")

    def __repr__(self) -> str:
        header = f"{self.cla:02X} {self.ins:02X} {self.p1:02X} {self.p2:02X}"
        return f"Command({header}, {len(self.data)} bytes, Le {self.le})"

    @property
    def case(self) -> int:
        """1: header only; 2: Le; 3: data; 4: data and Le."""
        return 1 + 2 * bool(self.data) + (self.le is not None)

    @property
    def header(self) -> bytes:
        """CLA INS P1 P2."""
        return bytes((self.cla, self.ins, self.p1, self.p2))

    @property
    def is_long(self) -> bool:
        """True if the lengths only fit extended fields."""
        return len(self.data) > SHORT_DATA or (self.le or 0) > SHORT_ANSWER

    def to_bytes(self) -> bytes:
        """Return the command in the shortest form that holds it."""
        data, le = self.data, self.le
        if self.is_long:
            expected = b"" if le is None else (le % LONG_ANSWER).to_bytes(2, "big")
            counted = len(data).to_bytes(2, "big") + data if data else b""
            return self.header + b"\0" + counted + expected
        expected = b"" if le is None else bytes((le % SHORT_ANSWER,))
        counted = bytes((len(data),)) + data if data else b""
        return self.header + counted + expected

    @classmethod
    def parse(cls, raw: bytes) -> Self:
        """Return the command in the bytes; long forms of short commands are read too.

        Raises: MalformedApdu, where a length field does not agree with what follows it.
        """
        if len(raw) < HEADER:
            raise _malformed(f"a command has {HEADER} bytes at least; found {len(raw)}")
        data, le = _body(raw[HEADER:])
        return cls(raw[0], raw[1], raw[2], raw[3], data, le)


def _body(body: bytes) -> tuple[bytes, int | None]:
    """Return data and Le of what follows the header."""
    if not body:
        return b"", None
    if len(body) == 1:
        return b"", body[0] or SHORT_ANSWER
    if body[0]:
        return _counted(body, 1, body[0])
    if len(body) == 2:
        raise _malformed("an extended length field has 3 bytes, the first 00; found 2")
    number = int.from_bytes(body[1:3], "big")
    if len(body) == 3:
        return b"", number or LONG_ANSWER
    if not number:
        raise _malformed("an extended Lc of 0 stands before data; a command without data has no Lc")
    return _counted(body, 3, number)


def _counted(body: bytes, start: int, length: int) -> tuple[bytes, int | None]:
    """Split what stands behind an Lc into data and Le, which is as wide as in the same form of case 2."""
    end, width = start + length, 2 if start == 3 else 1
    left = len(body) - end
    if left == 0:
        return body[start:], None
    if left != width:
        raise _malformed(f"Lc says {length} bytes of data; {len(body) - start} bytes follow it")
    whole = SHORT_ANSWER if width == 1 else LONG_ANSWER
    return body[start:end], int.from_bytes(body[end:], "big") or whole


@frozen(repr=False)
class Response:
    """One answer: data and status word. repr shows how long the data are.

    >>> Response.parse(bytes.fromhex("0104322E30309000"))
    Response(6 bytes, 9000)
    """

    data: bytes
    sw: int

    def __repr__(self) -> str:
        return f"Response({len(self.data)} bytes, {self.sw:04X})"

    @classmethod
    def parse(cls, raw: bytes) -> Self:
        """Return data and status word of the bytes. Raises: MalformedApdu, for fewer than two bytes."""
        if len(raw) < 2:
            raise _malformed(f"an answer ends with a status word of 2 bytes; found {len(raw)}")
        return cls(raw[:-2], raw[-2] << 8 | raw[-1])

    @property
    def is_ok(self) -> bool:
        """True for 9000."""
        return self.sw == DONE

    def to_bytes(self) -> bytes:
        """Return data and status word."""
        return self.data + self.sw.to_bytes(2, "big")
