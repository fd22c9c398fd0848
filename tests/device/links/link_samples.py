"""What the tests of the lines share: a small card that echoes and holds two files, and connected sockets."""

import socket
from collections.abc import Callable
from typing import Final

ATR: Final = bytes.fromhex("3B80800101")
OK: Final = bytes.fromhex("9000")
ECHO: Final = bytes.fromhex("80EE0000")
SELECT_NAME: Final = bytes.fromhex("00A4000002EF06")
READ: Final = bytes.fromhex("00B2010400")
VERIFY: Final = bytes.fromhex("0020000003123456")
NAME: Final = "测试甲".encode("gbk")
FILES: Final = {0xEF05: bytes.fromhex("0201330304322E3030"), 0xEF06: bytes([0x09, len(NAME)]) + NAME}


def echo(data: bytes) -> bytes:
    """Return the command that is answered with its own data."""
    return ECHO + (bytes([len(data)]) if len(data) < 256 else b"\0" + len(data).to_bytes(2, "big")) + data


class EchoCard:
    """Echoes, selects by file identifier, reads the first record, verifies 123456; counts what was asked of it."""

    def __init__(self, atr: bytes = ATR) -> None:
        self.atr = atr
        self.resets = 0
        self.commands = 0
        self.verified = False
        self.tries = 3
        self._selected = 0
        self._answers: dict[bytes, Callable[[bytes], bytes]] = {
            b"\x80\xee": self._echo,
            b"\x00\xa4": self._select,
            b"\x00\xb2": lambda _: FILES[self._selected] + OK if self._selected else b"\x69\x86",
            b"\x00\x20": self._verify,
        }

    def reset(self) -> bytes:
        self.resets += 1
        self.verified = False
        self._selected = 0
        return self.atr

    def transmit(self, command: bytes) -> bytes:
        self.commands += 1
        answer = self._answers.get(command[:2])
        return b"\x6d\x00" if answer is None else answer(command)

    def close(self) -> None:
        """Nothing holds this card."""

    def _echo(self, command: bytes) -> bytes:
        extended = len(command) > 7 and command[4] == 0
        return command[7 if extended else 5 :] + OK

    def _select(self, command: bytes) -> bytes:
        wanted = int.from_bytes(command[5:7], "big")
        self._selected = wanted if wanted in FILES else 0
        return OK if self._selected else b"\x6a\x82"

    def _verify(self, command: bytes) -> bytes:
        self.verified = self.tries > 0 and command[5:8] == bytes.fromhex("123456")
        self.tries = 3 if self.verified else max(self.tries - 1, 0)
        return OK if self.verified else bytes([0x63, 0xC0 | self.tries])


def pair() -> tuple[socket.socket, socket.socket]:
    """Return the two ends of one TCP connection."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        near = socket.create_connection(listener.getsockname(), timeout=5)
        far, _ = listener.accept()
    return near, far
