"""Traces: written, read, replayed, and empty of everything that tells of a person or a card."""

import io
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from link_samples import ATR, FILES, NAME, OK, READ, SELECT_NAME, VERIFY, EchoCard, echo

from sscard_core.device.errors import (
    BY_NAME,
    CardRemoved,
    DeviceError,
    PortClosed,
    TraceDiffers,
    TraceEnded,
    TraceUnreadable,
)
from sscard_core.device.lines.masking import NOBODY, masked_atr, masked_record, masked_templates
from sscard_core.device.lines.recording import RecordingPort
from sscard_core.device.lines.redacting import PUBLIC_ELEMENTS, Redactor, redacted_command
from sscard_core.device.lines.replaying import ReplayPort
from sscard_core.device.lines.trace import Entry, Mark, Trace, header, read_trace, write_trace
from sscard_core.device.port import CardPort

SESSION = (SELECT_NAME, READ, VERIFY, bytes.fromhex("00B2020400"))
SAMPLE = """\
sscard-trace 1 redacted
0 ATR 3B80800101
412 > 00A4000002EF06
96 < 9000
51 > 00B2010400
88 ! CardRemoved
"""
HOLDER = {
    0x08: b"110105194912310021",
    0x09: "测试甲乙".encode("gbk") + b"\0" * 22,
    0x4E: "丙丁".encode("gbk") + b"\0" * 16,
    0x0A: b"1",
    0x0B: b"\x56",
    0x0C: b"\x11\x01\x05",
    0x0D: b"\x19\x49\x12\x31",
    0x07: b"X00012345",
    0x01: bytes.fromhex("639900D15600000500BF7C7A48FB4966"),
    0x5A: bytes.fromhex("6217001234567890123F"),
    0x57: bytes.fromhex("6217001234567890123D2512"),
}
"""A synthetic person's elements, by tag."""


def microseconds(*steps: int) -> Callable[[], int]:
    """Return a clock that tells one nanosecond count after the other."""
    moments = iter([1000 * sum(steps[: end + 1]) for end in range(len(steps))])
    return lambda: next(moments)


def recorded(card: CardPort, *commands: bytes, whole: bool = False) -> str:
    """Return the trace of a session."""
    sink = io.StringIO()
    with RecordingPort(card, sink, whole=whole) as port:
        for command in commands:
            port.transmit(command)
    return sink.getvalue()


class Broken(EchoCard):
    """A card that leaves the reader at its first command, and does not come back on a reset."""

    def transmit(self, command: bytes) -> bytes:
        raise CardRemoved("Reader 0")

    def reset(self) -> bytes:
        raise CardRemoved("Reader 0")


class TestTheText:
    """A trace is a text that is read line by line."""

    def test_what_is_read_is_written_again(self) -> None:
        trace = read_trace(SAMPLE)
        assert write_trace(trace) == SAMPLE
        assert trace.redacted
        assert trace.entries[-1] == Entry(Mark.FAULT, 88, error=CardRemoved)

    @given(st.lists(st.tuples(st.binary(min_size=4), st.binary(min_size=2), st.integers(0, 10**12))))
    def test_any_session_is_read_as_it_was_written(self, session: list[tuple[bytes, bytes, int]]) -> None:
        entries = [Entry(Mark.ATR, 0, ATR)]
        for command, answer, after in session:
            entries += [Entry(Mark.COMMAND, after, command), Entry(Mark.ANSWER, after, answer)]
        trace = Trace(tuple(entries), redacted=False)
        assert read_trace(write_trace(trace)) == trace

    @pytest.mark.parametrize(
        ("text", "place", "found"),
        [
            ("", "t:1", "''"),
            ("something else\n", "t:1", "something else"),
            ("sscard-trace 2 redacted\n", "t:1", "version 2"),
            ("sscard-trace 1 redacted\n", "t:2", "before any answer to reset"),
            ("sscard-trace 1 whole\n0 > 00A40000\n", "t:2", "> in this place"),
            ("sscard-trace 1 whole\n0 ATR 3B00\n1 < 9000\n", "t:3", "< in this place"),
            (
                "sscard-trace 1 whole\n0 ATR 3B00\n1 > 00A40000\n2 > 00A40000\n",
                "t:4",
                "> in this place",
            ),
            ("sscard-trace 1 whole\n0 ATR 3B0\n", "t:2", "hexadecimal"),
            ("sscard-trace 1 whole\n-1 ATR 3B00\n", "t:2", "microseconds mark content"),
            ("sscard-trace 1 whole\n0 ATR 3B00\n1 ! SomeError\n", "t:3", "SomeError"),
        ],
    )
    def test_a_text_that_is_no_trace_is_told_with_its_line(self, text: str, place: str, found: str) -> None:
        with pytest.raises(TraceUnreadable) as told:
            read_trace(text, "t")
        assert told.value.where == place
        assert found in told.value.found

    def test_the_bytes_of_an_entry_do_not_reach_its_repr(self) -> None:
        assert repr(Entry(Mark.COMMAND, 0, VERIFY)) == "Entry(COMMAND, 8 bytes)"

    def test_every_error_of_the_lines_can_be_recorded(self) -> None:
        for name, error in BY_NAME.items():
            text = f"{header(redacted=True)}\n0 ATR 3B00\n5 ! {name}\n"
            assert read_trace(text).entries[-1].error is error


