"""Commands and responses: what is written is read back, and what contradicts itself is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sscard_core.device.apdu import LONG_ANSWER, Command, MalformedApdu, Response

BYTE = st.integers(0, 255)
LE = st.none() | st.integers(1, 300) | st.sampled_from([65_535, LONG_ANSWER])
DATA = st.binary(max_size=300) | st.sampled_from([b"x" * 65_535])
COMMANDS = st.builds(Command, BYTE, BYTE, BYTE, BYTE, DATA, LE)


@given(COMMANDS)
def test_what_is_written_is_read_back(command: Command) -> None:
    assert Command.parse(command.to_bytes()) == command


@given(st.binary(min_size=4, max_size=300))
def test_what_is_read_is_written_no_longer_than_it_came(raw: bytes) -> None:
    try:
        command = Command.parse(raw)
    except MalformedApdu:
        return
    assert len(command.to_bytes()) <= len(raw)
    assert Command.parse(command.to_bytes()) == command


@pytest.mark.parametrize(
    ("raw", "case", "data", "le"),
    [
        ("00A40000", 1, "", None),
        ("00B2010400", 2, "", 256),
        ("00B2010414", 2, "", 20),
        ("00B20104000000", 2, "", 65_536),
        ("00B20104000102", 2, "", 258),
        ("00A40000023F00", 3, "3F00", None),
        ("00A400000000023F00", 3, "3F00", None),
        ("00A40000023F0000", 4, "3F00", 256),
        ("00A400000000023F000000", 4, "3F00", 65_536),
    ],
)
def test_each_case_is_read(raw: str, case: int, data: str, le: int | None) -> None:
    command = Command.parse(bytes.fromhex(raw))
    assert (command.case, command.data.hex().upper(), command.le) == (case, data, le)


@pytest.mark.parametrize(
    ("raw", "told"),
    [
        ("", "4 bytes at least; found 0"),
        ("00A400", "4 bytes at least; found 3"),
        ("00A40000033F00", "Lc says 3 bytes of data; 2 bytes follow it"),
        ("00A40000013F0000", "Lc says 1 bytes of data; 3 bytes follow it"),
        ("00A4000000FF", "3 bytes, the first 00; found 2"),
        ("00A4000000000000", "Lc of 0"),
        ("00A400000000033F00", "Lc says 3 bytes of data; 2 bytes follow it"),
        ("00A400000000023F0000", "Lc says 2 bytes of data; 3 bytes follow it"),
    ],
)
def test_lengths_that_disagree_are_refused(raw: str, told: str) -> None:
    with pytest.raises(MalformedApdu, match=told) as caught:
        Command.parse(bytes.fromhex(raw))
    assert caught.value.remedy


@pytest.mark.parametrize(
    ("header", "data", "le", "told"),
    [
        ((0x100, 0, 0, 0), b"", None, "one byte each"),
        ((0, -1, 0, 0), b"", None, "one byte each"),
        ((0, 0, 0, 0), b"x" * 65_536, None, "at most 65535"),
        ((0, 0, 0, 0), b"", 0, "Le is 1 to 65536 bytes; found 0"),
        ((0, 0, 0, 0), b"", 65_537, "found 65537"),
    ],
)
def test_a_part_that_does_not_fit_is_refused(
    header: tuple[int, int, int, int], data: bytes, le: int | None, told: str
) -> None:
    with pytest.raises(MalformedApdu, match=told):
        Command(*header, data, le)


def test_the_data_of_a_command_are_not_shown() -> None:
    command = Command(0x00, 0x20, 0x00, 0x00, bytes.fromhex("123456"))
    assert repr(command) == "Command(00 20 00 00, 3 bytes, Le None)"


@given(st.binary(max_size=300), st.integers(0, 0xFFFF))
def test_a_response_is_read_back(data: bytes, sw: int) -> None:
    assert Response.parse(Response(data, sw).to_bytes()) == Response(data, sw)


@pytest.mark.parametrize("raw", [b"", b"\x90"])
def test_an_answer_without_status_word_is_refused(raw: bytes) -> None:
    with pytest.raises(MalformedApdu, match=f"found {len(raw)}"):
        Response.parse(raw)
