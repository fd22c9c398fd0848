"""The errors of the lines, and the table that makes them from return codes of PC/SC."""

import pickle

import pytest

from sscard_core.device import errors
from sscard_core.device.errors import (
    CardMute,
    CardRemoved,
    CardReset,
    CommandTooLong,
    CommandTooShort,
    LineError,
    LineFault,
    NoCard,
    NoReader,
    NotAllowed,
    ProtocolMismatch,
    ReaderBusy,
    ReaderGone,
    ServiceLost,
    ServiceNotRunning,
    TransactionFailed,
)
from sscard_core.device.lines.pcsc_faults import FAULTS, Fault, Moment, error_of

FAMILY = sorted(
    (each for each in vars(errors).values() if isinstance(each, type) and issubclass(each, LineError)),
    key=lambda each: each.__name__,
)


class TestTheFamily:
    """Every error tells a place, a fact and a remedy, in two languages."""

    @pytest.mark.parametrize("error", FAMILY)
    def test_an_error_has_its_own_words_in_both_languages(self, error: type[LineError]) -> None:
        assert error.says.isascii()
        assert error.remedy.isascii()
        assert not error.zh.isascii()
        assert not error.remedy_zh.isascii()
        assert error is LineError or error.says != LineError.says

    def test_an_error_tells_where_what_the_code_and_the_remedy(self) -> None:
        told = NoCard("Reader 0", "SCARD_E_NO_SMARTCARD", 0x8010000C)
        assert str(told) == (
            "Reader 0: there is no card in the reader (0x8010000C); found: SCARD_E_NO_SMARTCARD. "
            "put the card in, chip first"
        )
        assert told.in_chinese().startswith(
            "Reader 0: 读卡器中无卡 (0x8010000C); 实际: SCARD_E_NO_SMARTCARD. "
        )

    def test_an_error_without_a_place_is_told_without_one(self) -> None:
        assert str(errors.PortClosed()) == "the port is closed. open the card anew"

    def test_an_error_survives_being_sent_to_another_process(self) -> None:
        back = pickle.loads(pickle.dumps(ReaderBusy("Reader 0", "held", 0x8010000B)))
        assert (type(back), back.where, back.found, back.cause_code) == (
            ReaderBusy,
            "Reader 0",
            "held",
            0x8010000B,
        )

    def test_only_a_command_that_was_never_sent_leaves_the_line_usable(self) -> None:
        assert [each for each in FAMILY if not each.line_is_over] == [CommandTooLong, CommandTooShort]


class TestTheTableOfFaults:
    """The same code is read by what was being done."""

    @pytest.mark.parametrize(
        ("code", "moment", "error"),
        [
            (0x8010001D, Moment.STARTING, ServiceNotRunning),
            (0x8010001D, Moment.CONNECTING, ServiceLost),
            (0x8010001D, Moment.TRANSMITTING, ServiceLost),
            (0x80100013, Moment.TRANSMITTING, ServiceLost),
            (0x80100009, Moment.CONNECTING, NoReader),
            (0x80100009, Moment.TRANSMITTING, ReaderGone),
            (0x80100017, Moment.TRANSMITTING, ReaderGone),
            (0x8010002E, Moment.LISTING, NoReader),
            (0x8010000C, Moment.CONNECTING, NoCard),
            (0x80100069, Moment.CONNECTING, NoCard),
            (0x80100069, Moment.TRANSMITTING, CardRemoved),
            (0x80100069, Moment.HOLDING, CardRemoved),
            (0x80100016, Moment.TRANSMITTING, TransactionFailed),
            (0x80100066, Moment.CONNECTING, CardMute),
            (0x80100068, Moment.TRANSMITTING, CardReset),
            (0x8010000B, Moment.CONNECTING, ReaderBusy),
            (0x8010000F, Moment.CONNECTING, ProtocolMismatch),
            (0x80100008, Moment.TRANSMITTING, CommandTooLong),
            (0x80100004, Moment.TRANSMITTING, CommandTooShort),
            (0x80100004, Moment.CONNECTING, LineFault),
            (0x8010006A, Moment.STARTING, NotAllowed),
        ],
    )
    def test_a_code_becomes_the_error_of_its_moment(
        self, code: int, moment: Moment, error: type[LineError]
    ) -> None:
        found = error_of(code, moment, "Reader 0")
        assert (type(found), found.where, found.cause_code) == (error, "Reader 0", code)

    @pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: f"{fault.name}-{fault.error.__name__}")
    def test_every_row_is_reached_at_some_moment(self, fault: Fault) -> None:
        assert any(type(error_of(fault.code, moment)) is fault.error for moment in fault.when)

    @pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: f"{fault.name}-{fault.error.__name__}")
    def test_names_and_codes_are_those_of_the_library(self, fault: Fault) -> None:
        scard = pytest.importorskip("smartcard.scard")
        assert getattr(scard, fault.name) & 0xFFFFFFFF == fault.code

    def test_a_negative_code_of_windows_is_the_same_code(self) -> None:
        assert isinstance(error_of(0x8010000C - (1 << 32), Moment.CONNECTING), NoCard)

    def test_a_code_of_no_row_keeps_its_number_and_its_moment(self) -> None:
        found = error_of(0x80100099, Moment.LISTING, "Reader 0")
        assert (type(found), found.cause_code, found.found) == (
            LineFault,
            0x80100099,
            "the readers were listed",
        )