class TestRecording:
    """A recording port changes nothing and writes everything down."""

    def test_answers_pass_unchanged(self) -> None:
        port = RecordingPort(EchoCard(), io.StringIO())
        assert isinstance(port, CardPort)
        assert port.atr == ATR
        assert port.transmit(echo(b"data")) == b"data" + OK
        assert port.reset() == ATR

    def test_each_line_has_the_time_since_the_line_before(self) -> None:
        sink = io.StringIO()
        clock = microseconds(10, 3, 400, 90)
        port = RecordingPort(EchoCard(), sink, clock=clock)
        port.transmit(SELECT_NAME)
        assert sink.getvalue().splitlines() == [
            "sscard-trace 1 redacted",
            "3 ATR 3B80800101",
            "400 > 00A4000002EF06",
            "90 < 9000",
        ]

    def test_a_fault_is_written_in_the_place_of_the_answer_and_passes(self) -> None:
        sink = io.StringIO()
        port = RecordingPort(Broken(), sink)
        with pytest.raises(CardRemoved):
            port.transmit(VERIFY)
        with pytest.raises(CardRemoved):
            port.reset()
        marks = [each.mark for each in read_trace(sink.getvalue()).entries]
        assert marks == [Mark.ATR, Mark.COMMAND, Mark.FAULT, Mark.FAULT]

    def test_a_whole_trace_has_every_byte(self) -> None:
        text = recorded(EchoCard(), *SESSION, whole=True)
        assert [NAME.hex().upper() in text, "123456" in text] == [True, True]


class TestReplaying:
    """A replay is strict, and tells where it parts from the recording."""

    def test_a_session_is_replayed_to_its_end(self) -> None:
        card = EchoCard()
        live = [card.transmit(command) for command in SESSION]
        replay = ReplayPort(read_trace(recorded(EchoCard(), *SESSION, whole=True)))
        assert isinstance(replay, CardPort)
        assert [replay.transmit(command) for command in SESSION] == live
        assert replay.left == 0
        with pytest.raises(TraceEnded, match="trace:11"):
            replay.transmit(READ)

    def test_a_redacted_session_is_replayed_with_any_pin_of_its_length(self) -> None:
        replay = ReplayPort(read_trace(recorded(EchoCard(), *SESSION)))
        other = VERIFY[:5] + bytes.fromhex("654321")
        for command in (SELECT_NAME, READ, other):
            assert replay.transmit(command)[-2:] == OK

    def test_another_command_is_told_by_place_and_header_and_not_by_its_data(self) -> None:
        replay = ReplayPort(read_trace(recorded(EchoCard(), *SESSION, whole=True), "session"))
        replay.transmit(SELECT_NAME)
        with pytest.raises(TraceDiffers) as told:
            replay.transmit(VERIFY)
        assert told.value.where == "session:5"
        assert told.value.found == "command 00200000 of 8 bytes, recorded command 00B20104 of 5 bytes"
        assert "123456" not in str(told.value)
        assert replay.transmit(READ) == FILES[0xEF06] + OK

    def test_a_reset_has_its_place_too(self) -> None:
        sink = io.StringIO()
        port = RecordingPort(EchoCard(), sink)
        port.reset()
        port.transmit(SELECT_NAME)
        replay = ReplayPort(read_trace(sink.getvalue()))
        with pytest.raises(TraceDiffers, match="recorded atr"):
            replay.transmit(SELECT_NAME)
        assert replay.reset() == ATR
        with pytest.raises(TraceDiffers, match="a reset, recorded command"):
            replay.reset()
        assert replay.transmit(SELECT_NAME) == OK

    def test_a_recorded_error_is_raised_again(self) -> None:
        replay = ReplayPort(read_trace(SAMPLE, "sample"))
        replay.transmit(SELECT_NAME)
        with pytest.raises(CardRemoved, match="sample:6"):
            replay.transmit(READ)

    def test_a_closed_replay_refuses(self) -> None:
        with ReplayPort(read_trace(SAMPLE)) as replay:
            assert replay.atr == ATR
        with pytest.raises(PortClosed):
            replay.transmit(SELECT_NAME)
        with pytest.raises(PortClosed):
            replay.reset()


class TestRedaction:
    """Nothing that tells of a person or of one card is left, and lengths stay."""

    @pytest.mark.parametrize("tag", sorted(HOLDER), ids="{:02X}".format)
    def test_an_element_is_masked_and_keeps_its_tag_and_length(self, tag: int) -> None:
        value = HOLDER[tag]
        record = bytes([tag, len(value)]) + value
        redacted = Redactor().answer(bytes.fromhex("00B20104") + bytes([len(record)]), record + OK)
        assert (redacted[:2], redacted[-2:], len(redacted)) == (record[:2], OK, len(record) + 2)
        assert value not in redacted

    def test_the_elements_of_the_kind_of_card_are_kept(self) -> None:
        for tag, length in PUBLIC_ELEMENTS.items():
            record = bytes([tag, length]) + b"\x35" * length
            assert Redactor().answer(bytes.fromhex("00B2010400"), record + OK) == record + OK

    def test_a_public_tag_of_another_length_is_masked(self) -> None:
        assert masked_record(b"\x02\x03abc", PUBLIC_ELEMENTS) == b"\x02\x03000"

    def test_a_record_without_a_tag_is_masked_whole(self) -> None:
        transaction = bytes.fromhex("0001061122334455662024030110150000000100" * 3)
        masked = Redactor().answer(bytes.fromhex("00B2014400"), transaction + OK)
        assert masked == b"0" * len(transaction) + OK

    def test_a_bank_record_keeps_its_tags(self) -> None:
        record = bytes.fromhex("70135A0A6217001234567890123F5F24032512315F3001")
        record = record[:1] + bytes([len(record) - 2 + 1]) + record[2:] + b"\x02"
        masked = Redactor().answer(bytes.fromhex("00B2010C00"), record + OK)
        assert HOLDER[0x5A] not in masked
        assert masked[:4] == record[:4]
        assert len(masked) == len(record) + 2

    @pytest.mark.parametrize(
        ("command", "kept"),
        [
            ("0020000003123456", "0020000003FFFFFF"),
            ("805E010007123456FF654321", "805E010007FFFFFFFFFFFFFF"),
            ("805E00000712345611223344", "805E000007FFFFFFFFFFFFFF"),
            ("84240000081122334455667788", "8424000008FFFFFFFFFFFFFFFF"),
            ("00DC0204050A0131AABB", "00DC020405FFFFFFFFFF"),
            ("00DC02040331323300", "00DC020403FFFFFF00"),
            ("00D60000000004313233340000", "00D60000000004FFFFFFFF0000"),
            ("00D6000000000431323334", "00D60000000004FFFFFFFF"),
            ("0020000009123456", "00200000FFFFFFFF"),
            ("00B20104000000", "00B20104000000"),
            ("00B20104000010", "00B20104000010"),
            ("00B2010400", "00B2010400"),
            ("00200000", "00200000"),
            ("00A4040006D15600000501", "00A4040006D15600000501"),
        ],
    )
    def test_data_of_commands_are_masked_and_headers_and_lengths_kept(self, command: str, kept: str) -> None:
        assert redacted_command(bytes.fromhex(command)).hex().upper() == kept

    def test_get_response_is_masked_as_what_it_goes_on_answering(self) -> None:
        redactor = Redactor()
        assert redactor.answer(READ, bytes.fromhex("6108")) == bytes.fromhex("6108")
        rest = redactor.answer(bytes.fromhex("00C0000008"), FILES[0xEF06] + OK)
        assert rest == b"\x09\x06000000" + OK

    def test_a_selection_is_kept_but_for_what_it_tells_of_one_card(self) -> None:
        told = bytes.fromhex("6F1A840ED156000005112233445566778899A5088801109F0C02AABB")
        redacted = Redactor().answer(SELECT_NAME, told + OK)
        assert redacted == told[:-2] + b"00" + OK

    def test_what_is_no_template_is_masked_whole(self) -> None:
        for broken in ("6F", "6F05AA", "5A8401020304", "9F", "6F03DF0002", "9FFF"):
            data = bytes.fromhex(broken)
            masked = masked_templates(data, frozenset())
            assert len(masked) == len(data)
            assert masked != data

    @given(st.binary(max_size=300), st.binary(max_size=300))
    def test_lengths_stay_whatever_comes(self, command: bytes, answer: bytes) -> None:
        command, answer = b"\x00\xb2\x01\x04" + command, answer + OK
        assert len(redacted_command(command)) == len(command)
        assert len(Redactor().answer(command, answer)) == len(answer)
        assert redacted_command(redacted_command(command)) == redacted_command(command)

    @given(
        st.binary(min_size=6, max_size=40),
        st.integers(0, 255).filter(lambda ins: ins not in (0xA4, 0x84)),
    )
    def test_an_unknown_instruction_keeps_nothing_of_its_answer(self, data: bytes, ins: int) -> None:
        command = bytes([0x80, ins, 0, 0, 0])
        answer = Redactor().answer(command, data + OK)
        kept = {at for at, (old, new) in enumerate(zip(data, answer, strict=False)) if old == new != 0x30}
        assert ins == 0xB2 or kept == set()

    def test_the_serial_number_of_the_chip_is_masked_in_the_atr(self) -> None:
        atr = bytes.fromhex("3B6D000000814E43238697639900BF7C7A")
        assert masked_atr(atr) == atr[:-6] + b"000000"

    def test_the_check_byte_of_an_atr_is_right_again(self) -> None:
        plain = bytes.fromhex("3BDD00008131FE4500814E43238697639900BF7C7A")
        check = 0
        for byte in plain[1:]:
            check ^= byte
        redacted = masked_atr(plain + bytes([check]))
        again = 0
        for byte in redacted[1:]:
            again ^= byte
        assert again == 0
        assert b"\xbf\x7c\x7a" not in redacted
        assert len(redacted) == len(plain) + 1

    @pytest.mark.parametrize("atr", ["3B80800101", "3B00", "3B", "", "3B6D0000", "3BFF"])
    def test_an_atr_without_a_serial_number_is_kept(self, atr: str) -> None:
        assert masked_atr(bytes.fromhex(atr)) == bytes.fromhex(atr)

    def test_the_stand_in_for_a_person_is_of_a_county_that_is_none(self) -> None:
        assert NOBODY.text.startswith("659099")

    def test_no_byte_of_a_person_is_in_the_text_of_a_session(self) -> None:
        class Personal(EchoCard):
            def transmit(self, command: bytes) -> bytes:
                value = HOLDER.get(command[2], b"")
                return bytes([command[2], len(value)]) + value + OK

        reads = [bytes([0x00, 0xB2, tag, 0x00, 0x00]) for tag in HOLDER]
        text = recorded(Personal(), *reads, VERIFY, bytes.fromhex("805E010007123456FF654321"))
        long_values = [value for value in HOLDER.values() if len(value) > 2]
        secrets = [*long_values, NAME, bytes.fromhex("123456"), bytes.fromhex("654321")]
        assert [each for each in secrets if each.hex().upper() in text] == []
        whole = recorded(Personal(), *reads, VERIFY, whole=True)
        assert all(value.hex().upper() in whole for value in long_values)

    def test_errors_of_a_replay_are_device_errors(self) -> None:
        assert all(issubclass(each, DeviceError) for each in (TraceDiffers, TraceEnded, TraceUnreadable))
